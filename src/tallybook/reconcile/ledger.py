"""The ledger of an incident: every figure of one harm and class of victims with its voice, its day and its fate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tallybook.reconcile.corrections import Correction, corrections
from tallybook.reconcile.doubts import undoubted
from tallybook.reconcile.entry import Entry
from tallybook.reconcile.listed import tells_apart, totals
from tallybook.reconcile.members import Member, in_order
from tallybook.reconcile.rules import floors
from tallybook.reconcile.voices import rank, same_voice, voice_of

_PART = 10
"""A number of which words like "hundreds" tell so many times as much is a part of it."""
AFTER = "~"
"""Sorts behind every hour of a day."""
_STATE = frozenset({"military", "government"})


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of one harm and class: those that count, one for each voice, and why the others do not.

    ``recalled`` are the ids of counted claims that give a number which another speaker has since taken back.
    """

    counted: tuple[Entry, ...]
    left_out: tuple[tuple[Entry, str], ...]
    recalled: frozenset[str] = frozenset()


def independent(members: Iterable[Member]) -> tuple[Member, ...]:
    """The members that are voices of their own: a copy of a report that is here adds nothing."""
    ordered = in_order(tuple(members))
    standing = [member for member in ordered if not member.replaced]
    speaks = {member.voice: member.report.id for member in (*reversed(ordered), *reversed(standing))}
    speaks |= {member.report.id: member.report.id for member in standing if member.report.same_as is None}
    return tuple(member for member in ordered if speaks[member.voice] == member.report.id)


def entries(members: Iterable[Member]) -> tuple[Entry, ...]:
    """Every figure of the independent members as an entry, in the order of telling."""
    own = independent(members)
    days, least = _growth(own), floors(own)
    made = [
        Entry(
            figure,
            member,
            voice_of(member, figure),
            member.report.published or "",
            _placed(member, days),
            floor=least.get(figure.id, 0),
        )
        for member in own
        for figure in member.figures
        if figure.low is not None or figure.high is not None
    ]
    return tuple(sorted(made, key=lambda entry: entry.order))


def _toll(member: Member, *, past: bool) -> int:
    """The highest toll that a report tells of the whole incident, with what it presents as superseded or without."""
    told = (f for f in member.figures if f.harm == "killed" and f.scope == "whole" and (past or f.current))
    return max((f.low or f.high or 0 for f in told), default=0)


def _growth(members: tuple[Member, ...]) -> list[tuple[str, int]]:
    return [(m.report.published, _toll(m, past=True)) for m in members if m.report.published]


def _placed(member: Member, days: list[tuple[str, int]]) -> str:
    """An undated report is placed on the first day whose reports tell as high a toll, or after them all.

    What comes after all dated ones bears the last day and ``AFTER``.
    """
    if member.report.published:
        return member.report.published
    if not days:
        return ""
    toll = _toll(member, past=False)
    return next((day for day, told in days if told >= toll), days[-1][0] + AFTER)


def ledger(found: Iterable[Entry], harm: str, victims: str) -> Ledger:
    """The ledger of one harm and class: over current whole figures, each voice's latest."""
    entries = tuple(found)
    mine = [entry for entry in entries if entry.claim.harm == harm and entry.claim.victims == victims]
    excluded = [(entry, reason) for entry in mine if (reason := _excluded(entry))]
    standing = [entry for entry in mine if not _excluded(entry)]
    mixed = [entry for entry in standing if entry.claim.combined]
    if len(mixed) < len(standing):
        excluded += [(entry, f"counts {harm} and {entry.claim.combined} together") for entry in mixed]
        standing = [entry for entry in standing if not entry.claim.combined]
    summed = _listed(mine, standing)
    listed = {part.id for entry in summed for part in entry.parts}
    excluded = [(entry, reason) for entry, reason in excluded if entry.claim.id not in listed]
    taken_back = corrections(mine)
    counted, superseded = _latest_of_each(sorted([*standing, *summed], key=lambda entry: entry.order), taken_back)
    counted, spoken_for = _one_side(counted)
    counted, doubted = undoubted(counted, entries)
    left_out = sorted([*excluded, *superseded, *spoken_for, *doubted], key=lambda pair: pair[0].order)
    recalled = frozenset(entry.claim.id for entry in counted if any(back.recalls(entry) for back in taken_back))
    return Ledger(tuple(counted), tuple(left_out), recalled)


def _listed(mine: list[Entry], standing: list[Entry]) -> list[Entry]:
    """Sums of listed parts, of speakers who give no whole figure; of people of no class only where nobody does."""
    if standing and mine[0].claim.victims == "unspecified":
        return []
    return [entry for entry in totals(mine) if not any(same_voice(entry.voice, e.voice) for e in standing)]


def _excluded(entry: Entry) -> str | None:
    if entry.member.replaced:
        return "its page was changed since, and a later version of it is here"
    if not entry.claim.current:
        return "its own report presents it as superseded"
    if entry.claim.scope == "part":
        return "counts a part of the incident"
    if entry.claim.scope == "wider":
        return "counts more than this incident"
    if tells_apart(entry) and _is_among(entry):
        return "counts a kind of people among a larger toll"
    return None


def _is_among(entry: Entry) -> bool:
    """Whether the same report tells a larger toll of the incident."""
    told = (f for f in entry.member.figures if f.harm == entry.claim.harm and f.scope == "whole" and f.current)
    return any((figure.low or figure.high or 0) > entry.number for figure in told)


def _latest_of_each(standing: list[Entry], taken_back: list[Correction]) -> tuple[list[Entry], list[tuple[Entry, str]]]:
    counted, left_out = [], []
    for voice in _voices(standing):
        kept = [entry for entry in voice if not any(back.is_of(entry) for back in taken_back)] or voice
        latest = _last(kept)
        counted.append(_heard_as(latest, voice))
        left_out += [(entry, _why_not(entry, latest)) for entry in voice if entry.claim.id != latest.claim.id]
    return sorted(counted, key=lambda entry: entry.order), left_out


def _last(told: list[Entry]) -> Entry:
    """What a speaker says last; of several numbers in one report the one that the report tells most often.

    "40 dead ... 84 were involved": what a headline and others in the report repeat is the toll. Words like "scores"
    stand back behind a number that the same speaker gives in the same report.
    """
    last = max(told, key=lambda entry: entry.order)
    beside = [entry for entry in told if entry.member.id == last.member.id]
    most = max(beside, key=lambda entry: (_repeated(entry), entry.order))
    if most.exactness:
        return most
    exact = [entry for entry in beside if entry.exactness and _is_as_good(entry, most)]
    return max(exact, key=lambda entry: entry.order, default=most)


def _is_as_good(entry: Entry, vague: Entry) -> bool:
    """Whether a number says as much as words like "scores": as often, and not of a small part of as many."""
    return _repeated(entry) >= _repeated(vague) and entry.number * _PART > vague.number


def _repeated(entry: Entry) -> int:
    """How often its report tells the number of the whole, of people of this class."""
    claims = (f for f in entry.member.figures if f.scope == "whole" and f.current and f.harm == entry.claim.harm)
    return sum((f.low, f.high, f.victims) == (entry.claim.low, entry.claim.high, entry.claim.victims) for f in claims)


def _heard_as(entry: Entry, voice: list[Entry]) -> Entry:
    """The figure with the standing that any report gives its speaker: "Ali Haji" is elsewhere the health minister."""
    known = min((other.voice for other in voice), key=lambda one: (rank(one.kind), one.kind))
    return entry if rank(known.kind) == entry.rank else replace(entry, voice=replace(entry.voice, kind=known.kind))


def _voices(standing: list[Entry]) -> list[list[Entry]]:
    """The entries by voice. Those with office and name come first, so that the bare office and the bare name of its
    holder both find them."""
    voices: list[list[Entry]] = []
    for entry in sorted(standing, key=lambda entry: (not (entry.voice.office and entry.voice.names), entry.order)):
        for voice in voices:
            if any(same_voice(entry.voice, other.voice) for other in voice):
                voice.append(entry)
                break
        else:
            voices.append([entry])
    return voices


def _one_side(counted: list[Entry]) -> tuple[list[Entry], list[tuple[Entry, str]]]:
    """On soldiers a state's unnamed officials speak for it: a later word of one who is named replaces theirs."""
    kept, left_out = [], []
    for entry in counted:
        later = next((other for other in reversed(counted) if _speaks_for(other, entry)), None)
        if later is None:
            kept.append(entry)
        else:
            left_out.append((entry, f"the same state later says {later.number}: {later.who}"))
    return kept, left_out


def _speaks_for(known: Entry, entry: Entry) -> bool:
    if entry.claim.victims != "security_force" or not (entry.voice.report and len(entry.voice.sides) == 1):
        return False
    one, other = entry.voice, known.voice
    is_known = other.report is None and other.sides == one.sides
    return is_known and {one.kind, other.kind} <= _STATE and known.order > entry.order


def _why_not(entry: Entry, latest: Entry) -> str:
    if (entry.claim.low, entry.claim.high) == (latest.claim.low, latest.claim.high):
        return "the same speaker says the same"
    if entry.placed < latest.placed:
        return f"the same speaker later says {latest.number}"
    return f"the same speaker also says {latest.number}"
