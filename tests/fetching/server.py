"""A web server on this machine that behaves as told: well, late, wrongly, or with bad intent.

    with Server() as site:
        site.put("/a", "<p>...</p>")
        site.url("/a")

``asked`` holds the path of each request with its headers in the order in which they came.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

Raw = Callable[[socket.socket], None]


@dataclass
class Reply:
    """What a path answers with; ``length`` overrides the true Content-Length, ``raw`` takes the socket over."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    raw: Raw | None = None


class Server:
    """The server; its pages may be changed at any time."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Callable[[], Reply]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        """A page with its type; further headers have ``_`` for ``-``."""
        data = body.encode() if isinstance(body, str) else body
        told = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.replies[path] = Reply(data, 200, told)

    def fail(self, path: str, status: int, **headers: str) -> None:
        """A path that answers with a status and nothing else."""
        self.replies[path] = Reply(b"", status, {name.replace("_", "-"): value for name, value in headers.items()})

    def paths(self) -> list[str]:
        """The paths asked for, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                found = site.replies.get(self.path, Reply(b"not here", 404))
                reply = found() if callable(found) else found
                if reply.raw is not None:
                    reply.raw(self.connection)
                    self.close_connection = True
                    return
                etag = reply.headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    self._send(Reply(b"", 304, {"ETag": etag}))
                    return
                self._send(reply)

            def _send(self, reply: Reply) -> None:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.status != 304:
                    self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
                self.end_headers()
                self.wfile.write(reply.body)
                self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler
