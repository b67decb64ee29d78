"""The baseline for linking: documents of a few days that share their rarer words are one incident.

Words are weighed by tf-idf, two documents are compared by cosine where they were published within ``days`` of each
other, and those at or over ``least`` are joined, chains and all.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from evals.public.linked import Document

LEAST = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)
DAYS = (3, 10, 30)
_WORD = re.compile(r"[a-z]{3,}")
_COMMON = 0.05
"""A word in more than this share of the documents, and in more than _FEW, is not compared: it tells nothing apart."""
_FEW = 20.0

Pair = tuple[str, str]


def pairs(documents: Sequence[Document]) -> dict[Pair, tuple[float, int]]:
    """The cosine and the days between each two documents that could be joined at the loosest setting."""
    vectors = _vectors(documents)
    days = {one.id: date.fromisoformat(one.date).toordinal() if one.date else 0 for one in documents}
    by_word: dict[str, list[str]] = defaultdict(list)
    for id, vector in vectors.items():
        for word in vector:
            by_word[word].append(id)
    found: dict[Pair, tuple[float, int]] = {}
    for id in sorted(vectors):
        for other, cosine in _near(id, vectors, by_word, days).items():
            if cosine >= LEAST[0]:
                found[id, other] = (cosine, abs(days[id] - days[other]))
    return found


def _near(
    id: str, vectors: Mapping[str, Mapping[str, float]], by_word: Mapping[str, list[str]], days: Mapping[str, int]
) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for word, weight in vectors[id].items():
        for other in by_word[word]:
            if other > id and abs(days[id] - days[other]) <= DAYS[-1]:
                sums[other] += weight * vectors[other][word]
    return sums


def _vectors(documents: Sequence[Document]) -> dict[str, dict[str, float]]:
    counts = {one.id: Counter(_WORD.findall(f"{one.title} {one.text}".lower())) for one in documents}
    seen = Counter(word for told in counts.values() for word in told)
    most = max(_FEW, _COMMON * len(documents))
    return {id: dict(_weighed(told, seen, most, len(documents))) for id, told in counts.items()}


def _weighed(told: Counter[str], seen: Counter[str], most: float, size: int) -> Iterator[tuple[str, float]]:
    raw = {w: (1 + math.log(n)) * math.log(size / seen[w]) for w, n in told.items() if 1 < seen[w] <= most}
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return ((word, raw[word] / length) for word in sorted(raw))


def joined(
    documents: Sequence[Document], found: Mapping[Pair, tuple[float, int]], least: float, days: int
) -> dict[str, str]:
    """For each document's id the first id of the chain of joined ones that it is in."""
    top = {one.id: one.id for one in documents}

    def first(id: str) -> str:
        while top[id] != id:
            top[id] = top[top[id]]
            id = top[id]
        return id

    for (a, b), (cosine, apart) in found.items():
        if cosine >= least and apart <= days:
            low, high = sorted((first(a), first(b)))
            top[high] = low
    return {id: first(id) for id in top}
