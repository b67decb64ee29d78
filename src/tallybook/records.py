"""The records that every stage passes on: frozen, typed, without input or output.

A report goes through the stages as ``Report -> Reading -> Incident -> Estimate``. Offsets are always
character offsets into ``Report.text``; dates are ISO strings as precise as what is known
(``2024-08-26``, ``2024-08``, ``2024``) or None, never a guess.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, get_args

SCHEMA = "tallybook/1"

Harm = Literal["killed", "wounded", "missing", "abducted", "detained", "released", "displaced", "surrendered"]
Victims = Literal["security_force", "armed_group", "civilian", "unspecified"]
Qualifier = Literal["exact", "at_least", "more_than", "up_to", "about", "range", "vague"]
Scope = Literal["whole", "part", "wider"]
SpeakerKind = Literal[
    "military", "police", "government", "armed_group", "medical", "rescue",
    "witness", "ngo", "igo", "media", "court", "unknown",
]  # fmt: skip
PartRole = Literal["headline", "body", "furniture", "other_article"]
Mode = Literal["claimed", "blamed", "denied"]
Action = Literal["condemn", "condole", "support", "blame", "deny", "call"]
Disrupted = Literal["communications", "rail", "road", "air", "power", "property"]
Status = Literal["reported", "confirmed", "disputed", "denied"]
Unread = Literal["language", "scan"]
Precision = Literal["exact", "near", "adm2", "adm1", "country"]

HARMS: tuple[Harm, ...] = get_args(Harm)
VICTIMS: tuple[Victims, ...] = get_args(Victims)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
SCOPES: tuple[Scope, ...] = get_args(Scope)
SPEAKER_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
STATUSES: tuple[Status, ...] = get_args(Status)


def identity(prefix: str, *fields: object) -> str:
    """A stable id: the prefix and 16 hexadecimal digits over the fields, the same on every machine.

    >>> identity("r", "a.txt", "Two men died.")
    'r-f0d94fcbe2ea1c9b'
    """
    text = "\x1f".join("" if value is None else str(value) for value in fields)
    return f"{prefix}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``[start, end)`` of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report; only ``headline`` and ``body`` can make a claim."""

    start: int
    end: int
    role: PartRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a report's text came from, as far as it is known.

    ``kind`` of source (``text``, ``html``, ``pdf``, ``nexis``, ...); ``encoding`` that its bytes were read as; ``url``
    it was fetched from or that it names, ``canonical`` the address that the page calls its own; ``author``. ``time`` is
    when it was published and ``updated`` when it was last changed, ISO 8601 as precise as the source says. ``member``
    is the way inside the file: a path in an archive, ``#3`` for its third article, entry or row. ``fetched`` is when
    (ISO 8601) and ``capture`` the SHA-256 of the bytes as received.
    """

    kind: str = "text"
    encoding: str | None = None
    url: str | None = None
    canonical: str | None = None
    author: str | None = None
    time: str | None = None
    updated: str | None = None
    member: str | None = None
    fetched: str | None = None
    capture: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, kept character for character.

    ``published`` is ``YYYY-MM-DD`` or None; ``published_from`` says where it was read (``given``, ``text``,
    ``dateline``, ``url``, ``page``, ``mail``, ``column``) or why there is none. ``path`` is relative to the folder that
    was added, with ``!`` before a member of an archive and ``#`` before the number of an article, entry or row.
    ``language`` is a two-letter code (ISO 639-1), None where the text is too short to tell.
    """

    id: str
    path: str
    text: str
    published: str | None = None
    published_from: str | None = None
    outlet: str | None = None
    parts: tuple[Part, ...] = ()
    same_as: str | None = None
    language: str | None = None
    origin: Origin = Origin()

    @staticmethod
    def make_id(path: str, text: str, *more: str | None) -> str:
        """A report is its source and its words: the same file added twice is the same report.

        ``more`` tells rows of one file apart that hold the same words.
        """
        return identity("r", path, text, *more)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it, with the span of the words that name them. The outlet's own voice is None, not a Speaker."""

    name: str
    kind: SpeakerKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place with coordinates where known. ``precision`` follows UCDP's where_prec in words."""

    name: str
    country: str | None = None
    adm1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "exact"


Review = Literal["accept", "fix", "reject", "add", "move"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What analysts decided about one claim: the latest verdict with who, when and why, and all standing judgements.

    ``read`` holds the fields that were changed as the reader gave them, by name; a speaker or sentence as JSON text.
    """

    verdict: Review
    judgements: tuple[str, ...]
    who: str
    when: str
    why: str = ""
    reason: str | None = None
    read: tuple[tuple[str, str | int | None], ...] = ()

    @property
    def in_words(self) -> str:
        """Who decided what, and why."""
        done = {"accept": "accepted", "fix": "fixed", "reject": "rejected", "add": "added", "move": "moved"}
        why = self.why or self.reason
        return f"{done[self.verdict]} by {self.who}" + (f": {why}" if why else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one speaker says in one place of one report. Written once, never changed.

    ``local`` is the key of the incident inside the report (see LocalIncident); the incident across reports is
    found by linking and is not part of the claim. ``confidence`` is the reader's chance in [0, 1] that there is such
    a claim, None where the reader gives none. ``judged`` is what analysts made of it, None where nobody judged it.
    """

    id: str
    report: str
    start: int
    end: int
    sentence: Span
    speaker: Speaker | None = None
    local: str | None = None
    current: bool = True
    reader: str = "rules"
    confidence: float | None = None
    judged: Judged | None = None

    kind = "claim"

    @property
    def is_rejected(self) -> bool:
        """Whether an analyst rejected it: it is kept and shown, and counts for nothing."""
        return self.judged is not None and self.judged.verdict == "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Claim):
    """A claim of a number: harm x victims x bounds x qualifier x scope. An open end is None.

    ``combined`` names a second harm mixed into the number ("40 killed or wounded"); ``sum_of`` holds the spans of
    figures whose sum the text says this is.
    """

    harm: Harm
    victims: Victims
    low: int | None
    high: int | None
    qualifier: Qualifier
    scope: Scope = "whole"
    combined: Harm | None = None
    sum_of: tuple[Span, ...] = ()

    kind = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Claim):
    """Who did it, as claimed by the group, blamed by another, or denied by the group."""

    group: str
    mode: Mode
    by: str | None = None

    kind = "responsibility"


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial(Claim):
    """Someone says that it did not happen, or not so."""

    by: str
    of: str

    kind = "denial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(Claim):
    """A further voice says that it did happen."""

    by: str
    of: str

    kind = "confirmation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction(Claim):
    """Who condemned, condoled, supported, blamed, denied or called (CAMEO's verbal roots, as FORMAT names them)."""

    actor: str
    action: Action

    kind = "reaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption(Claim):
    """What stopped working or was destroyed: ``detail`` is said in the report's words."""

    what: Disrupted
    detail: str

    kind = "disruption"


AnyClaim = Figure | Responsibility | Denial | Confirmation | Reaction | Disruption


@dataclass(frozen=True, slots=True)
class LocalIncident:
    """An incident as one report tells it.

    ``key`` is unique inside the report (``A`` is the main one). ``start`` and ``end`` are ISO dates as precise as
    known; ``date_said`` keeps the words ("on Tuesday") that could not be resolved without the report's date and
    ``date_why`` how it was resolved. ``place`` is the incident's place, ``places`` all sites named for it.
    ``part_of`` is the key of the wave that holds it; ``background`` marks an earlier incident told as context.
    ``groups`` are vocabulary ids of the armed groups and states named for it.
    """

    key: str
    report: str
    type: str | None = None
    start: str | None = None
    end: str | None = None
    date_said: str | None = None
    date_why: str | None = None
    place: Place | None = None
    places: tuple[Place, ...] = ()
    part_of: str | None = None
    background: bool = False
    wave: bool = False
    groups: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Unique over the book: the report's id and the key."""
        return f"{self.report}:{self.key}"


def report_told_in(local: str) -> str:
    """The id of the report that tells a local incident, by the local incident's own id."""
    return local.rpartition(":")[0]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader found in one report.

    ``unread`` says why it was not read at all: ``language`` (one that the reader does not know) or ``scan`` (nothing
    in it can be a claim); None where it was read.
    """

    report: str
    claims: tuple[AnyClaim, ...] = ()
    incidents: tuple[LocalIncident, ...] = ()
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, best and high of one harm x victims of one incident under one policy, and why.

    ``claims`` are the ids used, ``left_out`` maps the id of each claim not used to the reason.
    """

    low: int | None
    best: int | None
    high: int | None
    claims: tuple[str, ...]
    why: str
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """An equation over figures that was tried: ``text`` is "197 + 22 + 36 = 255", ``holds`` whether it does."""

    text: str
    holds: bool
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Incident:
    """What claims from one or many reports are about: a view over claims that can be merged and split freely.

    ``members`` are the local incidents (``LocalIncident.id``) that it holds; ``root`` is the wave it belongs to or
    its own id. ``figures`` maps harm -> victims -> Estimate under ``policy``.
    """

    id: str
    root: str
    part_of: str | None
    title: str
    type: str | None
    start: str | None
    end: str | None
    place: Place | None
    status: Status
    members: tuple[str, ...]
    reports: tuple[str, ...]
    date_why: str | None = None
    date_inferred: bool = False
    background: bool = False
    claimed_by: tuple[str, ...] = ()
    blamed: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    condemned_by: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    groups: tuple[str, ...] = ()
    policy: str = "latest"
    figures: dict[str, dict[str, Estimate]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    contradictions: tuple[str, ...] = ()
