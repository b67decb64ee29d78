"""What a report's figures cover, seen together: parts of larger numbers, wider totals, one side's losses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from tallybook.read import people
from tallybook.read.found import Found
from tallybook.read.wordlists import words
from tallybook.records import Harm, Scope, Victims


class Told(Protocol):
    """Of which incident what stands at an offset is told, and how much of it."""

    def key_at(self, start: int) -> str: ...
    def scope_at(self, start: int) -> Scope | None: ...


_MORE = frozenset(("another", "further", "additional", "a"))
_LEAD = 3
"""Sentences, the headline's among them, that tell what a report is about."""
_INCIDENT = frozenset(("attack", "massacre", "raid", "strike", "bombing", "assault", "siege", "blast"))
_THOUSANDS, _BEYOND = 1000, 200
_THEIRS = frozenset(("them", "its", "their", "his", "her"))
_NEAR = 12
"""Words between somebody and those with them at most."""


def settled(found: Sequence[Found], told: Told | None = None) -> list[Found]:
    """The findings of a report with the scope and the class that the others give them.

    Where the incidents that are ``told`` of are known, a share is one of a number of its own incident.
    """
    return _one_sided(_widened(_beyond(_parted(found, told), told)))


def _one_sided(found: Sequence[Found]) -> list[Found]:
    """In a report that counts the losses of one force alone, its bare numbers count that force too."""
    told = [item.victims for item in found if item.candidate.victims is not None and item.scope != "part"]
    if len(told) < 2 or len(set(told)) != 1 or told[0] not in ("security_force", "armed_group"):
        return list(found)
    return [
        replace(item, victims=told[0])
        if item.candidate.victims is None and item.victims == "unspecified" and item.candidate.sort == "bare"
        else item
        for item in found
    ]


def _beyond(found: Sequence[Found], told: Told | None) -> list[Found]:
    """In passing a report tells the toll of the war: thousands, hundreds of times what its incident cost."""
    largest: dict[tuple[Harm, str | None], int] = {}
    for item in found:
        if item.scope == "whole" and _stated(item) < _THOUSANDS:
            of = _of(item, told)
            largest[of] = max(largest.get(of, 0), _stated(item))
    lead = {_stated(item) for item in found if item.harm == "killed" and item.sentence.index < _LEAD}
    return [
        replace(item, scope="wider")
        if item.scope == "whole"
        and item.harm == "killed"
        and _stated(item) not in lead
        and _INCIDENT.isdisjoint(item.sentence.words)
        and _stated(item) >= max(_THOUSANDS, _BEYOND * largest.get(_of(item, told), _stated(item)))
        else item
        for item in found
    ]


def _widened(found: Sequence[Found]) -> list[Found]:
    """A number that the report once calls a total over several incidents is that total wherever it is said."""
    totals = {(item.harm, item.victims, _stated(item)) for item in found if item.scope == "wider"}
    return [
        replace(item, scope="wider")
        if item.scope == "whole" and _stated(item) > 1 and (item.harm, item.victims, _stated(item)) in totals
        else item
        for item in found
    ]


def _parted(found: Sequence[Found], told: Told | None) -> list[Found]:
    """One person, or a kind of people, told apart from a larger number of the same harm is part of it."""
    largest: dict[tuple[Harm, str | None, Victims | None], int] = {}
    for item in found:
        if item.scope != "wider" and (told is None or told.scope_at(item.start) != "wider"):
            for of in ((*_of(item, told), None), (*_of(item, told), item.victims)):
                largest[of] = max(largest.get(of, 0), _stated(item))
    listed = _listed(found)
    out: list[Found] = []
    for index, item in enumerate(found):
        beside: tuple[Victims, Victims] = (item.victims, "unspecified")
        classes: tuple[Victims | None, ...] = (None,) if item.victims == "unspecified" else beside
        most = max(largest.get((*_of(item, told), victims), 0) for victims in classes)
        if item.scope == "whole" and (index in listed or _is_part(item, most)):
            item = replace(item, scope="part")
        elif item.scope == "part" and index not in listed and _stated(item) == most and _is_of_them(item):
            item = replace(item, scope="whole")
        out.append(item)
    return out


def _is_of_them(item: Found) -> bool:
    """ "The gunmen fled, but ten of them were killed": of people who are not harmed themselves."""
    lows, first, last, cue = item.sentence.lows, item.candidate.first, item.candidate.last, item.cue
    if cue is None or not any(one == "of" and two in _THEIRS for one, two in pairwise(lows[first : last + 1])):
        return False
    between = lows[last + 1 : cue.first] if cue.first > last else lows[cue.last + 1 : first]
    return all(word in words("passive") or word in words("perfect") for word in between)


def _of(item: Found, told: Told | None) -> tuple[Harm, str | None]:
    """The harm and the incident that a finding is about."""
    return item.harm, None if told is None else told.key_at(item.start)


def _is_part(item: Found, largest: int) -> bool:
    return _stated(item) < largest and (_told_apart(item) or _is_remainder(item, largest))


def _listed(found: Sequence[Found]) -> set[int]:
    """Neighbours in a list that count people of one class: "11 Marines, a sailor and a soldier" add up."""
    out: set[int] = set()
    for index, (left, right) in enumerate(pairwise(found)):
        if left.sentence is not right.sentence or left.harm != right.harm or left.victims != right.victims:
            continue
        if left.victims == "unspecified" or left.candidate.share or right.candidate.share:
            continue
        lows = [token.low for token in left.sentence.tokens[left.candidate.last + 1 : right.candidate.first]]
        if lows in ([","], ["and"], [",", "and"], ["as", "well", "as"]) or _are_companions(left, right, lows):
            out |= {index, index + 1}
    return out


def _are_companions(left: Found, right: Found, between: list[str]) -> bool:
    """ "The chairman of the council and six of his guards": those with the one who is told first."""
    phrase = right.sentence.tokens[right.candidate.first : right.candidate.last + 1]
    theirs = any(token.low in ("his", "her", "their") for token in phrase)
    near = len(between) <= _NEAR and between[-1:] in (["and"], ["with"])
    return theirs and near and left.candidate.sort in ("single", "named")


def _stated(item: Found) -> int:
    return item.candidate.low or item.candidate.high or 0


def _told_apart(item: Found) -> bool:
    return item.candidate.sort in ("single", "named") or people.is_subset(item.candidate.head)


def _is_remainder(item: Found, largest: int) -> bool:
    """ "The other 12 fatalities", "another two deaths" beside 127: what is added to, or left of, a larger number."""
    word = item.sentence.tokens[item.candidate.first].low
    return item.candidate.more and (word == "other" or (word in _MORE and _stated(item) * 5 < largest))
