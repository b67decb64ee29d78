"""What measuring a set comes to: rows of ratios with the counts behind them, and what was missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tallybook.evaluation.counts import Row, share

_WORDS_MOST = 300


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that was not right: of which row, in which report, its words, what is wanted and what was given."""

    kind: str
    where: str
    words: str
    want: Any = None
    got: Any = None

    def __str__(self) -> str:
        words = " ".join(self.words.split())
        shown = words if len(words) <= _WORDS_MOST else f"{words[:_WORDS_MOST]}..."
        return f"  {self.kind}: {self.where}: {shown!r} wanted {self.want}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Table:
    """One set measured: ``rows`` are those of ``Tally.row`` and ``share``, or plain counts, in the order of printing.

    ``failed`` counts the reports on which the reader failed: they count as read without a claim.
    """

    name: str
    title: str
    reports: int
    rows: Mapping[str, Row]
    failed: int = 0
    misses: tuple[Miss, ...] = ()

    def text(self, errors: int = 0) -> str:
        """The table for the terminal, with up to ``errors`` misses of each kind."""
        lines = {"reports": str(self.reports)}
        if self.failed:
            lines["reports on which the reader failed"] = str(self.failed)
        lines |= {name: _row(row) for name, row in self.rows.items()}
        width = max(map(len, lines))
        rows = [f"{name:{width}s}  {row}" for name, row in lines.items()]
        return "\n".join([f"{self.name}: {self.title}", *rows, *map(str, self._first(errors))])

    def _first(self, most: int) -> list[Miss]:
        seen: Counter[str] = Counter()
        kept = []
        for miss in self.misses:
            seen[miss.kind] += 1
            if seen[miss.kind] <= most:
                kept.append(miss)
        return sorted(kept, key=lambda miss: miss.kind)


def part(right: int, asked: int) -> Row:
    """The row of ``share`` for answers that are counted already."""
    return share([True] * right + [False] * (asked - right))


def _row(row: Row) -> str:
    if "asked" in row:
        return f"{_ratio(row['accuracy'])}  {row['right']} of {row['asked']}"
    if "items" in row:
        both = f"precision {_ratio(row['precision'])}, recall {_ratio(row['recall'])}"
        return f"{_ratio(row['f1'])}  {both} ({row['items']} documents)"
    if "hit" in row:
        counts = f"{row['hit']} of {row['gold']}, {row['predicted']} claimed"
        return f"{_ratio(row['f1'])}  precision {_ratio(row['precision'])}, recall {_ratio(row['recall'])} ({counts})"
    return ", ".join(f"{value} {key}" for key, value in row.items()) or "none"


def _ratio(value: float | None) -> str:
    return "   -" if value is None else f"{value:.2f}"
