"""The day and the place of a report's main incident: every candidate is weighed by what speaks for it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tallybook.read import dates, wordlists
from tallybook.read.anchors import PlaceMention, Unit, is_located, is_source, scene_words
from tallybook.read.document import Document, Sentence
from tallybook.read.standing import EVE, is_before
from tallybook.read.times import TimeMention, is_credited
from tallybook.read.times import find as find_times
from tallybook.records import Place, Report

_DATELINE = 3.0
"""What speaks against a place that only the dateline names."""
_AFTER_DATELINE = frozenset(":,—–-(/")
_HEAD = 40
"""Letters of a dateline's places at most."""
_COUNTED_BACK = ("ago", "earlier", *EVE)
_PARTS = ("night", "early", "dawn", "morning", "evening", "afternoon", "late")


def main_day(doc: Document, units: Sequence[Unit]) -> TimeMention | None:
    """The time that speaks most for being the main incident's, the first of equals; None where none speaks enough.

    Where the report has no date, "on Saturday" gives way to a full date that the report tells and that fits it.
    """
    weight = scene_words().weights["main_day"]
    scored = [(sum(weight.get(name, 0.0) for name in names), time) for time, names in day_signals(doc, units)]
    score, best = max(scored, key=lambda pair: pair[0], default=(_NEVER, None))
    if best is None or score < weight["none" if _is_soon(best, doc.report.published) else "none_far"]:
        return None
    if best.kind != "unresolved":
        return best
    full = (time for score, time in sorted(scored, key=lambda pair: -pair[0]) if time.kind == "day" and score >= 0)
    return next((time for time in full if _fits(doc, best, time)), best)


_NEVER = -1e9
_SOON = 7


def _is_soon(time: TimeMention, published: str | None) -> bool:
    """Whether news of a time would still be news: more must speak for a day that the report comes long after."""
    days = _days_before(time, published)
    return days is None or days <= _SOON


def _days_before(time: TimeMention, published: str | None) -> int | None:
    """How many days before the report a day was, None where either is not known to the day."""
    told, news = dates.day(time.first), dates.day(published)
    return (news - told).days if news and told else None


def _fits(doc: Document, unresolved: TimeMention, day: TimeMention) -> bool:
    """Whether a time that needs the report's date would be a certain day, were the report of that day."""
    as_if = replace(doc, report=replace(doc.report, published=day.first))
    return any(time.start == unresolved.start and time.first == day.first for time in find_times(as_if))


def day_signals(doc: Document, units: Sequence[Unit]) -> list[tuple[TimeMention, list[str]]]:
    """The times at which something happened, with what holds for each, by the names that the weights stand under."""
    candidates = [
        (unit, time)
        for unit in units
        for time in unit.times
        if time.kind != "vague" and " after the report" not in time.why and not _is_aside(unit, time)
    ]
    count = Counter(time.first for _, time in candidates)
    return [(time, sorted(_day_signals(doc.report, unit, time, count))) for unit, time in candidates]


def _is_aside(unit: Unit, time: TimeMention) -> bool:
    """ "Last week" further down: what happened on some day of it is not what the report is about."""
    if unit.sentence.index <= _STAGES[3][1] or time.first is None or len(time.first) < 10 or time.last is None:
        return False
    return (date.fromisoformat(time.last) - date.fromisoformat(time.first)).days >= _SOME_DAYS


def _day_signals(report: Report, unit: Unit, time: TimeMention, count: Counter[str | None]) -> Iterator[str]:
    published = report.published
    years_day = _is_years_day(time, published)
    said = time.said.lower()
    index = unit.sentence.index
    acted = _follows_act(unit.sentence, time)
    yield next(name for name, most in _STAGES if index <= most)
    yield time.kind
    for name in ("aftermath", "event", "cumulative", "back", "another", "heads"):
        if getattr(unit, name) and not (name == "aftermath" and _is_the_events(unit.sentence, time)):
            yield name
    for name, holds in (
        ("coarse", time.first is not None and len(time.first) < 10),
        ("day_of_report", time.first is not None and time.first == published),
        ("counted_back", any(word in said for word in _COUNTED_BACK)),
        ("part_of_day", any(word in said for word in _PARTS) and not any(word in said for word in EVE)),
        ("full_date", any(char.isdigit() for char in said)),
        ("figures", unit.figures > 0),
        ("headline", unit.sentence.role == "headline"),
        ("attributive", _is_attributive(unit.sentence, time)),
        ("repeated", time.first is not None and count[time.first] > 1),
        ("opens", time.start - unit.sentence.start < 4),
        ("since", "since" in time.why),
        ("clock", _is_clocked(unit.sentence, time)),
        ("act", acted),
        ("act_today", acted and time.first is not None and time.first == published),
        (
            "caption",
            _is_file_picture(unit.sentence) or (years_day and is_credited(report.text, time.end)),
        ),
        ("years_day", years_day),
    ):
        if holds:
            yield name


def _is_the_events(sentence: Sentence, time: TimeMention) -> bool:
    """ "The toll of the bombing in Ghazni on Wednesday rose": the day is the bombing's, not of the rise."""
    words = scene_words()
    before = [token.low for token in sentence.tokens if token.start < time.start][-_NEAR:]
    at = max((k for k, word in enumerate(before) if word in words.sets["event_nouns"]), default=-1)
    verbs = words.sets["aftermath"] | wordlists.words("passive") | wordlists.words("perfect")
    return at >= 0 and not any(word in verbs or word.endswith("ed") or not word.isalnum() for word in before[at:])


def _is_clocked(sentence: Sentence, time: TimeMention) -> bool:
    """ "At 2 a.m. on June 5": an hour stands before the day."""
    tokens = sentence.tokens
    before = [token.low for token in tokens if token.start < time.start][-2:]
    return not scene_words().sets["clock"].isdisjoint(before)


def _follows_act(sentence: Sentence, time: TimeMention) -> bool:
    """ "At least 31 people were killed on Saturday": of what was done and what was said, the act stands nearer."""
    words = scene_words()
    before = [token.low for token in sentence.tokens if token.start < time.start][-_NEAR:]
    for word in reversed(before):
        if word in _CLAUSE_MARKS or word in words.sets["saying"]:
            return False
        if word in words.sets["acts"]:
            return True
    return False


def _is_years_day(time: TimeMention, published: str | None) -> bool:
    """A day of the last year told with its year, and days ago: news writes so under a picture or of what is past."""
    days = _days_before(time, published)
    return days is not None and _SOME_DAYS < days < 370 and _YEAR.search(time.said) is not None


def _is_file_picture(sentence: Sentence) -> bool:
    """ "A boy sits in a tent, April 18, 2017 (File photo)"."""
    return "file" in sentence.words and not scene_words().sets["file_picture"].isdisjoint(sentence.words)


_NEAR = 6
_SOME_DAYS = 4
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLAUSE_MARKS = frozenset((",", ";", ":", '"', "“", "”"))
_STAGES = (("first", 0), ("second", 1), ("lead", 3), ("early", 6), ("middle", 10), ("late", 100_000_000))


def _is_attributive(sentence: Sentence, time: TimeMention) -> bool:
    """ "Saturday's operations", "the Friday night attack": the time is part of the event's name."""
    words = scene_words()
    tokens = sentence.tokens
    after = next((k for k in range(len(tokens)) if tokens[k].end >= time.end), len(tokens))
    following = tokens[after : after + 3]
    return bool(following) and (
        following[0].low.endswith("'s") or any(token.low in words.sets["event_nouns"] for token in following[1:2])
    )


def ranked_places(
    doc: Document, units: Sequence[Unit], mentions: Sequence[PlaceMention], day: TimeMention | None = None
) -> list[Place]:
    """The places of a report, the one that speaks most for being the main incident's first.

    ``day`` is the main incident's: a place where something happened before it is hardly its place.
    """
    weight = scene_words().weights["main_place"]
    signals = place_signals(doc, units, mentions, day)
    scores = {place: sum(weight.get(name, 0.0) for name in names) for place, names in signals.items()}
    for place in datelines(doc, mentions) & scores.keys():
        scores[place] -= _DATELINE
    order = {place: index for index, place in enumerate(signals)}
    return sorted(scores, key=lambda place: (-scores[place], order[place]))


def datelines(doc: Document, mentions: Sequence[PlaceMention]) -> set[Place]:
    """The places named in a dateline alone ("QUETTA: ...", "NEW YORK/QUETTA - ..."): where it was written."""
    text = doc.report.text
    begins = [sentence.start for sentence in doc.sentences]
    written = {m.place for m in mentions if _opens_dateline(text, begins, m)}
    return written - {m.place for m in mentions if not _opens_dateline(text, begins, m)}


def _opens_dateline(text: str, begins: Sequence[int], mention: PlaceMention) -> bool:
    """Whether a place in capitals opens a sentence, with nothing but capitals before it, and a mark follows."""
    index = bisect_right(begins, mention.start) - 1
    head = text[begins[index] : mention.end] if index >= 0 else ""
    return len(head) <= _HEAD and head.isupper() and text[mention.end : mention.end + 2].lstrip()[:1] in _AFTER_DATELINE


def place_signals(
    doc: Document, units: Sequence[Unit], mentions: Sequence[PlaceMention], day: TimeMention | None = None
) -> dict[Place, list[str]]:
    """What holds for each place named, by the names that the weights stand under; in order of first naming."""
    starts = [unit.start for unit in units]
    found: dict[Place, set[str]] = {}
    now: set[Place] = set()
    count: Counter[Place] = Counter()
    countries: Counter[str] = Counter()
    previous: PlaceMention | None = None
    for mention in mentions:
        unit = units[max(0, bisect_right(starts, mention.start) - 1)]
        found.setdefault(mention.place, set()).update(_mention_signals(unit, mention))
        if not is_before(unit.time, day):
            now.add(mention.place)
        fine = mention.place.precision not in ("adm1", "country")
        if fine and previous is not None and " near " in doc.report.text[previous.end : mention.end][:40]:
            found[mention.place].add("beside")
        previous = mention if fine else previous
        count[mention.place] += 1
        if mention.place.country:
            countries[mention.place.country] += 1 + (mention.kind != "country")
    top = max(countries, key=lambda country: countries[country], default=None)
    for place, names in found.items():
        names.add(place.precision)
        names.update(_overall(place, count, top, found))
        if place not in now:
            names.add("before")
    return {place: sorted(names) for place, names in found.items()}


def _overall(place: Place, count: Counter[Place], top: str | None, found: dict[Place, set[str]]) -> Iterator[str]:
    if count[place] > 1:
        yield "repeated"
    if place.country == top:
        yield "main_country"
    if place.precision in ("adm1", "country"):
        return
    if any(
        other.precision == "adm1" and other.adm1 == place.adm1 and other.country == place.country for other in found
    ):
        yield "region_named"


def _mention_signals(unit: Unit, mention: PlaceMention) -> Iterator[str]:
    words = scene_words()
    sentence = unit.sentence
    index = bisect_left([token.start for token in sentence.tokens], mention.start)
    located = is_located(words, sentence, index)
    name = "at" if located else "named"
    yield name
    if unit.figures:
        yield f"{name}_figures"
    if unit.event:
        yield f"{name}_event"
    if sentence.index < 2:
        yield f"{name}_first"
    elif sentence.index < 5:
        yield f"{name}_early"
    if sentence.role == "headline":
        yield f"{name}_headline"
    yield from _around(sentence, index, mention)


def _around(sentence: Sentence, index: int, mention: PlaceMention) -> Iterator[str]:
    """What stands beside the place: a dateline's mark, a verb of saying, a speaker."""
    words = scene_words()
    tokens = sentence.tokens
    after = next((k for k in range(index, len(tokens)) if tokens[k].start >= mention.end), len(tokens))
    if (
        sentence.index < 4
        and index < 3
        and after < len(tokens)
        and tokens[after].text in (":", "(", "-", "–", "—", ",")
    ):
        yield "dateline"
    subject = index > 0 and tokens[index - 1].low not in words.sets["locative"]
    if subject and any(token.low in words.sets["saying"] for token in tokens[after : after + 2]):
        yield "speaks"
    if index > 0 and is_source(words, tokens, index - 1):
        yield "source"
    if index > 0 and tokens[index - 1].low in ("from", "to", "of", "between", "near"):
        yield f"after_{tokens[index - 1].low}"
    if _is_origin(sentence, index):
        yield "origin"
    if index > 0 and tokens[index - 1].low in ("in", "at"):
        yield "after_in"
    if tokens[min(after, len(tokens)) - 1].low.endswith("'s"):
        yield "possessive"


def _is_origin(sentence: Sentence, index: int) -> bool:
    """ "Buses carrying people evacuated from the towns of X": where those come from who were harmed."""
    before = [token.low for token in sentence.tokens[max(0, index - _FROM) : index]]
    at = max(
        (k for k, word in enumerate(before) if word == "from" or before[k - 1 : k + 1] == ["out", "of"]), default=-1
    )
    if at < 0 or any(word in _CLAUSE_MARKS or word in ("to", "in", "at", "near") for word in before[at:]):
        return False
    return not scene_words().sets["leaving"].isdisjoint(before[max(0, at - _LEFT) : at])


_FROM = 14
_LEFT = 5
