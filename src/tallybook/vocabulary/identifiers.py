"""Identifiers that others give to groups, states and countries: ``identifiers.yml`` as records.

What is not surely the same is None, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from tallybook.vocabulary import load

_PUNCTUATION = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's codes: ISO 3166-1, Wikidata, UCDP (Gleditsch and Ward), GTD, and ACLED's region."""

    code: str
    name: str
    iso3: str | None = None
    iso_numeric: int | None = None
    wikidata: str | None = None
    ucdp: int | None = None
    ucdp_name: str | None = None
    ucdp_region: str | None = None
    government: int | None = None
    gtd: int | None = None
    gtd_region: int | None = None
    acled_region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An armed group or a state's force with its codes; ``countries`` are ISO codes of where it acts."""

    id: str
    name: str
    is_state: bool
    countries: tuple[str, ...] = ()
    ucdp: int | None = None
    ucdp_name: str | None = None
    acled: str | None = None
    inter: int | None = None
    wikidata: str | None = None


@cache
def countries() -> dict[str, Country]:
    """The countries of states.yml by their ISO 3166-1 alpha-2 code."""
    known = load("identifiers")["countries"]
    return {
        state["code"]: Country(code=state["code"], name=state["names"][0], **known.get(state["code"], {}))
        for state in load("states")
    }


@cache
def groups() -> dict[str, Group]:
    """The groups of groups.yml by their id."""
    data, known = load("groups"), load("identifiers")["groups"]
    return {
        str(row["id"]): _group(row, section == "state_forces", known.get(str(row["id"]), {}))
        for section in ("armed_groups", "state_forces")
        for row in data[section]
    }


def _group(row: dict[str, Any], is_state: bool, codes: dict[str, Any]) -> Group:
    places = tuple(map(str, row.get("countries", ())))
    return Group(id=str(row["id"]), name=str(row["name"]), is_state=is_state, countries=places, **codes)


@cache
def missions() -> frozenset[str]:
    """The ids of forces that are no one state's: missions, alliances, auxiliaries."""
    return frozenset(load("identifiers")["missions"])


def group_named(name: str) -> Group | None:
    """The group that a name, a spelling or an id of the vocabulary names.

    >>> group_named("Pakistani Taliban").id, group_named("nobody in particular")
    ('ttp', None)
    """
    id = _names().get(_plain(name))
    return groups()[id] if id else None


def state_named(name: str) -> Country | None:
    """The country that a name of the vocabulary's states names.

    >>> state_named("Iran").code
    'IR'
    """
    return countries().get(_states().get(_plain(name), ""))


@cache
def _names() -> dict[str, str]:
    data = load("groups")
    rows = (row for section in ("armed_groups", "state_forces") for row in data[section])
    return {
        _plain(str(name)): str(row["id"])
        for row in rows
        for name in (row["id"], row["name"], *row.get("also", ()), *row.get("labels", ()))
    }


@cache
def _states() -> dict[str, str]:
    return {_plain(name): state["code"] for state in load("states") for name in state["names"]}


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _PUNCTUATION.sub(" ", bare).strip().removeprefix("the ")
