"""ECB+: news on pairs of like events; the documents on each of a topic's two events are one incident.

``16_3ecb.xml`` and ``16_3ecbplus.xml`` are of the two events of topic 16. Documents, not mentions, are compared: ECB+'s
coreference of single words is another task. Beside ours stands the baseline of tf-idf alone, at the setting that does
best on these very documents: a bound of what it could do, since there are too few to fit it on others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

from evals.public.inputs import read_bytes, sample
from evals.public.likeness import DAYS, LEAST, joined, pairs
from evals.public.linked import Document, linked
from evals.public.table import Table

from tallybook.errors import InputError
from tallybook.evaluation.counts import b_cubed
from tallybook.workers import Reader

_NAME = re.compile(r"(\d+)_(\d+)(ecb|ecbplus)\.xml")
_NO_SPACE = re.compile(r"\s+([.,;:!?)%'’])|([(])\s+")


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures linking on the topics that are in the folder."""
    documents = sample(list(_documents(folder)), size)
    gold = {one.id: one.incident for one in documents}
    found = pairs(documents)
    best = max(LEAST, key=lambda least: b_cubed(gold, joined(documents, found, least, DAYS[-1]))["f1"] or 0.0)
    rows = {
        "incidents (B-cubed)": b_cubed(gold, linked(documents, reader).homes),
        f"tf-idf {best}": b_cubed(gold, joined(documents, found, best, DAYS[-1])),
        "each document alone": b_cubed(gold, {id: id for id in gold}),
    }
    return Table("ecbplus", "ECB+, documents of two like events a topic", len(documents), rows)


def _documents(folder: Path) -> Iterator[Document]:
    paths = sorted(folder.glob("*/*.xml"))
    if not paths:
        raise InputError(f"{folder}: no topic with XML files", "Is this the set that the README names?")
    for path in paths:
        if match := _NAME.fullmatch(path.name):
            yield Document(path.stem, f"{match[1]}{match[3]}", "", _text(path))


def _text(path: Path) -> str:
    """The tokens as sentences, a line each."""
    try:
        root = fromstring(read_bytes(path))
    except ParseError as error:
        raise InputError(f"{path}: broken XML: {error}", "Get the file again.") from error
    lines: dict[str, list[str]] = {}
    for token in root.iter("token"):
        lines.setdefault(token.get("sentence", "0"), []).append(token.text or "")
    return "\n".join(_NO_SPACE.sub(lambda found: found[1] or found[2], " ".join(words)) for words in lines.values())
