"""``tallybook copy``: a book into another place."""

from __future__ import annotations

import click

from tallybook.cli.opened import book_argument, opened


@click.command()
@book_argument
@click.argument("target", metavar="TARGET")
@click.option("--book-version", type=int, metavar="N", help="For an earlier program: the version of the copy's tables.")
def copy(book: str, target: str, book_version: int | None) -> None:
    """Copy the book to a new file or to a PostgreSQL server, and check that it is the same there.

    BOOK and TARGET are each a path or an address: postgresql://user@host/database. All of it is copied, or nothing;
    others may read and write the book meanwhile. A schema other than the database's own is named at the end of the
    address: ?options=-csearch_path%3Dname.
    """
    with opened(book) as source:
        copied = source.copy(target) if book_version is None else source.copy(target, book_version=book_version)
        name = source.store.name
    click.echo(f"{copied.target}: {copied.rows:,} rows in {len(copied.tables)} tables, the same as in {name}")
    for broken in copied.broken:
        click.echo(f"broken in the book as in its copy: {broken}", err=True)
    for table, rows in sorted(copied.left_out.items()):
        click.echo(f"version {book_version} has no place for {table}: {rows:,} rows are left out of the copy", err=True)
