"""What the readers can read: the language that rules, vocabulary and network know."""

from __future__ import annotations

from tallybook.records import Report

LANGUAGES = ("en",)


def speaks(report: Report) -> bool:
    """Whether a report is in a language that the readers know; one too short to tell is tried."""
    return report.language is None or report.language in LANGUAGES
