"""Days told by name or number: weekdays, "yesterday", "31 January", "in March 2019", "in 2014"."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from tallybook.read import dates
from tallybook.read.timescan import Hit, Kind, Scan, age, day_at, relative, told, widen, year_at


def weekday(scan: Scan, index: int) -> Hit | None:
    """ "On Friday night", "last Tuesday", "next Monday"."""
    if not scan.tokens[index].text[0].isupper() or scan.is_in(index - 1, "weekday_names"):
        return None
    if _before_a_date(scan, index):
        return None
    begin, stop = widen(scan, index, index + 1)
    return relative(scan, begin, stop, lambda published: _news_day(scan, index, published))


def _before_a_date(scan: Scan, index: int) -> bool:
    """ "Friday, 30 January": the date that follows says it all."""
    for place in range(index + 1, min(index + 4, len(scan.low))):
        word = scan.at(place)
        if word in scan.words.months:
            return True
        if word not in (",", "the", ".") and day_at(scan, place) is None:
            return False
    return False


def _news_day(scan: Scan, index: int, published: date) -> Hit:
    name = scan.tokens[index].text.removesuffix("'s").removesuffix("’s")
    wanted = scan.words.weekdays[scan.at(index)]
    if scan.at(index - 1) in ("next", "coming") or _ahead(scan, index):
        iso = dates.weekday_ahead(published, wanted).isoformat()
        return told(iso, f"the {name} after the report of {published}")
    strictly = scan.at(index - 1) in ("last", "past", "previous")
    iso = dates.weekday_back(published, wanted, strictly=strictly).isoformat()
    return told(iso, f"the last {name} {'before' if strictly else 'on or before'} the report of {published}")


def _ahead(scan: Scan, index: int) -> bool:
    """Whether a word of plans stands shortly before, in the same clause."""
    for place in range(index - 1, max(-1, index - 8), -1):
        if scan.at(place) in (",", ";", ".", "said", "announced", "told"):
            return False
        if scan.is_in(place, "future"):
            return True
    return False


def near_day(scan: Scan, index: int) -> Hit:
    """ "Today", "yesterday", "late yesterday evening"."""
    shift = scan.words.near[scan.at(index)]
    begin, stop = widen(scan, index, index + 1)
    said = scan.at(index)

    def resolve(published: date) -> Hit:
        return told((published + timedelta(days=shift)).isoformat(), f"{said}, in the report of {published}")

    return relative(scan, begin, stop, resolve)


def overnight(scan: Scan, index: int) -> Hit | None:
    """ "Overnight": the day before the report and its own; nothing beside a weekday."""
    if scan.at(index + 1) in scan.words.weekdays or scan.at(index - 1) in scan.words.weekdays:
        return None

    def resolve(published: date) -> Hit:
        eve = (published - timedelta(days=1)).isoformat()
        return told(eve, f"overnight, in the report of {published}", last=published.isoformat())

    return relative(scan, index, index + 1, resolve)


def _year_after(scan: Scan, stop: int) -> tuple[int | None, int]:
    """The year told after a date, and where it stops: "2014", ", 2014", "last year", "this year"."""
    place = stop
    while scan.at(place) in (",", "of", ".", "in") and place - stop < 2:
        place += 1
    year = year_at(scan, place)
    if year is not None:
        return year, place + 1
    if scan.at(place + 1) == "year" and scan.published and scan.at(place) in ("last", "this"):
        return scan.published.year - (scan.at(place) == "last"), place + 2
    return None, stop


_DASHES = ("-", "–", "—", "to", "and", "until", "or", "through", "/")


def month(scan: Scan, index: int) -> Hit | None:
    """ "31 January", "Jan. 31, 2026", "Aug. 26-27", "in March 2019", "last May"."""
    if not scan.tokens[index].text[0].isupper():
        return None
    named = scan.words.months[scan.at(index)]
    after = index + (2 if scan.at(index + 1) == "." and len(scan.at(index)) <= 4 else 1)
    return _days_first(scan, index, named, after) or _month_first(scan, index, named, after)


def _days_first(scan: Scan, index: int, month: int, after: int) -> Hit | None:
    """ "31 January", "the 31st of January", "7 to 25 July"."""
    place = index - 2 if scan.at(index - 1) == "of" else index - 1
    day = day_at(scan, place)
    if day is None or (scan.at(place - 1) in scan.words.months and day_at(scan, after)):
        return None
    first, begin = day, place
    if scan.at(place - 1) in _DASHES and day_at(scan, place - 2):
        first, begin = day_at(scan, place - 2) or day, place - 2
    year, stop = _year_after(scan, after)
    return _date(scan, begin, stop, (year, month, first, day))


def _month_first(scan: Scan, index: int, month: int, after: int) -> Hit | None:
    """ "January 31", "Jan. 31, 2026", "Aug. 26-27", "March 2019", "in March"."""
    day = day_at(scan, after)
    if day is None or (scan.at(after + 1) == ":" and scan.at(after + 2).isdecimal()):
        return _month_alone(scan, index, month, after)
    last, stop = day, after + 1
    if scan.at(stop) in _DASHES and (day_at(scan, stop + 1) or 0) > day and scan.at(stop + 2) not in scan.words.units:
        last, stop = day_at(scan, stop + 1) or day, stop + 2
    year, stop = _year_after(scan, stop)
    return _date(scan, index, stop, (year, month, day, last))


def _date(scan: Scan, begin: int, stop: int, said: tuple[int | None, int, int, int]) -> Hit | None:
    year, month, first, last = said
    begin, stop = widen(scan, begin, stop)
    if year is not None:
        return _full(scan, begin, stop, dates.valid(year, month, first), dates.valid(year, month, last), "told in full")
    if dates.valid(2000, month, first) is None or dates.valid(2000, month, last) is None:
        return None
    published = scan.published
    if published is None:
        return Hit(begin, stop, None, None, "unresolved", "told without a year, and the report has no date")
    if _ahead(scan, begin):
        iso = dates.day_ahead(published, month, last)
        return _full(scan, begin, stop, iso, iso, f"the next such day after the report of {published}")
    ends = dates.day_back(published, month, last)
    begins = dates.valid(int(ends[:4]), month, first) if ends else None
    return _full(scan, begin, stop, begins, ends, f"the last such day on or before the report of {published}")


def _full(scan: Scan, begin: int, stop: int, first: str | None, last: str | None, why: str) -> Hit | None:
    if first is None or last is None or first > last:
        return None
    kind: Kind = "day" if first == last else "span"
    return Hit(begin, stop, first, last, kind, why)


def feast(scan: Scan, index: int) -> Hit | None:
    """ "On New Year's Eve", "Christmas Day 2009"."""
    for name, (month, day) in scan.words.feasts.items():
        words = tuple(name.split())
        if scan.low[index : index + len(words)] == words:
            year, stop = _year_after(scan, index + len(words))
            return _date(scan, index, stop, (year, month, day, day))
    return None


def _month_alone(scan: Scan, index: int, month: int, after: int) -> Hit | None:
    year, stop = _year_after(scan, after)
    lead = scan.at(index - 1)
    if year is None and lead not in scan.words.sets["month_lead"]:
        return None
    begin = index - 1 if lead in scan.words.sets["month_lead"] else index
    if year is not None:
        iso = f"{year:04d}-{month:02d}"
        return Hit(begin, stop, iso, iso, age(scan, iso), "the month told")

    def resolve(published: date) -> Hit:
        iso = dates.month_back(published, month, strictly=lead == "last")
        return told(iso, f"the last such month up to the report of {published}", age(scan, iso))

    return relative(scan, begin, stop, resolve)


_YEAR_LEAD = (
    "in", "since", "of", "from", "until", "till", "during", "by", "to", "and", "late", "early", "mid", "through",
    "before", "after", "around",
)  # fmt: skip


def number(scan: Scan, index: int) -> Hit | None:
    """ "2026-01-31", "31/01/2026", "in 2014", "2011-2014", "the 2014 massacre"."""
    return _iso(scan, index) or _slashed(scan, index) or _years(scan, index)


def _glued(scan: Scan, index: int, marks: tuple[str, ...]) -> bool:
    tokens = scan.tokens[index : index + 5]
    return (
        len(tokens) == 5
        and tokens[1].text in marks
        and tokens[3].text == tokens[1].text
        and all(left.end == right.start for left, right in pairwise(tokens))
    )


def _iso(scan: Scan, index: int) -> Hit | None:
    year = year_at(scan, index)
    if year is None or not _glued(scan, index, ("-", "/")):
        return None
    month, day = day_at(scan, index + 2), day_at(scan, index + 4)
    iso = dates.valid(year, month, day) if month and day else None
    return _full(scan, index, index + 5, iso, iso, "told in full") if iso else None


def _slashed(scan: Scan, index: int) -> Hit | None:
    """Day, month and year in figures, where only one order is possible."""
    if not _glued(scan, index, ("/", ".", "-")):
        return None
    one, two, year = day_at(scan, index), day_at(scan, index + 2), year_at(scan, index + 4)
    if not (one and two and year) or (one <= 12 and two <= 12 and one != two):
        return None
    iso = dates.valid(year, min(one, two) if two > 12 else two, max(one, two) if two > 12 else one)
    return _full(scan, index, index + 5, iso, iso, "told in full") if iso else None


def _years(scan: Scan, index: int) -> Hit | None:
    year = year_at(scan, index)
    if year is None or (scan.published and year > scan.published.year + 1):
        return None
    begin = index - 1 if scan.at(index - 1) in _YEAR_LEAD else index
    if scan.at(index + 1) in ("-", "–", "to") and (year_at(scan, index + 2) or 0) > year:
        return Hit(begin, index + 3, str(year), scan.at(index + 2), "background", "the years told")
    if begin < index or scan.at(index - 1) in ("the", "(", "a") or scan.at(index - 1).endswith("'s"):
        if scan.tokens[index - 1].text == "a" or _counts_people(scan, index):
            return None
        return Hit(begin, index + 1, str(year), str(year), age(scan, str(year)), "the year told")
    return None


def _counts_people(scan: Scan, index: int) -> bool:
    """ "of 2000 fighters": a plural noun after the number, and no word that a year would stand after."""
    word = scan.at(index + 1)
    plural = word.endswith("s") and word not in ("was", "has", "is", "as")
    lead = scan.at(index - 1) in ("of", "to", "by", "from", "and", "around", "the")
    return lead and (plural or word in ("people", "men", "women", "children"))


def decade(scan: Scan, index: int) -> Hit | None:
    """ "The 1980s"."""
    first = int(scan.at(index)[:4])
    begin = index - 1 if scan.at(index - 1) == "the" else index
    return Hit(begin, index + 1, str(first), str(first + 9), "background", "the decade told")
