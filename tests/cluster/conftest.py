"""Spark, where it is installed, and reports of which one process makes a book and a cluster its tables."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import tallybook
from tallybook.settings import Settings
from tests.cluster import reports

MUST = os.environ.get("REQUIRE_ALL") == "1"
RULES = Settings(reader="rules", originals="digest")
SMALL = {
    "spark.sql.shuffle.partitions": "3",
    "spark.ui.enabled": "false",
    # Compiling what runs over forty rows would take most of the time.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}
TABLES = ("reports", "claims", "readings", "incidents", "estimates")


@pytest.fixture(scope="session")
def spark_is_there() -> None:
    """Skips where Spark or Java is not installed."""
    from tallybook.cluster.session import check_parts
    from tallybook.errors import MissingPart

    try:
        check_parts()
    except MissingPart as error:
        if MUST:
            raise
        pytest.skip(f"{error.what} (REQUIRE_ALL=1 makes this an error)")


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Parquet files."""
    pytest.importorskip("pyarrow")
    return reports.write(tmp_path_factory.mktemp("in put"))


@pytest.fixture(scope="session")
def one(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Parquet export of the book that one process makes of them."""
    folder = tmp_path_factory.mktemp("one")
    with tallybook.open(folder / "x.book", settings=RULES) as book:
        book.add(texts, columns=reports.COLUMNS)
        book.export("parquet", folder / "tables")
    return folder / "tables"


def same(one: Path, other: Path) -> dict[str, bool]:
    """Of each table whether its files are the same bytes."""
    names = [f"{name}.parquet" for name in TABLES]
    return {name: (one / name).read_bytes() == (other / name).read_bytes() for name in names}
