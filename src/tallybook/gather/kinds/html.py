"""Web pages: the article with its title, outlet, author, dates, address and language; entries of a live blog apart.

The text is what trafilatura keeps of the page, below its title, with the captions of its pictures at the end. Nothing
of a page is run or fetched: what comes out is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tallybook.errors import InputError, NotText
from tallybook.gather.build import Article, joined, report_of
from tallybook.gather.encoding import Decoded
from tallybook.gather.kinds import exports, page_data, page_pieces
from tallybook.gather.kinds.text import MARK
from tallybook.gather.page_encoding import decode_page
from tallybook.gather.raw import Raw
from tallybook.records import Report

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LAST_DAY = "2099-12-31"
"""Later dates on a page are no dates. Fixed, since what a report says must not depend on the day it is read."""
_FEWEST_LETTERS = 24


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The report of a page, or those of its entries and articles."""
    yield from of_page(raw, decode_page(raw.whole, raw.shown, raw.content_type))


def of_page(raw: Raw, decoded: Decoded, *, kind: str = "html") -> Iterator[Report | InputError]:
    """As ``read``, for a page that is decoded already."""
    tree = page_pieces.tree_of(decoded.text)
    if tree is None:
        raise NotText(f"{raw.shown} is a page without any text", "save the article's text as .txt and add that")
    data = page_data.of(tree)
    page_pieces.purge(tree)
    found = exports.articles(raw, page_pieces.lines(tree), decoded.encoding) if MARK.search(decoded.text) else None
    if found is not None:
        yield from found
        return
    live = page_pieces.entries(tree, data)
    pieces = live or page_pieces.articles(tree)
    if not pieces:
        yield report_of(raw, _article(raw, tree, data, kind, decoded.encoding))
    opening = page_pieces.introduction(tree, live, data.title) if live else None
    for number, piece in enumerate([*([opening] if opening else []), *pieces], 0 if opening else 1):
        yield report_of(raw, _piece(raw, piece, data, kind, decoded.encoding, number))


def _article(raw: Raw, tree: HtmlElement, data: page_data.PageData, kind: str, encoding: str) -> Article:
    # Asked for first: what extracts the article takes the tree apart.
    captions, rest = page_pieces.captions(tree), page_pieces.rest(tree)
    found = _extracted(raw, tree, data)
    title = data.title or (found.title if found is not None else None)
    body = _with_captions((found.text if found is not None else None) or rest, title, captions)
    text, at = joined(title, body)
    if sum(map(str.isalpha, body)) < _FEWEST_LETTERS:
        what = f"{raw.shown} is a page without an article: its text may be made by a script, or it is a menu"
        raise NotText(what, "open it, save the article's text as .txt, and add that")
    published = data.published or (page_data.day(found.date) if found is not None else None)
    return Article(
        kind=kind,
        text=text,
        title=at,
        published=published,
        updated=data.updated,
        outlet=data.outlet or (found.sitename if found is not None else None) or _host(raw.url or data.canonical),
        author=data.author or (found.author if found is not None else None),
        canonical=data.canonical,
        encoding=encoding,
    )


def _with_captions(body: str, title: str | None, captions: list[str]) -> str:
    """The article and the captions that it does not hold; of a gallery, nothing but its captions."""
    left = told = " ".join(body.split())
    for piece in (title or "", *captions):
        left = left.replace(piece, "")
    if captions and sum(map(str.isalpha, left)) < _FEWEST_LETTERS:
        return "\n".join(captions)
    return "\n".join([body, *(caption for caption in captions if caption not in told)])


def _extracted(raw: Raw, tree: HtmlElement, data: page_data.PageData) -> Any:
    # Loaded here: it takes a quarter of a second, and only pages need it.
    from trafilatura import bare_extraction

    return bare_extraction(
        tree,
        url=raw.url or data.canonical,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": raw.fetched[:10] if raw.fetched else LAST_DAY,
        },
    )


def _piece(
    raw: Raw, piece: page_pieces.Piece, data: page_data.PageData, kind: str, encoding: str, number: int
) -> Article:
    text, at = joined(piece.title, piece.text)
    return Article(
        kind=kind,
        text=text,
        title=at,
        published=piece.published or data.published,
        updated=piece.updated or (None if piece.published else data.updated),
        outlet=data.outlet or _host(raw.url or data.canonical),
        author=piece.author or data.author,
        canonical=data.canonical,
        encoding=encoding,
        number=number,
    )


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
