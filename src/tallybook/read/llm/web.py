"""One request over the network and its bounded answer: the only place of the llm reader that knows HTTP."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from dataclasses import dataclass, field
from threading import Thread
from time import monotonic

from tallybook.errors import MissingPart

MOST_BYTES = 8 * 1024 * 1024
"""The largest answer that is taken, in bytes; a model's is a few thousand."""
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent: a GET without a body, a POST of JSON with one. ``timeout`` is in seconds for all of it."""

    url: str
    timeout: float
    key: str | None = field(default=None, repr=False)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer, whatever its status. ``retry_after`` is the header's words, "" where there is none."""

    status: int
    body: bytes
    retry_after: str = ""


class Unanswered(Exception):
    """No whole answer came: nobody is there, it took too long, it broke off, or it is over the bound."""


Send = Callable[[Request], Reply]


def ready() -> None:
    """Raises MissingPart where what sends requests is not installed."""
    try:
        import httpx2  # noqa: F401
    except ImportError as error:
        raise MissingPart("the llm reader needs httpx2", "python -m pip install 'tallybook[llm]'") from error


def send(request: Request) -> Reply:
    """The server's answer. Raises Unanswered.

    The request runs in a thread of its own, which is left behind when its time is up: a timeout inside a client
    begins anew with every byte, and a server that sends one a second would hold a report for ever.
    """
    until = monotonic() + request.timeout
    done: Future[Reply] = Future()
    Thread(target=_settle, args=(done, request, until), daemon=True).start()
    try:
        return done.result(request.timeout)
    except TimeoutError:
        raise Unanswered(f"no whole answer within {request.timeout:g} seconds") from None


def _settle(done: Future[Reply], request: Request, until: float) -> None:
    try:
        done.set_result(_exchange(request, until))
    except BaseException as error:  # noqa: BLE001 - handed to the one who waits, and raised there
        done.set_exception(error)


def _exchange(request: Request, until: float) -> Reply:
    # Loaded here: nothing else needs the network.
    import httpx2

    method = "GET" if request.body is None else "POST"
    try:
        # A proxy of the environment is for the network, not for a model on this machine.
        trust = httpx2.URL(request.url).host not in _LOOPBACK
        with (
            httpx2.Client(timeout=request.timeout, trust_env=trust) as client,
            client.stream(method, request.url, content=request.body, headers=_headers(request)) as response,
        ):
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise Unanswered(f"an answer of more than {MOST_BYTES:,} bytes")
                if monotonic() > until:
                    raise Unanswered(f"no whole answer within {request.timeout:g} seconds")
            return Reply(response.status_code, bytes(body), response.headers.get("Retry-After", ""))
    except httpx2.TimeoutException as error:
        raise Unanswered(f"no whole answer within {request.timeout:g} seconds") from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise Unanswered(str(error) or type(error).__name__) from error


def _headers(request: Request) -> dict[str, str]:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "tallybook"}
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    if request.key is not None:
        headers["Authorization"] = f"Bearer {request.key}"
    return headers
