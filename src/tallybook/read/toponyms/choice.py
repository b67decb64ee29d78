"""Which place a hit means, and whether it means one at all."""

from __future__ import annotations

from math import log10

from tallybook.read.gazetteer import Entry
from tallybook.read.toponyms.context import Context
from tallybook.read.toponyms.hits import NONE, STRONG, WEAK, Hit

_HEADS: dict[str, dict[str, float]] = {
    "region": {"region": 3.0, "district": 1.0, "city": -3.0, "country": -2.0},
    "district": {"region": -1.0, "district": 2.0, "city": 0.5, "country": -4.0},
    "city": {"region": -1.0, "district": 0.0, "city": 1.0, "country": -1.0},
}
_REGION_WEIGHT = 20_000.0
_BARE_DISTRICT = 3.0
_NAMESAKE = 4.0
"""What speaks against Poland, Ohio, and China, Nagasaki, in a report on neither country."""
_SIZEABLE = 20_000


def choose(hit: Hit, context: Context) -> Entry | None:
    """The likeliest place, or None where the name is more likely no place's."""
    places = [entry for entry in hit.entries if entry.kind != "demonym"]
    if not places:
        return None
    best = places[0]
    if len(places) > 1:
        best = max(places, key=lambda entry: (_score(entry, hit, context), -entry.id))
    return best if _is_place(hit, best, context) else None


def _score(entry: Entry, hit: Hit, context: Context) -> float:
    weight = min(entry.weight, _REGION_WEIGHT) if entry.kind == "region" else entry.weight
    score = log10(weight + 200) + 0.2 * entry.own - (0.0 if entry.main else 1.0)
    if hit.head:
        score += _HEADS[hit.head][entry.kind]
    elif entry.kind == "district" and _has_town(hit, entry.country):
        score -= _BARE_DISTRICT
    if entry.kind == "country":
        return score
    if entry.country == context.country:
        score += 3.0
    elif any(other.kind == "country" for other in hit.entries):
        score -= _NAMESAKE
    elif entry.country in context.by_paragraph.get(hit.sentence.paragraph, ()):
        score += 2.0
    elif context.share(entry.country) >= 0.15:
        score += 1.5
    return score + _region_score(entry, hit, context) + _within_score(entry, hit)


def _has_town(hit: Hit, country: str) -> bool:
    """A name that is a town's and its district's means the town, where nothing says "district"."""
    return any(entry.kind == "city" and entry.main and entry.country == country for entry in hit.entries)


def _region_score(entry: Entry, hit: Hit, context: Context) -> float:
    if entry.code is None or entry.kind == "region" or not entry.main:
        return 0.0
    region = (entry.country, entry.code)
    if region in context.by_sentence.get(hit.sentence.index, ()):
        return 2.0
    return 1.0 if region in context.regions else 0.0


def _within_score(entry: Entry, hit: Hit) -> float:
    """ "Rakhni, Balochistan": the name after the comma holds the one before it."""
    if hit.within is None:
        return 0.0
    for wider in hit.within.entries:
        if wider.country == entry.country and (wider.kind == "country" or wider.code in (None, entry.code)):
            return 3.0
    return -1.0


def _is_place(hit: Hit, entry: Entry, context: Context) -> bool:
    if hit.adjective or hit.titled:
        return False
    local = entry.country == context.country or (
        entry.country in context.by_paragraph.get(hit.sentence.paragraph, ()) and (entry.own or entry.weight >= 20_000)
    )
    if hit.title:
        return _is_place_in_title(hit, entry, local)
    if not hit.alone:
        return False
    if entry.kind == "country":
        return True
    sure = hit.cue == STRONG or hit.head is not None or hit.within is not None
    if hit.doubtful and not (local and _is_only_short(hit, entry)):
        return sure and local and not hit.speaks and (hit.head is not None or hit.cue == STRONG)
    if hit.speaks and not sure:
        return False
    if sure:
        return local or entry.weight >= 15_000 or _within_score(entry, hit) > 0 or context.share(entry.country) >= 0.1
    return _is_known(hit, entry, local)


def _is_only_short(hit: Hit, entry: Entry) -> bool:
    """ "Owo" is doubtful for being short, but a city of the report's country all the same."""
    text = hit.words[0].text
    return len(hit.key) <= 3 and not text.isupper() and entry.main and entry.weight >= _SIZEABLE and hit.cue != NONE


def _is_known(hit: Hit, entry: Entry, local: bool) -> bool:
    """Without a word that speaks of a place: only what is big, or of the report's country and not its first word."""
    if hit.cue == WEAK:
        return local or entry.weight >= 100_000
    if not local:
        return entry.weight >= 700_000 and entry.main
    if hit.initial:
        return entry.weight >= 30_000
    return entry.main or entry.weight >= 20_000


def _is_place_in_title(hit: Hit, entry: Entry, local: bool) -> bool:
    """In a headline all words have capitals, so that only the sure and the well known count."""
    if hit.doubtful:
        return False
    if entry.kind == "country":
        return hit.alone or hit.cue != NONE
    if hit.cue == STRONG or hit.head:
        return local or entry.weight >= 100_000
    return local and entry.weight >= 100_000
