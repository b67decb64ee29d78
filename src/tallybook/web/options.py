"""How a desk is served: where it listens, who may use it, and what it hides."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from tallybook.errors import UsageError

HOST, PORT = "127.0.0.1", 8631
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """``accounts`` is the file of those who may log in; without one the only user is ``analyst``, on this machine.

    ``names`` are the host names by which others reach the desk. ``tiles`` and ``pmtiles`` are addresses of map tiles.
    """

    host: str = HOST
    port: int = PORT
    analyst: str = "analyst"
    accounts: Path | None = None
    names: tuple[str, ...] = ()
    coarse: bool = False
    hide_names: bool = False
    hide_graphic: bool = False
    tiles: str | None = None
    pmtiles: str | None = None
    certificate: str | None = None
    key: str | None = None

    def check(self) -> None:
        """Raises UsageError where others could reach the desk without accounts, or would not get through."""
        if not is_loopback(self.host) and self.accounts is None:
            raise UsageError(
                f"--host {self.host} lets others reach the desk, and there are no accounts",
                "make one first: tallybook account FILE NAME --role lead, then add --accounts FILE; "
                "or leave --host away",
            )
        if not is_loopback(self.host) and not self.https:
            raise UsageError(
                f"--host {self.host} without TLS would send passwords in the clear",
                "give --certificate FILE --key FILE; or leave --host away and put a server with TLS in front",
            )
        if not is_loopback(self.host) and not self.names:
            raise UsageError(
                f"--host {self.host} needs the name by which others reach this machine",
                "give it: --name desk.example.org",
            )

    @property
    def https(self) -> bool:
        """Whether it is served over TLS."""
        return self.certificate is not None

    def address(self, port: int) -> str:
        """Where a browser finds the desk.

        >>> Options(host="::1").address(80)
        'http://[::1]:80/'
        """
        name = self.host if is_loopback(self.host) else self.names[0]
        return f"{'https' if self.https else 'http'}://{f'[{name}]' if ':' in name else name}:{port}/"

    def hosts(self) -> frozenset[str]:
        """What a request's ``Host`` may be: any other is somebody's page that points its own name at this machine."""
        return frozenset({*LOOPBACK_NAMES, *(name.lower() for name in self.names)})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0"), is_loopback("localhost")
    (True, False, True)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
