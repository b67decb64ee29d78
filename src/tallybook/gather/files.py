"""Paths to files: folders are walked in sorted order, one entry at a time, and what cannot be taken is said."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tallybook.errors import InputError, TooLarge, UnreadableFile, UsageError
from tallybook.gather.sniff import HEAD, SOURCE_SUFFIXES, TEXT_SUFFIXES, is_source

MAX_BYTES = 5_000_000
MAX_LINE = 1_000_000
MAX_DEPTH = 64

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ODD_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(slots=True)
class Skipped:
    """What a folder held that is not for us: numbers of hidden entries, and of files by suffix (``""`` for none)."""

    hidden: int = 0
    suffixes: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many entries were passed over."""
        return self.hidden + self.suffixes.total()


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, and its path as the book keeps it (relative to the folder added, with ``/``).

    ``named`` tells a file that the user named outright from one of a folder.
    """

    file: Path
    path: str
    named: bool = False

    @property
    def shown(self) -> str:
        """How messages call it: the path as the user would type it."""
        return shown(self.file)


def find(paths: Iterable[str | Path], skipped: Skipped) -> Iterator[Found | InputError]:
    """Every file of the paths that may hold reports: the same order whatever the order of the paths.

    In a folder, hidden entries and files that hold no kind of source are passed over and counted in ``skipped``; links
    are followed, a link back to a folder above gives an error. A path named twice is read once, and a file named
    outright is never passed over. A path that does not exist gives an error; the others go on.
    """
    for root in _roots(paths):
        if root is None:
            yield UnreadableFile("one of the paths is empty", "give a file or a folder; . is the folder you are in")
        elif os.path.isdir(root):
            yield from _folder(root, "", (), skipped)
        else:
            yield _named(root)


def opened(found: Found) -> BinaryIO:
    """The file, open for reading; never waits on a pipe. Raises UnreadableFile."""
    try:
        # O_NONBLOCK: opening a pipe that was put in a file's place must not hang
        handle = os.open(found.file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        stream = open(handle, "rb")  # noqa: SIM115 - the caller closes it
        try:
            _check(os.fstat(handle), found)
        except InputError:
            stream.close()
            raise
        return stream
    except (OSError, ValueError) as error:
        raise _unreadable(found.shown, error) from None


def bounded(data: bytes, name: str) -> bytes:
    """The bytes of a report, as they are. Raises TooLarge where they, or a line of them, are over the bounds."""
    if len(data) > MAX_BYTES:
        raise _too_large(name, len(data))
    if len(data) > MAX_LINE:
        _check_lines(data, name)
    return data


def _roots(paths: Iterable[str | Path]) -> list[Path | None]:
    if isinstance(paths, (str, Path)):
        raise UsageError(f"paths is one path, {str(paths)!r}, not a list of them", f"pass [{str(paths)!r}]")
    given = list(paths)
    roots = {Path(os.path.abspath(path)): Path(path) for path in given if path != ""}
    nowhere: list[Path | None] = [None] if "" in given else []
    return nowhere + sorted(roots.values(), key=lambda p: p.as_posix())


def _named(root: Path) -> Found | InputError:
    if not os.path.lexists(root):
        what = f"{shown(root)} does not exist"
        return UnreadableFile(what, "check the spelling; 'ls' in its folder shows what there is")
    return Found(root, printable(root.name), named=True)


def _folder(
    folder: Path, inside: str, above: tuple[tuple[int, int], ...], skipped: Skipped
) -> Iterator[Found | InputError]:
    try:
        status = folder.stat()
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield _unreadable(shown(folder), error)
        return
    me = (status.st_dev, status.st_ino)
    if me in above:
        yield UnreadableFile(f"{shown(folder)} is a link back to a folder that holds it", "remove the link")
    elif len(above) >= MAX_DEPTH:
        yield UnreadableFile(f"{shown(folder)} lies more than {MAX_DEPTH} folders deep", "add that folder by itself")
    else:
        for name in names:
            yield from _entry(folder / name, f"{inside}/{name}" if inside else name, (*above, me), skipped)


def _entry(
    file: Path, inside: str, above: tuple[tuple[int, int], ...], skipped: Skipped
) -> Iterator[Found | InputError]:
    suffix = file.suffix.lower()
    if file.name.startswith("."):
        skipped.hidden += 1
    elif os.path.isdir(file):
        yield from _folder(file, inside, above, skipped)
    elif not os.path.lexists(file):
        yield UnreadableFile(f"{shown(file)} is gone since its folder was listed", "add that folder again")
    elif suffix in TEXT_SUFFIXES or _may_hold_reports(file, suffix):
        yield Found(file, printable(inside))
    else:
        skipped.suffixes[suffix] += 1


def _may_hold_reports(file: Path, suffix: str) -> bool:
    """Whether the first bytes are those of a source that is read; one that cannot be opened says why later."""
    try:
        with opened(Found(file, "")) as stream:
            return is_source(stream.read(HEAD) or b"", suffix)
    except UnreadableFile:
        return suffix in SOURCE_SUFFIXES


def _check(status: os.stat_result, found: Found) -> None:
    for is_kind, kind in _ODD_KINDS:
        if is_kind(status.st_mode):
            raise UnreadableFile(f"{found.shown} is {kind}, not a file", "add files, or folders of them")


def _check_lines(data: bytes, name: str) -> None:
    longest = max(map(len, data.splitlines()))
    if longest > MAX_LINE:
        what = f"{name} has a line of {longest:,} bytes; the bound is {MAX_LINE:,}"
        raise TooLarge(what, "a report has lines and paragraphs: is this an export? split it into reports")


def _too_large(name: str, size: int) -> TooLarge:
    what = f"{name} is over the bound of {MAX_BYTES:,} bytes for one report (it has {size:,} or more)"
    return TooLarge(what, "split it into one file for each report")


def _unreadable(name: str, error: OSError | ValueError) -> UnreadableFile:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    hint = "look at its rights: ls -l" if isinstance(error, PermissionError) else "check that it is there and whole"
    return UnreadableFile(f"{name} cannot be read: {why}", hint)


def printable(path: str) -> str:
    """A path as text that every format can hold: with ``/``, and with bytes that are no UTF-8 shown as ``\\\\xNN``."""
    return os.fsencode(path.replace(os.sep, "/")).decode("utf-8", "backslashreplace")


def shown(path: Path) -> str:
    """A path on one line of a message: as it is typed, with what a terminal would act on shown by its code."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), printable(str(path)))
