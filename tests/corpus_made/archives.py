"""Archives: nested, hostile, bombs."""

from __future__ import annotations

import bz2
import io
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Mapping

from tests.corpus_made.documents import docx, packed, pdf
from tests.corpus_made.gzipped import zipped
from tests.corpus_made.pages import CANONICAL, page
from tests.corpus_made.tables import NAMES, ROWS, lines, table
from tests.corpus_made.words import RAID_BODY, RAID_TITLE, STORY, TEXT, TITLE

PAGE = page(TITLE, STORY, head=CANONICAL).encode()
RAID_TEXT = f"{RAID_TITLE}\n\nKECH, Nov 11, 2024 (AFP) - {RAID_BODY}\n".encode()


def tar(members: Mapping[str, bytes], extra: tuple[tarfile.TarInfo, ...] = ()) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for info in extra:
            archive.addfile(info)
    return out.getvalue()


def link(name: str, to: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info


def nested(depth: int) -> bytes:
    data = packed({"raid.txt": RAID_TEXT})
    for n in range(depth):
        data = packed({f"inner{n}.zip": data})
    return data


def bomb_of_bombs() -> bytes:
    one = packed({"dead.txt": b"0" * 30_000_000})
    return packed({f"{n}.zip": one for n in range(40)})


def linked_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("passwd.txt", (2024, 11, 9, 0, 0, 0))
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(packed({"a.txt": RAID_TEXT}, how=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


MANY = packed({
    "page.html": PAGE, "raid.txt": RAID_TEXT, "rows.csv": table(NAMES, ROWS).encode(), "paper.pdf": pdf([[TITLE, *STORY]]),
    "story.docx": docx([RAID_TITLE, *RAID_BODY.split("\n\n")]), "logo.png": b"\x89PNG", ".hidden.txt": b"Two died.",
    "__MACOSX/._raid.txt": b"\x00\x05", "empty.txt": b"", "style.css": b"p { color: red }",
})  # fmt: skip

FILES: dict[str, bytes] = {
    "archives/many.zip": MANY,
    "archives/no-suffix": packed({"raid.txt": RAID_TEXT}),
    "archives/nested.zip": nested(2),
    "archives/too-deep.zip": nested(8),
    "archives/climbing.zip": packed({
        "../../../etc/cron.txt": RAID_TEXT, "/abs.txt": RAID_TEXT, "C:\\win.txt": RAID_TEXT, "good.txt": RAID_TEXT,
        "line\nbreak\x1b[2J.txt": RAID_TEXT,
    }),
    "archives/link.zip": linked_zip(),
    "archives/locked.zip": locked_zip(),
    "archives/bomb.zip": packed({"dead.txt": b"0" * 60_000_000}),
    "archives/bomb-of-bombs.zip": bomb_of_bombs(),
    "archives/cut.zip": MANY[:900],
    "archives/nothing.zip": packed({"logo.png": b"\x89PNG"}),
    "archives/reports.tar": tar({"a/page.html": PAGE, "b/raid.txt": RAID_TEXT}),
    "archives/reports.tar.gz": zipped(tar({"a/page.html": PAGE, "b/raid.txt": RAID_TEXT})),
    "archives/reports.tar.xz": lzma.compress(tar({"raid.txt": RAID_TEXT})),
    "archives/hostile.tar": tar(
        {"../up.txt": RAID_TEXT, "raid.txt": RAID_TEXT},
        (link("passwd.txt", "/etc/passwd"), link("hard.txt", "raid.txt", tarfile.LNKTYPE), link("dev.txt", "", tarfile.CHRTYPE)),
    ),
    "archives/cut.tar.gz": zipped(tar({"b/raid.txt": RAID_TEXT * 50}))[:200],
    "archives/rows.jsonl.gz": zipped(lines(ROWS).encode()),
    "archives/rows.csv.bz2": bz2.compress(table(NAMES, ROWS).encode()),
    "archives/page.html.gz": zipped(PAGE),
    "archives/bomb.txt.gz": zipped(b"0" * 60_000_000),
    "archives/text.gz": zipped(TEXT.encode()),
}  # fmt: skip
