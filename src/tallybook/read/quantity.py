"""One number phrase, and whether it plainly counts something else than people."""

from __future__ import annotations

from typing import NamedTuple

from tallybook.read.document import Token
from tallybook.read.wordlists import words
from tallybook.records import Qualifier

_AGE_AFTER = frozenset(
    ("year-old", "years-old", "year-olds", "month-old", "months-old", "week-old", "day-old", "yr-old")
)
_OLDEST = 110
_SOMEBODY = frozenset(("who", "he", "she", "oldest", "youngest", "victim"))
_MONEY = frozenset("$€£¥₹")
_CLOCK = frozenset(("am", "pm", "a.m", "p.m", "a.m.", "p.m.", "hrs", "gmt", "utc", "o'clock"))


class Quantity(NamedTuple):
    """A number phrase over tokens ``[first, last]`` of a sentence; ``core`` is where the number itself begins.

    ``low``/``high`` are None for an open end. ``sort`` is ``number``, ``vague`` or ``none`` ("no", "nobody");
    ``said`` the bare stated number. ``ordinary`` is False for "one", which is as often a pronoun.
    """

    first: int
    last: int
    core: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    sort: str = "number"
    ordinary: bool = True


def is_other_number(tokens: tuple[Token, ...], quantity: Quantity) -> bool:
    """Dates, clock times, ages, money, percentages and numbers of things by name: none counts people."""
    if quantity.sort != "number":
        return False
    before = tokens[quantity.first - 1] if quantity.first else None
    after = tokens[quantity.last + 1] if quantity.last + 1 < len(tokens) else None
    return (
        _is_named_or_money(before, tokens[quantity.core])
        or _is_measured(tokens, quantity, after)
        or _is_date(tokens, quantity, before, after)
        or _is_age(tokens, quantity, before, after)
        or _is_joined(tokens, quantity, before, after)
    )


def _is_named_or_money(before: Token | None, core: Token) -> bool:
    if before is None:
        return False
    if before.text in _MONEY or before.low in words("named_by_number"):
        return True
    return before.text in ("-", ":") and before.end == core.start


def _is_measured(tokens: tuple[Token, ...], quantity: Quantity, after: Token | None) -> bool:
    if _is_hour(tokens[quantity.core].text):
        return True
    if after is None:
        return False
    if after.text == "%" or after.low in ("percent", "pc") or after.low in _CLOCK or after.text in _MONEY:
        return True
    following = tokens[quantity.last + 2].low if quantity.last + 2 < len(tokens) else ""
    if after.low in ("per", "percentage") and following in ("cent", "points", "point"):
        return True
    if after.low == ":" and following.isdigit() and after.end == tokens[quantity.last + 2].start:
        return True
    if after.low == "." and following[-2:] in ("am", "pm") and after.end == tokens[quantity.last + 2].start:
        return True
    return (after.text == "-" and following in _AGE_AFTER) or after.low in _AGE_AFTER


def _is_hour(text: str) -> bool:
    """ "between 0630 and 0700": a clock's four digits."""
    return len(text) == 4 and text[0] == "0" and text.isdigit() and int(text[2:]) < 60


def _is_date(tokens: tuple[Token, ...], quantity: Quantity, before: Token | None, after: Token | None) -> bool:
    if not tokens[quantity.core].text[0].isdigit():
        return before is not None and _is_month(before)
    if after is not None and _is_month(after) and quantity.low and quantity.low <= 31:
        return True
    if before is not None and before.low in ("and", "-", "–", "to") and _is_second_day(tokens, quantity):
        return True
    if before is not None and _is_month(before) and (_day_or_year(quantity) or _is_short_year(tokens, quantity)):
        return True
    if before is not None and before.text == "." and quantity.first > 1 and _is_month(tokens[quantity.first - 2]):
        return _day_or_year(quantity)
    return _is_year(tokens, quantity, before, after)


def _is_month(token: Token) -> bool:
    return token.low.rstrip(".") in words("months") and token.text[0].isupper()


def _is_second_day(tokens: tuple[Token, ...], quantity: Quantity) -> bool:
    """ "January 10 and 11"."""
    if quantity.first < 3 or not tokens[quantity.first - 2].text.isdigit():
        return False
    return _is_month(tokens[quantity.first - 3]) and _day_or_year(quantity)


def _is_short_year(tokens: tuple[Token, ...], quantity: Quantity) -> bool:
    """ "10 JAN 90"."""
    day = tokens[quantity.first - 2].text if quantity.first > 1 else ""
    return len(tokens[quantity.core].text) == 2 and day.isdigit() and int(day) <= 31


def _day_or_year(quantity: Quantity) -> bool:
    value = quantity.low or quantity.high or 0
    return value <= 31 or 1800 <= value <= 2100


def _is_year(tokens: tuple[Token, ...], quantity: Quantity, before: Token | None, after: Token | None) -> bool:
    value = quantity.low
    if value is None or not 1900 <= value <= 2100 or "," in tokens[quantity.core].text:
        return False
    if quantity.qualifier == "range":
        return True
    if before is not None and before.low in words("before_year"):
        return after is None or after.low not in words("after_count")
    return after is None or after.text in ",.):" or quantity.first == 0


def _is_age(tokens: tuple[Token, ...], quantity: Quantity, before: Token | None, after: Token | None) -> bool:
    value = quantity.low or 0
    if before is None or value > _OLDEST or quantity.first < 1:
        return False
    following = tokens[quantity.last + 2].low if quantity.last + 2 < len(tokens) else ""
    if after is not None and after.low in ("years", "months", "weeks", "days") and following in ("old", "of"):
        return True
    if before.low == "of" and quantity.first > 1 and tokens[quantity.first - 2].low in words("one_person"):
        return True
    if before.low in ("was", "is") and quantity.first > 1 and _is_somebody(tokens, quantity.first - 2):
        return after is None or not after.text[0].isalpha() or after.low in ("and", "when")
    if _is_listed_age(tokens, quantity.first, after):
        return True
    if before.text not in (",", "(") or quantity.first < 2:
        return False
    named = tokens[quantity.first - 2].text[:1].isupper() or tokens[quantity.first - 2].low in words("one_person")
    closes = after is None or after.text in (",", ")", ".", ";") or after.low in ("was", "and")
    digits = tokens[quantity.core].text[0].isdigit()
    return digits and named and closes and (before.text == "," or value > 15)


def _is_somebody(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether one person stands before "was 52": "he", "the oldest victim", "the fifth victim, Moshe Dahan,"."""
    if tokens[at].text == ",":
        at -= 1
        while at > 0 and tokens[at].text[0].isupper():
            at -= 1
        if tokens[at].text != "," or at < 1:
            return False
        at -= 1
    return tokens[at].low in _SOMEBODY or tokens[at].low in words("one_person")


def _is_listed_age(tokens: tuple[Token, ...], at: int, after: Token | None) -> bool:
    """ "aged 7, 41 and | 66", "Levi and Cohen, 24 and | 26,"."""
    listed = False
    while at > 1 and tokens[at - 1].low in (",", "and", "or"):
        back = at - 2 if tokens[at - 2].text[0].isdigit() else at - 3
        if back < 1 or not tokens[back].text.isdigit() or int(tokens[back].text) > _OLDEST:
            break
        listed, at = True, back
    if not listed:
        return False
    named = at > 2 and tokens[at - 1].text == "," and all(tokens[index].text[0].isupper() for index in (at - 2, at - 3))
    closed = after is None or not after.text[0].isalnum()
    return (named and closed) or tokens[at - 1].low in ("aged", "ages")


def _is_joined(tokens: tuple[Token, ...], quantity: Quantity, before: Token | None, after: Token | None) -> bool:
    """Part of a code, score or fraction: "F-16", "3-1", "24/7", "MH17"."""
    first, last = tokens[quantity.core], tokens[quantity.last]
    if after is not None and after.text == "/" and after.start == last.end:
        return True
    if before is not None and before.text == "/" and before.end == first.start:
        return True
    if after is not None and after.text in ("-", "–") and after.start == last.end and quantity.last + 2 < len(tokens):
        joined = tokens[quantity.last + 2]
        return joined.start == after.end and joined.low not in ("odd", "plus")
    return False
