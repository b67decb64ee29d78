"""``tallybook evaluate``: how well it reads."""

from __future__ import annotations

import click

from tallybook.cli import screen
from tallybook.cli.opened import settings_of


@click.command()
@click.argument("gold", metavar="GOLD")
@click.option("--export", metavar="DIR", help="Score this jsonl export instead of reading the gold's texts.")
@click.option("--reader", metavar="NAME", help="The reader to use.")
@click.option("--errors", type=int, default=0, metavar="N", help="Also name up to N misses of each kind.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
@click.pass_context
def evaluate(
    context: click.Context, gold: str, export: str | None, reader: str | None, errors: int, as_json: bool
) -> None:
    """Score a reader against hand-made gold: NAME.txt with NAME.gold.json beside it, and folders of these."""
    from tallybook.api import evaluate as measured
    from tallybook.evaluation import format_table

    settings = settings_of(context, reader=reader)
    result = measured(gold, export, reader=settings.reader, errors=errors)
    click.echo(screen.as_json(result) if as_json else screen.clean(format_table(result)))
