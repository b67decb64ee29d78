"""JSON as every Python takes it: how many levels one follows differs (a thousand, or ten thousand from 3.13 on)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

MOST_DEEP = 200
"""Lists and objects in each other that are followed: far fewer than any Python refuses, far more than data has."""


def loaded(text: str | bytes, *, strict: bool = True) -> Any:
    """What JSON says. Raises ValueError where it is none, or nested deeper than ``MOST_DEEP``."""
    try:
        found = json.loads(text, strict=strict)
    except RecursionError:
        raise _too_deep() from None
    level: list[Any] = [found] if isinstance(found, dict | list) else []
    for _ in range(MOST_DEEP):
        level = [inner for outer in level for inner in _inside(outer) if isinstance(inner, dict | list)]
        if not level:
            return found
    raise _too_deep()


def _inside(outer: Any) -> Iterable[Any]:
    return outer.values() if isinstance(outer, dict) else outer


def _too_deep() -> ValueError:
    return ValueError(f"nested over {MOST_DEEP} deep")
