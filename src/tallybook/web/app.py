"""Puts the desk together: guard, routes, errors, the built page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from tallybook.api import Book
from tallybook.web import answers, routes_decide, routes_entry, routes_page, routes_people, routes_views
from tallybook.web.desk import Desk
from tallybook.web.guard import Guard
from tallybook.web.indexing import Indexing
from tallybook.web.options import Options
from tallybook.web.static_files import add_page

_ROUTERS = (
    routes_entry.router,
    routes_views.router,
    routes_decide.router,
    routes_page.router,
    routes_people.router,
)
THREADS = 12
"""Requests that are answered at once: no more than the book lends connections."""


def make_app(book: Book, options: Options) -> ASGIApp:
    """The desk over a book, ready to be served. Raises UsageError where the options would leave it open."""
    options.check()
    return Guard(GZipMiddleware(make_api(Desk(book, options)), minimum_size=1_000, compresslevel=5), options)


def make_api(desk: Desk) -> FastAPI:
    """The routes over a desk, without the guard."""
    app = FastAPI(
        title="Tallybook desk",
        version=version("tallybook"),
        summary="Incidents, estimates, evidence and decisions of one book.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_open,
        default_response_class=answers.Answer,
    )
    app.state.desk = desk
    answers.tell_errors(app)
    for router in _ROUTERS:
        app.include_router(router)
    add_page(app)
    return app


@asynccontextmanager
async def _open(app: FastAPI) -> AsyncIterator[None]:
    """All incidents are there before the first request; texts are indexed while the desk is open."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    desk: Desk = app.state.desk
    await to_thread.run_sync(desk.keeper.board)
    with Indexing(desk.book.store, desk.keeper):
        yield
