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


def named(name: str) -> Reader:
    """The reader of that name, loaded now. Raises UsageError where there is none."""
    if name not in READERS:
        raise UsageError(f"there is no reader {name!r}", f"readers: {', '.join(READERS)}")
    reader: Reader = import_module(f"tallybook.read.{name}").read
    return reader


def mark(name: str) -> str:
    """The reader's name, its version and a digest of the vocabulary: where it differs, a report is read again."""
    return f"{name} {version('tallybook')} {vocabulary_digest()} {copies.VERSION}"


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
