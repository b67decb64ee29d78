"""Places named in a report, with coordinates, in the country that the report is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tallybook import vocabulary
from tallybook.read.document import Document
from tallybook.read.gazetteer import Entry, fold, folded, key, named
from tallybook.read.toponyms import offsets
from tallybook.read.toponyms.choice import choose
from tallybook.read.toponyms.context import Context, gather
from tallybook.read.toponyms.hits import STRONG, Hit, around, chain, has_cue, hits
from tallybook.read.toponyms.runs import Run, runs
from tallybook.read.toponyms.words import Words, words
from tallybook.records import Place, Precision

PlaceKind = Literal["city", "district", "region", "country", "near", "site"]
_PRECISIONS: dict[str, Precision] = {"country": "country", "region": "adm1", "district": "adm2", "city": "exact"}
_MOST_WORDS = 3
_TOGETHER = 0.6  # degrees
_WEIGHTS = {"country": 1.0, "near": 2.0, "city": 2.0, "district": 2.0, "region": 2.0, "site": 2.0}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named at ``[start, end)``. ``near`` is a point at a distance from a named place."""

    start: int
    end: int
    place: Place
    kind: PlaceKind


@dataclass(frozen=True, slots=True)
class Survey:
    """All places of a report, its main country (ISO alpha-2; demonyms count too) and what each country got."""

    mentions: tuple[PlaceMention, ...]
    country: str | None
    votes: tuple[tuple[str, float], ...]


def find(doc: Document) -> tuple[PlaceMention, ...]:
    """The places that the headline and body name, in order of the text."""
    return survey(doc).mentions


def survey(doc: Document) -> Survey:
    """The places, and the country that names, adjectives ("Syrian") and towns together speak for."""
    lexicon = words()
    text = doc.report.text
    found, unknown = _hits(doc, lexicon)
    chain(found, text, lexicon)
    context = gather(found)
    _add_transliterated(found, unknown, context, lexicon)
    chosen = _resolved(found, context)
    mentions = [_mention(text, hit, entry) for hit, entry in chosen if hit.capital is None]
    mentions.extend(_capital_mentions(found))
    mentions.sort(key=lambda mention: (mention.start, mention.end))
    return Survey(tuple(mentions), context.country, tuple(sorted(context.votes.items())))


def main_country(mentions: Iterable[PlaceMention]) -> str | None:
    """The country (ISO alpha-2) that most mentions lie in, towns counting double; None without mentions."""
    votes: dict[str, float] = defaultdict(float)
    for mention in mentions:
        if mention.place.country:
            votes[mention.place.country] += _WEIGHTS[mention.kind]
    return max(votes, key=lambda country: (votes[country], country)) if votes else None


def _hits(doc: Document, lexicon: Words) -> tuple[list[Hit], list[Run]]:
    """What the gazetteer knows, and the runs of which it knows nothing."""
    found: list[Hit] = []
    unknown: list[Run] = []
    surnames: set[str] = set()
    for sentence in doc.sentences:
        for run in runs(sentence, lexicon):
            before = len(found)
            found.extend(hits(run, lexicon))
            if len(found) == before and len(run.words) == 1 and "-" in run.words[0].text:
                found.extend(hit for part in run.parts() for hit in hits(part, lexicon))
            if not run.title and not run.adjective and not any(hit.alone for hit in found[before:]):
                unknown.append(run)
            if not run.title and _is_person(run, lexicon):
                surnames.add(run.words[-1].key)
    _leave_out_persons(found, surnames)
    return found, unknown


def _is_person(run: Run, lexicon: Words) -> bool:
    """Whether a name is a person's: a title or a given name opens it, or stands before it with a full stop
    ("Maj. Gen. Hank Taylor")."""
    keys = [word.key for word in run.words]
    if lexicon.is_person(keys):
        return True
    before = run.sentence.tokens[max(0, run.words[0].index - 2) : run.words[0].index]
    return len(before) == 2 and before[1].text == "." and before[0].low in lexicon.titles and len(keys) > 1


def _leave_out_persons(found: list[Hit], surnames: set[str]) -> None:
    """Who was named in full is named by the surname later: "Carlos Moreno", then "Moreno"."""
    for hit in found:
        if hit.key in surnames and hit.cue != STRONG and hit.head is None and hit.within is None:
            hit.titled = True


def _add_transliterated(found: list[Hit], unknown: list[Run], context: Context, lexicon: Words) -> None:
    """Looks again for names that no spelling fits, among the places of the report's country."""
    if context.country is None:
        return
    for run in unknown:
        hit = _transliterated(run, context.country, lexicon)
        if hit is not None:
            found.append(hit)


def _transliterated(run: Run, country: str, lexicon: Words) -> Hit | None:
    if len(run.words) > _MOST_WORDS or not has_cue(run, lexicon):
        return None
    entries = folded(country, fold(" ".join(word.key for word in run.words)))
    if not entries or not _are_one(entries):
        return None
    hit = around(run, entries, lexicon)
    return hit if (hit.cue == STRONG or hit.head) and not hit.doubtful else None


def _are_one(entries: tuple[Entry, ...]) -> bool:
    """Whether the places lie together, so that it does not matter which of them is meant."""
    first = entries[0]
    return all(abs(other.lat - first.lat) + abs(other.lon - first.lon) < _TOGETHER for other in entries)


def _resolved(found: list[Hit], context: Context) -> list[tuple[Hit, Entry]]:
    """The hits that are places. A headline's unsure name is one where the body names the same place."""
    chosen = [(hit, choose(hit, context)) for hit in found]
    known = {hit.key: entry for hit, entry in chosen if entry is not None and not hit.title and not hit.adjective}
    resolved = []
    for hit, entry in chosen:
        if entry is None and hit.title and not hit.adjective and not hit.titled:
            entry = known.get(hit.key)
        if entry is not None:
            resolved.append((hit, entry))
    return resolved


def _capital(hit: Hit) -> Entry | None:
    """The city meant by "the Peruvian capital"."""
    country = hit.entries[0].country
    cities = [
        entry for entry in named(_capitals().get(country, "")) if entry.country == country and entry.kind == "city"
    ]
    return max(cities, key=lambda entry: (entry.weight, -entry.id), default=None)


@cache
def _capitals() -> dict[str, str]:
    return {state["code"]: key(state["capital"]) for state in vocabulary.load("states") if "capital" in state}


def _capital_mentions(found: list[Hit]) -> Iterator[PlaceMention]:
    for hit in found:
        if hit.capital is not None and hit.entries[0].kind in ("country", "demonym") and (entry := _capital(hit)):
            place = Place(entry.name, entry.country, entry.adm1, entry.lat, entry.lon)
            yield PlaceMention(*hit.capital, place, "city")


def _mention(text: str, hit: Hit, entry: Entry) -> PlaceMention:
    kind: PlaceKind = "district" if hit.head == "district" and entry.kind == "city" else _kind(entry)
    precision = _PRECISIONS[kind]
    name = entry.name if entry.main else text[hit.start : hit.end]
    lat, lon, start = entry.lat, entry.lon, hit.start
    offset = offsets.before(text, hit.sentence.start, hit.start) if kind in ("city", "district") else None
    if offset is not None:
        lat, lon = offset.apply(lat, lon)
        start = offset.start
        kind, precision = "near" if offset.bearing is not None else kind, "near"
    elif hit.near and kind in ("city", "district"):
        precision = "near"
    return PlaceMention(start, hit.end, Place(name, entry.country, entry.adm1, lat, lon, precision), kind)


def _kind(entry: Entry) -> PlaceKind:
    return "city" if entry.kind == "demonym" else entry.kind
