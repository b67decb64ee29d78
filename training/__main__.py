"""Fits the learned reader and writes its weights, with a card that says what they were made from.

    python -m training FOLDER [FOLDER ...] [--out FOLDER] [--heldout SCORES.json] [--epochs 5] [--seed 1]

Each FOLDER holds NAME.txt with NAME.gold.json beside it. ``--heldout`` takes what ``training.heldout --json`` wrote:
its scores go into the card and its temperature makes the chances what they say.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch

from tallybook.read.neural.network import FOLDER
from training import learn, setup
from training.export import export


def main() -> None:
    """Fits on all folders and exports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--heldout", type=Path)
    parser.add_argument("--epochs", type=int, default=learn.EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    given = parser.parse_args()
    torch.use_deterministic_algorithms(True, warn_only=True)
    examples = [one for folder in given.folders for one in setup.examples(folder, given.work / "examples")]
    model = setup.fresh(examples, given.seed)
    learn.fit(model, examples, given.epochs, given.seed, lambda line: print(line, flush=True))
    card: dict[str, Any] = {
        "encoder": f"all-MiniLM-L6-v2 (Apache-2.0), {setup.LAYERS} of its six layers",
        "data": {folder.name: setup.digest(folder) for folder in given.folders},
        "reports": len(examples),
        "epochs": given.epochs,
        "seed": given.seed,
        "torch": torch.__version__,
    }
    if given.heldout:
        held = json.loads(given.heldout.read_text(encoding="utf-8"))
        card |= {"heldout": held["scores"], "temperature": held["temperature"], "calibration": held["calibration"]}
    export(model, setup.ENCODER / "tokenizer.json", given.out, card)
    print(f"written to {given.out}")


if __name__ == "__main__":
    main()
