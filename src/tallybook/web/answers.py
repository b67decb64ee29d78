"""How answers go out: JSON, CSV, GeoJSON, and errors."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse

from tallybook.errors import (
    BookError,
    DeskError,
    LoginNeeded,
    NotAllowed,
    NotFound,
    Outdated,
    TallybookError,
    TooMany,
    UsageError,
)
from tallybook.export.table import safe
from tallybook.web.guard import as_answer

GEOJSON = "application/geo+json"
_STATUS: tuple[tuple[type[TallybookError], int], ...] = (
    (NotFound, 404),
    (UsageError, 400),
    (LoginNeeded, 401),
    (NotAllowed, 403),
    (Outdated, 409),
    (TooMany, 429),
    (DeskError, 400),
    (BookError, 503),
    (TallybookError, 400),
)


class Answer(JSONResponse):
    """JSON in UTF-8; numbers that JSON does not know are refused."""

    def render(self, content: Any) -> bytes:
        """The answer's bytes."""
        return as_json(content)


def as_json(content: Any) -> bytes:
    """Plain data as JSON in UTF-8, on one line."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A JSON list, an item at a time."""
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def json_file(rows: Iterable[Mapping[str, Any]], name: str) -> Response:
    """A JSON list as a file, made while it is sent."""
    return StreamingResponse(json_lines(rows), media_type="application/json", headers=attached(f"{name}.json"))


def csv_file(columns: Sequence[str], rows: Iterable[Mapping[str, Any]], name: str) -> Response:
    """A table that no spreadsheet runs, made while it is sent."""
    return StreamingResponse(_csv(columns, rows), media_type="text/csv; charset=utf-8", headers=attached(f"{name}.csv"))


def geojson_file(collection: Mapping[str, Any], name: str) -> Response:
    """A FeatureCollection as a file."""
    return Answer(collection, media_type=GEOJSON, headers=attached(f"{name}.geojson"))


def attached(name: str) -> dict[str, str]:
    """The header that makes an answer a download."""
    return {"content-disposition": f'attachment; filename="{name}"'}


def _csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe(row[column]) for column in columns])
        if held.tell() > 60_000:
            yield _taken(held)
    yield _taken(held)


def _taken(held: io.StringIO) -> str:
    text = held.getvalue()
    held.seek(0)
    held.truncate()
    return text


def tell_errors(app: FastAPI) -> None:
    """Every error as JSON: what is wrong and what to do next."""
    app.add_exception_handler(TallybookError, _told)
    app.add_exception_handler(RequestValidationError, _misshapen)
    app.add_exception_handler(HTTPException, _plain)


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, TallybookError)
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    return Answer(as_answer(error), status, headers={"retry-after": "60"} if status == 429 else None)


def _misshapen(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors()[:5])
    return Answer(_error("shape", wrong[:1_000] or "the request has another shape", "see /api/openapi.json"), 422)


def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    return Answer(_error("http", str(error.detail), "see /api/openapi.json"), error.status_code, headers=headers)


def _error(code: str, what: str, next: str) -> dict[str, Any]:
    return {"error": {"code": code, "what": what, "next": next}}
