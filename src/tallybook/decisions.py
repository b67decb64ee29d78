"""An analyst's decisions on an open book: drafted, looked at beforehand, kept, listed, undone.

``Decisions`` is the part of ``api.Book`` that judges. A judgement is drafted and kept in one transaction, so two
people who decide at once never overwrite each other: the later one decides on what the earlier one left.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from tallybook import linking, pipeline
from tallybook.book import (
    Store,
    captures,
    demands,
    drafting,
    given,
    incidents,
    judgements,
    linked,
    links,
    orphans,
    queries,
    ruled,
    todo,
    undecided,
    words,
)  # fmt: skip
from tallybook.book.judgements import Break
from tallybook.book.linked import Links
from tallybook.book.orphans import Orphan
from tallybook.book.schema import judgements as judgements_table
from tallybook.book.undecided import Undecided
from tallybook.judgement import Judgement
from tallybook.records import Incident
from tallybook.settings import Settings


@dataclass(frozen=True, slots=True)
class Preview:
    """What a judgement would change: the incidents as they are, and as they would be; those that stay are left out."""

    judgement: Judgement
    before: tuple[Incident, ...]
    after: tuple[Incident, ...]

    def total(self, harm: str = "killed") -> tuple[tuple[int, int, int], tuple[int, int, int]]:
        """(low, best, high) of one harm over all victims of these incidents, before and after."""
        return total(self.before, harm), total(self.after, harm)


@dataclass(frozen=True, slots=True)
class Judgements:
    """Judgements in the order in which they were made, and the ids of those that were withdrawn."""

    all: tuple[Judgement, ...]
    withdrawn: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verified:
    """How many judgements the book holds, and where its log is not as it was written; the same of what was received."""

    judgements: int
    breaks: tuple[Break, ...]
    captures: captures.Verified = field(default_factory=captures.Verified)

    @property
    def holds(self) -> bool:
        """Whether all is as it was."""
        return not (self.breaks or self.captures.broken)


def total(found: Iterable[Incident], harm: str) -> tuple[int, int, int]:
    """(low, best, high) of one harm over all victims of some incidents; an open end counts as the best."""
    held = [estimate for incident in found for estimate in incident.figures.get(harm, {}).values()]
    low = sum(estimate.low or 0 for estimate in held)
    best = sum(estimate.best or 0 for estimate in held)
    return low, best, sum(estimate.high or estimate.best or 0 for estimate in held)


class Decisions(ABC):
    """What an analyst decides about a book, and what was decided."""

    store: Store
    settings: Settings
    _clock: Callable[[], datetime]

    def judge(
        self,
        verdict: str,
        subject: str = "",
        other: str | None = None,
        *,
        who: str,
        why: str = "",
        reason: str | None = None,
        parts: Iterable[str] = (),
        change: Mapping[str, Any] | None = None,
    ) -> Judgement:
        """Keep a decision and bring the book in step with it; gives the judgement as it is kept.

        ``same``, ``different`` and ``unsure`` take two incidents; ``split`` an incident and, as ``parts``, the claims
        or reports to take out; ``move`` a claim and an incident; ``fix`` a claim; ``accept`` and ``reject`` a claim or
        an incident; ``add`` a report and the incident that the claim is about; ``set`` an incident; ``note`` an
        incident, claim or report; ``undo`` a judgement, or nothing for one's own last. ``change`` holds the fields to
        fix, add or set. Raises UsageError for what does not fit, NotFound for an id that the book does not hold.
        """
        said = self._said(verdict, subject, other, who, why, reason, parts, change)
        # What came before is noted as such: it is not this decision's doing.
        self._note()
        with self.store.write() as connection:
            judgement = drafting.draft(connection, said)
            keep(connection, judgement)
        self._note()
        return judgement

    def draft(
        self,
        verdict: str,
        subject: str = "",
        other: str | None = None,
        *,
        who: str,
        why: str = "",
        reason: str | None = None,
        parts: Iterable[str] = (),
        change: Mapping[str, Any] | None = None,
    ) -> Judgement:
        """The judgement that ``judge`` would keep, checked and not kept. Raises what ``judge`` raises."""
        said = self._said(verdict, subject, other, who, why, reason, parts, change)
        self._derive()
        with self.store.read() as connection:
            return drafting.draft(connection, said)

    def preview(self, judgement: Judgement) -> Preview:
        """What a drafted judgement would change of incidents and their figures, computed in full; nothing is kept."""
        self._derive()
        with self.store.write() as connection:
            trial = connection.begin_nested()
            try:
                return _tried(connection, judgement, self.settings.policy)
            finally:
                trial.rollback()

    def judgements(self, subject: str | None = None) -> Judgements:
        """All judgements, or those on one incident, claim, report or judgement. Raises NotFound for no such subject."""
        self._derive()
        with self.store.read() as connection:
            told = tuple(judgements.log(connection))
            gone = frozenset(judgements.withdrawn(told))
            if subject is None:
                return Judgements(told, gone)
            wanted = _about(connection, subject)
            return Judgements(tuple(one for one in told if wanted(one)), gone)

    def queue(self, limit: int | None = 50) -> tuple[Undecided, ...]:
        """What is undecided, with the deaths at stake, the most first: pairs that linking, claims that reading doubts.

        Raises UsageError for a negative limit.
        """
        self._derive()
        with self.store.read() as connection:
            return tuple(undecided.find(connection, words.whole_number(limit, "limit") if limit is not None else None))

    def links(self, incident: str) -> Links:
        """Why an incident is one: the pairs that hold it together, what speaks against, and what comes nearest.

        Each with its features, gates and judgements. Raises NotFound.
        """
        self._derive()
        with self.store.read() as connection:
            return linked.linked(connection, queries.incident(connection, incident))

    def orphans(self) -> tuple[Orphan, ...]:
        """The standing judgements that no longer find what they were made on; they wait for it to come back."""
        with self.store.read() as connection:
            return tuple(orphans.find(connection))

    def reasons(self) -> dict[str, str]:
        """The reason codes that a judgement may carry, each with its sentence."""
        return dict(given.reasons())

    def verify(self) -> Verified:
        """Whether the log of judgements and what was received are as they were written.

        Each row carries the digest of the one before; originals are held to their digests.
        """
        with self.store.read() as connection:
            return Verified(*judgements.verify(connection), captures.verify(connection))

    def _said(
        self,
        verdict: str,
        subject: str,
        other: str | None,
        who: str,
        why: str,
        reason: str | None,
        parts: Iterable[str],
        change: Mapping[str, Any] | None,
    ) -> drafting.Words:
        when = self._clock().isoformat(timespec="seconds")
        return drafting.Words(
            verdict=verdict, subject=subject, other=other, parts=tuple(parts), change=dict(change or {}),
            who=who, when=when, why=why, reason=reason,
        )  # fmt: skip

    @abstractmethod
    def _note(self) -> None: ...

    def _derive(self) -> None:
        if not self.store.is_read_only:
            with self.store.read() as connection:
                stage = todo.next_stage(connection)
            if stage:
                pipeline.finish(self.store, policy=self.settings.policy)


def keep(connection: Connection, judgement: Judgement) -> None:
    """Append a judgement and mark all that it changes to be derived anew."""
    held = ruled.with_copies(connection, judgements.append(connection, judgement))
    before = ruled.locals_of(connection, held)
    ruled.apply(connection, held)
    todo.mark(connection, "settle", set(before) | set(ruled.locals_of(connection, held)))


def _tried(connection: Connection, judgement: Judgement, policy: str) -> Preview:
    held = ruled.with_copies(connection, _concerned(connection, judgement))
    near, _ = linking.reach(connection, ruled.locals_of(connection, held))
    before = _incidents(connection, near)
    keep(connection, judgement)
    pipeline.derive(connection, policy)
    near |= {member for incident in before.values() for member in incident.members}
    near |= set(ruled.locals_of(connection, held))
    after = _incidents(connection, near)
    changed = [id for id in sorted(before.keys() | after.keys()) if before.get(id) != after.get(id)]
    return Preview(
        judgement,
        tuple(before[id] for id in changed if id in before),
        tuple(after[id] for id in changed if id in after),
    )


def _concerned(connection: Connection, judgement: Judgement) -> tuple[str, ...]:
    """The reports that a judgement, or the one that it withdraws, holds on to."""
    current: Judgement | None = judgement
    while current is not None and current.verdict == "undo":
        current = judgements.get(connection, current.subject)
    return current.reports if current else ()


def _incidents(connection: Connection, locals_: Iterable[str]) -> dict[str, Incident]:
    ids = set(links.incident_of(connection, sorted(locals_)).values())
    found = {id: incidents.get(connection, id) for id in sorted(ids)}
    return {id: incident for id, incident in found.items() if incident is not None}


def _about(connection: Connection, subject: str) -> Callable[[Judgement], bool]:
    """Whether a judgement is on what the words name: by id as it was then, or by what it holds on to now."""
    if subject.startswith("j-"):
        id = queries.resolve(connection, judgements_table.c.id, "judgement", subject)
        return lambda one: id in (one.id, one.subject)
    if subject.startswith("c-"):
        return lambda one: one.subject.startswith(subject) or any(t.claim.startswith(subject) for t in one.claims)
    if subject.startswith("r-"):
        report = queries.resolve_report(connection, subject)
        return lambda one: report in one.reports or one.subject == report
    id = queries.resolve_incident(connection, subject)
    finder = demands.Finder(connection)
    incident = incidents.get(connection, id)
    members = set(incident.members if incident else ())

    def holds(one: Judgement) -> bool:
        if id in (one.subject, one.other):
            return True
        told = {*finder.locals_((*one.targets, *one.others)), *finder.locals_of_claims(one.claims)}
        return not members.isdisjoint(told)

    return holds
