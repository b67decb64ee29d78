"""The first scan: how many true claims it loses, and how many texts of other sets it passes.

    python evals/scan.py gold=PATH seeds=PATH              claims lost, reports dropped, ordinary reports passed
    python evals/scan.py --data ../shared/data             texts of public sets that passed, short and long
    python evals/scan.py --data ../shared/data --show 40   and 40 of them a set, each by its densest stretch, to be read

A gold set is a folder, with folders in it, of NAME.txt with NAME.gold.json beside it; a report with no incident and no
figure in its gold is ordinary. Of the public sets nobody has said which texts hold a claim: most of ``polnear``
(American politics), ``timebank``, ``geowebnews`` and ``lgl`` hold none, and those that do are rightly passed; nearly
all of ``isaf`` and ``fakes`` hold one, so there the share is to be high; ``gva`` are shootings, most of them ordinary
crime. The weights were fitted to none of the public sets.
"""

from __future__ import annotations

import html
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from evals.public.inputs import csv_rows, json_lines, read_bytes, sample

from tallybook.errors import TallybookError, UsageError
from tallybook.gather import from_text
from tallybook.read import scan
from tallybook.read.document import Document, analyse

LONG = 600
"""From so many words on a text counts as long."""
KINDS = ("figures", "responsibility", "reactions", "denials", "disruptions")
Texts = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: its name, its words, whether it passed, and its densest stretch."""

    name: str
    words: int
    passed: bool
    stretch: str


def main() -> None:
    """The command, with a line and exit code 2 for words that do not fit."""
    try:
        command(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except TallybookError as error:
        click.echo(f"scan: {error}", err=True)
        sys.exit(error.exit_code)


@click.command()
@click.argument("golds", nargs=-1, metavar="[NAME=PATH]...")
@click.option("--data", type=click.Path(path_type=Path), help="The folder that holds a folder a public set.")
@click.option("--sample", "most", type=click.IntRange(min=1), help="Only so many texts of a set, evenly spread.")
@click.option("--show", type=click.IntRange(min=1), help="Print so many of a set that passed, drawn by lot.")
@click.option("--seed", default=1, show_default=True, help="The seed of the lot.")
def command(golds: tuple[str, ...], data: Path | None, most: int | None, show: int | None, seed: int) -> None:
    """Measure the first scan on marked-up reports and on public sets."""
    if not golds and data is None:
        raise UsageError("nothing to measure", "python evals/scan.py gold=PATH, or --data PATH")
    for said in golds:
        click.echo(gold_line(*_named(said)))
    for name, texts in SETS.items() if data else ():
        judged = [_judged(each, text) for each, text in sample(list(texts(data)), most)] if data else []
        click.echo(set_line(name, judged))
        for one in _drawn(judged, show or 0, seed):
            click.echo(f"  {one.name} ({one.words} words): {one.stretch}")


def gold_line(name: str, folder: Path) -> str:
    """What a gold set loses and passes: claims, reports to keep, ordinary reports."""
    files = sorted(file for file in folder.rglob("*.gold.json") if _text(file).is_file())
    if not files:
        raise UsageError(
            f"there is no NAME.txt with NAME.gold.json in {folder}", "Give the folder that holds the gold."
        )
    claims = lost = kept = dropped = ordinary = passed = 0
    for file in files:
        gold = json.loads(file.read_text("utf-8"))
        number = sum(len(gold.get(kind, ())) for kind in KINDS)
        passes = scan.may_hold_claim(_doc(_text(file).read_text("utf-8")))
        if gold.get("figures") or gold.get("incidents"):
            claims, lost, kept, dropped = (
                claims + number,
                lost + number * (not passes),
                kept + 1,
                dropped + (not passes),
            )
        else:
            ordinary, passed = ordinary + 1, passed + passes
    return (
        f"{name}: {lost} of {claims} claims lost, in {dropped} of {kept} reports;"
        f" {passed} of {ordinary} ordinary reports passed"
    )


def set_line(name: str, judged: list[Judged]) -> str:
    """How many texts of a set passed, of all, of the short and of the long."""
    short = [one for one in judged if one.words < LONG]
    long = [one for one in judged if one.words >= LONG]
    return f"{name}: {_share(judged)} passed; under {LONG} words {_share(short)}, longer {_share(long)}"


def _share(judged: list[Judged]) -> str:
    passed = sum(one.passed for one in judged)
    return f"{passed} of {len(judged)} ({passed / max(1, len(judged)):.3f})"


def _drawn(judged: list[Judged], most: int, seed: int) -> list[Judged]:
    passed = [one for one in judged if one.passed]
    return random.Random(seed).sample(passed, min(most, len(passed)))


def _judged(name: str, text: str) -> Judged:
    doc = _doc(text)
    kept = scan.weights()
    stretch = scan.densest(doc, kept.words, kept.telling)
    words = " ".join(doc.report.text[one.start : one.end] for one in stretch)
    return Judged(name, sum(1 for _ in text.split()), scan.may_hold_claim(doc), " ".join(words.split()))


def _doc(text: str) -> Document:
    return analyse(from_text(text))


def _text(gold: Path) -> Path:
    return gold.with_name(gold.name.replace(".gold.json", ".txt"))


def _named(said: str) -> tuple[str, Path]:
    name, given, path = said.partition("=")
    return name, Path(path) if given else Path(__file__).parent / name


def _polnear(data: Path) -> Texts:
    for file in sorted((data / "polnear").glob("*/*.txt")):
        yield file.name, file.read_text("utf-8", "replace")


def _timebank(data: Path) -> Texts:
    for file in sorted((data / "temporal" / "TimeBank").glob("*.tml")):
        marked = file.read_text("utf-8", "replace")
        told = re.search(r"<TEXT>(.*)</TEXT>", marked, re.DOTALL)
        yield file.name, html.unescape(re.sub(r"<[^>]+>", "", told[1] if told else "")).strip()


def _articles(file: Path, number: str) -> Texts:
    for article in ElementTree.fromstring(read_bytes(file)):
        title, text = article.findtext("title") or "", article.findtext("text") or ""
        yield article.get(number) or "", text if text.startswith(title) else f"{title}\n\n{text}"


def _rows(file: Path, name: str, text: str) -> Texts:
    for _, row in json_lines(file):
        yield str(row.get(name, "")), row[text]


def _fakes(data: Path) -> Texts:
    file = data / "fakes" / "FA-KES-Dataset.csv"
    for row in csv_rows(file, ("unit_id", "article_title", "article_content"), encoding="latin-1"):
        yield row["unit_id"], f"{row['article_title']}\n\n{row['article_content']}"


SETS: dict[str, Callable[[Path], Texts]] = {
    "polnear": _polnear,
    "timebank": _timebank,
    "geowebnews": lambda data: _articles(data / "geo" / "GWN.xml", "file"),
    "lgl": lambda data: _articles(data / "geo" / "lgl.xml", "docid"),
    "isaf": lambda data: _rows(data / "isaf" / "isaf-dev.jsonl", "name", "text"),
    "fakes": _fakes,
    "gva": lambda data: _rows(data / "gva" / "articles.jsonl", "doc", "content"),
}

if __name__ == "__main__":
    main()
