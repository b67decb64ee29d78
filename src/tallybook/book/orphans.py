"""Judgements that no longer find what they were made on: shown, kept, and heard again when it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from tallybook.book import judgements
from tallybook.book.demands import Finder
from tallybook.book.targets import find_claim
from tallybook.judgement import ClaimTarget, Judgement


@dataclass(frozen=True, slots=True)
class Orphan:
    """A standing judgement without effect, wholly or in part, and what it no longer finds, in words."""

    judgement: Judgement
    missing: str


def find(connection: Connection) -> Iterator[Orphan]:
    """The standing judgements that miss a claim, or a whole side of their local incidents, in the order of judging."""
    finder = Finder(connection)
    for judgement in judgements.standing(connection):
        missing = next(_missing(finder, judgement), None)
        if missing is not None:
            yield Orphan(judgement, missing)


def _missing(finder: Finder, judgement: Judgement) -> Iterator[str]:
    finder.look_up({target.report for target in judgement.claims})
    for target in judgement.claims:
        if target.report not in finder.texts:
            yield f"report {target.report} is not in the book"
        elif judgement.verdict != "add" and not _is_there(finder, target):
            yield f'no reader finds the {target.kind} "{target.words}" in {finder.texts[target.report].path} any more'
    for side in (judgement.targets, judgement.others):
        if side and not finder.locals_(side):
            yield f"none of the {len(side)} report(s) that told the incident tell it any more"


def _is_there(finder: Finder, target: ClaimTarget) -> bool:
    return find_claim(target, finder.read[target.report]) is not None or finder.is_added(target.claim)
