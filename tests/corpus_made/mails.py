"""Mail, boxes of mail, and pages saved whole."""

from __future__ import annotations

import base64
import quopri

from tests.corpus_made.documents import docx
from tests.corpus_made.pages import METADATA, page
from tests.corpus_made.words import ARABIC, ARABIC_TITLE, RAID_BODY, RAID_TITLE, STORY, TEXT, TITLE

HEAD = (
    "From: Valley News Desk <desk@valley.example>\r\nTo: reader@courier.example\r\nSubject: {}\r\n"
    "Date: Sat, 09 Nov 2024 14:30:00 +0500\r\nMessage-ID: <{}@valley.example>\r\nMIME-Version: 1.0\r\n"
)
PLAIN = HEAD.format(TITLE, 1) + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + "\r\n\r\n".join(STORY) + "\r\n"


def encoded(data: bytes) -> str:
    return base64.encodebytes(data).decode().replace("\n", "\r\n")


def parts(*told: str, kind: str = "mixed", number: int = 2, subject: str = TITLE) -> str:
    body = "".join(f"--edge\r\n{part}\r\n" for part in told)
    return HEAD.format(subject, number) + f'Content-Type: multipart/{kind}; boundary="edge"\r\n\r\n{body}--edge--\r\n'


TEXT_PART = "Content-Type: text/plain; charset=utf-8\r\n\r\n" + "\r\n\r\n".join(STORY)
HTML_PART = (
    "Content-Type: text/html; charset=utf-8\r\n\r\n<p>" + "</p><p>".join(STORY) + "</p><script>alert(1)</script>"
)


def attached(name: str, data: bytes) -> str:
    return (
        f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{encoded(data)}"
    )


def nested(depth: int) -> str:
    body = "Content-Type: text/plain\r\n\r\nTwo men died."
    for n in range(depth):
        body = f'Content-Type: multipart/mixed; boundary="e{n}"\r\n\r\n--e{n}\r\n{body}\r\n--e{n}--\r\n'
    return HEAD.format("Deep", 9) + body


SAVED = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://valley.example/2024/11/09/quetta\r\n"
    f"Subject: {TITLE}\r\nDate: Sun, 10 Nov 2024 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n--edge\r\n'
    "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    "Content-Location: https://valley.example/2024/11/09/quetta\r\n\r\n"
    + quopri.encodestring(page(TITLE, STORY, head=METADATA).encode()).decode().replace("\n", "\r\n")
    + f"\r\n--edge\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded(b'PNG')}\r\n--edge--\r\n"
)
ENCODED = f"=?utf-8?B?{base64.b64encode(ARABIC_TITLE.encode()).decode()}?="
BOX = (
    "From desk@valley.example Sat Nov  9 14:30:00 2024\n" + PLAIN.replace("\r\n", "\n") + "\n"
    "From desk@courier.example Mon Nov 11 09:00:00 2024\n"
    + (HEAD.format(RAID_TITLE, 7).replace("09 Nov", "11 Nov") + "\r\n").replace("\r\n", "\n")
    + RAID_BODY + "\n>From the village, residents said nothing.\n\n"
    "From desk@courier.example Mon Nov 11 10:00:00 2024\nFrom: x\nSubject: \nMessage-ID: <8@x>\n\n\n"
)  # fmt: skip

FILES: dict[str, bytes] = {
    "mail/plain.eml": PLAIN.encode(),
    "mail/no-suffix": PLAIN.encode(),
    "mail/both-forms.eml": parts(TEXT_PART, HTML_PART, kind="alternative").encode(),
    "mail/page-only.eml": parts(HTML_PART, kind="alternative").encode(),
    "mail/attached.eml": parts(
        "Content-Type: text/plain\r\n\r\nSee the attached report, which our stringer sent.",
        attached("raid.docx", docx([RAID_TITLE, *RAID_BODY.split("\n\n")])),
        attached("../../climb.txt", TEXT.encode()),
        attached("logo.png", b"\x89PNG"),
        subject="Two reports",
    ).encode(),
    "mail/arabic.eml": (
        HEAD.format(ENCODED, 3) + "Content-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + encoded("\r\n\r\n".join(ARABIC).encode("cp1256"))
    ).encode(),
    "mail/unknown-charset.eml": PLAIN.replace("charset=utf-8", "charset=x-made-up").encode(),
    "mail/deep.eml": nested(400).encode(),
    "mail/empty.eml": (HEAD.format("", 4) + "\r\n").encode(),
    "mail/box.mbox": BOX.encode(),
    "mail/saved.mhtml": SAVED.encode(),
    "mail/saved-without-page.mht": SAVED.replace("Content-Type: text/html\r\n", "Content-Type: image/gif\r\n").encode(),
}  # fmt: skip
