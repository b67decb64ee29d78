"""What the learned reader is worth on clusters it has never seen: each held out in turn, scored as one book.

    python -m training.heldout GOLD --train FOLDER [--train FOLDER] [--folds 4] [--reader hybrid] [--seed 1]

Clusters are the sub-folders of GOLD. For each fold a network is fitted on the training folders and the other folds'
clusters, written as it is shipped (int8), and reads the fold. All readings go into one book, which is scored.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

import tallybook
from tallybook import pipeline
from tallybook.evaluation import exported, format_table, gold, score
from tallybook.gather import from_text
from tallybook.read import hybrid, learned
from tallybook.read.document import analyse
from tallybook.read.neural.claims import assemble
from tallybook.read.neural.network import Network
from tallybook.read.neural.seen import see
from tallybook.records import Reading, Report
from training import calibrate, data, learn, setup
from training.data import Example
from training.export import export

BARS = {"learned": learned.BAR, "hybrid": hybrid.BAR}


@dataclass(slots=True)
class Folds:
    """A reader that reads each report with the network that has not seen its cluster."""

    networks: dict[str, Network]
    name: str

    def __call__(self, report: Report) -> Reading:
        seen = see(analyse(report))
        return assemble(seen, self.networks[report.path.split("/")[0]].answer(seen), BARS[self.name], self.name)


def split(clusters: Sequence[str], folds: int) -> list[list[str]]:
    """The clusters dealt out in turn: the same for the same names."""
    return [sorted(clusters)[at::folds] for at in range(folds)]


def fitted(examples: Sequence[Example], held: Sequence[str], epochs: int, seed: int, folder: Path) -> Network:
    """A network fitted without the held clusters, written to ``folder`` unless it is there, and loaded from there."""
    if not (folder / "card.json").exists():
        rest = [one for one in examples if one.name.split("/")[0] not in held]
        model = setup.fresh(rest, seed)
        learn.fit(model, rest, epochs, seed, lambda line: print(f"{'+'.join(held)}: {line}", flush=True))
        export(model, setup.ENCODER / "tokenizer.json", folder, {"held_out": list(held), "seed": seed})
    return Network(folder)


def scored(root: Path, reader: Folds) -> dict[str, object]:
    """The whole gold as one book, read by ``reader``."""
    with tempfile.TemporaryDirectory() as scratch:
        book = Path(scratch) / "held.book"
        reports = Path(scratch) / "reports"
        for path in gold.texts(root):
            (reports / path.relative_to(root)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, reports / path.relative_to(root))
        with tallybook.open(book) as opened:
            added = pipeline.add(opened.store, [reports], pipeline.Plan(reader, f"{reader.name} held out"))
            if added.failed:
                raise added.failed[0]
            opened.export("jsonl", Path(scratch) / "export")
        found = score.score(gold.load(root), exported.load(Path(scratch) / "export"))
    return {**found.result, "phenomena": found.phenomena}


def calibrated(examples: Sequence[Example], root: Path, networks: dict[str, Network]) -> dict[str, float]:
    """The temperature of the harms' chances over held-out proposals, and how far they are off without and with it."""
    by_name = {one.name: one for one in examples}
    scores, right = [], []
    for name, text, _ in data.folder(root):
        one = by_name[name]
        if len(one.harm):
            answers = networks[name.split("/")[0]].answer(see(analyse(from_text(text, path=name))))
            scores += list(np.log(answers.harm.clip(1e-9)))
            right += [int(harm) for harm in one.harm]
    divisor = calibrate.temperature(scores, right)
    true = [harm > 0 for harm in right]
    return {
        "temperature": divisor,
        "before": calibrate.error([1 - _chance(row) for row in scores], true),
        "after": calibrate.error([1 - _chance(row / divisor) for row in scores], true),
        "proposals": len(right),
    }


def _chance(scores: NDArray[np.float32]) -> float:
    """The chance of the first answer (none)."""
    raised = np.exp(scores - scores.max())
    return float(raised[0] / raised.sum())


def main() -> None:
    """Fits, reads and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--train", type=Path, action="append", default=[])
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=learn.EPOCHS)
    parser.add_argument("--reader", choices=sorted(BARS), default="hybrid")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="Where networks and examples lie.")
    parser.add_argument("--json", type=Path, help="Write the scores here too.")
    given = parser.parse_args()
    torch.use_deterministic_algorithms(True, warn_only=True)
    folders = [given.gold, *given.train]
    examples = [one for folder in folders for one in setup.examples(folder, given.work / "examples")]
    clusters = [path.name for path in given.gold.iterdir() if path.is_dir()]
    networks: dict[str, Network] = {}
    for number, held in enumerate(split(clusters, given.folds)):
        folder = given.work / f"seed{given.seed}-fold{number}of{given.folds}"
        networks |= dict.fromkeys(held, fitted(examples, held, given.epochs, given.seed, folder))
    result = scored(given.gold, Folds(networks, given.reader))
    print(format_table(result))
    calibration = calibrated(examples, given.gold, networks)
    print(f"chances of figures: off by {calibration['before']:.3f}, by {calibration['after']:.3f} when tempered")
    if given.json:
        held_out = {
            "scores": result,
            "temperature": {"harm": calibration["temperature"]},
            "calibration": {"error": round(calibration["after"], 4), "proposals": calibration["proposals"]},
        }
        given.json.write_text(json.dumps(held_out, indent=1, default=str) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
