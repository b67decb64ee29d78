"""Linking a book step by step comes to what linking all of it at once does."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from tallybook import link, linking, pipeline
from tallybook.book import Store, cores, links, schema, todo
from tallybook.records import Report
from tests import storyteller
from tests.storyteller import VAGUE, story

PLAN = pipeline.Plan(storyteller.read, "story 1")
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LINE = "Town001 | {} | the league | {} killed civilian | the police\n"


def incidents_of(store: Store) -> set[frozenset[str]]:
    """The members of the book's incidents."""
    found: dict[str, set[str]] = {}
    with store.read() as connection:
        for local, incident in connection.execute(select(schema.members.c.local, schema.members.c.incident)):
            found.setdefault(incident, set()).add(local)
    return {frozenset(members) for members in found.values()}


def at_once(store: Store) -> set[frozenset[str]]:
    """The members of the incidents that the book's nodes make in memory, every two of them compared."""
    with store.read() as connection:
        ids = list(connection.scalars(select(schema.local_incidents.c.id)))
        nodes = linking.nodes(connection, ids)
    kept = {(pair.a, pair.b): pair for pair in link.ties(nodes.values())}
    passed_over = link.crowded(nodes.values(), link.MONTHS)
    for a in nodes.values():
        for b in nodes.values():
            if a.id < b.id and link.meet(a, b, passed_over) and link.score(a, b).keep:
                kept[a.id, b.id] = link.score(a, b)
    return {frozenset(group.members) for group in link.cluster(nodes.values(), kept.values())}


def add(store: Store, found: Sequence[Report]) -> None:
    pipeline.add_reports(store, found, PLAN)


@SLOW
@given(st.integers(0, 2**16), st.integers(1, 4), st.integers(1, 7))
def test_a_book_that_grows_comes_to_the_incidents_of_all_its_reports_at_once(seed: int, pieces: int, step: int) -> None:
    made = storyteller.crowd(16, seed, VAGUE)
    random.Random(seed).shuffle(made)
    with TemporaryDirectory() as folder, patch.multiple(pipeline, STEP=step, CLUSTERED=step, SETTLED=step):
        store = Store.open(Path(folder) / "x.book")
        for piece in range(pieces):
            add(store, made[piece::pieces])
        assert incidents_of(store) == at_once(store)
        store.close()


@pytest.mark.file_only
@SLOW
@given(st.integers(0, 2**16), st.lists(st.tuples(st.integers(0, 13), st.integers(18, 28)), min_size=1, max_size=6))
def test_dates_that_change_leave_nothing_of_what_was_linked_before(seed: int, changes: list[tuple[int, int]]) -> None:
    made = storyteller.crowd(14, seed, VAGUE)
    with TemporaryDirectory() as folder, patch.multiple(pipeline, STEP=2, CLUSTERED=2, SETTLED=2):
        store = Store.open(Path(folder) / "x.book")
        add(store, made)
        for number, day in changes:
            add(store, [replace(made[number], published=f"2024-08-{day}", published_from="given")])
        assert incidents_of(store) == at_once(store)
        store.close()


def history(seed: int) -> list[Report]:
    """A town's years: the same few tolls in many months, told with their days and without, in any order."""
    chance = random.Random(seed)
    days = [f"2024-{month:02d}-14" for month in range(1, 8)]
    made = []
    for number, day in enumerate(chance.choices([*days, "?", "?", "?"], k=14)):
        line = LINE.format(day, chance.choice((12, 15))) + chance.choice(("", "."))
        made.append(story(f"{number}.txt", line, chance.choice((None, day if day != "?" else days[0]))))
    return made


@SLOW
@given(st.integers(0, 2**16), st.integers(1, 4), st.integers(1, 5), st.integers(1, 3))
def test_what_becomes_too_common_joins_as_if_it_always_had_been(seed: int, pieces: int, step: int, most: int) -> None:
    made = history(seed)
    with TemporaryDirectory() as folder, patch.multiple(pipeline, STEP=step), patch.object(link, "MONTHS", most):
        store = Store.open(Path(folder) / "x.book")
        for piece in range(pieces):
            add(store, made[piece::pieces])
        assert incidents_of(store) == at_once(store)
        store.close()


@SLOW
@given(st.integers(0, 2**16), st.integers(1, 3))
def test_what_is_rare_again_joins_as_if_it_never_had_been_common(seed: int, most: int) -> None:
    """Some reports are read anew by a reader that finds fewer incidents, so that months are gone; and back."""
    made = history(seed)
    half = pipeline.Plan(storyteller.read_half, "half 1")
    with TemporaryDirectory() as folder, patch.multiple(pipeline, STEP=3), patch.object(link, "MONTHS", most):
        store = Store.open(Path(folder) / "x.book")
        for some, plan in ((made, PLAN), (made[::2], half), (made, half), (made[1::2], PLAN)):
            pipeline.add_reports(store, some, plan)
            assert incidents_of(store) == at_once(store)
        store.close()


@SLOW
@given(st.integers(0, 2**16), st.integers(1, 3), st.integers(1, 5))
def test_copies_that_tell_more_or_less_than_their_first_join_as_at_once(seed: int, pieces: int, step: int) -> None:
    """Two readers find more and less in a text by its length, so a full stop makes a copy that tells otherwise."""
    first = storyteller.crowd(8, seed, VAGUE)
    made = first + [story(f"copy-{n}.txt", one.text + "." * (n % 2), one.published) for n, one in enumerate(first)]
    random.Random(seed).shuffle(made)
    half = pipeline.Plan(storyteller.read_half, "half 1")
    with TemporaryDirectory() as folder, patch.multiple(pipeline, STEP=step, CLUSTERED=step, SETTLED=step, FILED=step):
        store = Store.open(Path(folder) / "x.book")
        for piece in range(pieces):
            pipeline.add_reports(store, made[piece::pieces], half)
        assert incidents_of(store) == at_once(store)
        for some, plan in ((made[::2], PLAN), (made, half), (made[1::2], PLAN)):
            pipeline.add_reports(store, some, plan)
            assert incidents_of(store) == at_once(store)
        store.close()


def test_a_story_that_the_wire_repeats_is_compared_once(tmp_path: Path) -> None:
    """Each copy brings one pair, however many there are; what one of them tells is filed, the others stand with it."""
    text = storyteller.crowd(1, 3)[0].text
    others = [story(f"other-{n}.txt", LINE.format("2024-08-23", n), "2024-08-24") for n in (5, 6, 7)]
    repeated = [story(f"{n:02d}.txt", text, "2024-08-24") for n in range(40)]
    told = len(storyteller.read(repeated[0]).incidents)
    store = Store.open(tmp_path / "x.book")
    add(store, [repeated[0], *others])
    alone, filed = ties(store), where_filed(store)
    assert alone["known"] and not alone["copy"]
    add(store, repeated[1:])
    assert ties(store) == alone + Counter(copy=39 * told)
    assert where_filed(store) == filed
    store.close()


def test_what_is_linked_anew_takes_its_copies_along(tmp_path: Path) -> None:
    """As after a judgement of what the first tells alone: its copies are not read anew, but follow it again."""
    text = storyteller.crowd(1, 3)[0].text
    repeated = [story(f"{n:02d}.txt", text, "2024-08-24") for n in range(5)]
    store = Store.open(tmp_path / "x.book")
    add(store, repeated)
    before = incidents_of(store), ties(store)
    first = min(one.id for one in repeated)
    with store.write() as connection:
        links.unlink(connection, [first])
        todo.mark(connection, "links", [first])
    pipeline.finish(store)
    assert (incidents_of(store), ties(store)) == before
    store.close()


def test_a_late_first_takes_over_all_its_copies_at_once(tmp_path: Path) -> None:
    """However many there are: each by itself would look at the whole incident, of which they all are."""
    text = LINE.format("2024-08-23", 12)
    asked: dict[int, int] = {}
    for number in (4, 16):
        copied = [story(f"{n:02d}.txt", text + "." * n, "2024-08-24") for n in range(number)]
        late = story("late.txt", text + "!", "2024-08-23")
        store = Store.open(tmp_path / f"{number}.book")
        add(store, copied)
        statements = told(store)
        add(store, [late])
        asked[number] = len(statements)
        with store.read() as connection:
            assert set(links.origins(connection, [one.id for one in copied]).values()) == {late.id}
        assert ties(store) == Counter(copy=number)
        assert [len(members) for members in incidents_of(store)] == [number + 1]
        store.close()
    assert asked[16] == asked[4]


def told(store: Store) -> list[str]:
    """The statements that the store's connections run from now on."""
    found: list[str] = []

    @event.listens_for(store._engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    return found


def ties(store: Store) -> Counter[str | None]:
    """The number of the book's pairs of each tie."""
    with store.read() as connection:
        return Counter(connection.scalars(select(schema.pairs.c.tie)))


def where_filed(store: Store) -> Counter[str]:
    """The number of tellings filed under each key, without those that name the report."""
    with store.read() as connection:
        return Counter(key for key in connection.scalars(select(schema.block_keys.c.key)) if key[0] != "c")


def test_evidence_that_many_months_hold_is_passed_over_and_that_of_one_month_is_not() -> None:
    """A hundred tellings of one incident leave its toll as evidence; the same toll in seven months does not."""
    often = [f"2024-{month:02d}-14" for month in range(1, 9)]
    for days, found in ((often, True), (["2024-03-14"] * 100, False)):
        told = [story(f"{n}.txt", LINE.format(day, 12), day) for n, day in enumerate(days)]
        nodes = [node for one in told for node in link.nodes(one, storyteller.read(one))]
        assert bool(link.crowded(nodes)) is found


def test_what_is_vague_never_makes_one_of_two_known_days(tmp_path: Path) -> None:
    """However many undated tellings of a town there are, its incidents stay apart, and no chain runs through them."""
    days = [f"2024-{month:02d}-{day:02d}" for month in (3, 4, 5) for day in (4, 14, 24)]
    known = [story(f"k{n}.txt", LINE.format(day, 12), day) for n, day in enumerate(days)]
    vague = [story(f"v{n}.txt", LINE.format("?", 12)) for n in range(12)]
    store = Store.open(tmp_path / "x.book")
    add(store, [*known, *vague])
    with store.read() as connection:
        told = list(connection.scalars(select(schema.local_incidents.c.id)))
        held = cores.within(connection, cores.cores_of(connection, told).values())
    assert sorted(len(members) for members in held.values()) == [1] * len(days)
    home = [group for group in incidents_of(store) for one in known if any(m.startswith(one.id) for m in group)]
    assert len(home) == len(set(home)) == len(days)
    store.close()
