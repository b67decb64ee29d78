"""The subject of a verb, and whether anything that is said follows the verb in its clause."""

from __future__ import annotations

from functools import cache

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
    OWNER,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    TIME,
    UNKNOWN,
    Tagged,
)
from tallybook.read.wordlists import words
from tallybook.vocabulary import load

_BEFORE_TIME = frozenset(("on", "late", "early", "in", "at", "the", "this", "of", "for"))
_ADVERBIAL = frozenset((ARTICLE, NAME, ACTOR, MODIFIER, UNKNOWN, TIME, BETWEEN))
_LISTENER = frozenset((ARTICLE, NAME, ACTOR, MODIFIER, UNKNOWN, PRONOUN, OWNER))
_NEXT_CLAUSE = frozenset(("as", "after", "while", "when", "before", "because"))
_LONGEST_ASIDE = 16
_LONGEST_CLAUSE = 12
_LONGEST_NAME = 4


@cache
def saying(name: str) -> frozenset[str]:
    """A list of the vocabulary ``saying``."""
    return frozenset(load("saying")[name])


def subject_of(tagged: Tagged, verb: int, low: int) -> tuple[Phrase | None, Phrase | None]:
    """The phrase that is the verb's subject, and its apposition where there is one.

    ``low`` is the first token that may belong to it. Covered are the plain subject, one with a relative clause
    ("officials who were there said") and one between commas ("Ali Haji, the minister, told AFP").
    """
    roles = tagged.roles
    end = _skip_between(tagged, verb, low)
    if end <= low:
        return None, None
    if roles[end - 1] == RELATIVE:
        back = end - 2 if end - 2 > low and roles[end - 2] == COMMA else end - 1
        return phrase_before(tagged, low, back), None
    if roles[end - 1] == COMMA:
        return _around_commas(tagged, end - 1, low)
    phrase = phrase_before(tagged, low, end)
    if phrase is None:
        relative = _before_relative(tagged, end, low)
        if relative is None and tagged.lows[verb] in saying("speech"):
            return _plain_noun(tagged, end, low), None
        return relative, None
    if accused := _accused_before(tagged, phrase, low):
        return accused, None
    host = _host_before(tagged, phrase, low)
    if host is None and not _speaks_itself(tagged, phrase, verb) and (whole := _whose_clause(tagged, phrase, low)):
        return whole, None
    return (host, phrase) if host else (phrase, None)


def _accused_before(tagged: Tagged, phrase: Phrase, low: int) -> Phrase | None:
    """Who is accused by the phrase in front of the verb: "the rebels | accused of it by | residents | denied"."""
    roles, lows = tagged.roles, tagged.lows
    if phrase.first <= low + 1 or lows[phrase.first - 1] != "by":
        return None
    for index in range(phrase.first - 2, max(low, phrase.first - _LONGEST_CLAUSE), -1):
        if roles[index] in (COMMA, QUOTE):
            return None
        if lows[index] in saying("accused"):
            known = phrase_before(tagged, low, index)
            return known or (Phrase(low, index) if low < index <= low + _LONGEST_NAME else None)
    return None


def _speaks_itself(tagged: Tagged, phrase: Phrase, verb: int) -> bool:
    """Whether the phrase in front of the verb tells in passing: "the rebels who, | officials | said, fell"."""
    if tagged.lows[phrase.last - 1] in words("tellers"):
        return True
    following = tagged.lows[verb + 1] if verb + 1 < len(tagged.lows) else ""
    return following in words("passive") or following in words("perfect") or following.endswith("ed")


def _whose_clause(tagged: Tagged, phrase: Phrase, low: int) -> Phrase | None:
    """Whose relative clause the phrase in front of the verb ends: "the coalition which fights | the group | said"."""
    roles = tagged.roles
    if phrase.first > low and roles[phrase.first - 1] in (COMMA, QUOTE, RELATIVE):
        return None
    for index in range(phrase.first - 2, max(low, phrase.first - _LONGEST_CLAUSE), -1):
        if roles[index] in (COMMA, QUOTE):
            return None
        if roles[index] == RELATIVE or (tagged.lows[index] == "that" and roles[index - 1] in (ACTOR, NAME)):
            host = phrase_before(tagged, low, index)
            acts = roles[index + 1] not in (ARTICLE, NAME, ACTOR, MODIFIER, PRONOUN, OWNER, NUMBER)
            opens = host is not None and (host.first == low or roles[host.first - 1] in (COMMA, QUOTE))
            return host if acts and opens and host is not None and not host.pronoun else None
    return None


def _host_before(tagged: Tagged, phrase: Phrase, low: int) -> Phrase | None:
    """The name that opens the clause in front of an apposition whose second comma is missing."""
    roles = tagged.roles
    if phrase.pronoun or phrase.first - 1 <= low or roles[phrase.first - 1] != COMMA:
        return None
    host = phrase_before(tagged, low, phrase.first - 1)
    if host is None or host.pronoun or NAME not in roles[host.first : host.last]:
        return None
    opens = host.first in (0, low) or roles[host.first - 1] == QUOTE
    return host if opens and {UNKNOWN, NUMBER}.isdisjoint(roles[host.first : host.last]) else None


def _plain_noun(tagged: Tagged, end: int, low: int) -> Phrase | None:
    """ "the announcer said": an article and up to three common words in front of a verb that only people can do."""
    for first in range(end - 1, max(low, end - 5) - 1, -1):
        if tagged.roles[first] == ARTICLE:
            opens = first == low or tagged.roles[first - 1] != PREPOSITION
            return Phrase(first, end) if opens and end - first > 1 else None
        if tagged.roles[first] not in (UNKNOWN, MODIFIER):
            return None
    return None


def _before_relative(tagged: Tagged, end: int, low: int) -> Phrase | None:
    """The phrase in front of "who ..." in the verb's own clause: "officials who were not named gave"."""
    roles = tagged.roles
    for index in range(end - 1, max(low, end - 12), -1):
        if roles[index] == RELATIVE or (tagged.lows[index] == "that" and roles[index - 1] == ACTOR):
            return phrase_before(tagged, low, index)
        if roles[index] in (COMMA, QUOTE):
            return None
    return None


def _around_commas(tagged: Tagged, close: int, low: int) -> tuple[Phrase | None, Phrase | None]:
    """The host of an apposition or relative clause that ends at the comma ``close``.

    A host that hangs on a preposition ("in a message to Paris, ...,") is taken only where there is none to its left.
    """
    roles = tagged.roles
    spare: tuple[Phrase | None, Phrase | None] = (None, None)
    for opened in range(close - 1, low, -1):
        if roles[opened] != COMMA:
            continue
        host = phrase_before(tagged, low, opened)
        if host is None or host.pronoun or not _may_stand_beside(tagged, host, opened, close):
            continue
        found = (host, _telling(tagged, host, opened, close))
        if host.first == low or roles[host.first - 1] != PREPOSITION:
            return found
        spare = spare if spare[0] else found
    return spare


def _telling(tagged: Tagged, host: Phrase, opened: int, close: int) -> Phrase | None:
    """The apposition itself, where it or its host holds an actor's word."""
    roles = tagged.roles
    inner = phrase_after(tagged, opened + 1, close)
    if inner is None or inner.last < close - 4:
        return None
    return inner if ACTOR in roles[inner.first : inner.last] or ACTOR in roles[host.first : host.last] else None


def _may_stand_beside(tagged: Tagged, host: Phrase, opened: int, close: int) -> bool:
    """Whether the words between two commas can belong to the phrase before them."""
    roles = tagged.roles
    first = opened + 1
    one_of = tagged.lows[first : first + 2] == ["one", "of"]
    if one_of or roles[first] in (RELATIVE, ARTICLE, ACTOR, NAME, MODIFIER) or ACTOR in roles[first:close][:8]:
        return True
    if roles[host.first : host.last].count(NAME) > 1 and close - opened <= 7:
        return True
    if roles[first] == PREPOSITION:
        return close - first <= _LONGEST_ASIDE
    adverb = roles[first] in (BETWEEN, TIME) or tagged.lows[first].endswith("ing")
    return adverb and close - first <= _LONGEST_ASIDE // 2


def _skip_between(tagged: Tagged, verb: int, low: int) -> int:
    """The end of the subject: auxiliaries, adverbs, times and brackets in front of the verb are left out."""
    lows, roles = tagged.lows, tagged.roles
    end = verb
    while end > low:
        role, word = roles[end - 1], lows[end - 1]
        adverb = role in (BETWEEN, TIME) or word in ("there", "here") or (role == UNKNOWN and word.endswith("ly"))
        if not adverb and not (end < verb and word in _BEFORE_TIME and roles[end] in (TIME, BETWEEN, ARTICLE)):
            break
        end -= 1
    if end > low and lows[end - 1] == ")":
        return next((k for k in range(end - 2, low, -1) if lows[k] == "("), end)
    return end


def aside_end(tagged: Tagged, verb: int) -> int | None:
    """Where the cue ends if nothing that is said follows the verb before the next mark; None if something does.

    Left out of the way are the listener ("told AFP"), times, places and manners ("in a statement on Monday").
    """
    lows, roles = tagged.lows, tagged.roles
    index = _behind_listener(tagged, verb)
    while index < len(roles):
        role = roles[index]
        if lows[index] in saying("closing"):
            return index
        if role in (COMMA, QUOTE) or (role == STOP and not lows[index].isalpha()):
            return index
        if role == STOP and lows[index] in _NEXT_CLAUSE:
            following = lows[index + 1] if index + 1 < len(lows) else "of"
            return None if following in ("many", "much", "of") else index
        further = _adverb_end(tagged, verb, index)
        if further is None:
            return None
        index = further
    return index


def _behind_listener(tagged: Tagged, verb: int) -> int:
    lows, roles = tagged.lows, tagged.roles
    index = verb + 1
    if lows[verb] in saying("split") and index < len(lows) and lows[index] in ("out", "on"):
        return index + 1
    if lows[verb] in saying("listener"):
        while index < len(roles) and index - verb <= 6 and roles[index] in _LISTENER:
            index += 1
    return index


def _adverb_end(tagged: Tagged, verb: int, index: int) -> int | None:
    """The end of an adverb, a time or "in a statement" that begins at ``index``; None where it is none of these."""
    lows, roles = tagged.lows, tagged.roles
    role, low = roles[index], lows[index]
    if role in (TIME, BETWEEN) or low in ("here", "there") or (role == NUMBER and roles[index - 1] == TIME):
        return index + 1
    if role == ARTICLE and index + 1 < len(roles) and roles[index + 1] == TIME:
        return index + 2
    if role in (PREPOSITION, AND) or (low == "over" and index > verb):
        return _prepositional_end(tagged, index)
    return index + 1 if role == UNKNOWN and low.endswith("ly") else None


def _prepositional_end(tagged: Tagged, index: int) -> int | None:
    lows, roles = tagged.lows, tagged.roles
    end = index + 1
    while end < len(roles) and end - index <= 6:
        if roles[end] not in _ADVERBIAL and lows[end] != "most" and not lows[end].endswith("ed"):
            break
        end += 1
    if lows[end : end + 2] == ["one", "of"]:
        return _prepositional_end(tagged, end + 1)
    blocked = end < len(roles) and roles[end] in (NUMBER, RELATIVE)
    return None if end == index + 1 or blocked else end


def rests(tagged: Tagged, verb: int, end: int) -> bool:
    """Whether nothing but a time and marks is left of the sentence behind the verb, or what the speaker does by it."""
    if tagged.lows[end : end + 1] and tagged.lows[end] in saying("closing"):
        return True
    if not all(role in (TIME, BETWEEN, PREPOSITION, ARTICLE) for role in tagged.roles[verb + 1 : end]):
        return False
    return not any(low.isalnum() for low in tagged.lows[end:])


def follows_mark(tagged: Tagged, first: int) -> bool:
    """Whether a clause ends before ``first``: then the cue closes that clause."""
    if first == 0:
        return False
    return (
        tagged.roles[first - 1] in (COMMA, QUOTE) or tagged.lows[first - 1] in "—–-;)" or tagged.lows[first - 1] == "as"
    )
