"""What every request meets first: whose host it names, where it comes from, how large it is, how many there were.

Also the headers that every answer carries: nothing but the desk's own files is loaded, nobody frames it, nothing is
kept by the browser's cache.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tallybook.errors import NotAllowed, TallybookError, TooLarge, TooMany
from tallybook.web.options import Options
from tallybook.web.sessions import Bucket

MOST_BYTES = 1_000_000
AT_ONCE, A_SECOND = 400, 100
"""Requests of one address: a page that is loaded makes some twenty, a map that is dragged a few a second."""
TOKEN_HEADER = "x-tallybook-token"
_STATUS: tuple[tuple[type[TallybookError], int], ...] = ((NotAllowed, 403), (TooLarge, 413), (TooMany, 429))


class Guard:
    """ASGI middleware around the whole desk."""

    def __init__(self, app: ASGIApp, options: Options, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self._hosts = options.hosts()
        self._limit = Bucket(AT_ONCE, A_SECOND, clock)
        self._fixed = dict(_headers(options))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            self._check(scope)
        except TallybookError as error:
            await _refuse(error, self._dressed(scope, send))
            return
        await self.app(scope, _bounded(receive), self._dressed(scope, send))

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        host = host_of(headers.get("host", ""))
        if host not in self._hosts:
            raise NotAllowed(f"the desk is not called {host!r}", "use the address that it printed, or --name HOST")
        if scope["path"].startswith("/api/"):
            _check_origin(headers)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 18 or int(length) > MOST_BYTES:
            raise TooLarge(f"the request has {length[:20]} bytes", f"send at most {MOST_BYTES:,}")
        wait = self._limit.take((scope.get("client") or ("?", 0))[0])
        if wait:
            raise TooMany("more requests than one person makes", f"wait {round(wait) + 1} seconds")

    def _dressed(self, scope: Scope, send: Send) -> Send:
        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._fixed.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        return dressed


def host_of(header: str) -> str:
    """The name in a ``Host`` header, without its port.

    >>> host_of("[::1]:8631"), host_of("Desk.example.org:80")
    ('::1', 'desk.example.org')
    """
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def content_policy(options: Options) -> str:
    """The Content-Security-Policy: nothing but the desk's own files and the map's tiles, nothing inline."""
    origins = {_origin(address) for address in (options.tiles, options.pmtiles) if address}
    tiles = "".join(f" {origin}" for origin in sorted(origins))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob:{tiles}",
            "font-src 'self'",
            f"connect-src 'self'{tiles}",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _headers(options: Options) -> Iterable[tuple[str, str]]:
    yield "content-security-policy", content_policy(options)
    yield "x-content-type-options", "nosniff"
    yield "referrer-policy", "no-referrer"
    yield "cross-origin-opener-policy", "same-origin"
    yield "cross-origin-resource-policy", "same-origin"
    yield "permissions-policy", "camera=(), geolocation=(), microphone=()"
    if options.https:
        yield "strict-transport-security", "max-age=31536000"


def _check_origin(headers: Headers) -> None:
    """Pages of other hosts may neither write nor read, whatever cookies their visitor has."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed("the request comes from another site", "open the desk's own page")
    origin = headers.get("origin")
    if origin is not None and host_port(origin) != host_port(f"//{headers.get('host', '')}"):
        raise NotAllowed(f"the request comes from {origin[:100]!r}", "open the desk's own page")


def host_port(address: str) -> tuple[str, int | None]:
    """Host and port of an address."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").lower(), parts.port
    except ValueError:
        return "", None


def _origin(address: str | None) -> str:
    parts = urlsplit(address or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _bounded(receive: Receive) -> Receive:
    """The request's body, cut off where it is longer than it said."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BYTES:
            return {"type": "http.disconnect"}
        return message

    return bounded


async def _refuse(error: TallybookError, send: Send) -> None:
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    body = json.dumps(as_answer(error)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if status == 429:
        headers.append((b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def as_answer(error: TallybookError) -> dict[str, Any]:
    """An error as the API tells it."""
    return {"error": {"code": error.code, "what": error.what, "next": error.next}}
