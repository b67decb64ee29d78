"""Connections to checked machines alone: a name is looked up once, every answer is checked, and that one is used.

Looking a name up again when connecting would let whoever owns it answer otherwise the second time (DNS rebinding).
All that a connection does shares one deadline: a server that sends a byte a second holds nobody up for longer.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from concurrent.futures import Future, TimeoutError
from threading import Thread
from time import monotonic
from typing import Any

import httpcore2

from tallybook.gather.net.addresses import Allowed, check_ip

Resolve = Callable[[str, int], Iterable[str]]
"""A host's name and port to its IP addresses. Raises OSError where it has none."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses that the system gives for a name, each once, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guarded(httpcore2.NetworkBackend):
    """Opens connections for one request: to machines that may be asked, until the deadline (``monotonic`` seconds)."""

    def __init__(self, resolve: Resolve, allowed: Allowed, until: float) -> None:
        self._resolve = resolve
        self._allowed = allowed
        self._until = until
        self._sockets = httpcore2.SyncBackend()
        self.ip = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first checked IP address that answers. Raises Forbidden where any of them is refused."""
        del timeout  # the deadline holds instead
        checked = [check_ip(ip, host, self._allowed) for ip in self._looked_up(host, port)]
        for ip in checked[:-1]:
            try:
                return self._connected(ip, port, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connected(checked[-1], port, local_address, socket_options)

    def _connected(self, ip: str, port: int, local: str | None, options: Iterable[Any] | None) -> _Timed:
        stream = self._sockets.connect_tcp(ip, port, _left(self._until), local, options)
        self.ip = ip
        return _Timed(stream, self._until)

    def _looked_up(self, host: str, port: int) -> list[str]:
        """In a thread that is left behind when time is up: looking up knows no timeout."""
        done: Future[list[str]] = Future()
        Thread(target=_settle, args=(done, lambda: list(self._resolve(host, port))), daemon=True).start()
        try:
            found = done.result(_left(self._until))
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(f"looking up {host} took too long") from error
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} is not known ({error})") from error
        if not found:
            raise httpcore2.ConnectError(f"{host} is not known")
        return found


class _Timed(httpcore2.NetworkStream):
    """A connection whose every step ends at the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, until: float) -> None:
        self._inner = inner
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._until))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, _left(self._until)), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("its time is up")
    return left


def _settle(done: Future[list[str]], work: Callable[[], list[str]]) -> None:
    try:
        done.set_result(work())
    except BaseException as error:  # noqa: BLE001 - handed to the one who waits, and raised there
        done.set_exception(error)
