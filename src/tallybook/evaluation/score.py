"""All measures over one gold and one export, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tallybook.evaluation import figures, incidents, phenomena, voices
from tallybook.evaluation.counts import Row, Tally, share
from tallybook.evaluation.exported import Export, claims_by_report, report_keys
from tallybook.evaluation.figures import Matched, Pair
from tallybook.evaluation.files import Json
from tallybook.evaluation.gold import Gold

Claims = dict[str, dict[str, list[Json]]]

_VOICES: tuple[tuple[str, str, str, voices.Agree], ...] = (
    ("responsibility", "responsibility", "responsibility", voices.responsibility_agrees),
    ("reactions", "reactions", "reaction", voices.reaction_agrees),
    ("denials", "denials", "denial", voices.denial_agrees),
)


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that was not right: ``kind``, the report or incident, the words, what is wanted and what was given."""

    kind: str
    where: str
    words: str
    want: Any = None
    got: Any = None


@dataclass(frozen=True, slots=True)
class Scored:
    """``result`` maps each measure to its row; ``misses`` are all that was not right, in order.

    ``phenomena`` maps each phenomenon to its counts: see ``phenomena.measure``.
    """

    result: dict[str, Any]
    misses: list[Miss] = field(default_factory=list)
    phenomena: dict[str, Row] = field(default_factory=dict)


def score(gold: Gold, export: Export) -> Scored:
    """Every measure of FORMAT's "Scores", as ratios of counts, and the phenomena beside them."""
    key_of = report_keys(export, gold.reports)
    claims = claims_by_report(export, key_of)
    matched = [_match(report, data, claims) for report, data in gold.reports.items()]
    pairs = [pair for one in matched for pair in one.pairs]
    judged = incidents.judge(pairs, gold, export)
    result = {
        "reports": len(gold.reports),
        "reports_missing": sorted(set(gold.reports) - {key for key in key_of.values() if key}),
        **_figure_rows(matched),
        **_pair_rows(pairs, gold),
        **{name: _voice(gold, claims, of, kind, agree).row() for name, of, kind, agree in _VOICES},
        "incidents within a report (B-cubed)": incidents.within(pairs),
        "incidents across reports (B-cubed)": incidents.across(pairs, gold, export),
        **_incident_rows(judged),
        "noise": _noise(gold, matched),
    }
    misses = [*_figure_misses(gold, matched), *_voice_misses(gold, claims), *_incident_misses(judged)]
    return Scored(result, misses, phenomena.measure(matched, gold))


def _match(report: str, data: Json, claims: Claims) -> Matched:
    return figures.match(report, data.get("figures", []), _of_kind(claims, report, "figure"))


def _of_kind(claims: Claims, report: str, kind: str) -> list[Json]:
    return claims.get(report, {}).get(kind, [])


def _figure_rows(matched: list[Matched]) -> dict[str, Row]:
    return {
        "figures found (span and harm)": _total(one.found for one in matched).row(),
        "figures with the right number": _right(matched, figures.number_right),
        "figures all right (bounds and victims too)": _right(matched, figures.all_right),
    }


def _right(matched: list[Matched], question: Callable[[Pair], bool]) -> Row:
    return _total(one.hits(question(pair) for pair in one.pairs) for one in matched).row()


def _pair_rows(pairs: list[Pair], gold: Gold) -> dict[str, Row]:
    linked = [pair for pair in pairs if figures.current_asked(pair, gold.reports[pair.report].get("incidents", {}))]
    return {
        "victims": share(map(figures.victims_right, pairs)),
        "qualifier": share(map(figures.qualifier_right, pairs)),
        "speaker": share(map(figures.speaker_right, pairs)),
        "speaker kind": share(figures.speaker_kind_right(pair) for pair in pairs if pair.gold.get("speaker_kind")),
        "current": share(map(figures.current_right, linked)),
    }


def _voice(gold: Gold, claims: Claims, of: str, kind: str, agree: voices.Agree) -> Tally:
    rows = gold.reports.items()
    return _total(voices.compare(data.get(of, []), _of_kind(claims, key, kind), agree).tally for key, data in rows)


def _incident_rows(judged: list[incidents.Judged]) -> dict[str, Row]:
    wanted = list(incidents.figures(judged))
    return {
        "incident figures low-best-high": share(figure.right() for figure in wanted),
        "incident figures best": share(figure.best_right() for figure in wanted),
        "incident date": share(incidents.dates(judged)),
        "incident country": share(incidents.countries(judged)),
        "incident place within 50 km": share(right for _, right in incidents.placed(judged)),
        "incident status": share(incidents.statuses(judged)),
    }


def _noise(gold: Gold, matched: list[Matched]) -> dict[str, int]:
    """Reports without violence: how many, how many of them yield a figure, and how many figures that is."""
    found = [one.found.predicted for one in matched if not gold.reports[one.report].get("incidents")]
    if not found:
        return {}
    return {"reports": len(found), "reports_with_a_figure": sum(map(bool, found)), "figures": sum(found)}


def _total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def _figure_misses(gold: Gold, matched: list[Matched]) -> list[Miss]:
    misses: list[Miss] = []
    for one in matched:
        text = gold.text(one.report)
        misses += [miss for pair in one.pairs for miss in _pair_misses(pair, text)]
        misses += [Miss("figure not found", one.report, _words(text, f), f["harm"]) for f in one.missed]
        misses += _invented(one, gold, text)
    return misses


def _pair_misses(pair: Pair, text: str) -> Iterable[Miss]:
    words, gold, claim = _words(text, pair.gold), pair.gold, pair.claim
    if not figures.bounds_right(pair):
        yield Miss("bounds", pair.report, words, _bounds(gold), _bounds(claim))
    if not figures.victims_right(pair):
        yield Miss("victims", pair.report, words, gold["victims"], claim.get("victims"))
    if not figures.speaker_right(pair):
        yield Miss("speaker", pair.report, words, gold.get("speaker"), (claim.get("speaker") or {}).get("name"))


def _invented(matched: Matched, gold: Gold, text: str) -> list[Miss]:
    extra = figures.invented(matched, gold.reports[matched.report].get("not_conflict", []))
    return [
        Miss("figure invented", matched.report, text[c["start"] : c["end"]], None, [c.get("harm"), *_bounds(c)])
        for c in extra
    ]


def _voice_misses(gold: Gold, claims: Claims) -> list[Miss]:
    misses: list[Miss] = []
    for report, data in gold.reports.items():
        for _, of, kind, agree in _VOICES:
            named = voices.compare(data.get(of, []), _of_kind(claims, report, kind), agree)
            misses += [_voice_miss(kind, report, item) for item in named.missed]
    return misses


def _voice_miss(kind: str, report: str, item: Json) -> Miss:
    return Miss(f"{kind} not found", report, voices.who(item) or "", item.get("action") or item.get("mode"))


def _incident_misses(judged: list[incidents.Judged]) -> list[Miss]:
    misses = [
        Miss("incident figure", fig.incident, f"{fig.harm} {fig.victims}", _estimate(fig.want), _estimate(fig.got))
        for fig in incidents.figures(judged)
        if not fig.right()
    ]
    wrong = [one for one, right in incidents.placed(judged) if not right]
    return misses + [Miss("place", one.gold.id, one.gold.data.get("place", ""), None, one.place) for one in wrong]


def _estimate(figure: Json) -> list[Any] | None:
    return [figure.get(bound) for bound in ("low", "best", "high")] if figure else None


def _words(text: str, figure: Json) -> str:
    return text[figure["at"][0] : figure["at"][1]]


def _bounds(figure: Json) -> list[int | None]:
    return [figure.get("low"), figure.get("high")]
