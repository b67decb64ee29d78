"""What a report is about as a whole: which countries and regions its names speak for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tallybook.read.gazetteer import Entry
from tallybook.read.toponyms.hits import STRONG, Hit

_BIG = 100_000
_KNOWN = 30_000
# Countries whose government, army or agencies are named in reports on other countries: their votes count for less.
_EVERYWHERE = frozenset(("US", "GB", "FR", "RU", "CH", "BE", "IL", "SA", "IR", "TR"))


@dataclass(slots=True)
class Context:
    """``country`` is the report's main country (ISO alpha-2) or None; ``votes`` what each country got."""

    country: str | None = None
    votes: dict[str, float] = field(default_factory=dict)
    regions: frozenset[tuple[str, str]] = frozenset()
    by_sentence: dict[int, frozenset[tuple[str, str]]] = field(default_factory=dict)
    by_paragraph: dict[int, set[str]] = field(default_factory=dict)
    all_votes: float = field(init=False)

    def __post_init__(self) -> None:
        self.all_votes = sum(self.votes.values()) or 1.0

    def share(self, country: str) -> float:
        """The part of all votes that a country got, 0 to 1."""
        return self.votes.get(country, 0.0) / self.all_votes


def gather(found: list[Hit]) -> Context:
    """Counts every hit as a vote for its country."""
    votes: dict[str, float] = defaultdict(float)
    for hit in found:
        for country, weight in _votes(hit):
            votes[country] += weight * (1.5 if hit.sentence.index < 3 else 1.0)
    main = max(votes, key=lambda name: (votes[name], name)) if votes else None
    by_sentence = _regions(found, votes)
    return Context(main, dict(votes), frozenset().union(*by_sentence.values()), by_sentence, _countries(found))


def _votes(hit: Hit) -> list[tuple[str, float]]:
    first = hit.entries[0]
    if first.kind == "demonym" or hit.adjective:
        return [(first.country, 0.4 if first.country in _EVERYWHERE else 1.0)] if first.own else []
    if first.kind == "country":
        return [(first.country, _country_weight(hit, first.country))] if hit.alone else []
    if not hit.alone or hit.titled or (hit.doubtful and hit.cue != STRONG):
        return []
    return _town_votes(hit)


def _country_weight(hit: Hit, country: str) -> float:
    weight = 2.0 if hit.cue == STRONG else 0.7
    return weight / 2 if country in _EVERYWHERE and hit.cue != STRONG else weight


def _town_votes(hit: Hit) -> list[tuple[str, float]]:
    weight = 1.5 if hit.cue == STRONG or hit.head else 1.0
    if hit.speaks:
        weight = 0.3
    if len({entry.country for entry in hit.entries if entry.weight >= _KNOWN}) > 1:
        weight /= 3
    countries = {entry.country for entry in hit.entries if entry.own}
    if len(countries) == 1 and (hit.head or hit.cue == STRONG or not hit.doubtful):
        return [(countries.pop(), weight)]
    big = max(hit.entries, key=_bigness)
    if big.weight < _BIG:
        return []
    return [(big.country, weight / 2 if big.country in _EVERYWHERE else weight)]


def _bigness(entry: Entry) -> tuple[float, int]:
    return entry.weight if entry.main else entry.weight / 3, -entry.id


def _countries(found: list[Hit]) -> dict[int, set[str]]:
    """The countries that each paragraph names."""
    by_paragraph: dict[int, set[str]] = defaultdict(set)
    for hit in found:
        if hit.entries[0].kind == "country" and hit.alone:
            by_paragraph[hit.sentence.paragraph].add(hit.entries[0].country)
    return dict(by_paragraph)


def _regions(found: list[Hit], votes: dict[str, float]) -> dict[int, frozenset[tuple[str, str]]]:
    """The first-level regions that are named, by sentence: towns in them are the likelier ones."""
    by_sentence: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for hit in found:
        regions = [entry for entry in hit.entries if entry.kind == "region" and entry.code]
        if regions and hit.alone and (hit.head == "region" or not any(entry.kind == "city" for entry in hit.entries)):
            region = max(regions, key=lambda entry: (votes.get(entry.country, 0.0), -entry.id))
            by_sentence[hit.sentence.index].add((region.country, str(region.code)))
    return {index: frozenset(found) for index, found in by_sentence.items()}
