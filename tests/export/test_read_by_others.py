"""The examples' exports as others read them: by pandas, and beside UCDP rows that a coder wrote by hand.

The six rows were coded from the texts of ``examples/`` by the rules of UCDP GED's codebook. A site has a row of its
own, so its dead are not in its wave's. Where the export departs from the coder it is said here, and nowhere else does
it depart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

import tallybook
from tallybook.export.registry import FORMATS
from tallybook.export.schema import schema

EXAMPLES = Path(__file__).parents[2] / "examples"
PAKISTAN = {"country": "Pakistan", "country_id": 770, "region": "Asia", "adm_1": "Balochistan"}
ARMY = {"side_a": "Government of Pakistan", "side_a_new_id": 142, "gwnoa": 770}
NOBODY = {"deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0, "deaths_unknown": 0}


def toll(best: int, low: int | None = None, high: int | None = None, **sides: int) -> dict[str, int]:
    """Deaths, of which ``sides`` are known; bounds where they are not the best."""
    return {**NOBODY, **sides, "best": best, "low": best if low is None else low, "high": high or best}


def day(value: str) -> dict[str, Any]:
    """One known day."""
    return {"year": int(value[:4]), "date_start": value, "date_end": value, "date_prec": 1}


BY_HAND: dict[str, dict[str, Any]] = {
    # Attackers in twelve places and the state's answer: 255 dead, of whom seven in Kharan.
    "Balochistan 2026": {
        **PAKISTAN, **ARMY, **day("2026-01-31"), "type_of_violence": 1, "side_b": "BLA", "side_b_new_id": 287,
        "dyad_name": "Government of Pakistan - BLA", "where_prec": 4, "event_clarity": 2,
        **toll(248, deaths_a=22, deaths_b=197, deaths_civilians=29),
    },
    # A local leader and his six guards, by gunmen whom the report on Kharan does not name.
    "Kharan 2026": {
        **PAKISTAN, **day("2026-01-31"), "where_prec": 1, "event_clarity": 1, **toll(7, deaths_civilians=7),
    },
    # 41 militants of no named group, in raids of the army in two districts.
    "Harnai 2026": {
        **PAKISTAN, **ARMY, **day("2026-01-30"), "type_of_violence": 1, "where_prec": 3, "event_clarity": 1,
        **toll(41, deaths_b=41),
    },
    # 38 dead in three attacks, 23 of them in Musakhail, and 21 insurgents in the operations that followed.
    "Balochistan 2024": {
        **PAKISTAN, **ARMY, **day("2024-08-26"), "type_of_violence": 1, "side_b": "BLA", "side_b_new_id": 287,
        "dyad_name": "Government of Pakistan - BLA", "where_prec": 4, "event_clarity": 2,
        **toll(36, low=15, deaths_b=21, deaths_unknown=15),
    },
    # Travellers taken off buses and shot.
    "Musakhail 2024": {
        **PAKISTAN, **day("2024-08-26"), "adm_2": "Musakhail", "where_prec": 3, "event_clarity": 1,
        **toll(23, deaths_civilians=23),
    },
    # Twelve fighters, says their group; Pakistan denies it. Neither text has a date.
    "Saravan": {
        "country": "Iran", "country_id": 630, "region": "Middle East", "adm_1": "Sistan and Baluchestan",
        "where_prec": 2, "event_clarity": 2, "year": None, "date_start": None, **toll(12, deaths_unknown=12),
    },
}  # fmt: skip

DEPARTS: dict[str, dict[str, Any]] = {
    # The army fights no party that is named, so there is no dyad and the dead are of no known side.
    "Harnai 2026": {
        "side_a": None, "side_a_new_id": None, "gwnoa": None, "type_of_violence": None, "deaths_b": 0,
        "deaths_unknown": 41,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tallybook.Book]:
    with tallybook.open(tmp_path_factory.mktemp("others") / "examples.book") as made:
        assert not made.add(EXAMPLES).failed
        yield made


@pytest.fixture(scope="module")
def out(book: tallybook.Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    for form in FORMATS:
        book.export(form.name, folder / form.name)
    return folder


def named(row: Any) -> str:
    """What a row is called here."""
    place = {"Sarāvān": "Saravan"}.get(row.where_coordinates, row.where_coordinates)
    return f"{place} {int(row.year)}" if pandas.notna(row.year) else str(place)


def test_the_six_rows_of_ucdp_are_those_that_a_coder_wrote(out: Path) -> None:
    table = pandas.read_csv(out / "ucdp" / "ucdp.csv")
    assert list(table.columns) == list(schema("ucdp").names)
    found = {named(row): row for row in table.itertuples()}
    assert found.keys() == BY_HAND.keys()
    for name, row in found.items():
        expected = {**BY_HAND[name], **DEPARTS.get(name, {})}
        values = {column: getattr(row, column) for column in expected}
        assert {column: None if pandas.isna(value) else value for column, value in values.items()} == expected, name


def test_where_the_export_is_said_to_depart_it_does() -> None:
    for name, departs in DEPARTS.items():
        assert all(BY_HAND[name][column] != value for column, value in departs.items()), name


def test_its_deaths_add_up(out: Path) -> None:
    table = pandas.read_csv(out / "ucdp" / "ucdp.csv")
    sides = table[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    assert (sides == table.best).all() and (table.low <= table.best).all() and (table.best <= table.high).all()


@pytest.mark.parametrize("name", ["csv", "ucdp", "acled", "gtd", "hxl", "plover"])
def test_pandas_reads_every_table_with_as_many_rows_as_it_has(out: Path, name: str) -> None:
    paths = sorted((out / name).glob("*.csv"))
    assert paths
    for path in paths:
        table = pandas.read_csv(path, skiprows=[1] if name == "hxl" else None)
        assert len(table) and table.columns.is_unique and not any("Unnamed" in column for column in table.columns)
        assert table.iloc[:, 0].notna().all()


def test_pandas_reads_figures_as_numbers(out: Path) -> None:
    for path, columns in (
        ("ucdp/ucdp.csv", ["best", "low", "high", "deaths_a", "latitude", "country_id"]),
        ("acled/acled.csv", ["fatalities", "latitude", "geo_precision"]),
        ("gtd/gtd.csv", ["nkill", "iyear", "latitude"]),
    ):
        table = pandas.read_csv(out / path)
        assert all(pandas.api.types.is_numeric_dtype(table[column]) for column in columns), path
    days = pandas.to_datetime(pandas.read_csv(out / "ucdp/ucdp.csv").date_start)
    assert days.max() == pandas.Timestamp("2026-01-31")


def test_pandas_reads_parquet_and_json_lines_alike(book: tallybook.Book, out: Path) -> None:
    claims = pandas.read_json(out / "jsonl" / "claims.jsonl", lines=True)
    typed = pandas.read_parquet(out / "parquet" / "claims.parquet")
    assert len(claims) == len(typed) == len(book.claims())
    assert sorted(claims["id"]) == sorted(typed["id"])


def test_others_json_is_json(out: Path) -> None:
    assert json.loads((out / "geojson" / "incidents.geojson").read_text("utf-8"))["type"] == "FeatureCollection"
    assert len(json.loads((out / "csl" / "sources.json").read_text("utf-8"))) == len(list(EXAMPLES.iterdir()))
