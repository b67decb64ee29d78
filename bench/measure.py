"""One measurement in a process of its own, so that its memory is its own; prints one JSON object.

    python -m bench.measure read NUMBER [READER] [all|violent|other]
    python -m bench.measure add FOLDER BOOK
    python -m bench.measure truth NUMBER
    python -m bench.measure claims NUMBER BOOK
    python -m bench.measure wire NUMBER BOOK
    python -m bench.measure one BOOK [READER]

``bench.run`` calls these; CPU time is used throughout, since other work on the machine changes the clock's far more.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import generate

if TYPE_CHECKING:
    from tallybook.book.reports import Kept

_CHUNK = 250
_SINGLE = 41
_APART = 50
_SAMPLE = 100
_TOKEN = re.compile(r"\w+|[^\w\s]")
_CAPITALISED = re.compile(r"\b[A-Z]\w+(?:\s+[A-Z]\w+)*")
_NUMBER = re.compile(r"\b\d+(?:,\d{3})*\b")
_WARM_UP = "Gunmen killed two soldiers near Quetta on Monday, police said."


def read(number: int, reader: str = "rules", sort: str = "all") -> dict[str, Any]:
    """A reader alone over ``number`` generated reports, beside the yardstick over the same texts.

    ``sort`` takes those that tell of violence (``violent``), those that do not (``other``), or all.
    """
    from tallybook import readers
    from tallybook.records import Report

    read_one = readers.named(reader)
    wanted = (r for r in generate.reports(50 * number) if sort in ("all", "violent" if r.gold["figures"] else "other"))
    made = (
        Report(Report.make_id(r.path, r.text), r.path, r.text, published=r.gold["published"])
        for r in islice(wanted, number)
    )
    read_one(Report("r-warm", "warm.txt", _WARM_UP))
    reading = yardstick_ = 0.0
    claims = words = 0
    while chunk := list(islice(made, _CHUNK)):
        words += sum(len(report.text.split()) for report in chunk)
        yardstick_ += _cpu(lambda texts: [yardstick(text) for text in texts], [report.text for report in chunk])[0]
        spent, readings = _cpu(lambda reports: [read_one(report) for report in reports], chunk)
        reading += spent
        claims += sum(len(done.claims) for done in readings)
    return {
        "reader": reader,
        "sort": sort,
        "reports": number,
        "words_a_report": round(words / number),
        "claims": claims,
        "reports_a_second": round(number / reading, 1),
        "yardstick_a_second": round(number / yardstick_, 1),
        "times_yardstick": round(reading / yardstick_, 2),
        "peak_mb": peak_mb(),
    }


def add(folder: Path, book: Path) -> dict[str, Any]:
    """The whole way, from files to incidents in a fresh book, in one process, with the rules reader.

    Growth is a matter of the book, and the learned readers' time per report would hide it.
    """
    import tallybook
    from tallybook.settings import Settings

    _warm_up(book.with_suffix(".warm"))
    paths = sorted(folder.rglob("*.txt"))
    number, beside = len(paths), Beside([path.read_text(encoding="utf-8") for path in paths[:_SAMPLE]])
    before, clock = _used(), time.perf_counter()
    with tallybook.open(book, settings=Settings(reader="rules")) as opened:
        opened.add([folder], jobs=1, watch=beside)
        spent, elapsed = _used() - before - beside.spent, time.perf_counter() - clock
        incidents = len(opened.incidents())
    return {
        "reports": number,
        "cpu_ms_a_report": round(1000 * spent / number, 3),
        "reports_a_second": round(number / spent, 1),
        "elapsed_s": round(elapsed, 1),
        "times_yardstick": round(spent / (number * beside.a_text), 2),
        "incidents": incidents,
        "book_mb": round(sum(f.stat().st_size for f in book.parent.glob(f"{book.name}*")) / 1e6, 1),
        "peak_mb": peak_mb(),
    }


def claims(number: int, book: Path) -> dict[str, Any]:
    """Linking and reconciling alone: so many claims of the generator's own truth, into a fresh book.

    Making the reports and their readings is left out of the time, though not of the memory.
    """
    from tallybook import pipeline
    from tallybook.book import Store

    store = Store.open(book)
    spent = _Spent()
    source = _told(number, spent)
    beside = Beside([made.text for made in generate.reports(_SAMPLE)])
    before = _used()
    added = pipeline.add_read(store, source, watch=beside)
    used = _used() - before - spent.seconds - beside.spent
    store.close()
    return {
        "claims": spent.claims,
        "reports": added.new,
        "cpu_ms_a_claim": round(1000 * used / spent.claims, 3),
        "times_yardstick": round(used / (spent.claims * beside.a_text), 2),
        "incidents": added.incidents,
        "peak_mb": peak_mb(),
    }


def wire(number: int, book: Path) -> dict[str, Any]:
    """Adding five stories that outlets repeat, so many reports in all: what is not linear shows between two numbers."""
    import tallybook
    from tallybook.settings import Settings

    _warm_up(book.with_suffix(".warm"))
    stories = list(islice((made.text for made in generate.reports(sys.maxsize) if made.attack is not None), 5))
    with (
        tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch,
        tallybook.open(book, settings=Settings(reader="rules")) as opened,
    ):
        table = Path(scratch) / "wire.jsonl"
        table.write_text("".join(_repeated(stories, number)), encoding="utf-8")
        beside = Beside(stories)
        before = _used()
        added = opened.add(table, jobs=1, watch=beside)
        used = _used() - before - beside.spent
    return {
        "reports": added.new,
        "cpu_ms_a_report": round(1000 * used / number, 3),
        "times_yardstick": round(used / (number * beside.a_text), 2),
        "incidents": added.incidents,
        "book_mb": round(sum(f.stat().st_size for f in book.parent.glob(f"{book.name}*")) / 1e6, 1),
        "peak_mb": peak_mb(),
    }


def _repeated(stories: list[str], number: int) -> Iterator[str]:
    """Rows of a table, each with the foot of another outlet: its name is a number spelled in letters."""
    letters = str.maketrans("0123456789", "abcdefghij")
    for row in range(number):
        foot = f"Printed by the paper {str(row).translate(letters)}"
        yield json.dumps({"text": f"{stories[row % len(stories)]}\n\n{foot}"}) + "\n"


def one(book: Path, reader: str = "hybrid") -> dict[str, Any]:
    """Reports of attacks that a book does not know yet, added one by one to the book as it stands; they stay in it.

    The first finds the reader not loaded yet and is told by itself. Of the clock, not of CPU time: somebody waits.
    """
    import tallybook
    from tallybook.settings import Settings

    others = islice(generate.reports(sys.maxsize, seed=generate.SEED + 1), 0, None, _APART)
    seconds: list[float] = []
    with (
        tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch,
        tallybook.open(book, settings=Settings(reader=reader)) as opened,
    ):
        before = len(opened.reports())
        for report in islice(others, _SINGLE):
            path = Path(scratch) / Path(report.path).name
            path.write_text(report.text, encoding="utf-8")
            clock = time.perf_counter()
            opened.add(path, jobs=1)
            seconds.append(time.perf_counter() - clock)
    later = sorted(seconds[1:])
    return {
        "reports": before,
        "reader": reader,
        "first_ms": round(1000 * seconds[0]),
        "median_ms": round(1000 * later[len(later) // 2]),
        "worst_ms": round(1000 * later[-1]),
        "peak_mb": peak_mb(),
    }


class _Spent:
    """How many claims were made, and the CPU seconds that making them took."""

    def __init__(self) -> None:
        self.seconds, self.claims = 0.0, 0


def _told(number: int, spent: _Spent) -> Iterator[Kept]:
    """Generated reports with what they were meant to say as their readings, until there are so many claims."""
    from tallybook import workers
    from tallybook.book.reports import Kept
    from tallybook.evaluation import told
    from tallybook.records import Report

    made = generate.reports(sys.maxsize)
    while spent.claims < number:
        before = time.process_time()
        one = next(made)
        report = Report(Report.make_id(one.path, one.text), one.path, one.text, published=one.gold["published"])
        kept = workers.read_one(lambda report, gold=one.gold: told.reading(report, gold), "truth", report)
        assert isinstance(kept, Kept), kept
        spent.claims += len(kept.reading.claims)
        spent.seconds += time.process_time() - before
        yield kept


def truth(number: int) -> dict[str, Any]:
    """How much of ``number`` generated reports is read as it was meant, and whether incidents are kept apart."""
    from tallybook.evaluation import evaluate

    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch:
        generate.write(Path(scratch), number, gold=True)
        result = evaluate(Path(scratch))
    return {"reports": number, **{measure: row for measure, row in result.items() if isinstance(row, dict)}}


def yardstick(text: str) -> int:
    """A fixed piece of work in the manner of a reader: regular expressions and a count of words, in plain Python."""
    words = Counter(word.lower() for word in _TOKEN.findall(text))
    return len(words) + len(_CAPITALISED.findall(text)) + len(_NUMBER.findall(text))


class Beside:
    """The yardstick over the same few texts, once in each second of the work that it is told of.

    A book of 100,000 takes most of an hour, in which a machine becomes quicker and slower: what is measured before or
    after it says little of that hour.
    """

    def __init__(self, texts: list[str]) -> None:
        self.spent = 0.0
        self._texts = texts
        self._runs = 0
        self._next = 0.0

    def __call__(self, _progress: object) -> None:
        """The work goes on."""
        if _used() >= self._next:
            self.spent += _cpu(lambda texts: [yardstick(text) for text in texts], self._texts)[0]
            self._runs += 1
            self._next = _used() + 1.0

    @property
    def a_text(self) -> float:
        """The CPU seconds that the yardstick took for one text, on the average."""
        return self.spent / (self._runs * len(self._texts))


def peak_mb() -> float:
    """The most memory that this process, or any child it waited for, held at once."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(max(resource.getrusage(one).ru_maxrss for one in who) * unit / 1e6, 1)


def _warm_up(book: Path) -> None:
    """Adds one report to a book of its own: what is built once a process is no part of the time per report."""
    import tallybook
    from tallybook.settings import Settings

    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch:
        (Path(scratch) / "warm.txt").write_text(_WARM_UP, encoding="utf-8")
        with tallybook.open(book, settings=Settings(reader="rules")) as opened:
            opened.add([scratch], jobs=1)


def _cpu(work: Callable[[Any], Any], on: Any) -> tuple[float, Any]:
    before = time.process_time()
    done = work(on)
    return time.process_time() - before, done


def _used() -> float:
    """CPU seconds of this process and of the children it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(words: list[str]) -> None:
    """Runs the measurement named by the first word and prints what it found."""
    tasks: dict[str, Callable[[], dict[str, Any]]] = {
        "read": lambda: read(int(words[1]), *words[2:4]),
        "add": lambda: add(Path(words[1]), Path(words[2])),
        "truth": lambda: truth(int(words[1])),
        "claims": lambda: claims(int(words[1]), Path(words[2])),
        "wire": lambda: wire(int(words[1]), Path(words[2])),
        "one": lambda: one(Path(words[1]), *words[2:3]),
    }
    found = tasks[words[0]]()
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
