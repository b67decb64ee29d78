"""What a source gave, before anything is made of it: bytes with what is known beside them, and bounds on both."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from tallybook.errors import TooLarge
from tallybook.gather.dates import Published
from tallybook.gather.sniff import HEAD

MAX_WHOLE = 64_000_000
"""The most bytes of one file that is held in memory whole: a page, a document, an export."""
MAX_EXPANDED = 2_000_000_000
"""The most bytes that one file may unpack to, members of members included."""
MAX_RATIO = 250
"""Text packs to a tenth, endless repetition to a thousandth: over this it is a bomb, once FREE bytes were unpacked."""
FREE = 16_000_000
MAX_MEMBERS = 200_000
MAX_NESTED = 4
"""A folder packed in a mail packed in an archive packed in another is taken, more is not."""

Opener = Callable[[], BinaryIO]


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one file that the user gave; shared by all that is nested in it."""

    bytes: int = MAX_EXPANDED
    members: int = MAX_MEMBERS

    def spend(self, count: int, name: str) -> None:
        """Take unpacked bytes off. Raises TooLarge when none are left."""
        self.bytes -= count
        if self.bytes < 0:
            what = f"{name} unpacks to more than {MAX_EXPANDED:,} bytes, or to a bomb; no more of it is taken"
            raise TooLarge(what, "unpack it where that can do no harm, and add what you need of it")

    def member(self, name: str) -> None:
        """Take a member off. Raises TooLarge when too many were there."""
        self.members -= 1
        if self.members < 0:
            raise TooLarge(f"{name} holds more than {MAX_MEMBERS:,} files", "unpack it and add its folders one by one")


@dataclass(frozen=True)
class Raw:
    """Bytes as received and what is known beside them.

    ``path`` is how the book calls it (a path inside the folder added, an address) and ``name`` how messages do. Give
    either ``data`` or ``open``, which gives the bytes from their beginning each time. ``content_type``, ``url`` and
    ``fetched`` (ISO 8601) are what a server told; what the bytes are is read from the bytes. ``given`` is the user's
    date, which rules where ``over_own`` and else fills in; ``outlet`` the user's word; ``columns`` a table's map from
    our words to its own (``{"text": "body"}``). ``strict`` tells a file that was named outright, which is taken or
    refused, from one that lies in a folder and may be passed over. ``received`` is the digest of what these bytes were
    unpacked from, where that has no name of its own. ``begin`` gives the offset from which a run that was
    cut short goes on, for kinds that can.
    """

    path: str
    data: bytes | None = None
    open: Opener | None = None
    name: str = ""
    content_type: str | None = None
    url: str | None = None
    fetched: str | None = None
    given: Published | None = None
    over_own: bool = True
    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    member: str | None = None
    strict: bool = True
    received: str | None = None
    begin: Callable[[], int] | None = None
    nested: int = 0
    budget: Budget = field(default_factory=Budget)

    @property
    def shown(self) -> str:
        """How messages call it."""
        return self.name or self.path

    @property
    def suffix(self) -> str:
        """The end of its path, ``.html``; a hint, never believed against the bytes."""
        path = Path(self.path.rpartition("!")[2].lower())
        return (path.with_suffix("") if path.suffix in (".gz", ".bz2", ".xz") else path).suffix

    def upto(self, most: int) -> bytes:
        """Its first bytes, never more than ``most``."""
        if self.data is not None:
            return self.data[:most]
        with self.stream() as stream:
            # None from a file of the system that has nothing to say yet
            return stream.read(most) or b""

    def stream(self) -> BinaryIO:
        """Its bytes from the beginning."""
        if self.open is not None:
            return self.open()
        return io.BytesIO(self.data or b"")

    @cached_property
    def head(self) -> bytes:
        """The first HEAD bytes."""
        return self.upto(HEAD)

    @cached_property
    def whole(self) -> bytes:
        """All its bytes. Raises TooLarge over MAX_WHOLE."""
        data = self.upto(MAX_WHOLE + 1)
        if len(data) > MAX_WHOLE:
            what = f"{self.shown} is over the bound of {MAX_WHOLE:,} bytes for one document"
            raise TooLarge(what, "split it, or add it as a table or an archive")
        return data

    @cached_property
    def capture(self) -> str | None:
        """The SHA-256 of its bytes as received, in hexadecimal digits; None where there are none."""
        if self.received is not None:
            return self.received
        if self.data is None and self.open is None:
            return None
        digest = hashlib.sha256()
        with self.stream() as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()

    def inner(self, member: str, **known: object) -> Raw:
        """What lies in it under that name, sharing its budget and what the user said. Raises TooLarge if too deep."""
        if self.nested >= MAX_NESTED:
            raise TooLarge(f"{self.shown} lies more than {MAX_NESTED} files deep in one another", "unpack it by hand")
        way = f"{self.member}!{member}" if self.member else member
        fresh: dict[str, object] = {"data": None, "open": None, "content_type": None, "received": None}
        fresh |= {"begin": None, "over_own": False}
        fresh |= known
        return replace(
            self,
            path=f"{self.path}!{member}",
            name=f"{self.shown}!{member}",
            member=way,
            nested=self.nested + 1,
            **fresh,  # type: ignore[arg-type]
        )
