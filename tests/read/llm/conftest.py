"""A model to ask, and a clock that waits for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tallybook.settings import ENV_LLM_KEY
from tests.read.llm.misbehaving import Hands, Model, running


@pytest.fixture
def model() -> Iterator[Model]:
    """A model's server of the test's own."""
    with running() as model:
        yield model


@pytest.fixture
def hands() -> Hands:
    """The hands of the clock that the reader sees."""
    return Hands()


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENV_LLM_KEY, raising=False)
