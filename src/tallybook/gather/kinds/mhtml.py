"""Pages saved whole (.mhtml): the page with its address and the time when it was saved; pictures and styles are out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes

from tallybook.errors import Damaged, InputError
from tallybook.gather.kinds import html
from tallybook.gather.moments import moment
from tallybook.gather.page_encoding import decode_page
from tallybook.gather.raw import Raw
from tallybook.records import Report


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The reports of the page."""
    saved = message_from_bytes(raw.whole)
    page = next(
        (part for part in saved.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    data = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(data, bytes) or not data.strip():
        raise Damaged(f"{raw.shown} is a saved page (MHTML) without its page", "open the address, and save it anew")
    when = moment(str(saved.get("date") or ""))
    url = str(saved.get("snapshot-content-location") or page.get("content-location") or "").strip()
    known = replace(
        raw,
        url=raw.url or (url if url.startswith(("http://", "https://")) else None),
        fetched=raw.fetched or (when.time if when else None),
    )
    yield from html.of_page(known, decode_page(data, raw.shown, str(page.get("content-type"))), kind="mhtml")
