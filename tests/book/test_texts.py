"""The index over texts makes a search quicker and changes no answer."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from tallybook.book import Store, texts
from tallybook.book.schema import reports

PIECES = st.sampled_from(["bomb", "bom", "omb", "Bomber", "BOMB", '"', "%", "_", "/", "'", "é", "É", " ", "爆炸", "a"])
TEXTS = st.lists(st.lists(PIECES, max_size=6).map("".join), max_size=6)


def keep(connection: Connection, told: list[str], first: int = 0) -> None:
    """Reports of these texts, named by their numbers."""
    row = {"path": "", "parts": "[]", "read_by": "", "stamp": ""}
    rows = [{**row, "id": f"r-{number}", "text": text} for number, text in enumerate(told, first)]
    if rows:
        connection.execute(insert(reports), rows)


def lower(text: str) -> str:
    """Only A to Z have another case to SQLite."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, TEXTS, st.lists(PIECES, min_size=1, max_size=3).map("".join))
def test_what_is_found_is_what_holds_the_letters(indexed: list[str], fresh: list[str], part: str) -> None:
    store = Store.open("sqlite://")
    with store.write() as connection:
        keep(connection, indexed)
        texts.index(connection, 100)
        keep(connection, fresh, len(indexed))
        wanted = {f"r-{at}" for at, text in enumerate([*indexed, *fresh]) if lower(part) in lower(text)}
        assert sorted(texts.holding(connection, part)) == sorted(wanted)
        assert texts.waiting(connection) == len(fresh)
    store.close()


def test_the_index_is_filled_a_few_reports_at_a_time(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    with store.write() as connection:
        keep(connection, ["one bomb", "two bombs", "none"])
        assert texts.index(connection, 2) == "r-1"
        assert texts.index(connection, 2, "r-1") == "r-2"
        assert texts.index(connection, 2) is None
        assert texts.waiting(connection) == 0
    with store.read() as connection:
        assert sorted(texts.holding(connection, "bomb")) == ["r-0", "r-1"]
    store.close()


def test_without_an_index_the_texts_are_looked_through(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    with store.write() as connection:
        keep(connection, ["one bomb", "none"])
    with store.read() as connection:
        assert list(texts.holding(connection, "BOMB")) == ["r-0"]
        assert texts.waiting(connection) == 2
    store.close()
