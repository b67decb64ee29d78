"""``tallybook queue``: what is left for an analyst to decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import screen
from tallybook.cli.opened import book_argument, json_option, opened

if TYPE_CHECKING:
    from tallybook.book.undecided import Undecided


@click.command()
@book_argument
@click.option("--limit", type=int, default=20, show_default=True, metavar="N", help="N questions at most.")
@json_option
def queue(book: str, limit: int, as_json: bool) -> None:
    """List what is undecided, the most deaths at stake first, and what to type to decide it.

    Pairs of incidents that linking is unsure of, and claims that the reader is unsure of.
    """
    with opened(book) as store:
        found = store.queue(limit)
    if as_json:
        for one in found:
            click.echo(screen.as_json(_object(one)))
    elif found:
        click.echo("\n".join(_entry(one, book) for one in found))
    else:
        click.echo("nothing is undecided", err=True)


def _object(one: Undecided) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "what": one.what,
        "next": list(one.next),
        "best": one.best,
        "high": one.high,
        "value": one.value,
        "incidents": [incident.id for incident in one.incidents],
        "claim": one.claim.id if one.claim else None,
    }


def _entry(one: Undecided, book: str) -> str:
    head = screen.paragraph(one.what, "    ", f"{one.best:>4} ")
    return "\n".join([head, *(f"       {screen.line(words.replace(' BOOK ', f' {book} ', 1))}" for words in one.next)])
