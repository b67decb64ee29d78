"""What a page says of itself: JSON-LD (schema.org), then ``meta`` tags, then marked ``time`` elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tallybook.gather.moments import Moment, moment
from tallybook.gather.nested import loaded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Report|Blog|Social|LiveBlog|Tech)?(?:Article|Posting)$|Report$"
)
_LIVE = "LiveBlogPosting"
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "date.published", "publishdate", "pubdate",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "date",
    "article.published", "publish_date", "published_time",
)  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod", "last-modified")
_OUTLET = ("og:site_name", "application-name", "dc.publisher", "publisher")
_AUTHOR = ("author", "article:author_name", "parsely-author", "dc.creator", "byl", "sailthru.author")
_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
_MOST_JSON = 2_000_000
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class PageData:
    """What a page states; ``entries`` are the JSON objects of a live blog's updates, ``is_live`` says it is one."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    canonical: str | None = None
    entries: tuple[dict[str, Any], ...] = field(default=())
    is_live: bool = False


def of(tree: HtmlElement) -> PageData:
    """What the page states about its article."""
    said = next(_linked(tree), {})
    meta = _meta(tree)
    live = said.get("liveBlogUpdate")
    return PageData(
        title=_words(said.get("headline")) or _first(meta, _TITLE),
        outlet=_name(said.get("publisher")) or _first(meta, _OUTLET),
        author=_name(said.get("author")) or _author(meta),
        published=moment(said.get("datePublished")) or _moment(meta, _PUBLISHED) or _marked(tree, "datePublished"),
        updated=moment(said.get("dateModified")) or _moment(meta, _UPDATED) or _marked(tree, "dateModified"),
        canonical=_canonical(tree, meta),
        entries=tuple(item for item in live if isinstance(item, dict)) if isinstance(live, list) else (),
        is_live=_LIVE in _types(said),
    )


def day(said: str | None) -> Moment | None:
    """A day that was found on the page."""
    return moment(said) if said else None


def _linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD describes, live blogs first."""
    found = [
        item for script in tree.iterfind('.//script[@type="application/ld+json"]') for item in _parsed(script.text)
    ]
    articles = [item for item in found if any(_ARTICLE.search(kind) for kind in _types(item))]
    yield from sorted(articles, key=lambda item: _LIVE not in _types(item))


def _parsed(text: str | None) -> Iterator[dict[str, Any]]:
    if not text or len(text) > _MOST_JSON:
        return
    try:
        data = loaded(text, strict=False)
    except ValueError:
        return
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _types(item: dict[str, Any]) -> list[str]:
    said = item.get("@type")
    return [kind for kind in (said if isinstance(said, list) else [said]) if isinstance(kind, str)]


def _name(said: Any) -> str | None:
    """The name in a string, an object with a name, or a list of these."""
    if isinstance(said, list):
        return "; ".join(name for each in said[:20] if (name := _name(each))) or None
    return _words(said.get("name") if isinstance(said, dict) else said)


def _words(said: Any) -> str | None:
    words = " ".join(said.split()) if isinstance(said, str) else ""
    return words if words and len(words) <= _LONGEST and not words.startswith(("http:", "https:")) else None


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = (element.get("content") or "").strip()
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((words for name in names if (words := _words(meta.get(name)))), None)


def _author(meta: dict[str, str]) -> str | None:
    return _first(meta, _AUTHOR) or _first(meta, ("article:author",))


def _moment(meta: dict[str, str], names: tuple[str, ...]) -> Moment | None:
    return next((found for name in names if (found := moment(meta.get(name)))), None)


def _marked(tree: HtmlElement, name: str) -> Moment | None:
    for element in tree.iterfind(f'.//*[@itemprop="{name}"]'):
        found = moment(element.get("datetime") or element.get("content") or element.text)
        if found:
            return found
    return None


def _canonical(tree: HtmlElement, meta: dict[str, str]) -> str | None:
    links = [link.get("href") for link in tree.iterfind('.//link[@rel="canonical"]')]
    said = (str(each).strip() for each in (*links, meta.get("og:url")) if each)
    return next((address for address in said if _is_address(address)), None)


def _is_address(said: str) -> bool:
    try:
        parts = urlsplit(said)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(said) <= 2000
    except ValueError:
        return False
