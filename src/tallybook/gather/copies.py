"""Copies and light rewrites of one wire story: which reports are one text that was published twice, and one voice.

Two reports are copies where most of their three-word runs agree, their numbers are the same, their names are nearly
the same, and their dates lie within a few days. An update of a wire story is no copy: a number in it has changed. Nor
is a second story written to one pattern: the names in its lead are others. Only the
body counts, without the dateline, so another headline and another page's furniture change nothing.

``signature`` is kept in the book: reports that share one of its ``bands`` are candidates, ``is_copy`` decides. Both are
pure: what they say of two reports depends on nothing else, so the order of arrival cannot matter.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rensa import RMinHash

from tallybook.gather.credits import likely_origin
from tallybook.records import Part, PartRole, Report
from tallybook.vocabulary import load

VERSION = f"1.{RMinHash.ALGORITHM_VERSION}"
"""Signatures of different versions do not compare: the book keeps this beside them and makes them anew."""

PERMUTATIONS = 60
ROWS = 3
SEED = 42
RUN = 3
LEAST_ALIKE = 0.5
LEAST_NAMES = 0.75
LEAST_WORDS = 25
LEAD = 300
MOST_DAYS = 3

_TOKEN = re.compile(r"\d+(?:[,.]\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:['-][^\W\d_]+)*")
_LEAD = re.compile(r"[^\n.]{2,70}?(?:[-–—]{1,2}|:)\s+(?=[A-Z\"“‘])")
_PLACE = re.compile(r"\W*[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}|.{2,50}\((?:[A-Z]{2,}|[A-Z][a-z]+)\)")
_NAME = re.compile(r"(?<=[^\W_,;] )[A-ZÀ-Þ][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Signature:
    """What the book keeps of a report to find its copies: ``digest`` (MinHash, 4 bytes a permutation) and band keys.

    A key is a number of 64 bits, signed.
    """

    digest: bytes
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Story:
    runs: frozenset[str]
    numbers: tuple[str, ...]
    headline: frozenset[str]
    names: frozenset[str]
    lead: frozenset[str]
    words: frozenset[str]
    count: int


def signature(report: Report) -> Signature:
    """The report's MinHash and the keys under which its copies are found.

    A key holds the story's numbers too, since copies must agree on them: thousands of reports written to one pattern do
    not become each other's candidates. A story of fewer than LEAST_WORDS words has no keys but one for the exact text.
    """
    story = _story(report)
    numbers = _digest(*story.numbers).hex()
    if story.count < LEAST_WORDS:
        return Signature(b"", (_key(numbers, *sorted(story.runs)),) if story.runs else ())
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(list(story.runs))
    values = sketch.digest()
    rows = (values[i : i + ROWS] for i in range(0, PERMUTATIONS, ROWS))
    bands = tuple(_key(numbers, *map(str, row)) for row in rows)
    return Signature(b"".join(value.to_bytes(4, "big") for value in values), bands)


def is_copy(one: Report, other: Report) -> bool:
    """Whether two reports are copies of each other, or light rewrites; the same answer either way round."""
    if not _near(one.published, other.published):
        return False
    a, b = _story(one), _story(other)
    if not a.runs or a.numbers != b.numbers:
        return False
    if min(a.count, b.count) < LEAST_WORDS:
        return a.runs == b.runs
    if not (a.lead <= b.words and b.lead <= a.words and a.headline ^ b.headline <= {*a.numbers}):
        return False
    return _share(a.runs, b.runs) >= LEAST_ALIKE and _share(a.names, b.names) >= LEAST_NAMES


def canonical(group: Iterable[Report]) -> Report:
    """The report that stands for its copies: the one that they were most likely taken from."""
    return likely_origin(group)


def groups(reports: Iterable[Report]) -> list[tuple[Report, ...]]:
    """The reports that have copies, in groups, by id; a copy of a copy is in the same group.

    For reports that fit in memory; the book does the same with an index over ``Signature.bands``.
    """
    held = sorted({report.id: report for report in reports}.values(), key=lambda report: report.id)
    root = list(range(len(held)))
    for members in _candidates(held):
        _join(held, root, members)
    found: dict[int, list[Report]] = {}
    for i, report in enumerate(held):
        found.setdefault(_top(root, i), []).append(report)
    return [tuple(group) for group in found.values() if len(group) > 1]


def _candidates(held: list[Report]) -> set[tuple[int, ...]]:
    """The places of reports that share a band; copies share most of theirs, so that many sets are one."""
    buckets: dict[int, list[int]] = {}
    for i, report in enumerate(held):
        for key in signature(report).bands:
            buckets.setdefault(key, []).append(i)
    return {tuple(members) for members in buckets.values()}


def _join(held: list[Report], root: list[int], members: tuple[int, ...]) -> None:
    """Join those of some reports that are copies: two that belong together already are not compared."""
    pieces: dict[int, list[int]] = {}
    for i in members:
        pieces.setdefault(_top(root, i), []).append(i)
    apart: list[list[int]] = []
    for piece in pieces.values():
        rest: list[list[int]] = []
        whole = piece
        for other in apart:
            if any(is_copy(held[i], held[j]) for i in piece for j in other):
                low, high = sorted((_top(root, whole[0]), _top(root, other[0])))
                root[high] = low
                other.extend(whole)
                whole = other
            else:
                rest.append(other)
        apart = [*rest, whole]


def _top(root: list[int], i: int) -> int:
    while root[i] != i:
        i = root[i]
    return i


def _near(one: str | None, other: str | None) -> bool:
    if one is None or other is None or one == other:
        return True
    days = datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other)
    return abs(days.days) <= MOST_DAYS


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard's: what both have of what either has; two empty sets agree."""
    return len(one & other) / len(one | other) if one or other else 1.0


@lru_cache(maxsize=64)
def _story(report: Report) -> _Story:
    text = "\n".join(_told(report, "body"))
    tokens = _tokens(text)
    runs = frozenset(map(" ".join, zip(*(tokens[i:] for i in range(RUN)), strict=False)))
    plain = _calendar("months") | _calendar("weekdays") | _agencies()
    names, lead = (frozenset(map(str.casefold, _NAME.findall(part))) - plain for part in (text, _lead(text)))
    words = frozenset(piece for token in tokens for piece in token.replace("'", "-").split("-"))
    headline = frozenset(_numbers(_tokens("\n".join(_told(report, "headline")))))
    return _Story(runs or words, tuple(sorted(_numbers(tokens))), headline, names, lead, words, len(tokens))


def _lead(text: str) -> str:
    return text[:LEAD].rpartition(" ")[0] if len(text) > LEAD else text


def _told(report: Report, role: PartRole) -> Iterator[str]:
    """The parts of one role, without the dateline that each outlet writes in its own way."""
    for part in report.parts or (Part(0, len(report.text), "body"),):
        if part.role == role:
            text = report.text[part.start : part.end].strip()
            lead = _LEAD.match(text) if _PLACE.match(text[:80]) else None
            yield text[lead.end() :] if lead else text


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold().replace("’", "'"))


def _numbers(tokens: list[str]) -> Iterator[str]:
    """The values told, in digits; days beside a month's name and years are left out, since outlets add them freely."""
    words, months = _number_words(), _calendar("months")
    for i, token in enumerate(tokens):
        value = token.replace(",", "") if token[0].isdecimal() else words.get(token)
        if value is None or (len(token) == 4 and token.isdigit() and "1900" <= token < "2100"):
            continue
        if not (value.isdecimal() and int(value) <= 31) or months.isdisjoint(tokens[max(0, i - 1) : i + 2]):
            yield value


@cache
def _number_words() -> dict[str, str]:
    data = load("copies")
    words = {**data["units"], **data["tens"], **data["others"]}
    for ten, value in data["tens"].items():
        words |= {f"{ten}-{unit}": value + more for unit, more in {"one": 1, **data["units"]}.items()}
    return {word: str(value) for word, value in words.items()}


@cache
def _agencies() -> frozenset[str]:
    return frozenset(word for name in load("furniture")["agencies"] for word in name.split())


@cache
def _calendar(kind: str) -> frozenset[str]:
    """Names of ``months`` or ``weekdays``, without those that are common words as well."""
    return frozenset(word for words in load("publication")[kind].values() for word in words if word) - {"may", "mar"}


def _key(*texts: str) -> int:
    return int.from_bytes(_digest(*texts), "big", signed=True)


def _digest(*texts: str) -> bytes:
    return hashlib.blake2b("\x1f".join(texts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
