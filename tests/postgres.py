"""A PostgreSQL of the tests' own: a cluster in a folder that is thrown away, reached by a socket in it alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from unittest.mock import patch

from sqlalchemy import create_engine

from tallybook.book import Store
from tallybook.book.schema import DERIVED_VERSION, SCHEMA_VERSION, metadata

MUST = os.environ.get("REQUIRE_ALL") == "1"
_SETTINGS = {
    "listen_addresses": "",
    # Nothing of it is to outlive the tests.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
}
# A language's order of words, in which "b" stands before "C": none of it may be seen in a book. From version 15 on.
_LANGUAGE = ("-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest there is; None where none is installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@contextmanager
def cluster(**settings: str) -> Iterator[str]:
    """The address of an empty database, which is stopped and thrown away at the end."""
    bin = programs()
    assert bin is not None, "PostgreSQL is required: apt-get install postgresql"
    folder = Path(tempfile.mkdtemp(prefix="tbpg"))
    if _user():
        shutil.chown(folder, _user())
    data = folder / "data"
    try:
        _run(folder, bin / "initdb", "-D", data, "-U", "tallybook", "-A", "trust", "-N", *_LANGUAGE)
        lines = {**_SETTINGS, "unix_socket_directories": str(folder), **settings}.items()
        (data / "postgresql.auto.conf").write_text("".join(f"{name} = '{value}'\n" for name, value in lines))
        _run(folder, bin / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "start")
        try:
            yield f"postgresql://tallybook@/postgres?host={folder}"
        finally:
            _run(folder, bin / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """Whom to run as: PostgreSQL refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


def _run(folder: Path, *command: str | Path) -> None:
    subprocess.run([*map(str, command)], user=_user(), cwd=folder, check=True, stdout=subprocess.DEVNULL)


def stop_and_start(url: str) -> None:
    """Stop the server of an address as a failing machine would, and start it again."""
    folder = Path(url.rpartition("host=")[2])
    pg_ctl = (programs() or folder) / "pg_ctl"
    _run(folder, pg_ctl, "-D", folder / "data", "-m", "immediate", "-w", "stop")
    _run(folder, pg_ctl, "-D", folder / "data", "-w", "-l", folder / "log", "start")


class Server:
    """A running PostgreSQL that keeps each book in a schema of its own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine = create_engine(
            url.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT", pool_pre_ping=True
        )
        self._made = 0
        self._free: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def run(self, statement: str) -> None:
        """One statement or several, outside any transaction."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def new(self) -> str:
        """The address of a place where no book is yet."""
        self._made += 1
        self.run(f"CREATE SCHEMA book{self._made}")
        return self._address(f"book{self._made}")

    def _address(self, name: str) -> str:
        return f"{self._url}&options=-csearch_path%3D{name}"

    def _empty(self) -> str:
        """The address of a book that holds nothing; one that was used before, since making its tables takes longer."""
        if self._free:
            return self._free.pop()
        address = self.new()
        Store.open(address).close()
        return address

    def _emptied(self, address: str) -> None:
        name = address.rpartition("%3D")[2]
        told = f"DELETE FROM {name}.book WHERE key NOT IN ('format', 'made_by', 'commits');"
        for key, number in (("version", SCHEMA_VERSION), ("derived_by", DERIVED_VERSION)):
            told += f"INSERT INTO {name}.book (key, value) VALUES ('{key}', '{number}');"
        tables = (table.name for table in reversed(metadata.sorted_tables) if table.name != "book")
        self.run(told + "".join(f"DELETE FROM {name}.{table};" for table in tables))
        self._free.append(address)

    @contextmanager
    def in_place_of_files(self) -> Iterator[None]:
        """Meanwhile each path of a book is an address on this server."""
        addresses: dict[str, str] = {}
        made: list[str] = []
        stores: list[Store] = []
        real = Store.open

        def opened(cls: type[Store], target: str | Path, *, create: bool = True, lock_wait: float = 300) -> Store:
            place = str(target) if "://" in str(target) else os.path.realpath(target)
            if "://" not in place and place not in addresses:
                addresses[place] = self._empty() if create else self.new()
                made.extend([addresses[place]] if create else ())
            stores.append(real(addresses.get(place, place), create=create, lock_wait=lock_wait))
            return stores[-1]

        empty = self._empty()
        self._free.append(empty)
        with patch.object(Store, "open", classmethod(opened)):
            yield
        for store in stores:
            store.close()
        for address in made:
            self._emptied(address)
