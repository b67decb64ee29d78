"""What a cluster makes of reports is what one process makes of them, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from bench.cluster import Killer

import tallybook
from tallybook import readers
from tallybook.cluster import adding
from tallybook.errors import ClusterError, Unmapped, UnreadableFile, UsageError
from tests.cluster import reports
from tests.cluster.conftest import RULES, SMALL, same

pytestmark = pytest.mark.usefixtures("spark_is_there")


def test_two_executors_of_which_one_is_killed_come_to_the_bytes_of_one_process(
    texts: Path, one: Path, tmp_path: Path
) -> None:
    killer = Killer("pairs")
    added = tallybook.cluster_add(
        texts,
        tmp_path / "parts",
        master="local-cluster[2,1,1024]",
        columns=reports.COLUMNS,
        options={**SMALL, "spark.executor.memory": "1g"},
        settings=RULES,
        watch=killer,
    )
    assert len(killer.before) == 2
    assert killer.killed is not None and killer.killed not in killer.after
    assert added.failed == 2 and added.reports == len(reports.rows()) - 3
    assert [error.what.split(" of ")[0] for error in added.errors] == ["row 24", "row 24"]
    tallybook.cluster_export(tmp_path / "parts", tmp_path / "cluster")
    assert all(same(one, tmp_path / "cluster").values()), same(one, tmp_path / "cluster")


def test_a_run_that_was_cut_short_goes_on_in_other_partitions_to_the_same_bytes(
    texts: Path, one: Path, tmp_path: Path
) -> None:
    steps: list[str] = []

    def add(stop: str = "", partitions: str = "5", policy: str = "latest") -> None:
        def watch(step: str) -> None:
            if step == stop:
                raise KeyboardInterrupt
            steps.append(step)

        tallybook.cluster_add(
            texts,
            tmp_path / "parts",
            master="local[2]",
            columns=reports.COLUMNS,
            options={**SMALL, "spark.sql.shuffle.partitions": partitions},
            settings=RULES if policy == "latest" else tallybook.Settings(reader="rules", policy=policy),
            watch=watch,
        )

    with pytest.raises(KeyboardInterrupt):
        add(stop="near")
    with pytest.raises(UsageError, match="the beginning of another run"):
        add(policy="ucdp")
    with patch.object(adding, "DERIVED_VERSION", 0), pytest.raises(UsageError, match="the beginning of another run"):
        add()
    add(partitions="2")
    assert len(steps) == len(set(steps)), "no step was taken twice"
    with pytest.raises(UsageError, match="the tables of an earlier run"):
        add()
    tallybook.cluster_export(tmp_path / "parts", tmp_path / "cluster")
    assert all(same(one, tmp_path / "cluster").values())
    assert sorted(path.name for path in (tmp_path / "parts").iterdir() if not path.name.startswith(".")) == [
        "_tallybook.json", "claims.parquet", "estimates.parquet", "incidents.parquet", "readings.parquet",
        "reports.parquet",
    ]  # fmt: skip
    assert json.loads((tmp_path / "parts" / "_tallybook.json").read_text())["failed"] == 2


def test_the_reports_hold_what_is_hard(one: Path) -> None:
    """Copies, undated reports, waves with sites and vague tellings are there: else the others would show little."""
    import pyarrow.parquet

    told = pyarrow.parquet.read_table(one / "reports.parquet").to_pylist()
    incidents = pyarrow.parquet.read_table(one / "incidents.parquet").to_pylist()
    assert sum(report["same_as"] is not None for report in told) >= 3
    assert any(report["published"] is None for report in told)
    assert any(incident["part_of"] for incident in incidents)
    assert any(incident["background"] for incident in incidents)
    assert 5 <= len(incidents) < len(told)


def test_what_does_not_fit_is_said_before_anything_is_read(texts: Path, tmp_path: Path) -> None:
    def add(source: Path, **more: object) -> None:
        tallybook.cluster_add(source, tmp_path / "out", master="local[1]", options=SMALL, settings=RULES, **more)  # type: ignore[arg-type]

    with pytest.raises(Unmapped, match=r"which column holds the text\? It has 'head', 'paper'|no column 'words'"):
        add(texts, columns={"text": "words"})
    with pytest.raises(UnreadableFile, match="does not exist"):
        add(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match=r"holds no file named \*\.parquet"):
        add(tmp_path / "empty")


def test_a_machine_that_would_read_otherwise_is_told(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a worker's process raises comes out as it was."""
    monkeypatch.setattr(readers, "mark", lambda name, settings=None: "rules of another version")
    with pytest.raises(ClusterError, match=r"would read by 'rules .*', not by 'rules of another version'") as caught:
        tallybook.cluster_add(
            texts, tmp_path / "out", master="local[1]", columns=reports.COLUMNS, options=SMALL, settings=RULES
        )
    assert caught.value.next.startswith("install the same version of tallybook")
