"""The incidents inside a report, as scenes: the text is followed unit by unit, staying, going back or turning."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tallybook.read import dates, turns
from tallybook.read.anchors import PlaceMention, Unit
from tallybook.read.document import Document
from tallybook.read.opening import opening
from tallybook.read.standing import COARSE, Scene, inside, is_before, same_day, same_place, same_times, standing
from tallybook.records import Figure


def follow(
    doc: Document, figures: Sequence[Figure], units: Sequence[Unit], mentions: Sequence[PlaceMention]
) -> list[Scene]:
    """The scenes of a report, the main one first, each with its units."""
    walk = _Walk([opening(doc, units, mentions)])
    counted = _by_unit(figures, units)
    for unit, here in zip(units, counted, strict=True):
        if here:
            walk.step(unit, here)
        else:
            walk.intro.append(unit)
    walk.close()
    return walk.scenes


def _by_unit(figures: Sequence[Figure], units: Sequence[Unit]) -> list[list[Figure]]:
    out: list[list[Figure]] = [[] for _ in units]
    index = 0
    for figure in figures:
        while index + 1 < len(units) and units[index + 1].start <= figure.start:
            index += 1
        if units:
            out[index].append(figure)
    return out


_OWN = ("another", "back", "cumulative", "said_before", "fresh_name", "fresh_name_heads", "label", "year_words", "war")
_BEFORE = (
    *_OWN, "new_event", "earlier_day", "other_day", "some_day", "coarse_time",
    "other_place", "some_place", "other_region",
)  # fmt: skip
_ELSEWHERE = frozenset((*_OWN, *(f"intro_{name}" for name in _BEFORE), "item", "ordinal", "new_event", "introduced"))
"""Signals that tell another incident apart from the main one: a day, a place, a name, a word for it."""
_INTRODUCED = frozenset(("introduced", "intro_other_place"))


class _Walk:
    """The state while a report is followed: where the text is, and what came since the last figure."""

    def __init__(self, scenes: list[Scene]) -> None:
        self.scenes = scenes
        self.main = self.current = scenes[0]
        self.intro: list[Unit] = []
        self.before: Unit | None = None
        self.introduced = False
        self.memory = turns.Memory()
        self.numbers: dict[int, set[tuple[str, int]]] = {}

    def step(self, unit: Unit, figures: list[Figure]) -> None:
        """Goes over a unit with figures, and gives it and its introduction to a scene."""
        chosen = self._choose(unit, figures)
        begins = chosen is not self.current and chosen is not self.main
        self._give_intro(unit, chosen if begins else self.current)
        chosen.units.append(unit)
        if chosen is self.main:
            self.memory.count(figures)
        _settle(unit, chosen)
        self.numbers.setdefault(chosen.number, set()).update(map(_number, figures))
        for each in (*self.intro, unit):
            self.memory.take(each)
        self.current, self.before, self.intro = chosen, unit, []

    def close(self) -> None:
        """Gives what follows the last figure to the main scene, or to the present one in the same paragraph."""
        for unit in self.intro:
            self._aside(unit)
        self.intro = []

    def _choose(self, unit: Unit, figures: list[Figure]) -> Scene:
        self.introduced = False
        if unit.sums or self._is_whole(unit):
            return self.main
        if self._is_site(unit, first=self.before is None):
            return self._known(unit) or self._open(unit)
        if self.before is None or self._is_lead(unit):
            return self.main
        if _is_another_year(unit, self.main):
            return self._known(unit) or self._open(unit)
        return self._told(unit, figures) or self._by_signals(unit, figures)

    def _by_signals(self, unit: Unit, figures: list[Figure]) -> Scene:
        away = self.current is not self.main
        here = standing(unit, self.current) if away else None
        intro = [(each, standing(each, self.main)) for each in self.intro[-3:]]
        names = turns.signals(unit, figures, intro, self.before, self.memory, main=standing(unit, self.main), here=here)
        if away and not self.numbers.get(self.current.number, set()).isdisjoint(map(_number, figures)):
            names.append("here_same_number")
        self.introduced = not away and set(names) >= _INTRODUCED and "same_number" not in names
        way = "new" if self.introduced else turns.way(names, away=away)
        if way == "new" and not away and not self._is_elsewhere(unit, names):
            return self.main
        if way == "main":
            return self.main
        return self.current if way == "stay" else self._known(unit) or self._open(unit)

    def _is_elsewhere(self, unit: Unit, names: Collection[str]) -> bool:
        """Whether anything tells another incident apart; a stretch that only counts on is no incident of its own."""
        return bool(unit.times or unit.places) or not _ELSEWHERE.isdisjoint(names)

    def _own(self, unit: Unit) -> list[Unit]:
        """The units without figures that introduce a unit: those of its paragraph, or the one that tells the event."""
        if self.introduced:
            return self.intro[-1:]
        return [each for each in self.intro if each.sentence.paragraph == unit.sentence.paragraph]

    def _is_site(self, unit: Unit, *, first: bool) -> bool:
        """Whether a unit is set at one site of a wave: it begins with the town, or is the first to tell figures."""
        if not self.main.wave or self.main.fine or unit.cumulative or not (unit.heads or first):
            return False
        fine = [mention.place for mention in unit.places if mention.place.precision not in COARSE]
        return bool(fine) and inside(fine, self.main) and same_day(unit, self.main) is not False

    def _is_lead(self, unit: Unit) -> bool:
        """Whether a unit is the first behind the headline and tells no other day or place: it tells what that names."""
        if self.before is None or self.before.sentence.role != "headline" or self.current is not self.main:
            return False
        if unit.another or unit.back or unit.cumulative:
            return False
        return same_day(unit, self.main) is not False and same_place(unit, self.main) is not False

    def _is_whole(self, unit: Unit) -> bool:
        """Whether a unit speaks of a wave's region and no town of it."""
        named = [mention.place for mention in unit.places]
        return self.main.wave and self.main.place in named and all(place.precision in COARSE for place in named)

    def _told(self, unit: Unit, figures: list[Figure]) -> Scene | None:
        """A scene that is told again: it has the unit's town or one of its numbers, and the main one has neither."""
        here = {_number(figure) for figure in figures if (figure.low or figure.high or 0) > 4}
        if here & self.numbers.get(0, set()):
            return None
        if same_place(unit, self.main) is False and (known := self._known(unit)) is not None:
            return known
        for scene in reversed(self.scenes[1:]):
            fits = same_place(unit, scene) is not False and same_day(unit, scene) is not False
            if fits and here & self.numbers.get(scene.number, set()):
                return scene
        return None

    def _known(self, unit: Unit) -> Scene | None:
        """A scene told before that has the unit's place and does not differ in its day, or the reverse."""
        for scene in reversed(self.scenes[1:]):
            day, place = same_day(unit, scene), same_place(unit, scene)
            if day is not False and place is not False and (place or (day and scene.places and not unit.places)):
                return scene
        return None

    def _open(self, unit: Unit) -> Scene:
        own = self._own(unit)
        time = next((each.time for each in (unit, *reversed(own)) if each.time), None)
        if time is None and is_before(unit.told, self.main.time):
            time = unit.told
        places = next((each.places for each in (unit, *reversed(own)) if each.places), ())
        scene = Scene(len(self.scenes), time, [mention.place for mention in places])
        days = same_times(time, self.main.time)
        scene.earlier = days is False and is_before(time, self.main.time)
        if self.main.wave and days is not False and places and inside(scene.places, self.main):
            scene.parent = 0
        self.scenes.append(scene)
        return scene

    def _give_intro(self, unit: Unit, scene: Scene) -> None:
        own = self._own(unit)
        for each in self.intro:
            if each in own:
                scene.units.append(each)
            else:
                self._aside(each)

    def _aside(self, unit: Unit) -> None:
        """A unit without figures: of an earlier event, else in the present scene while its paragraph lasts."""
        if unit.event and is_before(unit.time, self.main.time):
            scene = self._known(unit) or self._open(unit)
        else:
            stays = self.before is not None and self.before.sentence.paragraph == unit.sentence.paragraph
            scene = self.current if stays else self.main
        scene.units.append(unit)


def _number(figure: Figure) -> tuple[str, int]:
    return figure.harm, figure.low or figure.high or 0


_LONG = 100
"""Days after which a told day cannot belong to the main incident any more, whatever else speaks for it."""


def _is_another_year(unit: Unit, main: Scene) -> bool:
    """Whether a unit's own day or year lies months before the main incident."""
    if unit.time is None or main.time is None or not is_before(unit.time, main.time):
        return False
    if unit.time.kind not in ("day", "background") or not (unit.time.last and main.time.first):
        return False
    return dates.gap(unit.time.first or unit.time.last, unit.time.last, main.time.first, main.time.first) > _LONG


def _settle(unit: Unit, scene: Scene) -> None:
    """Lets a scene take what a unit adds to its day and place."""
    if scene.time is None and scene.number:
        scene.time = unit.time
    if unit.places and not scene.fine and not (scene.wave and scene.places):
        scene.places += [mention.place for mention in unit.places if mention.place not in scene.places]
