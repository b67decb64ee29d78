"""Marked-up reports as examples: what the network is given, and what it should answer.

A folder holds NAME.txt with NAME.gold.json beside it, in the shape of the development gold. Everything but the labels
comes from ``tallybook.read.neural``, so that a report is seen in training as it will be seen in use.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tallybook.gather import from_text
from tallybook.read.document import analyse
from tallybook.read.neural import features
from tallybook.read.neural.mentions import Mention
from tallybook.read.neural.network import windows_of
from tallybook.read.neural.seen import EVENTS, Seen, see
from tallybook.read.neural.windows import Tokeniser
from tallybook.records import HARMS, SCOPES, SPEAKER_KINDS, VICTIMS

Gold = dict[str, Any]
_IDLE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "s",
        "for",
        "in",
        "on",
        "at",
        "to",
        "mr",
        "dr",
        "gen",
        "col",
        "said",
        "their",
        "his",
        "her",
    ]
)


@dataclass(slots=True)
class Example:
    """One report. ``figures`` are rows (window, first, last, next token); ``harm`` is 0 for none, else 1 + its place.

    ``victims`` is a mask over the classes that are right; ``speaker`` a mask over the mentions (last: the outlet), all
    zero where nothing is known; ``kinds`` -1 where unknown; ``events`` holds for each mention 1, 0, or a negative
    number that its alternatives share: one of them is enough.
    """

    name: str
    windows: list[list[int]]
    report: np.ndarray
    figures: np.ndarray
    figure_features: np.ndarray
    harm: np.ndarray
    victims: np.ndarray
    scope: np.ndarray
    current: np.ndarray
    mentions: np.ndarray
    mention_features: np.ndarray
    kinds: np.ndarray
    events: list[tuple[int, list[int]]]
    pair_features: np.ndarray
    speaker: np.ndarray
    violent: float


def words(name: object) -> set[str]:
    """The words of a name that tell: lower case, without marks and small words."""
    plain = unicodedata.normalize("NFKD", str(name or "")).encode("ascii", "ignore").decode().lower()
    return {word for word in re.findall(r"[a-z0-9]+", plain) if word not in _IDLE}


def same_name(one: object, other: object) -> bool:
    """Whether two names share half of the shorter one's words."""
    left, right = words(one), words(other)
    return bool(left and right) and 2 * len(left & right) >= min(len(left), len(right))


def folder(path: Path) -> Iterator[tuple[str, str, Gold]]:
    """(name, text, gold) of every marked-up report below a folder, in order."""
    for file in sorted(path.rglob("*.gold.json")):
        text = file.with_name(file.name.removesuffix(".gold.json") + ".txt")
        if text.exists():
            yield file.relative_to(path).as_posix(), text.read_text(encoding="utf-8"), json.loads(file.read_text())


def example(name: str, text: str, gold: Gold, tokeniser: Tokeniser) -> Example:
    """One report with what is right for it."""
    seen = see(analyse(from_text(text, path=name)))
    windows = windows_of(seen, tokeniser)
    figures = [windows.tokens(p.weighed.sentence.index, p.start, p.end) or (0, 0, 0, 0) for p in seen.proposals]
    mentions = [windows.tokens(seen.doc.at(m.start).index, m.start, m.end) or (0, 0, 0, 0) for m in seen.mentions]
    matched = _matched(seen, gold)
    return Example(
        name,
        [window.ids for window in windows.windows],
        np.array(features.of_report(seen), np.float32),
        np.array(figures, np.int64).reshape(-1, 4),
        _matrix(len(figures), lambda i: features.of_proposal(seen, i)),
        np.array([0 if m is None else 1 + HARMS.index(_first(m["harm"])) for m in matched], np.int64),
        _matrix(len(figures), lambda i: _victims(matched[i])),
        np.array([-1 if m is None else SCOPES.index(m["scope"]) for m in matched], np.int64),
        np.array([_current(m, gold) for m in matched], np.float32),
        np.array(mentions, np.int64).reshape(-1, 4),
        _matrix(len(mentions), lambda i: features.of_mention(seen, i)),
        np.array([_kind(m, gold) for m in seen.mentions], np.int64),
        list(_events(seen, gold)),
        features.of_pairs(seen),
        _speakers(seen, matched),
        float(bool(gold["incidents"])),
    )


def _matrix(rows: int, row: Callable[[int], list[float]]) -> np.ndarray:
    return np.array([row(index) for index in range(rows)], np.float32) if rows else np.zeros((0, 0), np.float32)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _overlap(one: list[int], start: int, end: int) -> int:
    return max(0, min(one[1], end) - max(one[0], start))


def _matched(seen: Seen, gold: Gold) -> list[Gold | None]:
    """For each proposal the marked figure that overlaps it most, each figure once."""
    pairs = sorted(
        (-_overlap(figure["at"], p.start, p.end), abs(figure["at"][0] - p.start), i, j)
        for i, figure in enumerate(gold["figures"])
        for j, p in enumerate(seen.proposals)
        if _overlap(figure["at"], p.start, p.end)
    )
    out: list[Gold | None] = [None] * len(seen.proposals)
    taken: set[int] = set()
    for _, _, i, j in pairs:
        if i not in taken and out[j] is None:
            taken.add(i)
            out[j] = gold["figures"][i]
    return out


def _victims(figure: Gold | None) -> list[float]:
    right = () if figure is None else figure["victims"] if isinstance(figure["victims"], list) else [figure["victims"]]
    return [float(kind in right) for kind in VICTIMS]


def _current(figure: Gold | None, gold: Gold) -> float:
    """1 or 0; -1 where it is not asked: in background incidents the marks differ."""
    if figure is None or "current" not in figure:
        return -1.0
    return float(figure["current"]) if gold["incidents"][figure["incident"]].get("cluster", True) else -1.0


def _kind(mention: Mention, gold: Gold) -> int:
    for speaker in gold.get("speakers", ()):
        if speaker["kind"] and _overlap(speaker["at"], mention.start, mention.end):
            return SPEAKER_KINDS.index(speaker["kind"])
    if "speakers" not in gold:
        for figure in gold["figures"]:
            kind = figure.get("speaker_kind")
            if kind in SPEAKER_KINDS and same_name(figure["speaker"], mention.speaker.name):
                return SPEAKER_KINDS.index(kind)
    return -1


def _speakers(seen: Seen, matched: list[Gold | None]) -> np.ndarray:
    rows = np.zeros((len(matched), len(seen.mentions) + 1), np.float32)
    for row, figure in zip(rows, matched, strict=True):
        if figure is None:
            continue
        if not figure.get("speaker"):
            row[-1] = 1
            continue
        at = figure.get("speaker_at")
        for index, mention in enumerate(seen.mentions):
            spoken = at is not None and _overlap(at, mention.start, mention.end) > 0
            row[index] = float(spoken or same_name(figure["speaker"], mention.speaker.name))
    return rows


def _events(seen: Seen, gold: Gold) -> Iterator[tuple[int, list[int]]]:
    """(event, mentions) of which one at least takes part in it, as the marks say."""
    wanted = [(f"reaction {item['action']}", item["actor"], item.get("at")) for item in gold["reactions"]]
    wanted += [(f"responsibility {x['mode']}", x["group"], x.get("at")) for x in gold["responsibility"]]
    wanted += [("denial", item["by"], item.get("at")) for item in gold["denials"]]
    for event, name, at in wanted:
        named = [
            index
            for index, mention in enumerate(seen.mentions)
            if same_name(name, mention.speaker.name) or (mention.group and same_name(name, mention.group))
        ]
        if named:
            yield EVENTS.index(event), _near(seen, named, at) or named


def _near(seen: Seen, named: list[int], at: list[int] | None) -> list[int]:
    """Those of the mentions that stand in the sentence of the mark, or one before or after it."""
    if at is None:
        return []
    sentence = seen.doc.at(at[0]).index
    for reach in (0, 1, 2):
        close = [index for index in named if abs(seen.mentions[index].sentence - sentence) <= reach]
        if close:
            return close
    return []
