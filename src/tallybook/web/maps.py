"""The map: clusters and circles for one zoom and view, as GeoJSON.

A circle's radius says how far the true place may lie from its middle, after UCDP's where_prec (1 exact, 2 within
25 km, 3 district, 4 region, 6 country; UCDP GED codebook 24.1); what is known by its country alone is no point at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, hypot, radians
from typing import Any

import numpy as np

from tallybook.web import labels
from tallybook.web.board import Board
from tallybook.web.coarse import CELL_REACH_M
from tallybook.web.columns import Floats, Ints, Mask
from tallybook.web.rows import ends_of, sum_of

RADIUS_M = {"exact": 3_000, "near": 25_000, "adm2": 40_000, "adm1": 150_000}
"""A town's own reach, UCDP's 25 km, and half the width of a usual district and region."""
TILE_PX = 512
CELL_PX = 64
MOST_ZOOM = 18
IDS = 20
_METRES_A_DEGREE = 111_320
_MOST_FEATURES = 2_000
Feature = dict[str, Any]


def features(board: Board, mask: Mask, zoom: float, *, is_coarse: bool = False) -> dict[str, Any]:
    """A FeatureCollection: clusters and incidents, and a feature for each country where no more is known."""
    chosen = np.flatnonzero(mask & board.located)
    reach = CELL_REACH_M if is_coarse else 0
    found = list(_clusters(board, *_grouped(board, chosen, min(max(zoom, 0), MOST_ZOOM)), reach))
    areas = list(_areas(board, np.flatnonzero(mask & board.placed & ~board.located)))
    return {"type": "FeatureCollection", "stamp": board.stamp, "total": int(mask.sum()), "features": found + areas}


def all_features(board: Board, chosen: Ints, *, is_coarse: bool = False) -> dict[str, Any]:
    """A FeatureCollection with every incident by itself, in the given order; without a point where none is known."""
    reach = CELL_REACH_M if is_coarse else 0
    located = board.located
    found = [_incident(board, row, reach) if located[row] else _pointless(board, row) for row in chosen]
    return {"type": "FeatureCollection", "features": found}


def _grouped(board: Board, chosen: Ints, zoom: float) -> tuple[Ints, Ints]:
    """The rows by cell of a grid, and where each cell's rows begin; a coarser grid where that makes too many."""
    while True:
        cells = _cells(board, chosen, zoom)
        order = np.argsort(cells, kind="stable")
        starts = np.flatnonzero(np.diff(cells[order], prepend=-1))
        if len(starts) <= _MOST_FEATURES or zoom < 1:
            return chosen[order], starts
        zoom -= 1


def _cells(board: Board, chosen: Ints, zoom: float) -> Ints:
    across = max(1, int(TILE_PX / CELL_PX * 2**zoom))
    column, line = ((axis[chosen] * across).astype(np.int64).clip(0, across - 1) for axis in board.on_plane)
    cells: Ints = line * across + column
    return cells


def _clusters(board: Board, rows: Ints, starts: Ints, reach: int) -> Iterator[Feature]:
    """A feature a cell: the incident that is alone in it, or what all in it are together."""
    if not len(rows):
        return
    counts = np.diff(starts, append=len(rows))
    killed = np.add.reduceat(board.killed[rows], starts, axis=0)
    boxes = _boxes(board, rows, starts)
    middles = [np.add.reduceat(axis[rows], starts) / counts for axis in (board.lat, board.lon)]
    widest = np.maximum.reduceat(_radii(board)[rows], starts)
    for place, (start, count) in enumerate(zip(starts.tolist(), counts.tolist(), strict=True)):
        if count == 1:
            yield _incident(board, rows[start], reach)
            continue
        middle, box = (float(middles[0][place]), float(middles[1][place])), boxes[place].tolist()
        low, best, high = killed[place].tolist()
        told = {
            "kind": "cluster",
            "count": count,
            "low": low,
            "best": best,
            "high": high,
            "radius_m": round(_reach(middle, box)) + int(widest[place]) + reach,
            "bbox": box,
            "ids": [board.entries[row].id for row in rows[start : start + min(count, IDS)]],
        }
        yield _feature(middle, told)


def _boxes(board: Board, rows: Ints, starts: Ints) -> Floats:
    """West, south, east and north of each cell's incidents."""
    lat, lon = board.lat[rows], board.lon[rows]
    least, most = np.minimum.reduceat, np.maximum.reduceat
    return np.stack([least(lon, starts), least(lat, starts), most(lon, starts), most(lat, starts)], axis=1)


def _radii(board: Board) -> Ints:
    by_code = np.array([RADIUS_M.get(value, 0) for value in board.precision.values], dtype=np.int64)
    radii: Ints = by_code[board.precision.codes]
    return radii


def _reach(middle: tuple[float, float], box: list[float]) -> float:
    """Metres from a middle to the farthest corner of a box, near enough for a circle on a map."""
    west, south, east, north = box
    up = max(north - middle[0], middle[0] - south) * _METRES_A_DEGREE
    across = max(east - middle[1], middle[1] - west) * _METRES_A_DEGREE * cos(radians(middle[0]))
    return hypot(up, across)


def _incident(board: Board, row: Any, reach: int) -> Feature:
    return _feature(
        (float(board.lat[row]), float(board.lon[row])),
        {**_told(board, row), "radius_m": _radius(board, row) + reach},
    )


def _pointless(board: Board, row: Any) -> Feature:
    return {"type": "Feature", "geometry": None, "properties": {**_told(board, row), "radius_m": None}}


def _told(board: Board, row: Any) -> dict[str, Any]:
    entry = board.entries[row]
    place = entry.place or {}
    return {
        "kind": "incident",
        "id": entry.id,
        "title": entry.title,
        "start": entry.start,
        "type": entry.type,
        "status": entry.status,
        "place": place.get("name"),
        "country": place.get("country"),
        "precision": place.get("precision"),
        **(ends_of(entry.killed) or {"low": None, "best": None, "high": None}),
        "disagreement": entry.disagreement,
    }


def _areas(board: Board, rows: Ints) -> Iterator[Feature]:
    codes = board.country.codes[rows]
    for code in np.unique(codes):
        country, own = board.country.values[code], rows[codes == code]
        told = {
            "kind": "area",
            "country": country,
            "name": labels.country(country),
            "iso_n3": labels.iso_number(country),
            "count": len(own),
            **sum_of(board, own),
        }
        yield {"type": "Feature", "geometry": None, "properties": told}


def _radius(board: Board, row: Any) -> int:
    return RADIUS_M.get(board.precision.values[board.precision.codes[row]], 0)


def _feature(at: tuple[float, float], properties: dict[str, Any]) -> Feature:
    lat, lon = (round(degrees, 5) for degrees in at)
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": properties}
