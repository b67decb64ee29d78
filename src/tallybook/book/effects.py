"""What judgements make of the readings of reports: claims fixed, rejected, added, moved; dates and places set.

``effective`` is pure: the reading as its reader gave it and the standing judgements, in order, give the reading that
everything after it stands on. ``apply`` puts that into the book's rows for reports that are judged, or no longer are.
What a judgement says of a report holds for its copies too, since they speak with one voice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, get_type_hints

from tallybook.book.codec import dumps, from_plain, loads, to_plain
from tallybook.book.targets import find_claim, find_local, find_twin
from tallybook.judgement import ClaimTarget, Judgement, LocalTarget
from tallybook.records import (
    AnyClaim,
    Confirmation,
    Denial,
    Disruption,
    Figure,
    Judged,
    LocalIncident,
    Reaction,
    Reading,
    Report,
    Responsibility,
    Review,
    Span,
    Speaker,
    identity,
)

ANALYST = "analyst"
"""The reader of a claim that a judgement added."""
KINDS: dict[str, type[AnyClaim]] = {
    kind.kind: kind for kind in (Figure, Responsibility, Denial, Confirmation, Reaction, Disruption)
}
_REVIEWS: dict[str, Review] = {"accept": "accept", "fix": "fix", "reject": "reject"}
_TOLD = ("start", "end", "place", "type", "groups")
"""What of a local incident can be set."""


@dataclass(slots=True)
class _Work:
    """A reading while judgements change it: ``read`` is the reading as it was, ``group`` the report and its copies."""

    report: Report
    group: frozenset[str]
    read: Reading
    claims: dict[str, AnyClaim]
    locals_: dict[str, LocalIncident]

    def find(self, target: ClaimTarget) -> str | None:
        """The id of the claim that a target holds on to."""
        if target.claim in self.claims:
            return target.claim
        if target.report not in self.group:
            return None
        is_copy = target.report != self.report.id
        claim = find_twin(target, self.report, self.read) if is_copy else find_claim(target, self.read)
        return claim.id if claim else None

    def find_local(self, target: LocalTarget) -> str | None:
        """The key of the local incident that a target holds on to."""
        if target.report not in self.group:
            return None
        if target.is_made and target.key in self.locals_:
            return target.key
        return find_local(target, self.report, self.read)

    def put(self, id: str, judgement: Judgement, **change: Any) -> None:
        """A claim as a judgement changes it, marked with who decided."""
        claim = self.claims[id]
        marked = replace(claim, judged=_mark(claim.judged, judgement), **change)
        self.claims[id] = marked


def effective(report: Report, group: Iterable[str], read: Reading, judgements: Iterable[Judgement]) -> Reading:
    """A reading as its reader gave it, with all that judgements change of it.

    ``group`` are the ids of the report and of its copies: what is judged of one holds for all.
    """
    work = _Work(
        report, frozenset(group), read, {c.id: c for c in read.claims}, {local.key: local for local in read.incidents}
    )
    for judgement in judgements:
        if judgement.verdict in _EFFECTS:
            _EFFECTS[judgement.verdict](work, judgement)
    before = {claim.id: claim for claim in read.claims}
    claims = (_with_read(claim, before.get(claim.id)) for claim in work.claims.values())
    ordered = sorted(claims, key=lambda claim: (claim.start, claim.id))
    return Reading(report.id, tuple(ordered), tuple(work.locals_[key] for key in sorted(work.locals_)))


def as_read(claim: AnyClaim) -> AnyClaim | None:
    """A claim as its reader gave it; None for one that a judgement added."""
    if claim.reader == ANALYST:
        return None
    if claim.judged is None:
        return claim
    hints = get_type_hints(type(claim))
    return replace(claim, judged=None, **{name: _back(hints[name], value) for name, value in claim.judged.read})


def _back(hint: Any, value: Any) -> Any:
    return loads(hint, value) if hint in (Speaker | None, Span) and value is not None else value


def _with_read(claim: AnyClaim, before: AnyClaim | None) -> AnyClaim:
    if claim.judged is None or before is None:
        return claim
    names = [item.name for item in fields(claim) if item.name != "judged"]
    changed = [(name, getattr(before, name)) for name in names if getattr(before, name) != getattr(claim, name)]
    read = tuple((name, dumps(value) if isinstance(value, Speaker | Span) else value) for name, value in changed)
    return replace(claim, judged=replace(claim.judged, read=read))


def _mark(before: Judged | None, judgement: Judgement) -> Judged:
    """The latest verdict stands; to accept what was fixed or added leaves it that, and a move is no verdict on it."""
    ids = (*(before.judgements if before else ()), judgement.id)
    if before is not None and judgement.verdict not in _REVIEWS:
        return replace(before, judgements=ids)
    verdict: Review = _REVIEWS.get(judgement.verdict, "add" if judgement.verdict == "add" else "move")
    if verdict == "accept" and before is not None and before.verdict in ("fix", "add"):
        verdict = before.verdict
    return Judged(verdict, ids, judgement.who, judgement.when, judgement.why, judgement.reason)


def _review(work: _Work, judgement: Judgement) -> None:
    for target in judgement.claims:
        if (id := work.find(target)) is not None:
            work.put(id, judgement)


def _reject(work: _Work, judgement: Judgement) -> None:
    """A claim, or all that is told of an incident; to accept an incident says nothing of its single claims."""
    _review(work, judgement)
    for target in judgement.targets:
        key = work.find_local(target)
        for claim in list(work.claims.values()):
            if key is not None and claim.local == key:
                work.put(claim.id, judgement)


def _fix(work: _Work, judgement: Judgement) -> None:
    for target in judgement.claims:
        if (id := work.find(target)) is not None and work.claims[id].kind == target.kind:
            work.put(
                id, judgement, **_changed(work.claims[id], judgement.change, moved=target.report == work.report.id)
            )


def _changed(claim: AnyClaim, change: dict[str, Any], *, moved: bool) -> dict[str, Any]:
    """The fields to change, decoded; another span holds in its own report only, not in a copy."""
    hints = get_type_hints(type(claim))
    places = ("start", "end")
    found = {name: from_plain(hints[name], value) for name, value in change.items() if moved or name not in places}
    if moved and (found.keys() & set(places)):
        start, end = found.get("start", claim.start), found.get("end", claim.end)
        found["sentence"] = Span(min(start, claim.sentence.start), max(end, claim.sentence.end))
    return found


def _move(work: _Work, judgement: Judgement) -> None:
    for target in judgement.claims:
        if (id := work.find(target)) is not None:
            work.put(id, judgement, local=_home(work, judgement))


def _home(work: _Work, judgement: Judgement) -> str:
    """The key of the local incident for claims that are moved or added: one of the incident's own in this report, or
    one that the judgement makes, which linking then holds to the others."""
    if judgement.verdict != "split":
        found = next((key for target in judgement.others if (key := work.find_local(target)) is not None), None)
        if found is not None:
            return found
    if judgement.id not in work.locals_:
        told = {"key": judgement.id, "report": work.report.id, **judgement.change.get("local", {})}
        work.locals_[judgement.id] = from_plain(LocalIncident, told)
    return judgement.id


def _add(work: _Work, judgement: Judgement) -> None:
    for target in judgement.claims:
        start = target.start if target.report == work.report.id else _nearest(work.report.text, target)
        if start is None or target.report not in work.group:
            continue
        end = start + len(target.words)
        id = identity("c", work.report.id, start, end, target.kind, judgement.id)
        told = {name: value for name, value in judgement.change.items() if name != "local"}
        shift = start - target.start
        sentence = Span(*(max(0, min(len(work.report.text), at + shift)) for at in told.pop("sentence")))
        made = {"id": id, "report": work.report.id, "start": start, "end": end, "sentence": to_plain(sentence)}
        plain = {**told, **made, "local": _home(work, judgement), "reader": ANALYST}
        work.claims[id] = from_plain(KINDS[target.kind], plain)
        work.put(id, judgement)


def _nearest(text: str, target: ClaimTarget) -> int | None:
    """Where the words of a target stand in a copy, nearest to where they stood."""
    spots: list[int] = []
    at = text.find(target.words)
    while at >= 0:
        spots.append(at)
        at = text.find(target.words, at + 1)
    return min(spots, key=lambda spot: abs(spot - target.start), default=None)


def _set(work: _Work, judgement: Judgement) -> None:
    change = {name: value for name, value in judgement.change.items() if name in _TOLD}
    for target in judgement.targets:
        key = work.find_local(target)
        if change and key is not None:
            plain = {**to_plain(work.locals_[key]), **change}
            if "start" in change:
                plain |= {"date_said": None, "date_why": f"set by {judgement.who}"}
            work.locals_[key] = from_plain(LocalIncident, plain)


_EFFECTS: dict[str, Callable[[_Work, Judgement], None]] = {
    "accept": _review,
    "reject": _reject,
    "fix": _fix,
    "move": _move,
    "split": _move,
    "add": _add,
    "set": _set,
}


def changes_readings(judgement: Judgement) -> bool:
    """Whether a judgement changes what a report is taken to say, and not only what is linked."""
    return judgement.verdict in _EFFECTS and bool(judgement.claims or judgement.verdict in ("set", "reject"))


def rejected(claims: Sequence[AnyClaim]) -> tuple[tuple[AnyClaim, str], ...]:
    """The claims that an analyst rejected, each with the reason in words."""
    told = ((claim, claim.judged) for claim in claims if claim.is_rejected)
    return tuple((claim, judged.in_words) for claim, judged in told if judged is not None)
