"""Runs a desk until it is stopped."""

from __future__ import annotations

import uvicorn

from tallybook.api import Book
from tallybook.web.app import make_app
from tallybook.web.options import Options


def serve(book: Book, options: Options) -> None:
    """Serve the desk; returns when it is stopped. Raises UsageError where the options would leave it open."""
    uvicorn.run(
        make_app(book, options),
        host=options.host,
        port=options.port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )
