"""A book on a PostgreSQL server: its address, its transactions, and what the server's errors mean to a user.

Whoever writes holds one lock from the start of the transaction to its end, as with a file: so what is linked is linked
on what it was looked up from, figures come out as from one writer, and no two can wait for each other. Readers wait
for nobody: each sees the one state of the book that was there when it began.
"""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from tallybook.errors import BookBusy, BookError, MissingPart, UsageError

WRITES = "tallybook_writes"
"""The execution option of a connection that may write."""
COMMITS = "commits"
"""The key under which a book on a server counts its commits: it tells readers that something has changed."""
_LOCKS = 0x7A11B00C - 2**31
"""The class of advisory locks that are ours; the book within a database is told by the schema that it is in."""
_BEGIN_WRITE = (
    "SELECT set_config('lock_timeout', %(wait)s, true), pg_advisory_xact_lock(%(locks)s, hashtext(current_schema()))"
)
_BEGIN_READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_MAY_WRITE = text(
    "SELECT NOT pg_is_in_recovery() AND NOT current_setting('default_transaction_read_only')::boolean"
    " AND has_table_privilege('book', 'UPDATE')"
)


def is_url(target: str) -> bool:
    """Whether the words name a database URL rather than a file."""
    return "://" in target


def address(target: str) -> URL:
    """The address that a database URL names. Raises UsageError where it is of no kind that holds books."""
    try:
        url = make_url(target)
    except (ArgumentError, ValueError) as error:
        raise _no_address(target, "it is no address of a database") from error
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite":
        return url
    if kind not in ("postgresql", "postgres"):
        raise _no_address(shown(target), f"books are files or stand on PostgreSQL, not on {kind}")
    return url.set(drivername="postgresql+psycopg")


def shown(target: str) -> str:
    """A path as it is, an address without its password."""
    if not is_url(target):
        return target
    try:
        return make_url(target).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return target


def _no_address(target: str, why: str) -> UsageError:
    return UsageError(
        f"{target!r} is not a database that can be used ({why})",
        "give the path of a file, such as my.book, or an address: postgresql://user@host/database",
    )


def server_engine(url: URL, lock_wait: float) -> Engine:
    """An engine for a book on a server. Raises MissingPart where its driver is not installed."""
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        raise MissingPart("psycopg is not installed", "install it: pip install 'tallybook[postgres]'") from error
    wait = str(max(1, min(int(lock_wait * 1000), 2**31 - 1)))

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITES, False):
            connection.exec_driver_sql(_BEGIN_WRITE, {"wait": wait, "locks": _LOCKS})
        else:
            connection.exec_driver_sql(_BEGIN_READ)

    return engine


def may_write(connection: Connection) -> bool:
    """Whether the server lets this user change the book."""
    return bool(connection.scalar(_MAY_WRITE))


def in_words(error: DBAPIError, name: str) -> BookError:
    """What a server's error means, and what to type next."""
    code = getattr(error.orig, "sqlstate", None) or ("08000" if error.connection_invalidated else "")
    said = str(error.orig).strip().split("\n")[0]
    for start, kind, what, next in _MEANINGS:
        if code.startswith(start):
            return kind(f"{name}: {what} ({said})", next)
    return BookError(f"{name}: the book cannot be used ({said})", "check the address and that its server runs")


_Meaning = tuple[str, type[BookError], str, str]
_AGAIN = "run the same command again: it goes on where it stopped"
_MEANINGS: tuple[_Meaning, ...] = (
    ("53100", BookError, "the server's disk is full; what was kept before is whole", f"free some space and {_AGAIN}"),
    ("53300", BookBusy, "the server takes no more connections", f"wait, or let others go, and {_AGAIN}"),
    (
        "55P03",
        BookBusy,
        "another process is writing to the book and did not finish in time",
        "wait for it and run the same command again, or wait longer: TALLYBOOK_LOCK_WAIT=3600",
    ),
    ("40", BookBusy, "another process changed the book's tables meanwhile", _AGAIN),
    ("25006", BookError, "the book is read-only there", "use an address where it may be written"),
    ("42501", BookError, "the server does not allow it", "ask for the right to write: GRANT ALL ON ALL TABLES"),
    ("57P", BookError, "the server was stopped; what was kept before is whole", f"start it and {_AGAIN}"),
    ("08", BookError, "the connection was cut; what was kept before is whole", f"check the server and {_AGAIN}"),
    (
        "28",
        BookError,
        "the server does not let this user in",
        "check the user and the password (~/.pgpass)",
    ),
    ("3D000", BookError, "there is no such database", "make it: createdb NAME"),
    ("3F000", BookError, "there is no such schema", "make it: CREATE SCHEMA NAME"),
)


def count_commit(connection: Connection) -> None:
    """Make the book's number of commits another one, along with what is about to be committed."""
    connection.execute(text("UPDATE book SET value = (value::bigint + 1)::text WHERE key = :key"), {"key": COMMITS})


def commits(connection: Connection) -> int:
    """The number of commits to the book, whoever made them."""
    return int(connection.scalar(text("SELECT value FROM book WHERE key = :key"), {"key": COMMITS}) or 0)
