"""What speaks for and against two tellings being one incident, and what forbids it."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from tallybook.link import PairScore, nodes, score
from tallybook.link.features import FEATURES
from tallybook.link.gates import GATES
from tallybook.records import Place, Reading
from tests.link.telling import HARBEL, KAKATA, LIBERIA, copied, local, node, report, toll


def test_two_tellings_of_one_day_and_town_are_the_same() -> None:
    """Place, date, type and toll agree."""
    assert score(node("a.txt"), node("b.txt")).verdict == "same"


def test_a_site_that_its_report_tells_as_one_is_part_of_anothers_wave_and_never_the_whole() -> None:
    """The same toll of prisoners freed makes the town's jail no wave of attacks."""
    site = replace(node("a.txt"), part_of="r-1:A")
    wave = replace(node("b.txt"), wave=True, place=LIBERIA, places=(LIBERIA, HARBEL, KAKATA))
    pair = score(site, wave)
    assert (pair.verdict, pair.part) == ("never", site.id)
    assert score(node("a.txt"), wave).verdict != "never"
    assert score(site, replace(wave, place=HARBEL, places=(HARBEL,))).verdict != "never"


@pytest.mark.parametrize(
    ("other", "gate"),
    [
        ({"place": KAKATA}, "towns_differ"),
        ({"start": "2020-05-04", "published": "2020-05-05"}, "dates_apart"),
        ({"start": None, "published": "2020-04-20"}, "told_before"),
        ({"place": Place("Harbel", "SL", None, 6.28, -10.35)}, "countries_differ"),
    ],
)
def test_a_gate_shuts_whatever_else_agrees(other: dict[str, object], gate: str) -> None:
    """The same words, toll and type never merge over another town, day or country."""
    pair = score(node("a.txt"), node("b.txt", **other))  # type: ignore[arg-type]
    assert pair.verdict == "never"
    assert not pair.keep
    assert pair.features()[0].name == gate


def test_the_night_between_two_days_is_no_gap() -> None:
    """One outlet dates a night attack to the first day, another to the second."""
    assert score(node("a.txt"), node("b.txt", start="2020-05-02")).same


def test_a_country_and_a_day_alone_are_not_enough() -> None:
    """Two incidents of one country and day with other words and tolls stay apart."""
    text = "Ferry queue shelled\nMortar rounds hit passengers who queued at the ferry ramp, doctor Weah told reporters."
    coarse = node("b.txt", 70, text=text, place=LIBERIA, type="shelling")
    assert not score(node("a.txt", 3), coarse).same


def test_a_country_a_day_and_the_same_large_toll_are_enough() -> None:
    """A coarse place is carried by other evidence."""
    assert score(node("a.txt", 43), node("b.txt", 43, place=LIBERIA)).same


def test_an_unsure_pair_joins_no_component() -> None:
    """Chains of unsure pairs would make one component of a large book."""
    pair = score(node("a.txt", 43), node("b.txt", 3, place=LIBERIA))
    assert pair.verdict == "unsure"
    assert not pair.keep


def test_scores_are_symmetric() -> None:
    """Which one is named first changes nothing."""
    found = [node("a.txt"), node("b.txt", 70, start=None), node("c.txt", place=LIBERIA), node("d.txt", place=None)]
    for a, b in combinations(found, 2):
        assert score(a, b) == score(b, a)


def test_every_reason_has_a_sentence() -> None:
    """A feature's docstring is what the user reads."""
    for rule in (*FEATURES, *GATES):
        assert rule.__doc__ and rule.__doc__.strip().endswith(".")
    assert all(reason.sentence for reason in score(node("a.txt"), node("b.txt")).features())


def test_the_reasons_add_up_to_the_score() -> None:
    """Nothing is hidden in the sum."""
    pair = score(node("a.txt"), node("b.txt", 14))
    assert pair.value == pytest.approx(sum(reason.weight for reason in pair.features()))


def test_a_pair_survives_its_json_unchanged() -> None:
    """The book keeps pairs as JSON."""
    pair = score(node("a.txt"), node("b.txt"))
    assert PairScore.from_json(pair.to_json()) == pair


def test_a_site_of_a_wave_is_its_part_and_not_the_same() -> None:
    """A report on one town of a wave belongs to the wave without being it."""
    wave = node("w.txt", 80, wave=True, place=LIBERIA, places=(HARBEL, KAKATA))
    site = node("s.txt", 4, place=KAKATA)
    assert score(wave, site).part == site.id


def test_a_copy_is_the_same_even_without_date_and_place() -> None:
    """Wire copies are one telling."""
    told = node("a.txt", start=None, place=None)
    assert score(told, copied(told, "b.txt")).same


def test_where_nobody_counts_the_whole_the_largest_part_speaks_against_a_far_larger_toll() -> None:
    """A site of which only parts are told is not the country's wave."""
    told = report("p.txt")
    parts = Reading(told.id, (toll(told, 1, scope="part"), toll(told, 6, scope="part")), (local(told),))
    (site,) = nodes(told, parts)
    assert dict(score(site, node("w.txt", 190, place=LIBERIA)).reasons)["tolls"] == -1.0
