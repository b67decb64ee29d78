"""Web addresses in one spelling, and the machines behind them that may be asked.

Only http and https, without a user or a key in them. A machine is refused unless its IP address is one of the public
internet: not private, loopback, link-local, shared, reserved, multicast, nor one at which clouds answer questions
about the machine that asks. What is allowed besides is said by a list of networks and host names (``fetch_allow``).
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit

from tallybook.errors import Forbidden

IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS = {"http": 80, "https": 443}
MOST_LETTERS = 4000
_UNUSUAL = 1024
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_SAFE = "/%:@!$&'()*+,;=~-._?[]"
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid")
_METADATA = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "169.254.169.254", "fd00:ec2::254")))
"""Where clouds tell a machine its secrets. The first is a public address (Azure's); the others are refused anyway."""
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Networks without IPv4 reach it through these addresses (RFC 6052): the last 32 bits say who is meant."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address taken apart: the host in lower case ASCII, ``target`` is path and query as a request line has them."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what robots.txt and the pause between requests are about."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if PORTS[self.scheme] == self.port else f":{self.port}")

    def __str__(self) -> str:
        return self.site + self.target


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be asked although it is not public: ``networks`` by IP address, ``hosts`` by name."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, words: str) -> Allowed:
        """Networks and host names between commas or spaces, as the setting ``fetch_allow`` has them."""
        networks: list[Network] = []
        hosts: set[str] = set()
        for word in re.split(r"[,\s]+", words.strip().lower()):
            try:
                networks += [ipaddress.ip_network(word)] if word else []
            except ValueError:
                hosts.add(word)
        return cls(tuple(networks), frozenset(hosts))

    def has(self, host: str, ip: IP | None = None) -> bool:
        """Whether a host's name, or an IP address of it, is on the list."""
        if host in self.hosts:
            return True
        return ip is not None and any(ip in network for network in self.networks if network.version == ip.version)


def web_address(url: str, allowed: Allowed = Allowed()) -> WebAddress:
    """The address that words name. Raises Forbidden for one that is none, or that may not be asked whoever answers."""
    if len(url) > MOST_LETTERS or not url.strip().isprintable():
        raise _none(url)
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise _none(url) from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname:
        raise _none(url)
    if parts.username is not None or parts.password is not None:
        raise Forbidden(f"{url!r} holds a user name: the book would keep it", "leave out what stands before the @")
    host = _host(parts.hostname, url)
    if port is not None and port < _UNUSUAL and port not in PORTS.values() and not _is_allowed(host, allowed):
        raise Forbidden(f"{url} asks port {port}, where no web server is", "give the page's own address")
    return WebAddress(scheme, host, PORTS[scheme] if port is None else port, _target(parts))


def normal(url: str) -> str:
    """One spelling for one page: without fragment, default port and words that only track readers.

    >>> normal("HTTPS://Example.org:443/a?utm_source=x&b=1#top")
    'https://example.org/a?b=1'
    """
    return str(web_address(url))


def joined(base: WebAddress, reference: str) -> str:
    """Where a link of a page leads."""
    return urljoin(str(base), reference.strip())


def check_ip(ip: str, host: str, allowed: Allowed) -> str:
    """The IP address, if it may be connected to. Raises Forbidden."""
    try:
        found = ipaddress.ip_address(ip)
    except ValueError as error:
        raise Forbidden(f"{host} has no IP address but {ip!r}", "give another address") from error
    if _is_public(found) or (allowed.has(host, found) and found not in _METADATA):
        return str(found)
    if found in _METADATA or found.is_link_local:
        what = f"{host} is at {found}, where machines ask about themselves"
        raise Forbidden(what, "give the address of a page")
    raise Forbidden(
        f"{host} is at {found}, which is not on the public internet",
        f"if it is your own network's, allow it: TALLYBOOK_FETCH_ALLOW={found}",
    )


def _is_public(ip: IP) -> bool:
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip.is_site_local or ip.scope_id is not None or not all(map(_is_public, _inside(ip))):
            return False
    return ip.is_global and not (ip in _METADATA or ip.is_multicast or ip.is_reserved)


def _inside(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for: packets to it may end at them."""
    return [each for each in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if each is not None]


def _is_allowed(host: str, allowed: Allowed) -> bool:
    try:
        return allowed.has(host, ipaddress.ip_address(host))
    except ValueError:
        return allowed.has(host)


def _host(name: str, url: str) -> str:
    if ":" in name:
        try:
            return str(ipaddress.IPv6Address(name))
        except ValueError as error:
            raise _none(url) from error
    # Loaded here: it comes with what asks the network.
    import idna

    try:
        host = name if name.isascii() else idna.encode(name, uts46=True).decode()
    except idna.IDNAError as error:
        raise _none(url) from error
    if len(host) > 253 or not _HOST.fullmatch(host):
        raise _none(url)
    return host.rstrip(".")


def _target(parts: SplitResult) -> str:
    query = parts.query
    if _TRACKING.search(query):
        kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
        query = urlencode(kept)
    path = quote(parts.path or "/", safe=_SAFE)
    return path + (f"?{quote(query, safe=_SAFE)}" if query else "")


def _none(url: str) -> Forbidden:
    return Forbidden(f"{url[:200]!r} is not a web address", "give one that begins with http:// or https://")
