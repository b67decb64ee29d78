"""Readers by name, and the mark that says by what a report was read."""

from __future__ import annotations

import hashlib
from importlib import import_module, resources
from importlib.metadata import version
from importlib.resources.abc import Traversable

from tallybook.errors import UsageError
from tallybook.gather import copies
from tallybook.settings import READERS, Settings, resolve
from tallybook.workers import Reader

SCANNED = ("hybrid", "llm")
"""The readers that look only at what the first scan lets pass."""
LEARNED = ("learned", "hybrid")
"""The readers that need the weights."""


def named(name: str, settings: Settings | None = None) -> Reader:
    """The reader of that name, loaded now; ``settings`` are those of file and environment where not given.

    Raises UsageError where there is none of that name, MissingPart where it cannot run, NoServer where it asks a
    server that is not there.
    """
    if name not in READERS:
        raise UsageError(f"there is no reader {name!r}", f"readers: {', '.join(READERS)}")
    if name == "llm":
        return _asking(settings or resolve())
    module = import_module(f"tallybook.read.{name}")
    if name in LEARNED:
        import_module("tallybook.read.neural.network").network()
    reader: Reader = module.read
    return reader


def _asking(settings: Settings) -> Reader:
    # Loaded here: only this reader needs what asks a server.
    from tallybook.read.llm.reader import opened

    return opened(settings)


def mark(name: str, settings: Settings | None = None) -> str:
    """The reader's name, its version and digests of what it is made of: where it differs, a report is read again.

    All readers hang on the vocabulary; some on weights too, and ``llm`` on its model and the wording of its question.
    """
    made_of = vocabulary_digest() + (f" {weights_digest()}" if name in LEARNED else "")
    if name in SCANNED:
        made_of += f" {scan_digest()}"
    if name == "llm":
        # Loaded here: see _asking.
        from tallybook.read.llm import prompt

        made_of += f" {(settings or resolve()).llm_model} {prompt.digest()}"
    return f"{name} {version('tallybook')} {made_of} {copies.VERSION}"


def weights_digest() -> str:
    """16 hexadecimal digits over the card of the weights, which holds the digests of all of them."""
    card = resources.files("tallybook.read.neural") / "weights" / "card.json"
    return hashlib.sha256(card.read_bytes()).hexdigest()[:16] if card.is_file() else "none"


def scan_digest() -> str:
    """16 hexadecimal digits over the weights of the first scan."""
    return hashlib.sha256((resources.files("tallybook.read") / "scan.json").read_bytes()).hexdigest()[:16]


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
