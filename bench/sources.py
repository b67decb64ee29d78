"""How fast sources are taken, beside what does the same work alone in the same process.

    python -m bench.sources                     2,000 pages; 1,000,000 rows of 100 texts as JSON Lines, streamed
    python -m bench.sources --pages 200 --rows 20000
    python -m bench.sources page NUMBER         one measurement, printed as JSON; likewise rows NUMBER, records NUMBER

Pages: ``reports_of`` beside ``trafilatura.bare_extraction`` with its metadata over the same bytes. Rows: ``gather``
over a file beside ``json.loads`` over its lines, with the most memory held. Records: a packed web archive, one page in
three records, as far as its pages' bytes and as far as reports, beside ``fastwarc`` reading each payload. Each in a
process of its own; CPU time.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import generate
from bench.measure import peak_mb

ROOT = Path(__file__).parents[1]
OUT = Path(__file__).parent / "out" / "sources.json"
TEXTS = 100
MEMORY_MB = 1000
"""The most that a million rows may need."""
_MENU = "".join(f'<li><a href="/s{n}">Section {n}</a></li>' for n in range(30))
_TEASERS = "".join(
    f'<div class="teaser"><a href="/t{n}">Another story, number {n}, that is told elsewhere</a></div>'
    for n in range(25)
)
_TURNS = 20


def page(title: str, told: str, day: str, number: int) -> bytes:
    """A page as outlets make them: menus, scripts and teasers around the article; some 30 kB."""
    head = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": f"{day}T08:{number % 60:02}:00Z"})
    script = f"<script>window.state = {json.dumps({'k': 'x' * 80})};</script>" * 60
    paragraphs = "".join(f"<p>{html.escape(one)}</p>" for one in told.split("\n") if one.strip())
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)} - The Bench</title>'
        f'<meta property="og:site_name" content="The Bench"><script type="application/ld+json">{head}</script>'
        f"{script}</head>"
        f"<body><nav><ul>{_MENU}</ul></nav><main><article><h1>{html.escape(title)}</h1>{paragraphs}</article></main>"
        f'<aside class="related">{_TEASERS}</aside><footer><p>All rights reserved.</p></footer></body></html>'
    ).encode()


def pages(number: int) -> dict[str, Any]:
    """Pages a second, ours and trafilatura's, taken in turns so that both meet the same machine."""
    from trafilatura import bare_extraction, load_html

    from tallybook.gather import Raw, reports_of

    made = [page(f"Report {n} of the day", one.text, "2024-11-09", n) for n, one in enumerate(generate.reports(number))]
    parameters = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}

    def ours(some: list[bytes]) -> int:
        return sum(1 for n, data in enumerate(some) for _ in reports_of(Raw(path=f"{n}.html", data=data)))

    def alone(some: list[bytes]) -> int:
        return sum(
            bare_extraction(
                load_html(data), include_comments=False, with_metadata=True, date_extraction_params=parameters
            ) is not None
            for data in some
        )  # fmt: skip

    ours(made[:5])
    alone(made[:5])
    spent = {"ours": 0.0, "alone": 0.0}
    count = 0
    step = max(1, number // _TURNS)
    for start in range(0, number, step):
        some = made[start : start + step]
        spent["alone"] += _cpu(lambda some=some: alone(some))[0]
        seconds, found = _cpu(lambda some=some: ours(some))
        spent["ours"] += seconds
        count += found
    return {
        "pages": number,
        "kb_a_page": round(sum(map(len, made)) / number / 1000, 1),
        "reports": count,
        "pages_a_second": round(number / spent["ours"], 1),
        "trafilatura_a_second": round(number / spent["alone"], 1),
        "overhead": round(spent["ours"] / spent["alone"], 2),
        "peak_mb": peak_mb(),
    }


def rows(number: int) -> dict[str, Any]:
    """Rows a second of a file of JSON Lines with TEXTS different texts, beside ``json.loads`` over its lines."""
    from tallybook.gather import gather

    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch:
        file = Path(scratch) / "rows.jsonl"
        with file.open("w", encoding="utf-8") as out:
            out.writelines(_rows(number))
        alone, _ = _cpu(lambda: _parsed(file))
        seconds, count = _cpu(lambda: sum(1 for _ in gather([file])))
        size = file.stat().st_size
    return {
        "rows": number,
        "texts": TEXTS,
        "file_mb": round(size / 1e6, 1),
        "reports": count,
        "rows_a_second": round(number / seconds, 1),
        "json_a_second": round(number / alone, 1),
        "overhead": round(seconds / alone, 2),
        "peak_mb": peak_mb(),
    }


def _parsed(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for line in lines if json.loads(line))


def records(number: int) -> dict[str, Any]:
    """Records a second of a packed web archive: to the bytes of its pages, and to reports; beside fastwarc alone."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    from tallybook.gather import gather
    from tallybook.gather.kinds import warc
    from tallybook.gather.raw import Raw

    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch:
        file = Path(scratch) / "crawl.warc.gz"
        with file.open("wb") as out:
            out.writelines(_crawl(number))

        def alone() -> int:
            with file.open("rb") as stream:
                return sum(bool(r.reader.read()) for r in ArchiveIterator(stream, WarcRecordType.any_type))

        raw = Raw(path=file.name, open=lambda: file.open("rb"))
        bare, _ = _cpu(alone)
        streamed, found = _cpu(lambda: sum(1 for _ in warc.entries(raw)))
        read, reports = _cpu(lambda: sum(1 for _ in gather([file])))
        size = file.stat().st_size
    return {
        "records": number,
        "file_mb": round(size / 1e6, 1),
        "pages": found,
        "reports": reports,
        "records_a_second": round(number / streamed, 1),
        "fastwarc_a_second": round(number / bare, 1),
        "overhead": round(streamed / bare, 2),
        "to_reports_a_second": round(number / read, 1),
        "peak_mb": peak_mb(),
    }


def _crawl(number: int) -> Iterator[bytes]:
    """Records as a crawl of news has them: of three, one page, one picture and one that leads on."""
    day = "2024-11-09"
    made = [page(f"Report {n} of the day", one.text, day, n) for n, one in enumerate(generate.reports(TEXTS))]
    others = ((200, "image/jpeg", b"\xff\xd8\xff" + bytes(range(256)) * 100), (301, "text/html", b""))
    for n in range(number):
        status, kind, body = others[n % 3 - 1] if n % 3 else (200, "text/html; charset=utf-8", made[n // 3 % TEXTS])
        answer = f"HTTP/1.1 {status} Told\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:bench:{n}>\r\nWARC-Date: {day}T08:00:00Z\r\n"
            f"WARC-Target-URI: https://bench.example/{n}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        )
        yield gzip.compress(head.encode() + answer + b"\r\n\r\n", 6, mtime=0)


def _rows(number: int) -> Iterator[str]:
    texts = [json.dumps(one.text) for one in generate.reports(TEXTS)]
    for n in range(number):
        said = f'"published": "2024-11-{n % 28 + 1:02}", "outlet": "O{n % 40}"'
        yield f'{{"id": {n}, "text": {texts[n % TEXTS]}, {said}}}\n'


def _cpu(work: Callable[[], int]) -> tuple[float, int]:
    before = time.process_time()
    found = work()
    return time.process_time() - before, found


def table(found: dict[str, Any]) -> str:
    """The figures, one a line."""
    page_, row = found["pages"], found["rows"]
    return "\n".join((
        f"web pages, {page_['pages']:,} of {page_['kb_a_page']} kB",
        f"  a second and core           {page_['pages_a_second']:>10}",
        f"  trafilatura alone           {page_['trafilatura_a_second']:>10}",
        f"  overhead                  x {page_['overhead']:>10}",
        f"JSON Lines, {row['rows']:,} rows of {row['texts']} texts, {row['file_mb']} MB",
        f"  a second and core           {row['rows_a_second']:>10}",
        f"  json.loads alone            {row['json_a_second']:>10}",
        f"  overhead                  x {row['overhead']:>10}",
        f"  peak memory                 {row['peak_mb']:>10} MB (to be {MEMORY_MB} or less)",
    ))  # fmt: skip


def archive_table(warc: dict[str, Any]) -> str:
    """The figures of a web archive, one a line."""
    return "\n".join((
        f"web archive, {warc['records']:,} records with {warc['pages']:,} pages, {warc['file_mb']} MB packed",
        f"  a second and core           {warc['records_a_second']:>10}",
        f"  fastwarc alone              {warc['fastwarc_a_second']:>10}",
        f"  overhead                  x {warc['overhead']:>10}",
        f"  a second, to reports        {warc['to_reports_a_second']:>10}",
        f"  peak memory                 {warc['peak_mb']:>10} MB",
    ))  # fmt: skip


def _apart(task: str, number: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.sources", task, str(number)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(words: list[str]) -> None:
    """Measures what was asked for, prints it and keeps it."""
    tasks = {"page": pages, "rows": rows, "records": records}
    if words and words[0] in tasks:
        print(json.dumps(tasks[words[0]](int(words[1]))))
        return
    parser = argparse.ArgumentParser(description="How fast sources are taken.")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--records", type=int, default=6000)
    given = parser.parse_args(words)
    found = {
        "pages": _apart("page", given.pages),
        "rows": _apart("rows", given.rows),
        "records": _apart("records", given.records),
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(table(found))
    print(archive_table(found["records"]))


if __name__ == "__main__":
    main(sys.argv[1:])
