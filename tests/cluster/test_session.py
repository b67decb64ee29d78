"""What a user who lacks something of Spark is told; none of it needs Spark."""

from __future__ import annotations

import socket

import pytest

from tallybook.cluster import session
from tallybook.errors import ClusterError, MissingPart, NotText, UsageError


def test_a_missing_package_names_the_part_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "find_spec", lambda name: None)
    with pytest.raises(MissingPart, match=r"pyspark is not installed\n  install it: pip install 'tallybook\[spark\]'"):
        session.check_parts()


def test_a_missing_java_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "find_spec", lambda name: object())
    monkeypatch.setattr(session.shutil, "which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(MissingPart, match="Java is not found"):
        session.check_parts()


@pytest.mark.parametrize("master", ["localhost", "spark:/x", "http://host:7077", "", "sc://host"])
def test_what_is_no_master_is_refused(master: str) -> None:
    with pytest.raises(UsageError, match=r"is no master of Spark\n  give one such as spark://HOST:7077"):
        session.check_master(master)


@pytest.mark.parametrize(
    "master", ["local", "local[4]", "local[*]", "local-cluster[2,1,1024]", "yarn", "k8s://https://x"]
)
def test_the_usual_masters_are_taken(master: str) -> None:
    session.check_master(master)


def test_a_master_where_nobody_answers_is_told_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ClusterError, match=f"nobody answers at spark://127.0.0.1:{port}"):
        session.check_master(f"spark://127.0.0.1:{port}")


def test_one_of_several_masters_is_enough() -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:
        session.check_master(f"spark://127.0.0.1:1,127.0.0.1:{there.getsockname()[1]}")


def test_a_master_without_a_port_is_told() -> None:
    with pytest.raises(UsageError, match="'host' in the master's address names no port"):
        session.check_master("spark://host")


def test_an_error_of_ours_comes_out_of_a_worker_as_it_was() -> None:
    told = "Job aborted\nTraceback:\n  File x\ntallybook.errors.NotText: it holds no words\n  add its text\n\tat org.y"
    error = session.ours(told)
    assert isinstance(error, NotText)
    assert (error.what, error.next) == ("it holds no words", "add its text")
    assert session.ours("java.lang.OutOfMemoryError") is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("ModuleNotFoundError: No module named 'tallybook'", "on every machine"),
        ("java.lang.OutOfMemoryError: Java heap space", "spark.executor.memory"),
        ("[PARQUET_TYPE_ILLEGAL] Illegal Parquet type: INT64 (TIMESTAMP(NANOS,true))", "microseconds"),
        ("file:/in/a.parquet is not a Parquet file. Expected magic number", "get a whole copy"),
        ("anything else", "run the same command again"),
    ],
)
def test_what_can_be_done_about_an_error_of_spark_is_told(text: str, hint: str) -> None:
    assert hint in session.hint(text)
