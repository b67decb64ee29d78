from pathlib import Path

import pytest
import yaml

import tallybook
from tallybook.errors import UsageError
from tallybook.evaluation.sources import NAME, check
from tests.corpus_made.__main__ import FILES, PARQUET

CORPUS = Path(__file__).parents[1] / "corpus"


def test_every_awkward_file_gives_what_is_expected_or_is_refused_in_words() -> None:
    checks = list(check(CORPUS))
    assert {one.path: one.wrong for one in checks if one.wrong} == {}
    assert len(checks) >= 60


def test_the_corpus_is_what_its_makers_write() -> None:
    there = {file.relative_to(CORPUS).as_posix(): file for file in CORPUS.rglob("*") if file.is_file()}
    assert there.keys() == {*FILES, PARQUET, NAME}
    assert [name for name, data in FILES.items() if there[name].read_bytes() != data] == []


def test_each_refusal_is_expected_with_its_words() -> None:
    expected = yaml.safe_load((CORPUS / NAME).read_text("utf-8"))
    assert all(error["says"] for one in expected.values() for error in one.get("errors", ()))


def test_what_differs_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two men died in Kech on Monday, the police said.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Nobody looked here.", encoding="utf-8")
    (tmp_path / NAME).write_text(
        "a.txt: {reports: [{published: '2024-11-09', holds: Three, lacks: Kech, mood: sad}]}\nc.txt: {reports: [{}]}\n"
    )
    found = {one.path: one.wrong for one in tallybook.gather_check(tmp_path)}
    assert len(found["a.txt"]) == 4
    assert "published is None, not '2024-11-09'" in found["a.txt"][0]
    assert "does not say" in found["b.txt"][0]
    assert "0 reports, not 1" in found["c.txt"][0]


@pytest.mark.parametrize("words", [None, "- a\n- b\n", "a: ["])
def test_a_folder_without_expectations_is_no_corpus(tmp_path: Path, words: str | None) -> None:
    if words is not None:
        (tmp_path / NAME).write_text(words)
    with pytest.raises(UsageError, match=r"expected\.yml"):
        list(check(tmp_path))
