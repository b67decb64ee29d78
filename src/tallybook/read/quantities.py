"""Numbers of people as they are said: "at least 24", "two dozen", "20 to 25", "dozens", "no"."""

from __future__ import annotations

import re
from functools import cache

from tallybook.read.document import Token
from tallybook.read.lexicon import Phrases
from tallybook.read.quantity import Quantity, is_other_number
from tallybook.read.wordlists import words
from tallybook.records import Qualifier
from tallybook.vocabulary import load


@cache
def _before() -> Phrases[tuple[Qualifier, int]]:
    table = load("quantities")["before"]
    return Phrases((phrase, (kind, 0)) for kind, phrases in table.items() for phrase in phrases)


@cache
def _after() -> Phrases[Qualifier]:
    return Phrases((phrase, kind) for kind, phrases in load("quantities")["after"].items() for phrase in phrases)


@cache
def _fixed() -> Phrases[tuple[str, int]]:
    data = load("quantities")
    entries = [(phrase, ("vague", value)) for phrase, value in data["vague"].items()]
    entries += [(phrase, ("exact", value)) for phrase, value in data["exact"].items()]
    entries += [(phrase, ("none", 0)) for phrase in data["none"]]
    return Phrases(entries)


def starts_number(word: str) -> bool:
    """Whether a lower-case word may begin a number phrase said in words."""
    return word in _starts()


@cache
def _starts() -> frozenset[str]:
    """Every word that may begin a number phrase: the cheap test before all others."""
    data = load("quantities")
    phrases = [*data["vague"], *data["exact"], *data["none"]]
    odd = [f"{word}-odd" for word in _units()]
    return frozenset(phrase.split()[0].split("-")[0] for phrase in phrases) | frozenset([*_units(), *odd, *phrases])


@cache
def _units() -> dict[str, int]:
    units: dict[str, int] = load("quantities")["units"]
    tens = [word for word, value in units.items() if 20 <= value < 100]
    ones = [word for word, value in units.items() if 1 <= value < 10]
    joined = {f"{ten}-{one}": units[ten] + units[one] for ten in tens for one in ones}
    return {**units, **joined}


@cache
def _times() -> dict[str, int]:
    return dict(load("quantities")["times"])


def find(tokens: tuple[Token, ...]) -> tuple[Quantity, ...]:
    """The number phrases of a sentence from left to right, without those that plainly count no people."""
    starts = _starts()
    found: list[Quantity] = []
    done = 0
    for index, token in enumerate(tokens):
        if index < done or not (token.low in starts or token.low[0].isdigit()):
            continue
        quantity = _at(tokens, index)
        if quantity is None:
            continue
        done = quantity.last + 1
        if not is_other_number(tokens, quantity):
            found.append(_with_bounds(tokens, quantity, found[-1].last if found else -1))
            done = found[-1].last + 1
    return tuple(found)


def _at(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    """The number phrase that begins at a word that may begin one."""
    fixed = _fixed().at(tokens, index)
    if fixed is not None and fixed[1][0] == "none" and _opens_bound(tokens, index):
        return None
    if fixed is not None:
        return _fixed_quantity(tokens, index, *fixed)
    number = _number(tokens, index)
    if number is None:
        return None
    size, value = number
    last = index + size - 1
    ordinary = tokens[index].low != "one" or size > 1
    return _range(tokens, index, last, value) or Quantity(index, last, index, value, value, "exact", "number", ordinary)


def _fixed_quantity(tokens: tuple[Token, ...], index: int, size: int, kind: tuple[str, int]) -> Quantity | None:
    sort, value = kind
    last = index + size - 1
    if sort == "none":
        return Quantity(index, last, index, 0, 0, "exact", "none")
    if sort == "vague":
        return Quantity(index, last, index, value, None, "vague", "vague")
    following = tokens[last + 1].low if last + 1 < len(tokens) else ""
    beyond = tokens[last + 2].low if last + 2 < len(tokens) else ""
    if following == "and" and value in (100, 1000) and _adds(beyond):
        return Quantity(index, last + 2, index, value + _units()[beyond], value + _units()[beyond], "exact")
    if following in _times() and tokens[index].low in ("a", "one", "half"):
        return Quantity(index, last + 1, index, value * _times()[following], value * _times()[following], "exact")
    return Quantity(index, last, index, value, value, "exact")


def _opens_bound(tokens: tuple[Token, ...], index: int) -> bool:
    """ "no" in "no fewer than 12" says a bound, not that none was harmed."""
    bound = _before().at(tokens, index)
    return bound is not None and index + bound[0] < len(tokens) and _number(tokens, index + bound[0]) is not None


_DIGITS = re.compile(r"\d+(?:[,.]\d{3})*$|\d+\.\d+$")


def _digits(word: str) -> float | None:
    if not word[0].isdigit() or not _DIGITS.match(word):
        return None
    plain = word.replace(",", "")
    if "." in plain and not re.fullmatch(r"\d+\.\d{1,2}", plain):
        plain = plain.replace(".", "")
    return float(plain)


def _number(tokens: tuple[Token, ...], index: int) -> tuple[int, int] | None:
    word = tokens[index].low
    value: float | None = _units().get(word.removesuffix("-odd"))
    if value is None:
        value = _digits(word) if word[0].isdigit() else None
    if value is None:
        return None
    size, value = _grown(tokens, index, value)
    return (size, int(value)) if value == int(value) else None


def _grown(tokens: tuple[Token, ...], index: int, value: float) -> tuple[int, float]:
    """Adds what follows a first number: "two hundred and five", "1.5 million", "three dozen"."""
    units, times = _units(), _times()
    at, total, current = index + 1, 0.0, value
    if tokens[index].low[0].isdigit():
        grouped = _spaced_thousands(tokens, index)
        if grouped is not None:
            return grouped
    while at < len(tokens):
        word = tokens[at].low
        if word in times and word not in ("dozens",):
            factor = times[word]
            current, total = (current * factor, total) if factor <= 100 else (0.0, total + current * factor)
        elif word == "and" and at + 1 < len(tokens) and tokens[at - 1].low in times and _adds(tokens[at + 1].low):
            current += units[tokens[at + 1].low]
            at += 1
        elif word in units and tokens[index].low[0].isalpha() and _continues(tokens[at - 1].low, word):
            current += units[word]
        else:
            break
        at += 1
    return at - index, total + current


def _continues(before: str, word: str) -> bool:
    """ "hundred twenty", "twenty five"."""
    units = _units()
    return before in _times() or (20 <= units.get(before, 0) < 100 and units[before] % 10 == 0 and 0 < units[word] < 10)


def _adds(word: str) -> bool:
    return word in _units() and _units()[word] < 100


def _spaced_thousands(tokens: tuple[Token, ...], index: int) -> tuple[int, float] | None:
    """Numbers with spaces between the thousands: "1 058", "1 830 000"."""
    word, at = tokens[index].text, index + 1
    if len(word) > 3 or not word.isdigit():
        return None
    while at < len(tokens) and len(tokens[at].text) == 3 and tokens[at].text.isdigit():
        if tokens[at].start - tokens[at - 1].end != 1:
            break
        word += tokens[at].text
        at += 1
    return (at - index, float(word)) if at > index + 1 else None


_LINKS = frozenset(("to", "-", "–", "—", "or"))


def _range(tokens: tuple[Token, ...], first: int, last: int, low: int) -> Quantity | None:
    at = last + 1
    if at + 1 >= len(tokens):
        return None
    between = first > 0 and tokens[first - 1].low == "between"
    if first > 0 and tokens[first - 1].low == "from" and tokens[at].low == "to":
        return None
    if tokens[at].low not in _LINKS and not (between and tokens[at].low == "and"):
        return None
    skip = at + 1
    before = _before().at(tokens, skip)
    if before is not None and tokens[at].low in ("to", "or"):
        skip += before[0]
    if skip >= len(tokens):
        return None
    number = _number(tokens, skip)
    if number is None or number[1] <= low or (tokens[at].low == "or" and number[1] - low > max(5, low)):
        return None
    size, high = number
    if tokens[skip - 1].low in ("-", "–", "—") and tokens[skip].start != tokens[skip - 1].end:
        return None
    begin = first - 1 if between else first
    if high >= 1000 and low < 1000 and tokens[skip + size - 1].low in _times() and last == first:
        low *= _times()[tokens[skip + size - 1].low]
    return Quantity(begin, skip + size - 1, first, low, high, "range")


def _with_bounds(tokens: tuple[Token, ...], quantity: Quantity, taken: int) -> Quantity:
    if quantity.sort == "none" or quantity.qualifier == "range":
        return _absorb_before(tokens, quantity, taken) if quantity.qualifier == "range" else quantity
    found = _bound_before(tokens, quantity.first, taken)
    if found is not None:
        first, kind = found
        return bounded(quantity._replace(first=first), kind)
    after = _after().at(tokens, quantity.last + 1) if quantity.last + 1 < len(tokens) else None
    if after is not None:
        return bounded(quantity._replace(last=quantity.last + after[0]), after[1])
    return _odd(tokens, quantity)


def _odd(tokens: tuple[Token, ...], quantity: Quantity) -> Quantity:
    following = [token.low for token in tokens[quantity.last + 1 : quantity.last + 3]]
    if following[:1] == ["+"]:
        return bounded(quantity._replace(last=quantity.last + 1), "more_than")
    if following[:2] == ["-", "odd"]:
        return bounded(quantity._replace(last=quantity.last + 2), "about")
    return quantity


def _absorb_before(tokens: tuple[Token, ...], quantity: Quantity, taken: int) -> Quantity:
    found = _bound_before(tokens, quantity.first, taken)
    return quantity._replace(first=found[0]) if found is not None and found[1] == "about" else quantity


def _bound_before(tokens: tuple[Token, ...], first: int, taken: int) -> tuple[int, Qualifier] | None:
    """The bound words that end right before ``first``, not reaching into what is taken.

    Of several in a row the outermost counts ("up to about 30"), but "up to at least 19" stays a lower bound.
    """
    best: tuple[int, Qualifier] | None = None
    for begin in range(first - 1, max(taken, first - 6), -1):
        match = _before().at(tokens, begin)
        if match is None or begin + match[0] not in (first, best[0] if best else first):
            continue
        kind = match[1][0]
        best = (begin, "at_least" if best is not None and best[1] == "at_least" else kind)
    return None if best is None or _is_no_bound(tokens, best[0], first) else best


def _is_no_bound(tokens: tuple[Token, ...], begin: int, first: int) -> bool:
    """ "has gone up to 44" tells a rise, "just past 12" a place."""
    word = tokens[begin].low
    if word == "up" and first - begin == 2 and begin and tokens[begin - 1].low in words("rises"):
        return True
    return word in ("past", "below", "above", "beyond") and _is_place_use(tokens, begin)


def _is_place_use(tokens: tuple[Token, ...], index: int) -> bool:
    return index > 0 and tokens[index - 1].low in ("the", "just", "walked", "drove") and tokens[index].low == "past"


def bound_after(tokens: tuple[Token, ...], last: int) -> tuple[int, Qualifier] | None:
    """A bound said after the noun that ends at ``last``: "six soldiers or more", "12 people, if not more"."""
    at = last + 1
    if at < len(tokens) and tokens[at].text == "," and at + 1 < len(tokens) and tokens[at + 1].low == "if":
        at += 1
    if at >= len(tokens) or not _after().starts(tokens[at].low):
        return None
    found = _after().at(tokens, at)
    return None if found is None else (at + found[0] - 1, found[1])


def bounded(quantity: Quantity, kind: Qualifier) -> Quantity:
    stated = quantity.low if quantity.low is not None else quantity.high
    assert stated is not None
    if quantity.sort == "vague":
        return quantity._replace(qualifier="vague")
    if kind == "at_least":
        return quantity._replace(low=stated, high=None, qualifier=kind)
    if kind == "more_than":
        return quantity._replace(low=stated + 1, high=None, qualifier=kind)
    if kind == "up_to":
        return quantity._replace(low=None, high=stated, qualifier=kind)
    return quantity._replace(low=stated, high=stated, qualifier=kind)
