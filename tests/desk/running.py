"""A desk that really listens, for a real browser."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import uvicorn

import tallybook
from tallybook.settings import Settings
from tallybook.web.app import make_app
from tallybook.web.options import Options

SETTINGS = Settings(reader="rules")


class Running:
    """Serves a book on a free port of this machine until it is stopped; can be started again."""

    def __init__(self, path: Path, **options: Any) -> None:
        self.path = path
        self.options = Options(**{"analyst": "Ada", **options})
        self.address = ""

    def start(self) -> Running:
        self.book = tallybook.open(self.path, settings=SETTINGS)
        config = uvicorn.Config(make_app(self.book, self.options), host="127.0.0.1", port=0, log_level="warning")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        deadline = time.monotonic() + 30
        while not self.server.started:
            assert self.thread.is_alive() and time.monotonic() < deadline, "the desk did not start"
            time.sleep(0.02)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        return self

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=30)
        assert not self.thread.is_alive(), "the desk did not stop"
        self.book.close()
