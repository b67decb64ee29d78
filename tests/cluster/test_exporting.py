"""One file of a table's parts."""

from __future__ import annotations

from pathlib import Path

import pytest

import tallybook
from tallybook.errors import UsageError
from tests.cluster.conftest import RULES, TABLES, same

pytest.importorskip("pyarrow")


def parted(one: Path, folder: Path) -> Path:
    """An export's tables cut into parts, as a cluster would leave them."""
    import pyarrow.parquet

    for name in TABLES:
        rows = pyarrow.parquet.read_table(one / f"{name}.parquet")
        (folder / f"{name}.parquet").mkdir(parents=True)
        (folder / f"{name}.parquet" / "_SUCCESS").touch()
        for number, at in enumerate(range(0, rows.num_rows, 7)):
            pyarrow.parquet.write_table(rows.slice(at, 7), folder / f"{name}.parquet" / f"part-{number:05d}-x.parquet")
    (folder / "_tallybook.json").write_text("{}")
    return folder


def test_parts_become_the_files_of_a_book_s_export(one: Path, tmp_path: Path) -> None:
    paths = tallybook.cluster_export(parted(one, tmp_path / "parts"), tmp_path / "whole")
    assert all(same(one, tmp_path / "whole").values())
    assert all(path.is_file() for path in paths)


def test_a_book_can_be_made_of_the_tables(one: Path, tmp_path: Path) -> None:
    tallybook.cluster_export(parted(one, tmp_path / "parts"), tmp_path / "whole")
    with tallybook.open(tmp_path / "y.book", settings=RULES) as book:
        book.import_(tmp_path / "whole")
        book.export("parquet", tmp_path / "again")
    assert all(same(one, tmp_path / "again").values())


def test_a_folder_without_a_finished_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no finished run of a cluster"):
        tallybook.cluster_export(tmp_path, tmp_path / "out")
