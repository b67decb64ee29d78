"""Web archives made for tests: records as crawlers write them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable

DAY = "2024-08-27T01:02:03Z"


def record(
    url: str, body: bytes, *, kind: str = "text/html", status: int = 200, type: str = "response",
    length: int | None = None, headers: Iterable[str] = (),
) -> bytes:  # fmt: skip
    """One record; ``length`` is a lie about its Content-Length."""
    lines = [f"HTTP/1.1 {status} Told", f"Content-Type: {kind}", *headers]
    block = "\r\n".join([*lines, "", ""]).encode() + body if type == "response" else body
    told = [
        "WARC/1.0", f"WARC-Type: {type}", f"WARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode())}>",
        f"WARC-Target-URI: {url}", f"WARC-Date: {DAY}",
        f"Content-Type: {'application/http; msgtype=response' if type == 'response' else kind}",
        f"Content-Length: {len(block) if length is None else length}",
    ]  # fmt: skip
    return "\r\n".join([*told, "", ""]).encode() + block + b"\r\n\r\n"


def packed(records: Iterable[bytes]) -> bytes:
    """The records as a .warc.gz: each packed by itself."""
    return b"".join(gzip.compress(each) for each in records)
