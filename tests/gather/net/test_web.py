"""Asking a server that behaves, and servers that do not: every answer is bounded, every machine checked."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tallybook.errors import Forbidden
from tallybook.gather.net.addresses import Allowed, WebAddress
from tallybook.gather.net.web import Bounds, Unanswered, Web
from tests.fetching.server import Reply, Server

HERE = Allowed.parse("127.0.0.1")


@pytest.fixture
def site() -> Iterator[Server]:
    with Server() as server:
        yield server


def web(seconds: float = 5.0, size: int = 10_000, redirects: int = 3, allowed: Allowed = HERE) -> Web:
    return Web("tallybook-test/1", Bounds(seconds, size, redirects), allowed)


def test_a_page_comes_with_its_status_headers_and_whence(site: Server) -> None:
    site.put("/a", "<p>told</p>", ETag='"1"')
    answer = web().get(site.url("/a"))
    assert (answer.status, answer.body, answer.ip, answer.url) == (200, b"<p>told</p>", "127.0.0.1", site.url("/a"))
    assert answer.header("etag") == '"1"' and answer.header("none") == ""
    assert site.asked[0][1]["User-Agent"] == "tallybook-test/1"


def test_nothing_is_sent_that_could_tell_who_asks(site: Server) -> None:
    site.replies["/a"] = Reply(b"x", 302, {"Location": "/b", "Set-Cookie": "me=1; Path=/"})
    site.put("/b", "there")
    web().get(site.url("/a"))
    assert not {"Cookie", "Authorization", "Referer"} & {name for _, headers in site.asked for name in headers}


def test_redirects_are_followed_and_told(site: Server) -> None:
    site.replies["/a"] = Reply(b"", 301, {"Location": "b?x=1"})
    site.put("/b?x=1", "there")
    answer = web().get(site.url("/a"))
    assert answer.url == site.url("/b?x=1") and answer.redirects == (site.url("/a"),)


def test_redirects_without_end_are_given_up(site: Server) -> None:
    site.replies["/a"] = Reply(b"", 302, {"Location": "/a"})
    with pytest.raises(Unanswered, match="more than 3 times") as told:
        web().get(site.url("/a"))
    assert not told.value.again and len(site.asked) == 4


@pytest.mark.parametrize(
    "inward",
    [
        "http://169.254.169.254/latest/meta-data/", "http://[::1]:{port}/secret", "http://10.0.0.1/", "file:///etc/passwd",
        "http://localhost:{port}/secret", "http://2130706433:{port}/secret", "http://0x7f.1:{port}/secret",
        "//0.0.0.0:{port}/secret", "http://u:p@127.0.0.1:{port}/secret", "gopher://127.0.0.1:{port}/secret",
    ],
)  # fmt: skip
def test_a_redirect_inward_is_refused(site: Server, inward: str) -> None:
    site.put("/secret", "the key")
    site.replies["/a"] = Reply(b"", 302, {"Location": inward.format(port=site.port)})

    def only(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "public.example" else [entry[4][0] for entry in socket.getaddrinfo(host, port)]

    strict = Web("t", Bounds(5, 10_000), Allowed.parse("public.example"), only)
    with pytest.raises(Forbidden):
        strict.get(f"http://public.example:{site.port}/a")
    assert site.paths() == ["/a"]


def test_a_name_that_answers_otherwise_the_second_time_is_looked_up_once(site: Server) -> None:
    site.put("/a", "the key")
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return answers[min(len(asked) - 1, 1)]

    with pytest.raises(Unanswered):
        Web("t", Bounds(0.3, 100), Allowed(), rebinding).get(f"http://rebinding.example:{site.port}/a")
    assert asked == ["rebinding.example"] and site.asked == []


def test_a_name_with_one_inward_address_among_public_ones_is_refused() -> None:
    mixed = Web("t", Bounds(1, 100), Allowed(), lambda host, port: ["93.184.216.34", "127.0.0.1"])
    with pytest.raises(Forbidden, match=r"mixed.example is at 127\.0\.0\.1"):
        mixed.get("http://mixed.example/")


def test_a_name_that_nobody_knows_is_unanswered() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    for resolve in (unknown, lambda host, port: []):
        with pytest.raises(Unanswered, match=r"nowhere\.example is not known") as told:
            Web("t", Bounds(1, 100), Allowed(), resolve).get("http://nowhere.example/")
        assert told.value.again


def test_looking_up_a_name_cannot_take_longer_than_all() -> None:
    gate = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        gate.wait(10)
        return []

    began = time.monotonic()
    with pytest.raises(Unanswered, match=r"within 0\.2 seconds"):
        Web("t", Bounds(0.2, 100), Allowed(), slow).get("http://slow.example/")
    gate.set()
    assert time.monotonic() - began < 3


def test_where_the_first_address_does_not_answer_the_next_is_tried(site: Server) -> None:
    site.put("/a", "told")
    both = Web("t", Bounds(5, 100), Allowed.parse("127.0.0.0/8"), lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert both.get(f"http://two.example:{site.port}/a").ip == "127.0.0.1"


def test_every_address_on_the_way_is_asked_for_leave(site: Server) -> None:
    site.replies["/a"] = Reply(b"", 302, {"Location": "/no"})
    seen: list[str] = []

    def permit(address: WebAddress) -> None:
        seen.append(address.target)
        if address.target == "/no":
            raise Forbidden("left alone")

    with pytest.raises(Forbidden, match="left alone"):
        web().get(site.url("/a"), permit=permit)
    assert seen == ["/a", "/no"] and site.paths() == ["/a"]


def stall(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegin")
    time.sleep(3)


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(60):
        connection.sendall(b"x")
        time.sleep(0.05)


def drip_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(60):
        connection.sendall(b"X-%d: y\r\n" % number)
        time.sleep(0.05)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    for _ in range(200):
        connection.sendall(b"x" * 10_000)


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(200):
        connection.sendall(b"x" * 10_000)


def hang_up(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")


def rubbish(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n\x00\x00")


@pytest.mark.parametrize("behaviour", [stall, drip, drip_headers])
def test_a_server_that_stalls_is_left_when_time_is_up(site: Server, behaviour: object) -> None:
    site.replies["/a"] = Reply(raw=behaviour)  # type: ignore[arg-type]
    began = time.monotonic()
    with pytest.raises(Unanswered, match=r"within 0\.3 seconds") as told:
        web(seconds=0.3).get(site.url("/a"))
    assert told.value.again and time.monotonic() - began < 2


@pytest.mark.parametrize("behaviour", [endless, endless_headers, hang_up, rubbish])
def test_a_server_that_sends_too_much_too_little_or_rubbish_is_unanswered(site: Server, behaviour: object) -> None:
    site.replies["/a"] = Reply(raw=behaviour)  # type: ignore[arg-type]
    with pytest.raises(Unanswered):
        web().get(site.url("/a"))


def test_a_length_that_is_a_lie_in_either_direction_costs_that_page_alone(site: Server) -> None:
    site.replies["/short"] = Reply(b"all of it", length=4)
    site.replies["/huge"] = Reply(b"little", length=10**12)
    site.put("/good", "told")
    assert web().get(site.url("/short")).body == b"all "
    with pytest.raises(Unanswered, match="larger than the bound") as told:
        web().get(site.url("/huge"))
    assert not told.value.again
    assert web().get(site.url("/good")).body == b"told"


def test_a_packed_page_is_unpacked_and_a_bomb_is_not(site: Server) -> None:
    site.put("/a", gzip.compress(b"told " * 100), Content_Encoding="gzip")
    site.put("/bomb", gzip.compress(bytes(20_000_000)), Content_Encoding="gzip")
    assert web().get(site.url("/a")).body == b"told " * 100
    with pytest.raises(Unanswered, match="larger than the bound") as told:
        web().get(site.url("/bomb"))
    assert not told.value.again


def test_nobody_there_is_unanswered() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unanswered) as told:
        web().get(f"http://127.0.0.1:{port}/")
    assert told.value.again


def test_a_proxy_of_the_environment_is_not_used(site: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.put("/a", "told")
    assert web().get(site.url("/a")).body == b"told"
