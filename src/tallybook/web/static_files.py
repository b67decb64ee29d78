"""The built page: ``static/`` holds what ``frontend/`` is built to; any path that is no file of it is the page."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static"
_FOREVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Files whose names change with what they hold, so that a browser may keep them."""

    def file_response(self, *words: object, **named: object) -> Response:
        """The file, to be kept for ever."""
        answer = super().file_response(*words, **named)  # type: ignore[arg-type]
        answer.headers["cache-control"] = _FOREVER
        return answer


def add_page(app: FastAPI, folder: Path = STATIC) -> None:
    """Serve the page on every path that the API does not answer."""
    assets = folder / "assets"
    if assets.is_dir():
        app.mount("/assets", Assets(directory=assets), name="assets")

    @app.get("/{path:path}", include_in_schema=False)
    def page(request: Request, path: str) -> Response:
        """The page, whatever the path: its state is in the address."""
        if path.startswith(("api/", "assets/")):
            return PlainTextResponse("there is nothing here\n", 404)
        return page_answer(folder)


def page_answer(folder: Path) -> Response:
    """``index.html``, asked for anew every time: it names the files that it was built with."""
    index = folder / "index.html"
    if not index.is_file():
        return PlainTextResponse("the page has not been built: make frontend\n", 503)
    return Response(index.read_bytes(), media_type="text/html; charset=utf-8", headers={"cache-control": "no-store"})
