"""Which figures of one report are parts of which: the rules that bind their intervals.

A total over several incidents is bound by nothing here: it may leave out the one that the report is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tallybook.reconcile.bounds import Interval, Rule, Solved, propagate
from tallybook.reconcile.members import Member
from tallybook.reconcile.voices import Voice, same_voice, voice_of
from tallybook.records import Figure

CLASSES = ("security_force", "armed_group", "civilian")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with the local incident that it is about and the voice that gives it."""

    claim: Figure
    member: Member
    voice: Voice

    @property
    def interval(self) -> Interval:
        """What the words allow."""
        return Interval(self.claim.low or 0, self.claim.high)


def told(members: Iterable[Member]) -> list[Told]:
    """The standing figures of the members of one report, in the order of the text; killed and wounded together are
    no count of either."""
    found = [Told(f, m, voice_of(m, f)) for m in members for f in m.figures if f.current and not f.combined]
    return sorted(found, key=lambda one: (one.claim.start, one.claim.end, one.claim.id))


def solved(members: Iterable[Member]) -> tuple[list[Told], Solved]:
    """The figures of the members of one report, and what its rules make of their intervals."""
    figures = told(members)
    return figures, propagate({one.claim.id: one.interval for one in figures}, rules(figures))


def floors(members: Iterable[Member]) -> dict[str, int]:
    """For each figure without a lower bound what its parts, told in the same report, make it at least."""
    found: dict[str, int] = {}
    for member in members:
        if any(figure.low is None for figure in member.figures):
            figures, outcome = solved([member])
            found |= {one.claim.id: outcome.intervals[one.claim.id].low for one in figures if one.claim.low is None}
    return found


def bound_to(start: Iterable[str], members: Sequence[Member]) -> list[Member]:
    """Of the members of one report those that rules may join to the members with the ids ``start``, these included.

    Rules join a wave and its sites, and the incidents of a stated sum; all that is joined by steps is joined.
    """
    joined = _joined(members)
    found, waiting = set[str](), [member.id for member in members if member.id in set(start)]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += joined.get(here, ())
    return [member for member in members if member.id in found]


def _joined(members: Sequence[Member]) -> dict[str, list[str]]:
    waves = {member.local.key: member.id for member in members}
    counted: dict[tuple[int, int], list[str]] = {}
    for member in members:
        for figure in member.figures:
            counted.setdefault((figure.start, figure.end), []).append(member.id)
    pairs = [(member.id, waves[wave]) for member in members if (wave := member.local.part_of) in waves]
    for member in members:
        for span in (span for figure in member.figures for span in figure.sum_of):
            pairs += [(member.id, other) for other in counted.get((span.start, span.end), ())]
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def rules(figures: Sequence[Told]) -> Iterator[Rule]:
    """Every rule that one report's figures are held to, in the order of the text; each binds one voice's figures."""
    spans = {(one.claim.start, one.claim.end): one for one in reversed(figures)}
    near = _near(figures)
    for total in figures:
        same = [one for one in near(total) if _comparable(one, total)]
        yield from (Rule(total.claim.id, (one.claim.id,), why) for one in same if (why := _contained(one, total)))
        yield from _stated(total, spans)
        yield from _classes(total, same)
        yield from _sites(total, same)


def _near(figures: Sequence[Told]) -> Callable[[Told], list[Told]]:
    """The figures of an incident and of its sites, in the order of the text: no rule but a stated sum joins others.

    A list of hundreds of attacks has hundreds of thousands of pairs.
    """
    own: dict[str, list[tuple[int, Told]]] = {}
    sites: dict[str | None, list[tuple[int, Told]]] = {}
    for at, one in enumerate(figures):
        own.setdefault(one.member.id, []).append((at, one))
        sites.setdefault(one.member.local.part_of, []).append((at, one))

    def near(total: Told) -> list[Told]:
        found = {**dict(own[total.member.id]), **dict(sites.get(total.member.local.key, ()))}
        return [found[at] for at in sorted(found)]

    return near


def _comparable(part: Told, total: Told) -> bool:
    if part.claim.id == total.claim.id or part.claim.harm != total.claim.harm:
        return False
    of_a_class = part.claim.victims == total.claim.victims or total.claim.victims == "unspecified"
    return of_a_class and same_voice(part.voice, total.voice)


def _contained(part: Told, total: Told) -> str | None:
    """Why one figure cannot be larger than another, or None where it can."""
    if part.member.id == total.member.id and (part.claim.scope, total.claim.scope) == ("part", "whole"):
        return "a part is no more than the whole"
    return None


def _stated(total: Told, figures: Mapping[tuple[int, int], Told]) -> Iterator[Rule]:
    """A sum that the text itself states is exact."""
    spans = sorted({(span.start, span.end) for span in total.claim.sum_of})
    parts = tuple(figures[span].claim.id for span in spans if span in figures)
    if len(parts) > 1 and len(parts) == len(spans):
        yield Rule(total.claim.id, parts, "the report gives these as the parts of its total", exact=True)


def _classes(total: Told, same: Sequence[Told]) -> Iterator[Rule]:
    """The classes of victims are no more than the people; whether attackers are among these is seldom said."""
    if total.claim.victims != "unspecified" or total.claim.scope != "whole":
        return
    last = {
        one.claim.victims: one
        for one in same
        if one.claim.scope == "whole" and one.member.id == total.member.id and one.claim.victims in CLASSES
    }
    parts = tuple(last[name].claim.id for name in CLASSES if name in last and name != "armed_group")
    if len(parts) > 1:
        yield Rule(total.claim.id, parts, "the classes of victims are no more than the people")


def _sites(total: Told, same: Sequence[Told]) -> Iterator[Rule]:
    """The sites of a wave are together no more than the wave."""
    if total.claim.scope != "whole":
        return
    sites: dict[str, Told] = {}
    for one in same:
        if one.member.local.part_of == total.member.local.key and one.claim.victims == total.claim.victims:
            sites[one.member.id] = one
    parts = tuple(sites[site].claim.id for site in sorted(sites))
    if parts:
        which = "the sites are" if len(parts) > 1 else "a site is"
        yield Rule(total.claim.id, parts, f"{which} no more than the wave")
