"""One page asked of the web, and its bounded answer: bytes, status, headers, where it ended up.

No cookies, no keys, no proxy of the environment (it would look names up itself), nothing sent but what is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from tallybook.errors import MissingPart
from tallybook.gather.net.addresses import Allowed, WebAddress, joined, web_address
from tallybook.gather.net.codings import ACCEPTED, Decoder, NotDecoded

if TYPE_CHECKING:
    from tallybook.gather.net.connect import Resolve

Headers = tuple[tuple[str, str], ...]
Permit = Callable[[WebAddress], None]
"""Raises Forbidden for an address that may not be asked; called for the first one and for each it leads to."""

_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: ``url`` is where, after ``redirects``; ``ip`` who it was; ``body`` without its coding."""

    url: str
    status: int
    headers: Headers = ()
    body: bytes = b""
    ip: str = ""
    redirects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """A header's first value, "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class Unanswered(Exception):
    """No whole answer came. Asking again later may help where ``again`` says so."""

    def __init__(self, what: str, *, again: bool = True) -> None:
        super().__init__(what)
        self.again = again


class Asks(Protocol):
    """Whatever answers for the web: ``Web``, or a fake."""

    def get(self, url: str, headers: Headers = (), permit: Permit | None = None) -> Answer:
        """The answer after redirects, whatever its status. Raises Unanswered, and Forbidden for what is refused."""
        ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """``seconds`` for a page with all its redirects, the most bytes of a body, the most redirects."""

    seconds: float = 60.0
    size: int = 20_000_000
    redirects: int = 5


def ready() -> None:
    """Raises MissingPart where what fetches is not installed."""
    try:
        import feedparser  # noqa: F401
        import httpcore2  # noqa: F401
        import protego  # noqa: F401
    except ImportError as error:
        raise MissingPart(f"fetching needs {error.name}", "python -m pip install 'tallybook[fetch]'") from error


class Web:
    """Asks the web over HTTP/1.1, a new connection for each request."""

    def __init__(
        self, agent: str, bounds: Bounds | None = None, allowed: Allowed | None = None, resolve: Resolve | None = None
    ) -> None:
        # Loaded here: nothing else needs the network.
        from tallybook.gather.net import connect

        self._agent = agent.encode("ascii", "replace").decode()
        self._bounds = bounds or Bounds()
        self._allowed = allowed or Allowed()
        self._resolve = resolve or connect.resolve

    def get(self, url: str, headers: Headers = (), permit: Permit | None = None) -> Answer:
        """The answer after redirects, whatever its status. Raises Unanswered, and Forbidden for what is refused."""
        until = monotonic() + self._bounds.seconds
        passed: list[str] = []
        while True:
            address = web_address(url, self._allowed)
            if permit is not None:
                permit(address)
            answer = self._one(address, headers, until, tuple(passed))
            if answer.status not in _MOVED or not answer.header("Location"):
                return answer
            if len(passed) >= self._bounds.redirects:
                raise Unanswered(f"it leads on more than {self._bounds.redirects} times", again=False)
            passed.append(str(address))
            url = joined(address, answer.header("Location"))

    def _one(self, address: WebAddress, headers: Headers, until: float, passed: tuple[str, ...]) -> Answer:
        import httpcore2

        from tallybook.gather.net.connect import Guarded

        backend = Guarded(self._resolve, self._allowed, until)
        scheme, host, target = (part.encode() for part in (address.scheme, address.host, address.target))
        url = httpcore2.URL(scheme=scheme, host=host, port=address.port, target=target)
        sent = [("Host", _host(address)), *self._headers(), *headers]
        try:
            with (
                httpcore2.ConnectionPool(network_backend=backend, max_keepalive_connections=0) as pool,
                pool.stream("GET", url, headers=sent) as response,
            ):
                got = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
                answer = Answer(str(address), response.status, got, b"", backend.ip, passed)
                return replace(answer, body=self._body(answer, response.iter_stream()))
        except httpcore2.TimeoutException as error:
            raise Unanswered(f"no whole answer within {self._bounds.seconds:g} seconds") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise Unanswered(str(error) or "the connection broke off") from error

    def _body(self, answer: Answer, chunks: Iterable[bytes]) -> bytes:
        try:
            decoder = Decoder(answer.header("Content-Encoding"), self._bounds.size)
            decoder.expect(answer.header("Content-Length"))
            for chunk in chunks:
                decoder.feed(chunk)
            return decoder.end()
        except NotDecoded as error:
            raise Unanswered(str(error), again=False) from error

    def _headers(self) -> Headers:
        return (
            ("User-Agent", self._agent),
            ("Accept", "text/html, application/xhtml+xml, application/pdf, application/xml;q=0.9, */*;q=0.8"),
            ("Accept-Encoding", ACCEPTED),
            ("Connection", "close"),
        )


def _host(address: WebAddress) -> str:
    return address.site.split("://", 1)[1]
