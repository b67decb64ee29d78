"""What a file is, told from its first bytes."""

from __future__ import annotations

import pytest

from tallybook.gather.sniff import kind_of

PART = (
    "--b\nContent-Type: text/html\nContent-Location: https://a.example/\n\n<html><p>Two men died.</p></html>\n--b--\n"
)


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ('MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n', "mhtml"),
        ('Content-Type: multipart/related; boundary="b"\nMIME-Version: 1.0\nSubject: A page\n', "mhtml"),
        ('From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"\n', "mhtml"),
        ("From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/related\n", "mail"),
        ("Content-Type: multipart/related\n", "text"),
        ("MIME-Version: 1.0\nContent-Type: text/plain\n", "text"),
    ],
)
def test_a_saved_page_is_told_from_mail_and_text_by_its_headers(headers: str, kind: str) -> None:
    assert kind_of(f"{headers}\n{PART}".encode()) == kind
