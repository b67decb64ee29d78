"""Reading JSON with errors that name the file, the line and what to type next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tallybook.errors import InputError, UnreadableFile

Json = dict[str, Any]


def read_text(path: Path) -> str:
    """A file's text; an error names the file."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}", "Save it as UTF-8.") from error
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}", "Check the path and its permissions.") from error


def read_object(path: Path) -> Json:
    """A file that holds one JSON object."""
    return _parse(read_text(path), str(path))


def read_objects(path: Path) -> list[Json]:
    """A file that holds one JSON object a line; empty lines are passed over."""
    # Not splitlines: JSON holds marks such as U+2028 as they are, and they end no line.
    lines = enumerate(read_text(path).split("\n"), start=1)
    return [_parse(line, f"{path}:{number}") for number, line in lines if line.strip()]


def _parse(text: str, where: str) -> Json:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{where}: broken JSON: {error.msg} (line {error.lineno}, column {error.colno})",
            "Mend the file or write it again.",
        ) from error
    if not isinstance(data, dict):
        raise InputError(f"{where}: {type(data).__name__} where a JSON object is expected", "Wrap it in { }.")
    return data
