"""A model's server on the loopback that does what a test tells it to, and a clock that only counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from tallybook.read.llm.ask import Clock

Json = dict[str, Any]
Step = Callable[["Handler"], None]

EMPTY: Json = {"violence": True, "figures": [], "responsibility": [], "denials": [], "reactions": []}


class Handler(BaseHTTPRequestHandler):
    """Answers each POST with the next step of its server, the last one again and again."""

    server: Model
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.greeted.append(self.headers.get("Authorization"))
        self.server.greeting(self)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(Asked(self.path, self.headers.get("Authorization"), body))
        steps = self.server.steps
        (steps.pop(0) if len(steps) > 1 else steps[0])(self)

    def reply(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        pass


@dataclass
class Asked:
    """One question that came in."""

    path: str
    authorization: str | None
    body: Json

    @property
    def report(self) -> str:
        """What was laid before the model."""
        words: str = self.body["messages"][-1]["content"]
        return words


class Model(ThreadingHTTPServer):
    """The server: ``asked`` are the questions, ``greeted`` the keys of those who only looked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.steps: list[Step] = [says(EMPTY)]
        self.greeting: Step = status(200, b'{"data": []}')
        self.asked: list[Asked] = []
        self.greeted: list[str | None] = []
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def does(self, *steps: Step) -> None:
        """What the next questions are answered with."""
        self.steps = list(steps)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked has hung up: that is what some tests are about."""


@contextmanager
def running() -> Iterator[Model]:
    """A server that is gone, with all that it kept waiting, when the block ends."""
    model = Model()
    thread = Thread(target=model.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.over.set()
        model.shutdown()
        model.server_close()
        thread.join()


def says(answer: Json | str) -> Step:
    """A chat completion with an answer, or with any words."""
    return completes({"message": {"content": answer if isinstance(answer, str) else json.dumps(answer)}})


def completes(choice: Json) -> Step:
    """A chat completion with one choice as it is given."""
    return status(200, json.dumps({"choices": [choice]}).encode())


def status(code: int, body: bytes = b"", **headers: str) -> Step:
    """Any answer."""
    return lambda handler: handler.reply(code, body, **headers)


def silent(handler: Handler) -> None:
    """Takes the question and says nothing until the server goes."""
    handler.server.over.wait(30)


def dripping(handler: Handler) -> None:
    """Sends a byte of a header often enough that no single wait for a byte is long."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b"a")


def truncated(handler: Handler) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def huge(handler: Handler) -> None:
    """Sends without end."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while not handler.server.over.is_set():
        handler.wfile.write(b" " * 65536)


@dataclass
class Hands:
    """A clock whose time goes on only where somebody waits."""

    at: float = 0.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(now=lambda: self.at, sleep=self.sleep, today=lambda: 1_700_000_000.0)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
