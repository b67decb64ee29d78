"""Readers by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallybook import readers
from tallybook.errors import MissingPart, UsageError
from tallybook.read.neural import network


@pytest.mark.parametrize("name", ["rules"])
def test_every_reader_that_a_setting_can_name_is_there(name: str) -> None:
    assert callable(readers.named(name))


def test_a_learned_reader_without_its_weights_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(network, "FOLDER", tmp_path)
    network.network.cache_clear()
    with pytest.raises(MissingPart, match="weights") as raised:
        readers.named("hybrid")
    assert "--reader rules" in raised.value.next
    network.network.cache_clear()


def test_an_unknown_reader_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="'oracle'") as raised:
        readers.named("oracle")
    assert "rules" in raised.value.next
