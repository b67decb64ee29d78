"""A list of parts that stands for a whole: "five soldiers and a coast guard" are six of the security forces.

Only where a speaker gives no whole figure of the class: parts that one sentence lists side by side are added up. A
part named as a subset of another ("of whom six", "including two") is never added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from tallybook.reconcile.entry import Entry
from tallybook.vocabulary import load

GAP = 60
"""Characters between two listed parts at most."""
_LIST = re.compile(r"(?:,|;|\band\b|&|\bas well as\b|\bplus\b|\balong with\b)")
_SUBSET = re.compile(r"\b(?:of (?:whom|them|those|which)|includ\w*|among\w*|between|or)\b|[.!?]", re.I)


def totals(entries: Iterable[Entry]) -> Iterator[Entry]:
    """One entry for each list of parts, with the sum as its number and all the parts' claims."""
    run: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e.member.id, e.claim.start, e.claim.id)):
        if run and not _continues(run[-1], entry):
            yield from _total(run)
            run = []
        if _is_part(entry):
            run.append(entry)
    yield from _total(run)


def _is_part(entry: Entry) -> bool:
    claim = entry.claim
    return claim.scope == "part" and claim.current and not claim.combined and claim.low == claim.high


def _continues(last: Entry, entry: Entry) -> bool:
    if last.member.id != entry.member.id or last.voice != entry.voice or last.claim.sentence != entry.claim.sentence:
        return False
    between = last.member.report.text[last.claim.end : entry.claim.start]
    return 0 < len(between) <= GAP and bool(_LIST.search(between)) and not _SUBSET.search(between)


def tells_apart(entry: Entry) -> bool:
    """Women, children and foreigners are told apart from others of their class, and do not make it up."""
    said = entry.member.report.text[entry.claim.start : entry.claim.end].lower().split()
    return any(word.startswith(stem) for word in said for stem in _apart())


@cache
def _apart() -> tuple[str, ...]:
    return tuple(load("voices")["told_apart"].split())


def _total(run: list[Entry]) -> Iterator[Entry]:
    if len(run) < 2 or any(tells_apart(entry) for entry in run):
        return
    number = sum(entry.number for entry in run)
    claim = replace(run[0].claim, low=number, high=number, scope="whole", qualifier="exact")
    yield replace(run[0], claim=claim, parts=tuple(entry.claim for entry in run))
