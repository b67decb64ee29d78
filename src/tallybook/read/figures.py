"""Which number counts whom for which harm: the figures of a report, sentence by sentence.

Every candidate (a number phrase or a single person) is paired with the harm word that costs least to reach: the cost
sums the words between them and adds what the harm word's role asks ("12 were killed" looks left, "killing 12" looks
right). Shares ("including three") and ellipsis ("33 more") take the harm of the figure they hang on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from tallybook.read import candidates as candidates_
from tallybook.read import named_persons, revisions, sides
from tallybook.read.candidates import Candidate
from tallybook.read.document import Document, Sentence, Token
from tallybook.read.found import Found
from tallybook.read.grammar import Cue, cues_of, harm_of_group, path_costs
from tallybook.read.lexicon import Phrases
from tallybook.read.pairing import SORT_COST, Pair, best_pair, is_source
from tallybook.read.scopes import Told, settled
from tallybook.read.wordlists import words
from tallybook.records import Figure, Harm, Scope, Victims

LIMIT = 3.2


class Weighed(NamedTuple):
    """A candidate with the harm word nearest to it, and the finding that the grammar makes of it, if any."""

    sentence: Sentence
    candidate: Candidate
    pair: Pair | None
    found: Found | None


def find(doc: Document, armed: frozenset[int] = frozenset()) -> tuple[Figure, ...]:
    """The figures of a report in the order of their words, without speaker and local incident.

    ``armed`` holds the offsets at which names of armed groups begin: they tell whose "its members" are.
    """
    return made_of(doc, weigh(doc, armed))


def weigh(doc: Document, armed: frozenset[int] = frozenset(), *, further: bool = False) -> tuple[Weighed, ...]:
    """The candidates of a report that may count people, whether the grammar takes them for figures or not.

    ``further`` adds those in sentences where the grammar looks for none, and those that are too loose for it.
    """
    out: list[Weighed] = []
    found: list[Found] = []
    for sentence in doc.sentences:
        cues = cues_of(sentence)
        idle = not cues and not (found and sentence.index - found[-1].sentence.index <= 1)
        if idle and not further:
            continue
        here = _in_sentence(doc, sentence, cues, found, armed, idle=idle)
        found.extend(item.found for item in here if item.found is not None)
        if further:
            more = candidates_.further(sentence, tuple(item.candidate for item in here))
            here += [Weighed(sentence, candidate, None, None) for candidate in more]
            here.sort(key=lambda item: item.candidate.first)
        out.extend(here)
    return tuple(out)


def made_of(doc: Document, weighed: Sequence[Weighed], told: Told | None = None) -> tuple[Figure, ...]:
    """The figures of the findings among weighed candidates, seen together, by incident where that is ``told``."""
    return tuple(_figure(doc, item) for item in settled([one.found for one in weighed if one.found is not None], told))


def _in_sentence(
    doc: Document,
    sentence: Sentence,
    cues: tuple[Cue, ...],
    before: Sequence[Found],
    armed: frozenset[int],
    *,
    idle: bool,
) -> list[Weighed]:
    tokens = sentence.tokens
    found = candidates_.find(sentence, singles=bool(cues))
    if not found:
        return []
    found = tuple(named_persons.joined(tokens, list(candidates_.spread(tokens, found))))
    candidates = [] if idle else [candidate for candidate in found if not is_source(tokens, candidate)]
    sums = path_costs(tokens) if candidates else []
    pairs = {c.first: best_pair(tokens, c, cues, candidates, sums) for c in candidates}
    out: list[Found] = []
    weighed: list[Weighed] = []
    for candidate in found:
        pair = pairs.get(candidate.first)
        item = _resolve(sentence, candidate, pair, out, before) if candidate.first in pairs else None
        if item is not None and _is_idle_loss(item, armed):
            item = None
        if item is not None:
            item = _sided(doc, item, armed)
            out.append(item)
        weighed.append(Weighed(sentence, candidate, pair, item))
    return weighed


def _is_idle_loss(item: Found, armed: frozenset[int]) -> bool:
    """ "Rovers have lost six in a row": a bare number lost by nobody who fights."""
    tokens, cue = item.sentence.tokens, item.cue
    if cue is None or item.candidate.sort != "bare" or tokens[cue.first].low not in ("lost", "lose", "loses", "losing"):
        return False
    return cue.last == cue.first and sides.loser(tokens, cue.first, armed) is None


def _sided(doc: Document, item: Found, armed: frozenset[int]) -> Found:
    """Gives an open number its side: by "its", or by who "lost"."""
    candidate, tokens = item.candidate, item.sentence.tokens
    if candidate.victims is None and candidate.sort in ("bare", "people"):
        side = sides.labelled(tokens, candidate.first) or sides.counted(tokens, candidate.first)
        if side is not None:
            return replace(item, victims=side)
    if item.victims != "unspecified" and not (candidate.victims is None and item.cue and _is_loss(tokens, item.cue)):
        return item
    side = sides.owner(doc.sentences, item.sentence.index, candidate.first, candidate.last, armed)
    if side is None and item.cue is not None and _is_loss(tokens, item.cue):
        side = sides.loser(tokens, item.cue.first, armed)
    return item if side is None else replace(item, victims=side)


def _is_loss(tokens: tuple[Token, ...], cue: Cue) -> bool:
    return tokens[cue.first].low in (
        "lost",
        "loses",
        "losing",
        "lose",
        "suffered",
        "casualties",
        "fatalities",
        "losses",
    )


def _resolve(
    sentence: Sentence, candidate: Candidate, pair: Pair | None, here: Sequence[Found], before: Sequence[Found]
) -> Found | None:
    tokens = sentence.tokens
    harm = harm_of_group(candidate.of_group) if candidate.of_group else None
    harm = harm or named_persons.among(tokens, candidate)
    if harm not in (None, "killed") and pair is not None and pair.cost < 1.0 and pair.cue.first > candidate.last:
        harm = pair.cue.harm
    if harm is not None:
        return _make(sentence, candidate, harm, 0.2, None, here, before)
    if _goes_on(tokens, candidate, here) and (pair is None or pair.cost - SORT_COST[candidate.sort] > 0.6):
        return _make(sentence, candidate, here[-1].harm, 0.6, None, here, before)
    limit = _limit(candidate)
    if candidate.share and here and candidate.sort != "thing":
        own = pair is not None and pair.cost - SORT_COST[candidate.sort] < 0.3
        kind = pair.cue.harm if own and pair is not None else here[-1].harm
        return _make(sentence, candidate, kind, 0.5, pair.cue if own and pair else None, here, before)
    if pair is not None and pair.cost <= limit:
        return _make(sentence, candidate, pair.cue.harm, pair.cost, pair.cue, here, before)
    inherited = _inherited(tokens, sentence, candidate, here, before)
    return None if inherited is None else _make(sentence, candidate, inherited, 1.5, None, here, before)


def _goes_on(tokens: tuple[Token, ...], candidate: Candidate, here: Sequence[Found]) -> bool:
    if not here:
        return False
    last = here[-1].candidate
    return (
        _continues_share(tokens, candidate, here)
        or _is_coordinated(tokens, last, candidate)
        or _listed(tokens, last, candidate)
    )


def _listed(tokens: tuple[Token, ...], left: Candidate, right: Candidate) -> bool:
    """ "three from India, one from Portugal and two from Turkey": bare numbers, each with its place."""
    if right.sort != "bare" or right.pronoun or not 3 <= right.first - left.last <= 7:
        return False
    high = len(tokens)
    if left.last + 2 >= high or right.last + 2 >= high or tokens[right.last + 1].low not in ("from", "in", "at"):
        return False
    places = (tokens[left.last + 2], tokens[right.last + 2])
    named = all(place.low == "the" or place.text[0].isupper() for place in places)
    parted = tokens[right.first - 1].low in (",", "and", ";")
    return named and parted and tokens[left.last + 1].low == tokens[right.last + 1].low


def _limit(candidate: Candidate) -> float:
    if candidate.none:
        return 1.2
    if candidate.head in words("tellers"):
        return 0.8
    if candidate.sort == "people" and not candidate.share:
        return 4.0
    if candidate.sort == "single":
        return 2.1
    return 1.6 if candidate.pronoun else LIMIT


def _inherited(
    tokens: tuple[Token, ...], sentence: Sentence, candidate: Candidate, here: Sequence[Found], before: Sequence[Found]
) -> Harm | None:
    """ "33 more", "of them six", "three were policemen": the harm of the figure that they hang on."""
    hangs = (
        candidate.share
        or (candidate.more and candidate.sort in ("bare", "people"))
        or (candidate.sort == "bare" and candidate.victims is not None)
    )
    if candidate.none:
        return None
    if here and (hangs or _is_coordinated(tokens, here[-1].candidate, candidate)):
        return here[-1].harm
    if not hangs:
        return _counted(tokens, candidate, here, before, sentence)
    last = before[-1] if before else None
    if last is not None and last.sentence.index == sentence.index - 1 and candidate.first <= 2:
        return last.harm
    return None


def _is_coordinated(tokens: tuple[Token, ...], left: Candidate, right: Candidate) -> bool:
    """ "15 bodies: six men, three women and six children"."""
    if right.sort not in ("people", "single") or right.first - left.last > 6:
        return False
    if right.sort == "single" and right.head in words("tellers") and tokens[right.first - 1].text == ",":
        return False  # "12 killed, a spokesman for the army, Ali Haji, said"
    between = [token.low for token in tokens[left.last + 1 : right.first]]
    return all(
        word in (",", "and", ":", "(", "recovered", "were", "was", "found", "killed", "dead", "as", "well", "-", "–")
        for word in between
    )


def _counted(
    tokens: tuple[Token, ...], candidate: Candidate, here: Sequence[Found], before: Sequence[Found], sentence: Sentence
) -> Harm | None:
    """A bare number that a source counts, gives or corrects: the harm of the last figure."""
    open_noun = candidate.sort == "people" and candidate.head in ("people", "persons", "victims")
    if not (candidate.sort == "bare" or open_noun) or candidate.pronoun or candidate.low == 0:
        return None
    last = here[-1] if here else before[-1] if before else None
    if last is None or sentence.index - last.sentence.index > 2:
        return None
    if _is_tally(tokens, candidate):
        return last.harm
    if sentence.index - last.sentence.index > 1:
        return None
    counting = words("counting")
    near = tokens[max(0, candidate.first - 3) : candidate.first]
    after = tokens[candidate.last + 1].low if candidate.last + 1 < len(tokens) else "."
    if open_noun and not (candidate.first and tokens[candidate.first - 1].low in ("count", "counted", "counts")):
        return None
    ends = after in words("after_counting")
    return last.harm if ends and any(token.low in counting for token in near) else None


def _is_tally(tokens: tuple[Token, ...], candidate: Candidate) -> bool:
    """ "The figure given on Wednesday was 359 people"."""
    if candidate.first < 2 or tokens[candidate.first - 1].low not in ("was", "is", "now", "at", "to"):
        return False
    return any(token.low in words("tally_nouns") for token in tokens[max(0, candidate.first - 12) : candidate.first])


def _make(
    sentence: Sentence,
    candidate: Candidate,
    harm: Harm,
    cost: float,
    cue: Cue | None,
    here: Sequence[Found],
    before: Sequence[Found],
) -> Found | None:
    told_as_toll = cue is not None and cue.role == "of" and candidate.sort == "bare"
    inherited = "unspecified" if told_as_toll else _inherited_victims(candidate, here, before, sentence)
    victims = candidate.victims or inherited
    if harm == "displaced" and victims in ("armed_group", "security_force"):
        return None
    return Found(
        sentence,
        candidate,
        harm,
        cost,
        victims,
        _scope(sentence, candidate, cue, here),
        not revisions.is_old(sentence.tokens, candidate.first, candidate.last),
        cue,
    )


def _inherited_victims(
    candidate: Candidate, here: Sequence[Found], before: Sequence[Found], sentence: Sentence
) -> Victims:
    whole = [item for item in here if not item.candidate.share] or here
    if whole:
        return "unspecified" if _is_vague_aside(candidate) else whole[-1].victims
    if before and before[-1].sentence.index == sentence.index - 1 and (candidate.more or candidate.share):
        return before[-1].victims
    return "unspecified"


def _is_vague_aside(candidate: Candidate) -> bool:
    """ "scores were injured" beside "13 soldiers killed" does not say that these were soldiers."""
    return candidate.qualifier == "vague" and candidate.sort == "bare" and not candidate.more


@cache
def _wider() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("wider"))


@cache
def _totalling() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in words("totalling"))


def _near(table: Phrases[bool], sentence: Sentence, first: int, last: int) -> bool:
    """Whether a phrase of the table begins between two tokens."""
    if table.signs.isdisjoint(sentence.words):
        return False
    tokens = sentence.tokens
    span = range(max(0, first), min(len(tokens), last))
    return any(table.starts(tokens[at].low) and table.at(tokens, at) is not None for at in span)


def _scope(sentence: Sentence, candidate: Candidate, cue: Cue | None, here: Sequence[Found]) -> Scope:
    tokens = sentence.tokens
    if _near(_totalling(), sentence, candidate.first - 8, candidate.first):
        return "wider"
    if (
        candidate.share
        or candidate.of_group
        or _among(tokens, candidate, cue)
        or _continues_share(tokens, candidate, here)
    ):
        return "part"
    if _near(_wider(), sentence, candidate.first - 10, candidate.last + 12):
        return "wider"
    return "whole"


def _among(tokens: tuple[Token, ...], candidate: Candidate, cue: Cue | None) -> bool:
    return cue is not None and cue.role == "group" and cue.first > candidate.last


def _continues_share(tokens: tuple[Token, ...], candidate: Candidate, here: Sequence[Found]) -> bool:
    """ "including three soldiers and a child": the child is in the share too."""
    if not here:
        return False
    if here[-1].scope == "part" and _listed(tokens, here[-1].candidate, candidate):
        return True
    if not here[-1].candidate.share:
        return False
    between = [token.low for token in tokens[here[-1].candidate.last + 1 : candidate.first]]
    return between in ([","], ["and"], [",", "and"])


def _figure(doc: Document, item: Found) -> Figure:
    tokens = item.sentence.tokens
    c = item.candidate
    return Figure(
        id="", report=doc.report.id, start=tokens[c.first].start, end=tokens[c.last].end, sentence=item.sentence.span,
        current=item.current, harm=item.harm, victims=item.victims, low=c.low, high=c.high, qualifier=c.qualifier,
        scope=item.scope, combined=_combined(item),
    )  # fmt: skip


def _combined(item: Found) -> Harm | None:
    """ "casualties" are dead and wounded together; so is "killed or wounded 40"."""
    if item.candidate.head in ("casualty", "casualties") and item.harm == "killed" and item.candidate.low != 0:
        return "wounded"
    return item.cue.combined if item.cue else None
