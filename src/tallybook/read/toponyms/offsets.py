""" "30 kilometres west of Panjgur": how far, in which direction, and where that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, radians, sin

_EARTH = 6371.0
_UNITS = {"k": 1.0, "m": 1.609344}  # kilometres in a kilometre and in a mile
_BEARINGS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
_COMPASS = r"(?:north|south)(?:[- ]?(?:east|west))?|east|west"
_OFFSET = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?|" + "|".join(_NUMBERS) + r")[\s-]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|mi|miles?)\b(?:\s?\([^)]{1,30}\))?\s+"
    r"(?:(?:away\s+)?(?:to\s+the\s+)?(?P<bearing>" + _COMPASS + r")(?:ward)?\s+)?"
    r"(?:away\s+)?(?:of|from|outside)\s+(?:the\s+)?(?:(?:\w+\s+)?(?:city|town|village|capital)(?:\s+of)?,?\s+)?$",
    re.IGNORECASE,
)
_REACH = 90


@dataclass(frozen=True, slots=True)
class Offset:
    """``km`` kilometres towards ``bearing`` (degrees clockwise from north; None where it is not said)."""

    start: int
    km: float
    bearing: float | None

    def apply(self, lat: float, lon: float) -> tuple[float, float]:
        """The point that far from a place along a great circle; the place itself where no direction is said."""
        if self.bearing is None:
            return lat, lon
        arc, towards, y, x = self.km / _EARTH, radians(self.bearing), radians(lat), radians(lon)
        north = asin(sin(y) * cos(arc) + cos(y) * sin(arc) * cos(towards))
        east = x + atan2(sin(towards) * sin(arc) * cos(y), cos(arc) - sin(y) * sin(north))
        return round(degrees(north), 4), round((degrees(east) + 540) % 360 - 180, 4)


def before(text: str, floor: int, position: int) -> Offset | None:
    """The offset that ends right before a name at ``position`` and begins not before ``floor``."""
    if text[position - 5 : position].lower().rstrip().endswith(("of", "from", "the", "city", "town", "side")):
        begin = max(floor, position - _REACH)
        if match := _OFFSET.search(text[begin:position]):
            return Offset(begin + match.start(), _km(match), _bearing(match["bearing"]))
    return None


def _km(match: re.Match[str]) -> float:
    said = match["number"].lower()
    number = _NUMBERS[said] if said in _NUMBERS else float(said.replace(",", ""))
    return number * _UNITS[match["unit"][0].lower()]


def _bearing(said: str | None) -> float | None:
    if said is None:
        return None
    parts = re.findall("north|south|east|west", said.lower())
    y = sum(cos(radians(_BEARINGS[part])) for part in parts)
    x = sum(sin(radians(_BEARINGS[part])) for part in parts)
    return degrees(atan2(x, y)) % 360
