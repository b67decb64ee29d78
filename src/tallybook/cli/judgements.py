"""``tallybook judgements`` and ``tallybook verify``: what was decided, and whether its log is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import screen
from tallybook.cli.judge import summary
from tallybook.cli.opened import book_argument, json_option, opened

if TYPE_CHECKING:
    from tallybook.judgement import Judgement


@click.command()
@book_argument
@click.argument("subject", metavar="[INCIDENT|CLAIM|REPORT|JUDGEMENT]", required=False)
@click.option("--orphaned", is_flag=True, help="Only those that no longer find what they were made on.")
@json_option
def judgements(book: str, subject: str | None, orphaned: bool, as_json: bool) -> None:
    """List who decided what, when and why: all of it, or what was decided on SUBJECT."""
    with opened(book) as store:
        told = store.judgements(subject)
        lost = {orphan.judgement.id: orphan.missing for orphan in store.orphans()}
    shown = [one for one in told.all if one.id in lost or not orphaned]
    if not shown:
        click.echo("nothing is decided yet" if not told.all else "no judgement has lost what it was made on", err=True)
    for one in shown:
        state = "withdrawn" if one.id in told.withdrawn else "orphaned" if one.id in lost else "stands"
        if as_json:
            click.echo(screen.as_json(_object(one, state, lost.get(one.id))))
        else:
            click.echo(f"{one.when}  {one.id}  {summary(one)}{'' if state == 'stands' else f' - {state}'}")
            if state == "orphaned":
                click.echo(screen.paragraph(lost[one.id], "    "))


def _object(one: Judgement, state: str, missing: str | None) -> dict[str, Any]:
    from tallybook.book.codec import to_plain

    plain: dict[str, Any] = to_plain(one)
    return {**plain, "state": state, "missing": missing}


@click.command()
@book_argument
@json_option
@click.pass_context
def verify(context: click.Context, book: str, as_json: bool) -> None:
    """Check that the log of judgements is as it was written: nothing changed, nothing taken out.

    Each row carries the digest of the row before it; where the chain breaks is said. Exit code 1 for a broken one.
    """
    with opened(book) as store:
        found = store.verify()
    if as_json:
        breaks = [{"place": one.place, "what": one.what} for one in found.breaks]
        click.echo(screen.as_json({"judgements": found.judgements, "breaks": breaks}))
    elif not found.breaks:
        click.echo(f"{screen.number(found.judgements, 'judgement')}, each as it was written")
    else:
        for one in found.breaks:
            click.echo(f"place {one.place}: {screen.line(one.what)}")
    context.exit(1 if found.breaks else 0)
