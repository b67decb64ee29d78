"""Fits the first scan (``tallybook.read.scan``) and says what it loses and passes on reports that it was not fitted to.

    python -m training.scan FOLDER [FOLDER ...] [--out FILE] [--lose 0.003] [--only-measure]
    python -m training.scan --ordinary FOLDER        how many texts of a folder the weights in use let pass

Each FOLDER, and each folder in it, holds NAME.txt with NAME.gold.json beside it. A report with an incident and a figure
is one to keep; one with neither is ordinary, be it about an accident. The measures are out of fold: each report is
scored by weights that were fitted without it.
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
FEWEST = 3
LEAST = 0.05
"""What says less is left out, and so is a word in fewer than FEWEST reports."""
ORDINARY = 4.0
"""What an ordinary report counts: there are ten times fewer of them."""
RIDGE = 0.5
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
    claims = sum(len(gold.get(kind, ())) for kind in _KINDS)
    return Example(f"{file.parent.name}/{file.name}", doc, frozenset(scan.words_of(doc)), figures, claims)


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
            found[word] = round(max(-scan.MOST, min(scan.MOST, odds)), 2)
    return found


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


def out_of_fold(some: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """For each report its features by words that were counted without it, and its score by factors without it."""
    fold = np.arange(len(some)) % FOLDS
    keep = np.array([one.keep for one in some])
    rows = np.zeros((len(some), 6))
    for number in range(FOLDS):
        words = said([one for one, own in zip(some, fold, strict=True) if own != number])
        for at in np.flatnonzero(fold == number):
            rows[at] = scan.features(some[at].doc, words)
    scores = np.zeros(len(some))
    for number in range(FOLDS):
        inside = fold != number
        scores[~inside] = rows[~inside] @ factors(rows[inside], keep[inside])
    return rows, scores


def threshold(some: Sequence[Example], scores: np.ndarray, lose: float) -> float:
    """The highest score that still keeps all but that share of the claims."""
    total, lost = sum(one.claims for one in some if one.keep), 0
    kept = sorted((at for at, one in enumerate(some) if one.keep), key=lambda at: float(scores[at]))
    for at in kept:
        lost += some[at].claims
        if lost > lose * total:
            return float(scores[at])
    return float(scores[kept[-1]])


def measures(some: Sequence[Example], scores: np.ndarray, least: float) -> dict[str, Any]:
    """What is lost and what passes at a threshold."""
    total = sum(one.claims for one in some if one.keep)
    lost = sum(one.claims for one, score in zip(some, scores, strict=True) if one.keep and score < least)
    ordinary = [float(score) for one, score in zip(some, scores, strict=True) if not one.keep]
    passed = sum(score >= least for score in ordinary)
    return {
        "reports": len(some), "claims": total, "claims_lost": lost, "lost": round(lost / max(1, total), 4),
        "ordinary": len(ordinary), "ordinary_passed": passed, "passed": round(passed / max(1, len(ordinary)), 3),
    }  # fmt: skip


def ordinary(folder: Path) -> dict[str, Any]:
    """How many texts of a folder the weights in use let pass."""
    files = sorted(folder.rglob("*.txt"))
    docs = (analyse(from_text(file.read_text("utf-8", "replace"))) for file in files)
    passed = sum(map(scan.may_hold_claim, docs))
    return {"texts": len(files), "passed": passed, "share": round(passed / max(1, len(files)), 3)}


def main() -> None:
    """Fits, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--lose", type=float, default=0.0045)
    parser.add_argument("--only-measure", action="store_true")
    parser.add_argument("--ordinary", type=Path)
    given = parser.parse_args()
    if given.ordinary:
        print(json.dumps(ordinary(given.ordinary)))
        return
    some = examples(given.folders)
    rows, scores = out_of_fold(some)
    least = threshold(some, scores, given.lose)
    found = measures(some, scores, least)
    print(json.dumps({"out_of_fold": found}))
    if not given.only_measure:
        fitted = factors(rows, np.array([one.keep for one in some]))
        kept = {
            "measured": found,
            "factors": [round(float(f), 4) for f in fitted],
            "least": round(least, 4),
            "words": said(some),
        }
        given.out.write_text(json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
