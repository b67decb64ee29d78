"""HXL, GeoJSON, PLOVER, bibliographies and FollowTheMoney: what each says of one incident."""

from __future__ import annotations

import hashlib
import re

from tallybook.book.selected import Told
from tallybook.export import bibliography, ftm, geojson, hxl, plover
from tallybook.export.schema import misfits, schema
from tallybook.records import Denial, Origin, Reaction, Speaker
from tests.export.tellings import BALOCHISTAN, KHARAN, claim_of, figure, figures, incident, report, told

TEXT = (
    "Blast in Kharan\nThe TTP said it was behind it. Iran condemned the attack. The army denied any attack. "
    "Police blamed the BLA. Nine people died."
)
WIRE = report("wire.txt", TEXT, "2023-05-02", "Meridian Wire")


def span(words: str) -> dict[str, int]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def blast() -> Told:
    died = figure(WIRE, "Nine people", "unspecified", 9)
    claimed = claim_of(WIRE, "TTP", "claimed", "The TTP said")
    blamed = claim_of(WIRE, "BLA", "blamed", "Police blamed", "Police")
    common = {"report": WIRE.id, "sentence": claimed.sentence, "local": "A"}
    condemned = Reaction(id="c-1", actor="Iran", action="condemn", **span("Iran condemned"), **common)  # type: ignore[arg-type]
    army = Speaker("The army", "military", **span("The army"))
    denied = Denial(id="c-2", by="The army", of="any attack", speaker=army, **span("The army denied"), **common)  # type: ignore[arg-type]
    claims = (claimed, condemned, denied, blamed, died)
    return told(
        WIRE, claims=claims, figures=figures(claims, killed={"unspecified": (8, 9, 9)}, wounded={"civilian": 3}),
        title="Blast in Kharan", place=KHARAN, start="2023-05-01", end="2023-05-01", status="disputed",
        claimed_by=("TTP",), denied_by=("The army",), groups=("ttp",),
    )  # fmt: skip


def test_hxl_has_a_hashtag_for_every_column() -> None:
    assert len(hxl.tags()) == len(set(hxl.tags())) == len(schema("hxl").columns)
    assert [tag for tag in hxl.tags() if not re.fullmatch(r"#[a-z][a-z0-9]*(\+[a-z][a-z0-9_]*)*", tag)] == []


def test_hxl_tells_people_affected() -> None:
    row = hxl.row(blast())
    assert list(misfits(schema("hxl"), row)) == []
    assert (row["killed_low"], row["killed_best"], row["killed_high"], row["injured_best"]) == (8, 9, 9, 3)
    assert (row["country_code_3"], row["status"], row["denied_by"]) == ("PAK", "disputed", "The army")
    assert row["displaced"] is None


def test_geojson_has_longitude_first_and_says_how_exact_the_point_is() -> None:
    found = geojson.feature(blast())
    assert found["geometry"] == {"type": "Point", "coordinates": [65.41501, 28.58459]}
    assert found["properties"]["precision"] == "exact"
    assert found["properties"]["killed_unspecified_best"] == 9
    assert geojson.feature(told(place=BALOCHISTAN))["properties"]["precision"] == "adm1"


def test_geojson_keeps_an_incident_without_a_place() -> None:
    assert geojson.feature(told())["geometry"] is None


def test_plover_keeps_claims_and_denials_of_responsibility() -> None:
    rows = list(plover.rows(blast()))
    assert [misfit for row in rows for misfit in misfits(schema("plover"), row)] == []
    coded = [(row["source"], row["cameo"], row["plover"], row["mode"], row["target"]) for row in rows]
    assert coded == [
        ("TTP", "015", None, None, None),
        ("Iran", "111", "ACCUSE", "disapprove", "TTP"),
        ("The army", "016", None, None, None),
        ("Police", "112", "ACCUSE", "allege", "BLA"),
    ]
    assert [(row["source_country"], row["source_sector"]) for row in rows[:2]] == [("PAK", "REB"), ("IRN", "GOV")]
    assert rows[0]["text"] == "The TTP said it was behind it."


def test_plover_aims_a_condemnation_at_nobody_where_several_claim_it() -> None:
    both = told(WIRE, claims=blast().claims, claimed_by=("TTP", "BLA"))
    assert next(row["target"] for row in plover.rows(both) if row["cameo"] == "111") is None


def test_a_bibliography_names_headline_outlet_and_day() -> None:
    assert list(bibliography.ris(WIRE)) == [
        ("TY", "NEWS"),
        ("ID", WIRE.id),
        ("TI", "Blast in Kharan"),
        ("T2", "Meridian Wire"),
        ("DA", "2023/05/02"),
        ("PY", "2023"),
        ("N1", "wire.txt"),
        ("ER", ""),
    ]
    assert bibliography.csl(WIRE) == {
        "id": WIRE.id,
        "type": "article-newspaper",
        "title": "Blast in Kharan",
        "container-title": "Meridian Wire",
        "issued": {"date-parts": [[2023, 5, 2]]},
        "note": "wire.txt",
    }


def test_a_page_of_the_web_has_its_address() -> None:
    page = report("https://example.org/a?b=1", "Nothing.")
    assert ("UR", page.path) in bibliography.ris(page)
    assert bibliography.csl(page)["URL"] == page.path
    assert "URL" not in bibliography.csl(report("http://[broken", "Nothing."))


def test_a_bibliography_says_who_wrote_it_where_it_stands_and_which_bytes_were_read() -> None:
    origin = Origin(
        kind="html", author="Jane Roe and\nAli Khan", url="https://a.example/1?x=2", canonical="https://a.example/1",
        fetched="2023-05-03T10:11:12+00:00", capture="ab" * 32,
    )  # fmt: skip
    page = report("1.html", "Blast\nIn Kharan.", "2023-05-02", "Wire", origin=origin, language="en")
    assert list(bibliography.ris(page))[2:] == [
        ("TI", "Blast"),
        ("AU", "Jane Roe and Ali Khan"),
        ("T2", "Wire"),
        ("DA", "2023/05/02"),
        ("PY", "2023"),
        ("LA", "en"),
        ("UR", "https://a.example/1"),
        ("Y2", "2023/05/03"),
        ("N1", f"SHA-256 as received: {'ab' * 32}"),
        ("ER", ""),
    ]
    found = bibliography.csl(page)
    assert found["author"] == [{"literal": "Jane Roe and Ali Khan"}] and found["language"] == "en"
    assert found["accessed"] == {"date-parts": [[2023, 5, 3]]} and found["URL"] == "https://a.example/1"
    assert found["note"] == f"SHA-256 as received: {'ab' * 32}"


def test_a_line_break_in_a_path_begins_no_tag() -> None:
    tags = dict(bibliography.ris(report("a\r\nTY  - BOOK", "Nothing.")))
    assert tags["N1"] == "a TY - BOOK"


def test_followthemoney_says_what_happened_who_was_involved_and_where_it_is_told() -> None:
    given = blast()
    found = list(ftm.statements(given.incident.id, "Event", ftm.event(given)))
    said = {(statement["prop"], statement["value"]) for statement in found}
    assert said >= {
        ("name", "Blast in Kharan"),
        ("startDate", "2023-05-01"),
        ("country", "pk"),
        ("involved", "g-ttp"),
        ("proof", WIRE.id),
        ("keywords", "disputed"),
    }


def test_a_statement_has_the_id_that_followthemoney_computes() -> None:
    (found,) = ftm.statements("i-1", "Event", iter([("name", "Blast")]))
    assert found["id"] == hashlib.sha1(b"tallybook.i-1.name.Blast").hexdigest()


def test_a_group_has_its_known_identifiers() -> None:
    (group,) = ftm._involved(incident(groups=("taliban",)))
    said = set(ftm.organization(group))
    assert said >= {("name", "Taliban"), ("alias", "Taleban"), ("wikidataId", "Q42418"), ("idNumber", "UCDP 303")}
