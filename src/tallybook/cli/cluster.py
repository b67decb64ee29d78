"""``tallybook cluster``: the same stages on Spark, for reports that have outgrown one machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tallybook.cli import screen
from tallybook.cli.add import columns_of
from tallybook.cli.opened import settings_of

if TYPE_CHECKING:
    from tallybook.cluster.adding import ClusterAdded


@click.group()
def cluster() -> None:
    """The same stages on Spark, for reports that have outgrown one machine."""


@cluster.command()
@click.option("--master", metavar="URL", required=True, help="Spark's: spark://HOST:7077, yarn, k8s://URL, local[4].")
@click.option("--input", "source", metavar="PATH", required=True, help="A Parquet file with a text a row, or a folder.")
@click.option("--out", metavar="DIR", required=True, help="A new folder for the tables, which all machines can reach.")
@click.option("--date", metavar="DATE", help="When they were published (YYYY-MM-DD), as in 'tallybook add'.")
@click.option("--outlet", metavar="NAME", help="Who published these reports, in your word.")
@click.option("--map", "mapped", metavar="WORD=COLUMN,...", help="Which columns hold what, as in 'tallybook add'.")
@click.option("--policy", metavar="NAME", help="latest, ucdp, acled, gtd or ibc.")
@click.option("--reader", metavar="NAME", help="rules, learned or hybrid.")
@click.option("--conf", "confs", metavar="KEY=VALUE", multiple=True, help="A setting of Spark; may be repeated.")
@click.pass_context
def add(
    context: click.Context,
    master: str,
    source: str,
    out: str,
    date: str | None,
    outlet: str | None,
    mapped: str | None,
    policy: str | None,
    reader: str | None,
    confs: tuple[str, ...],
) -> None:
    """Read reports on Spark, link them and reconcile their figures.

    The tables are those of 'tallybook export --format parquet', each a folder of parts, and hold the same as a book
    of the same files would. If it is interrupted, the same command goes on. There are no judgements here: an analyst
    works on a book, which 'tallybook cluster export' and 'tallybook import' make of the tables.
    """
    from tallybook.bookless import cluster_add

    added = cluster_add(
        source,
        out,
        master=master,
        date=date,
        outlet=outlet,
        columns=columns_of(mapped),
        options=options_of(confs),
        settings=settings_of(context, policy=policy, reader=reader),
        watch=_show,
    )
    _tell(added)
    context.exit(1 if added.failed else 0)


def options_of(confs: tuple[str, ...]) -> dict[str, str]:
    """The settings of ``--conf``. Raises UsageError.

    >>> options_of(("spark.executor.memory=4g",))
    {'spark.executor.memory': '4g'}
    """
    from tallybook.errors import UsageError

    pairs = [conf.partition("=") for conf in confs]
    for name, sign, _ in pairs:
        if not sign or not name.startswith("spark."):
            raise UsageError(f"--conf {name!r} is no setting of Spark", "write it as --conf spark.executor.memory=4g")
    return {name: value for name, _, value in pairs}


def _show(step: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"{step} ...", err=True)


def _tell(added: ClusterAdded) -> None:
    for error in added.errors:
        screen.complain(error)
    if added.failed > len(added.errors):
        click.echo(f"and {added.failed - len(added.errors):,} more", err=True)
    parts = [f"{screen.number(added.reports, 'report')} read"]
    parts += [f"{added.failed:,} could not be taken"] if added.failed else []
    found = f"{screen.number(added.claims, 'claim')}, {screen.number(added.incidents, 'incident')}"
    click.echo(f"{', '.join(parts)}; {found} in {screen.line(added.out)}")
    click.echo(f"one file a table: tallybook cluster export {screen.line(added.out)} --out DIR")


@cluster.command()
@click.argument("folder", metavar="FOLDER")
@click.option("--out", metavar="DIR", required=True, help="The folder for the files.")
def export(folder: str, out: str) -> None:
    """Make one file of each table that 'cluster add' made: the bytes that a book's Parquet export has.

    'tallybook import BOOK DIR' makes a book of them.
    """
    from tallybook.bookless import cluster_export

    for path in cluster_export(folder, out):
        click.echo(path)
