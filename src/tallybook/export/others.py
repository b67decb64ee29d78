"""Records that others made: UCDP GED, ACLED-shaped tables, or any CSV with a map of its columns."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TextIO

from tallybook.book.days import is_date
from tallybook.errors import InputError, NotText, UnreadableFile, UsageError
from tallybook.vocabulary.identifiers import countries, state_named

FIELDS = ("id", "date", "end", "country", "place", "adm1", "lat", "lon", "radius", "low", "best", "high", "actors")
"""What a map may name; ``date`` is needed."""
LARGEST = 10_000_000
"""Characters that one cell may hold: descriptions are long, and a cell that never ends is a broken file."""

_UCDP_KM = {1: 25.0, 2: 50.0, 3: 75.0, 4: 250.0, 5: 250.0}
_ACLED_KM = {1: 25.0, 2: 75.0, 3: 250.0}
EVERYWHERE = 100_000.0
"""Kilometres that reach from any place to any other: of a record that only names its country."""

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """A record of somebody else's. Dates are ISO days; ``radius`` is how far off its point may be, in kilometres.

    ``low``, ``best`` and ``high`` are deaths; None where the table has no such column or cell.
    """

    id: str
    start: str
    end: str
    country: str | None = None
    place: str | None = None
    adm1: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius: float = 50.0
    low: int | None = None
    best: int | None = None
    high: int | None = None
    actors: tuple[str, ...] = ()


def read(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Other | InputError]:
    """The records of a CSV file, row by row; a row that cannot be taken is an error in its place.

    ``columns`` maps FIELDS to the names of the file's columns; without it the file must have those of UCDP GED or
    ACLED. Raises UnreadableFile, NotText, UsageError where the columns are not known or not there.
    """
    csv.field_size_limit(LARGEST)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(file, path, columns)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened ({error.strerror})", "check its name and rights") from error
    except UnicodeDecodeError as error:
        raise NotText(f"{path} is not UTF-8 ({error.reason} at byte {error.start})", "save it as UTF-8") from error


def _rows(file: TextIO, path: Path, columns: Mapping[str, str] | None) -> Iterator[Other | InputError]:
    reader = csv.DictReader(file, restkey="", restval="")
    taken = _taker(tuple(reader.fieldnames or ()), path, columns)
    while True:
        try:
            row = next(reader)
            yield taken(row, reader.line_num)
        except StopIteration:
            return
        except (csv.Error, KeyError, TypeError, ValueError, OverflowError) as error:
            yield InputError(f"{path}, line {reader.line_num}: {error}", "correct the line; the others are taken")


def _taker(names: tuple[str, ...], path: Path, columns: Mapping[str, str] | None) -> Callable[[Cells, int], Other]:
    if columns is not None:
        _check_map(names, path, columns)
        return lambda row, line: _mapped(row, line, columns)
    if {"relid", "where_prec", "deaths_unknown"} <= set(names):
        return lambda row, _line: _ucdp(row)
    if {"event_id_cnty", "event_date", "fatalities"} <= set(names):
        return lambda row, _line: _acled(row)
    raise UsageError(
        f"{path} has neither the columns of UCDP GED nor those of ACLED ({', '.join(names[:8]) or 'none'})",
        "say which column is what: --map date=DAY,place=TOWN,best=DEAD",
    )


def _check_map(names: tuple[str, ...], path: Path, columns: Mapping[str, str]) -> None:
    for field, name in columns.items():
        if field not in FIELDS:
            raise UsageError(f"a map has no {field!r}", f"it has: {', '.join(FIELDS)}")
        if name not in names:
            raise UsageError(f"{path} has no column {name!r}", f"it has: {', '.join(names)}")
    if "date" not in columns:
        raise UsageError("the map names no date", "say which column it is: --map date=COLUMN")


def _ucdp(row: Cells) -> Other:
    start, end = day(row["date_start"]), day(row["date_end"])
    return Other(
        id=_plain_number(row["id"]),
        start=start,
        end=max(start, end),
        country=_country(row["country"]),
        place=row["where_coordinates"] or None,
        adm1=row["adm_1"] or None,
        lat=_real(row["latitude"]),
        lon=_real(row["longitude"]),
        radius=_UCDP_KM.get(_whole(row["where_prec"]) or 0, EVERYWHERE),
        low=_whole(row["low"]),
        best=_whole(row["best"]),
        high=_whole(row["high"]),
        actors=tuple(name for name in (row["side_a"], row["side_b"]) if name),
    )


def _acled(row: Cells) -> Other:
    start = day(row["event_date"])
    return Other(
        id=row["event_id_cnty"],
        start=start,
        end=start,
        country=_country(row.get("country", "")),
        place=row.get("location") or None,
        adm1=row.get("admin1") or None,
        lat=_real(row.get("latitude", "")),
        lon=_real(row.get("longitude", "")),
        radius=_ACLED_KM.get(_whole(row.get("geo_precision", "")) or 0, EVERYWHERE),
        best=_whole(row["fatalities"]),
        actors=tuple(name for name in (row.get("actor1"), row.get("actor2")) if name),
    )


def _mapped(row: Cells, line: int, columns: Mapping[str, str]) -> Other:
    cells = {field: row[name].strip() for field, name in columns.items()}
    start = day(cells["date"])
    end = day(cells["end"]) if cells.get("end") else start
    radius = _real(cells.get("radius", ""))
    return Other(
        id=cells.get("id") or f"line {line}",
        start=start,
        end=max(start, end),
        country=_country(cells.get("country", "")),
        place=cells.get("place") or None,
        adm1=cells.get("adm1") or None,
        lat=_real(cells.get("lat", "")),
        lon=_real(cells.get("lon", "")),
        radius=50.0 if radius is None else radius,
        low=_whole(cells.get("low", "")),
        best=_whole(cells.get("best", "")),
        high=_whole(cells.get("high", "")),
        actors=tuple(name.strip() for name in cells.get("actors", "").split(";") if name.strip()),
    )


_EPOCH = re.compile(r"-?[0-9]{6,11}(?:\.0+)?")


def day(cell: str) -> str:
    """The ISO day of a cell: ISO with or without a time, ``3 January 2013``, or seconds since 1970.

    >>> day("2013-01-03 00:00:00.000"), day("03 January 2013"), day("1357171200.0")
    ('2013-01-03', '2013-01-03', '2013-01-03')
    """
    text = cell.strip()
    if is_date(text[:10]) and len(text) >= 10:
        return text[:10]
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC).date().isoformat()
    for form in ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(text, form).date().isoformat()
    raise ValueError(f"{cell!r} is no day")


def _whole(cell: str) -> int | None:
    number = _real(cell)
    return None if number is None else int(number)


def _real(cell: str) -> float | None:
    text = cell.strip()
    if not text:
        return None
    number = float(text)
    if number != number or abs(number) > 1e12:
        raise ValueError(f"{cell!r} is no number")
    return number


def _plain_number(cell: str) -> str:
    """An id that a spreadsheet has turned into ``300380.0`` without the point."""
    return cell.strip().removesuffix(".0")


@cache
def _country(name: str) -> str | None:
    """The ISO code of a country by UCDP's, ACLED's or our name, or by its code."""
    if name.upper() in countries():
        return name.upper()
    theirs = {country.ucdp_name: country.code for country in countries().values() if country.ucdp_name}
    found = state_named(name)
    return theirs.get(name) or (found.code if found else None)
