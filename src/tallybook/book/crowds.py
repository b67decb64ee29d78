"""Which pieces of evidence too many months of one area hold, kept beside the keys that they are found by. Derived."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from tallybook import link
from tallybook.book.batches import batches
from tallybook.book.schema import block_keys, crowds


def passed_over(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of these pieces of evidence that are none."""
    found: set[str] = set()
    for batch in batches(sorted(set(keys))):
        found.update(connection.scalars(select(crowds.c.key).where(crowds.c.key.in_(batch))))
    return found


def grown(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of these that have become crowded; they are noted as such."""
    asked = set(keys)
    found = _crowded(connection, asked - passed_over(connection, asked))
    for batch in batches(sorted(found)):
        connection.execute(insert(crowds), [{"key": key} for key in batch])
    return found


def thinned(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those of these that are crowded no longer; they are evidence again."""
    asked = passed_over(connection, keys)
    found = asked - _crowded(connection, asked)
    for batch in batches(sorted(found)):
        connection.execute(delete(crowds).where(crowds.c.key.in_(batch)))
    return found


def _crowded(connection: Connection, keys: Iterable[str]) -> set[str]:
    months = func.count(block_keys.c.month.distinct())
    rows = select(block_keys.c.key).group_by(block_keys.c.key).having(months > link.MONTHS)
    found: set[str] = set()
    for batch in batches(sorted(keys)):
        found.update(connection.scalars(rows.where(block_keys.c.key.in_(batch))))
    return found
