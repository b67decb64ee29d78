"""``tallybook read``: one report to claims, without a book."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import screen
from tallybook.cli.opened import settings_of

if TYPE_CHECKING:
    from tallybook.bookless import Read
    from tallybook.settings import Settings


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option("--date", metavar="DATE", help="When the report was published (YYYY-MM-DD), in your word.")
@click.option("--outlet", metavar="NAME", help="Who published it, in your word.")
@click.option("--reader", metavar="NAME", help="The reader to use.")
@click.pass_context
def read(context: click.Context, file: str, date: str | None, outlet: str | None, reader: str | None) -> None:
    """Read one report and print its claims as JSON; no book is needed. FILE is a path, or - for standard input."""
    settings = settings_of(context, reader=reader)
    click.echo(screen.as_json(_object(_read(file, date, outlet, settings))))


def _read(file: str, date: str | None, outlet: str | None, settings: Settings) -> Read:
    from tallybook.bookless import read_file, read_text

    if file != "-":
        return read_file(file, date=date, outlet=outlet, reader=settings.reader, settings=settings)
    return read_text(_standard_input(), date=date, outlet=outlet, reader=settings.reader, settings=settings)


def _standard_input() -> str:
    from tallybook.gather.encoding import decode
    from tallybook.gather.files import MAX_BYTES, bounded

    name = "standard input"
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    return decode(bounded(data, name), name).text


def _object(found: Read) -> dict[str, Any]:
    from tallybook.book.codec import to_plain
    from tallybook.export.jsonl import claim_line, report_line

    report, reading = found
    return {
        **report_line(report),
        "claims": [{**claim_line(c, None), "words": report.text[c.start : c.end]} for c in reading.claims],
        "incidents": to_plain(reading.incidents),
    }
