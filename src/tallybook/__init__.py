"""Reads contradicting news reports on political violence and keeps one record that can be defended.

    import tallybook

    book = tallybook.open("x.book")
    book.add("reports/")
    for incident in book.incidents():
        print(incident.title, incident.figures)

Importing the package loads nothing else: each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tallybook.api import Added, Book, Results, Shown, Why, open
    from tallybook.book.captures import Capture
    from tallybook.bookless import (
        account,
        cluster_add,
        cluster_export,
        evaluate,
        gather_check,
        read_file,
        read_text,
        verify,
        vocabulary_check,
    )
    from tallybook.errors import TallybookError
    from tallybook.fetching import Change, Fetched, Tools
    from tallybook.records import Claim, Estimate, Incident, Report
    from tallybook.settings import Settings

_HOMES = {
    "Added": "api",
    "Book": "api",
    "Capture": "book.captures",
    "Change": "fetching",
    "Claim": "records",
    "Estimate": "records",
    "Fetched": "fetching",
    "Incident": "records",
    "Report": "records",
    "Results": "api",
    "Settings": "settings",
    "Shown": "api",
    "TallybookError": "errors",
    "Tools": "fetching",
    "Why": "api",
    "account": "bookless",
    "cluster_add": "bookless",
    "cluster_export": "bookless",
    "evaluate": "bookless",
    "gather_check": "bookless",
    "open": "api",
    "read_file": "bookless",
    "read_text": "bookless",
    "verify": "bookless",
    "vocabulary_check": "bookless",
}

__all__ = [
    "Added",
    "Book",
    "Capture",
    "Change",
    "Claim",
    "Estimate",
    "Fetched",
    "Incident",
    "Report",
    "Results",
    "Settings",
    "Shown",
    "TallybookError",
    "Tools",
    "Why",
    "account",
    "cluster_add",
    "cluster_export",
    "evaluate",
    "gather_check",
    "open",
    "read_file",
    "read_text",
    "verify",
    "vocabulary_check",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tallybook' has no attribute {name!r}")
    value = getattr(import_module(f"tallybook.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
