"""Answers on disk, so that a report is asked about once for each model and wording of the question."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tallybook.read.gazetteer.lookup import cache_folder
from tallybook.read.llm import prompt
from tallybook.read.llm.server import Server

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cache:
    """One file an answer. What cannot be read, is damaged or is another's answer counts as not there."""

    folder: Path

    def get(self, key: str) -> str | None:
        """The answer kept under a key, None where there is none that is whole."""
        try:
            kept = json.loads(self._path(key).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        match kept:
            case {"format": int(format), "key": str(of), "answer": str(answer), "digest": str(digest)}:
                return answer if (format, of, digest) == (_FORMAT, key, _digest(answer)) else None
        return None

    def put(self, key: str, answer: str) -> None:
        """Keeps an answer, whole or not at all; a folder that cannot be written keeps nothing."""
        entry = json.dumps({"format": _FORMAT, "key": key, "answer": answer, "digest": _digest(answer)})
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(path, entry)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def cache() -> Cache:
    """The cache in the folder that ``TALLYBOOK_CACHE`` names, else in the user's."""
    return Cache(cache_folder() / "llm")


def key_of(server: Server, text: str) -> str:
    """64 hexadecimal digits over the server's address, the model, the wording of the question and the text asked
    about."""
    of = "\x1f".join((server.url, server.model, prompt.digest(), _digest(text)))
    return _digest(of)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _write(path: Path, entry: str) -> None:
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(entry)
        os.replace(made, path)
    except BaseException:
        os.unlink(made)
        raise
