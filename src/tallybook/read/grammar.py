"""The grammar's tables: what each word costs between a number and a harm word, and the words that say harm."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from tallybook.read.document import Sentence, Token
from tallybook.read.lexicon import Phrases
from tallybook.read.wordlists import words
from tallybook.records import HARMS, Harm
from tallybook.vocabulary import load

ROLES = ("done", "doing", "undergo", "state", "counted", "of", "group")


class Cue(NamedTuple):
    """A harm word over tokens ``[first, last]`` in one role (see ``harms.yml``).

    ``passive`` marks a participle after "were", ``active`` one after "have"; ``unreal`` harm that was not done.
    """

    first: int
    last: int
    harm: Harm
    role: str
    passive: bool = False
    active: bool = False
    unreal: bool = False
    combined: Harm | None = None


@cache
def costs() -> dict[str, float]:
    """What a word costs when it stands between a number and a harm word."""
    data = load("grammar")
    table: dict[str, float] = {}
    for cost, entries in data["costs"].items():
        for word in entries:
            table.setdefault(str(word), float(cost))
    return table | {str(mark): float(cost) for mark, cost in data["punctuation"].items()}


@cache
def _word_cost() -> float:
    return float(load("grammar")["word"])


@cache
def cues() -> Phrases[tuple[tuple[Harm, str], ...]]:
    """All harm words; a form in several roles (\"dead\") has them all."""
    forms: dict[str, list[tuple[Harm, str]]] = {}
    data = load("harms")
    for harm in HARMS:
        for role in ROLES:
            for form in data[harm][role]:
                forms.setdefault(form, []).append((harm, role))
    return Phrases((form, tuple(senses)) for form, senses in forms.items())


def cues_of(sentence: Sentence) -> tuple[Cue, ...]:
    """The harm words of a sentence, from left to right."""
    return () if cues().signs.isdisjoint(sentence.words) else find_cues(sentence.tokens)


def find_cues(tokens: tuple[Token, ...]) -> tuple[Cue, ...]:
    """The harm words of a sentence, from left to right, the longest phrase first."""
    table = cues()
    opens = table.opens
    found: list[Cue] = []
    done = 0
    for index, token in enumerate(tokens):
        match = table.at(tokens, index) if token.low in opens and index >= done else None
        if match is None:
            continue
        size, senses = match
        for harm, role in senses:
            found.append(_cue(tokens, index, index + size - 1, harm, role))
        done = index + size
    return _joined(tokens, found)


def _joined(tokens: tuple[Token, ...], found: list[Cue]) -> tuple[Cue, ...]:
    """ "killed and wounded 40", "no injuries or deaths": one phrase with two harms counts once, by the first."""
    if len(found) < 2:
        return tuple(found)
    out: list[Cue] = []
    skip: set[int] = set()
    for index, cue in enumerate(found):
        if index in skip:
            continue
        mate = next((k for k in range(index + 1, len(found)) if _is_mate(tokens, cue, found[k])), None)
        if mate is None:
            out.append(cue)
            continue
        skip |= {k for k in range(index + 1, len(found)) if found[k].first == found[mate].first}
        out.append(cue._replace(last=found[mate].last, combined=found[mate].harm))
    both = [cue for cue in out if cue.combined]
    return tuple(told for cue in out if (told := _of_both(cue, both)) is not None)


def _of_both(cue: Cue, both: list[Cue]) -> Cue | None:
    """A cue with the second harm of the phrase that it is a word of ("dead" of "dead and wounded"), whose first it
    tells; None where it tells the second."""
    whole = next((one for one in both if one.first <= cue.first and cue.last <= one.last), None)
    if whole is None or cue.combined:
        return cue
    return cue._replace(combined=whole.combined) if cue.harm == whole.harm else None


def _is_mate(tokens: tuple[Token, ...], cue: Cue, other: Cue) -> bool:
    if other.role != cue.role or other.harm == cue.harm or cue.role not in ("done", "counted", "doing"):
        return False
    between = [token.low for token in tokens[cue.last + 1 : other.first]]
    return between in (["and"], ["or"], ["and", "/", "or"], ["/"]) and {cue.harm, other.harm} == {"killed", "wounded"}


def _cue(tokens: tuple[Token, ...], first: int, last: int, harm: Harm, role: str) -> Cue:
    passive = active = False
    if role == "done":
        passive, active = _voice(tokens, first)
    return Cue(first, last, harm, role, passive, active, _is_unreal(tokens, first, role, harm))


def _voice(tokens: tuple[Token, ...], first: int) -> tuple[bool, bool]:
    """(passive, active): looks back over adverbs and other participles for "were" or "have"."""
    passive, perfect, costs_ = words("passive"), words("perfect"), costs()
    for at in range(first - 1, max(-1, first - 6), -1):
        word = tokens[at].low
        if word in passive:
            return True, False
        if word in perfect:
            return False, True
        if not (
            word.endswith("ly")
            or word
            in (
                "and",
                "or",
                "also",
                "either",
                "reported",
                "confirmed",
                "shot",
                "killed",
                "wounded",
                "injured",
                "so",
                "far",
                "then",
                "believed",
                "feared",
                "already",
                "since",
                "now",
                "all",
                "both",
                "later",
                "to",
                "have",
            )
            or (costs_.get(word) == 0.05 and word not in ("said", "of", "at", "put", "rose", "up", "more", "others"))
        ):
            break
    return False, False


def _is_unreal(tokens: tuple[Token, ...], first: int, role: str, harm: Harm) -> bool:
    if role in ("counted", "state", "group"):
        return False
    if (
        harm in ("detained", "abducted")
        and role == "doing"
        and first
        and tokens[first - 1].low == "to"
        and not tokens[first].low.endswith("ing")
    ):
        return True
    unreal = words("unreal")
    for at in range(first - 1, max(-1, first - 4), -1):
        word = tokens[at].low
        if word in ("have", "has") and at and tokens[at - 1].low in ("may", "might", "must"):
            return False
        if word in unreal or word.endswith("n't"):
            return not (
                word in ("called", "right", "order", "will", "not") and tokens[at + 1].low in (",", "only", "to the")
            )
        if word in (",", ";", ":", ".") or (word in ("and", "who", "which", "that", "where", "when") and word != "and"):
            break
    return False


def path_costs(tokens: tuple[Token, ...]) -> list[float]:
    """Running sums of word costs: the cost between tokens i and j is ``sums[j] - sums[i + 1]``."""
    table, default = costs(), _word_cost()
    sums = [0.0]
    for token in tokens:
        word = token.low
        cost = table.get(word)
        if cost is None:
            cost = 0.05 if word.endswith("ly") else default
        sums.append(sums[-1] + cost)
    return sums


def harm_of_group(word: str) -> Harm | None:
    """The harm of a group noun: "of the injured" -> wounded."""
    return cast("Harm | None", _GROUPS.get(word))


_GROUPS = {
    "dead": "killed", "killed": "killed", "victims": "killed", "fatalities": "killed", "casualties": "killed",
    "bodies": "killed", "slain": "killed", "deaths": "killed", "wounded": "wounded", "injured": "wounded",
    "hurt": "wounded", "missing": "missing", "hostages": "abducted", "captives": "abducted", "arrested": "detained",
    "detained": "detained", "detainees": "detained", "displaced": "displaced",
}  # fmt: skip
