"""The pieces of a page: entries of a live blog, several articles, captions, and plain lines where all else fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tallybook.gather.kinds.page_data import PageData
from tallybook.gather.moments import Moment, moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "form", "button", "select",
     "nav", "footer", "aside", "head", "title", "meta", "link", "video", "audio", "canvas", "textarea")
)  # fmt: skip
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "table", "tr", "tbody",
     "pre", "br", "hr", "header", "main", "figure", "figcaption", "dl", "dt", "dd", "address", "body", "center",
     "blockquote")
)  # fmt: skip
_NEVER_SHOWN = (
    "script",
    "style",
    "template",
    "noscript",
    "object",
    "iframe",
    "embed",
    "svg",
    "math",
    "textarea",
    "select",
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_OF_IT = re.compile(r"\b(?:comment|related|sidebar|recommend|more-|most-read|newsletter|promo|advert|share)", re.I)
_LIVE = re.compile(r"\blive\b|live-?(?:blog|entry|post|update)|liveblog|timeline", re.I)
_FEWEST_ENTRIES = 3
_ENTRY_WORDS = 8
_LINE_WORDS = 4
_TELLING = ("p", "li", "blockquote")
_ARTICLE_WORDS = 40
_CAPTION_WORDS = 5
_BLOCK_TAGS = ("article", "section", "div")
_MOST_ENTRIES = 5000
_MOST_DEEP = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a page of many."""

    text: str
    title: str | None = None
    published: Moment | None = None
    updated: Moment | None = None
    author: str | None = None


def tree_of(page: str) -> HtmlElement | None:
    """The page's tree, or None where there is nothing in it."""
    # Loaded here: see html.py.
    from trafilatura import load_html

    return load_html(page)


def purge(tree: HtmlElement) -> None:
    """Take out what a browser runs, fetches or keeps in reserve, and never shows as the article."""
    for element in list(tree.iter(*_NEVER_SHOWN)):
        element.drop_tree()


def lines(element: HtmlElement) -> list[str]:
    """The text of an element, a line for each block; scripts, menus and forms are left out."""
    found: list[str] = []
    line: list[str] = []

    def end() -> None:
        words = " ".join("".join(line).split())
        line.clear()
        if words:
            found.append(words)

    for is_start, one in _walk(element):
        if isinstance(one, str):
            line.append(one)
        elif one.tag in _BLOCKS:
            end()
        elif one.tag in ("td", "th") and is_start:
            line.append(" ")
    end()
    return found


def _walk(element: HtmlElement) -> Iterator[tuple[bool, HtmlElement | str]]:
    """Starts and ends of elements and the text between them, without recursion: pages are nested without limit."""
    stack: list[tuple[bool, HtmlElement | str]] = [(True, element)]
    while stack:
        is_start, one = stack.pop()
        if isinstance(one, str) or not is_start:
            yield is_start, one
            continue
        if not isinstance(one.tag, str) or one.tag in _SKIPPED:
            continue
        yield True, one
        stack.append((False, one))
        for child in reversed(one):
            if child.tail:
                stack.append((True, child.tail))
            stack.append((True, child))
        if one.text:
            stack.append((True, one.text))


def rest(tree: HtmlElement) -> str:
    """All text of a page, for one that has no article that can be told from the rest."""
    body = tree.find(".//body")
    return "\n".join(lines(body if body is not None else tree))


def captions(tree: HtmlElement) -> list[str]:
    """Captions of the article's pictures, each once, in the page's order."""
    found: dict[str, None] = {}
    for element in tree.iter("figcaption"):
        words = " ".join(" ".join(lines(element)).split())
        if len(words.split()) >= _CAPTION_WORDS and not _is_outside(element):
            found.setdefault(words)
    return list(found)


def entries(tree: HtmlElement, data: PageData) -> list[Piece]:
    """The entries of a live blog, each with its own time, in the page's order; none where it is no live blog."""
    said = [piece for item in data.entries[:_MOST_ENTRIES] if (piece := _said(item))]
    if said:
        return said
    if not data.is_live and not _LIVE.search(data.title or "") and not _is_live(tree):
        return []
    blocks = list(_timed(tree))
    return [_entry(*block) for block in blocks[:_MOST_ENTRIES]] if len(blocks) >= _FEWEST_ENTRIES else []


def introduction(tree: HtmlElement, found: Sequence[Piece], title: str | None) -> Piece | None:
    """What stands between the headline of a live blog and its first entry; it bears no time but the page's.

    None where nothing does, or where the page does not show where its entries begin.
    """
    told = {line for piece in found for line in (piece.title or "", *piece.text.split("\n"))}
    blocks = {block for block, _ in _timed(tree)}
    heading, above = None, list[str]()
    for element in tree.iter("h1", *_TELLING, *_BLOCK_TAGS):
        words = " ".join(" ".join(lines(element)).split()) if element.tag in ("h1", *_TELLING) else ""
        if element in blocks or (element.tag != "h1" and words in told and words):
            long = any(len(line.split()) >= _ENTRY_WORDS for line in above)
            return Piece("\n".join(above), title or heading) if long else None
        if element.tag == "h1":
            heading, above = words or heading, []
        elif heading and len(words.split()) >= _LINE_WORDS and _tells(element):
            above.append(words)
    return None


def _tells(element: HtmlElement) -> bool:
    """Whether a paragraph or point is the blog's own: no menu, no link to elsewhere, and it holds no other."""
    if any(True for _ in element.iterdescendants(*_TELLING)) or _is_outside(element):
        return False
    linked = sum(len(" ".join(lines(one)).split()) for one in element.iter("a"))
    return linked < len(" ".join(lines(element)).split()) and not any(
        one.tag in _SKIPPED for one in element.iterancestors()
    )


def articles(tree: HtmlElement) -> list[Piece]:
    """The articles of a page that holds several, each with a title and paragraphs of its own; else none."""
    found = []
    for element in tree.iter("article"):
        title = _heading(element)
        text = "\n".join(_below(lines(element), title))
        is_inner = any(True for _ in element.iterancestors("article")) or any(
            True for _ in element.iterdescendants("article")
        )
        if title and not is_inner and not _is_outside(element) and len(text.split()) >= _ARTICLE_WORDS:
            found.append(Piece(text, title, _time_in(element)))
    titles = {piece.title for piece in found}
    return found if len(titles) > 1 else []


def _said(item: dict[str, object]) -> Piece | None:
    """An entry as JSON-LD tells it; its body may be markup."""
    body, title = item.get("articleBody"), item.get("headline")
    text = _plain(body) if isinstance(body, str) else ""
    head = " ".join(title.split()) if isinstance(title, str) else None
    if len(f"{head or ''} {text}".split()) < _ENTRY_WORDS:
        return None
    return Piece(text, head, moment(item.get("datePublished")), moment(item.get("dateModified")))


def _plain(body: str) -> str:
    if "<" not in body:
        return body.strip()
    tree = tree_of(f"<html><body>{body}</body></html>")
    return rest(tree) if tree is not None else ""


def _is_live(tree: HtmlElement) -> bool:
    marks = (
        f"{one.get('class') or ''} {one.get('id') or ''}" for one in tree.iter("div", "section", "main", "ul", "ol")
    )
    return any(_LIVE.search(mark.replace("_", "-")) for mark in marks)


def _timed(tree: HtmlElement) -> Iterator[tuple[HtmlElement, Moment]]:
    """The blocks of a page that hold a time of day and some words, and no other such block."""
    seen: set[HtmlElement] = set()
    for mark in tree.iter("time"):
        when = moment(mark.get("datetime") or mark.text)
        block = _block_of(mark) if when and when.time else None
        if block is not None and when is not None and block not in seen and not _is_outside(block):
            seen.add(block)
            yield block, when


def _block_of(mark: HtmlElement) -> HtmlElement | None:
    """The smallest element around a time that holds an entry's words and no second time."""
    found = None
    for element in mark.iterancestors("article", "section", "div", "li"):
        if sum(1 for _ in element.iter("time")) > 1:
            break
        found = element
        if sum(1 for _ in element.iter("p")) and len(" ".join(lines(element)).split()) >= _ENTRY_WORDS:
            return found
    return found if found is not None and len(" ".join(lines(found)).split()) >= _ENTRY_WORDS else None


def _entry(block: HtmlElement, when: Moment) -> Piece:
    title = _heading(block)
    stamps = {" ".join(lines(mark)) for mark in block.iter("time")}
    return Piece("\n".join(line for line in _below(lines(block), title) if line not in stamps), title, when)


def _below(told: Iterable[str], title: str | None) -> Iterator[str]:
    return (line for line in told if line != title)


def _heading(element: HtmlElement) -> str | None:
    for one in element.iter(*_HEADINGS):
        words = " ".join(" ".join(lines(one)).split())
        if words:
            return words
    return None


def _time_in(element: HtmlElement) -> Moment | None:
    return next((found for one in element.iter("time") if (found := moment(one.get("datetime") or one.text))), None)


def _is_outside(element: HtmlElement) -> bool:
    """Whether it lies in what the page shows beside its article: comments, teasers, the foot."""
    for number, one in enumerate((element, *element.iterancestors())):
        if number > _MOST_DEEP or one.tag in ("aside", "nav", "footer"):
            return True
        if one.tag not in ("body", "html", "main") and _NOT_OF_IT.search(
            f"{one.get('class') or ''} {one.get('id') or ''}"
        ):
            return True
    return False
