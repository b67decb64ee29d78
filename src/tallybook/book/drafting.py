"""From an analyst's words to a judgement: what is meant is looked up, what is given is checked, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from sqlalchemy import Connection

from tallybook.book import given, judgements, queries, reports, ruled, words
from tallybook.book.codec import dumps, to_plain
from tallybook.book.effects import KINDS
from tallybook.book.schema import claims as claims_table
from tallybook.book.schema import judgements as judgements_table
from tallybook.book.targets import HELD, HELD_IN_ALL, claim_target, local_target
from tallybook.errors import UsageError
from tallybook.judgement import MADE, VERDICTS, ClaimTarget, Judgement, LocalTarget, Verdict
from tallybook.records import Incident, Reading, Report, identity, report_told_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an analyst says: the verdict, on what, compared with or moved to what, and who, when and why.

    ``subject`` is an incident (same, different, unsure, split, set, accept, reject, note), a claim (accept, fix,
    reject, move, note), a report (add, note) or a judgement (undo; nothing for one's own last). ``other`` is an
    incident. ``parts`` are claims or reports that a split takes out. ``change`` holds the fields to fix, add or set.
    """

    verdict: str
    subject: str = ""
    other: str | None = None
    parts: tuple[str, ...] = ()
    change: Mapping[str, Any] = field(default_factory=dict)
    who: str = ""
    when: str = ""
    why: str = ""
    reason: str | None = None


def draft(connection: Connection, said: Words) -> Judgement:
    """The judgement that the words mean in the book as it is. Raises UsageError or NotFound."""
    verdict = cast(Verdict, words.one_of(said.verdict, VERDICTS, "verdict"))
    if not said.who.strip():
        raise UsageError("nobody is named as the one who decides", "say who: --who NAME, or set TALLYBOOK_WHO")
    who = given.told("who", said.who)
    why = given.told("why", said.why) if said.why.strip() else ""
    blank = Judgement("", verdict, "", None, {}, who, said.when, why, given.reason(said.reason))
    made = _DRAFTS[verdict](connection, said, blank)
    return replace(made, id=identity("j", judgements.last_digest(connection), dumps(made)))


def _pair(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    _no_change(said)
    if said.other is None:
        raise UsageError(
            f"{said.verdict} needs two incidents", f"tallybook judge BOOK {said.verdict} INCIDENT INCIDENT"
        )
    one, other = queries.incident(connection, said.subject), queries.incident(connection, said.other)
    if one.id == other.id:
        raise UsageError(f"{said.subject!r} and {said.other!r} are one incident, {one.id}", "give two incidents")
    if blank.verdict == "different" and one.root != other.root:
        sides = [_held(connection, (*one.members, *_sites(connection, one))) for one in (one, other)]
    else:
        sides = [_held(connection, one.members), _held(connection, other.members)]
    return replace(blank, subject=one.id, other=other.id, targets=sides[0], others=sides[1])


def _sites(connection: Connection, wave: Incident) -> list[str]:
    """The members of a wave's sites: what is said of the wave against another incident holds for them too."""
    return [member for site in queries.parts_of(connection, wave.id) for member in site.members]


def _split(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    incident = queries.incident(connection, said.subject)
    if not said.parts:
        raise UsageError("nothing is named to take out", "name its claims or reports: tallybook show BOOK INCIDENT")
    told = _told(connection, incident.members)
    taken, claims = _parts(connection, said.parts, incident, told)
    rest = [member for member in incident.members if member not in taken]
    if not rest:
        raise UsageError(f"{incident.id} would have nothing left", "leave at least one report or claim in it")
    local = _snapshot(given.incident_fields(said.change, None))
    change: dict[str, Any] = {}
    targets: tuple[LocalTarget, ...] = ()
    if claims:
        inside = [
            c for member in taken for c in told[report_told_in(member)][1].claims if reports.local_id(c) == member
        ]
        claims = tuple(sorted({*claims, *(claim_target(told[c.report][0], c) for c in inside)}, key=lambda t: t.claim))
        change = {"local": local} if local else {}
    else:
        if local:
            raise UsageError("fields can be set only where claims are split off", "split first, then: judge BOOK set")
        targets = _held(connection, taken)
    others = _held(connection, rest)
    return replace(blank, subject=incident.id, change=change, targets=targets, others=others, claims=claims)


def _parts(
    connection: Connection,
    parts: Sequence[str],
    incident: Incident,
    told: Mapping[str, tuple[Report, Reading]],
) -> tuple[list[str], tuple[ClaimTarget, ...]]:
    """What a split takes out: whole local incidents (by report, or by their own id) and single claims."""
    taken: list[str] = []
    claims: list[ClaimTarget] = []
    for part in parts:
        if part in incident.members:
            taken.append(part)
        elif part.startswith("c-"):
            claim, report = _claim(connection, part)
            if report.id not in told or reports.local_id(_now(connection, claim.id)) not in incident.members:
                raise UsageError(f"claim {claim.id} is not in {incident.id}", f"see: tallybook show BOOK {incident.id}")
            claims.append(claim_target(report, claim))
        else:
            id = queries.resolve_report(connection, part)
            own = [member for member in incident.members if member.startswith(f"{id}:")]
            if not own:
                raise UsageError(f"{part!r} does not tell {incident.id}", f"see: tallybook show BOOK {incident.id}")
            taken += own
    return sorted(set(taken)), tuple(claims)


def _snapshot(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name != "status"}


def _move(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    _no_change(said)
    if said.other is None:
        raise UsageError("move needs the incident to move to", "tallybook judge BOOK move CLAIM INCIDENT")
    claim, report = _claim(connection, said.subject)
    to = queries.incident(connection, said.other)
    if reports.local_id(_now(connection, claim.id)) in to.members:
        raise UsageError(f"claim {claim.id} is already in {to.id}", "name another incident")
    change = {"local": _like(to)}
    others = _held(connection, to.members)
    return replace(
        blank, subject=claim.id, other=to.id, change=change, others=others, claims=(claim_target(report, claim),)
    )


def _like(incident: Incident) -> dict[str, Any]:
    """What a local incident that a judgement makes takes from the incident that it is held to."""
    told = {"type": incident.type, "start": incident.start, "end": incident.end, "groups": incident.groups}
    return {name: to_plain(value) for name, value in {**told, "place": incident.place}.items() if value}


def _review(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    _no_change(said)
    if said.subject.startswith("i-"):
        incident = queries.incident(connection, said.subject)
        return replace(blank, subject=incident.id, targets=_held(connection, incident.members))
    claim, report = _claim(connection, said.subject)
    return replace(blank, subject=claim.id, claims=(claim_target(report, claim),))


def _fix(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    claim, report = _claim(connection, said.subject)
    if not said.change:
        raise UsageError("nothing is given to fix", "name the fields: tallybook judge BOOK fix CLAIM low=12 high=12")
    change = given.claim_fields(claim.kind, report, said.change, _now(connection, claim.id))
    return replace(blank, subject=claim.id, change=change, claims=(claim_target(report, claim),))


def _add(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    report = _report(connection, said.subject)
    change = dict(said.change)
    kind = given.choice(tuple(KINDS), "kind", change.pop("kind", "figure"))
    if "words" in change:
        change |= _found(report, given.told("words", change.pop("words")))
    fields = {**_usual(kind), **given.claim_fields(kind, report, change, None)}
    missing = [name for name in ("start", "end", *_needed(kind)) if name not in fields]
    if missing:
        raise UsageError(f"a {kind} needs {', '.join(missing)}", f"give {' '.join(f'{name}=...' for name in missing)}")
    start, end = fields.pop("start"), fields.pop("end")
    target = ClaimTarget(
        "", report.id, start, end, kind, fields.get("harm"), fields.get("victims"), report.text[start:end]
    )
    to = queries.incident(connection, said.other) if said.other else None
    local = _like(to) if to else {}
    told = {**fields, "sentence": _sentence(connection, report, start, end), **({"local": local} if local else {})}
    others = _held(connection, to.members) if to else ()
    return replace(blank, subject=report.id, other=to.id if to else None, change=told, others=others, claims=(target,))


def _found(report: Report, told: str) -> dict[str, int]:
    """Where the words stand that the analyst quotes; they must stand there once."""
    times = report.text.count(told)
    if times != 1:
        raise UsageError(
            f"{report.path} holds the words {told!r} {times} times",
            "copy them from its text" if not times else "give more of the words around, or start=... end=...",
        )
    return {"start": report.text.index(told), "end": report.text.index(told) + len(told)}


def _usual(kind: str) -> dict[str, Any]:
    return {"victims": "unspecified", "qualifier": "exact", "low": None, "high": None} if kind == "figure" else {}


def _needed(kind: str) -> tuple[str, ...]:
    return tuple(name for name in given.CLAIM_FIELDS[kind] if name not in ("scope", "combined", "low", "high")
                 and (kind, name) != ("responsibility", "by"))  # fmt: skip


def _sentence(connection: Connection, report: Report, start: int, end: int) -> list[int]:
    """The sentence around a span: that of a claim that overlaps it, else the line that holds it."""
    reading = ruled.readings_as_read(connection, [report.id]).get(report.id, Reading(report.id))
    around = [c.sentence for c in reading.claims if c.sentence.start <= start and end <= c.sentence.end]
    if around:
        return [min(around).start, min(around).end]
    first, last = report.text.rfind("\n", 0, start) + 1, report.text.find("\n", end)
    return [first, len(report.text) if last < 0 else last]


def _set(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    incident = queries.incident(connection, said.subject)
    change = given.incident_fields(said.change, to_plain(incident.place))
    if not change:
        raise UsageError("nothing is given to set", "name it: tallybook judge BOOK set INCIDENT date=2024-08-26")
    return replace(blank, subject=incident.id, change=change, targets=_held(connection, incident.members))


def _note(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    _no_change(said)
    if not (blank.why or blank.reason):
        raise UsageError("the note is empty", "give it: --why 'WORDS', or a code: --reason other")
    if said.subject.startswith("c-"):
        claim, report = _claim(connection, said.subject)
        return replace(blank, subject=claim.id, claims=(claim_target(report, claim),))
    if said.subject.startswith("r-"):
        return replace(blank, subject=queries.resolve_report(connection, said.subject))
    incident = queries.incident(connection, said.subject)
    return replace(blank, subject=incident.id, targets=_held(connection, incident.members))


def _undo(connection: Connection, said: Words, blank: Judgement) -> Judgement:
    _no_change(said)
    told = list(judgements.log(connection))
    gone = judgements.withdrawn(told)
    if said.subject:
        id = queries.resolve(connection, judgements_table.c.id, "judgement", said.subject)
    else:
        own = [one.id for one in told if one.who == blank.who and one.verdict != "undo" and one.id not in gone]
        if not own:
            raise UsageError(f"{blank.who} has decided nothing that still stands", "see: tallybook judgements BOOK")
        id = own[-1]
    if id in gone:
        raise UsageError(f"judgement {id} is withdrawn already", "see: tallybook judgements BOOK")
    return replace(blank, subject=id)


def _no_change(said: Words) -> None:
    if said.change:
        named = ", ".join(said.change)
        raise UsageError(f"{said.verdict} takes no fields, and {named} is given", "fix, add and set take fields")


def _claim(connection: Connection, given_words: str) -> tuple[Any, Report]:
    """A claim as its reader gave it, and its report."""
    return ruled.claim_and_report(connection, queries.resolve(connection, claims_table.c.id, "claim", given_words))


def _now(connection: Connection, id: str) -> Any:
    return reports.claims_of_ids(connection, [id])[id]


def _report(connection: Connection, given_words: str) -> Report:
    id = queries.resolve_report(connection, given_words)
    return reports.get(connection, [id])[id]


def _told(connection: Connection, members: Sequence[str]) -> dict[str, tuple[Report, Reading]]:
    ids = sorted({report_told_in(member) for member in members})
    texts = reports.get(connection, ids)
    readings = reports.readings(connection, ids)
    return {id: (texts[id], readings[id]) for id in ids if id in readings}


def _held(connection: Connection, members: Sequence[str]) -> tuple[LocalTarget, ...]:
    """What holds on to local incidents: those of readers by their claims, those of judgements by their keys."""
    ids = sorted({report_told_in(member) for member in members})
    texts, read = reports.get(connection, ids), ruled.readings_as_read(connection, ids)
    most = max(1, min(HELD, HELD_IN_ALL // max(1, len(members))))
    held: list[LocalTarget] = []
    for member in sorted(set(members)):
        report, key = member.rsplit(":", 1)
        if key.startswith(MADE):
            held.append(LocalTarget(report, key))
            continue
        local = next(local for local in read[report].incidents if local.key == key)
        held.append(local_target(texts[report], local, [c for c in read[report].claims if c.local == key], most))
    return tuple(held)


_DRAFTS: Mapping[Verdict, Callable[[Connection, Words, Judgement], Judgement]] = {
    "same": _pair,
    "different": _pair,
    "unsure": _pair,
    "split": _split,
    "move": _move,
    "accept": _review,
    "fix": _fix,
    "reject": _review,
    "add": _add,
    "set": _set,
    "note": _note,
    "undo": _undo,
}
