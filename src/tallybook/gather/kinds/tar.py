"""Tar: an archive of sources, each taken as if it lay in a folder. Links and devices in it are never followed."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import IO

from tallybook.errors import Damaged, InputError
from tallybook.gather.kinds import archive
from tallybook.gather.raw import Raw
from tallybook.records import Report


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The reports in an archive."""
    with raw.stream() as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r:") as packed:
                yield from archive.reports(raw, _members(raw, packed))
        except (tarfile.TarError, EOFError, OSError, ValueError) as error:
            what = f"{raw.shown} is a tar archive that is damaged or cut off: {str(error)[:200]}"
            raise Damaged(what, "get a whole copy; what could be read of it is kept") from None


def _members(raw: Raw, packed: tarfile.TarFile) -> Iterator[archive.Member]:
    for info in packed:
        if info.isdir():
            raw.budget.member(raw.shown)
            continue
        problem = None
        if info.issym() or info.islnk():
            problem = "is a link"
        elif not info.isreg() or info.issparse():
            problem = "is no plain file"
        yield archive.Member(info.name, info.size, partial(_opened, packed, info), problem)


def _opened(packed: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = packed.extractfile(info)
    if stream is None:
        raise tarfile.ReadError(f"{info.name} cannot be read")
    return stream
