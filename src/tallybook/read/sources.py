"""Speakers named by other means than as the subject of a verb: "according to", "by the army's count", "quoted by"."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tallybook.read.names import Phrase, phrase_after, phrase_before
from tallybook.read.roles import (
    ACTOR,
    AND,
    ARTICLE,
    BETWEEN,
    COMMA,
    MODIFIER,
    NAME,
    NUMBER,
    PREPOSITION,
    QUOTE,
    RELATIVE,
    STOP,
    TIME,
    UNKNOWN,
    Tagged,
    kind_of,
)
from tallybook.read.subjects import follows_mark, rests, saying, subject_of

Shape = Literal["before", "after", "verdict"]

_OPENING = frozenset((QUOTE, TIME, COMMA, BETWEEN, AND, PREPOSITION, NUMBER))
_BEFORE_BY = frozenset((TIME, PREPOSITION, NAME, ACTOR, ARTICLE, BETWEEN, NUMBER))
_TOLD = frozenset(("toll", "figure", "figures", "count", "number", "tally", "word", "news"))
_SOME = frozenset(("some", "many", "most", "what"))
_POSSESSIVES = frozenset(("his", "her", "their", "its"))
_WHOSE = frozenset(("which", "whose", "whom"))
_POINTING = frozenset(("that", "this", "those", "these", "such"))
_TELLS = frozenset(("was", "is", "are", "were", "stood", "stands", "of"))


class Cue(NamedTuple):
    """One saying cue: its tokens ``[first, last)`` and the speaker's phrase, None where the verb has to borrow one.

    ``before``: what follows is said ("Police said ..."); ``after``: what stands before it, too ("..., police said",
    "..., according to police"); ``verdict``: a speaker without anything told ("the army denied ..."). ``beside`` is
    an apposition of the phrase; ``relay`` marks "citing the ministry", whose words another one hands on.
    """

    first: int
    last: int
    shape: Shape
    phrase: Phrase | None
    beside: Phrase | None = None
    relay: bool = False


def named_source(tagged: Tagged, index: int) -> Cue | None:
    """ "according to the ministry", "per the ministry", "citing a doctor"."""
    lows = tagged.lows
    high = len(lows)
    word = lows[index]
    if word == "according" and lows[index + 1 : index + 2] != ["to"]:
        return None
    start = index + 2 if word == "according" else index + 1
    if word == "according" and lows[start : start + 1] and lows[start] in _WHOSE:
        return _source_before(tagged, index, start)
    while start < high and (tagged.roles[start] == NUMBER or lows[start] in _SOME):
        start += 1
    phrase = phrase_after(tagged, start, high, free=word == "according")
    if phrase is None or (word == "per" and lows[start] in ("cent", "day", "year", "person")):
        return None
    if phrase.last + 1 < high and lows[phrase.last] in ("by", "from", "of") and not phrase.pronoun:
        phrase = phrase_after(tagged, phrase.last + 1, high) or phrase
    relay = word in saying("relays")
    colon = relay and phrase.last < high and lows[phrase.last] == ":"
    shape: Shape = "before" if colon else _side(tagged, index)
    return Cue(index, phrase.last, shape, phrase, apposition(tagged, phrase), relay)


def _source_before(tagged: Tagged, index: int, relative: int) -> Cue | None:
    """ "a UN report, according to which ...": the source stands in front, what it says behind."""
    if not index or tagged.roles[index - 1] != COMMA:
        return None
    phrase = phrase_before(tagged, 0, index - 1)
    last = relative + 1 + (tagged.lows[relative] == "whose")
    return Cue(index, min(last, len(tagged.lows)), "before", phrase) if phrase and not phrase.pronoun else None


def apposition(tagged: Tagged, phrase: Phrase) -> Phrase | None:
    """What stands behind a name: ", a police officer", ", who heads the hospital"."""
    roles = tagged.roles
    start, high = phrase.last + 1, len(roles)
    if start >= high or roles[phrase.last] != COMMA:
        return None
    if roles[start] == RELATIVE:
        return _office(tagged, start + 1) or phrase_after(tagged, start + 2, high)
    inner = phrase_after(tagged, start, high)
    if inner is None or inner.pronoun:
        return None
    told = roles[inner.first : inner.last]
    return inner if ACTOR in told or (NAME in told and ACTOR in roles[phrase.first : phrase.last]) else None


def _office(tagged: Tagged, verb: int) -> Phrase | None:
    """The rest of "who | speaks for the hospital", "who | sits for the town in parliament" up to the next mark."""
    if verb >= len(tagged.lows) or tagged.lows[verb] not in saying("holding"):
        return None
    end = next((k for k in range(verb, len(tagged.roles)) if tagged.roles[k] in (COMMA, QUOTE)), len(tagged.roles))
    return Phrase(verb, end) if end > verb + 1 else None


def _side(tagged: Tagged, index: int) -> Shape:
    """A phrase that opens its sentence governs what follows, any other what stands before it."""
    opens = all(
        role in _OPENING or (role == STOP and (not low.isalpha() or low in saying("contrast")))
        for role, low in zip(tagged.roles[:index], tagged.lows, strict=False)
    )
    return "before" if opens else "after"


def owned_count(tagged: Tagged, index: int, low: int) -> Cue | None:
    """ "by the army's count", "in her words", "by the reckoning of the police", "the army's toll was"."""
    return (
        _plain_owner(tagged, index, low)
        or _owner_behind(tagged, index)
        or _summed_up(tagged, index)
        or _possessor(tagged, index, low)
    )


def _summed_up(tagged: Tagged, index: int) -> Cue | None:
    """ "...: that is the finding of a military inquiry", "those are the words of the ministry"."""
    lows = tagged.lows
    first = index - 3
    if (
        first < 1
        or lows[first] not in _POINTING
        or lows[first + 1] not in _TELLS
        or lows[index + 1 : index + 2] != ["of"]
    ):
        return None
    owner = phrase_after(tagged, index + 2, len(lows))
    if owner is None or owner.pronoun:
        return None
    return Cue(first, owner.last, "after", owner, apposition(tagged, owner))


def _plain_owner(tagged: Tagged, index: int, low: int) -> Cue | None:
    """ "by the police reckoning"."""
    if not index or tagged.roles[index - 1] != ACTOR:
        return None
    group = phrase_before(tagged, low, index)
    return _by(tagged, group, index + 1) if group is not None else None


def _by(tagged: Tagged, owner: Phrase, last: int) -> Cue | None:
    opening = owner.first - 1
    if opening < 0 or tagged.lows[opening] not in ("by", "in", "on"):
        return None
    new_clause = opening > 1 and tagged.roles[opening - 1] == AND and tagged.roles[opening - 2] == COMMA
    return Cue(opening, last, "before" if new_clause else _side(tagged, opening), owner)


def _owner_behind(tagged: Tagged, index: int) -> Cue | None:
    """ "by the count of the ministry"."""
    lows = tagged.lows
    opening = index - 2
    if opening < 0 or tagged.roles[index - 1] != ARTICLE or lows[opening] not in ("by", "in", "on"):
        return None
    if index + 2 >= len(lows) or lows[index + 1] != "of":
        return None
    owner = phrase_after(tagged, index + 2, len(lows))
    if owner is None:
        return None
    return Cue(opening, owner.last, _side(tagged, opening), owner, apposition(tagged, owner))


def _possessor(tagged: Tagged, index: int, low: int) -> Cue | None:
    lows, roles = tagged.lows, tagged.roles
    back = index - 1
    while back > low and roles[back] in (MODIFIER, UNKNOWN, TIME) and not lows[back].endswith("'s"):
        back -= 1
    if back < low or back < 0:
        return None
    if lows[back] in _POSSESSIVES:
        return _by(tagged, Phrase(back, back + 1, True), index + 1)
    if not lows[back].endswith("'s"):
        return None
    owner = phrase_before(tagged, low, back + 1)
    if owner is None:
        return None
    opened = _by(tagged, owner, index + 1)
    if opened is not None:
        return opened
    return Cue(owner.first, index + 1, "before", owner) if not _TELLS.isdisjoint(lows[index + 1 : index + 6]) else None


def agent(tagged: Tagged, index: int) -> Cue | None:
    """ "confirmed by the army", "figures released on Monday by the ministry"."""
    lows, roles = tagged.lows, tagged.roles
    word = lows[index]
    if word not in saying("passive") and lows[index : index + 3] != ["put", "out", "by"]:
        return None
    by = next((k for k in range(index + 1, min(index + 6, len(lows) - 1)) if lows[k] == "by"), None)
    if by is None or not (word == "put" or _BEFORE_BY.issuperset(roles[index + 1 : by])):
        return None
    before = lows[index - 1] if index else ""
    if word == "told" and before not in ("was", "were"):
        return None
    if index and roles[index - 1] in (ACTOR, COMMA) and word in saying("relays"):
        return None
    phrase = phrase_after(tagged, by + 1, len(lows))
    if phrase is None or phrase.pronoun:
        return None
    return Cue(index, phrase.last, "after", phrase, apposition(tagged, phrase))


def quoted(tagged: Tagged, index: int, low: int) -> Cue | None:
    """ "the agency quoted the ministry as saying", "the ministry was quoted as saying": the ministry speaks."""
    lows = tagged.lows
    subject, beside = subject_of(tagged, index, low)
    if index and lows[index - 1] in ("was", "is", "were", "are"):
        found = next((k for k in range(index + 1, min(index + 9, len(lows) - 1)) if lows[k] == "as"), None)
        return _quoted_until(tagged, index, subject, subject, beside, index + 1 if found is None else found + 2)
    named = phrase_after(tagged, index + 1, len(lows))
    if named is None or lows[named.last : named.last + 1] != ["as"]:
        return None
    return _quoted_until(tagged, index, subject, named, None, named.last + 2)


def _quoted_until(
    tagged: Tagged, index: int, subject: Phrase | None, speaker: Phrase | None, beside: Phrase | None, end: int
) -> Cue | None:
    if speaker is None:
        return None
    first = subject.first if subject else index
    after = first and (follows_mark(tagged, first) or rests(tagged, end - 1, end))
    return Cue(first, end, "after" if after else "before", speaker, beside)


def heard(tagged: Tagged, index: int) -> Cue | None:
    """ "AFP learned from a doctor that ...", "a new toll came from officials": who stands behind "from" speaks."""
    lows = tagged.lows
    if lows[index + 1 : index + 2] != ["from"]:
        return None
    phrase = phrase_after(tagged, index + 2, len(lows))
    if phrase is None or phrase.pronoun or kind_of(tagged.tokens[phrase.first : phrase.last]) is None:
        return None
    told = not _TOLD.isdisjoint(lows[:index]) or "that" in lows[phrase.last : phrase.last + 4]
    return Cue(index, phrase.last, "before", phrase, apposition(tagged, phrase)) if told else None


def believed(tagged: Tagged, index: int) -> Cue | None:
    """ "if one believes the army", "if one follows the ministry"."""
    if not index or tagged.lows[index - 1] != "one":
        return None
    phrase = phrase_after(tagged, index + 1, len(tagged.lows))
    return Cue(index - 1, phrase.last, "after", phrase, apposition(tagged, phrase)) if phrase else None
