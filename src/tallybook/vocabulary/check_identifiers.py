"""What can be wrong with ``identifiers.yml``: the form of each code, codes given twice, groups and states unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tallybook.vocabulary import load

_COUNTRY = {
    "iso3": r"[A-Z]{3}",
    "iso_numeric": r"[1-9][0-9]{0,2}",
    "wikidata": r"Q[1-9][0-9]*",
    "ucdp": r"[1-9][0-9]{0,2}",
    "ucdp_name": r"\S.*",
    "ucdp_region": r"Africa|Americas|Asia|Europe|Middle East",
    "government": r"[1-9][0-9]*",
    "gtd": r"[1-9][0-9]{0,3}",
    "gtd_region": r"[1-9]|1[0-2]",
    "acled_region": r"\S.*",
}
_GROUP = {
    "ucdp": r"[1-9][0-9]*",
    "ucdp_name": r"\S.*",
    "acled": r"\S.*",
    "inter": r"[1-8]",
    "wikidata": r"Q[1-9][0-9]*",
}
_SHARED = frozenset(("ucdp_name", "ucdp_region", "gtd_region", "acled_region", "inter"))
"""Codes that several may have; every other one belongs to a single group or country."""


def check_identifiers(data: Any) -> Iterator[str]:
    """identifiers.yml: codes of the right form, each given once; countries of states.yml, groups of groups.yml."""
    groups = load("groups")
    ids = {str(row["id"]) for section in ("armed_groups", "state_forces") for row in groups[section]}
    states = {state["code"] for state in load("states")}
    yield from _section(data.get("countries") or {}, "countries", states, _COUNTRY)
    yield from _section(data.get("groups") or {}, "groups", ids, _GROUP)
    yield from (f'missions: "{id}" is no id of groups.yml' for id in data.get("missions") or () if id not in ids)


def _section(
    rows: Mapping[Any, Mapping[str, Any]], section: str, known: set[str], forms: Mapping[str, str]
) -> Iterator[str]:
    owners: dict[tuple[str, str], str] = {}
    for name, codes in rows.items():
        if str(name) not in known:
            yield f'{section}: "{name}" is in no list of the vocabulary'
        for code, value in codes.items():
            yield from _code(f"{section}: {name}", code, value, forms)
            first = owners.setdefault((code, str(value)), str(name))
            if first != str(name) and code not in _SHARED:
                yield f"{section}: {code} {value} belongs to {first} and to {name}"


def _code(owner: str, code: str, value: Any, forms: Mapping[str, str]) -> Iterator[str]:
    if code not in forms:
        yield f'{owner}: "{code}" is none of {", ".join(forms)}'
    elif isinstance(value, bool) or not re.fullmatch(forms[code], str(value)):
        yield f"{owner}: {code} {value!r} has not the form of such a code"
