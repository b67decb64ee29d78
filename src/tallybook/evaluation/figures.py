"""Measures over figures: each is a question to a gold figure and the claim that was matched to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tallybook.evaluation.counts import Tally
from tallybook.evaluation.files import Json
from tallybook.evaluation.names import same_name


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold figure of a report and the claim matched to it."""

    report: str
    gold: Json
    claim: Json

    @property
    def item(self) -> str:
        """The mention, named by where the gold figure begins."""
        return f"{self.report}@{self.gold['at'][0]}"

    @property
    def local(self) -> str:
        """The gold's incident inside the report."""
        return f"{self.report}:{self.gold['incident']}"


@dataclass(frozen=True, slots=True)
class Matched:
    """The figures of one report: those matched, those of the gold not found, and those that were invented."""

    report: str
    pairs: tuple[Pair, ...]
    missed: tuple[Json, ...]
    unmatched: tuple[Json, ...]

    @property
    def found(self) -> Tally:
        """Span overlaps and harm agrees."""
        hit = len(self.pairs)
        return Tally(hit, hit + len(self.unmatched), hit + len(self.missed))

    def hits(self, right: Iterable[bool]) -> Tally:
        """The same counts with only the pairs that are right as hits."""
        found = self.found
        return Tally(sum(right), found.predicted, found.gold)


def match(report: str, gold: list[Json], claims: list[Json]) -> Matched:
    """Pairs gold figures with claims one to one: the larger overlap and the nearer start first."""
    chosen = _choose(sorted(_candidates(gold, claims)))
    used = {j for _, j in chosen}
    matched = {i for i, _ in chosen}
    return Matched(
        report,
        tuple(Pair(report, gold[i], claims[j]) for i, j in chosen),
        tuple(figure for i, figure in enumerate(gold) if i not in matched),
        tuple(claim for j, claim in enumerate(claims) if j not in used),
    )


def overlap(one: list[int], other: list[int]) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def one_of(value: Any, accepted: Any) -> bool:
    """Whether a value is what the gold says, which may be a list of accepted ones; a gold of None accepts nothing."""
    return value in (accepted if isinstance(accepted, list) else [] if accepted is None else [accepted])


def bounds_right(pair: Pair) -> bool:
    """Low and high are both as in the gold."""
    return all(pair.gold.get(bound) == pair.claim.get(bound) for bound in ("low", "high"))


def number_right(pair: Pair) -> bool:
    """The stated number is right, whatever is made of "at least" or "up to"."""
    return bool(_numbers(pair.gold) & _numbers(pair.claim))


def victims_right(pair: Pair) -> bool:
    """The class of victims is as in the gold."""
    return one_of(pair.claim.get("victims"), pair.gold["victims"])


def all_right(pair: Pair) -> bool:
    """Bounds and victims are right."""
    return bounds_right(pair) and victims_right(pair)


def qualifier_right(pair: Pair) -> bool:
    """The qualifier is as in the gold."""
    return bool(pair.gold.get("qualifier") == pair.claim.get("qualifier"))


def speaker_right(pair: Pair) -> bool:
    """The speaker's name agrees, or both are the outlet's own voice."""
    return same_name(pair.gold.get("speaker"), _speaker(pair.claim).get("name"))


def speaker_kind_right(pair: Pair) -> bool:
    """The speaker's kind is as in the gold; asked where the gold names one."""
    return bool(pair.gold["speaker_kind"] == _speaker(pair.claim).get("kind"))


def current_right(pair: Pair) -> bool:
    """Whether the text itself presents the figure as superseded is as in the gold."""
    return bool(pair.gold["current"] == pair.claim.get("current", True))


def current_asked(pair: Pair, incidents: Json) -> bool:
    """Asked of incidents that are linked across reports: on the toll of background incidents annotators differ."""
    return "current" in pair.gold and bool(incidents.get(pair.gold["incident"], {}).get("cluster", True))


def invented(matched: Matched, not_conflict: list[Json]) -> list[Json]:
    """Claims without a gold figure, but for those on figures that the gold lists as harm without violence."""
    return [
        claim for claim in matched.unmatched if not any(overlap(_at(claim), figure["at"]) for figure in not_conflict)
    ]


def _candidates(gold: list[Json], claims: list[Json]) -> Iterable[tuple[int, int, int, int]]:
    for i, figure in enumerate(gold):
        for j, claim in enumerate(claims):
            shared = overlap(figure["at"], _at(claim))
            if shared and one_of(claim.get("harm"), figure["harm"]):
                yield -shared, abs(figure["at"][0] - claim["start"]), i, j


def _choose(candidates: list[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in candidates:
        if i not in chosen and j not in used:
            chosen[i] = j
            used.add(j)
    return list(chosen.items())


def _at(claim: Json) -> list[int]:
    return [claim["start"], claim["end"]]


def _numbers(figure: Json) -> set[int]:
    return {figure[bound] for bound in ("low", "high") if figure.get(bound) is not None}


def _speaker(claim: Json) -> Json:
    return claim.get("speaker") or {}
