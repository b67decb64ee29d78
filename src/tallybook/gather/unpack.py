"""Reading out of what is packed, within bounds: never to a path, never more than the budget, never a bomb."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO, Protocol, cast

from tallybook.errors import Damaged, TooLarge
from tallybook.gather.raw import FREE, MAX_RATIO, MAX_WHOLE, Raw

IN_MEMORY = 8_000_000
_BLOCK = 1 << 18


class Source(Protocol):
    """What gives unpacked bytes."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, no more than ``size``."""
        ...


def member_bytes(packed: zipfile.ZipFile, name: str, raw: Raw) -> bytes:
    """One member of a document that is a ZIP inside. Raises KeyError, TooLarge, Damaged."""
    info = packed.getinfo(name)
    if info.flag_bits & 1:
        raise Damaged(f"{raw.shown} is locked by a password", "open it, save it without one, and add that")
    with packed.open(info) as stream:
        return b"".join(_blocks(stream, raw, info.compress_size, MAX_WHOLE))


def unpacked(source: Source, raw: Raw, packed_size: int | None) -> BinaryIO:
    """All that a packed stream gives, in memory or in an unnamed file that is gone when closed.

    ``packed_size`` is how many bytes it takes packed, None where that is not known. Raises TooLarge for a bomb.
    """
    held: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        for block in _blocks(source, raw, packed_size, None):
            held.write(block)
    except BaseException:
        held.close()
        raise
    held.seek(0)
    return cast(BinaryIO, held)


def reopened(held: BinaryIO) -> Callable[[], BinaryIO]:
    """An opener of the same bytes, each time from their beginning; closing what it gives leaves them open."""
    return lambda: cast(BinaryIO, io.BufferedReader(_View(held), _BLOCK))


class _View(io.RawIOBase):
    """A place of its own in bytes that others read too."""

    def __init__(self, held: BinaryIO) -> None:
        self._held = held
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_END:
            self._at = self._held.seek(offset, whence)
        else:
            self._at = max(0, offset + (self._at if whence == io.SEEK_CUR else 0))
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        self._held.seek(self._at)
        data = self._held.read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _blocks(source: Source, raw: Raw, packed_size: int | None, most: int | None) -> Iterator[bytes]:
    total = 0
    while block := source.read(_BLOCK):
        total += len(block)
        raw.budget.spend(len(block), raw.shown)
        if most is not None and total > most:
            raise TooLarge(f"{raw.shown} unpacks to more than {most:,} bytes", "split it")
        if packed_size is not None and total > FREE and total > MAX_RATIO * max(1, packed_size):
            raw.budget.bytes = -1
            what = f"{raw.shown} unpacks to over {MAX_RATIO} times its size: a bomb, or empty space"
            raise TooLarge(what, "unpack it where that can do no harm, and add what you need of it")
        yield block
