"""Fits the first scan (``tallybook.read.scan``) and says what it loses and passes on reports that it was not fitted to.

    python -m training.scan FOLDER [FOLDER ...] [--out FILE] [--lose SHARE SHARE] [--only-measure]

Each FOLDER, and each folder in it, holds NAME.txt with NAME.gold.json beside it. A report with an incident and a figure
is one to keep; one with neither is ordinary, be it about an accident. It is measured twice, each report by weights that
were fitted without it: out of fold (every eighth report left out), and with its whole folder left out, which is harder.
What the weights in use lose and pass elsewhere is printed by ``evals/scan.py``.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tallybook.gather import from_text
from tallybook.read import scan
from tallybook.read.document import Document, analyse

FOLDS = 8
PRIOR = 30
"""In so many of all the reports each word is taken to stand beforehand."""
SEEN = 2
"""So many sentences of each sort are taken to hold each word beforehand."""
FEWEST = 3
LEAST = 0.05
"""What says less is left out, and so is a word in fewer than FEWEST reports."""
ORDINARY = 4.0
"""What an ordinary report counts: there are ten times fewer of them."""
RIDGE = 0.5
LOSE = (0.0035, 0.001)
"""The share of claims that each of the two questions may lose."""
OUT = Path(scan.__file__).with_name(scan.WEIGHTS)
_KINDS = ("figures", "responsibility", "reactions", "denials", "disruptions")


@dataclass(frozen=True, slots=True)
class Example:
    """One report: whether it is to be kept, and how many claims are lost without it."""

    name: str
    doc: Document
    words: frozenset[str]
    keep: bool
    claims: int
    told: tuple[bool, ...]
    """Whether each sentence makes a claim."""

    @property
    def folder(self) -> str:
        """The name of the folder that it lies in."""
        return self.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """Each report's features, score and density, by weights that were fitted without it."""

    rows: np.ndarray
    scores: np.ndarray
    densities: np.ndarray


def examples(folders: Iterable[Path]) -> list[Example]:
    """The marked-up reports of the folders that are clearly of one sort or the other, by name."""
    files = sorted(file for folder in folders for file in folder.rglob("*.gold.json"))
    found = [made for file in files if (made := _example(file))]
    return sorted(found, key=lambda one: one.name)


def _example(file: Path) -> Example | None:
    text = file.with_name(file.name.replace(".gold.json", ".txt"))
    if not text.is_file():
        return None
    gold: dict[str, Any] = json.loads(file.read_text("utf-8"))
    figures, incidents = bool(gold.get("figures")), bool(gold.get("incidents"))
    if figures != incidents:
        return None
    doc = analyse(from_text(text.read_text("utf-8")))
    claims = [claim for kind in _KINDS for claim in gold.get(kind, ())]
    places = [claim["at"] for claim in claims if "at" in claim]
    told = tuple(any(s.start < end and start < s.end for start, end in places) for s in doc.sentences)
    name = f"{file.parent.name}/{file.name}"
    return Example(name, doc, frozenset(scan.words_of(doc)), figures, len(claims), told)


def said(some: Sequence[Example]) -> dict[str, float]:
    """What each word says: the logarithm of how much oftener it stands in reports to be kept."""
    kept = Counter(word for one in some if one.keep for word in one.words)
    others = Counter(word for one in some if not one.keep for word in one.words)
    number = sum(one.keep for one in some), sum(not one.keep for one in some)
    found: dict[str, float] = {}
    for word in sorted({*kept, *others}):
        both = kept[word] + others[word]
        # Both rates begin at one: so a word in three reports says little, whichever they are.
        odds = math.log((kept[word] / number[0] + PRIOR / len(some)) / (others[word] / number[1] + PRIOR / len(some)))
        if both >= FEWEST and abs(odds) >= LEAST:
            found[word] = _bounded(odds)
    return found


def telling(some: Sequence[Example]) -> dict[str, float]:
    """What each word says of a sentence: the logarithm of how much oftener it stands in those that make a claim."""
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    number = [0, 0]
    for one in some:
        for sentence, told in zip(one.doc.sentences, one.told, strict=True):
            counts[told].update(set(scan.words_in(sentence)))
            number[told] += 1
    found: dict[str, float] = {}
    for word in sorted({*counts[0], *counts[1]}):
        odds = math.log((counts[1][word] + SEEN) / number[1] * number[0] / (counts[0][word] + SEEN))
        if counts[0][word] + counts[1][word] >= FEWEST and abs(odds) >= LEAST:
            found[word] = _bounded(odds)
    return found


def _bounded(odds: float) -> float:
    return round(max(-scan.MOST, min(scan.MOST, odds)), 2)


def factors(rows: np.ndarray, keep: np.ndarray) -> np.ndarray:
    """The weights of a logistic regression with a ridge, by Newton's method."""
    weight = np.where(keep, 1.0, ORDINARY)
    found = np.zeros(rows.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weight * (chance - keep)) + RIDGE * found
        bend = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + RIDGE * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    return found


def folds(some: Sequence[Example]) -> np.ndarray:
    """The fold of each report: every eighth is in one."""
    return np.arange(len(some)) % FOLDS


def sets(some: Sequence[Example]) -> np.ndarray:
    """The fold of each report: those of one folder are in one."""
    names = sorted({one.folder for one in some})
    return np.array([names.index(one.folder) for one in some])


def judged(some: Sequence[Example], fold: np.ndarray) -> Judged:
    """All reports, each by words that were counted and factors that were fitted without those of its fold."""
    keep = np.array([one.keep for one in some])
    rows, densities, scores = np.zeros((len(some), 6)), np.zeros(len(some)), np.zeros(len(some))
    for number in sorted(set(fold)):
        others = [one for one, own in zip(some, fold, strict=True) if own != number]
        words, claiming = said(others), telling(others)
        for at in np.flatnonzero(fold == number):
            rows[at] = scan.features(some[at].doc, words)
            densities[at] = scan.density(some[at].doc, words, claiming)
    for number in sorted(set(fold)):
        inside = fold != number
        scores[~inside] = rows[~inside] @ factors(rows[inside], keep[inside])
    return Judged(rows, scores, densities)


def threshold(some: Sequence[Example], scores: np.ndarray, lose: float) -> float:
    """The highest score that still keeps all but that share of the claims."""
    total, lost = sum(one.claims for one in some if one.keep), 0
    kept = sorted((at for at, one in enumerate(some) if one.keep), key=lambda at: float(scores[at]))
    for at in kept:
        lost += some[at].claims
        if lost > lose * total:
            return float(scores[at])
    return float(scores[kept[-1]])


def measures(some: Sequence[Example], found: Judged, least: float, dense: float) -> dict[str, Any]:
    """What is lost and what passes at two thresholds."""
    passes = (found.scores >= least) & (found.densities >= dense)
    total = sum(one.claims for one in some if one.keep)
    lost = sum(one.claims for one, passed in zip(some, passes, strict=True) if one.keep and not passed)
    ordinary = [bool(passed) for one, passed in zip(some, passes, strict=True) if not one.keep]
    return {
        "reports": len(some), "claims": total, "claims_lost": lost, "lost": round(lost / max(1, total), 4),
        "ordinary": len(ordinary), "ordinary_passed": sum(ordinary),
        "passed": round(sum(ordinary) / max(1, len(ordinary)), 3),
    }  # fmt: skip


def main() -> None:
    """Fits, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--lose", type=float, nargs=2, default=LOSE, metavar="SHARE", help="by score, by density")
    parser.add_argument("--only-measure", action="store_true")
    given = parser.parse_args()
    some = examples(given.folders)
    found, apart = judged(some, folds(some)), judged(some, sets(some))
    fitted = factors(found.rows, np.array([one.keep for one in some]))
    least, dense = _thresholds(some, [found, _by_all(some, fitted)], given.lose)
    measured = {
        "out_of_fold": measures(some, found, least, dense),
        "sets_left_out": measures(some, apart, least, dense),
    }
    print(json.dumps(measured))
    if not given.only_measure:
        _write(given.out, some, fitted, least, dense, measured)


def _by_all(some: Sequence[Example], fitted: np.ndarray) -> Judged:
    """All reports by the weights that are shipped, which were fitted to all of them."""
    words, claiming = said(some), telling(some)
    rows = np.array([scan.features(one.doc, words) for one in some])
    return Judged(rows, rows @ fitted, np.array([scan.density(one.doc, words, claiming) for one in some]))


def _thresholds(some: Sequence[Example], ways: Sequence[Judged], lose: Sequence[float]) -> tuple[float, float]:
    """The thresholds that lose no more than they may in whichever way the reports are judged."""
    least = min(threshold(some, way.scores, lose[0]) for way in ways)
    return least, min(threshold(some, way.densities, lose[1]) for way in ways)


def _write(
    out: Path, some: Sequence[Example], fitted: np.ndarray, least: float, dense: float, measured: dict[str, Any]
) -> None:
    kept = {
        "measured": measured,
        "factors": [round(float(f), 4) for f in fitted],
        "least": round(least, 4),
        "dense": round(dense, 4),
        "words": said(some),
        "telling": telling(some),
    }
    out.write_text(json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
