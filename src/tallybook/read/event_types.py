"""What kind of incident a stretch of text tells of, in ACLED's sub-event types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from tallybook import vocabulary
from tallybook.read.document import Token, tokenise
from tallybook.read.lexicon import Phrases


def scores(tokens: tuple[Token, ...]) -> Counter[str]:
    """How strongly the words of a sentence speak for each type."""
    table, weights, begins = _table()
    found: Counter[str] = Counter()
    index = 0
    while index < len(tokens):
        hit = table.at(tokens, index) if tokens[index].low in begins else None
        if hit is None:
            index += 1
            continue
        found[hit[1]] += weights[hit[1]]
        index += hit[0]
    return found


def best(sentences: Iterable[tuple[tuple[Token, ...], int]]) -> str | None:
    """The type that fits sentences best, each given with its weight; None where no word tells one."""
    total: Counter[str] = Counter()
    for tokens, weight in sentences:
        for name, score in scores(tokens).items():
            total[name] += weight * score
    if not total:
        return None
    order = list(_table()[1])
    return min(total, key=lambda name: (-total[name], order.index(name)))


@cache
def _table() -> tuple[Phrases[str], dict[str, int], frozenset[str]]:
    """The phrases with their types, the weight of each type, and the first words of phrases."""
    raw = vocabulary.load("event_types")
    phrases = [(phrase, name) for name, entry in raw.items() for phrase in entry["words"]]
    begins = frozenset(tokenise(phrase, 0, len(phrase))[0].low for phrase, _ in phrases)
    return Phrases(phrases), {name: int(entry["weight"]) for name, entry in raw.items()}, begins
