"""``tallybook vocabulary``: the lists that an analyst may change."""

from __future__ import annotations

import click


@click.group()
def vocabulary() -> None:
    """The lists that an analyst may change: harms, victims, places, groups, speakers."""


@vocabulary.command()
def check() -> None:
    """Check every list, and name all that is wrong at once."""
    from tallybook.bookless import vocabulary_check

    vocabulary_check()
    click.echo("the vocabulary is sound")
