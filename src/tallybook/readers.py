"""Readers by name, and the mark that says by what a report was read."""

from __future__ import annotations

import hashlib
from importlib import import_module, resources
from importlib.metadata import version
from importlib.resources.abc import Traversable

from tallybook.errors import UsageError
from tallybook.gather import copies
from tallybook.settings import READERS
from tallybook.workers import Reader

LEARNED = ("learned", "hybrid")
"""The readers that need the weights."""


def named(name: str) -> Reader:
    """The reader of that name, loaded now. Raises UsageError where there is none, MissingPart where it cannot run."""
    if name not in READERS:
        raise UsageError(f"there is no reader {name!r}", f"readers: {', '.join(READERS)}")
    module = import_module(f"tallybook.read.{name}")
    if name in LEARNED:
        import_module("tallybook.read.neural.network").network()
    reader: Reader = module.read
    return reader


def mark(name: str) -> str:
    """The reader's name, its version and a digest of the vocabulary: where it differs, a report is read again."""
    made_of = vocabulary_digest() + (f" {weights_digest()}" if name in LEARNED else "")
    return f"{name} {version('tallybook')} {made_of} {copies.VERSION}"


def weights_digest() -> str:
    """16 hexadecimal digits over the card of the weights, which holds the digests of all of them."""
    card = resources.files("tallybook.read.neural") / "weights" / "card.json"
    return hashlib.sha256(card.read_bytes()).hexdigest()[:16] if card.is_file() else "none"


def vocabulary_digest() -> str:
    """16 hexadecimal digits over all files of the vocabulary."""
    digest = hashlib.sha256()
    for path, file in _files(resources.files("tallybook.vocabulary"), ""):
        digest.update(f"{path}\x1f".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files(folder: Traversable, inside: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{inside}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, path)
        elif entry.name.endswith(".yml"):
            found.append((path, entry))
    return found
