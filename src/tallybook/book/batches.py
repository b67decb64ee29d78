"""Long lists in short stretches: a statement takes only so many values, a transaction only so many rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

VALUES = 500
"""How many values one statement names: under the least that any supported database takes."""


def batches(items: Iterable[T], size: int = VALUES) -> Iterator[list[T]]:
    """The items in lists of at most ``size``, in order."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
