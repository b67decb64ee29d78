"""``tallybook judge``: an analyst's decisions, one command a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import screen
from tallybook.cli.opened import book_argument, json_option, opened

if TYPE_CHECKING:
    from tallybook.decisions import Preview
    from tallybook.judgement import Judgement
    from tallybook.records import Incident

Command = Callable[..., None]


def _options(command: Command) -> Command:
    for option in (
        click.option("--who", metavar="NAME", envvar="TALLYBOOK_WHO", default="", help="Who decides."),
        click.option("--why", metavar="WORDS", default="", help="Why, in your words."),
        click.option("--reason", metavar="CODE", help="Why, as a code: duplicate, wrong-number, ..."),
        click.option("--preview", is_flag=True, help="Say what would change, and keep nothing."),
        json_option,
    ):
        command = option(command)
    return command


def _decide(verdict: str, as_json: bool, preview: bool, **words: Any) -> None:
    above = click.get_current_context().parent
    with opened(above.params["book"] if above else "") as store:
        found = store.preview(store.draft(verdict, **words))
        if not preview:
            found = replace(found, judgement=store.judge(verdict, **words))
    click.echo(screen.as_json(_object(found, kept=not preview)) if as_json else "\n".join(_lines(found, not preview)))


def _fields(given: tuple[str, ...]) -> dict[str, str]:
    """FIELD=VALUE words as a mapping."""
    for word in given:
        if "=" not in word:
            raise click.UsageError(f"{word!r} is not FIELD=VALUE, such as low=12")
    return dict(word.split("=", 1) for word in given)


@click.group()
@book_argument
def judge(book: str) -> None:
    """Decide what the program left open or got wrong. Nothing is overwritten; every decision can be undone.

    A decision holds on to claims and reports, not to an incident's id: it stays when reports are added, read again or
    linked anew. --who NAME (or TALLYBOOK_WHO) says who decides.
    """


def _pair_command(name: str, help: str) -> click.Command:
    @click.command(name, help=help)
    @click.argument("incident", metavar="INCIDENT")
    @click.argument("other", metavar="INCIDENT")
    @_options
    def command(incident: str, other: str, **options: Any) -> None:
        _decide(name, subject=incident, other=other, **options)

    return command


def _review_command(name: str, help: str) -> click.Command:
    @click.command(name, help=help)
    @click.argument("subject", metavar="CLAIM|INCIDENT")
    @_options
    def command(subject: str, **options: Any) -> None:
        _decide(name, subject=subject, **options)

    return command


@judge.command()
@click.argument("incident", metavar="INCIDENT")
@click.argument("parts", metavar="CLAIM|REPORT...", nargs=-1, required=True)
@click.option("--set", "fields", metavar="FIELD=VALUE", multiple=True, help="Of what is split off: date, place, ...")
@_options
def split(incident: str, parts: tuple[str, ...], fields: tuple[str, ...], **options: Any) -> None:
    """Take claims, or all that some reports tell, out of an incident: together they are another one."""
    _decide("split", subject=incident, parts=parts, change=_fields(fields), **options)


@judge.command()
@click.argument("claim", metavar="CLAIM")
@click.argument("incident", metavar="INCIDENT")
@_options
def move(claim: str, incident: str, **options: Any) -> None:
    """A claim is about another incident."""
    _decide("move", subject=claim, other=incident, **options)


@judge.command()
@click.argument("claim", metavar="CLAIM")
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1)
@_options
def fix(claim: str, fields: tuple[str, ...], **options: Any) -> None:
    """Correct fields of a claim: harm, victims, low, high, qualifier, scope, speaker, ...; what was read is kept."""
    _decide("fix", subject=claim, change=_fields(fields), **options)


@judge.command()
@click.argument("report", metavar="REPORT")
@click.argument("incident", metavar="[INCIDENT]", required=False)
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1)
@_options
def add(report: str, incident: str | None, fields: tuple[str, ...], **options: Any) -> None:
    """Add a claim that no reader found: words='five soldiers' harm=killed victims=security_force low=5 high=5.

    Without INCIDENT it begins one of its own. kind=denial and so on for what is no figure.
    """
    if incident is not None and "=" in incident:
        _decide("add", subject=report, change=_fields((incident, *fields)), **options)
    else:
        _decide("add", subject=report, other=incident, change=_fields(fields), **options)


@judge.command(name="set")
@click.argument("incident", metavar="INCIDENT")
@click.argument("fields", metavar="FIELD=VALUE...", nargs=-1)
@_options
def set_(incident: str, fields: tuple[str, ...], **options: Any) -> None:
    """Set an incident's date (or start, end), place (country, adm1, lat, lon, precision), type, groups or status."""
    _decide("set", subject=incident, change=_fields(fields), **options)


@judge.command()
@click.argument("subject", metavar="INCIDENT|CLAIM|REPORT")
@_options
def note(subject: str, **options: Any) -> None:
    """Keep a note, with --why, --reason or both. It changes nothing."""
    _decide("note", subject=subject, **options)


@judge.command()
@click.argument("judgement", metavar="[JUDGEMENT]", required=False)
@_options
def undo(judgement: str | None, **options: Any) -> None:
    """Withdraw a judgement: your last one, or the one named. An undo can be undone too."""
    _decide("undo", subject=judgement or "", **options)


judge.add_command(_pair_command("same", "Two incidents are one, whatever a score or gate says."))
judge.add_command(_pair_command("different", "Two incidents, and the sites of waves, are never one."))
judge.add_command(_pair_command("unsure", "Looked at and left as they are: out of the queue."))
judge.add_command(
    _review_command("accept", "A claim, or an incident as a whole, is right as it stands: out of the queue.")
)
judge.add_command(
    _review_command("reject", "A claim, or all that is told of an incident, counts for nothing. It stays visible.")
)


def _object(found: Preview, *, kept: bool) -> dict[str, Any]:
    from tallybook.book.codec import to_plain
    from tallybook.export.jsonl import incident_line

    return {
        "judgement": to_plain(found.judgement),
        "kept": kept,
        "before": [incident_line(incident) for incident in found.before],
        "after": [incident_line(incident) for incident in found.after],
    }


def _lines(found: Preview, kept: bool) -> Iterator[str]:
    yield f"{found.judgement.id}  {summary(found.judgement)}" if kept else f"would be: {summary(found.judgement)}"
    if not (found.before or found.after):
        yield "  no incident changes"
    yield from (f"  before: {_line(incident)}" for incident in found.before)
    yield from (f"  after:  {_line(incident)}" for incident in found.after)


def _line(incident: Incident) -> str:
    tolls = screen.tolls(incident) or "no figures"
    part = f" (part of {incident.part_of})" if incident.part_of else ""
    return f"{screen.line(incident.title)}  [{incident.id}]{part}  {screen.days(incident)}  {tolls}"


def summary(told: Judgement) -> str:
    """A judgement on one line: the verdict, on what, the fields, by whom and why."""
    subject = " ".join(part for part in (told.subject, told.other) if part)
    fields = " ".join(f"{name}={_value(value)}" for name, value in told.change.items() if name not in _INNER)
    why = ": ".join(part for part in (told.reason, told.why) if part)
    words = f"{told.verdict} {subject}{f' {fields}' if fields else ''}, by {told.who}{f' ({why})' if why else ''}"
    return screen.line(words)


_INNER = ("local", "sentence")


def _value(value: Any) -> str:
    return str(value.get("name")) if isinstance(value, dict) else str(value)
