"""Plain text and Markdown in odd encodings and shapes."""

from __future__ import annotations

import textwrap

from tests.corpus_made.gzipped import zipped
from tests.corpus_made.words import ARABIC, BODY, FRENCH, HEBREW, RUSSIAN, STORY, TEXT, TITLE, URDU

WIRE = "\n\n".join(textwrap.fill(one, 68) for one in STORY)

FILES: dict[str, bytes] = {
    "text/dateline.txt": f"{TITLE}\n\nQUETTA, Pakistan, Nov. 9, 2024 (AFP) - {BODY}\n".encode(),
    "text/front-matter.md": f"---\ntitle: {TITLE}\ndate: 2024-11-09\noutlet: The Valley Paper\n---\n\n{BODY}\n".encode(),
    "text/wire-lines.txt": f"QUETTA, Pakistan, 9 Nov 2024 (AFP) -\n\n{WIRE}\n".encode(),
    "text/utf16.txt": TEXT.encode("utf-16"),
    "text/utf32.txt": TEXT.encode("utf-32"),
    "text/utf16-no-mark.txt": TEXT.encode("utf-16-le"),
    "text/western.txt": (TEXT + "Türkiye’s envoy called it “barbaric”.\n").encode("cp1252"),
    "text/western-holes.txt": (TEXT + "Türkiye’s envoy called it “barbaric”.\n").encode("cp1252")
    + b"One stray \x81 byte.\n",
    "text/damaged-utf8.txt": ("Türkiye’s envoy “said” so. " + TEXT).encode() + b"\xff\xfe",
    "text/cyrillic-1251.txt": "\n".join(RUSSIAN).encode("cp1251"),
    "text/cyrillic-said.txt": ("charset: windows-1251\n\n" + "\n".join(RUSSIAN)).encode("cp1251"),
    "text/arabic.txt": ("\n\n".join(ARABIC) + "\n").encode(),
    "text/urdu.txt": ("\n\n".join(URDU) + "\n").encode(),
    "text/hebrew-mixed.txt": f"{TITLE}\n\n{BODY}\n\n{HEBREW}\n".encode(),
    "text/french.txt": ("\n\n".join(FRENCH) + "\n").encode(),
    "text/right-to-left-override.txt": (TEXT + "The file was called report\u202etxt.exe\u202c.\n").encode(),
    "text/empty.txt": b" \n\n",
    "text/binary.txt": bytes(range(256)) * 20,
    "text/numbers.txt": b"12 34 56\n78 90\n",
    "text/long-line.txt.gz": zipped(b"Two men died. " * 80_000),
    "text/line-ends.txt": TEXT.replace("\n", "\r\n").encode(),
    "text/picture.txt": b"\x89PNG\r\n\x1a\n" + b"\x00" * 60,
    "text/old-word.txt": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 60,
    "text/addresses.txt": b"https://valley.example/one\nhttps://valley.example/two\n",
    "text/feed.txt": b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>',
}
