"""Long answers a few rows at a time; one that is not read to its end is let go of at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select


def stream(connection: Connection, query: Select[Any], size: int = 500) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of a query, ``size`` of them in memory."""
    with connection.execute(query.execution_options(yield_per=size)) as found:
        yield from found
