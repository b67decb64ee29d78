"""Records that others made: UCDP GED, ACLED, own tables with a map, and tables that are broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import InputError, NotText, TallybookError, UnreadableFile, UsageError
from tallybook.export.others import EVERYWHERE, Other, day, read

UCDP = (
    "id,relid,date_start,date_end,country,where_prec,where_coordinates,adm_1,latitude,longitude,low,best,high,"
    "deaths_unknown,side_a,side_b\n"
)
ACLED = "event_id_cnty,event_date,country,location,admin1,latitude,longitude,geo_precision,fatalities,actor1,actor2\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "theirs.csv"


def one(path: Path, columns: dict[str, str] | None = None) -> Other:
    (found,) = read(path, columns)
    assert isinstance(found, Other), found
    return found


@pytest.mark.parametrize(
    "when",
    ["2013-01-03", "2013-01-03 00:00:00.000", "2013-01-03T10:00:00", "1357171200.0", "3 January 2013", "03 Jan 2013"],
)
def test_a_day_is_read_as_others_write_it(when: str) -> None:
    assert day(when) == "2013-01-03"


def test_a_row_of_ged_is_a_record(table: Path) -> None:
    row = "3.0,SYR-1,2013-01-03 00:00:00.000,2013-01-04,Yemen (North Yemen),4,Idlib,Idlib,35.7,36.5,1,2.0,3,2,A,B\n"
    table.write_text(UCDP + row)
    assert one(table) == Other(
        id="3", start="2013-01-03", end="2013-01-04", country="YE", place="Idlib", adm1="Idlib", lat=35.7,
        lon=36.5, radius=250.0, low=1, best=2, high=3, actors=("A", "B"),
    )  # fmt: skip


def test_a_row_of_acled_is_a_record(table: Path) -> None:
    table.write_text(ACLED + "PAK1,01 February 2026,Pakistan,Nushki,Balochistan,29.5,66.0,1,7,BLA,\n")
    found = one(table)
    assert (found.id, found.start, found.country, found.best) == ("PAK1", "2026-02-01", "PK", 7)
    assert (found.radius, found.actors, found.low) == (25.0, ("BLA",), None)


def test_a_record_that_names_only_its_country_may_be_anywhere_in_it(table: Path) -> None:
    table.write_text(UCDP + "1,R,2013-01-03,2013-01-03,Syria,6,Syria,,35,38,1,1,1,1,A,B\n")
    assert one(table).radius == EVERYWHERE


def test_an_own_table_needs_a_map(table: Path) -> None:
    table.write_text("day,town,dead,who\n2013-01-03,Idlib,2,A; B\n")
    with pytest.raises(UsageError, match="neither the columns of UCDP GED nor those of ACLED"):
        list(read(table))
    found = one(table, {"date": "day", "place": "town", "best": "dead", "actors": "who"})
    assert (found.id, found.start, found.end, found.place, found.best) == (
        "line 2",
        "2013-01-03",
        "2013-01-03",
        "Idlib",
        2,
    )
    assert (found.actors, found.country) == (("A", "B"), None)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"day": "day"}, "a map has no 'day'"),
        ({"date": "when"}, "has no column 'when'"),
        ({"place": "day"}, "names no date"),
    ],
)
def test_a_wrong_map_is_named(table: Path, columns: dict[str, str], told: str) -> None:
    table.write_text("day\n2013-01-03\n")
    with pytest.raises(UsageError, match=told):
        list(read(table, columns))


@pytest.mark.parametrize("cell", ["May", "nan", "", "2013-13-01"])
def test_a_row_without_a_day_costs_itself_alone(table: Path, cell: str) -> None:
    table.write_text(f"day,best\n{cell},1\n2013-01-03,2\n")
    wrong, right = read(table, {"date": "day", "best": "best"})
    assert isinstance(wrong, InputError) and "line 2" in str(wrong)
    assert isinstance(right, Other) and right.best == 2


def test_a_short_row_costs_itself_alone(table: Path) -> None:
    table.write_text(ACLED + "PAK1,2026-02-01\nPAK2\n")
    short, shorter = read(table)
    assert isinstance(short, Other) and short.best is None
    assert isinstance(shorter, InputError)


def test_what_is_no_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        list(read(tmp_path / "none.csv"))
    (tmp_path / "latin.csv").write_bytes(b"day\n\xe9\n")
    with pytest.raises(NotText, match="not UTF-8"):
        list(read(tmp_path / "latin.csv", {"date": "day"}))
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(UsageError, match="none"):
        list(read(tmp_path / "empty.csv"))


@given(st.text())
def test_whatever_stands_in_a_file_is_a_record_or_an_error_in_words(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(ACLED + text, encoding="utf-8", errors="replace", newline="")
    try:
        assert all(isinstance(found, Other | InputError) for found in read(path))
    except TallybookError as error:
        assert error.what
