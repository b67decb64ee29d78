"""Gold given in place of a reader: its claims, and its grouping too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tallybook.errors import UsageError
from tallybook.evaluation import evaluate, gold, told
from tallybook.gather import from_text
from tallybook.records import Figure, Reading, Responsibility
from tallybook.workers import check

FIXTURES = Path(__file__).parents[1] / "fixtures" / "evaluate"
OWN = Path(__file__).parents[2] / "evals" / "own"

TEXT = "Two Ukrainian raids killed 9 soldiers in Arlen, the ministry said. Rebels deny it. The road is shut."
GOLD: dict[str, Any] = {
    "published": "2021-03-04",
    "incidents": {
        "A": {"type": "air strike", "start": "2021-03-02", "place": "Arlen", "country": "UA", "lat": 48.0, "lon": 38.0},
        "S": {"part_of": "A", "place": "Arlen bridge", "country": "UA", "lat": 48.1, "lon": 38.0},
        "B": {"type": "ambush", "start": "2020-01-01", "cluster": False, "initiators": ["Ukrainian forces"]},
    },
    "figures": [
        {"at": [27, 37], "harm": "killed", "victims": ["unspecified", "security_force"], "low": 9, "high": 9,
         "qualifier": "exact", "speaker": "the ministry", "speaker_kind": "government", "incident": "A",
         "combined_with": "wounded"},
        {"at": [27, 37], "harm": "startled", "victims": "civilian", "incident": "A"},
    ],
    "responsibility": [{"incident": "A", "group": "Rebels", "mode": "claimed", "by": None}],
    "denials": [{"by": "Rebels", "of": "it", "at": [67, 73]}],
    "reactions": [{"actor": "Nobody at all", "action": "condemn"}],
    "disruptions": [{"kind": "road", "what": "The road"}],
    "confirmations": [{"by": "the ministry", "incident": "A"}],
}  # fmt: skip


@pytest.fixture
def read() -> Reading:
    return told.reading(from_text(TEXT, path="a.txt"), GOLD)


def test_a_readings_claims_stand_in_the_text(read: Reading) -> None:
    report = from_text(TEXT, path="a.txt")
    check(report, read)
    (figure,) = [claim for claim in read.claims if isinstance(claim, Figure)]
    assert figure.speaker is not None and TEXT[figure.speaker.start : figure.speaker.end] == "the ministry"
    assert figure.sentence.of(TEXT) == "Two Ukrainian raids killed 9 soldiers in Arlen, the ministry said."
    (claimed,) = [claim for claim in read.claims if isinstance(claim, Responsibility)]
    assert TEXT[claimed.start : claimed.end] == "Rebels"


def test_of_several_fair_classes_the_one_that_tells_most_is_taken(read: Reading) -> None:
    (figure,) = [claim for claim in read.claims if isinstance(claim, Figure)]
    assert (figure.victims, figure.combined) == ("security_force", "wounded")


def test_a_claim_without_an_incident_is_about_the_main_one(read: Reading) -> None:
    assert {claim.kind: claim.local for claim in read.claims} == dict.fromkeys(
        ("figure", "responsibility", "denial", "reaction", "disruption", "confirmation"), "A"
    )


def test_local_incidents_keep_their_keys_dates_sites_and_part(read: Reading) -> None:
    main, site, past = read.incidents
    assert (main.key, main.wave, main.start, main.end) == ("A", True, "2021-03-02", "2021-03-02")
    assert [place.name for place in main.places] == ["Arlen", "Arlen bridge"]
    assert (site.part_of, site.background, past.background) == ("A", False, True)
    assert main.type is not None and past.groups


def test_the_golds_date_stands_where_the_report_has_none() -> None:
    truth = gold.Gold(Path("."), {"a": GOLD}, ())
    (dated,) = told.dated([from_text(TEXT, path="a.txt")], truth)
    assert (dated.published, dated.published_from) == ("2021-03-04", "given")  # type: ignore[union-attr]
    (own,) = told.dated([from_text(TEXT, path="a.txt", date="2021-03-09")], truth)
    assert own.published == "2021-03-09"  # type: ignore[union-attr]


@pytest.mark.parametrize("incidents", ["linked", "gold"])
@pytest.mark.parametrize("folder", [FIXTURES / "gold", OWN], ids=["fixtures", "own"])
def test_with_the_golds_claims_every_figure_is_right(folder: Path, incidents: str) -> None:
    result = evaluate(folder, claims="gold", incidents=incidents)
    found = result["figures all right (bounds and victims too)"]
    assert found["hit"] == found["predicted"] and found["hit"] >= found["gold"] - 1
    assert result["incidents within a report (B-cubed)"]["f1"] == 1.0
    assert incidents == "linked" or result["incidents across reports (B-cubed)"]["f1"] == 1.0


def test_the_same_gold_gives_the_same_score_twice() -> None:
    once = evaluate(OWN, claims="gold", incidents="gold", errors=9)
    assert json.dumps(once) == json.dumps(evaluate(OWN, claims="gold", incidents="gold", errors=9))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"claims": "silver"}, "read, gold"),
        ({"incidents": "gold"}, "--claims gold"),
        ({"claims": "gold", "incidents": "mine"}, "linked, gold"),
        ({"claims": "gold", "export": FIXTURES / "poor"}, "--export"),
    ],
)
def test_what_does_not_go_together_is_said(given: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError) as raised:
        evaluate(FIXTURES / "gold", **given)
    assert told in raised.value.next
