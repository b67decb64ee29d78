"""The map: clusters and circles for one zoom and view, as GeoJSON.

A circle's radius says how far the true place may lie from its middle, after UCDP's where_prec (1 exact, 2 within
25 km, 3 district, 4 region, 6 country; UCDP GED codebook 24.1); what is known by its country alone is no point at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, radians
from typing import Any

import numpy as np

from tallybook.web import labels
from tallybook.web.board import Board, Floats, Ints, Mask
from tallybook.web.coarse import CELL_REACH_M
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
    groups = list(_groups(board, chosen, min(max(zoom, 0), MOST_ZOOM)))
    found = [_incident(board, rows[0], reach) if len(rows) == 1 else _cluster(board, rows, reach) for rows in groups]
    areas = list(_areas(board, np.flatnonzero(mask & board.placed & ~board.located)))
    return {"type": "FeatureCollection", "stamp": board.stamp, "total": int(mask.sum()), "features": found + areas}


def all_features(board: Board, chosen: Ints, *, is_coarse: bool = False) -> dict[str, Any]:
    """A FeatureCollection with every incident by itself, in the given order; without a point where none is known."""
    reach = CELL_REACH_M if is_coarse else 0
    located = board.located
    found = [_incident(board, row, reach) if located[row] else _pointless(board, row) for row in chosen]
    return {"type": "FeatureCollection", "features": found}


def _groups(board: Board, chosen: Ints, zoom: float) -> Iterator[Ints]:
    """The rows by cell of a grid on the Mercator plane; a coarser one where that makes too many."""
    if not len(chosen):
        return
    cells = _cells(board, chosen, zoom)
    while zoom > 0 and len(np.unique(cells)) > _MOST_FEATURES:
        zoom -= 1
        cells = _cells(board, chosen, zoom)
    order = np.argsort(cells, kind="stable")
    starts = np.flatnonzero(np.diff(cells[order], prepend=-1))
    yield from np.split(chosen[order], starts[1:])


def _cells(board: Board, chosen: Ints, zoom: float) -> Ints:
    across = max(1, int(TILE_PX / CELL_PX * 2**zoom))
    x, y = _mercator(board.lat[chosen], board.lon[chosen])
    column, line = ((axis * across).astype(np.int64).clip(0, across - 1) for axis in (x, y))
    cells: Ints = line * across + column
    return cells


def _mercator(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """Web Mercator on the unit square."""
    bounded = np.radians(np.clip(lat, -85.05, 85.05))
    return (lon + 180) / 360 % 1, 0.5 - np.log(np.tan(pi / 4 + bounded / 2)) / (2 * pi)


def _cluster(board: Board, rows: Ints, reach: int) -> Feature:
    lat, lon = board.lat[rows], board.lon[rows]
    middle = float(lat.mean()), float(lon.mean())
    box = [float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())]
    own = max(_radius(board, row) for row in rows[:_MOST_FEATURES])
    return _feature(
        middle,
        {
            "kind": "cluster",
            "count": len(rows),
            **sum_of(board, rows),
            "radius_m": round(_reach(middle, box)) + own + reach,
            "bbox": box,
            "ids": [board.entries[row].id for row in rows[:IDS]],
        },
    )


def _reach(middle: tuple[float, float], box: list[float]) -> float:
    """Metres from a middle to the farthest corner of a box, near enough for a circle on a map."""
    west, south, east, north = box
    up = max(north - middle[0], middle[0] - south) * _METRES_A_DEGREE
    across = max(east - middle[1], middle[1] - west) * _METRES_A_DEGREE * cos(radians(middle[0]))
    return float(np.hypot(up, across))


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
