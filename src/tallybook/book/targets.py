"""How judgements hold on to claims and local incidents, and find them again in a report that was read anew.

All functions are pure, over a reading as its reader gave it (see ``ruled.as_read``). A claim is found by its id, else
by kind, harm and the overlap of spans; in a copy of the report, by kind and words. A local incident is found by the
claims that were told of it: the one that most of them belong to now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tallybook.judgement import ClaimTarget, LocalTarget
from tallybook.records import AnyClaim, Figure, LocalIncident, Reading, Report, Span

HELD = 8
"""Claims by which one local incident is held at most: a few are enough to find it again."""
HELD_IN_ALL = 400
"""Claims by which all local incidents of one judgement are held, so that its record stays small."""


def claim_target(report: Report, claim: AnyClaim) -> ClaimTarget:
    """What holds on to a claim as its reader gave it."""
    figure = claim if isinstance(claim, Figure) else None
    return ClaimTarget(
        claim=claim.id,
        report=claim.report,
        start=claim.start,
        end=claim.end,
        kind=claim.kind,
        harm=figure.harm if figure else None,
        victims=figure.victims if figure else None,
        words=report.text[claim.start : claim.end],
    )


def local_target(report: Report, local: LocalIncident, claims: Iterable[AnyClaim], most: int = HELD) -> LocalTarget:
    """What holds on to a local incident: its first claims, figures before others."""
    own = sorted(claims, key=lambda claim: (claim.kind != "figure", claim.start, claim.end, claim.id))
    held = tuple(claim_target(report, claim) for claim in own[:most])
    return LocalTarget(report.id, local.key, held, local.place.name if local.place else None, local.start)


def find_claim(target: ClaimTarget, reading: Reading) -> AnyClaim | None:
    """The claim that a target holds on to, in a reading of its report or of a copy of it; None where it is gone."""
    alike = [claim for claim in reading.claims if _is_alike(target, claim)]
    if reading.report != target.report:
        return None
    same = next((claim for claim in alike if claim.id == target.claim), None)
    return same or min((c for c in alike if _shared(target, c)), key=lambda c: _distance(target, c), default=None)


def find_twin(target: ClaimTarget, report: Report, reading: Reading) -> AnyClaim | None:
    """The same claim in a copy of the target's report: of its kind and in its words, the one that stands nearest."""
    alike = [c for c in reading.claims if _is_alike(target, c) and report.text[c.start : c.end] == target.words]
    return min(alike, key=lambda claim: (abs(claim.start - target.start), _distance(target, claim)), default=None)


def _is_alike(target: ClaimTarget, claim: AnyClaim) -> bool:
    if claim.kind != target.kind:
        return False
    return not isinstance(claim, Figure) or target.harm in (None, claim.harm)


def _shared(target: ClaimTarget, claim: AnyClaim) -> int:
    return min(target.end, claim.end) - max(target.start, claim.start) if _span(target).overlaps(_span(claim)) else 0


def _span(one: ClaimTarget | AnyClaim) -> Span:
    return Span(one.start, one.end)


def _distance(target: ClaimTarget, claim: AnyClaim) -> tuple[bool, int, int, int, str]:
    victims = claim.victims if isinstance(claim, Figure) else None
    width = abs((claim.end - claim.start) - (target.end - target.start))
    return victims != target.victims, -_shared(target, claim), width, claim.start, claim.id


def find_local(target: LocalTarget, report: Report, reading: Reading) -> str | None:
    """The key of the local incident that a target holds on to, in a reading of its report or of a copy."""
    keys = {local.key for local in reading.incidents}
    if target.is_made or not target.claims:
        return target.key if target.key in keys and _still_fits(target, reading.incidents) else None
    is_copy = report.id != target.report
    found = [find_twin(c, report, reading) if is_copy else find_claim(c, reading) for c in target.claims]
    votes = Counter(claim.local for claim in found if claim is not None and claim.local in keys)
    ranked = sorted(votes, key=lambda key: (-votes[key], key != target.key, key or ""))
    return ranked[0] if ranked else None


def _still_fits(target: LocalTarget, locals_: Sequence[LocalIncident]) -> bool:
    """Whether a local incident that no claim holds is still told of the same place and time."""
    if target.is_made:
        return True
    there = next(local for local in locals_ if local.key == target.key)
    return (there.place.name if there.place else None, there.start) == (target.place, target.start)
