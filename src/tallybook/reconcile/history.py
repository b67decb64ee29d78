"""How a toll moved: what each speaker said on which day, and what stood at the end of each day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.ledger import entries, ledger
from tallybook.reconcile.members import Member
from tallybook.reconcile.policies import POLICIES
from tallybook.records import HARMS, VICTIMS, Harm, Victims


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on its day: who says it in which report, and whether it stands in the end.

    ``day`` is the day of publication; an undated report is placed on the day whose reports tell as high a toll, and
    ``is_placed`` then is True. ``day`` is None where no report of the incident is dated. ``why`` says why a figure
    does not stand.
    """

    day: str | None
    is_placed: bool
    claim: str
    report: str
    speaker: str
    low: int | None
    high: int | None
    stands: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """What the estimate was at the end of a day."""

    day: str
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Toll:
    """The history of one harm and class of victims: the figures told, the earliest first, and the estimate by days."""

    harm: Harm
    victims: Victims
    points: tuple[Point, ...]
    standing: tuple[Stand, ...]


def history(members: Iterable[Member], policy: str = "latest") -> tuple[Toll, ...]:
    """How each toll of an incident moved, under a policy; pure, and the order of members changes nothing.

    A day's estimate is made of what was published up to its end; days that change nothing are there too, so that a
    toll which was confirmed can be told from one that nobody spoke of. Raises ``KeyError`` for an unknown policy.
    """
    found = entries(members)
    told = {(entry.claim.harm, entry.claim.victims) for entry in found}
    tolls = (_toll(found, h, v, policy) for h in HARMS for v in VICTIMS if (h, v) in told)
    return tuple(toll for toll in tolls if toll.points)


def _toll(found: Sequence[Entry], harm: Harm, victims: Victims, policy: str) -> Toll:
    mine = [entry for entry in found if (entry.claim.harm, entry.claim.victims) == (harm, victims)]
    book = ledger(mine, harm, victims)
    counted = {claim for entry in book.counted for claim in entry.ids}
    reasons = {claim: reason for entry, reason in book.left_out for claim in entry.ids}
    whole = [entry for entry in mine if entry.claim.scope == "whole" or entry.claim.id in counted]
    points = tuple(_point(entry, entry.claim.id in counted, reasons.get(entry.claim.id, "")) for entry in whole)
    days = sorted({day for entry in whole if (day := _day(entry))})
    standing = (_stand(mine, harm, victims, policy, day) for day in days)
    return Toll(harm, victims, points, tuple(stand for stand in standing if stand is not None))


def _point(entry: Entry, stands: bool, why: str) -> Point:
    claim, report = entry.claim, entry.member.report.id
    who = entry.voice.said
    return Point(_day(entry), not entry.day, claim.id, report, who, claim.low, claim.high, stands, why)


def _day(entry: Entry) -> str | None:
    return entry.placed[:10] or None


def _stand(mine: Sequence[Entry], harm: Harm, victims: Victims, policy: str, day: str) -> Stand | None:
    by_then = [entry for entry in mine if (told := _day(entry)) is not None and told <= day]
    estimate = POLICIES[policy](ledger(by_then, harm, victims))
    return None if estimate is None else Stand(day, estimate.low, estimate.best, estimate.high)
