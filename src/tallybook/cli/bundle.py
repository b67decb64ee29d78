"""``tallybook bundle`` and ``tallybook verify``: evidence that stands alone, and whether it is what was sealed."""

from __future__ import annotations

import click

from tallybook.cli import screen
from tallybook.cli.opened import book_argument, opened


@click.command()
@book_argument
@click.argument("incident", metavar="INCIDENT")
@click.option("--out", required=True, metavar="DIR", help="The folder to make; it must not be there, or be empty.")
def bundle(book: str, incident: str, out: str) -> None:
    """Pack the evidence for an incident into a folder that stands alone: BagIt, with a page that reads offline.

    Texts, claims, judgements, estimates with their reasons, hashes, versions and settings. Prints the digest that
    seals it: note it elsewhere, and nobody can make the bundle anew unnoticed.
    """
    with opened(book) as store:
        click.echo(store.bundle(incident, out))


@click.command()
@click.argument("bundle", metavar="BUNDLE")
@click.pass_context
def verify(context: click.Context, bundle: str) -> None:
    """Check that no byte of an evidence bundle has changed; names every file that has. Exit code 1 where one has."""
    from tallybook.api import verify as verified

    found = verified(bundle)
    for fault in found.faults:
        click.echo(f"{screen.line(fault.file)}: {screen.line(fault.what)}")
    if found.faults:
        context.exit(1)
    click.echo(f"whole: {found.digest}")
