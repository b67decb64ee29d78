"""What standing judgements demand of linking and of incidents, for a neighbourhood of local incidents.

Nothing here is stored: what a judgement holds on to is looked up in the readings as they are now, so that it follows
its claims through every re-reading, and is heard again when they come back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from tallybook.book import judgements, links, reports, ruled
from tallybook.book.effects import ANALYST
from tallybook.book.schema import judged_reports
from tallybook.book.targets import find_claim, find_local
from tallybook.judgement import ClaimTarget, Judgement, LocalTarget
from tallybook.link import Constraint
from tallybook.records import Reading, Report, report_told_in


@dataclass(frozen=True, slots=True)
class Demands:
    """Judgements with their constraints, in order; for each local incident the numbered ones that set something."""

    judged: tuple[tuple[Judgement, Constraint], ...] = ()
    sets: dict[str, tuple[tuple[int, Judgement], ...]] = field(default_factory=dict)

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """The constraints in the order of judging."""
        return tuple(constraint for _, constraint in self.judged)

    def on(self, a: str, b: str) -> list[Judgement]:
        """The judgements that put two local incidents together or apart, in the order in which they were made."""
        return [judgement for judgement, constraint in self.judged if constraint.rules(a, b)]

    def of(self, members: Iterable[str]) -> list[Judgement]:
        """The judgements that set something of an incident of these local incidents, the latest last."""
        found = {number: judgement for member in members for number, judgement in self.sets.get(member, ())}
        return [found[number] for number in sorted(found)]


@dataclass(slots=True)
class Finder:
    """Finds what judgements hold on to in the readings of today, each report looked up once."""

    connection: Connection
    texts: dict[str, Report] = field(default_factory=dict)
    read: dict[str, Reading] = field(default_factory=dict)

    def look_up(self, report_ids: Iterable[str]) -> None:
        """Get reports and their readings, as their readers gave them, at once."""
        wanted = sorted(set(report_ids) - self.read.keys())
        self.texts.update(reports.get(self.connection, wanted))
        self.read.update({id: Reading(id) for id in wanted})
        self.read.update(ruled.readings_as_read(self.connection, wanted))

    def local(self, target: LocalTarget) -> str | None:
        """The id of the local incident that a target holds on to today; None where it is gone."""
        self.look_up([target.report])
        if target.report not in self.texts:
            return None
        if target.is_made:
            return target.id if self.is_made(target.id) else None
        key = find_local(target, self.texts[target.report], self.read[target.report])
        return None if key is None else f"{target.report}:{key}"

    def locals_of_claims(self, targets: Sequence[ClaimTarget]) -> set[str]:
        """The ids of the local incidents that claims are about today, as judgements leave them."""
        self.look_up(target.report for target in targets)
        found = (find_claim(target, self.read[target.report]) for target in targets)
        ids = [claim.id for claim in found if claim] + [target.claim for target in targets]
        now = reports.claims_of_ids(self.connection, ids)
        return {id for claim in now.values() if (id := reports.local_id(claim)) is not None}

    def is_added(self, claim: str) -> bool:
        """Whether a claim is one that a standing judgement added."""
        found = reports.claims_of_ids(self.connection, [claim]).get(claim)
        return found is not None and found.reader == ANALYST

    def is_made(self, local: str) -> bool:
        """Whether a local incident that a judgement made is there: that judgement may be withdrawn."""
        return bool(links.are_there(self.connection, [local]))

    def locals_(self, targets: Sequence[LocalTarget]) -> tuple[str, ...]:
        """The ids of the local incidents of several targets, in order; those that are gone are left out."""
        self.look_up(target.report for target in targets)
        return tuple(sorted({id for target in targets if (id := self.local(target)) is not None}))


def demanded(connection: Connection, local_ids: Collection[str]) -> Demands:
    """What the standing judgements that hold on to the reports of these local incidents demand."""
    if connection.scalar(select(judged_reports.c.place).limit(1)) is None:
        return Demands()
    told = ruled.with_copies(connection, sorted({report_told_in(id) for id in local_ids}))
    found = judgements.touching(connection, told)
    finder = Finder(connection)
    judged = [(judgement, one) for judgement in found if (one := _constraint(finder, judgement)) is not None]
    sets: dict[str, list[tuple[int, Judgement]]] = defaultdict(list)
    for number, judgement in enumerate(found):
        for id in finder.locals_(judgement.targets) if judgement.verdict == "set" else ():
            sets[id].append((number, judgement))
    return Demands(tuple(judged), {id: tuple(told) for id, told in sorted(sets.items())})


def _constraint(finder: Finder, judgement: Judgement) -> Constraint | None:
    match judgement.verdict:
        case "same":
            return Constraint(together=finder.locals_((*judgement.targets, *judgement.others)))
        case "different":
            return Constraint(apart=(finder.locals_(judgement.targets), finder.locals_(judgement.others)))
        case "split":
            taken = tuple(ruled.made_locals(finder.connection, judgement)) + finder.locals_(judgement.targets)
            return Constraint(taken, (taken, finder.locals_(judgement.others)))
        case "move" | "add":
            made = tuple(ruled.made_locals(finder.connection, judgement))
            beside = [id for id in finder.locals_(judgement.others) if id not in made]
            return Constraint(together=(*made, *beside[:1])) if made else None
        case _:
            return None
