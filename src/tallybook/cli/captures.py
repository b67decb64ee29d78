"""``tallybook captures``: what was received, and the bytes of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import screen
from tallybook.cli.opened import book_argument, json_option, opened

if TYPE_CHECKING:
    from tallybook.api import Book
    from tallybook.book.captures import Capture

_HEAD = ("capture", "received", "status", "bytes", "kept", "source")


@click.command()
@book_argument
@click.argument("source", metavar="[SOURCE]", required=False)
@click.option("--save", metavar="DIR", help="Write the bytes of those listed there, each named by its capture.")
@json_option
def captures(book: str, source: str | None, save: str | None, as_json: bool) -> None:
    """List what was received: when, from where, how large, and what of it is kept.

    SOURCE is an address or a path, or a report (its id, a beginning of it, or its path): then its versions are listed.
    A saved page may hold scripts: look at it in a text editor, or in a browser that is offline.
    """
    with opened(book) as store:
        found = store.captures(source)
        for each in found if as_json else ():
            click.echo(screen.as_json(_object(each)))
        if found and not as_json:
            click.echo(screen.table(_HEAD, map(_row, found)))
        if not found and not as_json:
            click.echo("no captures yet", err=True)
        if save is not None:
            _save(store, found, Path(save))


def _row(capture: Capture) -> tuple[str, ...]:
    status = "" if capture.status is None else str(capture.status)
    return (
        capture.id[: screen.SHORT_ID], capture.at, status, f"{capture.size:,}", capture.kept, capture.source
    )  # fmt: skip


def _object(capture: Capture) -> dict[str, Any]:
    from tallybook.book.codec import to_plain

    plain: dict[str, Any] = to_plain(capture)
    return plain


def _save(book: Book, found: tuple[Capture, ...], folder: Path) -> None:
    from tallybook.export.files import unwritable

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for capture in found:
            if capture.kept == "whole":
                # Not named by what the bytes are: a double click must not run what a stranger wrote.
                (folder / f"{capture.id[:16]}.original").write_bytes(book.original(capture))
    except OSError as error:
        raise unwritable(folder, error) from error
