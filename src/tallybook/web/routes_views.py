"""The views over all incidents: list, facets, map, timeline, tray; each also as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.responses import Response

from tallybook.errors import NotFound
from tallybook.web import answers, facets, maps, rows, timeline
from tallybook.web.columns import Ints
from tallybook.web.command import command
from tallybook.web.desk import Chosen, TheDesk, reader
from tallybook.web.wanted import FACETS, Filter, Word, everything, missing
from tallybook.web.whole import incident_rows, whole_incidents

router = APIRouter(prefix="/api", tags=["views"], dependencies=[Depends(reader)])

Sort = Literal["date", "spread", "toll", "reports", "title", "place", "status", "type"]
Order = Literal["asc", "desc"]
TRAY_COLUMNS = ("missing", "id", "title", "start", "place", "country", "status", "reports")


class Sorted(Filter):
    """A filter with an order."""

    sort: Sort = "date"
    order: Order = "desc"


class Listed(Sorted):
    """A stretch of a sorted list."""

    offset: int = Field(0, ge=0, le=10**9)
    limit: int = Field(50, ge=0, le=500)


class OnMap(Filter):
    """What the map shows at a zoom."""

    zoom: float = Field(2, ge=0, le=24, allow_inf_nan=False)


class InTime(Filter):
    """A timeline by days, months or years."""

    by: Literal["auto", "day", "month", "year"] = "auto"


class Tray(Filter):
    """A tray of so many incidents each."""

    limit: int = Field(50, ge=0, le=500)


class OneFacet(Filter):
    """One facet, narrowed by a part of its values' labels."""

    find: Word = ""
    limit: int = Field(50, ge=1, le=500)


@router.get("/incidents")
def incidents(desk: TheDesk, wanted: Annotated[Listed, Query()]) -> Response:
    """The list, a page of it."""
    chosen = desk.chosen(wanted)
    order = _ordered(chosen, wanted)
    return answers.Answer(
        {
            "stamp": chosen.board.stamp,
            "total": len(order),
            "offset": wanted.offset,
            "limit": wanted.limit,
            "command": command(desk.book.store.name, wanted, wanted.sort, wanted.order),
            "rows": rows.page(chosen.board, order, wanted.offset, wanted.limit),
        }
    )


@router.get("/incidents.json")
def incidents_json(desk: TheDesk, wanted: Annotated[Sorted, Query()]) -> Response:
    """All that the filter lets through, as in incidents.jsonl."""
    return answers.json_file(whole_incidents(desk, _ids(desk.chosen(wanted), wanted)), "incidents")


@router.get("/incidents.csv")
def incidents_csv(desk: TheDesk, wanted: Annotated[Sorted, Query()]) -> Response:
    """All that the filter lets through, as a table."""
    columns, lines = incident_rows(desk, _ids(desk.chosen(wanted), wanted))
    return answers.csv_file(columns, lines, "incidents")


@router.get("/incidents.geojson")
def incidents_geojson(desk: TheDesk, wanted: Annotated[Sorted, Query()]) -> Response:
    """All that the filter lets through, each with its point where there is one."""
    chosen = desk.chosen(wanted)
    collection = maps.all_features(chosen.board, _ordered(chosen, wanted), is_coarse=desk.options.coarse)
    return answers.geojson_file(collection, "incidents")


@router.get("/facets")
def all_facets(desk: TheDesk, wanted: Annotated[Filter, Query()]) -> Response:
    """All facets with their counts."""
    return desk.remembered("facets", wanted, _facets)


@router.get("/facets.csv")
def facets_csv(desk: TheDesk, wanted: Annotated[Filter, Query()]) -> Response:
    """All facets as a table."""
    chosen = desk.chosen(wanted)
    found = facets.facets(chosen.board, wanted, chosen.masks)
    lines = ({"facet": name, **value} for name, facet in found.items() for value in facet["values"])
    return answers.csv_file(("facet", "value", "label", "count"), lines, "facets")


@router.get("/facets/{name}")
def one_facet(desk: TheDesk, name: str, wanted: Annotated[OneFacet, Query()]) -> Response:
    """One facet with more of its values."""
    if name not in FACETS:
        raise NotFound(f"there is no facet {name!r}", f"there are: {', '.join(FACETS)}")
    chosen = desk.chosen(wanted)
    return answers.Answer(facets.facet(chosen.board, wanted, chosen.masks, name, find=wanted.find, limit=wanted.limit))


@router.get("/map")
def on_map(desk: TheDesk, wanted: Annotated[OnMap, Query()]) -> Response:
    """Clusters and circles for a zoom, as GeoJSON."""

    def made(chosen: Chosen) -> dict[str, Any]:
        return maps.features(chosen.board, chosen.mask, wanted.zoom, is_coarse=desk.options.coarse)

    answer = desk.remembered("map", wanted, made)
    answer.headers["content-type"] = answers.GEOJSON
    return answer


@router.get("/timeline")
def in_time(desk: TheDesk, wanted: Annotated[InTime, Query()]) -> Response:
    """Incidents and killed by day, month or year."""
    return desk.remembered("timeline", wanted, lambda chosen: _timeline(chosen, wanted))


@router.get("/timeline.csv")
def in_time_csv(desk: TheDesk, wanted: Annotated[InTime, Query()]) -> Response:
    """The timeline as a table."""
    chosen = desk.chosen(wanted)
    lines: Any = timeline.bins(chosen.board, chosen.mask, _step(chosen, wanted))
    return answers.csv_file(("start", "end", "incidents", "low", "best", "high"), lines, "timeline")


@router.get("/tray")
def tray(desk: TheDesk, wanted: Annotated[Tray, Query()]) -> Response:
    """What has no place, and what has no date."""
    chosen = desk.chosen(wanted)
    held = {what: _lacking(chosen, what) for what in ("place", "date")}
    shown = {
        what: {"total": len(order), "rows": rows.page(chosen.board, order, 0, wanted.limit)}
        for what, order in held.items()
    }
    return answers.Answer({"stamp": chosen.board.stamp, **shown})


@router.get("/tray.csv")
def tray_csv(desk: TheDesk, wanted: Annotated[Filter, Query()]) -> Response:
    """The tray as a table."""
    return answers.csv_file(TRAY_COLUMNS, _tray_lines(desk.chosen(wanted)), "tray")


def _tray_lines(chosen: Chosen) -> Iterator[dict[str, Any]]:
    for what in ("place", "date"):
        for place in _lacking(chosen, what):
            entry = chosen.board.entries[place]
            told = {column: getattr(entry, column, None) for column in TRAY_COLUMNS}
            where = entry.place or {}
            yield {**told, "missing": what, "place": where.get("name"), "country": where.get("country")}


def _facets(chosen: Chosen) -> dict[str, Any]:
    found = facets.facets(chosen.board, chosen.wanted, chosen.masks)
    return {"stamp": chosen.board.stamp, "total": int(chosen.mask.sum()), "facets": found}


def _timeline(chosen: Chosen, wanted: InTime) -> dict[str, Any]:
    by = _step(chosen, wanted)
    return {
        "stamp": chosen.board.stamp,
        "by": by,
        "undated": int((chosen.mask & ~chosen.board.dated).sum()),
        "bins": timeline.bins(chosen.board, chosen.mask, by),
    }


def _lacking(chosen: Chosen, what: str) -> Ints:
    # The filter on what is missing would leave one half of the tray empty.
    mask = everything(chosen.board, chosen.masks, ("missing",))
    return rows.by_date(chosen.board, mask & missing(chosen.board, what))


def _step(chosen: Chosen, wanted: InTime) -> timeline.By:
    return timeline.step_of(chosen.board, chosen.mask) if wanted.by == "auto" else wanted.by


def _ordered(chosen: Chosen, wanted: Sorted) -> Ints:
    return rows.ordered(chosen.board, chosen.mask, wanted.sort, descending=wanted.order == "desc")


def _ids(chosen: Chosen, wanted: Sorted) -> list[str]:
    return [chosen.board.entries[place].id for place in _ordered(chosen, wanted)]
