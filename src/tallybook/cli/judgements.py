"""``tallybook judgements`` and ``tallybook verify``: what was decided, and whether all is as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import bundle, screen
from tallybook.cli.judge import summary
from tallybook.cli.opened import book_argument, json_option, opened

if TYPE_CHECKING:
    from tallybook.decisions import Verified
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
@click.argument("book", metavar="BOOK|BUNDLE")
@json_option
@click.pass_context
def verify(context: click.Context, book: str, as_json: bool) -> None:
    """Check that nothing was changed or taken out: of a book's judgements and captures, or of an evidence bundle.

    In a book each row carries the digest of the row before it, and originals are held to their digests; where a chain
    breaks is said. Note the head of the captures somewhere else: it shows later that nothing before it was touched. Of
    a bundle (a folder) every file that has changed, gone or come is named. Exit code 1 where anything is not as it was.
    """
    if Path(book).is_dir():
        bundle.verified(context, book, as_json)
        return
    with opened(book) as store:
        found = store.verify()
    if as_json:
        click.echo(screen.as_json(_verified(found)))
    else:
        click.echo("\n".join(_told(found)))
    context.exit(0 if found.holds else 1)


def _verified(found: Verified) -> dict[str, Any]:
    kept = found.captures
    return {
        "judgements": found.judgements,
        "breaks": [{"place": one.place, "what": one.what} for one in found.breaks],
        "captures": kept.count,
        "head": kept.head,
        "broken": [{"place": b.place, "capture": b.capture, "source": b.source, "what": b.what} for b in kept.broken],
    }


def _told(found: Verified) -> Iterator[str]:
    if not found.breaks:
        yield f"{screen.number(found.judgements, 'judgement')}, each as it was written"
    yield from (f"place {one.place}: {screen.line(one.what)}" for one in found.breaks)
    if not found.captures.broken:
        yield f"{screen.number(found.captures.count, 'capture')}, each as it was received; head {found.captures.head}"
    for each in found.captures.broken:
        yield f"capture {each.place} ({screen.line(each.source)}): {screen.line(each.what)}"
