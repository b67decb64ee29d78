"""One file packed by gzip, bzip2 or xz: unpacked within bounds, and read as what it is."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, BinaryIO, cast

from tallybook.errors import Damaged, InputError, TooLarge
from tallybook.gather import kinds
from tallybook.gather.raw import MAX_NESTED, Raw
from tallybook.gather.unpack import reopened, unpacked
from tallybook.records import Report


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The reports in a packed file; its path stays that of the file."""
    if raw.nested >= MAX_NESTED:
        raise TooLarge(f"{raw.shown} is packed more than {MAX_NESTED} times over", "unpack it by hand")
    with raw.stream() as stream:
        size = _size(stream)
        try:
            with _opened(stream, raw.head) as source:
                held = unpacked(source, raw, size)
        except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
            what = f"{raw.shown} is a packed file that is damaged or cut off: {str(error)[:200]}"
            raise Damaged(what, "get a whole copy") from None
    with held:
        inner = replace(raw, data=None, open=reopened(held), received=raw.capture, nested=raw.nested + 1)
        yield from kinds.reports_of(inner)


def _opened(stream: BinaryIO, head: bytes) -> IO[bytes]:
    if head.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    if head.startswith(b"BZh"):
        return cast(IO[bytes], bz2.BZ2File(stream))
    return cast(IO[bytes], lzma.LZMAFile(stream))


def _size(stream: BinaryIO) -> int:
    size = stream.seek(0, 2)
    stream.seek(0)
    return size
