"""The llm reader whole: from settings and a report to claims, and from a bad start to one clear error."""

from __future__ import annotations

import os
import pickle
import socket
from pathlib import Path
from typing import Any

import pytest

from tallybook import readers
from tallybook.api import open as open_book
from tallybook.bookless import read_text
from tallybook.errors import BudgetSpent, LlmError, MissingPart, NoServer
from tallybook.read.llm import prompt, web
from tallybook.read.llm import reader as reader_module
from tallybook.read.llm.cache import Cache
from tallybook.read.llm.reader import LlmReader, opened
from tallybook.records import Figure, Report
from tallybook.settings import ENV_LLM_KEY, Settings
from tests.read.llm.misbehaving import EMPTY, Hands, Model, says, status

TEXT = "Two soldiers were killed in Quetta by a bomb, police said."
QUIET = "The committee will meet again."
ANSWER = {
    **EMPTY,
    "figures": [
        {"quote": "Two soldiers were killed", "number": "Two soldiers", "harm": "killed", "victims": "security_force",
         "low": 2, "high": 2, "speaker": "police", "speaker_kind": "police"},
    ],
}  # fmt: skip


def settings(model: Model, **more: Any) -> Settings:
    return Settings(reader="llm", llm_url=model.url, llm_model="small", **more)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """A cache of the test's own; the gazetteer's index stays where it is."""
    cache = Cache(tmp_path / "kept")
    monkeypatch.setattr(reader_module, "cache", lambda: cache)
    return cache


def report(text: str = TEXT) -> Report:
    return Report(Report.make_id("p", text), "p", text, "2024-08-27")


def test_a_report_is_read_by_asking_once(model: Model, kept: Cache, hands: Hands) -> None:
    model.does(says(ANSWER))
    [figure] = opened(settings(model), clock=hands.clock())(report()).claims
    assert isinstance(figure, Figure) and figure.reader == "llm"
    assert (figure.low, figure.harm, figure.victims) == (2, "killed", "security_force")
    assert figure.speaker is not None and figure.speaker.name == "police"
    assert len(model.asked) == 1 and TEXT in model.asked[0].report


def test_what_was_answered_is_not_asked_again(model: Model, kept: Cache) -> None:
    model.does(says(ANSWER))
    first = opened(settings(model))(report())
    assert opened(settings(model))(report()) == first
    assert len(model.asked) == 1


def test_another_model_is_asked_again(model: Model, kept: Cache) -> None:
    opened(settings(model))(report())
    opened(Settings(llm_url=model.url, llm_model="large"))(report())
    assert [asked.body["model"] for asked in model.asked] == ["small", "large"]


def test_a_damaged_answer_is_asked_for_again(model: Model, kept: Cache) -> None:
    opened(settings(model))(report())
    [path] = [path for path in kept.folder.rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:20])
    opened(settings(model))(report())
    assert len(model.asked) == 2


def test_what_cannot_be_read_is_not_kept(model: Model, kept: Cache, hands: Hands) -> None:
    model.does(says("no JSON"))
    with pytest.raises(LlmError):
        opened(settings(model), clock=hands.clock())(report())
    assert not kept.folder.exists()


def test_a_report_that_cannot_hold_a_claim_is_not_asked_about(model: Model, kept: Cache) -> None:
    assert opened(settings(model))(report(QUIET)).claims == ()
    assert model.asked == []


def test_a_long_report_is_asked_about_in_pieces(model: Model, kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = prompt.pieces
    monkeypatch.setattr(prompt, "pieces", lambda doc: pieces(doc, 70))
    text = f"{TEXT}\n\nThe army said that it would go on. {TEXT.replace('police', 'doctors')}"
    model.does(says(ANSWER))
    reading = opened(settings(model))(report(text))
    assert [claim.start for claim in reading.claims] == [0, text.rindex("Two soldiers")]
    assert len(model.asked) == 3


def test_a_budget_of_nothing_reads_what_was_answered_before(model: Model, kept: Cache) -> None:
    model.does(says(ANSWER))
    before = opened(settings(model))(report())
    reader = opened(settings(model, llm_budget=0))
    assert reader(report()) == before
    with pytest.raises(BudgetSpent):
        reader(report(TEXT.replace("Two", "Three")))
    assert len(model.asked) == 1 and len(model.greeted) == 1


def test_the_processes_of_a_run_share_its_budget(model: Model, kept: Cache) -> None:
    reader = opened(settings(model, llm_budget=2))
    other: LlmReader = pickle.loads(pickle.dumps(reader))
    reader(report())
    other(report(TEXT.replace("Two", "Three")))
    for each in (reader, other):
        with pytest.raises(BudgetSpent):
            each(report(TEXT.replace("Two", "Four")))


def test_the_key_does_not_travel_with_the_reader(model: Model, kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV_LLM_KEY, "sk-very-secret")
    reader = opened(settings(model))
    assert b"sk-very-secret" not in pickle.dumps(reader) and "sk-very-secret" not in repr(reader)


def test_a_run_leaves_nothing_behind(model: Model, kept: Cache) -> None:
    reader = opened(settings(model))
    folder = reader.asker.run.folder
    assert folder.is_dir()
    del reader
    assert not os.path.exists(folder)


def test_the_reader_is_there_by_name(model: Model, kept: Cache) -> None:
    model.does(says(ANSWER))
    assert len(readers.named("llm", settings(model))(report()).claims) == 1
    assert len(read_text(TEXT, reader="llm", settings=settings(model)).reading.claims) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "llm_url is not set"), ({"llm_url": "http://127.0.0.1:9/v1"}, "llm_model is not set")],
)
def test_without_a_server_the_reader_says_so_at_the_start(given: dict[str, str], said: str) -> None:
    with pytest.raises(NoServer, match=said) as raised:
        readers.named("llm", Settings(**given))
    assert "TALLYBOOK_LLM_" in raised.value.next


def test_a_server_that_is_away_is_said_once_and_before_any_report(tmp_path: Path, kept: Cache) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        given = Settings(reader="llm", llm_url=url, llm_model="small")
        with open_book(tmp_path / "x.book", settings=given) as book, pytest.raises(NoServer, match=url):
            book.add(tmp_path)


def test_a_key_that_is_refused_is_said_at_the_start(model: Model, kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    model.greeting = status(401)
    with pytest.raises(NoServer, match="asks for a key"):
        opened(settings(model))
    monkeypatch.setenv(ENV_LLM_KEY, "sk-very-secret")
    with pytest.raises(NoServer, match="refuses the key") as raised:
        opened(settings(model))
    assert "sk-very-secret" not in str(raised.value) and model.asked == []


def test_a_part_that_is_not_installed_is_named(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpx2", None)
    with pytest.raises(MissingPart, match="httpx2") as raised:
        web.ready()
    assert "tallybook[llm]" in raised.value.next


def test_the_address_may_be_that_of_the_completions(model: Model, kept: Cache) -> None:
    given = Settings(llm_url=f"{model.url}/chat/completions/", llm_model="small")
    opened(given)(report())
    assert model.asked[0].path == "/v1/chat/completions"


def test_one_report_without_an_answer_does_not_stop_the_others(model: Model, kept: Cache, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"2024-08-27\n\n{TEXT} It was report {name}.\n")
    model.does(status(413, b"too long"), says(ANSWER))
    with open_book(tmp_path / "x.book", settings=settings(model)) as book:
        added = book.add(tmp_path / "in")
        assert (added.new, len(list(book.claims(kind="figure")))) == (1, 1)
        [error] = added.failed
    assert "refuses the question" in error.what and "developers" not in error.next


def test_the_book_keeps_no_key(model: Model, kept: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV_LLM_KEY, "sk-very-secret")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(f"2024-08-27\n\n{TEXT}\n")
    with open_book(tmp_path / "x.book", settings=settings(model)) as book:
        book.add(tmp_path / "in")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files and [path for path in files if b"sk-very-secret" in path.read_bytes()] == []


def test_the_mark_differs_where_model_or_wording_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = {readers.mark("llm", Settings(llm_model=name)) for name in ("small", "large", "small")}
    monkeypatch.setattr(prompt, "digest", lambda: "another wording")
    assert len({*marks, readers.mark("llm", Settings(llm_model="small"))}) == 3
