"""JSON that is nested deep: the same on every Python."""

from __future__ import annotations

import json

import pytest

from tallybook.gather import nested


@pytest.mark.parametrize("depth", [nested.MOST_DEEP + 1, 1_500, 5_000, 200_000])
@pytest.mark.parametrize(("left", "right"), [("[", "]"), ('{"a":', "}")])
def test_what_is_nested_too_deep_is_refused_at_the_same_depth_everywhere(depth: int, left: str, right: str) -> None:
    with pytest.raises(ValueError, match="nested over 200 deep"):
        nested.loaded(left * depth + "1" + right * depth)


@pytest.mark.parametrize("text", ["1", "[]", "{}", '{"a": [1, {"b": null}]}', "[" * 200 + "]" * 200])
def test_what_is_not_is_read_as_it_stands(text: str) -> None:
    assert nested.loaded(text) == json.loads(text)


def test_what_is_no_json_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        nested.loaded(b"{")
