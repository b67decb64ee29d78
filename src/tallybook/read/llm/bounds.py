"""The bounds of a number phrase that a model gives: by our own parsers, whatever the model makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from tallybook.read import quantities
from tallybook.read.document import Sentence
from tallybook.read.llm.answer import Counted
from tallybook.read.llm.named import Page
from tallybook.records import Qualifier, Span, Victims

_PERSONS = frozenset(("single", "named"))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A number phrase that counts people: where it stands, its bounds, and whom its noun says it counts."""

    span: Span
    low: int | None
    high: int | None
    qualifier: Qualifier
    victims: Victims | None = None


def bounds(page: Page, row: Counted, number: Span) -> Bounds | None:
    """What the phrase at ``number`` says, None where it says no number of people.

    A phrase of the rules' that shares words with it comes first, then a number that they know of things. The model's
    word is taken only for people who are named or described without a number, and for no more than there are words.
    A phrase with a number that the parsers reject (a percentage, a date, a sum of money) says none.
    """
    sentence = page.sentence(number)
    if sentence is None:
        return None
    return _proposed(page, number) or _parsed(sentence, number) or _described(page, row, sentence, number)


def _proposed(page: Page, number: Span) -> Bounds | None:
    """The candidate with a number before one without, and the one that shares most of the phrase."""
    best: tuple[bool, int, int] | None = None
    found: Bounds | None = None
    for proposal in page.seen.proposals:
        shared = min(proposal.end, number.end) - max(proposal.start, number.start)
        candidate = proposal.weighed.candidate
        rank = (candidate.sort not in _PERSONS, shared, -proposal.start)
        if shared > 0 and (best is None or rank > best):
            span = Span(proposal.start, proposal.end)
            best = rank
            found = Bounds(span, candidate.low, candidate.high, candidate.qualifier, candidate.victims)
    return found


def _parsed(sentence: Sentence, number: Span) -> Bounds | None:
    for quantity in quantities.find(sentence.tokens):
        span = Span(sentence.tokens[quantity.first].start, sentence.tokens[quantity.last].end)
        if span.overlaps(number):
            return Bounds(span, quantity.low, quantity.high, quantity.qualifier)
    return None


def _described(page: Page, row: Counted, sentence: Sentence, number: Span) -> Bounds | None:
    words = [token.low for token in sentence.tokens if number.start <= token.start and token.end <= number.end]
    if any(word[0].isdigit() or quantities.starts_number(word) for word in words):
        return None
    if row.low is None or row.low != row.high or not 1 <= row.low <= sum(word[0].isalpha() for word in words):
        return None
    return Bounds(number, row.low, row.high, "exact")
