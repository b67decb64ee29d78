"""Whether a reader treats the sides alike: names and labels are swapped in every text, and the claims compared.

    python evals/swap.py GOLD [--reader hybrid] [--most 0.01]

Each swap exchanges the names of two sides (states, their people, capitals, armed groups) or two labels for one side
("terrorists" and "fighters"). What a text claims must stay what it was: harm, victims, bounds, qualifier, scope,
currency and the kind of speaker of each figure; mode, action and denial of the others. Exits 1 above ``--most``.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from tallybook.evaluation import gold
from tallybook.gather import from_text
from tallybook.readers import named
from tallybook.records import Denial, Figure, Reaction, Reading, Responsibility
from tallybook.workers import Reader

SWAPS: dict[str, tuple[tuple[str, str], ...]] = {
    "Russia and Ukraine": (
        ("Russia", "Ukraine"),
        ("Russian", "Ukrainian"),
        ("Moscow", "Kyiv"),
        ("Russians", "Ukrainians"),
    ),
    "Israel and Palestine": (("Israel", "Palestine"), ("Israeli", "Palestinian"), ("Israelis", "Palestinians")),
    "armed groups": (("Taliban", "Boko Haram"), ("Hamas", "Abu Sayyaf"), ("Islamic State", "Al-Shabaab")),
    "states": (
        ("Ethiopia", "Nigeria"),
        ("Ethiopian", "Nigerian"),
        ("Pakistan", "Sri Lanka"),
        ("Pakistani", "Sri Lankan"),
    ),
    "faiths": (("Muslim", "Christian"), ("Muslims", "Christians"), ("mosque", "church"), ("mosques", "churches")),
    "labels of fighters": (("terrorists", "fighters"), ("militants", "rebels"), ("terrorist", "rebel")),
    "labels of states": (("regime", "government"), ("occupation forces", "security forces")),
}
Facts = Counter[tuple[object, ...]]


def swapped(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """The text with both names of each pair exchanged wherever they stand as words.

    >>> swapped("Russian troops in Ukraine", (("Russian", "Ukrainian"), ("Russia", "Ukraine")))
    'Ukrainian troops in Russia'
    """
    other = {**dict(pairs), **{right: left for left, right in pairs}}
    names = "|".join(sorted(map(re.escape, other), key=len, reverse=True))
    return re.sub(rf"\b(?:{names})\b", lambda match: other[match[0]], text)


def facts(reading: Reading) -> Facts:
    """What a reading claims, without the names and places that a swap is to change."""
    found: Facts = Counter()
    for claim in reading.claims:
        if isinstance(claim, Figure):
            kind = claim.speaker.kind if claim.speaker else None
            bounds = (claim.low, claim.high, claim.qualifier)
            found["figure", claim.harm, claim.victims, *bounds, claim.scope, claim.current, kind] += 1
        elif isinstance(claim, Responsibility):
            found["responsibility", claim.mode] += 1
        elif isinstance(claim, Reaction):
            found["reaction", claim.action] += 1
        elif isinstance(claim, Denial):
            found["denial",] += 1
    return found


def changes(texts: list[str], reader: Reader, pairs: tuple[tuple[str, str], ...]) -> tuple[int, int, int]:
    """(texts that hold a name of the swap, claims in them, claims that changed, counted once each)."""
    held = claims = changed = 0
    for text in texts:
        other = swapped(text, pairs)
        if other != text:
            before, after = (facts(reader(from_text(one, path="swap"))) for one in (text, other))
            held, claims = held + 1, claims + before.total()
            changed += max((before - after).total(), (after - before).total())
    return held, claims, changed


def rows(texts: list[str], reader: Reader) -> Iterator[tuple[str, int, int, int]]:
    """Each swap with its counts."""
    for name, pairs in SWAPS.items():
        yield (name, *changes(texts, reader, pairs))


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--reader", default="hybrid", show_default=True)
@click.option("--most", default=0.01, show_default=True, help="The share of claims that may change.")
def main(folder: Path, reader: str, most: float) -> None:
    """Swaps the sides in the texts of a gold folder and counts the claims that change."""
    texts = [path.read_text(encoding="utf-8") for path in gold.texts(folder)]
    total = Counter[str]()
    print(f"{'swap':24s} {'texts':>6s} {'claims':>7s} {'changed':>8s}")
    for name, held, claims, changed in rows(texts, named(reader)):
        print(f"{name:24s} {held:6d} {claims:7d} {changed:8d}")
        total.update(claims=claims, changed=changed)
    share = total["changed"] / max(1, total["claims"])
    print(f"{'all':24s} {'':6s} {total['claims']:7d} {total['changed']:8d}   {share:.2%} (at most {most:.2%})")
    sys.exit(share > most)


if __name__ == "__main__":
    main()
