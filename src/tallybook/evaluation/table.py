"""An evaluation for the terminal."""

from __future__ import annotations

from typing import Any


def format_table(result: dict[str, Any]) -> str:
    """The result for the terminal: a measure a line, its ratio first, the counts behind it last."""
    lines = [f"{'reports':46s} {result['reports']}"]
    if result["reports_missing"]:
        lines.append(f"{'reports missing':46s} {', '.join(result['reports_missing'])}")
    lines += [f"{name:46s} {_row(row)}" for name, row in result.items() if isinstance(row, dict)]
    return "\n".join(lines + [_miss(miss) for miss in result.get("misses", [])])


def _row(row: dict[str, Any]) -> str:
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


def _miss(miss: dict[str, Any]) -> str:
    return f"  {miss['kind']}: {miss['where']}: {miss['words']!r} wanted {miss['want']}, got {miss['got']}"
