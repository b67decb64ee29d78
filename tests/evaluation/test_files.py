"""JSON as it is found on disks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallybook.errors import InputError
from tallybook.evaluation.files import read_objects


def test_a_line_separator_inside_a_string_ends_no_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "one\u2028two"}\r\n\n{"text": "three"}\n', encoding="utf-8")
    assert [row["text"] for row in read_objects(tmp_path / "a.jsonl")] == ["one\u2028two", "three"]


def test_a_broken_line_is_named_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{}\n{"text": \n', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl:2: broken JSON"):
        read_objects(tmp_path / "a.jsonl")
