"""``tallybook desk``: the page on which an analyst reads, doubts and decides; ``tallybook account``: who may log in."""

from __future__ import annotations

import sys
from typing import Any

import click

from tallybook.cli.opened import book_argument, opened


@click.command()
@book_argument
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="The address to listen on.")
@click.option("--port", default=8631, show_default=True, type=click.IntRange(0, 65535), help="The port to listen on.")
@click.option("--analyst", metavar="NAME", help="Your name, as decisions keep it; your login name if not given.")
@click.option("--accounts", metavar="FILE", help="Who may log in; needed wherever others can reach the desk.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name by which others reach this machine.")
@click.option("--certificate", metavar="FILE", help="The TLS certificate to serve with, in PEM.")
@click.option("--key", metavar="FILE", help="The certificate's key, in PEM.")
@click.option("--coarse", is_flag=True, help="Round all coordinates to half a degree.")
@click.option("--hide-names", is_flag=True, help="Cover the names of victims in all texts.")
@click.option("--hide-graphic", is_flag=True, help="Hide passages that are hard to read until they are asked for.")
@click.option("--tiles", metavar="URL", help="Map tiles: https://HOST/{z}/{x}/{y}.png. None are needed.")
@click.option("--pmtiles", metavar="URL", help="Map tiles in one PMTiles file.")
def desk(book: str, **options: Any) -> None:
    """Open the desk on a book: a page to read, doubt and decide, for this machine alone unless you say otherwise."""
    with opened(book) as store:
        store.desk(started=_tell, **options)


@click.command()
@click.argument("file", metavar="FILE")
@click.argument("name", metavar="NAME")
@click.option("--role", metavar="ROLE", help="reader, analyst or lead; what it was, or analyst, if not given.")
@click.option("--remove", is_flag=True, help="Take the account out.")
def account(file: str, name: str, role: str | None, remove: bool) -> None:
    """Make an account for the desk, change its role or password, or take it out.

    FILE is what tallybook desk --accounts names; it is made when absent. The password is asked for, or read from
    standard input where that is no terminal.
    """
    from tallybook.bookless import account as kept

    kept(file, name, role=role, password=None if remove else _password(), remove=remove)
    click.echo(f"{name} is taken out of {file}" if remove else f"{name} is in {file}")


def _tell(address: str) -> None:
    click.echo(f"The desk: {address} (stop it with Ctrl+C)")


def _password() -> str:
    if sys.stdin is not None and not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    told: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return told
