"""Feeds to the pages they name: RSS, Atom, JSON Feed, sitemaps and indexes of sitemaps, told apart by their content.

XML is taken without entities: a feed that declares any is refused before a parser sees it. A link that is no web
address is left out. What a feed says of a page's time is a hint that the page itself overrules.
"""

from __future__ import annotations

import codecs
import html
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from tallybook.errors import FetchError, Forbidden, TooLarge
from tallybook.gather.moments import moment
from tallybook.gather.nested import loaded
from tallybook.gather.net.addresses import normal
from tallybook.gather.net.codings import NotDecoded, gunzip

MOST_BYTES = 50 * 1024 * 1024
"""The bound of a sitemap (sitemaps.org) after unpacking; a feed has less."""
MOST_PAGES = 50_000
"""The most pages of one sitemap (sitemaps.org); what a feed names beyond is left out."""
MOST_DEEP = 100
"""Elements inside one another; feeds have about five."""
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
_SITEMAP = re.compile(rb"<\s*(?:\w+:)?(urlset|sitemapindex)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that a feed names; ``mark`` is another when the feed says that it changed, ``day`` that of publication."""

    url: str
    mark: str = ""
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed names: pages, and further feeds (an index of sitemaps); ``left_out`` links that are none."""

    kind: str
    entries: tuple[Entry, ...] = ()
    feeds: tuple[Entry, ...] = ()
    left_out: int = 0


def feed(data: bytes, url: str, content_type: str = "") -> Feed:
    """The pages that a feed names, in its order, each once. Raises FetchError where it is none, TooLarge."""
    try:
        data = gunzip(data, MOST_BYTES)
    except NotDecoded as error:
        raise TooLarge(f"{url}: the feed cannot be unpacked: {error}", "give the feed's own address") from error
    data = _plain(data)
    text = data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf").lstrip()
    if text[:1] == b"{":
        return _collected("json", _from_json(data, url), url)
    if text[:1] != b"<":
        raise _no_feed(url)
    if b"<!entity" in text.lower():
        raise FetchError(f"{url}: the feed declares XML entities, which are not taken", "give another feed of the site")
    if found := _SITEMAP.search(text[:4000]):
        return _from_sitemap(data, url, found[1].lower() == b"sitemapindex")
    return _collected("feed", _from_feed(data, url, content_type), url)


def _plain(data: bytes) -> bytes:
    """UTF-16 as UTF-8, without the declaration that would say otherwise; anything else as it is."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    return _DECLARATION.sub("", data.decode("utf-16", "replace"), count=1).encode()


def _from_feed(data: bytes, url: str, content_type: str) -> list[Entry]:
    # Loaded here: it is slow to load, and only fetching needs it.
    import feedparser

    told = {"content-location": url, **({"content-type": content_type} if "xml" in content_type else {})}
    found = feedparser.parse(io.BytesIO(data), response_headers=told, sanitize_html=False, resolve_relative_uris=False)
    if not found.version:
        raise _no_feed(url)
    text = html.unescape(data.decode("utf-8", "replace"))
    return [_entry(item, text) for item in found.entries]


def _entry(item: dict[str, Any], text: str) -> Entry:
    # Past feedparser's own look-up, which warns where a feed tells one of the two.
    published, updated = dict.get(item, "published"), dict.get(item, "updated")
    said = moment(published or updated)
    link, name = str(item.get("link") or ""), str(item.get("id") or "")
    if not any(one.get("href") for one in dict.get(item, "links") or ()):
        # feedparser makes an address of any id, of "17" a page beside the feed.
        link = _address(name) if name in text else ""
    return Entry(link, str(updated or published or "")[:200], said.day if said else None)


def _from_json(data: bytes, url: str) -> list[Entry]:
    try:
        found = loaded(data)
    except ValueError as error:
        raise _no_feed(url) from error
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list) or "jsonfeed" not in str(found.get("version", "")):
        raise _no_feed(url)
    return [_item(item) for item in items if isinstance(item, dict)]


def _address(name: str) -> str:
    """An item's id where it is a whole address, else nothing."""
    return name if name.startswith(("http://", "https://")) else ""


def _item(item: Mapping[str, Any]) -> Entry:
    said = moment(item.get("date_published"))
    mark = str(item.get("date_modified") or item.get("date_published") or "")[:200]
    link = str(item.get("url") or item.get("external_url") or "") or _address(str(item.get("id") or ""))
    return Entry(link, mark, said.day if said else None)


def _from_sitemap(data: bytes, url: str, is_index: bool) -> Feed:
    reader = _Sitemap()
    try:
        reader.read(data)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if not reader.entries:
            raise FetchError(f"{url}: the sitemap is damaged ({error})", "give another feed of the site") from error
    kept = _collected("sitemap", reader.entries, url)
    return Feed("sitemaps", (), kept.entries, kept.left_out) if is_index else kept


class _Sitemap:
    """Reads a sitemap element by element: no tree, whatever its size."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._path: list[str] = []
        self._told: dict[str, str] = {}

    def read(self, data: bytes) -> None:
        """Take in the whole of it. Raises ExpatError, ValueError; what was read before stays."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition(" ")[2].lower())
        if len(self._path) > MOST_DEEP:
            raise ValueError("its elements lie too deep in one another")
        if len(self._path) == 2:
            self._told = {}

    def _text(self, text: str) -> None:
        name = self._path[-1]
        if name in ("loc", "lastmod", "publication_date") and (len(self._path) == 3 or name == "publication_date"):
            self._told[name] = (self._told.get(name, "") + text)[:4000]

    def _end(self, _name: str) -> None:
        if len(self._path) == 2 and self._told.get("loc"):
            told = {name: value.strip() for name, value in self._told.items()}
            said = moment(told.get("publication_date"))
            mark = told.get("lastmod") or told.get("publication_date", "")
            self.entries.append(Entry(told["loc"], mark[:200], said.day if said else None))
        self._path.pop()


def _collected(kind: str, found: Iterable[Entry], url: str) -> Feed:
    """Each page once, in one spelling; what is no web address, or beyond the bound, is counted."""
    kept: dict[str, Entry] = {}
    left_out = 0
    for entry in found:
        place = next(_places(entry.url, url), None)
        if place is None or (len(kept) >= MOST_PAGES and place not in kept):
            left_out += 1
        else:
            kept.setdefault(place, Entry(place, entry.mark, entry.day))
    return Feed(kind, tuple(kept.values()), (), left_out)


def _places(link: str, base: str) -> Iterator[str]:
    try:
        if link:
            yield normal(urljoin(base, link.strip()))
    except (Forbidden, ValueError):
        return


def _no_feed(url: str) -> FetchError:
    return FetchError(
        f"{url} is no feed: neither RSS, Atom, JSON Feed nor a sitemap",
        "to take it as a page: tallybook fetch BOOK URL",
    )
