"""Times of a report: its expressions of time, resolved against the day it was published.

A weekday is news usage: the most recent such day on or before publication. Nothing relative is resolved where the
report has no date; such a mention keeps its words and has no dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from tallybook import vocabulary
from tallybook.read import dates, day_times, unit_times
from tallybook.read.document import Document, Sentence
from tallybook.read.timescan import Hit, Kind, Scan, Words


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time: ``first`` and ``last`` are ISO dates as precise as known, or None.

    ``kind``: ``day`` (one day, or a month or year told as when it happened), ``span`` (from one day to another),
    ``window`` (the past N hours, days), ``ordinal_day`` ("for a fifth day": ``first`` is the first of them),
    ``background`` (months and years before the report), ``vague`` (no dates), ``unresolved`` (needs the report's
    date, which is not known). ``why`` says in words how it was resolved.
    """

    start: int
    end: int
    first: str | None
    last: str | None
    said: str
    kind: Kind
    why: str


# Behind the day of an older picture: "... in the town of Meles, August 6, 2016. (AA)".
_CREDIT = re.compile(
    r"[\s.,]{1,3}[(\[][^)\]]{0,30}?\b(?:AA|AP|AFP|EPA|DPA|EFE|Reuters|Agencies|[Pp]hoto|Getty)\b[^)\]]{0,30}"
    r"[)\]](?!\s*[-–—])"
)
_SETS = (
    "weekday_names", "month_lead", "day_parts", "before_day", "future", "past_window", "ago", "earlier", "later",
    "follows", "following", "raging", "running", "vague",
)  # fmt: skip


def nearest_first(times: Sequence[TimeMention], counted: Sequence[int]) -> tuple[TimeMention, ...]:
    """Times in their order, but for the one that stands nearest to the first figure, which is put before them:
    "Saturday's raid follows those | of Friday, when nine died"."""
    if len(times) < 2 or not counted:
        return tuple(times)
    first = min(times, key=lambda time: abs(time.start - counted[0]))
    return (first, *(time for time in times if time is not first))


def is_credited(text: str, end: int) -> bool:
    """Whether a picture's credit stands behind a day: then it is the picture's."""
    return _CREDIT.match(text, end) is not None


def find(doc: Document) -> tuple[TimeMention, ...]:
    """The expressions of time in a report's headline and body, in order, without overlaps."""
    published = dates.day(doc.report.published)
    if published is not None and not 1800 <= published.year <= 2200:
        published = None
    anchor: date | None = None
    found: list[TimeMention] = []
    for sentence in doc.sentences:
        mentions = _in_sentence(doc.report.text, sentence, published, anchor)
        for mention in mentions:
            if mention.kind == "day" and not is_credited(doc.report.text, mention.end):
                anchor = dates.day(mention.first) or anchor
        found.extend(mentions)
    return tuple(found)


def _in_sentence(text: str, sentence: Sentence, published: date | None, anchor: date | None) -> list[TimeMention]:
    words = _words()
    if words.opens.isdisjoint(sentence.words):
        return []
    handlers, low = words.handlers, [low if low[-2:] != "'s" else _plain(low) for low in sentence.lows]
    scan = Scan(words, sentence.tokens, tuple(low), published, anchor)
    hits: list[Hit] = []
    index = 0
    while index < len(low):
        handler = handlers.get(low[index])
        hit = handler(scan, index) if handler else None
        if hit is None or (hits and hit.begin < hits[-1].stop):
            index += 1
            continue
        hits.append(_since(scan, hit))
        index = hit.stop
    return [_mention(text, sentence, hit) for hit in _joined(scan, hits)]


def _plain(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word


def _mention(text: str, sentence: Sentence, hit: Hit) -> TimeMention:
    start, end = sentence.tokens[hit.begin].start, sentence.tokens[hit.stop - 1].end
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    return TimeMention(start, end, hit.first, hit.last, text[start:end], hit.kind, hit.why)


def _since(scan: Scan, hit: Hit) -> Hit:
    """ "Since Saturday" runs from then to the day of the report."""
    if "since" not in (scan.at(hit.begin), scan.at(hit.begin - 1)) or hit.first is None:
        return hit
    last = scan.published.isoformat() if scan.published else hit.last
    return replace(hit, kind="span", last=last, why=f"since then: {hit.why}")


def _joined(scan: Scan, hits: list[Hit]) -> list[Hit]:
    """ "From Friday to Sunday": two days with a word of range between them are one stretch."""
    out: list[Hit] = []
    for hit in hits:
        before = out[-1] if out else None
        between = scan.low[before.stop : hit.begin] if before else ()
        if before and _is_range(scan, before, hit, between) and before.first and hit.last and before.first <= hit.last:
            why = f"from {before.first} to {hit.last}"
            out[-1] = Hit(before.begin, hit.stop, before.first, hit.last, "span", why)
        else:
            out.append(hit)
    return out


def _is_range(scan: Scan, before: Hit, hit: Hit, between: tuple[str, ...]) -> bool:
    if before.kind not in ("day", "span", "background") or hit.kind not in ("day", "background"):
        return False
    lead = scan.at(before.begin - 1), scan.at(before.begin)
    if between and between[0] in ("to", "until", "through", "till", "-", "–", "—"):
        return len(between) == 1
    if between == ("and",):
        return hit.kind == "day" and ("between" in lead or hit.first == _next(before.last))
    return False


def _next(iso: str | None) -> str | None:
    known = dates.day(iso)
    return (known + timedelta(days=1)).isoformat() if known else None


@cache
def _words() -> Words:
    raw = vocabulary.load("times")
    handlers: dict[str, Callable[[Scan, int], Hit | None]] = {}
    handlers.update(dict.fromkeys(raw["day_parts"], unit_times.day_part))
    handlers.update(dict.fromkeys(raw["units"], unit_times.unit))
    handlers.update(dict.fromkeys(raw["weekdays"], day_times.weekday))
    handlers.update(dict.fromkeys(raw["months"], day_times.month))
    handlers.update(dict.fromkeys(raw["near_days"], day_times.near_day))
    handlers.update(dict.fromkeys((name.split()[0] for name in raw["feasts"]), day_times.feast))
    handlers.update(overnight=day_times.overnight, weekend=unit_times.weekend)
    handlers.update({str(year): day_times.number for year in range(1800, 2101)})
    handlers.update({f"{number}": day_times.number for number in range(1, 32)})
    handlers.update({f"{number:02d}": day_times.number for number in range(1, 10)})
    handlers.update({f"{decade}s": day_times.decade for decade in range(1800, 2100, 10)})
    sets = {name: frozenset(raw[name]) for name in _SETS}
    feasts = raw["feasts"]
    return Words(
        raw["weekdays"], raw["months"], raw["numbers"], raw["ordinals"], raw["units"], raw["near_days"], feasts,
        sets, handlers, frozenset((*handlers, *(f"{word}'s" for word in handlers))),
    )  # fmt: skip
