"""Documents of two like events."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.public import ecbplus
from tallybook.errors import InputError
from tests.evals.public import scripted


def write(tmp_path: Path, name: str, *words: str) -> None:
    tokens = "".join(f'<token t_id="{at}" sentence="0">{word}</token>' for at, word in enumerate(words))
    (tmp_path / "16").mkdir(exist_ok=True)
    (tmp_path / "16" / name).write_text(f"<Document>{tokens}</Document>", encoding="utf-8")


def test_a_topics_two_events_are_two_incidents(tmp_path: Path) -> None:
    write(tmp_path, "16_1ecb.xml", "Five", "died", ".")
    write(tmp_path, "16_2ecb.xml", "Five", "died", "there", ".")
    write(tmp_path, "16_1ecbplus.xml", "Two", "died", ".")
    table = ecbplus.measure(tmp_path, scripted.read, None)
    assert table.reports == 3
    assert table.rows["each document alone"]["recall"] == round(2 / 3, 4)


def test_a_folder_without_topics_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no topic"):
        ecbplus.measure(tmp_path, scripted.read, None)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "16").mkdir()
    (tmp_path / "16" / "16_1ecb.xml").write_text("<Document>", encoding="utf-8")
    with pytest.raises(InputError, match="16_1ecb"):
        ecbplus.measure(tmp_path, scripted.read, None)
