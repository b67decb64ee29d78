"""``tallybook evaluate``: how well it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tallybook.cli import screen
from tallybook.cli.opened import settings_of

if TYPE_CHECKING:
    from tallybook.settings import Settings


@click.command()
@click.argument("gold", metavar="GOLD")
@click.option("--export", metavar="DIR", help="Score this jsonl export instead of reading the gold's texts.")
@click.option("--reader", metavar="NAME[,NAME]", multiple=True, help="The reader to use; several stand side by side.")
@click.option("--claims", metavar="WHOSE", default="read", help="gold: the gold's own claims in place of a reader's.")
@click.option("--incidents", metavar="WHOSE", default="linked", help="gold: the gold's own grouping too; see --claims.")
@click.option("--errors", type=int, default=0, metavar="N", help="Also name up to N misses of each kind.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
@click.pass_context
def evaluate(
    context: click.Context,
    gold: str,
    export: str | None,
    reader: tuple[str, ...],
    claims: str,
    incidents: str,
    errors: int,
    as_json: bool,
) -> None:
    """Score a reader against hand-made gold: NAME.txt with NAME.gold.json beside it, and folders of these.

    With --claims gold linking and reconciling are scored on the gold's own claims, with --incidents gold as well
    reconciling alone.
    """
    asked = _settings(context, reader)
    if len(asked) > 1:
        result = _side_by_side(gold, export, claims, asked, errors, as_json)
    else:
        result = _one(gold, export, (claims, incidents), asked[0], errors, as_json)
    click.echo(result if as_json else screen.clean(result))


def _settings(context: click.Context, said: tuple[str, ...]) -> list[Settings]:
    """The settings for each reader named, each once; those that stand where none is named."""
    names = dict.fromkeys(name.strip() for words in said for name in words.split(","))
    return [settings_of(context, reader=name) for name in names or (None,)]


def _one(gold: str, export: str | None, given: tuple[str, str], settings: Settings, errors: int, as_json: bool) -> str:
    from tallybook.bookless import evaluate as measured
    from tallybook.evaluation import format_table

    claims, incidents = given
    result = measured(
        gold,
        export,
        reader=settings.reader,
        claims=claims,
        incidents=incidents,
        errors=errors,
        settings=settings,
    )
    return screen.as_json(result) if as_json else format_table(result)


def _side_by_side(gold: str, export: str | None, claims: str, asked: list[Settings], errors: int, as_json: bool) -> str:
    from tallybook.errors import UsageError
    from tallybook.evaluation import compare, format_columns

    if export is not None:
        raise UsageError(f"--export {export} was read by one reader", "Leave out --export, or name one reader.")
    if claims != "read":
        raise UsageError("the gold's claims were read by no reader", "Leave out --claims, or name no readers.")
    results = compare(gold, [one.reader for one in asked], errors=errors, settings=asked[0])
    return screen.as_json({"readers": results}) if as_json else format_columns(results)
