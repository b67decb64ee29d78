"""The main incident of a report: what its headline and lead tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tallybook.read.anchors import PlaceMention, Unit, scene_words
from tallybook.read.document import Document, Sentence
from tallybook.read.main_setting import main_day, ranked_places
from tallybook.read.standing import COARSE, Scene, holds, is_near, same_day
from tallybook.records import Place


def opening(doc: Document, units: Sequence[Unit], mentions: Sequence[PlaceMention]) -> Scene:
    """The main scene: what the headline and the lead tell."""
    lead = _lead(units)
    scene = Scene(0, main_day(doc, units), wave=_is_wave(lead))
    ranked = ranked_places(doc, units, mentions, scene.time)
    told = list(dict.fromkeys(mention.place for unit in lead if _is_main(unit, scene) for mention in unit.places))
    region = _wave_region(told, lead, ranked, mentions) if scene.wave else None
    if region is not None:
        scene.places, scene.place = [region], region
        scene.sites = [place for place in told if place.precision not in COARSE and holds(region, place)]
    elif ranked:
        scene.place = ranked[0]
        scene.places = [ranked[0], *(place for place in told if _joins(place, ranked[0]))]
    return scene


def _wave_region(
    told: list[Place], lead: Sequence[Unit], ranked: list[Place], mentions: Sequence[PlaceMention]
) -> Place | None:
    """The region that a wave is told of: the one named behind it, or the one that holds three towns or more."""
    behind = [place for unit in lead for place in _behind_wave(unit.sentence, mentions)]
    if behind:
        return min(behind, key=lambda place: place.precision != "adm1")
    fine = [place for place in told if place.precision not in COARSE]
    if len(fine) < 3 or all(is_near(fine[0], other) for other in fine):
        return None
    regions = [place for place in ranked if place.precision in COARSE and all(holds(place, other) for other in fine)]
    return min(regions, key=lambda place: place.precision != "adm1", default=None)


def _behind_wave(sentence: Sentence, mentions: Sequence[PlaceMention]) -> list[Place]:
    """The regions in the rest of a sentence behind words of several attacks, where no town comes first."""
    index = _wave_at(sentence)
    if index is None:
        return []
    begin = sentence.tokens[index].start
    after = [mention.place for mention in mentions if begin < mention.start < sentence.end]
    return [place for place in after if place.precision in COARSE] if after and after[0].precision in COARSE else []


def _is_main(unit: Unit, scene: Scene) -> bool:
    return not (unit.another or unit.back or unit.cumulative or same_day(unit, scene) is False)


def _joins(place: Place, main: Place) -> bool:
    """Whether a place of the lead is the main one's too: it is near it, or one holds the other."""
    if place == main:
        return False
    if place.precision in COARSE:
        return holds(place, main)
    return is_near(place, main) or (main.precision in COARSE and holds(main, place))


def _lead(units: Sequence[Unit]) -> list[Unit]:
    """The units up to the first sentence of the body with a figure, three sentences at least."""
    out: list[Unit] = []
    sentences: list[int] = []
    with_figures = 0
    for unit in units:
        if unit.sentence.index not in sentences:
            if len(sentences) >= 3 and with_figures >= 1:
                break
            if len(sentences) >= 6:
                break
            sentences.append(unit.sentence.index)
        with_figures += unit.figures if unit.sentence.role == "body" else 0
        out.append(unit)
    return out


def _is_wave(lead: Sequence[Unit]) -> bool:
    """Whether the lead tells of several attacks: "coordinated attacks", "attacks across", or three towns at once."""
    return any(_wave_at(unit.sentence) is not None or _towns(unit) >= 3 for unit in lead)


def _towns(unit: Unit) -> int:
    return sum(mention.place.precision not in COARSE for mention in unit.places)


def _wave_at(sentence: Sentence) -> int | None:
    """Where in a sentence a word of several attacks stands."""
    words = scene_words()
    if words.sets["wave"].isdisjoint(sentence.words) and words.sets["wave_events"].isdisjoint(sentence.words):
        return None
    low = sentence.lows
    for index, word in enumerate(low):
        if word in words.sets["wave"] and not words.sets["wave_events"].isdisjoint(low[index + 1 : index + 5]):
            return index
        if word in words.sets["wave_events"] and ("across" in low[index + 1 : index + 3] or _all_over(low, index)):
            return index
    return None


def _all_over(low: Sequence[str], index: int) -> bool:
    """ "Attacks on churches and hotels all over the country": the same clause goes on to a whole region."""
    after = low[index + 1 : index + _CLAUSE]
    return any(pair in (("all", "over"), ("all", "across")) for pair in pairwise(after)) and "," not in after


_CLAUSE = 10
"""Words behind "attacks" in which "all over" still belongs to them."""
