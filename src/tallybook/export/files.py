"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TextIO

from tallybook.errors import TallybookError


@contextmanager
def written(folder: Path, *names: str) -> Iterator[tuple[TextIO, ...]]:
    """Open files to write; they take their names together at the end, and leave nothing behind on an error.

    Raises TallybookError where the folder or a file cannot be written.
    """
    with unfinished(folder, *names) as paths, ExitStack() as stack:
        yield tuple(
            stack.enter_context(path.open("w", encoding="utf-8", errors="strict", newline="\n")) for path in paths
        )


@contextmanager
def unfinished(folder: Path, *names: str) -> Iterator[tuple[Path, ...]]:
    """Paths to write to; what stands there at the end takes its names together, and nothing is left on an error.

    Raises TallybookError where the folder or a file cannot be written.
    """
    paths = [folder / f".{name}.{os.getpid()}" for name in names]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield tuple(paths)
        for path, name in zip(paths, names, strict=True):
            path.replace(folder / name)
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        for path in paths:
            _drop(path)


def unwritable(path: Path, error: OSError) -> TallybookError:
    """The error of a path that cannot be written."""
    return TallybookError(
        f"{path} cannot be written ({error.strerror or error})", "give another folder: --out DIR, or free some space"
    )


def _drop(path: Path) -> None:
    # Where the folder could not be made or written there is nothing to drop, and that error is told.
    with suppress(OSError):
        path.unlink(missing_ok=True)
