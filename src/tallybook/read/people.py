"""Who is counted: the noun phrase after a number, or a single person, and the class of the victims."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from tallybook.read.document import Token
from tallybook.read.grammar import cues
from tallybook.read.wordlists import words
from tallybook.records import Victims
from tallybook.vocabulary import load

ENDINGS = ("", "s", "es", "y", "ies", "'s", "s'", "es'")
_MORE = frozenset(("more", "other", "others", "further", "additional", "another", "else"))
_DETERMINERS = frozenset(("the", "its", "his", "her", "their", "our", "these", "those", "my", "a", "an", "whose"))
_MASTERS = frozenset(("his", "her"))
_PRONOUNS = frozenset(("them", "whom", "these", "those", "us", "which", "you"))
_CAPITALS = frozenset(("US", "WHO", "IT", "AN"))
_UNSAID = frozenset(
    ("others", "wounded", "injured", "dead", "killed", "hurt", "slain", "deaths", "fatalities", "casualties", "bodies")
)
_OPEN_WORDS = 5


class Noun(NamedTuple):
    """What a number counts: the tokens up to ``last``, the class, and how sure it is that these are people.

    ``sort`` is ``people``, ``bare`` (no noun follows), ``unknown`` (a noun that no list has) or ``thing``.
    ``more`` marks "another", "more", "others"; ``of_them`` "of them", "of whom"; ``group`` "of the injured".
    """

    last: int
    victims: Victims | None
    sort: str
    more: bool = False
    of_them: bool = False
    of_group: str | None = None
    head: str = ""


@cache
def _classes() -> dict[str, str]:
    classes: dict[str, str] = {}
    data = load("victims")
    for name in ("security_force", "armed_group", "civilian", "unspecified", "peoples", "not_people"):
        for word in data[name]:
            stem = word.rstrip("*")
            forms = [stem + ending for ending in ENDINGS] if word.endswith("*") else [stem]
            for form in forms:
                classes.setdefault(form, "unspecified" if name == "peoples" else name)
    return classes


@cache
def _modifiers() -> dict[str, Victims]:
    table = load("victims")["modifiers"]
    return {word: name for name in ("civilian", "armed_group", "security_force") for word in table[name]}


@cache
def _loyal() -> frozenset[str]:
    return frozenset(load("victims")["loyal"])


@cache
def _open_heads() -> frozenset[str]:
    return _forms("open")


def _forms(name: str) -> frozenset[str]:
    forms = set()
    for word in load("victims")[name]:
        stem = word.rstrip("*")
        forms |= {stem + ending for ending in ENDINGS} if word.endswith("*") else {stem}
    return frozenset(forms)


def classify(word: str) -> str | None:
    """The class of one lower-case noun: a victims' class, ``not_people``, or None where no list has it."""
    found = _classes().get(word)
    if found is None and "-" in word:
        found = _classes().get(word.rsplit("-", 1)[1])
    return found


@cache
def _subsets() -> frozenset[str]:
    return _forms("subsets")


def is_subset(word: str) -> bool:
    """Whether a noun tells some apart inside a larger number ("foreigners", "children")."""
    return word in _subsets()


def is_open(word: str) -> bool:
    """Whether a head noun says nothing of the class by itself ("members", "casualties")."""
    return word in _open_heads()


def after_number(tokens: tuple[Token, ...], index: int) -> Noun:
    """Reads the noun phrase that begins at ``index``, right after a number."""
    more = False
    at = index
    while at < len(tokens) and tokens[at].low in _MORE:
        more = True
        at += 1
    if more and (at >= len(tokens) or _stops(tokens, at)) and at < len(tokens) and tokens[at].low != "of":
        return Noun(at - 1, None, "bare", more)
    if at < len(tokens) and tokens[at].low == "of":
        return _after_of(tokens, at, more)
    if at >= len(tokens) or _stops(tokens, at) or _begins_harm(tokens, at):
        return Noun(at - 1, None, "bare", more)
    return _phrase(tokens, at, more)


def _begins_harm(tokens: tuple[Token, ...], at: int) -> bool:
    """ "five shot dead": a harm phrase follows the number, not a noun."""
    cue = cues().at(tokens, at) if cues().starts(tokens[at].low) else None
    return cue is not None and cue[0] > 1 and cue[1][0][1] in ("done", "undergo", "state")


def _stops(tokens: tuple[Token, ...], at: int) -> bool:
    token = tokens[at]
    if token.text in _CAPITALS:
        return False
    return not (token.text[0].isalnum() or token.text in "'\"“‘") or token.low in words("phrase_stops")


def _after_of(tokens: tuple[Token, ...], at: int, more: bool) -> Noun:
    """ "N of them", "N of the injured", "N of its fighters", "dozens of people"."""
    if at + 1 >= len(tokens):
        return Noun(at - 1, None, "bare", more)
    word = tokens[at + 1].low
    following = tokens[at + 2].low if at + 2 < len(tokens) else ""
    if word in _PRONOUNS and (
        word not in ("those", "these") or following in words("phrase_stops") or classify(following) is None
    ):
        return Noun(at + 1, None, "bare", more, of_them=True)
    start = at + 2 if word in _DETERMINERS else at + 1
    while start < len(tokens) and tokens[start].text[0].isdigit() and start < at + 4:
        start += 1
    if start >= len(tokens) or (_stops(tokens, start) and word in _DETERMINERS):
        return Noun(at + 1, None, "bare", more, of_them=True)
    noun = _phrase(tokens, start, more)
    group = (
        noun.head
        if word == "the"
        and noun.head
        in (
            "dead",
            "wounded",
            "injured",
            "killed",
            "victims",
            "missing",
            "fatalities",
            "casualties",
            "bodies",
            "hostages",
            "arrested",
            "detained",
            "displaced",
            "slain",
            "hurt",
            "deaths",
            "captives",
            "detainees",
        )
        else None
    )
    return Noun(noun.last, noun.victims, noun.sort, more, of_them=group is not None, of_group=group, head=noun.head)


def _phrase(tokens: tuple[Token, ...], start: int, more: bool) -> Noun:
    """The run of words of a noun phrase; the last noun of a known class is its head."""
    head = -1
    kind: str | None = None
    end = start
    while end < len(tokens) and end < start + _OPEN_WORDS and not _stops(tokens, end):
        if _begins_harm(tokens, end) or tokens[end].text[0].isdigit():
            break
        found = classify(tokens[end].low)
        if found is not None and not (
            found == "not_people" and kind not in (None, "not_people") and _is_verbish(tokens, end)
        ):
            head, kind = end, found
        end += 1
        if head == end - 1 and kind not in (None, "not_people") and _ends_here(tokens, end):
            break
    if head < 0:
        return _unknown(tokens, start, end, more)
    if kind == "not_people":
        return Noun(head, None, "thing", more, head=tokens[head].low)
    victims: Victims | None = refine(tokens, start, head, cast(Victims, kind))
    if victims == "unspecified" and tokens[head].low in _UNSAID:
        victims = None
    return Noun(head, victims, "people", more, head=tokens[head].low)


def _is_verbish(tokens: tuple[Token, ...], at: int) -> bool:
    return tokens[at].low in (
        "shot",
        "strikes",
        "attacks",
        "shells",
        "wounds",
        "mine",
        "count",
        "counts",
        "home",
        "homes",
    )


def _ends_here(tokens: tuple[Token, ...], end: int) -> bool:
    """Whether the phrase ends after a person noun: unless another noun of a class follows at once."""
    return end >= len(tokens) or classify(tokens[end].low) is None


def _are_loyal(side: str, word: str, beside: bool) -> bool:
    """ "pro-government militants", "regime fighters", and right beside them "popular fighters": not "former government
    insurgents" nor fighters of a "popular front"."""
    if side in _loyal():
        return side.startswith("pro") or word.rstrip("s") in _forms("hired")
    return beside and side in load("victims")["levied"] and word.rstrip("s") in _forms("hired")


def refine(tokens: tuple[Token, ...], start: int, head: int, kind: Victims) -> Victims:
    """What modifiers and "members of X" make of an open head."""
    word = tokens[head].low
    if word.startswith(("guard", "bodyguard")) and any(
        tokens[at].low in _MASTERS for at in range(max(0, start - 1), head)
    ):
        return "civilian"
    if kind == "armed_group" and any(_are_loyal(tokens[at].low, word, at == head - 1) for at in range(start, head)):
        return "security_force"
    if not is_open(word):
        return kind
    modifiers = _modifiers()
    for at in range(head - 1, start - 1, -1):
        found = modifiers.get(tokens[at].low)
        other = classify(tokens[at].low)
        if tokens[at].low == "armed" and tokens[at + 1].low == "forces":
            return "security_force"
        if found is not None:
            return found
        if other in ("security_force", "armed_group", "civilian"):
            return cast(Victims, other)
    if head + 1 < len(tokens) and tokens[head + 1].low == "of":
        for at in range(head + 2, min(len(tokens), head + 8)):
            if tokens[at].text in ",.;:" or tokens[at].low in ("who", "and", "in", "were", "was", "killed"):
                break
            found = modifiers.get(tokens[at].low)
            if tokens[at].low == "armed" and at + 1 < len(tokens) and tokens[at + 1].low == "forces":
                return "security_force"
            if found is not None and found != "civilian":
                return found
            other = classify(tokens[at].low)
            if other in ("security_force", "armed_group") or (
                other == "civilian" and word.startswith(("member", "bod", "corpse", "death"))
            ):
                return cast(Victims, other)
    return kind


_PERSONENDINGS = ("ers", "ors", "ists", "men", "ees", "ians", "ants", "ans", "ese")


def side_of(tokens: tuple[Token, ...], begin: int, end: int) -> Victims | None:
    """The force that the words name first ("the Armed Forces", "the police"), or None."""
    for at in range(begin, min(len(tokens), end)):
        if tokens[at].low == "armed" and at + 1 < len(tokens) and tokens[at + 1].low == "forces":
            return "security_force"
        found = _modifiers().get(tokens[at].low) or classify(tokens[at].low)
        if found in ("security_force", "armed_group"):
            return cast(Victims, found)
    return None


def _unknown(tokens: tuple[Token, ...], start: int, end: int, more: bool) -> Noun:
    for at in range(start, end):
        if tokens[at].text[0].isupper() and tokens[at].low.endswith(("s", "ese", "ish", "men")):
            return Noun(at, "unspecified", "unknown", more, head=tokens[at].low)
    for at in range(end - 1, start - 1, -1):
        if tokens[at].low.endswith(_PERSONENDINGS):
            return Noun(at, "unspecified", "unknown", more, head=tokens[at].low)
    return Noun(start - 1, None, "unheard", more, head=tokens[start].low)
