"""The check of our schema against published data names what differs."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner
from evals.schemas import main

from tallybook.export.schema import schema

ROW = {
    "id": "1.0", "type_of_violence": "1.0", "side_a": "Government of Pakistan", "side_a_new_id": "142.0",
    "side_b": "TTP", "side_b_new_id": "356.0", "latitude": "28.58459", "longitude": "65.41501",
    "priogrid_gid": "171131.0", "country": "Pakistan", "country_id": "770.0", "region": "Asia",
    "date_start": "2013-01-03 00:00:00.000", "deaths_a": "1", "deaths_b": "2", "deaths_civilians": "0",
    "deaths_unknown": "0", "best": "3",
}  # fmt: skip


def checked(folder: Path, **changed: str) -> tuple[int, str]:
    path = folder / "ged.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, schema("ucdp").names, restval="")
        writer.writeheader()
        writer.writerow({**ROW, **changed})
    result = CliRunner().invoke(main, ["--ucdp", str(path)])
    return result.exit_code, result.output


def test_data_that_fit_have_no_problem(tmp_path: Path) -> None:
    code, told = checked(tmp_path)
    assert code == 0 and "2 actors of the vocabulary met; 0 problems" in told


def test_what_does_not_fit_is_named(tmp_path: Path) -> None:
    for changed, told in (
        ({"type_of_violence": "4"}, "type_of_violence '4' is no integer of (1, 2, 3)"),
        ({"date_start": "May"}, "date_start 'May' is no date"),
        ({"priogrid_gid": "1"}, "we compute 171131"),
        ({"best": "4"}, "its parts are [1, 2, 0, 0]"),
        ({"side_b": "Somebody"}, "actor 356 is 'Somebody', not 'TTP'"),
        ({"country": "Iran"}, "country 770 is ('Iran', 'Asia'), not Pakistan"),
    ):
        code, output = checked(tmp_path, **changed)
        assert code == 1 and told in output
