"""What a terminal is shown: text made safe, tolls, tables.

Words from reports are somebody else's: no character of theirs may move the cursor, colour, hide or reorder text.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tallybook.errors import TallybookError
    from tallybook.records import Estimate, Incident, Place

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACE = re.compile(r"\s+")
SHORT_ID = 10
"""Letters of an id that a table shows: they are enough to name it in nearly every book."""
WIDE = 120
VICTIM_WORDS = {
    "security_force": "security forces",
    "armed_group": "fighters",
    "civilian": "civilians",
    "unspecified": "people",
}
ONE_VICTIM = {
    **VICTIM_WORDS,
    "security_force": "of the security forces",
    "civilian": "civilian",
    "unspecified": "person",
}


def clean(text: str) -> str:
    """The text with every control and reordering character replaced.

    >>> clean("a" + chr(27) + "[2Jb")
    'a\ufffd[2Jb'
    """
    return _UNSAFE.sub("\ufffd", text)


def line(text: str | None) -> str:
    """The text on one line, safe to print; nothing for None."""
    return clean(_SPACE.sub(" ", text or "")).strip()


def complain(error: TallybookError) -> None:
    """An error on standard error: what is wrong, and below it what to type next."""
    click.echo(f"tallybook: {clean(error.what)}", err=True)
    if error.next:
        click.echo(f"  {clean(error.next)}", err=True)


def as_json(row: Any) -> str:
    """A JSON object on one line, in ASCII: nothing in it can act on a terminal."""
    return json.dumps(row)


def width() -> int:
    """How many letters a line may have."""
    return max(60, shutil.get_terminal_size((WIDE, 24)).columns if sys.stdout and sys.stdout.isatty() else WIDE)


def paragraph(text: str, indent: str = "", first: str | None = None) -> str:
    """The text filled to the width, its later lines indented."""
    return textwrap.fill(
        line(text), width(), initial_indent=indent if first is None else first, subsequent_indent=indent
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows under their heads, as wide as their cells; the last column is filled below itself."""
    held = [tuple(line(cell) for cell in row) for row in rows]
    wide = [max(len(row[i]) for row in (tuple(head), *held)) for i in range(len(head) - 1)]
    return "\n".join(_row(row, wide) for row in (tuple(head), *held))


def _row(row: Sequence[str], wide: Sequence[int]) -> str:
    fixed = "".join(cell.ljust(w) + "  " for cell, w in zip(row, wide, strict=False))
    room = max(20, width() - len(fixed))
    return "\n".join(
        (fixed if number == 0 else " " * len(fixed)) + part
        for number, part in enumerate(textwrap.wrap(row[-1], room) or [""])
    ).rstrip()


def bounds(estimate: Estimate) -> str:
    """Low-best-high, or one number where all three agree; an open end is ``?``.

    >>> from tallybook.records import Estimate
    >>> bounds(Estimate(15, 22, 22, (), "")), bounds(Estimate(3, 3, 3, (), ""))
    ('15-22-22', '3')
    """
    found = ["?" if end is None else str(end) for end in (estimate.low, estimate.best, estimate.high)]
    return found[0] if len(set(found)) == 1 else "-".join(found)


def tolls(incident: Incident) -> str:
    """All estimates of an incident on one line: harm by harm, low-best-high by victims."""
    return "; ".join(
        f"{harm}: " + ", ".join(f"{bounds(each)} {VICTIM_WORDS[victims]}" for victims, each in by_victims.items())
        for harm, by_victims in incident.figures.items()
    )


def place(where: Place | None) -> str:
    """A place's name and country."""
    return ", ".join(part for part in (where.name, where.country) if part) if where else "?"


def days(incident: Incident) -> str:
    """An incident's date or dates; ``?`` where there is none, ``~`` before an inferred one."""
    if not incident.start:
        return "?"
    sign = "~" if incident.date_inferred else ""
    ends = incident.end and incident.end != incident.start
    return f"{sign}{incident.start}" + (f" to {incident.end}" if ends else "")


def number(count: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun.

    >>> number(1, "report"), number(1200, "report")
    ('1 report', '1,200 reports')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def none_of(nouns: str, filters: Mapping[str, object]) -> str:
    """What a list without rows says: nothing fits the filters, or there is nothing at all.

    >>> none_of("claims", {"kind": None}), none_of("claims", {"kind": "denial"})
    ('no claims yet', 'no claims fit')
    """
    return f"no {nouns} fit" if any(value is not None for value in filters.values()) else f"no {nouns} yet"
