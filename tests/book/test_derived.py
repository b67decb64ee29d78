"""What is derived is of one program throughout: a book that another linked is linked anew when it is opened."""

from __future__ import annotations

import hashlib
import random
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

import tallybook
from tallybook import pipeline
from tallybook.book import Store, incidents, schema
from tallybook.errors import NewerBook, NotABook
from tallybook.settings import Settings
from tests import storyteller

PLAN = pipeline.Plan(storyteller.read, "story 1")
KNOWN = {
    2: "07c9955f52df2a8728ce58370690f2d156e92b684df226d2afb02b1dc037d26b",
    3: "07c9955f52df2a8728ce58370690f2d156e92b684df226d2afb02b1dc037d26b",
    4: "07c9955f52df2a8728ce58370690f2d156e92b684df226d2afb02b1dc037d26b",
}
"""SHA-256 of the incidents of ``made()``, by ``schema.DERIVED_VERSION``."""


def made(path: Path) -> Store:
    """A book of made-up reports: waves, copies, vague tellings, contradictions."""
    reports = storyteller.crowd(60, 1) + storyteller.crowd(60, 2, storyteller.VAGUE) + storyteller.stories(60)
    random.Random(1).shuffle(reports)
    store = Store.open(path)
    pipeline.add_reports(store, reports, PLAN)
    return store


def record(store: Store) -> str:
    with store.read() as connection:
        return "\n".join(connection.scalars(select(schema.incidents.c.record).order_by(schema.incidents.c.id)))


def test_the_record_changes_with_the_version_of_what_is_derived_alone(tmp_path: Path) -> None:
    """Copies, links and policies that come to another record need another number: else old books are of two minds."""
    with closing(made(tmp_path / "x.book")) as store:
        digest = hashlib.sha256(record(store).encode()).hexdigest()
    assert KNOWN[schema.DERIVED_VERSION] == digest, (
        "linking or reconciling comes to another record than before: raise DERIVED_VERSION in book/schema.py and put "
        f"{digest} beside the number here"
    )


@pytest.mark.parametrize("known", [True, False], ids=["another number", "none"])
def test_a_book_that_an_earlier_program_linked_is_linked_anew_once(tmp_path: Path, known: bool) -> None:
    with closing(made(tmp_path / "x.book")) as store:
        wanted = record(store)
        with store.write() as connection:
            told = schema.book.c.key == "derived_by"
            change = update(schema.book).where(told).values(value="1") if known else delete(schema.book).where(told)
            connection.execute(change)
            connection.execute(delete(schema.pairs))
            incidents.remove(connection, set(connection.scalars(select(schema.incidents.c.id))))
        assert record(store) == ""
    steps: list[pipeline.Progress] = []
    for told_of in (True, False):
        with tallybook.open(tmp_path / "x.book", settings=Settings(), watch=steps.append) as book:
            assert record(book.store) == wanted
            assert bool(steps) == told_of == book.store.was_upgraded
        steps.clear()


def test_a_book_that_a_later_program_linked_is_left_alone(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "x.book")) as store, store.write() as connection:
        told = schema.book.c.key == "derived_by"
        connection.execute(update(schema.book).where(told).values(value=str(schema.DERIVED_VERSION + 1)))
    with pytest.raises(NewerBook, match="linked by a later tallybook"):
        Store.open(tmp_path / "x.book")


def test_a_number_that_is_none_is_told_and_not_stumbled_over(tmp_path: Path) -> None:
    with closing(Store.open(tmp_path / "x.book")) as store, store.write() as connection:
        connection.execute(update(schema.book).where(schema.book.c.key == "derived_by").values(value="two"))
    with pytest.raises(NotABook):
        Store.open(tmp_path / "x.book")
