"""The machine that was checked is the one that is connected to, and TLS is held to the name."""

from __future__ import annotations

import ssl
import time
from typing import Any

import httpcore2
import pytest

from tallybook.errors import Forbidden
from tallybook.gather.net.addresses import Allowed
from tallybook.gather.net.connect import Guarded


class Sockets(httpcore2.SyncBackend):
    """Connections that are not there; remembers to whom they would have been."""

    def __init__(self, dead: tuple[str, ...] = ()) -> None:
        self.ips: list[str] = []
        self.names: list[str | None] = []
        self.dead = dead

    def connect_tcp(self, host: str, port: int, *rest: Any, **known: Any) -> httpcore2.NetworkStream:
        self.ips.append(host)
        if host in self.dead:
            raise httpcore2.ConnectError("refused")
        return Stream(self)


class Stream(httpcore2.NetworkStream):
    """A connection that answers once."""

    def __init__(self, sockets: Sockets) -> None:
        self.sockets = sockets
        self.left = [b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntold"]

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.left.pop(0) if self.left else b""

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    def close(self) -> None:
        pass

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        assert ssl_context.check_hostname and ssl_context.verify_mode == ssl.CERT_REQUIRED
        self.sockets.names.append(server_hostname)
        return self

    def get_extra_info(self, info: str) -> Any:
        return None


def guarded(sockets: Sockets, *ips: str, seconds: float = 5.0) -> Guarded:
    backend = Guarded(lambda host, port: list(ips), Allowed(), time.monotonic() + seconds)
    backend._sockets = sockets
    return backend


def test_the_checked_address_is_connected_to_and_tls_is_held_to_the_name() -> None:
    sockets = Sockets()
    with httpcore2.ConnectionPool(network_backend=guarded(sockets, "93.184.216.34")) as pool:
        assert pool.request("GET", "https://a.example/").status == 200
    assert (sockets.ips, sockets.names) == (["93.184.216.34"], ["a.example"])


def test_nothing_is_connected_to_where_any_address_is_refused() -> None:
    sockets = Sockets()
    with pytest.raises(Forbidden):
        guarded(sockets, "93.184.216.34", "10.0.0.1").connect_tcp("a.example", 443)
    assert sockets.ips == []


def test_the_next_address_is_tried_and_the_last_error_told() -> None:
    sockets = Sockets(dead=("93.184.216.34", "8.8.8.8"))
    backend = guarded(sockets, "93.184.216.34", "1.1.1.1")
    backend.connect_tcp("a.example", 80)
    assert backend.ip == "1.1.1.1"
    with pytest.raises(httpcore2.ConnectError):
        guarded(sockets, "93.184.216.34", "8.8.8.8").connect_tcp("a.example", 80)


def test_nothing_is_done_once_time_is_up() -> None:
    sockets = Sockets()
    with pytest.raises(httpcore2.TimeoutException):
        guarded(sockets, "93.184.216.34", seconds=-1).connect_tcp("a.example", 80)
    assert sockets.ips == []
