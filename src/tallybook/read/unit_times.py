"""Times told by counting: "two days ago", "the past 48 hours", "for a fifth day", "last month", "this morning"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from tallybook.read import dates
from tallybook.read.timescan import Hit, Kind, Scan, day_at, relative, told


def unit(scan: Scan, index: int) -> Hit | None:
    """What "hours", "days", "week", "month", "year" say with the words around them."""
    lead = scan.at(index - 1)
    if scan.at(index) in ("day", "night") and (hit := _anchored_day(scan, index)):
        return hit
    if lead in ("this", "last", "past", "previous", "next", "same"):
        return _this_or_last(scan, index)
    if lead == "the" and scan.at(index - 3) == "earlier" and scan.at(index - 2) in ("in", "this"):
        return _earlier_in(scan, index)
    if _is_vague(scan, index):
        return Hit(index - 1, index + 1, None, None, "vague", "no dates are told")
    return _ordinal(scan, index) or _counted(scan, index)


def _is_vague(scan: Scan, index: int) -> bool:
    lead = scan.at(index - 1)
    if lead == "recent" or (scan.is_in(index - 1, "vague") and _trails(scan, index)):
        return True
    return lead == "the" and scan.at(index - 2) == "over" and scan.at(index).endswith("s")


def _anchored_day(scan: Scan, index: int) -> Hit | None:
    """ "The same day", "that day", "the night before", "the previous day": against the day told last."""
    lead = scan.at(index - 1)
    if lead in ("same", "that") and scan.at(index) == "day":
        shift, begin, stop = 0, index - 1, index + 1
    elif lead == "previous":
        shift, begin, stop = -1, index - 1, index + 1
    elif lead == "the" and scan.at(index + 1) in ("before", "after") and _closes(scan, index + 2):
        shift, begin, stop = (-1 if scan.at(index + 1) == "before" else 1), index - 1, index + 2
    else:
        return None
    if scan.anchor is None:
        return None
    iso = (scan.anchor + timedelta(days=shift)).isoformat()
    return Hit(begin, stop, iso, iso, "day", f"counted from {scan.anchor}, the day told last")


def _closes(scan: Scan, index: int) -> bool:
    """Whether nothing follows that the expression could be part of ("the day before the attack")."""
    return not scan.at(index)[:1].isalpha() or scan.at(index) in ("in", "at", "on", "and", "when", "by", "had", "were")


def _earlier_in(scan: Scan, index: int) -> Hit | None:
    """ "Earlier in the week": from its first day to the day before the report."""
    name = scan.words.units[scan.at(index)]
    if name not in ("week", "month", "year"):
        return None

    def resolve(published: date) -> Hit:
        first = _this(name, published).first or ""
        eve = (published - timedelta(days=1)).isoformat()
        first = {4: f"{first}-01-01", 7: f"{first}-01"}.get(len(first), first)
        return told(min(first, eve), f"earlier in the {name} of the report of {published}", "span", eve)

    return relative(scan, index - 3, index + 1, resolve)


def _trails(scan: Scan, index: int) -> bool:
    return any(scan.is_in(index + 1, name) for name in ("ago", "earlier", "later"))


def _ordinal(scan: Scan, index: int) -> Hit | None:
    """ "for a fifth day", "the fifth consecutive day", "its 36th day"."""
    place = index - 2 if scan.is_in(index - 1, "running") else index - 1
    word = scan.at(place)
    count = scan.words.ordinals.get(word) or (day_at(scan, place) if word[-2:] in ("st", "nd", "rd", "th") else None)
    unit = scan.words.units[scan.at(index)]
    if count is None or count < 2 or unit not in ("day", "week", "month", "year"):
        return None
    led = scan.at(place - 1) in ("its", "their", "a") or place == index - 2 or scan.at(place - 2) in ("for", "into")
    if not (led or scan.at(index + 1) in ("of", "running", "in")):
        return None

    def resolve(published: date) -> Hit:
        first = dates.window(published, count - 1, unit)[0]
        return told(first, f"{count} {unit}s up to the report of {published}", "ordinal_day", published.isoformat())

    return relative(scan, place, index + 1, resolve)


def _counted(scan: Scan, index: int) -> Hit | None:
    """ "two days ago", "two days earlier", "the past 48 hours", "within 24 hours"."""
    unit = scan.words.units[scan.at(index)]
    place = index - 2 if scan.at(index - 1) == "of" or scan.at(index - 1) in ("or", "more") else index - 1
    number = scan.number(place)
    if number is None:
        return None
    if scan.at(index) == "fortnight" and scan.at(place) in ("a", "one"):
        number = 1
    begin = place - 1 if scan.number(place - 1) else place
    if scan.is_in(index + 1, "ago"):
        return relative(scan, begin, index + 2, partial(_ago, number, unit))
    if scan.at(index + 1) == "after" and _follows(scan, begin - 1):
        found = _from_anchor(scan, begin, index, (number, unit))
        return found if found is None or found.first is None else replace(found, kind="background")
    if scan.is_in(index + 1, "earlier") or scan.is_in(index + 1, "later"):
        return _from_anchor(scan, begin, index, (number, unit))
    if scan.is_in(begin - 1, "past_window") or scan.is_in(place - 1, "past_window"):
        return relative(scan, begin - 1, index + 1, partial(_window, number, unit))
    lasting = unit == "week" or (unit == "day" and number > 2)
    if lasting and scan.at(index + 1) == "of" and (scan.is_in(index + 2, "raging") or scan.is_in(index + 3, "raging")):
        return relative(scan, begin, index + 1, partial(_window, number, unit))
    if scan.at(place - 1) in ("within", "in") and scan.at(place) not in ("a", "an") and scan.at(index + 1) != "of":
        return relative(scan, place - 1, index + 1, partial(_window, number, unit))
    return None


def _follows(scan: Scan, index: int) -> bool:
    """ "It came", "the attack in the north comes": not "the arrests came"."""
    return scan.is_in(index, "follows") and any(scan.is_in(index - back, "following") for back in range(1, 5))


def _ago(number: int, unit: str, published: date) -> Hit:
    first, last = dates.back(published, number, unit)
    kind: Kind = "background" if unit in ("month", "year", "decade") else "day"
    return told(first, f"{number} {unit}s before the report of {published}", kind, last)


def _window(number: int, unit: str, published: date) -> Hit:
    first, last = dates.window(published, number, unit)
    return told(first, f"the {number} {unit}s up to the report of {published}", "window", last)


def _from_anchor(scan: Scan, begin: int, index: int, size: tuple[int, str]) -> Hit | None:
    """ "Two days earlier" counts from the day told last, or from the report's date where none was told."""
    number, unit = size
    if unit == "hour" and number <= 12:
        number = 0
    if scan.at(index + 1) == "before" and scan.at(index + 2) in ("the", "a", "an", "he", "she", "it", "they"):
        return None
    anchor = scan.anchor or scan.published
    if anchor is None:
        return Hit(begin, index + 2, None, None, "unresolved", "the report has no date")
    if scan.is_in(index + 1, "later"):
        if unit not in ("day", "hour") or scan.anchor is None:
            return None
        iso = (anchor + timedelta(days=number)).isoformat()
        return Hit(begin, index + 2, iso, iso, "day", f"{number} days after {anchor}")
    first, last = dates.back(anchor, number, unit)
    kind: Kind = "background" if unit in ("month", "year", "decade") else "day"
    return Hit(begin, index + 2, first, last, kind, f"{number} {unit}s before {anchor}")


def _this_or_last(scan: Scan, index: int) -> Hit | None:
    unit, lead = scan.words.units[scan.at(index)], scan.at(index - 1)
    begin, stop = index - 1, index + 1
    if scan.at(begin - 1) in ("earlier", "late", "early", "later"):
        begin -= 1
    if lead in ("next", "same") or scan.at(index).endswith("s"):
        return None
    if lead == "past" and unit != "night":
        return relative(scan, begin, stop, partial(_window, 1, unit))

    def resolve(published: date) -> Hit:
        return _this(unit, published) if lead == "this" else _last(unit, published)

    return relative(scan, begin, stop, resolve)


def _this(unit: str, published: date) -> Hit:
    iso = published.isoformat()
    why = f"this {unit}, in the report of {published}"
    if unit == "week":
        return told((published - timedelta(days=published.weekday())).isoformat(), why, "span", iso)
    if unit in ("month", "year"):
        return told(iso[: 7 if unit == "month" else 4], why, "span")
    return told(iso, why)


def _last(unit: str, published: date) -> Hit:
    why = f"the {unit} before the report of {published}"
    if unit in ("hour", "day"):
        return told((published - timedelta(days=1)).isoformat(), why)
    if unit in ("week", "fortnight"):
        first, last = dates.back(published, 1, "week")
        return told(first, why, "span", last)
    first, last = dates.back(published, 1, unit)
    return told(first, why, "background", last)


def day_part(scan: Scan, index: int) -> Hit | None:
    """ "This morning", "last night"; a part of the day alone says no day."""
    lead = scan.at(index - 1)
    if lead not in ("this", "last"):
        return _anchored_day(scan, index)
    shift = 0 if lead == "this" else 1

    def resolve(published: date) -> Hit:
        iso = (published - timedelta(days=shift)).isoformat()
        return told(iso, f"{lead} {scan.at(index)}, in the report of {published}")

    return relative(scan, index - 1, index + 1, resolve)


def weekend(scan: Scan, index: int) -> Hit | None:
    if scan.at(index - 1) not in ("the", "last", "past", "this") or scan.is_in(index - 2, "future"):
        return None

    def resolve(published: date) -> Hit:
        sunday = dates.weekday_back(published, 6)
        if published.weekday() == 5:
            sunday = published + timedelta(days=1)
        first = (sunday - timedelta(days=1)).isoformat()
        return told(first, f"the weekend before or of the report of {published}", "span", sunday.isoformat())

    return relative(scan, index - 1, index + 1, resolve)
