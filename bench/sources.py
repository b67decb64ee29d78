"""How fast sources are taken, beside what does the same work alone in the same process.

    python -m bench.sources                     2,000 pages; 1,000,000 rows of 100 texts as JSON Lines, streamed
    python -m bench.sources --pages 200 --rows 20000
    python -m bench.sources page NUMBER         one measurement, printed as JSON; likewise rows NUMBER

Pages: ``reports_of`` beside ``trafilatura.bare_extraction`` with its metadata over the same bytes. Rows: ``gather``
over a file beside ``json.loads`` over its lines, with the most memory held. Each in a process of its own; CPU time.
"""

from __future__ import annotations

import argparse
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
        alone, _ = _cpu(lambda: sum(1 for line in file.open("rb") if json.loads(line)))
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


def _apart(task: str, number: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.sources", task, str(number)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(words: list[str]) -> None:
    """Measures what was asked for, prints it and keeps it."""
    if words[:1] in (["page"], ["rows"]):
        print(json.dumps((pages if words[0] == "page" else rows)(int(words[1]))))
        return
    parser = argparse.ArgumentParser(description="How fast sources are taken.")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    given = parser.parse_args(words)
    found = {"pages": _apart("page", given.pages), "rows": _apart("rows", given.rows)}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main(sys.argv[1:])
