"""``tallybook desk``: the page on which an analyst reads, doubts and decides."""

from __future__ import annotations

import click

from tallybook.cli.opened import book_argument, opened


@click.command()
@book_argument
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="The address to listen on.")
@click.option("--port", default=8631, show_default=True, type=click.IntRange(0, 65535), help="The port to listen on.")
@click.option("--analyst", metavar="NAME", help="Your name, as decisions keep it; your login name if not given.")
@click.option("--coarse", is_flag=True, help="Round all coordinates to half a degree.")
@click.option("--hide-names", is_flag=True, help="Cover the names of victims in all texts.")
@click.option("--hide-graphic", is_flag=True, help="Hide passages that are hard to read until they are asked for.")
def desk(
    book: str, host: str, port: int, analyst: str | None, coarse: bool, hide_names: bool, hide_graphic: bool
) -> None:
    """Open the desk on a book: a page on this machine to read, doubt and decide."""
    import getpass

    from tallybook.web.options import Options
    from tallybook.web.serve import serve

    options = Options(
        host=host,
        port=port,
        analyst=analyst or getpass.getuser(),
        coarse=coarse,
        hide_names=hide_names,
        hide_graphic=hide_graphic,
    )
    with opened(book) as store:
        click.echo(f"The desk: http://{host}:{port}/ (stop it with Ctrl+C)")
        serve(store, options)
