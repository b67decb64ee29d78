"""``tallybook cluster``: what its words become, what it prints, and how it ends. Spark itself is in tests/cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tallybook import bookless
from tallybook.cluster.adding import ClusterAdded
from tallybook.errors import InputError
from tests.cli.conftest import Tallybook

WORDS = ("cluster", "add", "--master", "local[2]", "--input", "in", "--out", "out")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the library is asked; it answers with what stands under ``answer``."""
    told: dict[str, Any] = {"answer": ClusterAdded("out", 1200, 9000, 300, 0)}

    def add(source: str, out: str, **more: Any) -> ClusterAdded:
        told.update(more, source=source, out=out)
        return told["answer"]  # type: ignore[no-any-return]

    monkeypatch.setattr(bookless, "cluster_add", add)
    return told


def test_the_words_of_a_command_become_those_of_the_library(tallybook: Tallybook, asked: dict[str, Any]) -> None:
    more = ("--map", "text=body", "--policy", "ucdp", "--reader", "rules", "--conf", "spark.executor.memory=4g")
    result = tallybook(*WORDS, *more, "--conf", "spark.a=b=c", "--date", "2024-08-26", "--outlet", "The Post")
    assert result.exit_code == 0, result.output
    assert (asked["source"], asked["out"], asked["master"]) == ("in", "out", "local[2]")
    assert asked["columns"] == {"text": "body"}
    assert asked["options"] == {"spark.executor.memory": "4g", "spark.a": "b=c"}
    assert (asked["settings"].policy, asked["settings"].reader) == ("ucdp", "rules")
    assert (asked["date"], asked["outlet"]) == ("2024-08-26", "The Post")
    assert result.stdout == (
        "1,200 reports read; 9,000 claims, 300 incidents in out\n"
        "one file a table: tallybook cluster export out --out DIR\n"
    )


def test_rows_that_cannot_be_taken_are_told_and_counted(tallybook: Tallybook, asked: dict[str, Any]) -> None:
    asked["answer"] = ClusterAdded("out", 5, 9, 3, 4, (InputError("row 2 of a.parquet holds no words", "look at it"),))
    result = tallybook(*WORDS)
    assert result.exit_code == 1
    assert "row 2 of a.parquet holds no words" in result.stderr and "and 3 more" in result.stderr
    assert "5 reports read, 4 could not be taken; 9 claims, 3 incidents in out" in result.stdout


@pytest.mark.parametrize("conf", ["spark.executor.memory", "executor.memory=4g", "=4g"])
def test_what_is_no_setting_of_spark_is_refused(tallybook: Tallybook, asked: dict[str, Any], conf: str) -> None:
    result = tallybook(*WORDS, "--conf", conf)
    assert result.exit_code == 2
    assert "is no setting of Spark" in result.stderr and "spark.executor.memory=4g" in result.stderr


def test_the_reader_that_asks_a_server_is_refused(tallybook: Tallybook) -> None:
    result = tallybook(*WORDS, "--reader", "llm")
    assert result.exit_code == 2
    assert "asks one server" in result.stderr


def test_the_files_of_an_export_are_named(tallybook: Tallybook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookless, "cluster_export", lambda folder, out: (Path(out) / "claims.parquet",))
    assert tallybook("cluster", "export", "tables", "--out", "whole").stdout == "whole/claims.parquet\n"
