"""``tallybook diff``: what moved, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tallybook.cli import screen
from tallybook.cli.opened import book_argument, json_option, opened

if TYPE_CHECKING:
    from tallybook.book.moves import Moved


@click.command()
@book_argument
@click.argument("other", metavar="[OTHER]", required=False)
@click.option("--since", metavar="DATE", help="In this book, since this day, month or year.")
@json_option
def diff(book: str, other: str | None, since: str | None, as_json: bool) -> None:
    """What moved from one book to another, or in a book since a day, and why.

    Incidents are added, revised, merged, split or withdrawn; below each stands what differs and which reports came or
    went.
    """
    with opened(book) as store:
        found = store.diff(other, since=since)
    for moved in found:
        click.echo(_as_json(moved) if as_json else "\n".join(_told(moved)))
    if not found:
        click.echo("nothing moved", err=True)


def _as_json(moved: Moved) -> str:
    from dataclasses import asdict

    return screen.as_json(asdict(moved))


def _told(moved: Moved) -> list[str]:
    others = f" ({_LINK[moved.kind]} {', '.join(moved.others)})" if moved.others else ""
    lines = [screen.line(f"{moved.kind} {moved.incident} {moved.title}{others}")]
    lines += [screen.paragraph(f"{step.what}: {step.before} -> {step.after}", "    ") for step in moved.steps]
    return lines + [screen.paragraph(why, "    ") for why in moved.why]


_LINK = {"added": "from", "revised": "with", "merged": "into", "split": "with", "withdrawn": "from"}
