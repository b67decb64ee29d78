"""A book on a PostgreSQL server: who may write, who waits, and what goes wrong there."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tallybook.book import Store, feeds, queries, schema
from tallybook.book.server import shown
from tallybook.errors import BookBusy, BookError, MissingPart, UsageError
from tests import postgres
from tests.storyteller import read, stories

Open = Callable[..., Store]
ROW = [{"stage": "links", "id": "r-1"}]


@pytest.fixture
def address(server: postgres.Server) -> str:
    """Where no book is yet."""
    return server.new()


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens books and closes them at the end."""
    with ExitStack() as stack:
        yield lambda target, **known: stack.enter_context(closing(Store.open(target, **known)))


def ids(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.scalars(select(schema.todo.c.id)))


def test_a_book_is_made_where_there_is_none_and_opens_again(opened: Open, address: str) -> None:
    with pytest.raises(BookError, match="there is no book at"):
        opened(address, create=False)
    opened(address)
    assert ids(opened(address, create=False)) == []


def test_a_reader_sees_one_state_and_waits_for_nobody(opened: Open, address: str) -> None:
    store, other = opened(address), opened(address)
    with store.read() as connection:
        before = connection.scalars(select(schema.todo.c.id)).all()
        with other.write() as writing:
            writing.execute(insert(schema.todo), ROW)
            assert ids(store) == []
        assert connection.scalars(select(schema.todo.c.id)).all() == before == []
    assert ids(store) == ["r-1"]


def test_who_only_reads_cannot_write(opened: Open, address: str) -> None:
    store = opened(address)
    with pytest.raises(BookError, match="read-only there"), store.read() as connection:
        connection.execute(insert(schema.todo), ROW)


def test_two_books_of_one_server_do_not_wait_for_each_other(opened: Open, server: postgres.Server) -> None:
    one, other = opened(server.new(), lock_wait=0), opened(server.new(), lock_wait=0)
    with one.write() as first, other.write() as second:
        first.execute(insert(schema.todo), ROW)
        second.execute(insert(schema.todo), ROW)
    with one.write(), pytest.raises(BookBusy), opened(one.name, lock_wait=0).write():
        pass


def test_many_who_make_it_at_once_make_one(opened: Open, address: str) -> None:
    found: list[Store] = []
    threads = [threading.Thread(target=lambda: found.append(opened(address))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and all(ids(store) == [] for store in found)


def test_each_commit_makes_the_state_another_and_nothing_else_does(opened: Open, address: str) -> None:
    store, other = opened(address), opened(address)
    before = store.state()
    ids(other)
    with pytest.raises(ZeroDivisionError), other.write():
        raise ZeroDivisionError
    assert store.state() == before
    with other.write() as connection:
        connection.execute(insert(schema.todo), ROW)
    assert store.state() != before


def test_a_user_who_may_only_look_reads_the_book(opened: Open, server: postgres.Server, address: str) -> None:
    opened(address)
    name = address.rpartition("%3D")[2]
    server.run(
        f"CREATE ROLE guest{name} LOGIN; GRANT USAGE ON SCHEMA {name} TO guest{name};"
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO guest{name}"
    )
    store = opened(address.replace("tallybook@", f"guest{name}@"))
    assert store.is_read_only and ids(store) == []
    with pytest.raises(BookError, match="does not allow it"), store.write() as connection:
        connection.execute(insert(schema.todo), ROW)


def test_the_database_of_others_is_refused_and_left_alone(opened: Open, server: postgres.Server, address: str) -> None:
    server.run(f"CREATE TABLE {address.rpartition('%3D')[2]}.t (x int)")
    with pytest.raises(BookError, match="a database, but not a book"):
        opened(address)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("/postgres?", "/nowhere?", '"nowhere" does not exist'),
        ("tallybook@", "nobody_known@", '"nobody_known" does not exist'),
        ("host=", "host=/nowhere", "the book cannot be used"),
        ("search_path%3D", "search_path%3Dno_", "no schema has been selected"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(opened: Open, address: str, old: str, new: str, told: str) -> None:
    with pytest.raises(BookError, match=told):
        opened(address.replace(old, new))


def test_a_password_is_never_shown(opened: Open, address: str) -> None:
    assert "geheim" not in shown("postgresql://ana:geheim@host/tally")
    with pytest.raises(BookError) as raised:
        opened("postgresql://ana:geheim@127.0.0.1:1/tally")
    assert "geheim" not in str(raised.value) and "127.0.0.1" in str(raised.value)
    store = opened(address.replace("tallybook@", "tallybook:geheim@"))
    assert "geheim" not in store.name


def test_another_kind_of_server_is_named(opened: Open) -> None:
    with pytest.raises(UsageError, match="not on mysql"):
        opened("mysql://host/tally")


def test_without_the_driver_it_is_said_what_to_install(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingPart, match="psycopg is not installed") as raised:
        opened("postgresql://host/tally")
    assert "tallybook[postgres]" in raised.value.next


def test_a_server_that_is_stopped_keeps_what_was_kept(tmp_path: Path) -> None:
    """The connection is cut in the middle of a transaction; the book is whole when the server is back."""
    from tallybook import pipeline

    plan = pipeline.Plan(read, "story 1", batch=5)
    with postgres.cluster(fsync="on", synchronous_commit="on") as url:
        store = Store.open(url)
        pipeline.add_reports(store, stories(20)[:10], plan)
        with pytest.raises(BookError, match=r"cut|stopped"), store.write() as connection:
            connection.execute(insert(schema.todo), ROW)
            postgres.stop_and_start(url)
            connection.execute(insert(schema.todo), ROW)
        assert "r-1" not in ids(store)
        assert pipeline.add_reports(store, stories(20), plan).already == 10
        store.close()


def test_addresses_longer_than_a_tree_takes_are_kept_once(opened: Open, address: str) -> None:
    store = opened(address)
    long = "https://a.example/" + "".join(chr(97 + n * n * 7 % 26) for n in range(8000))
    for _ in range(2):
        with store.write() as connection:
            feeds.follow(connection, [long], 1.0)
    with pytest.raises(BookError, match="conflicting key value"), store.write() as connection:
        row = {"url": long, "due": 1.0, "mark": "", "tries": 0}
        connection.execute(insert(schema.metadata.tables["feeds"]), [row])


def test_words_stand_in_the_order_of_their_bytes(opened: Open, address: str) -> None:
    store = opened(address)
    with store.write() as connection:
        rows = [{"stage": "links", "id": f"r-{letter}"} for letter in "bCaBé-Z_"]
        connection.execute(insert(schema.todo), rows)
    with store.read() as connection:
        found = connection.scalars(select(schema.todo.c.id).order_by(schema.todo.c.id)).all()
        assert found == sorted(found)
        assert queries.types(connection) == []


def test_the_command_line_takes_an_address(address: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("5 May 2024\n\nGunmen killed two soldiers in Quetta on Friday, police said.\n")
    command = [sys.executable, "-m", "tallybook"]
    environment = {**os.environ, "TALLYBOOK_READER": "rules"}
    done = [
        subprocess.run([*command, *words], cwd=tmp_path, env=environment, capture_output=True, text=True)
        for words in (
            ["add", address, "a.txt"],
            ["copy", address, "out.book"],
            ["incidents", "out.book"],
        )
    ]
    assert [each.returncode for each in done] == [0, 0, 0], done
    assert "Quetta" in done[2].stdout and "the same as in postgresql://" in done[1].stdout
