"""Which harm word a candidate belongs to: the cheapest, by the words between them and the role it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tallybook.read.candidates import Candidate
from tallybook.read.document import Token
from tallybook.read.grammar import Cue, costs, harm_of_group
from tallybook.read.wordlists import words

SORT_COST = {"people": 0.0, "bare": 0.9, "unknown": 0.7, "unheard": 2.2, "single": 1.3, "named": 0.6}


class Pair(NamedTuple):
    """The cheapest harm word for a candidate."""

    cost: float
    cue: Cue


def best_pair(
    tokens: tuple[Token, ...], candidate: Candidate, cues: Sequence[Cue], others: Sequence[Candidate], sums: list[float]
) -> Pair | None:
    best: Pair | None = None
    if candidate.sort == "named":
        return _named_pair(tokens, candidate, cues)
    for cue in cues:
        cost = _cost(tokens, candidate, cue, others, sums)
        if cost is not None and (best is None or cost < best.cost):
            best = Pair(cost, cue)
    if best is None:
        return None
    return None if best.cue.unreal and not candidate.none else best


def _named_pair(tokens: tuple[Token, ...], candidate: Candidate, cues: Sequence[Cue]) -> Pair | None:
    """A name counts only where the harm word is next to it: "X Y was killed", "killing X Y", "the death of X Y"."""
    for cue in cues:
        if cue.unreal or cue.harm not in ("killed", "wounded", "abducted", "missing"):
            continue
        between = [token.low for token in tokens[candidate.last + 1 : cue.first]]
        after = cue.role == "undergo" or cue.passive
        if after and candidate.last < cue.first and set(_without_age(between)) <= words("named_gap"):
            return Pair(0.6, cue)
        if cue.last + 1 == candidate.first and (
            cue.role in ("doing", "of") or (cue.role == "done" and not cue.passive)
        ):
            return Pair(0.6, cue)
    return None


def _without_age(between: list[str]) -> list[str]:
    return between[3:] if between[:1] == [","] and between[2:3] == [","] and between[1].isdigit() else between


def is_source(tokens: tuple[Token, ...], candidate: Candidate) -> bool:
    """ "a medical official told Reuters", "a town of some 10,000 people": no victims."""
    after = tokens[candidate.last + 1].low if candidate.last + 1 < len(tokens) else ""
    if (
        costs().get(after) == 1.6
        and candidate.sort != "bare"
        and after not in ("reports", "claims", "according", "call", "calls")
    ):
        return True
    before = [token.low for token in tokens[max(0, candidate.first - 2) : candidate.first]]
    return before[-1:] == ["of"] and before[0] in (
        "town",
        "city",
        "village",
        "population",
        "age",
        "force",
        "crowd",
        "country",
    )


def _cost(
    tokens: tuple[Token, ...], candidate: Candidate, cue: Cue, others: Sequence[Candidate], sums: list[float]
) -> float | None:
    if cue.last >= candidate.first and cue.first <= candidate.last:
        return _inside(tokens, candidate, cue)
    if cue.harm != "killed" and tokens[candidate.last].low in words("remains"):
        return None
    left = candidate.last < cue.first
    base = _left(tokens, candidate, cue, others) if left else _right(tokens, candidate, cue, others)
    if base is None:
        return None
    path = sums[cue.first] - sums[candidate.last + 1] if left else sums[candidate.first] - sums[cue.last + 1]
    path -= _discount(others, candidate, cue, sums)
    if left and any(token.low == "whom" for token in tokens[candidate.last + 1 : cue.first]):
        return None
    if left and cue.role in ("done", "undergo", "state"):
        path -= _aside(tokens, candidate.last, cue.first, sums)
    if (
        not left
        and cue.role in ("of", "counted", "state", "group")
        and tokens[candidate.first - 1].low in words("copulas")
    ):
        path = min(path * 0.5, 1.0)
    return base + path + SORT_COST[candidate.sort]


def _inside(tokens: tuple[Token, ...], candidate: Candidate, cue: Cue) -> float | None:
    """The harm word is the noun that is counted: "12 deaths", "27 wounded"."""
    if candidate.sort == "single" or candidate.of_group:
        return 0.3 if candidate.of_group and harm_of_group(candidate.of_group) == cue.harm else None
    if cue.role == "counted":
        return 0.0 if tokens[cue.last].low in words("strong_heads") or cue.harm != "killed" else 1.0
    if cue.role == "of" and cue.last == candidate.last + 1:
        return 0.0
    return 0.1 if cue.role == "state" else None


def _discount(others: Sequence[Candidate], candidate: Candidate, cue: Cue, sums: list[float]) -> float:
    """Other counted phrases on the way (a coordination) cost little, whatever words they hold."""
    low, high = (candidate.last, cue.first) if candidate.last < cue.first else (cue.last, candidate.first)
    total = 0.0
    for other in others:
        if low < other.first and other.last < high:
            total += max(0.0, sums[other.last + 1] - sums[other.first] - 0.15)
    return total


def _aside(tokens: tuple[Token, ...], last: int, cue: int, sums: list[float]) -> float:
    """What a relative clause or apposition between commas costs too much: "two men, who had come in a lorry, died"."""
    if last + 1 >= cue or tokens[last + 1].text not in (",", "(", "–", "—"):
        return 0.0
    for at in range(cue - 1, last + 2, -1):
        if tokens[at].text in (",", ")", "–", "—"):
            return max(0.0, sums[at + 1] - sums[last + 1] - 0.5)
    return 0.0


def _follows(tokens: tuple[Token, ...], cue: Cue, others: Sequence[Candidate]) -> bool:
    """Whether a counted phrase follows the harm word at once: then it is its object."""
    at = cue.last + 1
    while at < len(tokens) and tokens[at].low.endswith("ly"):
        at += 1
    return any(other.first == at for other in others)


def _left(tokens: tuple[Token, ...], candidate: Candidate, cue: Cue, others: Sequence[Candidate]) -> float | None:
    """What it costs that the candidate comes before the harm word."""
    if cue.role == "done":
        if cue.active:
            return None
        if cue.passive:
            return _agent(tokens, candidate)
        if candidate.none and candidate.head == "nobody":
            return None
        if _follows(tokens, cue, others):
            return None
        return 0.1 if candidate.last + 1 == cue.first else 0.7
    if cue.role == "undergo":
        return _agent(tokens, candidate)
    if cue.role == "state":
        return None if _follows(tokens, cue, others) and not _is_be(tokens, cue) else _agent(tokens, candidate)
    if cue.role == "group":
        return 0.0 if tokens[cue.first - 1].low in ("among", "amongst") else 0.6
    if cue.role == "counted" and cue.first <= candidate.last + 2:
        return 0.6
    return None


def _joins(tokens: tuple[Token, ...], candidate: Candidate) -> bool:
    """ "was shot dead together with six of his guards"."""
    before = [token.low for token in tokens[max(0, candidate.first - 2) : candidate.first]]
    return before in (["together", "with"], ["along", "with"], ["well", "as"])


def _is_be(tokens: tuple[Token, ...], cue: Cue) -> bool:
    return cue.first > 0 and tokens[cue.first - 1].low in words("passive")


def _agent(tokens: tuple[Token, ...], candidate: Candidate) -> float:
    """ "by four gunmen" did it, "according to an official" says it: neither suffered it."""
    if candidate.first == 0:
        return 0.0
    before = tokens[candidate.first - 1].low
    source = before == "to" and candidate.first > 1 and tokens[candidate.first - 2].low == "according"
    return 3.0 if before == "by" or source else 0.0


def _right(tokens: tuple[Token, ...], candidate: Candidate, cue: Cue, others: Sequence[Candidate]) -> float | None:
    """What it costs that the candidate comes after the harm word."""
    if candidate.sort == "single" and cue.role != "group" and tokens[candidate.first - 1].low in ("was", "is", "were"):
        return None
    if candidate.none and candidate.head == "nobody":
        return None
    after = tokens[cue.last + 1].low if cue.last + 1 < len(tokens) else ""
    by_agent = 3.0 if candidate.first and tokens[candidate.first - 1].low == "by" else 0.0
    if cue.role == "done":
        if cue.passive and _joins(tokens, candidate):
            return 0.2
        if cue.passive:
            return 1.2 + by_agent if after in ("include", "included", "includes", ":") else None
        if _follows(tokens, cue, others):
            return 0.0
        return (0.2 if cue.active else 0.9) + by_agent
    if cue.role == "doing":
        return 0.0 + by_agent
    if cue.role == "of":
        return 0.2
    if cue.role == "group":
        among = cue.first > 0 and tokens[cue.first - 1].low in ("among", "amongst", "of")
        if candidate.first == cue.last + 1 and candidate.core == candidate.first:
            return 0.1
        counted = tokens[candidate.first - 1].low in words("copulas")
        return 0.3 if among or after in words("copulas") else 0.6 if counted else None
    if cue.role in ("state", "counted") and tokens[candidate.first - 1].low in words("copulas"):
        return 0.6
    if cue.role == "state" and cue.last + 1 == candidate.first and cue.first and tokens[cue.first - 1].low == "the":
        return 0.6
    return 0.4 if cue.role == "undergo" and after == ":" else None
