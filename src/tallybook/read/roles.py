"""The role that each word plays beside a verb of saying: actor's word, name, article, mark.

There is no parser behind this: roles come from the vocabulary ``speakers`` and, where it is silent, from the word's
case and ending. ``names`` builds phrases from runs of roles; ``kind_of`` tells what kind of speaker words name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from tallybook.read.document import Sentence, Token, tokenise
from tallybook.records import SpeakerKind
from tallybook.vocabulary import load

ARTICLE, NAME, ACTOR, MODIFIER, OWNER, PREPOSITION, TIME = "D", "N", "A", "M", "S", "P", "T"
BETWEEN, PRONOUN, RELATIVE, AND, NUMBER, UNKNOWN, STOP, QUOTE, COMMA = "B", "R", "W", "C", "#", "U", "X", "Q", ","
CORE = frozenset((NAME, ACTOR, MODIFIER, OWNER))

_ARTICLES = "the a an this these those its his her their our my"
_PREPOSITIONS = (
    "of for in at from with on to near inside outside behind by about across around into onto via through during"
)
_STOPS = (
    "that when while as but after before because although though where whereas if since until what how so than or nor "
    "not no nobody none least most more over nearly almost some many few dozens scores hundreds thousands there here "
    "was were is are be been being had has have having did does do will would could can should must may might"
)
_TIMES = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sept sep oct nov dec morning afternoon evening "
    "night midnight noon overnight weekend week month year day days hours late early mondays last next past earlier "
    "later today yesterday tonight tomorrow mon tue wed thu fri sat sun"
)
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen"
)
_MONTHS_WORDS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)
_MONTHS = frozenset(_MONTHS_WORDS.split())
_ABBREVIATED_WORDS = "dr mr mrs ms gen col lt maj capt brig sgt st sen rep gov prof adm cmdr insp supt hon rev"
_ABBREVIATED = frozenset(_ABBREVIATED_WORDS.split())
_JOINTS = frozenset("-.'’")
_QUOTES = '" “ ” „ ‟ « »'
_STATE = 1000

Phrases = dict[str, tuple[tuple[tuple[str, ...], int, str], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The speakers' vocabulary made quick.

    ``words``: word -> (precedence, kind); ``phrases``: first word -> (words, precedence, kind); ``bodies``: the
    phrases that are no states, by their first and second word; ``roles``: word -> role; ``acronyms``: names that are
    other words in small letters. ``odd`` holds every word whose role hangs on its neighbours or its capital.
    """

    words: dict[str, tuple[int, str]]
    phrases: Phrases
    bodies: dict[str, Phrases]
    roles: dict[str, str]
    acronyms: dict[str, tuple[int, str]]
    odd: frozenset[str]


class Tagged(NamedTuple):
    """A sentence with its tokens, their lower-case forms and their roles, position by position."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    lows: list[str]
    roles: list[str]


@cache
def lexicon() -> Lexicon:
    """The vocabularies ``speakers`` and ``states`` as tables, built once."""
    data = load("speakers")
    words: dict[str, tuple[int, str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
    for order, entry in enumerate(data["kinds"]):
        _enter(words, phrases, (*entry["words"], *entry["phrases"]), order, entry["kind"])
    heads = [*words, *data["generic"]]
    for state in load("states"):
        names = [name.lower() for name in (*state["names"], *state.get("metonyms", ()))]
        _enter(words, phrases, names, _STATE, "government")
    first = {entry["kind"]: order for order, entry in reversed(list(enumerate(data["kinds"])))}
    acronyms = _enter_groups(phrases, first["armed_group"])
    acronyms |= {
        name: (_STATE if kind == "government" else first[kind], kind) for name, kind in data["acronyms"].items()
    }
    bodies, roles = _bodies(phrases), _role_table(data, heads)
    modifiers = (word for word, role in roles.items() if role == MODIFIER)
    capitals = (name.lower().replace("’", "'") for name in acronyms)
    odd = frozenset((*bodies, *modifiers, *capitals, *_MONTHS, *_JOINTS))
    return Lexicon(words, {word: tuple(rows) for word, rows in phrases.items()}, bodies, roles, acronyms, odd)


def _bodies(phrases: dict[str, list[tuple[tuple[str, ...], int, str]]]) -> dict[str, Phrases]:
    """The phrases that are no states, by their first and second word."""
    found: dict[str, Phrases] = {}
    for first, rows in phrases.items():
        # Words are compared without a possessive ending: a phrase that begins with one fits nothing.
        for row in rows if bare(first) == first else ():
            if row[1] < _STATE:
                seconds = found.setdefault(first, {})
                seconds[row[0][1]] = (*seconds.get(row[0][1], ()), row)
    return found


def _enter_groups(phrases: dict[str, list[tuple[tuple[str, ...], int, str]]], order: int) -> dict[str, tuple[int, str]]:
    """Enters the armed groups' names of several words; those of one word are given back, with their capitals."""
    single: dict[str, tuple[int, str]] = {}
    for group in load("groups")["armed_groups"]:
        for name in (group["name"], *group.get("also", ())):
            parts = tuple(bare(token.low) for token in tokenise(name, 0, len(name)))
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, order, "armed_group"))
            else:
                single |= dict.fromkeys((name, name[0].upper() + name[1:]), (order, "armed_group"))
    return single


def _enter(
    words: dict[str, tuple[int, str]],
    phrases: dict[str, list[tuple[tuple[str, ...], int, str]]],
    names: Iterable[str],
    order: int,
    kind: str,
) -> None:
    for name in names:
        parts = tuple(name.split())
        if len(parts) == 1:
            words.setdefault(name, (order, kind))
        else:
            phrases.setdefault(parts[0], []).append((parts, order, kind))


def _role_table(data: dict[str, Any], heads: list[str]) -> dict[str, str]:
    """Word -> role; what stands later wins."""
    roles: dict[str, str] = {}
    layers: tuple[tuple[Iterable[str], str], ...] = (
        (data["modifiers"], MODIFIER),
        (_STOPS.split(), STOP),
        (_NUMBERS.split(), NUMBER),
        (load("saying")["between"], BETWEEN),
        (_TIMES.split(), TIME),
        (heads, ACTOR),
        (_ARTICLES.split(), ARTICLE),
        (_PREPOSITIONS.split(), PREPOSITION),
        (("he", "she", "it", "they", "we", "i", "him", "them"), PRONOUN),
        (("who", "which", "whose", "whom"), RELATIVE),
        (("and", "&"), AND),
        (_QUOTES.split(), QUOTE),
        ((",",), COMMA),
    )
    for members, role in layers:
        roles.update(dict.fromkeys(members, role))
    return roles


def bare(low: str) -> str:
    """The word without a possessive ending."""
    return low[:-2] if low.endswith("'s") else low


def tag(sentence: Sentence) -> Tagged:
    """The sentence with one role a token, from the vocabulary first and from its looks where that is silent."""
    known = lexicon()
    table = known.roles
    tokens, lows = sentence.tokens, sentence.lows
    roles = [table.get(low) or _role(token.text, low) for token, low in zip(tokens, lows, strict=True)]
    if not known.odd.isdisjoint(sentence.words):
        for index, low in enumerate(lows):
            if low in known.odd:
                _reconsider(known, tokens, lows, roles, index)
    return Tagged(sentence, tokens, lows, roles)


def _reconsider(known: Lexicon, tokens: tuple[Token, ...], lows: list[str], roles: list[str], index: int) -> None:
    """Gives a word, and those that it belongs with, the role that neighbours and capital tell."""
    low, text = lows[index], tokens[index].text
    if low in known.bodies and index + 1 < len(lows):
        rows = known.bodies[low].get(bare(lows[index + 1]))
        if rows is not None:
            _mark_phrase(lows, roles, index, rows)
    if text in known.acronyms:
        roles[index] = ACTOR
    elif roles[index] == MODIFIER and text[0].isupper():
        roles[index] = NAME
    elif text in _JOINTS and 0 < index < len(lows) - 1:
        _mark_joint(tokens, roles, index)
    elif low in _MONTHS and roles[index] == TIME and text[0].isupper():
        if _is_surname(tokens, roles, index):
            roles[index] = NAME
        else:
            _mark_date(tokens, roles, index)


def _mark_phrase(
    lows: list[str], roles: list[str], index: int, phrases: tuple[tuple[tuple[str, ...], int, str], ...]
) -> None:
    """Words of a phrase of the vocabulary ("civil protection") are actor's words together.

    So is all of a group's name: "Justice | and | Equality Movement".
    """
    for parts, _, kind in phrases:
        end = index + len(parts)
        if end <= len(lows) and all(bare(low) == part for low, part in zip(lows[index:end], parts, strict=True)):
            whole = kind == "armed_group" and ARTICLE not in (roles[index], roles[end - 1])
            for k in range(index, end):
                if roles[k] in (UNKNOWN, NAME, MODIFIER) or (whole and not (roles[k] == OWNER and k == end - 1)):
                    roles[k] = ACTOR


def _is_surname(tokens: tuple[Token, ...], roles: list[str], month: int) -> bool:
    """ "Theresa May": a name right before it and no number on either side."""
    if tokens[month].low not in ("may", "april", "june", "august") or not month or roles[month - 1] != NAME:
        return False
    follows = tokens[month + 1].text[0] if month + 1 < len(tokens) else "."
    return tokens[month - 1].end + 1 == tokens[month].start and not follows.isdigit()


def _mark_date(tokens: tuple[Token, ...], roles: list[str], month: int) -> None:
    """The numbers of "1 May 2023" and "Sept. 1, 2023", and the marks in between, are the time as well."""
    if month and tokens[month - 1].text[0].isdigit():
        roles[month - 1] = TIME
    after = month + 1
    if after + 1 < len(tokens) and tokens[after].text == "." and tokens[after + 1].text[0].isdigit():
        roles[after] = TIME
        after += 1
    if after < len(tokens) and tokens[after].text[0].isdigit():
        roles[after] = TIME
        after += 1
    if after + 1 < len(tokens) and tokens[after].text == "," and _is_year(tokens[after + 1].text):
        roles[after] = roles[after + 1] = TIME


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")


def _mark_joint(tokens: tuple[Token, ...], roles: list[str], index: int) -> None:
    """A hyphen, an abbreviation's dot or a plural's apostrophe inside a name does not end it."""
    mark, before, after = tokens[index], tokens[index - 1], tokens[index + 1]
    if mark.start != before.end:
        return
    if mark.text == "." and (before.low in _ABBREVIATED or len(before.text) == 1):
        roles[index] = MODIFIER
    elif mark.text == "-" and after.start == mark.end:
        roles[index] = MODIFIER
        roles[index + 1] = NAME if after.text[0].isupper() else MODIFIER
    elif mark.text in "'’" and before.low.endswith("s") and roles[index + 1] in CORE:
        roles[index] = OWNER


@lru_cache(maxsize=1 << 14)
def _role(text: str, low: str) -> str:
    """The role of a word that the vocabulary does not hold."""
    if text.isalpha():
        return NAME if not text.islower() else STOP if low.endswith("ed") else UNKNOWN
    first, table = text[0], lexicon().roles
    if not first.isalpha():
        return NUMBER if first.isdigit() else STOP
    if low.endswith("'s"):
        return TIME if table.get(low[:-2]) == TIME else OWNER
    if "-" in low and all(table.get(part) == NUMBER for part in low.split("-")):
        return NUMBER  # "forty-one" is read as 41 is
    if text.islower():
        return STOP if low.endswith("ed") else UNKNOWN
    return NAME


def kind_of(tokens: Sequence[Token]) -> SpeakerKind | None:
    """The kind of speaker that the words tell, None where they tell nothing.

    >>> from tallybook.read.document import tokenise
    >>> kind_of(tokenise("health ministry spokesman", 0, 24))
    'government'
    """
    kind = _strongest(tokens)[1]
    return cast(SpeakerKind, kind) if kind else None


def is_state(tokens: Sequence[Token]) -> bool:
    """Whether nothing but the name of a state or its capital tells the kind: as often a place as a speaker."""
    return _strongest(tokens)[0] == _STATE


def _strongest(tokens: Sequence[Token]) -> tuple[int, str]:
    """The word or phrase of the highest precedence: its rank and kind."""
    known = lexicon()
    acronyms, words, phrases = known.acronyms, known.words, known.phrases
    best = (_STATE + 1, "")
    lows = [token.low if token.low[-2:] != "'s" else bare(token.low) for token in tokens]
    for index, low in enumerate(lows):
        hit = acronyms.get(tokens[index].text) or words.get(low)
        if hit and hit[0] < best[0]:
            best = hit
        for parts, order, kind in phrases.get(low, ()):
            if order < best[0] and tuple(lows[index : index + len(parts)]) == parts:
                best = (order, kind)
    return best
