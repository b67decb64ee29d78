"""``tallybook bundle``: evidence that stands alone, and whether it is what was sealed."""

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


def verified(context: click.Context, folder: str, as_json: bool) -> None:
    """Say whether an evidence bundle is what was sealed; ends with exit code 1 where it is not."""
    from tallybook.bookless import verify

    found = verify(folder)
    if as_json:
        faults = [{"file": fault.file, "what": fault.what} for fault in found.faults]
        click.echo(screen.as_json({"digest": found.digest, "faults": faults}))
    else:
        for fault in found.faults:
            click.echo(f"{screen.line(fault.file)}: {screen.line(fault.what)}")
        if not found.faults:
            click.echo(f"whole: {found.digest}")
    context.exit(1 if found.faults else 0)
