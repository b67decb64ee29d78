"""Rows to reports: which column holds the text, its title, date, outlet, author, address, id and language.

The user's map goes first; else columns are told by the names that such tables usually have. A table whose text column
cannot be told is refused with its columns named. Rows are taken one at a time, so a table of a million rows needs no
more memory than one of ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tallybook.errors import InputError, NotText, TooLarge, Unmapped, UsageError
from tallybook.gather.build import Article, joined, report_of
from tallybook.gather.moments import moment
from tallybook.gather.raw import Raw
from tallybook.records import Report

Row = Mapping[str, object]

WORDS = ("text", "title", "date", "updated", "outlet", "author", "url", "id", "language")
"""What a column may be mapped to."""
_USUAL: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "article", "article_text", "article_content", "full_text", "fulltext", "maintext",
        "main_text", "story", "report", "raw_text", "plain_text", "narrative", "details", "notes", "description",
        "abstract", "summary",
    ),
    "title": ("title", "headline", "article_title", "source_headline", "subject"),
    "date": (
        "published", "publication_date", "date_published", "published_at", "publish_date", "pub_date", "pubdate",
        "datepublished", "date_publish", "published_date", "source_date", "date", "datetime",
    ),
    "updated": ("updated", "modified", "date_modified", "updated_at", "last_updated", "datemodified"),
    "outlet": (
        "outlet", "publisher", "newspaper", "publication", "source_name", "sitename", "site", "media", "source_office",
        "source_domain", "source",
    ),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link", "article_url", "web_url", "source_url", "uri"),
    "id": ("id", "article_id", "report_id", "guid", "uid", "unit_id", "uuid"),
    "language": ("language", "lang"),
}  # fmt: skip
_SURE = 12
"""So many of the usual names of a text column are hardly ever the first word of a text."""
_LONGEST_NAME = 40
_SOME = 5
"""Errors that are told one by one; the rest of a bad table's are counted."""
_MARKUP = re.compile(r"\s*<(?:!doctype|html|body|div|p|article|section|h[1-6]|span|br)\b[^>]*>", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


def checked(columns: Mapping[str, str]) -> dict[str, str]:
    """The user's map as it is. Raises UsageError for a word of ours that there is not."""
    unknown = [word for word in columns if word not in WORDS]
    if unknown:
        raise UsageError(f"a column cannot be mapped to {unknown[0]!r}", f"there are: {', '.join(WORDS)}")
    return dict(columns)


def columns_of(names: Iterable[str], given: Mapping[str, str], shown: str) -> dict[str, str]:
    """Our words to the table's columns. Raises Unmapped where the text's cannot be told or a mapped one is missing."""
    there = list(names)
    missing = [column for column in given.values() if column and column not in there]
    if missing:
        raise Unmapped(f"{shown} has no column {missing[0]!r}; it has {_listed(there)}", _map_hint(there))
    plain: dict[str, str] = {}
    for name in there:
        plain.setdefault(_plain(name), name)
    found = {word: plain[usual] for word in WORDS for usual in reversed(_USUAL[word]) if usual in plain}
    found |= {word: column for word, column in given.items() if column}
    found = {word: column for word, column in found.items() if given.get(word) != ""}
    if "text" not in found:
        raise Unmapped(f"{shown}: which column holds the text? It has {_listed(there)}", _map_hint(there))
    return found


def is_header(names: Sequence[str], given: Mapping[str, str]) -> bool:
    """Whether these are columns' names for certain: the mapped one, or the text's and another's usual ones."""
    if given.get("text") in names:
        return True
    plain = {_plain(name) for name in names}
    known = sum(not plain.isdisjoint(_USUAL[word]) for word in WORDS)
    is_text = not plain.isdisjoint(_USUAL["text"][:_SURE])
    return is_text and known > 1 and all(len(name) <= _LONGEST_NAME for name in names)


def reports(
    raw: Raw, rows: Iterable[Row], columns: Mapping[str, str], kind: str, encoding: str | None = None
) -> Iterator[Report | InputError]:
    """The report of each row; rows without text are told, the first of them one by one."""
    bad = 0
    number = 0
    for number, row in enumerate(rows, 1):
        outcome = report(raw, article(row, columns, kind, number, encoding=encoding))
        if isinstance(outcome, InputError):
            bad += 1
        if bad <= _SOME or isinstance(outcome, Report):
            yield outcome
    if bad > _SOME:
        yield NotText(
            f"{raw.shown}: {bad - _SOME:,} more rows hold no report", "see whether the right column is mapped"
        )
    if not number:
        raise NotText(f"{raw.shown} is a table without rows", "see whether the export was whole")


def report(raw: Raw, article: Article) -> Report | InputError:
    """The report of a row's article, or the error that stands for the row."""
    try:
        return report_of(raw, article)
    except InputError as error:
        return type(error)(f"row {article.number:,} of {error.what}", error.next)


def bounded(size: int, raw: Raw, most: int) -> None:
    """Raises TooLarge for a row over the bound."""
    if size > most:
        raise TooLarge(f"{raw.shown} has a row over {most:,} bytes", "is a quotation mark left open? export it anew")


def article(
    row: Row,
    columns: Mapping[str, str],
    kind: str,
    number: int,
    *,
    encoding: str | None = None,
    capture: str | None = None,
) -> Article:
    """What a row says, by the map of our words to its columns; ``number`` counts rows from 1.

    ``capture`` is the SHA-256 of its file, where the bytes are not at hand.
    """
    told = {word: _value(row, column) for word, column in columns.items()}
    body = _words(told.get("text"))
    if _MARKUP.match(body):
        body = _shown(body)
    text, at = joined(_words(told.get("title")), body) if told.get("title") else (body, None)
    kept = [_words(told.get(word)) for word in ("id", "url", "date", "outlet")]
    return Article(
        kind=kind,
        text=text if body else "",
        title=at,
        published=moment(told.get("date")),
        updated=moment(told.get("updated")),
        dated_by="column",
        outlet=kept[3] or None,
        author=_words(told.get("author")) or None,
        url=kept[1] if kept[1].startswith(("http://", "https://")) else None,
        language=_language(told.get("language")),
        encoding=encoding,
        number=number,
        apart=tuple(kept),
        capture=capture,
    )


def _value(row: Row, column: str) -> object:
    """A row's value; ``source.name`` looks into nested objects."""
    if column in row or "." not in column:
        return row.get(column)
    value: object = row
    for step in column.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _words(value: object) -> str:
    if value is None or value != value:  # a missing number is no number
        return ""
    if isinstance(value, Mapping):
        return _words(value.get("name") or value.get("title"))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(_words, value[:50])))
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd").strip()


def _shown(markup: str) -> str:
    # Loaded here: most tables hold no markup.
    from tallybook.gather.kinds import page_pieces

    tree = page_pieces.tree_of(f"<html><body>{markup}</body></html>")
    return page_pieces.rest(tree) if tree is not None else ""


def _language(value: object) -> str | None:
    match = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return match[1].lower() if match else None


def _plain(name: str) -> str:
    return re.sub(r"\W+", "_", name.strip().casefold()).strip("_")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:30]) + (" and more" if len(names) > 30 else "")


def _map_hint(names: Sequence[str]) -> str:
    first = next(iter(names), "COLUMN")[:40]
    return f"say it: --map text={first},date=COLUMN (columns may also be mapped to {', '.join(WORDS[1:])})"
