"""An analyst's decision, and how it holds on to what it is about.

A judgement never names an incident alone, since incidents are views that come and go: it holds on to the local
incidents and claims that it was made on, each by what survives another reading of its report.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

MADE = "j-"
"""What the id of a judgement begins with."""

Verdict = Literal[
    "same", "different", "unsure", "split", "move", "accept", "fix", "reject", "add", "set", "note", "undo",
]  # fmt: skip
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class ClaimTarget:
    """A claim as a judgement holds on to it: found again by report, kind and span, also where it is read anew.

    ``words`` are the words of its span, by which the same claim is found in a copy of the report.
    """

    claim: str
    report: str
    start: int
    end: int
    kind: str
    harm: str | None = None
    victims: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class LocalTarget:
    """A local incident as a judgement holds on to it: found again by the claims that were told of it.

    Where it had none, by its key, together with the name of its place and its start.
    """

    report: str
    key: str
    claims: tuple[ClaimTarget, ...] = ()
    place: str | None = None
    start: str | None = None

    @property
    def id(self) -> str:
        """The local incident's id when the judgement was made."""
        return f"{self.report}:{self.key}"

    @property
    def is_made(self) -> bool:
        """Whether a judgement, and no reader, made the local incident: then its key is that judgement's id."""
        return self.key.startswith(MADE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """An analyst's decision. Append-only: a later one on the same subject stands, the earlier one is kept.

    ``subject`` and ``other`` are ids as they were when it was made: of incidents, of a claim or report, or, for an
    undo, of the judgement that is withdrawn. What it holds on to are local incidents (``targets`` of the subject,
    ``others`` of what it is compared with, parted from or moved to) and ``claims``, so that it survives every
    re-reading and re-linking. ``change`` holds the fields that are fixed, added or set; ``reason`` is a code of
    ``vocabulary/reasons.yml``; ``when`` is in UTC.
    """

    id: str
    verdict: Verdict
    subject: str
    other: str | None
    change: dict[str, Any]
    who: str
    when: str
    why: str = ""
    reason: str | None = None
    targets: tuple[LocalTarget, ...] = ()
    others: tuple[LocalTarget, ...] = ()
    claims: tuple[ClaimTarget, ...] = ()

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of all reports that it is about, in order."""
        held = {target.report for target in (*self.targets, *self.others)}
        return tuple(sorted(held | {target.report for target in self.claims}))
