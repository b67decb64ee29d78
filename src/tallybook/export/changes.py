"""The change feed: what became of each incident, one JSON object a line, in the order in which it was noted.

``kind`` is added, revised, merged, split or withdrawn; ``others`` are the incidents that it went into or came from.
``state`` is what stood after the change, null for an incident that is gone: its tombstone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tallybook.book import changes
from tallybook.book.codec import to_plain
from tallybook.book.selected import Selection
from tallybook.export.files import written
from tallybook.records import SCHEMA

NAMES = ("changes.jsonl",)


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the feed and give its path. Raises TallybookError where it cannot be written."""
    with written(folder, *NAMES) as (file,):
        for line in lines(selection):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return (folder / NAMES[0],)


def lines(selection: Selection) -> Iterator[dict[str, Any]]:
    """The feed's lines in order."""
    return ({"schema": SCHEMA, **to_plain(change)} for change in changes.since(selection.connection))
