"""What a person found in a gold report, as the reading that a reader would have given.

With it linking and reconciling are measured by themselves. Gold says less than a reading: where it gives no span for
who speaks or claims, the words are looked up in the text; sentences, types and groups are those that the recognisers
see in the text and in the gold's own words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

from tallybook.errors import InputError
from tallybook.evaluation.files import Json
from tallybook.evaluation.gold import Gold
from tallybook.gather import from_text
from tallybook.read import event_types, groups
from tallybook.read.document import Document, analyse, tokenise
from tallybook.records import (
    HARMS,
    SPEAKER_KINDS,
    VICTIMS,
    Action,
    AnyClaim,
    Confirmation,
    Denial,
    Disrupted,
    Disruption,
    Figure,
    LocalIncident,
    Mode,
    Place,
    Reaction,
    Reading,
    Report,
    Responsibility,
    Span,
    Speaker,
    identity,
)

READER = "gold"
_ACTIONS, _MODES, _DISRUPTED = get_args(Action), get_args(Mode), get_args(Disrupted)


def reader(gold: Gold) -> Callable[[Report], Reading]:
    """A reader of the gold's own texts, which are known by their path without suffix; of others it reads nothing."""
    return lambda report: reading(report, _gold_of(report, gold))


def dated(reports: Iterable[Report | InputError], gold: Gold) -> Iterator[Report | InputError]:
    """The reports, those without a date of their own with the one that the gold gives, as if the user had said it."""
    for report in reports:
        published = _gold_of(report, gold).get("published") if isinstance(report, Report) else None
        if isinstance(report, Report) and report.published is None and published:
            report = replace(report, published=published, published_from="given")
        yield report


def _gold_of(report: Report, gold: Gold) -> Json:
    return gold.reports.get(report.path.removesuffix(".txt"), {})


def reading(report: Report, data: Json) -> Reading:
    """The reading of a report that its gold stands for: every claim and every local incident, the gold's keys kept."""
    told = _Told(analyse(report), data)
    made = {claim.id: claim for claim in told.claims()}
    ordered = sorted(made.values(), key=lambda claim: (claim.start, claim.end, claim.kind, claim.id))
    return Reading(report.id, tuple(ordered), tuple(told.incidents()))


def first(value: Any) -> Any:
    """The first of several answers that the gold holds for fair, or the one that it gives."""
    return value[0] if isinstance(value, list) else value


def told_class(victims: Any) -> Any:
    """The class of victims; of several that are fair the one that tells most: any before ``unspecified``."""
    classes = victims if isinstance(victims, list) else [victims]
    return next((one for one in classes if one != "unspecified"), classes[0])


@dataclass(frozen=True, slots=True)
class _Told:
    doc: Document
    data: Json

    @property
    def main(self) -> str | None:
        """The key of the incident that the report is about."""
        return next(iter(self.data.get("incidents", {})), None)

    def claims(self) -> Iterator[AnyClaim]:
        makers: tuple[tuple[str, Callable[[Json], AnyClaim | None]], ...] = (
            ("figures", self._figure),
            ("responsibility", self._responsibility),
            ("denials", self._denial),
            ("confirmations", self._confirmation),
            ("reactions", self._reaction),
            ("disruptions", self._disruption),
        )
        for key, made in makers:
            yield from (claim for item in self.data.get(key, []) if (claim := made(item)) is not None)

    def _figure(self, item: Json) -> Figure | None:
        harm, victims = first(item["harm"]), told_class(item["victims"])
        if harm not in HARMS or victims not in VICTIMS:
            return None
        combined = item.get("combined_with")
        return Figure(
            **self._base(item, "figure", harm, victims, item.get("low"), item.get("high")),
            speaker=self._speaker(item),
            current=item.get("current", True),
            harm=harm,
            victims=victims,
            low=item.get("low"),
            high=item.get("high"),
            qualifier=item.get("qualifier") or "exact",
            scope=first(item.get("scope")) or "whole",
            combined=combined if combined in HARMS and combined != harm else None,
            sum_of=tuple(Span(*at) for at in item.get("sum_of", [])),
        )

    def _responsibility(self, item: Json) -> Responsibility | None:
        if item["mode"] not in _MODES:
            return None
        return Responsibility(
            **self._base(item, "responsibility", item["mode"], item["group"], words=item["group"]),
            group=item["group"],
            mode=item["mode"],
            by=item.get("by"),
        )

    def _denial(self, item: Json) -> Denial:
        return Denial(
            **self._base(item, "denial", item["by"], words=item["by"]), by=item["by"], of=item.get("of") or ""
        )

    def _confirmation(self, item: Json) -> Confirmation:
        base = self._base(item, "confirmation", item["by"], words=item["by"])
        return Confirmation(**base, by=item["by"], of=item.get("of") or "")

    def _reaction(self, item: Json) -> Reaction | None:
        if item["action"] not in _ACTIONS:
            return None
        base = self._base(item, "reaction", item["action"], item["actor"], words=item["actor"])
        return Reaction(**base, actor=item["actor"], action=item["action"])

    def _disruption(self, item: Json) -> Disruption | None:
        # Two ways of writing it down: what stopped and its detail, or the kind and what.
        said = [str(item.get(key) or "") for key in ("kind", "what", "detail")]
        what: Any = next((word for word in said if word in _DISRUPTED), None)
        if what is None:
            return None
        detail = next((word for word in reversed(said) if word and word != what), what)
        return Disruption(**self._base(item, "disruption", what, detail, words=detail), what=what, detail=detail)

    def _base(self, item: Json, kind: str, *said: object, words: str = "") -> dict[str, Any]:
        """What every claim has; without a span of its own it stands where its words do, or in the first sentence."""
        start, end = item.get("at") or self._found(words, 0)
        local = item.get("incident") or self.main
        report = self.doc.report.id
        return {
            "id": identity("c", report, READER, kind, start, end, local, *said),
            "report": report,
            "start": start,
            "end": end,
            "sentence": self.doc.at(start).span if self.doc.sentences else Span(start, end),
            "local": local if local in self.data.get("incidents", {}) else None,
            "reader": READER,
        }

    def _speaker(self, item: Json) -> Speaker | None:
        name = first(item.get("speaker"))
        if not name:
            return None
        start, end = item.get("speaker_at") or self._found(name, item["at"][0])
        kind = first(item.get("speaker_kind"))
        return Speaker(name, kind if kind in SPEAKER_KINDS else "unknown", start, end)

    def _found(self, words: str, near: int) -> tuple[int, int]:
        """Where the words stand, nearest to a position; the sentence at that position where they do not."""
        text, places, at = self.doc.report.text, [], -1
        while words and (at := text.find(words, at + 1)) >= 0:
            places.append(at)
        if places:
            start = min(places, key=lambda place: (abs(place - near), place))
            return start, start + len(words)
        if not self.doc.sentences:
            return 0, max(1, len(text))
        sentence = self.doc.at(near)
        return sentence.start, sentence.end

    def incidents(self) -> Iterator[LocalIncident]:
        known = self.data.get("incidents", {})
        wholes = {one.get("part_of") for one in known.values()}
        for key, one in known.items():
            yield LocalIncident(
                key=key,
                report=self.doc.report.id,
                type=_type(one.get("type")),
                start=one.get("start"),
                end=one.get("end") or one.get("start"),
                date_said=one.get("weekday"),
                place=_place(one),
                places=tuple(filter(None, (_place(other) for other in _with_sites(key, one, known)))),
                part_of=one.get("part_of"),
                background=key != self.main and _is_earlier(one, known[str(self.main)]),
                wave=key in wholes,
                groups=_groups(one),
            )


def _with_sites(key: str, one: Json, known: Json) -> list[Json]:
    return [one, *(other for other in known.values() if other.get("part_of") == key)]


def _place(one: Json) -> Place | None:
    name = first(one.get("place"))
    if not name and not one.get("country"):
        return None
    located = one.get("lat") is not None
    return Place(
        name=name or "",
        country=one.get("country"),
        lat=one.get("lat"),
        lon=one.get("lon"),
        precision="exact" if located or name else "country",
    )


def _is_earlier(one: Json, main: Json) -> bool:
    """Told as context: it began before the main incident, or is marked as of no cluster and bears no date."""
    if one.get("part_of"):
        return False
    start, after = one.get("start"), main.get("start")
    return start < after if start and after else one.get("cluster") is False


def _type(words: str | None) -> str | None:
    return event_types.best([(tokenise(words, 0, len(words)), 1)]) if words else None


def _groups(one: Json) -> tuple[str, ...]:
    named = "; ".join([*one.get("initiators", []), *one.get("targets", [])])
    return tuple(dict.fromkeys(found.id for found in groups.find(analyse(from_text(named))))) if named else ()
