"""Holds the columns of our exports, and the identifiers in the vocabulary, to data that others published.

    python evals/schemas.py --ucdp ucdpged.csv

Of a CSV of UCDP GED every cell must be of the type and, where the codebook lists values, among those that our schema
names; every row's PRIO-GRID cell must be the one that we compute; every actor and country that the vocabulary
identifies must have there the number and name that it gives. Exits 1 where anything differs.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from tallybook.export.others import day
from tallybook.export.schema import Column, schema
from tallybook.export.ucdp import grid_cell
from tallybook.vocabulary.identifiers import countries, groups

SHOWN = 10


@click.command()
@click.option("--ucdp", required=True, type=click.Path(path_type=Path, exists=True), help="A CSV of UCDP GED.")
def main(ucdp: Path) -> None:
    """Check schemas and identifiers against published data."""
    with ucdp.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = tuple(reader.fieldnames or ())
        rows = list(reader)
    problems = [*check_columns(columns), *check_cells(rows), *check_identifiers(rows)]
    for problem, count in Counter(problems).most_common(SHOWN):
        print(f"{problem} ({count})")
    met = sum(name in {row[f"side_{side}"] for row in rows for side in "ab"} for name in _known_actors().values())
    print(f"{len(rows)} rows, {len(columns)} columns, {met} actors of the vocabulary met; {len(problems)} problems")
    sys.exit(1 if problems else 0)


def check_columns(found: tuple[str, ...]) -> Iterator[str]:
    """The columns and their order."""
    if found != schema("ucdp").names:
        yield f"the columns are {found}"


def check_cells(rows: list[dict[str, str]]) -> Iterator[str]:
    """Types, listed values, and the cells that we compute."""
    for row in rows:
        yield from (
            f"{column.name} {row[column.name][:60]!r} is no {column.kind} of {column.values or 'any'}"
            for column in schema("ucdp").columns
            if row.get(column.name) and not _is_of(column, row[column.name])
        )
        cell = grid_cell(float(row["latitude"]), float(row["longitude"]))
        if cell != int(float(row["priogrid_gid"])):
            yield f"priogrid_gid is {row['priogrid_gid']}, we compute {cell}"
        parts = [int(float(row[f"deaths_{name}"])) for name in ("a", "b", "civilians", "unknown")]
        if sum(parts) != int(float(row["best"])):
            yield f"best is {row['best']}, its parts are {parts}"


def _is_of(column: Column, cell: str) -> bool:
    try:
        match column.kind:
            case "integer":
                value: str | int | float = int(float(cell))
                if value != float(cell):
                    return False
            case "number":
                value = float(cell)
            case "date":
                value = day(cell)
            case _:
                value = cell
    except ValueError:
        return False
    return not column.values or value in column.values


def check_identifiers(rows: list[dict[str, str]]) -> Iterator[str]:
    """Numbers and names of actors and countries."""
    actors = {int(float(row[f"side_{side}_new_id"])): row[f"side_{side}"] for row in rows for side in "ab"}
    for number, name in _known_actors().items():
        if number in actors and actors[number] != name and not name.startswith("Government of"):
            yield f"actor {number} is {actors[number]!r}, not {name!r}"
    places = {int(float(row["country_id"])): (row["country"], row["region"]) for row in rows}
    for country in countries().values():
        if country.ucdp in places and places[country.ucdp] != (country.ucdp_name, country.ucdp_region):
            yield f"country {country.ucdp} is {places[country.ucdp]}, not {country.ucdp_name}"


def _known_actors() -> dict[int, str]:
    """By UCDP's number the name that the vocabulary gives."""
    found = {group.ucdp: group.ucdp_name or "" for group in groups().values() if group.ucdp}
    states = {one.government: f"Government of {one.ucdp_name or one.name}" for one in countries().values()}
    return {**found, **{number: name for number, name in states.items() if number}}


if __name__ == "__main__":
    main()
