"""What every policy makes of an incident, beside each other, as ``tallybook why --policies`` prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tallybook.cli import screen

if TYPE_CHECKING:
    from tallybook.api import Book
    from tallybook.records import Estimate

NONE = "-"


class Row(NamedTuple):
    """One harm and class of victims with the estimate of each policy; None where its rule gives none."""

    harm: str
    victims: str
    by_policy: dict[str, Estimate | None]


def rows(book: Book, incident: str, harm: str | None, victims: str | None) -> list[Row]:
    """A row for each harm and class that any policy has an estimate for. Raises as ``Book.why`` does."""
    book.why(incident, harm, victims)
    found = book.estimates(incident)
    keys = dict.fromkeys((h, v) for figures in found.values() for h, classes in figures.items() for v in classes)
    wanted = [(h, v) for h, v in keys if _is(harm, h) and _is(victims, v)]
    return [Row(h, v, {policy: figures.get(h, {}).get(v) for policy, figures in found.items()}) for h, v in wanted]


def _is(asked: str | None, name: str) -> bool:
    return asked is None or asked.strip().casefold().replace("-", "_").replace(" ", "_") == name


def as_json(found: Sequence[Row]) -> str:
    """The rows as one JSON object a line."""
    from tallybook.export.jsonl import estimate_object

    lines = (
        {
            "harm": row.harm,
            "victims": row.victims,
            "policies": {policy: estimate_object(one) if one else None for policy, one in row.by_policy.items()},
        }
        for row in found
    )
    return "\n".join(map(screen.as_json, lines))


def printed(found: Sequence[Row]) -> str:
    """A table of low-best-high, and below it each policy's reasons."""
    if not found:
        return "no figures: nobody gives a number for this incident"
    head = ("", *found[0].by_policy)
    cells = [(_name(row), *(screen.bounds(one) if one else NONE for one in row.by_policy.values())) for row in found]
    return "\n".join([screen.table(head, cells), *_reasons(found)])


def _reasons(found: Sequence[Row]) -> Iterator[str]:
    for row in found:
        yield f"\n{_name(row)}"
        for policy, one in row.by_policy.items():
            told = one.why if one else "no estimate: the rule counts none of these figures"
            yield screen.paragraph(told, " " * 10, f"  {policy:<8}")


def _name(row: Row) -> str:
    return f"{row.harm} {screen.VICTIM_WORDS[row.victims]}"
