"""Persons by name among candidates: the name beside "a local journalist", and who "was among the dead"."""

from __future__ import annotations

from tallybook.read.candidates import Candidate
from tallybook.read.document import Token
from tallybook.read.grammar import harm_of_group
from tallybook.records import Harm

_BE = frozenset(("is", "are", "was", "were"))
_AMONG = frozenset(("among", "amongst"))
_ARTICLES = frozenset(("the", "those", "his", "her", "their", "its", "several"))
_APPOSITION = 14


def joined(tokens: tuple[Token, ...], found: list[Candidate]) -> list[Candidate]:
    """One candidate where a single person and a name beside it, set off by commas, are one: "a journalist, Ali Haji,"
    and "Ali Haji, 23, a soldier,"."""
    names = {one.first: one for one in found if one.sort == "named"}
    ends = {one.last: one for one in found if one.sort == "named"}
    out, gone = [], set()
    for one in found:
        if one.sort == "single" and one.share is False:
            after, before = names.get(_past_comma(tokens, one.last)), ends.get(_before_comma(tokens, one.first))
            if after is not None and _closes(tokens, after.last):
                gone.add(after.first)
                one = one._replace(last=after.last)
            elif before is not None and tokens[one.first].low in ("a", "an", "the"):
                gone.add(before.first)
                one = one._replace(first=before.first)
        out.append(one)
    return [one for one in out if not (one.sort == "named" and one.first in gone)]


def _past_comma(tokens: tuple[Token, ...], last: int) -> int:
    return last + 2 if last + 2 < len(tokens) and tokens[last + 1].text == "," else -1


def _before_comma(tokens: tuple[Token, ...], first: int) -> int:
    """The last token of what a comma, or an age between commas, parts from ``first``."""
    if first < 2 or tokens[first - 1].text != ",":
        return -1
    aged = first > 3 and tokens[first - 2].text.isdigit() and tokens[first - 3].text == ","
    return first - 4 if aged else first - 2


def _closes(tokens: tuple[Token, ...], last: int) -> bool:
    return last + 1 >= len(tokens) or not (tokens[last + 1].text[0].isalpha() and tokens[last + 1].text[0].isupper())


def among(tokens: tuple[Token, ...], candidate: Candidate) -> Harm | None:
    """The harm of one person of whom it is told: "X, the imam, was among the dead", "among those killed was X"."""
    if candidate.sort not in ("single", "named"):
        return None
    after = _skip_apposition(tokens, candidate.last + 1)
    if after < len(tokens) and tokens[after].low in _BE:
        return _group(tokens, after + 1)
    before = candidate.first - 1
    if before > 2 and tokens[before].low in _BE and tokens[0].low in _AMONG:
        return _group(tokens, 0)
    return None


def _skip_apposition(tokens: tuple[Token, ...], at: int) -> int:
    """Past ", the deputy commander," to the verb."""
    if at >= len(tokens) or tokens[at].text != ",":
        return at
    close = next((k for k in range(at + 1, min(len(tokens), at + _APPOSITION)) if tokens[k].text == ","), None)
    return at if close is None else close + 1


def _group(tokens: tuple[Token, ...], at: int) -> Harm | None:
    """The harm in "among the dead", "among those killed" that begins at a token."""
    if at >= len(tokens) or tokens[at].low not in _AMONG:
        return None
    noun = at + 2 if at + 1 < len(tokens) and tokens[at + 1].low in _ARTICLES else at + 1
    return harm_of_group(tokens[noun].low) if noun < len(tokens) else None
