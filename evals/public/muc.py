"""MUC-4's TST3: the human targets of a template, their number and what became of them.

The texts are upper case. Their lines are joined to paragraphs, as the wire had them; the dateline goes before the text
and its date to the reader.

**Templates to incidents.** A report's templates are paired with the reader's local incidents one to one, by what they
share: numbers and effects of targets first, then the day, then the place. A pair needs the day, a word that a target
and a figure share, or an effect on the same number of several: one dead here and one dead there may be anybody.
Incidents of the past count, too: the keys have them. As in the set's own scoring an optional template counts only
where it is paired; other incidents of the reader are not judged, because clashes of army and guerrillas are not in the
keys.

**Slots**, over the pairs as MUC's "matched only":

- *victim number* (H.TGT number): a fill is right where one figure of the incident has that number, one to one, those
  that share a word with the target first. "PLURAL" takes an open or vague figure, "90 -" one that begins there or just
  above. Unlike in MUC the names of targets are not asked for, so that the reference to them is not judged either.
- *victim effect* (H.TGT effect): DEATH is killed, INJURY wounded, REGAINED FREEDOM released; a fill is right where a
  figure with that harm has the target's number or shares a word with it. Fills for what did not happen ("NO INJURY")
  and for what is no harm (RESIGNATION, PROPERTY TAKEN) are left out: Tallybook has no such claim.

Precision is over the incident's figures of killed, wounded, released and, for the number, abducted, a repeated one
once; without those whose victims the reader takes for fighters, who are no targets in MUC's sense, and without
superseded ones where there are others. Optional fills count where they are right. The last rows are recall over all
templates, paired or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from evals.public.inputs import Read, read_all, sample
from evals.public.table import Miss, Table, part

from evals.public import numbers
from tallybook.evaluation.counts import Tally
from tallybook.evaluation.files import read_object
from tallybook.evaluation.names import words
from tallybook.gather import from_text
from tallybook.records import Figure, LocalIncident, Report
from tallybook.workers import Reader

Json = dict[str, Any]
Bounds = tuple[int | None, int | None]

_EFFECTS = {"DEATH": "killed", "INJURY": "wounded", "REGAINED FREEDOM": "released"}
_HARMS = ("killed", "wounded", "released", "abducted")
_DAY = re.compile(r"\b(\d{1,2} [A-Z]{3} \d{2})\b")
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)\s*")
_PLURAL: Bounds = (2, None)


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill of a slot: the words of its target, the numbers and the harms that are right for it."""

    name: str
    words: frozenset[str]
    numbers: tuple[Bounds, ...]
    harms: frozenset[str] = frozenset()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """The human targets of one incident of the key."""

    name: str
    optional: bool
    days: frozenset[str]
    places: frozenset[str]
    numbers: tuple[Fill, ...]
    effects: tuple[Fill, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An incident of the reader, with the figures that may fill a template's slots and the report's text."""

    local: LocalIncident
    figures: tuple[Figure, ...]
    text: str

    def words_of(self, figure: Figure) -> frozenset[str]:
        """The words of a figure that tell it from another."""
        return words(self.text[figure.start : figure.end])


@dataclass(frozen=True, slots=True)
class Slot:
    """The fills of one slot of one template, those that are right, and how many the reader gives."""

    fills: tuple[Fill, ...]
    right: frozenset[int]
    given: int

    @property
    def tally(self) -> Tally:
        """The counts; an optional fill is asked for only where it is right."""
        asked = sum(not fill.optional or index in self.right for index, fill in enumerate(self.fills))
        return Tally(len(self.right), self.given, asked)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one template: its slots; ``told`` is None where no incident was paired with it."""

    template: Template
    read: Read
    told: Told | None
    number: Slot
    effect: Slot


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures a reader on ``tst3.json``."""
    messages = sample(sorted(read_object(folder / "tst3.json").items()), size)
    reads = read_all("muc", reader, [_report(name, message) for name, message in messages])
    answers = [one for (_, key), read in zip(messages, reads, strict=True) for one in _answers(key["templates"], read)]
    counted = [one for one in answers if one.told is not None or not one.template.optional]
    met = [one for one in counted if one.told is not None]
    number = sum((one.number.tally for one in counted), Tally())
    effect = sum((one.effect.tally for one in counted), Tally())
    rows = {
        "templates paired with an incident": part(len(met), len(counted)),
        "victim number, matched templates": sum((one.number.tally for one in met), Tally()).row(),
        "victim effect, matched templates": sum((one.effect.tally for one in met), Tally()).row(),
        "victim number, found in all templates": part(number.hit, number.gold),
        "victim effect, found in all templates": part(effect.hit, effect.gold),
    }
    failed = sum(read.failed for read in reads)
    misses = [miss for one in counted for miss in _misses(one)]
    return Table("muc", "MUC-4 TST3, human targets", len(reads), rows, failed, tuple(misses))


def _report(name: str, message: Json) -> Report:
    day = _DAY.search(message["dateline"])
    text = f"{message['dateline']} -- {_LINE_END.sub(' ', message['text'])}"
    return from_text(text, path=name, date=_iso(day.group()) if day else None)


def _iso(day: str) -> str | None:
    """ "10 JAN 90" as an ISO date; None for a day that is none ("12 AUG 00")."""
    try:
        return datetime.strptime(day.title(), "%d %b %y").date().isoformat()
    except ValueError:
        return None


# The key


def _template(data: Json) -> Template:
    numbers_of = tuple(_number(fill) for fill in data.get("hum_tgt_number") or ())
    known = {fill.name: fill.numbers for fill in numbers_of}
    return Template(
        str(data["message_template"]),
        bool(data.get("message_template_optional")),
        frozenset(_days(data.get("incident_date") or ())),
        frozenset(word for place in data.get("incident_location") or () for word in words(" ".join(_left(place)))),
        numbers_of,
        tuple(fill for one in data.get("hum_tgt_effect_of_incident") or () for fill in _effect(one, known)),
    )


def _left(fill: Json) -> list[str]:
    """The alternatives of a fill, without the target that it refers to."""
    return fill.get("strings_lhs") or fill.get("strings") or []


def _number(fill: Json) -> Fill:
    target = " ".join(fill.get("strings_rhs") or ())
    bounds = tuple(_bounds(said) for said in _left(fill))
    return Fill(target, words(target), bounds, optional=bool(fill.get("optional")))


def _bounds(said: str) -> Bounds:
    """ "6", "90 -" (at least), "- 313" (at most), "PLURAL"."""
    if said == "PLURAL":
        return _PLURAL
    low, open_end, high = (part.strip() for part in said.partition("-"))
    if not open_end:
        return int(low), int(low)
    return int(low) if low else None, int(high) if high else None


def _effect(fill: Json, known: dict[str, tuple[Bounds, ...]]) -> Iterable[Fill]:
    harms = frozenset(_EFFECTS[said] for said in _left(fill) if said in _EFFECTS)
    target = " ".join(fill.get("strings_rhs") or ())
    if harms:
        yield Fill(target, words(target), known.get(target, ()), harms, bool(fill.get("optional")))


def _days(dates: Iterable[Json]) -> Iterable[str]:
    """The full days of a date; "- 13 SEP 89" says only that it was no later."""
    for said in (said for one in dates for said in _left(one)):
        if not said.startswith("-"):
            yield from (day for day in map(_iso, _DAY.findall(said)) if day is not None)


# The reader's incidents against the key


def _answers(templates: Iterable[Json], read: Read) -> list[Answer]:
    """Each template of a report with the incident that shares most with it, one to one."""
    key = [_template(one) for one in templates if one["message_template"] != "*"]
    told = _told(read)
    pairs = [(_shared(one, other), i, j) for i, one in enumerate(key) for j, other in enumerate(told)]
    chosen: dict[int, int] = {}
    for shared, i, j in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
        if shared and i not in chosen and j not in chosen.values():
            chosen[i] = j
    return [_answer(one, read, told[chosen[i]] if i in chosen else None) for i, one in enumerate(key)]


def _told(read: Read) -> list[Told]:
    figures = [one for one in numbers.figures_of(read, _HARMS, past=True) if one.victims != "armed_group"]
    return [
        Told(local, _once([one for one in figures if one.local == local.key], read.report.text), read.report.text)
        for local in read.reading.incidents
    ]


def _once(figures: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """Figures without those that tell one again, or that are superseded where there are others."""
    kept = [one for one in figures if one.current] or figures
    return tuple({(one.harm, numbers.alike(one, text)): one for one in kept}.values())


def _shared(template: Template, told: Told) -> int:
    """How much a template and an incident share; 0 where that may be chance."""
    number, effect = _number_slot(template, told), _effect_slot(template, told)
    day = told.local.start in template.days
    if not day and not _same_words(template, told) and not _same_count(template, effect):
        return 0
    place = told.local.place is not None and bool(words(told.local.place.name) & template.places)
    return 4 * (len(number.right) + len(effect.right)) + 2 * day + place + 1


def _same_words(template: Template, told: Told) -> bool:
    fills = (*template.numbers, *template.effects)
    return any(fill.words & told.words_of(figure) for fill in fills for figure in told.figures)


def _same_count(template: Template, effect: Slot) -> bool:
    """Whether several victims suffered the same: one dead here and one dead there may be anybody."""
    return any(template.effects[index].numbers not in (((1, 1),), ()) for index in effect.right)


def _answer(template: Template, read: Read, told: Told | None) -> Answer:
    return Answer(template, read, told, _number_slot(template, told), _effect_slot(template, told))


def _number_slot(template: Template, told: Told | None) -> Slot:
    if told is None:
        return Slot(template.numbers, frozenset(), 0)
    figures = list({numbers.alike(one, told.text): one for one in told.figures}.values())
    agreeing = [
        (not fill.words & told.words_of(figure), i, j)
        for i, fill in enumerate(template.numbers)
        for j, figure in enumerate(figures)
        if _agrees(fill, figure)
    ]
    return Slot(template.numbers, _one_to_one(agreeing), len(figures))


def _effect_slot(template: Template, told: Told | None) -> Slot:
    if told is None:
        return Slot(template.effects, frozenset(), 0)
    figures = [figure for figure in told.figures if figure.harm in _EFFECTS.values()]
    agreeing = [
        (not fill.words & told.words_of(figure), i, j)
        for i, fill in enumerate(template.effects)
        for j, figure in enumerate(figures)
        if figure.harm in fill.harms and (_agrees(fill, figure) or fill.words & told.words_of(figure))
    ]
    return Slot(template.effects, _one_to_one(agreeing), len(figures))


def _one_to_one(agreeing: Sequence[tuple[bool, int, int]]) -> frozenset[int]:
    """The fills that get a figure of their own, the better pairs first."""
    fills: set[int] = set()
    used: set[int] = set()
    for _, fill, figure in sorted(agreeing):
        if fill not in fills and figure not in used:
            fills.add(fill)
            used.add(figure)
    return frozenset(fills)


def _agrees(fill: Fill, figure: Figure) -> bool:
    return any(_is_number(bounds, figure) for bounds in fill.numbers)


def _is_number(bounds: Bounds, figure: Figure) -> bool:
    low, high = bounds
    if bounds == _PLURAL:
        return figure.qualifier == "vague" or (figure.high is None and (figure.low or 0) >= 2)
    if high is None and low is not None:
        return figure.low in (low, low + 1)
    if low is None:
        return figure.high == high
    return high in (figure.low, figure.high)


def _misses(answer: Answer) -> Iterable[Miss]:
    got = [_said(figure, answer.told) for figure in answer.told.figures] if answer.told else None
    where = f"{answer.read.report.path} {answer.template.name}"
    if answer.told is None:
        wanted = [fill.name for fill in answer.template.numbers]
        yield Miss("template not paired", where, answer.read.report.text, wanted)
        return
    for kind, slot in (("number", answer.number), ("effect", answer.effect)):
        for index, fill in enumerate(slot.fills):
            if index not in slot.right and not fill.optional:
                yield Miss(kind, where, fill.name, fill.numbers if kind == "number" else sorted(fill.harms), got)


def _said(figure: Figure, told: Told | None) -> tuple[Any, ...]:
    return figure.harm, figure.low, figure.high, told.text[figure.start : figure.end] if told else ""
