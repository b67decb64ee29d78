"""Reading what a model gave: one shape is taken, everything else is dropped, and nothing raises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read.llm.answer import MOST_ROWS, Answer, parse

ROW = {"quote": "12 people died", "number": "12 people", "harm": "killed", "low": 12, "high": 12}
GIVEN = json.dumps({"violence": True, "figures": [ROW]})


@pytest.mark.parametrize(
    "content",
    [
        GIVEN,
        f"```json\n{GIVEN}\n```",
        f"```\n{GIVEN}\n```\nI hope that this helps.",
        f"Here is the {{object}} that you asked for: {GIVEN}",
        f'<think>Is it {{"violence": false}}?</think>{GIVEN}',
    ],
)
def test_the_object_is_found_in_fences_and_talk(content: str) -> None:
    answer = parse(content)
    assert answer is not None
    assert [(row.number, row.harm, row.low) for row in answer.figures] == [("12 people", "killed", 12)]


@pytest.mark.parametrize(
    "content",
    [
        "", "I cannot help with that.", GIVEN[:-2], GIVEN[:40], "[]", "{}", '{"claims": 3}', "null", "{" * 100_000,
        '{"figures": ' + "[" * 100_000, '{"figures": [' + "9" * 10_000 + "]}",
    ],
)  # fmt: skip
def test_what_is_no_answer_gives_none(content: str) -> None:
    assert parse(content) is None


def test_a_report_without_violence_needs_no_lists() -> None:
    assert parse('{"violence": false}') == Answer(violence=False)


@pytest.mark.parametrize(
    "change",
    [{"quote": None}, {"quote": " "}, {"number": 12}, {"harm": "slain"}, {"harm": ["killed"]}, {"harm": None}],
)
def test_a_row_without_what_a_figure_needs_is_dropped(change: dict[str, Any]) -> None:
    assert parse(json.dumps({"figures": [{**ROW, **change}, "12", None, 3]})) == Answer(violence=True)


@pytest.mark.parametrize(
    ("given_low", "low"),
    [(12, 12), ("12", 12), ("1,200", 1200), (None, None), (True, None), (-1, None), (1.5, None), (10**30, None),
     ("9" * 30, None), ("12 men", None), ([12], None)],
)  # fmt: skip
def test_a_bound_is_a_whole_number_of_people_or_none(given_low: Any, low: int | None) -> None:
    answer = parse(json.dumps({"figures": [{**ROW, "low": given_low}]}))
    assert answer is not None and answer.figures[0].low == low


def test_words_that_the_records_do_not_know_count_as_not_said() -> None:
    row = {**ROW, "victims": {}, "scope": "global", "combined": "killed", "speaker_kind": "king"}
    answer = parse(json.dumps({"figures": [row]}))
    assert answer is not None
    [figure] = answer.figures
    assert (figure.victims, figure.scope, figure.combined, figure.speaker_kind) == (None, None, None, None)


def test_no_more_rows_are_looked_at_than_a_report_can_hold() -> None:
    answer = parse(json.dumps({"figures": [ROW] * (MOST_ROWS + 50)}))
    assert answer is not None and len(answer.figures) == MOST_ROWS


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["quote", "number", "harm", "figures", "mode", "by"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["violence", "figures", "responsibility", "denials", "reactions"]), _VALUES))
def test_no_shape_of_an_answer_raises(found: dict[str, Any]) -> None:
    parse(json.dumps(found))
