"""What a change of the words changes in the reading: exactly what was changed, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.records import Figure
from tallybook.workers import Reader
from tests.metamorphic import pools
from tests.metamorphic.stories import STORIES, Story
from tests.metamorphic.told import Json, Style, Telling, Values, as_told, told

# A learned reader must give the same verdict on every run, so the examples are drawn alike each time.
some = partial(settings, derandomize=True, deadline=None, database=None)(max_examples=8)

POOLS: dict[str, Sequence[str]] = {
    "person": pools.PERSONS,
    "outlet": pools.OUTLETS,
    "speaker": tuple(pools.SPEAKERS),
    "city": tuple(pools.CITIES),
    "group": tuple(pools.groups()),
}
NAMES = attrgetter("name")
NAMED = [(story, kind) for story in STORIES for kind in POOLS if as_told(story).shape.keys(kind)]
NUMBERS = st.integers(2, 900)
STYLES: dict[str, Any] = {
    "digits": str,
    "British words": pools.in_words,
    "American words": partial(pools.in_words, british=False),
}


def with_slots(kind: str) -> pytest.MarkDecorator:
    """Runs a test for each story that has a slot of this kind."""
    return pytest.mark.parametrize("story", [story for story in STORIES if slots_of(story, kind)], ids=NAMES)


def slots_of(story: Story, kind: str) -> tuple[str, ...]:
    """A story's slots of one kind."""
    return as_told(story).shape.keys(kind)


@cache
def as_first_told(reader: Reader, story: Story) -> Json:
    """What a reader makes of a story's defaults, read once."""
    one = as_told(story)
    return told(reader(one.report()), one)


def says_the_same(reader: Reader, story: Story, other: Telling) -> None:
    """Holds that another telling of a story is read as the first one, but for what its slots hold."""
    assert told(reader(other.report()), other) == as_first_told(reader, story), other.filled().text


def in_step(values: Values, slots: Sequence[str], drawn: Sequence[Any]) -> Values:
    """The drawn values in the order of those that they stand for: the larger number stays the larger one."""
    ranks = sorted({values[slot] for slot in slots})
    stands_for = dict(zip(ranks, sorted(drawn), strict=True))
    return {**values, **{slot: stands_for[values[slot]] for slot in slots}}


@pytest.mark.parametrize("story", STORIES, ids=NAMES)
def test_each_story_is_read_as_a_careful_person_would(reader: Reader, story: Story) -> None:
    telling = as_told(story)
    filled, reading = telling.filled(), reader(telling.report())
    figures = [claim for claim in reading.claims if isinstance(claim, Figure)]
    slots = [filled.slots(figure.start, figure.end) for figure in figures]
    numbers = [next((slot.split()[1] for slot in found if slot.startswith("n ")), "-") for found in slots]
    assert tuple(f"{n} {f.harm} {f.victims}" for n, f in zip(numbers, figures, strict=True)) == story.figures


@pytest.mark.parametrize("story", [story for story in STORIES if story.figures], ids=NAMES)
def test_each_story_tells_who_said_it_where_and_when(reader: Reader, story: Story) -> None:
    """Every slot is read for what it is: without this a reader that reads nothing would pass all below."""
    one, reading = as_told(story), as_first_told(reader, story)
    places = {(incident["place"] or {}).get("place") for incident in reading["incidents"]}
    assert places.issuperset(one.shape.keys("city"))
    assert {incident["start"] for incident in reading["incidents"]}.issuperset(one.shape.keys("date"))
    assert {slot for incident in reading["incidents"] for slot in incident["groups"]}.issuperset(
        one.shape.keys("group")
    )
    spoken = [claim["speaker"] for claim in reading["claims"] if claim["kind"] == "figure" and claim["speaker"]]
    heard = {speaker["name"].strip("{}") for speaker in spoken if speaker["kind"] == "as drawn"}
    assert heard.issuperset(one.shape.keys("speaker"))


@pytest.mark.parametrize(("story", "kind"), NAMED, ids=lambda part: getattr(part, "name", part))
@given(data=st.data())
@some
def test_another_name_changes_the_name_alone(reader: Reader, story: Story, kind: str, data: st.DataObject) -> None:
    """A person, an outlet, a speaker (with its kind), a city (with its country and coordinates) or an armed group."""
    one = as_told(story)
    slots = one.shape.keys(kind)
    drawn = data.draw(st.lists(st.sampled_from(POOLS[kind]), min_size=len(slots), max_size=len(slots), unique=True))
    values = {**one.values, **dict(zip(slots, drawn, strict=True))}
    says_the_same(reader, story, replace(one, values=values))


@with_slots("n")
@given(data=st.data())
@some
def test_another_number_changes_the_bounds_alone(reader: Reader, story: Story, data: st.DataObject) -> None:
    one = as_told(story)
    slots = one.shape.keys("n")
    several = len({one.values[slot] for slot in slots})
    drawn = data.draw(st.lists(NUMBERS, min_size=several, max_size=several, unique=True))
    style = Style(number=STYLES[data.draw(st.sampled_from(list(STYLES)))])
    says_the_same(reader, story, replace(one, values=in_step(one.values, slots, drawn), style=style))


@with_slots("date")
@given(data=st.data())
@some
def test_another_day_changes_the_day_alone(reader: Reader, story: Story, data: st.DataObject) -> None:
    one = as_told(story)
    slots = one.shape.keys("date")
    days = [(date.fromisoformat(story.published) - timedelta(days=ago)).isoformat() for ago in range(9)]
    drawn = data.draw(st.lists(st.sampled_from(days), min_size=len(slots), max_size=len(slots), unique=True))
    style = Style(day=data.draw(st.sampled_from(pools.DAY_STYLES)))
    says_the_same(reader, story, replace(one, values=in_step(one.values, slots, drawn), style=style))


@with_slots("date")
@pytest.mark.parametrize("style", pools.DAY_STYLES)
def test_the_style_of_dates_changes_nothing(reader: Reader, story: Story, style: str) -> None:
    one = as_told(story)
    says_the_same(reader, story, replace(one, style=Style(day=style)))


@with_slots("uk")
def test_american_spelling_changes_nothing(reader: Reader, story: Story) -> None:
    one = as_told(story)
    american = Style(number=STYLES["American words"], day="us", spelling=1)
    says_the_same(reader, story, replace(one, style=Style(spelling=1)))
    says_the_same(reader, story, replace(one, style=american))


@pytest.mark.parametrize("story", STORIES, ids=NAMES)
@pytest.mark.parametrize("outlet", ["Reuters", "Al Jazeera"])
def test_the_outlet_that_publishes_it_changes_nothing(reader: Reader, story: Story, outlet: str) -> None:
    one = as_told(story)
    says_the_same(reader, story, replace(one, outlet=outlet))


@pytest.mark.parametrize("story", STORIES, ids=NAMES)
def test_the_order_of_two_independent_sentences_changes_nothing(reader: Reader, story: Story) -> None:
    one = as_told(story)
    says_the_same(reader, story, replace(one, swapped=True))


@pytest.mark.parametrize("story", STORIES, ids=NAMES)
@given(data=st.data())
@some
def test_all_at_once_changes_nothing_else(reader: Reader, story: Story, data: st.DataObject) -> None:
    """Every name, number and style is another one, and two sentences have traded places."""
    one = as_told(story)
    values = dict(one.values)
    for kind, pool in POOLS.items():
        slots = one.shape.keys(kind)
        drawn = data.draw(st.lists(st.sampled_from(pool), min_size=len(slots), max_size=len(slots), unique=True))
        values.update(zip(slots, drawn, strict=True))
    style = Style(
        STYLES[data.draw(st.sampled_from(list(STYLES)))],
        data.draw(st.sampled_from(pools.DAY_STYLES)),
        data.draw(st.integers(0, 1)),
    )
    says_the_same(reader, story, replace(one, values=values, style=style, swapped=True))
