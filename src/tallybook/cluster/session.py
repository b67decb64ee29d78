"""A Spark session for one run, and what of Spark a user can meet said in our words."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from tallybook import errors
from tallybook.cluster.rows import BATCH
from tallybook.errors import ClusterError, MissingPart, TallybookError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WAIT = 5.0
"""Seconds that a master has to answer: Spark itself would try for a minute and then say nothing of it."""
_PYTHON = "PYSPARK_PYTHON"
_MASTERS = re.compile(r"(local(\[[^]]+\])?|local-cluster\[[^]]+\]|yarn|k8s://.+|spark://.+)$")
_OWN = re.compile(r"tallybook\.errors\.(\w+): ([^\n]*)(?:\n  ([^\n]*))?")
_FIXED = {
    "spark.app.name": "tallybook",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH),
    "spark.sql.autoBroadcastJoinThreshold": "-1",
}
"""What decides the bytes, the memory of a worker, and that no table passes through the driver: never the user's."""
_USUAL = {
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.maxBytesPerBatch": "32m",
}
"""What the user's own settings stand before."""


_HINTS = (
    (
        "No module named",
        "install 'tallybook[spark]' on every machine, and name its Python there: PYSPARK_PYTHON=/path/to/python",
    ),
    ("OutOfMemory", "give each executor more: --conf spark.executor.memory=8g"),
    ("Java heap space", "give each executor more: --conf spark.executor.memory=8g"),
    ("Illegal Parquet type", "write that column as text, or as a time in microseconds"),
    ("PARQUET_TYPE_ILLEGAL", "write that column as text, or as a time in microseconds"),
    ("is not a Parquet file", "a file of the input is damaged or no Parquet: get a whole copy, or take it out"),
)
_ELSE = "see what it wrote above, and run the same command again: it goes on with the last stage that was whole"


@contextmanager
def session(master: str, options: Mapping[str, str]) -> Iterator[SparkSession]:
    """A session on a cluster, ended with the block; ``options`` are Spark's settings by name.

    Raises MissingPart where pyspark or Java is not installed, UsageError for a master that is none, ClusterError where
    it cannot be reached or gives up.
    """
    check_parts()
    check_master(master)
    with warnings.catch_warnings():
        # It says on each start that it has not been tried with this version of pandas, which we do not use it with.
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
        spark = _started(master, options)
        try:
            with _in_our_words():
                yield spark
        finally:
            spark.stop()


def _started(master: str, options: Mapping[str, str]) -> SparkSession:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    if SparkSession.getActiveSession() is not None:
        raise UsageError("this program has a Spark session open already", "end that one first: spark.stop()")
    builder = SparkSession.builder.master(master)
    for name, value in {**_USUAL, **options, **_FIXED}.items():
        builder = builder.config(name, value)
    try:
        with _python():
            return builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        what = f"Spark cannot be started on {master} ({_told(error)})"
        raise ClusterError(what, "see what it wrote above; it needs Java 17 or newer: java -version") from error


@contextmanager
def _python() -> Iterator[None]:
    """Names this Python for Spark's own processes, where the user names none; it is asked for at the start alone."""
    if _PYTHON in os.environ:
        yield
        return
    os.environ[_PYTHON] = sys.executable
    try:
        yield
    finally:
        del os.environ[_PYTHON]


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Errors of Spark as ours; one that a worker's process raised as it was."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise ours(str(error)) or ClusterError(f"Spark gave up: {_told(error)}", hint(str(error))) from error


def ours(text: str) -> TallybookError | None:
    """The error of ours that a worker's process raised, if it was one."""
    found = list(_OWN.finditer(text))
    if not found:
        return None
    kind = getattr(errors, found[-1][1], ClusterError)
    error: TallybookError = kind(found[-1][2], found[-1][3] or "")
    return error


def _told(error: Exception) -> str:
    """The line of an error of Spark, or of a traceback in it, that tells the most."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"(\w+\.)*\w*(Error|Exception)\b", line)]
    return " ".join((telling or lines or [type(error).__name__])[0 if not telling else -1].split())[:300]


def hint(text: str) -> str:
    """What can be done about an error of Spark."""
    return next((then for sign, then in _HINTS if sign in text), _ELSE)


def check_parts() -> None:
    """Raises MissingPart where pyspark, what it needs, or Java is not installed."""
    for part in ("pyspark", "pyarrow", "pandas"):
        if find_spec(part) is None:
            raise MissingPart(f"{part} is not installed", "install it: pip install 'tallybook[spark]'")
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and os.access(os.path.join(home, "bin", "java"), os.X_OK))):
        raise MissingPart(
            "Java is not found, and Spark runs on it",
            "install Java 17 (on Debian: apt-get install openjdk-17-jre-headless), or set JAVA_HOME",
        )


def check_master(master: str) -> None:
    """Raises UsageError for what is no master, ClusterError where nobody answers."""
    if not _MASTERS.match(master):
        raise UsageError(
            f"{master!r} is no master of Spark",
            "give one such as spark://HOST:7077, yarn, k8s://ADDRESS, or local[4] for this machine",
        )
    if master.startswith("spark://"):
        hosts = master.removeprefix("spark://").split(",")
        if not any(_answers(host) for host in hosts):
            raise ClusterError(
                f"nobody answers at {master}", "is it started? sbin/start-master.sh tells its address; see its log"
            )


def _answers(host: str) -> bool:
    name, _, port = host.rpartition(":")
    if not name or not port.isdecimal():
        raise UsageError(f"{host!r} in the master's address names no port", "write it as spark://HOST:7077")
    try:
        with socket.create_connection((name.strip("[]"), int(port)), WAIT):
            return True
    except (OSError, OverflowError):
        return False
