"""The filter that all views share: query parameters in, a mask over the board out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tallybook.book import words
from tallybook.book.asked import box
from tallybook.book.narrowed import NONE
from tallybook.book.reviews import Review
from tallybook.book.spread import Disagreement
from tallybook.records import HARMS, STATUSES, VICTIMS
from tallybook.web.board import Board
from tallybook.web.columns import Mask

Word = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Words = Annotated[list[Word], Field(max_length=200)]
Texts = Callable[[tuple[str, ...]], Mask]
"""Which incidents tell all of some words."""


class Filter(BaseModel):
    """Which incidents: values of one name are alternatives, different names must all hold."""

    model_config = ConfigDict(populate_by_name=True)

    country: Words = []
    region: Words = []
    month: Words = []
    type: Words = []
    group: Words = []
    status: Words = []
    harm: Words = []
    victims: Words = []
    disagreement: list[Disagreement] = []
    review: list[Review] = []
    missing: list[Literal["place", "date"]] = []
    background: list[Literal["yes", "no"]] = []
    part_of: Word | None = None
    from_: Word | None = Field(None, alias="from")
    to: Word | None = None
    min: Annotated[int, Field(ge=0, le=2**53)] | None = None
    bbox: Word | None = Field(None, description="west,south,east,north in degrees")
    text: Word | None = None


FACETS = (
    "country", "region", "month", "type", "group", "status", "harm", "victims", "disagreement", "review", "missing",
)  # fmt: skip


def masks(board: Board, wanted: Filter, texts: Texts) -> dict[str, Mask]:
    """For each parameter that is given the incidents that it lets through. Raises UsageError for words that do not fit.

    ``harm``, ``victims`` and ``min`` hold for one and the same estimate; their mask stands under ``harm``.
    """
    found: dict[str, Mask] = {}
    for name in ("country", "region", "month", "type", "status", "disagreement", "review"):
        values = _known(name, getattr(wanted, name))
        if values:
            found[name] = getattr(board, name).among(values)
    if wanted.group:
        found["group"] = np.logical_or.reduce([board.groups.holding(part) for part in wanted.group])
    if wanted.missing:
        found["missing"] = np.logical_or.reduce([missing(board, what) for what in wanted.missing])
    if wanted.background:
        found["background"] = np.isin(board.background, [each == "yes" for each in wanted.background])
    if wanted.harm or wanted.victims or wanted.min is not None:
        found["harm"] = harmed(board, wanted)
    return found | dict(_others(board, wanted, texts))


def everything(board: Board, found: dict[str, Mask], but: tuple[str, ...] = ()) -> Mask:
    """The incidents that all masks let through, but for some of the parameters."""
    mask: Mask = np.ones(len(board), dtype=np.bool_)
    for name, one in found.items():
        if name not in but:
            mask &= one
    return mask


def missing(board: Board, what: str) -> Mask:
    """Which incidents lack a ``place`` or a ``date``."""
    return ~(board.placed if what == "place" else board.dated)


def harmed(board: Board, wanted: Filter, *, but: str = "") -> Mask:
    """Which incidents have an estimate of these harms and classes (one of them may be left out) of at least ``min``."""
    lines = board.lines
    fits: Mask = np.ones(len(lines.rows), dtype=np.bool_)
    for name, known, noun in (("harm", HARMS, "harm"), ("victims", VICTIMS, "class of victims")):
        given = [words.one_of(value, known, noun) or "" for value in getattr(wanted, name)]
        if given and name != but:
            fits &= getattr(lines, name).among(given)
    if wanted.min is not None:
        fits &= lines.best >= wanted.min
    found: Mask = np.zeros(len(board), dtype=np.bool_)
    found[lines.rows[fits]] = True
    return found


def _known(name: str, values: list[str]) -> list[str]:
    if name == "country":
        return [value if value == NONE else words.country(value) or "" for value in values]
    if name == "status":
        return [words.one_of(value, STATUSES, "status") or "" for value in values]
    return values


def _others(board: Board, wanted: Filter, texts: Texts) -> list[tuple[str, Mask]]:
    found: list[tuple[str, Mask]] = []
    if wanted.from_:
        found.append(("from", board.dated & (board.last >= _ordinal(wanted.from_, last=False))))
    if wanted.to:
        found.append(("to", board.dated & (board.first <= _ordinal(wanted.to, last=True))))
    if wanted.part_of:
        found.append(("part_of", _rows(board, (e.id for e in board.entries if e.part_of == wanted.part_of))))
    if wanted.bbox:
        found.append(("bbox", inside(board, box(wanted.bbox))))
    if wanted.text and wanted.text.split():
        found.append(("text", texts(tuple(wanted.text.split()))))
    return found


def inside(board: Board, bounds: tuple[float, float, float, float]) -> Mask:
    """Which incidents lie in a box; one whose west is east of its east crosses the date line."""
    west, south, east, north = bounds
    across = (board.lon >= west) & (board.lon <= east) if west <= east else (board.lon >= west) | (board.lon <= east)
    return board.located & across & (board.lat >= south) & (board.lat <= north)


def _ordinal(known: str, *, last: bool) -> int:
    return date.fromisoformat(words.day(known, last=last) or "").toordinal()


def _rows(board: Board, ids: Iterable[str]) -> Mask:
    mask: Mask = np.zeros(len(board), dtype=np.bool_)
    mask[[board.place_of[id] for id in ids if id in board.place_of]] = True
    return mask
