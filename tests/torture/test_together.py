"""Some seconds of what ``make torture`` does for two minutes: eight writers and eight readers at one book."""

from __future__ import annotations

import pytest

from tests.torture.together import together


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
def test_many_at_once_make_what_one_would_have_made(place: str) -> None:
    outcome = together(place, seconds=6)
    assert outcome.wrong == ()
    assert outcome.reports > 0 and outcome.looks >= outcome.readers
