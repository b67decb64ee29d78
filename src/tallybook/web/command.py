"""The filter of a view as a command line that gives the same incidents."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from tallybook.web.wanted import Filter

_MANY = (
    "country", "region", "month", "type", "group", "status", "harm", "victims", "disagreement", "review", "missing",
)  # fmt: skip
_ONE = (("part_of", "part-of"), ("from_", "from"), ("to", "to"), ("min", "min"), ("bbox", "bbox"), ("text", "text"))


def command(book: str, wanted: Filter, sort: str = "date", order: str = "desc") -> str:
    """``tallybook incidents BOOK ...`` with the filter's words, quoted for a shell."""
    return shlex.join(("tallybook", "incidents", book, *_options(wanted), *_order(sort, order)))


def _options(wanted: Filter) -> Iterator[str]:
    for name in _MANY:
        yield from (f"--{name}={value}" for value in getattr(wanted, name))
    if len(set(wanted.background)) == 1:
        yield f"--background={wanted.background[0]}"
    for name, option in _ONE:
        if getattr(wanted, name) is not None:
            yield f"--{option}={getattr(wanted, name)}"


def _order(sort: str, order: str) -> Iterator[str]:
    if sort != "date":
        yield f"--sort={sort}"
    if order != "desc":
        yield f"--order={order}"
