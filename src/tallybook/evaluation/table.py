"""An evaluation for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tallybook.evaluation.counts import Row
from tallybook.evaluation.phenomena import sentences

Result = dict[str, Any]

_ASIDE = ("phenomena",)
"""Keys of a result that are no measure: they stand below the measures, under a heading of their own."""


def format_table(result: Result) -> str:
    """The result for the terminal: a measure a line, its ratio first, the counts behind it last; then the phenomena."""
    lines = [f"{'reports':46s} {result['reports']}"]
    if result["reports_missing"]:
        lines.append(f"{'reports missing':46s} {', '.join(result['reports_missing'])}")
    lines += [f"{name:46s} {_row(row)}" for name, row in _measures(result).items()]
    return "\n".join([*lines, *_phenomena(result["phenomena"]), *_misses(result)])


def format_columns(results: Mapping[str, Result]) -> str:
    """Results of several readers for the terminal: a measure a line, a column a reader, then the phenomena.

    A measure shows its ratio; a phenomenon shows which share of its figures was found and which is all right.
    """
    first, *_ = results.values()
    lines = [_line("", list(results)), _line("reports", [str(result["reports"]) for result in results.values()])]
    for name, row in _measures(first).items():
        lines.append(_line(name, [_short(result[name]) for result in results.values()] if row else []))
    lines += ["", _line(f"{_HEADING}: found, all right", list(results))]
    for name, row in first["phenomena"].items():
        shares = [_shares(result["phenomena"][name]) for result in results.values()]
        lines.append(_line(f"{_words(name)} ({row['gold']})", shares))
    for reader, result in results.items():
        lines += [f"{reader}:{miss[1:]}" for miss in _misses(result)]
    return "\n".join(line.rstrip() for line in lines)


_HEADING = "phenomena of the gold's figures"


def _measures(result: Result) -> dict[str, Row]:
    return {name: row for name, row in result.items() if isinstance(row, dict) and name not in _ASIDE}


def _line(name: str, cells: list[str]) -> str:
    return f"{name:46s} " + "".join(f"{cell:>14s}" for cell in cells)


def _phenomena(phenomena: Mapping[str, Row]) -> list[str]:
    said = sentences()
    lines = [
        f"{_words(name):14s} {row['found']:4d} found, {row['right']:4d} all right of {row['gold']:4d}  {said[name]}"
        for name, row in phenomena.items()
    ]
    return ["", _HEADING, *lines]


def _words(name: str) -> str:
    return name.replace("_", " ")


def _shares(row: Row) -> str:
    return ", ".join(_ratio(row[key] / row["gold"] if row["gold"] else None).strip() for key in ("found", "right"))


def _short(row: Row) -> str:
    """The one number of a measure that readers are compared by."""
    if "figures" in row and "reports" in row:
        return f"{row['reports_with_a_figure']} of {row['reports']}"
    return _ratio(row["accuracy"] if "asked" in row else row.get("f1"))


def _row(row: Row) -> str:
    if "asked" in row:
        return f"{_ratio(row['accuracy'])}  {row['right']} of {row['asked']}"
    if "hit" in row:
        counts = f"{row['hit']} of {row['gold']}, {row['predicted']} claimed"
        return f"{_ratio(row['f1'])}  precision {_ratio(row['precision'])}, recall {_ratio(row['recall'])} ({counts})"
    if row.get("items"):
        ratios = f"precision {_ratio(row['precision'])}, recall {_ratio(row['recall'])}"
        return f"{_ratio(row['f1'])}  {ratios} ({row['items']} figures)"
    return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in row.items()) or "none"


def _ratio(value: float | None) -> str:
    return "   -" if value is None else f"{value:.2f}"


def _misses(result: Result) -> list[str]:
    return [
        f"  {miss['kind']}: {miss['where']}: {miss['words']!r} wanted {miss['want']}, got {miss['got']}"
        for miss in result.get("misses", [])
    ]
