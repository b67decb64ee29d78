"""The built page: ``static/`` holds what ``frontend/`` is built to; any path that is no file of it is the page."""

from __future__ import annotations

import secrets
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from tallybook.web.guard import content_policy
from tallybook.web.options import Options

STATIC = Path(__file__).parent / "static"
_NONCE = "__NONCE__"
_FOREVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Files whose names change with what they hold, so that a browser may keep them."""

    def file_response(self, *words: object, **named: object) -> Response:
        """The file, to be kept for ever."""
        answer = super().file_response(*words, **named)  # type: ignore[arg-type]
        answer.headers["cache-control"] = _FOREVER
        return answer


def add_page(app: FastAPI, options: Options, folder: Path = STATIC) -> None:
    """Serve the page on every path that the API does not answer."""
    assets = folder / "assets"
    if assets.is_dir():
        app.mount("/assets", Assets(directory=assets), name="assets")

    @app.get("/{path:path}", include_in_schema=False)
    def page(request: Request, path: str) -> Response:
        """The page, whatever the path: its state is in the address."""
        if path.startswith(("api/", "assets/")):
            return PlainTextResponse("there is nothing here\n", 404)
        return page_answer(options, folder)


def page_answer(options: Options, folder: Path) -> Response:
    """``index.html`` with a nonce of its own."""
    index = folder / "index.html"
    if not index.is_file():
        return PlainTextResponse("the page has not been built: make page\n", 503)
    nonce = secrets.token_urlsafe(16)
    answer = Response(index.read_text(encoding="utf-8").replace(_NONCE, nonce), media_type="text/html; charset=utf-8")
    answer.headers["content-security-policy"] = content_policy(options, nonce)
    answer.headers["cache-control"] = "no-store"
    return answer
