"""Which incidents one report tells of, and which of them a claim is about."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tallybook.read import dates, event_types, scenes
from tallybook.read.anchors import PlaceMention, Unit, scene_words, units
from tallybook.read.document import Document, Token
from tallybook.read.standing import Scene
from tallybook.read.times import TimeMention
from tallybook.read.turns import tokens_of
from tallybook.records import Figure, LocalIncident, Place, Scope

_WINDOW = 3
"""Days before an incident from which on a window that holds its day holds more than the incident."""
_OVER = frozenset(("since", "between", "from", "past"))
_BEGUN = 3
_UNITS = frozenset(("days", "weeks", "months", "years", "year", "decade", "decades"))
_FINENESS = {"exact": 3, "near": 3, "adm2": 2, "adm1": 1, "country": 0}


class Spanned(Protocol):
    """What is named at ``[start, end)``."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class GroupMention(Spanned, Protocol):
    """A group named in a report: its span, its id in the vocabulary, and what kind it is."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The incidents of one report, the main one (``A``) first, and where each is told.

    ``starts`` and ``keys`` run side by side: from ``starts[i]`` on the text is about ``keys[i]``.
    """

    incidents: tuple[LocalIncident, ...]
    starts: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    scopes: tuple[Scope | None, ...] = ()

    def key_at(self, start: int) -> str:
        """The key of the incident that a claim at this position is about."""
        return self.keys[self._index(start)] if self.keys else self.incidents[0].key

    def scope_at(self, start: int) -> Scope | None:
        """The scope that place and time give a figure at this position; None where they tell nothing."""
        return self.scopes[self._index(start)] if self.scopes else None

    @property
    def tells_more(self) -> bool:
        """Whether anything but one incident and parts of it is told."""
        return len(self.incidents) > 1 or "wider" in self.scopes

    def told_of(self, keys: Iterable[str]) -> tuple[LocalIncident, ...]:
        """The main incident, those that a claim is about, and the waves that hold them; the others told nothing."""
        wanted = {"A", *keys}
        wanted |= {incident.part_of for incident in self.incidents if incident.key in wanted and incident.part_of}
        return tuple(incident for incident in self.incidents if incident.key in wanted)

    def _index(self, start: int) -> int:
        return max(0, bisect_right(self.starts, start) - 1)


def arrange(
    doc: Document,
    figures: Sequence[Figure],
    places: Sequence[PlaceMention],
    times: Sequence[TimeMention],
    groups: Sequence[GroupMention],
) -> Arrangement:
    """Arranges a report's figures, places, times and groups into incidents.

    All four are in order of their start. Every report has an incident ``A``, with nothing known about it if need be.
    """
    places, times = _outside(places, groups), _outside(times, groups)
    followed = scenes.follow(doc, figures, units(doc, figures, places, times), places)
    letters = {scene.number: _letter(index) for index, scene in enumerate(followed)}
    told = sorted((unit.start, scene.number, unit) for scene in followed for unit in scene.units)
    incidents = tuple(_incident(doc, scene, followed[0], letters, groups) for scene in followed)
    return Arrangement(
        incidents,
        tuple(start for start, _, _ in told),
        tuple(letters[number] for _, number, _ in told),
        tuple(_scopes([(unit, number == 0) for _, number, unit in told], figures, followed[0])),
    )


_S = TypeVar("_S", bound=Spanned)


def _outside(mentions: Sequence[_S], groups: Sequence[GroupMention]) -> Sequence[_S]:
    """Without what is in an armed group's name: "Islamic State in Somalia" tells no place, "19th of April" no day."""
    spans = [(group.start, group.end) for group in groups if group.kind == "armed_group"]
    if not spans:
        return mentions
    return [one for one in mentions if not any(start < one.end and one.start < end for start, end in spans)]


def _letter(index: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _scopes(units: Sequence[tuple[Unit, bool]], figures: Sequence[Figure], main: Scene) -> list[Scope | None]:
    """The scope that each unit gives its figures, told with whether it is of the main incident.

    The largest number told before it decides on sums.
    """
    values = [(figure.start, figure.low or figure.high or 0) for figure in figures]
    scopes: list[Scope | None] = []
    largest = 0
    before: Unit | None = None
    lead: set[int] = set()
    for unit, is_main in units:
        if not unit.figures:
            scopes.append(None)
            continue
        here = [value for start, value in values if unit.start <= start < unit.end]
        lead.update(here if unit.sentence.role == "headline" else ())
        scope = _scope(unit, max(here, default=0) if is_main else 0, largest)
        if scope is None and is_main and lead.isdisjoint(here) and _is_of_a_longer_time(unit, main, told=bool(largest)):
            scope = "wider"
        goes_on = before is not None and before.sentence is unit.sentence and unit.time is None and _apart(before)
        scopes.append("part" if scope is None and goes_on else scope)
        before = before if goes_on else unit
        if scopes[-1] != "wider":
            largest = max([largest, *here])
    return scopes


def _scope(unit: Unit, value: int, largest: int) -> Scope | None:
    """ "Bringing the total to 133"; a number far above all others beside "since", "war" or "year" is a sum as well."""
    if unit.sums:
        return "wider"
    if largest and value > 3 * largest and _is_long_told(unit):
        return "wider"
    return "part" if _apart(unit) else None


def _is_of_a_longer_time(unit: Unit, main: Scene, *, told: bool) -> bool:
    """ "In July forces killed 26 in the West Bank" beside a raid of 3 July: the month holds more than its day; so do
    "the past ten days" where a toll of the main incident is ``told`` before, or the report has long begun."""
    if unit.time is None or main.time is None or unit.time.first is None or main.time.first is None:
        return False
    if (told or unit.sentence.index > _BEGUN) and _is_counted_over(unit) and _is_a_day_of(main.time, unit.time):
        return True
    holds = len(unit.time.first) < len(main.time.first) == 10 and main.time.first.startswith(unit.time.first)
    return holds and not any(place.place in main.fine for place in unit.places)


def _is_counted_over(unit: Unit) -> bool:
    """ "In the past ten days", "since March": not "the worst since March", nor "last week", which is some day of it."""
    if unit.time is None or unit.time.kind not in ("window", "span"):
        return False
    words = unit.time.said.lower().split()
    over = words[0] in _OVER or words[-1] in _UNITS
    return over and unit.sentence.words.isdisjoint(scene_words().sets["superlative"])


def _is_a_day_of(time: TimeMention, window: TimeMention) -> bool:
    """Whether a time is one day, or two, of a window that began days before."""
    first, last = dates.day(time.first), dates.day(time.last)
    if first is None or last is None or window.first is None or (last - first).days > 1:
        return False
    begin, end = dates.first_day(window.first), dates.day(window.last)
    return end is not None and last <= end and (first - begin).days >= _WINDOW


def _apart(unit: Unit) -> bool:
    """ "In the past 24 hours alone": a span told apart from the whole, for all that its sentence goes on to count."""
    alone = any(token.low == "alone" for token in unit.sentence.tokens)
    return alone and unit.time is not None and unit.time.kind in ("window", "day")


def _is_long_told(unit: Unit) -> bool:
    told = {token.low for token in tokens_of(unit)}
    return unit.cumulative or not told.isdisjoint(scene_words().sets["long"])


def _incident(
    doc: Document, scene: Scene, main: Scene, letters: dict[int, str], groups: Sequence[GroupMention]
) -> LocalIncident:
    first, last, said, why = _dates(scene, main)
    place = _place(scene)
    return LocalIncident(
        key=letters[scene.number],
        report=doc.report.id,
        type=_type(scene, groups),
        start=first,
        end=last,
        date_said=said,
        date_why=why,
        place=place,
        places=_sites(scene),
        part_of=None if scene.parent is None else letters[scene.parent],
        background=scene.earlier,
        wave=scene.wave,
        groups=_groups(scene, groups),
    )


def _dates(scene: Scene, main: Scene) -> tuple[str | None, str | None, str | None, str | None]:
    """First and last day, the words and the reason; a site of a wave has the wave's day where it tells none."""
    time = scene.time
    if time is not None and time.kind != "vague":
        return time.first, time.last, time.said, time.why
    if scene.parent is not None and main.time is not None:
        why = "the day of the wave that it is part of"
        return main.time.first, main.time.last, main.time.said, why
    return None, None, time.said if time else None, None


def _sites(scene: Scene) -> tuple[Place, ...]:
    named = [mention.place for unit in scene.units for mention in unit.places]
    fine = [place for place in named if place.precision not in ("adm1", "country") and place not in scene.places]
    return tuple(dict.fromkeys((*scene.sites, *scene.places, *(fine if scene.wave else ()))))


def _place(scene: Scene) -> Place | None:
    """The main scene's place; else the most precise and best supported one."""
    if scene.place is not None or not scene.places:
        return scene.place
    votes = Counter(mention.place for unit in scene.units for mention in unit.places)
    order = {place: -index for index, place in enumerate(scene.places)}
    return max(scene.places, key=lambda place: (_FINENESS[place.precision], votes[place], order[place]))


def _type(scene: Scene, groups: Sequence[GroupMention]) -> str | None:
    """The type that the scene's words speak for: the lead of the main one weighs most, then units with figures.

    A group's name tells what it calls itself, not what happened.
    """
    weighed: list[tuple[tuple[Token, ...], int]] = []
    for unit in scene.units:
        lead = scene.number == 0 and (unit.sentence.role == "headline" or unit.sentence.index < 3)
        if lead or unit.figures or len(weighed) < 2:
            tokens = tokens_of(unit)
            within = (
                [one for one in groups if one.start < tokens[-1].end and tokens[0].start < one.end] if tokens else []
            )
            weighed.append((tuple(_outside(tokens, within)), 3 if lead else 1))
    return event_types.best(weighed)


def _groups(scene: Scene, groups: Sequence[GroupMention]) -> tuple[str, ...]:
    """The armed groups that the scene names, and the states and forces named beside its figures."""
    found: list[str] = []
    for group in groups:
        unit = next((unit for unit in scene.units if unit.start <= group.start < unit.end), None)
        if unit is not None and (group.kind == "armed_group" or unit.figures):
            found.append(group.id)
    return tuple(dict.fromkeys(found))


__all__ = ["Arrangement", "GroupMention", "PlaceMention", "arrange"]
