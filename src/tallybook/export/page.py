"""The record as one page: a single file that opens without a network and without a server."""

from __future__ import annotations

import base64
import errno
import hashlib
import os
import re
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tallybook.export import charts
from tallybook.export.page_types import VICTIM_WORDS
from tallybook.export.page_view import Records, record

LIMIT = 500
_HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def write_page(
    book: Records,
    path: str | Path,
    *,
    title: str = "Record of incidents",
    limit: int = LIMIT,
    policy: str | None = None,
) -> None:
    """Writes the record of a book as one HTML file, whole or not at all.

    The same book gives the same bytes; ``policy`` makes the estimates under another rule than the book's. At most
    ``limit`` incidents are shown, the latest first; the page says how many it leaves off. Raises OSError where the
    file cannot be written.
    """
    target = Path(path)
    _check_replaceable(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(render(book, title=title, limit=limit, policy=policy).encode())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _check_replaceable(target: Path) -> None:
    """A folder, a pipe or a device (as ``/dev/stdout``) must not be replaced by the page. Raises OSError."""
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "Not a file that can be replaced")


def render(book: Records, *, title: str = "Record of incidents", limit: int = LIMIT, policy: str | None = None) -> str:
    """The page as text."""
    view = record(book, limit, policy)
    style, script = _asset("record.css"), _asset("record.js")
    return (
        _template_environment()
        .get_template("record.html")
        .render(
            view=view,
            title=title,
            style=Markup(style),
            script=Markup(script),
            policy_of_content=content_policy(),
            charts=charts,
            victim_words=VICTIM_WORDS,
            version=metadata.version("tallybook"),
        )
    )


@cache
def _template_environment() -> Environment:
    return Environment(
        loader=PackageLoader("tallybook.export"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=visible,
    )


def visible(value: object) -> object:
    """Text with the characters that would reorder or hide it on the page shown by their code; the rest as it is.

    >>> visible("15" + chr(0x202E) + "51")
    '15⟦U+202E⟧51'
    """
    if type(value) is not str:
        return value
    return _HIDING.sub(lambda match: f"⟦U+{ord(match.group()):04X}⟧", value)


@cache
def _asset(name: str) -> str:
    return resources.files("tallybook.export").joinpath("templates", name).read_text(encoding="utf-8")


def content_policy() -> str:
    """Nothing is loaded, and only the two inline blocks that we wrote run: their hashes are named."""
    return (
        "default-src 'none'; "
        f"style-src '{_digest(_asset('record.css'))}'; script-src '{_digest(_asset('record.js'))}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
