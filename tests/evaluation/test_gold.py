"""How gold is read, and what is said where it is broken."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tallybook.errors import InputError, UsageError
from tallybook.evaluation import exported, gold


def write(folder: Path, name: str, data: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_members_are_the_reports_of_their_own_folder(gold_folder: Path) -> None:
    incidents = {incident.id: incident for incident in gold.load(gold_folder).incidents}
    assert incidents["coast/harbour"].members == ("coast/a1:main", "coast/a1:quay", "coast/a2:main")
    assert incidents["coast/harbour"].own == ("coast/a1:main", "coast/a2:main")
    assert incidents["hill/teku"].members == ("hill/a1:raid", "hill/a2:raid")


def test_a_member_may_name_a_folder_below(tmp_path: Path) -> None:
    write(tmp_path / "deep", "r7_words.gold.json", {})
    write(tmp_path, "incidents.gold.json", {"incidents": {"x": {"members": ["deep/r7:A"]}}})
    assert gold.load(tmp_path).incidents[0].members == ("deep/r7_words:A",)


def test_only_texts_with_gold_beside_them_are_read(gold_folder: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(gold_folder, tmp_path / "gold"))
    write(root, "README.txt", "not a report")
    assert "README.txt" not in [path.name for path in gold.texts(root)]
    assert len(gold.texts(root)) == 6


def test_the_digest_changes_with_a_text_a_gold_file_or_a_name(gold_folder: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(gold_folder, tmp_path / "gold"))
    seen = {gold.digest(root)}
    assert seen == {gold.digest(gold_folder)}
    (root / "storm.txt").write_text("Another storm.", encoding="utf-8")
    seen.add(gold.digest(root))
    (root / "hill" / "a2.gold.json").write_text("{}", encoding="utf-8")
    seen.add(gold.digest(root))
    (root / "market.gold.json").rename(root / "fair.gold.json")
    seen.add(gold.digest(root))
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "broken JSON"),
        ("[]", "list where a JSON object is expected"),
        ({"incidents": []}, "'incidents' is not an object"),
        ({"figures": [{"at": [0, 1], "harm": "killed"}]}, "figure 0 lacks victims, incident"),
    ],
)
def test_a_broken_gold_file_is_named(content: Any, says: str, tmp_path: Path) -> None:
    path = write(tmp_path, "a.gold.json", content)
    with pytest.raises(InputError, match=says) as raised:
        gold.load(tmp_path)
    assert str(path) in raised.value.what and raised.value.next


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({}, "no 'incidents'"),
        ({"incidents": {"x": {"members": ["a"]}}}, "'a' is not PREFIX:KEY"),
        ({"incidents": {"x": {"members": ["b:A"]}}}, "no report begins with b"),
    ],
)
def test_broken_incidents_are_named(content: Any, says: str, tmp_path: Path) -> None:
    write(tmp_path, "a.gold.json", {})
    write(tmp_path, "incidents.gold.json", content)
    with pytest.raises(InputError, match=says):
        gold.load(tmp_path)


@pytest.mark.parametrize(("name", "says"), [("nowhere", "no such folder"), ("file", "not a folder"), ("empty", "no ")])
def test_a_folder_without_gold_says_what_to_type(name: str, says: str, tmp_path: Path) -> None:
    write(tmp_path, "file", "")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=says) as raised:
        gold.load(tmp_path / name)
    assert "tallybook evaluate" in raised.value.next


def test_an_export_that_lacks_a_file_says_how_to_export(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"reports\.jsonl: missing") as raised:
        exported.load(tmp_path)
    assert "tallybook export" in raised.value.next


def test_a_broken_line_of_an_export_is_named(tmp_path: Path) -> None:
    for name in ("reports", "claims", "incidents"):
        write(tmp_path, f"{name}.jsonl", "\n\n{oops}\n" if name == "claims" else "")
    with pytest.raises(InputError, match=r"claims\.jsonl:3: broken JSON"):
        exported.load(tmp_path)


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("hill/a1.txt", "hill/a1"),
        ("some/where/hill/a1.txt", "hill/a1"),
        ("hill\\a1.txt", "hill/a1"),
        ("storm.txt", "storm"),
        ("a1.txt", None),
        ("sandstorm.txt", None),
    ],
)
def test_an_exported_report_is_known_by_the_end_of_its_path(path: str, key: str | None) -> None:
    export = exported.Export([{"id": "r", "path": path}], [], {})
    assert exported.report_keys(export, ["hill/a1", "coast/a1", "storm"]) == {"r": key}
