"""Content codings undone: gzip and deflate, never past a bound."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"
_STEP = 65_536
_GZIP = b"\x1f\x8b"
_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class NotDecoded(Exception):
    """The body is not what its Content-Encoding says, or grows past the bound."""


class Decoder:
    """Undoes one body's coding as it comes in; ``most`` is the bound of what comes out, in bytes."""

    def __init__(self, codings: str, most: int) -> None:
        names = [name for word in codings.lower().split(",") if (name := word.strip()) not in ("", "identity")]
        if len(names) > 1 or any(name not in _WINDOW for name in names):
            raise NotDecoded(f"it is sent as {codings[:80]!r}, which was not asked for")
        self._coding = names[0] if names else ""
        self._inflate = zlib.decompressobj(_WINDOW[self._coding]) if self._coding else None
        self._most = most
        self._head = b""
        self._is_first = True
        self.body = bytearray()

    def expect(self, length: str) -> None:
        """Refuse at once what says that it is too large. Raises NotDecoded."""
        if length.isdecimal() and (len(length) > 12 or int(length) > self._most):
            raise self._too_large()

    def feed(self, data: bytes) -> None:
        """Take in some bytes. Raises NotDecoded."""
        if self._inflate is not None and len(self._head) < len(_GZIP):
            self._head += data
            if len(self._head) < len(_GZIP):
                return
            data = self._head
            self._believe()
        while data:
            data = self._step(data)
            if len(self.body) > self._most:
                raise self._too_large()

    def end(self) -> bytes:
        """The whole body. Raises NotDecoded where it breaks off."""
        if self._inflate is None:
            return bytes(self.body)
        if len(self._head) < len(_GZIP):
            return self._head
        if not self._inflate.eof and self._is_first:
            raise NotDecoded(f"its {self._coding} breaks off")
        return bytes(self.body)

    def _too_large(self) -> NotDecoded:
        return NotDecoded(f"it is larger than the bound of {self._most:,} bytes")

    def _believe(self) -> None:
        """Look at how it begins: some servers call plain text gzip, or send deflate without zlib's header.

        The second is known to RFC 9110, 8.4.1.2.
        """
        if self._coding != "deflate":
            self._inflate = self._inflate if self._head.startswith(_GZIP) else None
        elif self._head[0] & 0x0F != 8 or int.from_bytes(self._head[:2], "big") % 31:
            self._inflate = zlib.decompressobj(-15)

    def _step(self, data: bytes) -> bytes:
        if self._inflate is None:
            self.body += data
            return b""
        if self._inflate.eof:
            if self._coding == "deflate":
                return b""
            self._inflate, self._is_first = zlib.decompressobj(_WINDOW[self._coding]), False
        try:
            self.body += self._inflate.decompress(data, _STEP)
        except zlib.error as error:
            if not self._is_first:
                return b""  # what stands behind the last member of a gzip is left out
            raise NotDecoded(f"its {self._coding} is damaged ({error})") from error
        return self._inflate.unconsumed_tail or self._inflate.unused_data


def gunzip(data: bytes, most: int) -> bytes:
    """The bytes inside a gzip, or the bytes themselves where they are none. Raises NotDecoded."""
    if not data.startswith(_GZIP):
        return data
    decoder = Decoder("gzip", most)
    decoder.feed(data)
    return decoder.end()
