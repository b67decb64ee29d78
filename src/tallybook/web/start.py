"""The way from a book to its desk, which says what is missing where the server is not installed."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tallybook.errors import MissingPart, UsageError
from tallybook.web.options import Options

if TYPE_CHECKING:
    from tallybook.api import Book


def start(book: Book, started: Callable[[str], None], options: Mapping[str, Any]) -> None:
    """Serve the desk until it is stopped. Raises UsageError, MissingPart."""
    wanted = options_of(options)
    wanted.check()
    try:
        from tallybook.web.serve import serve
    except ModuleNotFoundError as error:
        raise MissingPart(
            f"the desk needs {error.name}, which is not installed", "install it: pip install 'tallybook[desk]'"
        ) from error
    serve(book, wanted, started)


def options_of(given: Mapping[str, Any]) -> Options:
    """The options that are given; what is None is left at its default. Raises UsageError for one that there is not."""
    told = {name: value for name, value in given.items() if value is not None}
    told["analyst"] = told.get("analyst") or _login_name()
    if told.get("accounts"):
        told["accounts"] = Path(told["accounts"])
    if unknown := sorted(told.keys() - set(Options.__slots__)):
        raise UsageError(f"the desk has no option {unknown[0]!r}", f"it has: {', '.join(sorted(Options.__slots__))}")
    return Options(**told)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        # A container may run under a number that has no name.
        return "analyst"
