"""Answers on disk: whole or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tallybook.read.llm import prompt
from tallybook.read.llm.cache import Cache, key_of
from tallybook.read.llm.server import Server

KEY = "ab" * 32
SERVER = Server("http://one.test/v1", "small")


def only_file(folder: Path) -> Path:
    [path] = [path for path in folder.rglob("*") if path.is_file()]
    return path


def test_what_was_kept_is_there_and_lies_in_one_file(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "llm")
    assert cache.get(KEY) is None
    cache.put(KEY, "an answer with \ud800 and “quotes”")
    cache.put(KEY, "another")
    assert cache.get(KEY) == "another"
    assert only_file(tmp_path).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"format": 1}', b'{"format": 1, "key": 3, "answer": "x"}']
)
def test_a_damaged_entry_counts_as_not_there(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, "an answer")
    only_file(tmp_path).write_bytes(damage)
    assert cache.get(KEY) is None


@pytest.mark.parametrize("change", [{"answer": "an answer!"}, {"key": "cd" * 32}, {"format": 0}])
def test_an_entry_of_another_answer_counts_as_not_there(tmp_path: Path, change: dict[str, object]) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, "an answer")
    path = only_file(tmp_path)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    assert cache.get(KEY) is None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")
    cache.put(KEY, "an answer")
    assert cache.get(KEY) is None


def test_server_model_wording_and_text_are_all_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {
        key_of(SERVER, "a text"),
        key_of(SERVER, "a text."),
        key_of(Server("http://two.test/v1", "small"), "a text"),
        key_of(Server("http://one.test/v1", "large"), "a text"),
    }
    monkeypatch.setattr(prompt, "digest", lambda: "another wording")
    assert len({*keys, key_of(SERVER, "a text")}) == 5


def test_how_long_and_how_often_is_asked_is_not_in_the_key() -> None:
    assert key_of(SERVER, "a text") == key_of(Server(SERVER.url, SERVER.model, 1, 0, 1), "a text")
