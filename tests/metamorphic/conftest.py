"""The readers that every relation must hold for."""

from __future__ import annotations

import os

import pytest

from tallybook import readers
from tallybook.errors import MissingPart
from tallybook.workers import Reader

READERS = ("rules", "hybrid")
"""A further reader is a further name here."""

MUST = os.environ.get("REQUIRE_ALL") == "1"


@pytest.fixture(scope="session", params=READERS)
def reader(request: pytest.FixtureRequest) -> Reader:
    """One reader after another, but for those whose weights are not installed."""
    try:
        return readers.named(request.param)
    except MissingPart as error:
        if MUST:
            raise
        pytest.skip(f"{error.what} (REQUIRE_ALL=1 makes this an error)")
