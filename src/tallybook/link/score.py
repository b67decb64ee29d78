"""How strongly two local incidents look like one, with every reason."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tallybook.link.chance import chance
from tallybook.link.features import FEATURES, apart, is_fine
from tallybook.link.gates import GATES, shut
from tallybook.link.nodes import Node

SAME = 2.6
"""From this sum of weights on, two nodes are one incident."""
UNSURE = 1.4
"""From this sum on, a pair may be carried by its neighbours."""
PART_DAYS = 1

Verdict = Literal["same", "unsure", "different", "never"]


class Feature(NamedTuple):
    """One reason: a feature's or gate's name, its weight, and its sentence."""

    name: str
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class PairScore:
    """Two nodes (``a`` < ``b`` by id), the sum of weights, the verdict, and which of the two is part of the other.

    ``part`` is the id of the node that is one site of the other's wave, or None. ``reasons`` are (name, weight).
    """

    a: str
    b: str
    value: float
    verdict: Verdict
    part: str | None = None
    reasons: tuple[tuple[str, float], ...] = ()

    @property
    def same(self) -> bool:
        """Whether the two look like one incident."""
        return self.verdict == "same"

    @property
    def unsure(self) -> bool:
        """Whether an analyst should look at it: too much speaks for the two being one to call them different."""
        return self.verdict == "unsure"

    @property
    def chance(self) -> float | None:
        """How often two that look so much alike are one incident, 0 to 1; None where a gate shuts."""
        return None if self.verdict == "never" else chance(self.value)

    @property
    def keep(self) -> bool:
        """Whether the pair is worth storing: it joins a component.

        An unsure pair joins nothing by itself. Were it stored, chains of them would run through a large book, and each
        new report would bring thousands of incidents along; inside a component ``linkage`` scores it when it counts.
        """
        return self.part is not None or self.same

    def features(self) -> tuple[Feature, ...]:
        """The reasons with their sentences, the weightiest first."""
        told = {rule.__name__: (rule.__doc__ or "").strip() for rule in (*FEATURES, *GATES)}
        ordered = sorted(self.reasons, key=lambda reason: (-abs(reason[1]), reason[0]))
        return tuple(Feature(name, weight, told.get(name, _TIE)) for name, weight in ordered)

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same pair."""
        plain = {name: getattr(self, name) for name in self.__slots__}  # asdict copies deeply, and pairs are many
        return json.dumps(plain, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> PairScore:
        """The pair that ``to_json`` wrote."""
        data = json.loads(text)
        return PairScore(**{**data, "reasons": tuple((name, weight) for name, weight in data["reasons"])})


EVIDENCE = {
    "tolls": 0.5,
    "shared_names": 0.7,
    "text_likeness": 1.0,
    "day_said": 1.0,
    "wire_copy": 1.0,
    "page_version": 1.0,
}
"""What must at least speak for a pair of which one has no date: place and kind of event alone fit too many."""


def _is_bare_guess(a: Node, b: Node, weights: dict[str, float]) -> bool:
    if a.first is not None and b.first is not None:
        return False
    return not any(weights.get(name, 0.0) >= least for name, least in EVIDENCE.items())


_TIE = "The report itself tells one as a part of the other."


def score(a: Node, b: Node) -> PairScore:
    """How strongly two nodes look like one incident: pure, symmetric, explained."""
    if b.id < a.id:
        a, b = b, a
    gate = shut(a, b)
    part = _part(a, b) if gate in (None, "towns_differ", "site_and_wave") else None
    if gate is not None:
        return PairScore(a.id, b.id, 0.0, "never", part, ((gate, 0.0),))
    reasons = tuple((rule.__name__, weight) for rule in FEATURES if (weight := rule(a, b)))
    value = round(sum(weight for _, weight in reasons), 4)
    verdict: Verdict = "same" if value >= SAME else "unsure" if value >= UNSURE else "different"
    if verdict == "same" and _is_bare_guess(a, b, dict(reasons)):
        verdict = "unsure"
    return PairScore(a.id, b.id, value, verdict, part, reasons)


def ties(nodes: Iterable[Node]) -> tuple[PairScore, ...]:
    """The pairs that one report's own waves make: never merged, but part and whole."""
    here = {node.id: node.part_of for node in nodes}
    held = sorted((node, whole) for node, whole in here.items() if whole in here and whole is not None)
    reason = (("same_report", 0.0),)
    return tuple(PairScore(min(pair), max(pair), 0.0, "never", pair[0], reason) for pair in held)


def _part(a: Node, b: Node) -> str | None:
    """The id of the one that is a site of the other's wave: its town is among the sites, on the wave's days."""
    if a.wave == b.wave:
        return None
    wave, site = (a, b) if a.wave else (b, a)
    if wave.first is None or site.first is None or wave.last is None or site.last is None or not is_fine(site.place):
        return None
    if site.first < wave.first - PART_DAYS or site.last > wave.last + PART_DAYS:
        return None
    return site.id if _among(site, wave) else None


def _among(site: Node, wave: Node) -> bool:
    spots = [place for place in wave.places if place.precision in ("exact", "near")]
    return len(spots) > 1 and any(site.place is not None and not apart(site.place, spot) for spot in spots)
