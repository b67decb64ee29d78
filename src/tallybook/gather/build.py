"""A report of what a parser found: text, and what the source says about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tallybook.errors import NotText, TooLarge
from tallybook.gather import dates, leading
from tallybook.gather.dates import Published
from tallybook.gather.front_matter import FrontMatter, front_matter
from tallybook.gather.language import language_of
from tallybook.gather.lines import Line, lines_of
from tallybook.gather.moments import Moment
from tallybook.gather.parts import divide
from tallybook.gather.raw import Raw
from tallybook.records import Origin, Part, Report
from tallybook.wrapping import unwrapped

MAX_TEXT = 5_000_000
"""Characters of one report."""
_REMEMBERED = 20_000
"""Longer texts are not remembered: a hundred of them would be too much."""
_OUTLET_KEYS = ("outlet", "publisher", "newspaper", "site", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text in a source, with what the source says of it; ``kind`` names the parser.

    ``title`` is the offset of its headline in the text. ``parts`` are set where the source tells them. ``published``
    and ``updated`` are moments that the source states, ``dated_by`` says where (``page``, ``mail``, ``column``).
    ``number`` is its place in a file of many, and ``apart`` what tells it from another with the same words there.
    """

    kind: str
    text: str
    title: int | None = None
    parts: tuple[Part, ...] | None = None
    published: Moment | None = None
    updated: Moment | None = None
    dated_by: str = "page"
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    canonical: str | None = None
    language: str | None = None
    encoding: str | None = None
    number: int | None = None
    apart: tuple[str, ...] = ()
    capture: str | None = None


def report_of(raw: Raw, article: Article, *, check: bool = True) -> Report:
    """The report of an article. Raises NotText where it holds no words, TooLarge where it is over MAX_TEXT.

    Without ``check`` any text is taken, as it is.
    """
    text = article.text
    if check:
        _check(text, raw)
    told = _told(text, article.title) if len(text) < _REMEMBERED else _look(text, article.title)
    parts = told.parts if article.parts is None else article.parts
    when = _when(raw, article, told)
    return Report(
        id=Report.make_id(raw.path, text, *article.apart),
        path=raw.path if article.number is None else f"{raw.path}#{article.number}",
        text=text,
        published=when.date,
        published_from=when.source,
        outlet=raw.outlet or article.outlet or told.outlet,
        parts=parts,
        language=article.language or told.language,
        origin=_origin(raw, article),
    )


def joined(title: str | None, body: str) -> tuple[str, int | None]:
    """A title above its body, and the title's offset; a body that begins with the title is left as it is.

    >>> joined("Two men die", "Two men died on Friday.")
    ('Two men die\\n\\nTwo men died on Friday.', 0)
    """
    title = " ".join((title or "").split())
    body = body.strip()
    if not title:
        return body, None
    if " ".join(body.split("\n", 1)[0].split()) == title:
        return body, 0
    return (f"{title}\n\n{body}" if body else title), 0


@dataclass(frozen=True, slots=True)
class _Told:
    """What a text tells of itself."""

    data: FrontMatter
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    language: str | None

    @property
    def outlet(self) -> str | None:
        """The outlet that its front matter names."""
        return next((self.data.values[key] for key in _OUTLET_KEYS if key in self.data.values), None)


def _look(text: str, title: int | None) -> _Told:
    data, lines = front_matter(text), lines_of(unwrapped(text))
    marked = data if title is None else FrontMatter(data.values, data.end, title)
    parts = divide(text, lines, marked)
    return _Told(data, tuple(lines), parts, language_of(text, parts))


_told = lru_cache(maxsize=256)(_look)
"""Tables and archives hold one wire story many times over."""


def _check(text: str, raw: Raw) -> None:
    if len(text) > MAX_TEXT:
        what = f"{raw.shown} holds a report of {len(text):,} characters; the bound is {MAX_TEXT:,}"
        raise TooLarge(what, "split it into one file for each report")
    if not any(map(str.isalpha, text)):
        raise NotText(f"{raw.shown} holds no words", "add its text as a .txt file")


def _when(raw: Raw, article: Article, told: _Told) -> Published:
    if raw.given is not None and raw.over_own:
        return raw.given
    if article.published is not None:
        return Published(article.published.day, article.dated_by)
    own = dates.published(article.text, told.lines, told.data.values)
    if own.date is None and raw.given is not None:
        return raw.given
    return leading.published(told.lines) if own == dates.UNKNOWN else own


def _origin(raw: Raw, article: Article) -> Origin:
    number = None if article.number is None else f"#{article.number}"
    return Origin(
        kind=article.kind,
        encoding=article.encoding,
        url=raw.url or article.url,
        canonical=article.canonical,
        author=article.author,
        time=article.published.time if article.published else None,
        updated=(article.updated.time or article.updated.day) if article.updated else None,
        member="".join(filter(None, (raw.member, number))) or None,
        fetched=raw.fetched,
        capture=article.capture or raw.capture,
    )
