"""``tallybook gather``: how sources are taken."""

from __future__ import annotations

import click

from tallybook.cli import screen


@click.group()
def gather() -> None:
    """How sources are taken: pages, documents, exports, tables, archives."""


@gather.command()
@click.argument("folder", metavar="FOLDER")
def check(folder: str) -> None:
    """Take each file of a corpus, and compare what it gives with the expected.yml beside it."""
    from tallybook.bookless import gather_check

    wrong = count = 0
    for one in gather_check(folder):
        count += 1
        wrong += bool(one.wrong)
        click.echo(f"{'WRONG' if one.wrong else 'ok':5}  {screen.line(one.path):38}  {screen.line(one.gave)}")
        for problem in one.wrong:
            click.echo(f"         {screen.line(problem)}")
    click.echo(f"{screen.number(count, 'file')}, {wrong:,} wrong")
    click.get_current_context().exit(1 if wrong else 0)
