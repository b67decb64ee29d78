"""The page of an incident and the evidence of a report: everything in the book's own words, nothing made up."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

import tallybook
from tallybook.cli import main
from tallybook.settings import Settings
from tests.web.conftest import Open, get

ATTACK = "<img src=x onerror=alert(1)>"


def wave(client: TestClient) -> Any:
    return get(client, f"incidents/{get(client, 'incidents', sort='reports', limit=1)['rows'][0]['id']}")


def test_an_incident_is_the_librarys_json(desk: TestClient, book_path: Path) -> None:
    id = wave(desk)["row"]["id"]
    printed = CliRunner().invoke(main, ["show", str(book_path), id, "--json"], catch_exceptions=False)
    assert get(desk, f"incidents/{id}.json") == json.loads(printed.stdout)
    assert wave(desk)["incident"] == next(one for one in get(desk, "incidents.json") if one["id"] == id)


def test_every_policy_stands_beside_the_others_with_its_reason(desk: TestClient) -> None:
    page = wave(desk)
    assert page["policies"] == ["latest", "ucdp", "acled", "gtd", "ibc"]
    for row in page["estimates"]:
        for made in row["policies"].values():
            assert made["why"] and made["low"] <= made["best"] <= made["high"]
            assert set(made["used"]) <= set(page["claims"])


def test_sums_are_shown(desk: TestClient) -> None:
    pages = [get(desk, f"incidents/{row['id']}") for row in get(desk, "incidents")["rows"]]
    assert any("= 255" in check["text"] and check["holds"] for page in pages for check in page["checks"])


def test_every_claims_words_are_in_its_report(desk: TestClient) -> None:
    page = wave(desk)
    for claim in page["claims"].values():
        report = get(desk, f"reports/{claim['report']}")["report"]
        assert report["text"][claim["start"] : claim["end"]] == claim["words"]
        assert claim["before"] + claim["sentence_words"] + claim["after"] in report["text"]


def test_statements_name_claims_that_the_page_holds(desk: TestClient) -> None:
    for row in get(desk, "incidents")["rows"]:
        page = get(desk, f"incidents/{row['id']}")
        said = [*page["asserted"], *page["denied"], *page["disruptions"]]
        said += [one for reaction in page["reactions"] for one in reaction["said"]]
        assert all(set(one["claims"]) <= set(page["claims"]) for one in said)


def test_a_toll_over_time_ends_with_the_estimate(desk: TestClient) -> None:
    page = wave(desk)
    for toll in page["over_time"]:
        days = [standing["day"] for standing in toll["standing"]]
        assert days == sorted(days) and all(point["claim"] in page["claims"] for point in toll["points"])


def test_copies_are_one_voice(desk: TestClient) -> None:
    sources = [source for row in get(desk, "incidents")["rows"]
               for source in get(desk, f"incidents/{row['id']}")["sources"] if source["copies"]]  # fmt: skip
    assert sources and all(source["report"] not in {c["report"] for c in source["copies"]} for source in sources)


def test_the_pieces_of_a_report_make_up_its_text(desk: TestClient) -> None:
    for row in get(desk, "reports")["rows"]:
        told = get(desk, f"reports/{row['id']}")
        assert "".join(piece["text"] for piece in told["pieces"]) == told["report"]["text"]
        ends = [(piece["start"], piece["end"]) for piece in told["pieces"]]
        assert all(before[1] == after[0] for before, after in pairwise(ends))
        for claim in told["claims"]:
            own = [piece["text"] for piece in told["pieces"] if claim["id"] in piece["claims"]]
            assert "".join(own) == claim["words"]


def test_what_a_report_was_read_from_is_one_click_away(desk: TestClient, open_desk: Open) -> None:
    """As received, as a download; not where names are to be covered."""
    for row in get(desk, "reports")["rows"]:
        captured = get(desk, f"reports/{row['id']}")["captured"]
        answer = desk.get(captured["href"])
        assert hashlib.sha256(answer.content).hexdigest() == captured["sha256"]
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["content-type"] == "application/octet-stream"
        hidden = open_desk(hide_names=True)
        assert get(hidden, f"reports/{row['id']}")["captured"] is None
        assert hidden.get(captured["href"]).status_code == 404


def test_tables_of_claims_are_safe_to_open(desk: TestClient) -> None:
    page = wave(desk)
    for path in (f"incidents/{page['row']['id']}.csv", f"reports/{page['incident']['reports'][0]}.csv"):
        answer = desk.get(f"/api/{path}")
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert answer.headers["content-disposition"].startswith("attachment") and rows
        assert all(row["words"] for row in rows)


def test_an_incidents_geojson_holds_it_and_its_sites(desk: TestClient) -> None:
    page = wave(desk)
    found = get(desk, f"incidents/{page['row']['id']}.geojson")["features"]
    assert {one["properties"]["id"] for one in found} == {page["row"]["id"], *(site["id"] for site in page["sites"])}


@pytest.mark.parametrize("path", ["incidents/i-ffffff", "incidents/x.json", "reports/r-ffffff", "reports/r-ffffff.csv"])
def test_what_is_not_there_is_told_with_what_to_do(desk: TestClient, path: str) -> None:
    answer = desk.get(f"/api/{path}")
    assert answer.status_code == 404 and answer.json()["error"]["next"]


def test_a_text_that_is_an_attack_on_the_page_stays_text(book_path: Path, open_desk: Open, tmp_path: Path) -> None:
    text = f"2025-05-05\n\n{ATTACK} Gunmen killed four people in Lagos on Monday, police said.\n"
    (tmp_path / "attack.txt").write_text(text, encoding="utf-8")
    with tallybook.open(book_path, settings=Settings(reader="rules")) as book:
        book.add(tmp_path / "attack.txt")
    answer = open_desk().get("/api/reports/attack.txt")
    assert ATTACK in answer.json()["report"]["text"]
    assert (
        answer.headers["content-type"] == "application/json" and answer.headers["x-content-type-options"] == "nosniff"
    )


def test_why_one_of_several_copies_stands_for_them_is_told(book_path: Path, open_desk: Open, tmp_path: Path) -> None:
    words = (
        "Gunmen on motorcycles opened fire on a police post near the bus station of Lagos on Monday, killing four "
        "officers and wounding seven people who waited there, a police spokesman said in the evening. "
    )
    for name, day, head in (("early", "2025-05-05", "LAGOS (AFP) - "), ("late", "2025-05-06", "LAGOS (AFP) - ")):
        (tmp_path / f"{name}.txt").write_text(f"{day}\n\n{head}{words * 2}\n", encoding="utf-8")
    with tallybook.open(book_path, settings=Settings(reader="rules")) as book:
        book.add([tmp_path / "early.txt", tmp_path / "late.txt"])
    desk = open_desk()
    late = get(desk, "reports/late.txt")
    assert late["credits"] == "AFP" and late["original"]["path"] == "early.txt"
    assert late["origin_why"] == get(desk, "reports/early.txt")["origin_why"] == "it is the earliest of them"
    assert get(desk, "reports/harbour-post.txt")["origin_why"] is None


def test_an_incident_is_a_page_of_its_own_under_a_policy_of_its_own(desk: TestClient) -> None:
    id = wave(desk)["row"]["id"]
    answer = desk.get(f"/api/incidents/{id}.html")
    told, sent = answer.text.split('content="')[1].split('"')[0], answer.headers["content-security-policy"]
    assert html.unescape(told) in sent and "unsafe" not in sent and "frame-ancestors 'none'" in sent
    assert answer.text.count("<article") == 1 + len(get(desk, f"incidents/{id}")["sites"])
    assert "content-disposition" not in answer.headers
    kept = desk.get(f"/api/incidents/{id}.html", params={"save": "yes"})
    assert kept.text == answer.text and f"{id}.html" in kept.headers["content-disposition"]


def test_the_coarse_mode_moves_every_coordinate_to_the_middle_of_a_cell(open_desk: Open) -> None:
    desk = open_desk(coarse=True)
    id = wave(desk)["row"]["id"]
    told = [get(desk, path) for path in ("incidents", "incidents.json", f"incidents/{id}", f"incidents/{id}.json")]
    found = [value for one in told for value in _coordinates(one)]
    points = [one["geometry"]["coordinates"] for one in get(desk, "map", zoom=18)["features"] if one["geometry"]]
    assert found and all(value % 0.25 == 0 for value in [*found, *(axis for point in points for axis in point)])


def _coordinates(told: Any) -> list[float]:
    if isinstance(told, list):
        return [value for one in told for value in _coordinates(one)]
    if not isinstance(told, dict):
        return []
    own = [told[axis] for axis in ("lat", "lon") if isinstance(told.get(axis), float)]
    return own + [value for one in told.values() for value in _coordinates(one)]


def test_hidden_names_never_leave_the_desk(book_path: Path, open_desk: Open, tmp_path: Path) -> None:
    told = "Gunmen killed Amal Haddad and two others in Lagos on Monday. One was identified as Amal Haddad."
    (tmp_path / "named.txt").write_text(f"2025-05-05\n\n{told}\n", encoding="utf-8")
    with tallybook.open(book_path, settings=Settings(reader="rules")) as book:
        book.add(tmp_path / "named.txt")
    desk = open_desk(hide_names=True)
    id = get(desk, "incidents", text="Lagos")["rows"][0]["id"]
    ways = ("reports/named.txt", f"incidents/{id}", "queue", "history")
    files = ("reports/named.txt.json", "reports/named.txt.csv", f"incidents/{id}.json", f"incidents/{id}.csv")
    files = (*files, f"incidents/{id}.html")
    for path in (*ways, *files):
        assert "Haddad" not in desk.get(f"/api/{path}").text, path
