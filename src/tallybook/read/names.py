"""Phrases that name an actor: where they begin and end beside a verb, a preposition or a comma."""

from __future__ import annotations

from typing import NamedTuple

from tallybook.read.roles import (
    ACTOR,
    AND,
    ARTICLE,
    BETWEEN,
    COMMA,
    CORE,
    MODIFIER,
    NAME,
    NUMBER,
    OWNER,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    STOP,
    TIME,
    UNKNOWN,
    Tagged,
)

_REACH = 4
_DROPPED = frozenset(("the", "a", "an", "this", "these", "those"))
_SOMEONE = frozenset((ACTOR, NAME, OWNER))
_AIMED = frozenset(("on", "against", "after", "before", "during", "over"))
"""Behind these stands what was done to whom and when, not whose people the actor is."""
_TRAILING = frozenset((COMMA, QUOTE, STOP, PREPOSITION, AND))


class Phrase(NamedTuple):
    """The tokens ``[first, last)`` of a sentence that name an actor; ``pronoun`` where it is only "he" or "it"."""

    first: int
    last: int
    pronoun: bool = False


def phrase_before(tagged: Tagged, low: int, end: int) -> Phrase | None:
    """The actor's phrase that ends at token ``end`` (exclusive) and begins no earlier than ``low``."""
    roles = tagged.roles
    last = _before_brackets(tagged, low, end)
    if last <= low:
        return None
    if roles[last - 1] == PRONOUN:
        return Phrase(last - 1, last, True)
    first = _group_start(roles, low, last)
    while first - 1 > low and _joins(tagged, first - 1, first):
        start = _group_start(roles, low, first - 1)
        if start >= first - 1:
            break
        first = start
    if first >= last:
        return None
    first = _over_places(roles, low, _past_place(roles, low, first, last))
    return Phrase(first, last) if _names_someone(roles, first, last) else None


def _before_brackets(tagged: Tagged, low: int, end: int) -> int:
    """The end without "(LRH)" behind the name."""
    if end - low > 2 and tagged.lows[end - 1] == ")":
        return next((k for k in range(end - 2, max(low, end - 6), -1) if tagged.lows[k] == "("), end)
    return end


def _past_place(roles: list[str], low: int, first: int, last: int) -> int:
    """Where the name begins in "at the site of | the blast | Omar Aziz said"."""
    inside = first > low and roles[first - 1] == PREPOSITION and roles[first : first + 2] == [ARTICLE, UNKNOWN]
    return first + 2 if inside and first + 2 < last and set(roles[first + 2 : last]) == {NAME} else first


def _over_places(roles: list[str], low: int, first: int) -> int:
    """Further left over places, as far as an actor: "a spokesman for the Medical Complex | in Peshawar"."""
    reached = first
    for _ in range(3):
        joint = reached - 1
        if joint <= low or roles[joint] != PREPOSITION or roles[joint - 1] not in CORE:
            break
        start = _group_start(roles, low, joint)
        if start >= joint:
            break
        reached = start
        if ACTOR in roles[start:joint]:
            return start
    return first


def _joins(tagged: Tagged, joint: int, right: int) -> bool:
    """Whether the word at ``joint`` ties the groups on its sides into one phrase."""
    roles = tagged.roles
    left = roles[joint - 1]
    if roles[joint] == PREPOSITION:
        return (left == ACTOR and tagged.lows[joint] not in _AIMED) or (
            left == NAME and tagged.lows[joint] in ("of", "for", "at", "from")
        )
    if roles[joint] == AND:
        listed = left == ACTOR and roles[right] in (ACTOR, MODIFIER, ARTICLE, NAME)
        return listed or (left == MODIFIER and roles[right] == MODIFIER)
    return False


def _group_start(roles: list[str], low: int, end: int) -> int:
    """Where the run of name, actor and modifier words that ends at ``end`` begins; ``end`` if there is none."""
    index = end - 1
    while index >= low:
        role = roles[index]
        if role in CORE:
            index -= 1
        elif role == ARTICLE:
            return index if index < end - 1 else end
        elif role in (UNKNOWN, NUMBER):
            if (
                role == UNKNOWN
                and index > low
                and roles[index - 1] == ACTOR
                and index + 1 < end
                and roles[index + 1] == ACTOR
            ):
                index -= 1  # "a command | incident | spokesperson"
                continue
            article = _article_before(roles, low, index)
            if article is None or roles[article] == ARTICLE:
                return index + 1 if article is None else article
            index = article - 1
        else:
            break
    return index + 1


def _article_before(roles: list[str], low: int, index: int) -> int | None:
    """The article or owner that opens a group with common words in it ("the | local resistance | committee")."""
    for back in range(index, max(low - 1, index - _REACH), -1):
        if roles[back] in (ARTICLE, OWNER):
            return back
        if roles[back] not in (UNKNOWN, NAME, ACTOR, MODIFIER, NUMBER):
            return None
    return None


def _names_someone(roles: list[str], first: int, last: int) -> bool:
    return not _SOMEONE.isdisjoint(roles[first:last])


def phrase_after(tagged: Tagged, start: int, high: int, *, free: bool = False) -> Phrase | None:
    """The actor's phrase that begins at token ``start``; ``free`` takes any words up to the next stop."""
    roles = tagged.roles
    if start >= high:
        return None
    if roles[start] == PRONOUN:
        return Phrase(start, start + 1, True)
    end = _group_end(roles, start, high, free)
    while end + 1 < high and _goes_on(tagged, end):
        further = _group_end(roles, end + 1, high, free)
        if further <= end + 1:
            break
        if not (free or tagged.lows[end] == "of" or _names_someone(roles, start, end)):
            break
        end = further
    if end <= start or not (free or _names_someone(roles, start, end)):
        return None
    return Phrase(start, end)


def _goes_on(tagged: Tagged, joint: int) -> bool:
    """Whether a phrase goes on over a preposition or "and"."""
    roles = tagged.roles
    if roles[joint] == PREPOSITION:
        return roles[joint + 1] != TIME and tagged.lows[joint] != "by" and tagged.lows[joint] not in _AIMED
    return roles[joint] == AND and roles[joint + 1] in (ACTOR, MODIFIER, ARTICLE, NAME)


def _group_end(roles: list[str], start: int, high: int, free: bool) -> int:
    """Where the run of name, actor and modifier words that begins at ``start`` ends; ``start`` if there is none."""
    index = start + (start < high and roles[start] == ARTICLE)
    determined = index > start or (index < high and roles[index] == OWNER)
    seen = False
    while index < high:
        role = roles[index]
        if role in CORE:
            seen = seen or role in (NAME, ACTOR)
        elif seen or not (free or determined) or not (role in (UNKNOWN, NUMBER) or (free and role == BETWEEN)):
            break
        index += 1
    return index if index > start + (roles[start] == ARTICLE) else start


def trimmed(tagged: Tagged, phrase: Phrase) -> tuple[int, int]:
    """The phrase's tokens without its leading article and without marks at its end."""
    first, last = phrase.first, phrase.last
    while first < last - 1 and tagged.lows[first] in _DROPPED:
        first += 1
    while last > first + 1 and tagged.roles[last - 1] in _TRAILING:
        last -= 1
    return first, last


def text_of(tagged: Tagged, first: int, last: int) -> str:
    """The words as they stand, single-spaced, without a possessive ending."""
    tokens = tagged.tokens
    parts = [tokens[first].text]
    for index in range(first + 1, last):
        parts.append(" " + tokens[index].text if tokens[index].start > tokens[index - 1].end else tokens[index].text)
    name = "".join(parts)
    return name[:-2] if name.endswith(("'s", "’s")) else name
