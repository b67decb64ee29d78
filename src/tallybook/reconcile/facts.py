"""What is no figure: when, where, what kind, who did it, who denies, confirms, condemns, and the standing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from tallybook.reconcile.members import Member
from tallybook.reconcile.voices import actor, plain
from tallybook.records import Confirmation, Denial, Place, Reaction, Responsibility, Status

T = TypeVar("T")
_FINENESS = {"exact": 4, "near": 3, "adm2": 2, "adm1": 1, "country": 0}
_NOT_THE_EVENT = re.compile(
    r"\b(?:responsib|involve|behind|blame|toll|charge|findings|accus|number|role|report\b|orchestrat|mastermind)"
)
"""Words of a denial or confirmation that is about who did it or what was counted, not whether it happened."""
_CHANGE = {"released": "People freed", "surrendered": "Surrender"}
"""What a change of a group or its activity is called by the harm that it has figures of."""


def most(values: Iterable[T], weight: Callable[[T], Any] = str) -> T | None:
    """The commonest value; of equally common ones the one of most weight, then the first in order of words."""
    counts = Counter(values)
    if not counts:
        return None
    ordered = sorted(counts, key=str)
    return max(ordered, key=lambda value: (counts[value], weight(value)))


def names(values: Iterable[str]) -> tuple[str, ...]:
    """Names in order of words, each once whatever its case, accents and article."""
    found: dict[str, str] = {}
    for value in sorted(values):
        key = plain(value).removeprefix("the ")
        if key:
            found.setdefault(key, value)
    return tuple(sorted(found.values()))


def when(members: tuple[Member, ...]) -> tuple[str | None, str | None]:
    """The start and end that most dated reports tell, full dates before months before years.

    An undated report gives no date, but its words ("on Friday") speak for one of those told.
    """
    dated = [member.local for member in members if member.local.start]
    longest = max((len(local.start or "") for local in dated), default=0)
    full = [local for local in dated if len(local.start or "") == longest]
    told = [local.start or "" for local in full]
    words = [member.local.date_said for member in members if not member.local.start and member.local.date_said]
    start = most([*told, *(day for day in dict.fromkeys(told) for said in words if _names(said, day))], weight=_earlier)
    if start is None:
        return None, None
    ends = [local.end for local in full if local.end and local.end >= start and len(local.end) == longest]
    return start, most(ends)


def _names(said: str, day: str) -> bool:
    """Whether words without a year name a full date: its weekday, or its month and day.

    >>> _names("on Friday night", "2021-06-04"), _names("the Aug. 26 attack", "2021-08-26"), _names("Friday", "2021-06")
    (True, True, False)
    """
    if len(day) < 10:
        return False
    when, low = date.fromisoformat(day), said.lower()
    month = rf"{_MONTHS[when.month - 1]}[a-z]*\.?"
    number = rf"{when.day}(?:st|nd|rd|th)?"
    return _WEEKDAYS[when.weekday()] in low or bool(re.search(rf"\b(?:{month} {number}|{number} {month})\b", low))


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _earlier(text: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text)


def date_why(members: tuple[Member, ...], start: str | None) -> tuple[str | None, bool]:
    """Which reports tell the date, and whether an undated report takes it from them (its date is then inferred)."""
    if start is None:
        said = sorted({m.local.date_said for m in members if m.local.date_said})
        quoted = ", ".join(f'"{words}"' for words in said)
        return (f"undated: the reports say only {quoted}" if said else "undated"), False
    tell = [m.report.path for m in members if m.local.start == start]
    lack = [m.report.path for m in members if not m.local.start]
    told = f"told by {_listed(tell)}"
    return (f"{told}; inferred from these for {_listed(lack)}" if lack else told), bool(lack)


def _listed(paths: list[str]) -> str:
    ordered = sorted(set(paths))
    return ", ".join(ordered[:4]) + (f" and {len(ordered) - 4} more" if len(ordered) > 4 else "")


def where(members: tuple[Member, ...]) -> Place | None:
    """The place that most reports tell at the finest precision told; for a wave the one that most tell."""
    told = [member.local.place for member in members if member.local.place]
    if not told:
        return None
    if not any(member.local.wave for member in members):
        finest = max(_fineness(place) for place in told)
        told = [place for place in told if min(2, _fineness(place)) == min(2, finest)]
    name = most([place.name for place in told])
    return most([place for place in told if place.name == name], weight=_known)


def _fineness(place: Place) -> int:
    return _FINENESS[place.precision] if place.lat is not None else 0


def _known(place: Place) -> tuple[bool, int]:
    return place.lat is not None, _fineness(place)


def sites(members: tuple[Member, ...]) -> tuple[Place, ...]:
    """All places named for the incident, each name once."""
    found: dict[str, Place] = {}
    for place in sorted((p for m in members for p in m.local.places), key=lambda p: (plain(p.name), not p.lat, str(p))):
        found.setdefault(plain(place.name), place)
    return tuple(found.values())


def kind(members: tuple[Member, ...]) -> str | None:
    """The type that most reports tell."""
    return most([member.local.type for member in members if member.local.type])


def title(what: str | None, place: Place | None, harms: Iterable[str] = ()) -> str:
    """What and where in a few words; ``harms`` are those that it has figures of.

    >>> title("Remote explosive/landmine/IED", None), title("Change to group/activity", None, ["released"])
    ('Remote explosive, landmine or IED', 'People freed')
    """
    *first, last = (what or "incident").split("/")
    what = f"{', '.join(first)} or {last}" if first else last
    if what == "Change to group or activity":
        what = next((_CHANGE[harm] for harm in harms if harm in _CHANGE), what)
    what = what[:1].upper() + what[1:]
    return f"{what} in {place.name}" if place and place.name else what


def groups_of(members: tuple[Member, ...], mode: str) -> tuple[str, ...]:
    """The groups that claimed it, are blamed for it, or deny having done it."""
    return names(c.group for m in members for c in m.claims if isinstance(c, Responsibility) and c.mode == mode)


def deniers(members: tuple[Member, ...]) -> tuple[str, ...]:
    """Who denies the event or having done it; an office that is named with its holder is not named again."""
    found = names((*(denial.by for denial in _denials(members)), *groups_of(members, "denied")))
    return tuple(name for name in found if not any(plain(other).endswith(f" {plain(name)}") for other in found))


def confirmers(members: tuple[Member, ...]) -> tuple[str, ...]:
    """Who confirms that it happened; to confirm who was behind it is not that."""
    confirmed = (claim for member in members for claim in member.claims if isinstance(claim, Confirmation))
    return names(claim.by for claim in confirmed if not _NOT_THE_EVENT.search(claim.of.lower()))


def condemners(members: tuple[Member, ...]) -> tuple[str, ...]:
    """Who condemned it: states and organisations under one name each."""
    reactions = (c for m in members for c in m.claims if isinstance(c, Reaction) and c.action == "condemn")
    return names(actor(reaction.actor) for reaction in reactions)


def _denials(members: tuple[Member, ...]) -> Iterator[Denial]:
    for member in members:
        yield from (claim for claim in member.claims if isinstance(claim, Denial))


def status(members: tuple[Member, ...]) -> Status:
    """Disputed where someone denies that it happened what others tell, denied where nobody else tells it,
    confirmed where a further voice confirms it, else reported."""
    if any(not _NOT_THE_EVENT.search(denial.of.lower()) for denial in _denials(members)):
        told = any(not isinstance(claim, Denial) for member in members for claim in member.claims)
        return "disputed" if told else "denied"
    return "confirmed" if confirmers(members) else "reported"
