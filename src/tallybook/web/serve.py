"""Runs a desk until it is stopped."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import uvicorn

from tallybook.api import Book
from tallybook.web.app import make_app
from tallybook.web.options import Options


class _Server(uvicorn.Server):
    """Tells its address once it listens: the port may have been left to the system."""

    def __init__(self, config: uvicorn.Config, options: Options, started: Callable[[str], None]) -> None:
        super().__init__(config)
        self._options = options
        self._tell = started

    async def startup(self, sockets: Any = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        # What is loaded by now stays: the collector need not go through a million objects again and again.
        gc.collect()
        gc.freeze()
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            self._tell(self._options.address(port))


def serve(book: Book, options: Options, started: Callable[[str], None]) -> None:
    """Serve the desk until it is stopped; ``started`` is told its address. Raises UsageError for unsafe options."""
    config = uvicorn.Config(
        make_app(book, options),
        host=options.host,
        port=options.port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        ssl_certfile=options.certificate,
        ssl_keyfile=options.key,
    )
    _Server(config, options, started).run()
