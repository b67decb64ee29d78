"""Mail (.eml): subject and text, dated by its header, with the reports attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from tallybook.errors import InputError, NotText
from tallybook.gather import kinds
from tallybook.gather.build import Article, joined, report_of
from tallybook.gather.encoding import lined
from tallybook.gather.kinds import page_pieces
from tallybook.gather.moments import moment
from tallybook.gather.names import suffix_of, unsafe
from tallybook.gather.page_encoding import decode_page
from tallybook.gather.raw import Raw
from tallybook.gather.sniff import HEAD, TEXT_SUFFIXES, is_source
from tallybook.records import Report

_MOST_PARTS = 500


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The report of a mail, then those attached to it."""
    yield from of_mail(raw, raw.whole)


def of_mail(raw: Raw, data: bytes, number: int | None = None) -> Iterator[Report | InputError]:
    """As ``read``, for one of the mails in a box."""
    mail = message_from_bytes(data)
    parts = _parts(mail)
    attached = [(name, part) for part in parts if (name := _attached(part))]
    text = _text([part for part in parts if _attached(part) is None], raw)
    said = _header(mail, "subject")
    if text or not attached:
        yield _report(raw, mail, said, text, number)
    for name, part in attached:
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and (is_source(body[:HEAD], suffix_of(name)) or suffix_of(name) in TEXT_SUFFIXES):
            if unsafe(name):
                yield NotText(f"{raw.shown} has an attachment whose name climbs out of it: {name[:100]!r}", "rename it")
            else:
                raw.budget.member(raw.shown)
                yield from kinds.reports_of(raw.inner(name, data=body, given=raw.given or None))


def _report(raw: Raw, mail: Message, said: str | None, text: str, number: int | None) -> Report:
    told, at = joined(said, text)
    if not told:
        raise NotText(f"{raw.shown} is a mail without text", "leave it out")
    name, address = parseaddr(_header(mail, "from") or "")
    return report_of(
        raw,
        Article(
            kind="mail",
            text=told,
            title=at,
            published=moment(_header(mail, "date")),
            dated_by="mail",
            author=name or address or None,
            number=number,
            apart=(_header(mail, "message-id") or "",) if number is not None else (),
        ),
    )


def _parts(mail: Message) -> list[Message]:
    """Its parts that hold no parts, in order, without recursion."""
    found: list[Message] = []
    stack = [mail]
    while stack and len(found) < _MOST_PARTS:
        part = stack.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list):
            stack.extend(each for each in reversed(inner) if isinstance(each, Message))
        else:
            found.append(part)
    return found


def _attached(part: Message) -> str | None:
    """The name of an attachment, or None for a part of the mail's own text."""
    name = part.get_filename()
    if name is None and part.get_content_maintype() == "text":
        return None
    if part.get_content_disposition() == "inline" and part.get_content_maintype() == "text":
        return None
    return _decoded(str(name)) if name else "unnamed"


def _text(parts: list[Message], raw: Raw) -> str:
    """The plain texts one below the other; pages where there is no plain text."""
    plain = [text for part in parts if part.get_content_subtype() == "plain" and (text := _plain(part, raw))]
    if plain:
        return "\n\n".join(plain)
    return "\n\n".join(text for part in parts if part.get_content_subtype() == "html" and (text := _page(part, raw)))


def _plain(part: Message, raw: Raw) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError, ValueError):
        text = lined(data, raw.shown).text
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd").strip()


def _page(part: Message, raw: Raw) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    tree = page_pieces.tree_of(decode_page(data, raw.shown, str(part.get("content-type"))).text)
    return page_pieces.rest(tree) if tree is not None else ""


def _header(mail: Message, name: str) -> str | None:
    value = mail.get(name)
    return _decoded(str(value)[:2000]) if value is not None else None


def _decoded(value: str) -> str:
    with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):
        value = str(make_header(decode_header(value)))
    return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())
