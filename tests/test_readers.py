"""Readers by name."""

from __future__ import annotations

import pytest

from tallybook import readers
from tallybook.errors import UsageError
from tallybook.settings import READERS


@pytest.mark.parametrize("name", READERS)
def test_every_reader_that_a_setting_can_name_is_there(name: str) -> None:
    assert callable(readers.named(name))


def test_an_unknown_reader_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="'oracle'") as raised:
        readers.named("oracle")
    assert "rules" in raised.value.next
