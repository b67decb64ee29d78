"""The files that were added, kept as received beside the reports that were read from them.

A file is opened again when its reports are kept: until then nothing of it is held in memory, however many reports
are on their way.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from tallybook.book import Store, archives, captures
from tallybook.book.captures import Capture, Received
from tallybook.book.reports import Kept
from tallybook.errors import InputError, UnreadableFile
from tallybook.gather import Gathering
from tallybook.gather.files import Found, opened
from tallybook.gather.sniff import HEAD
from tallybook.records import Report

HOMES = 50_000
"""How many reports on their way are remembered with their files: more than ever are."""
FILES = 200
"""How many files are remembered with their captures: one that holds many reports is hashed once."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept of files: ``at`` is the time now (ISO 8601, UTC), ``most`` the largest file kept whole, in bytes.

    ``how`` names all that a report depends on besides its file: an archive that is read otherwise is read anew.
    """

    at: str
    most: int
    how: str = ""


class Originals(Iterator[Report | InputError]):
    """Passes reports on and remembers which file each came from, until ``keep`` puts it into the book."""

    def __init__(self, source: Gathering, keeping: Keeping) -> None:
        self._source = source
        self._keeping = keeping
        self._homes: OrderedDict[str, Found] = OrderedDict()
        self._files: OrderedDict[str, Capture] = OrderedDict()
        self._read: set[str] = set()

    def end(self, connection: Connection) -> None:
        """All files were read to their ends."""
        archives.forget(connection, self._read)

    def __next__(self) -> Report | InputError:
        outcome = next(self._source)
        if isinstance(outcome, Report) and self._source.file is not None:
            _remember(self._homes, outcome.id, self._source.file, HOMES)
        return outcome

    def keep(self, connection: Connection, kept: Iterable[Kept]) -> list[InputError]:
        """Put the files of these reports into the book; gives an error for each that is no longer as it was."""
        told = [(item.report, home) for item in kept if (home := self._homes.pop(item.report.id, None)) is not None]
        errors = self._put(connection, told)
        pairs = [(self._files[home.path], report.id) for report, home in told if home.path in self._files]
        captures.link_reports(connection, pairs)
        self._note(connection, told)
        return errors

    def _note(self, connection: Connection, told: Sequence[tuple[Report, Found]]) -> None:
        """How far each web archive was read: reports come in the order of its records."""
        for path, home, offset in {home.path: (home.path, home, _offset(report)) for report, home in told}.values():
            if offset is not None:
                archives.put(connection, path, mark_of(home, self._keeping.how), offset)
                self._read.add(path)

    def _put(self, connection: Connection, told: Sequence[tuple[Report, Found]]) -> list[InputError]:
        errors: list[InputError] = []
        found: dict[str, Received] = {}
        for report, home in told:
            if home.path not in self._files and home.path not in found:
                try:
                    found[home.path] = _received(report, home, self._keeping)
                except InputError as error:
                    errors.append(error)
        for path, capture in zip(found, captures.put_all(connection, list(found.values()), is_read=True), strict=True):
            _remember(self._files, path, capture, FILES + len(found))
        return errors


def begin(store: Store, how: str, found: Found) -> int:
    """Where a run that was cut short left off in an archive, 0 where there was none."""
    with store.read() as connection:
        return archives.offset(connection, found.path, mark_of(found, how))


def mark_of(found: Found, how: str) -> str:
    """What tells an archive, and how it is read, from another: its size, its beginning, and ``how``."""
    with opened(found) as stream:
        head = hashlib.sha256(stream.read(HEAD) or b"").hexdigest()
        return f"{stream.seek(0, 2)} {head} {how}"


def _offset(report: Report) -> int | None:
    """Where a report's record stands in a web archive."""
    member = report.origin.member or ""
    return int(member[1:]) if member.startswith("@") and member[1:].isdecimal() else None


def _remember(held: OrderedDict[K, V], key: K, value: V, most: int) -> None:
    held[key] = value
    if len(held) > most:
        held.popitem(last=False)


def _received(report: Report, home: Found, keeping: Keeping) -> Received:
    """The file as it is now. Raises UnreadableFile where that is not what the report was read from."""
    with opened(home) as stream:
        data = stream.read(max(0, keeping.most) + 1) or b""
        digest = hashlib.sha256(data)
        size = len(data)
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
    if report.origin.member is None and report.origin.capture not in (None, digest.hexdigest()):
        what = f"{home.shown} was changed while it was read: its original is not kept"
        raise UnreadableFile(what, "add it again")
    is_whole = size <= keeping.most
    capture = Capture(
        source=home.path, at=keeping.at, means="file", digest=digest.hexdigest(), size=size,
        kept="whole" if is_whole else "digest",
    )  # fmt: skip
    is_text = is_whole and report.origin.kind == "text" and report.text.encode("utf-8", "surrogatepass") == data
    return Received(capture, data if is_whole else None, report.id if is_text else None)
