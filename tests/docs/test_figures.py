"""The table of bounds in docs/figures.md is what the reader does."""

from __future__ import annotations

import re

import pytest

from tallybook.read import rules
from tallybook.records import Figure, Report
from tests.docs.documentation import text

_ROW = re.compile(r"^\| ([A-Z2].*?) \| (\d+|–) \| (\d+|–) \| `(\w+)` \|$", re.MULTILINE)
ROWS = _ROW.findall(text("docs/figures.md"))


@pytest.mark.parametrize(("words", "low", "high", "qualifier"), ROWS, ids=[row[0] for row in ROWS])
def test_words_give_the_bounds_that_the_page_says(words: str, low: str, high: str, qualifier: str) -> None:
    verb = "was" if words.startswith("A ") else "were"
    report = Report("r", "p", f"{words} {verb} killed in the attack, police said.", "2026-01-31")
    [figure] = [claim for claim in rules.read(report).claims if isinstance(claim, Figure)]
    assert (figure.low, figure.high, figure.qualifier) == (_bound(low), _bound(high), qualifier)
    assert report.text[figure.start : figure.end].startswith(words)


def test_the_table_is_found() -> None:
    assert len(ROWS) >= 15


def _bound(cell: str) -> int | None:
    return None if cell == "–" else int(cell)
