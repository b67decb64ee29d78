"""``import``, ``diff``, ``bundle``, ``verify`` and the filters of ``export`` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tallybook, lines

ACLED = "event_id_cnty,event_date,country,location,admin1,latitude,longitude,geo_precision,fatalities,actor1,actor2\n"


def test_a_whole_book_goes_out_and_comes_in(tallybook: Tallybook, book: str) -> None:
    tallybook("export", book, "--format", "whole", "--out", "whole")
    result = tallybook("import", "again.book", "whole")
    assert result.exit_code == 0 and "new, 0 there already" in result.stdout
    assert tallybook("diff", book, "again.book").stdout == ""


def test_a_filter_narrows_an_export(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    tallybook("export", book, "--format", "geojson", "--out", "all")
    tallybook("export", book, "--format", "geojson", "--out", "one", "--limit", "1")
    every, one = (json.loads((tmp_path / name / "incidents.geojson").read_text("utf-8")) for name in ("all", "one"))
    assert len(one["features"]) == 1 < len(every["features"])


def test_their_records_are_laid_beside_the_book(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    rows = "PAK1,2001-02-01,Pakistan,Nushki,,29.5,66.0,1,7,A,B\nPAK2,May,,,,,,,,,\n"
    (tmp_path / "theirs.csv").write_text(ACLED + rows)
    result = tallybook("import", book, "theirs.csv")
    assert "PAK1" in result.stdout and "lacking" in result.stdout
    assert "1 lacking" in result.stderr and "line 3" in result.stderr
    assert result.exit_code == 1
    (row,) = lines(tallybook("import", book, "theirs.csv", "--json"))
    assert (row["id"], row["verdict"]) == ("PAK1", "lacking")
    assert tallybook("import", book, "theirs.csv", "--out", "out").stdout.split() == [
        "out/comparison.csv",
        "out/comparison.json",
    ]


def test_an_own_table_is_read_by_a_map(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("day,dead\n2001-02-01,3\n")
    assert "lacking" in tallybook("import", book, "own.csv", "--map", "date=day,best=dead").stdout
    wrong = tallybook("import", book, "own.csv", "--map", "date")
    assert wrong.exit_code == 2 and "FIELD=COLUMN" in wrong.stderr


@pytest.mark.parametrize("path", ["none.csv", "."])
def test_what_cannot_be_imported_is_named(tallybook: Tallybook, book: str, path: str) -> None:
    result = tallybook("import", book, path)
    assert result.exit_code in (1, 2) and path in result.stderr


def test_diff_tells_what_moved_and_why(tallybook: Tallybook, book: str) -> None:
    result = tallybook("diff", book, "--since", "2020")
    assert result.stdout.startswith("added i-") and "told by" in result.stdout
    assert {row["kind"] for row in lines(tallybook("diff", book, "--since", "2020", "--json"))} == {"added"}
    assert tallybook("diff", book, "--since", "2999").stderr == "nothing moved\n"
    assert tallybook("diff", book).exit_code == 2


def test_a_bundle_is_made_and_a_changed_byte_is_named(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    id = lines(tallybook("incidents", book, "--json"))[0]["id"]
    digest = tallybook("bundle", book, id, "--out", "evidence").stdout.strip()
    assert tallybook("verify", "evidence").stdout == f"whole: {digest}\n"
    claims = tmp_path / "evidence" / "data" / "claims.jsonl"
    claims.write_bytes(claims.read_bytes().replace(b"1", b"2", 1))
    result = tallybook("verify", "evidence")
    assert result.exit_code == 1 and "data/claims.jsonl: changed" in result.stdout
    assert tallybook("verify", "none").exit_code == 3


@pytest.mark.file_only
def test_a_backup_is_a_book(tallybook: Tallybook, book: str) -> None:
    assert tallybook("backup", book, "copy.book").stdout == "copy.book\n"
    assert tallybook("incidents", "copy.book").stdout == tallybook("incidents", book).stdout
    assert tallybook("backup", book, "copy.book").exit_code == 2
