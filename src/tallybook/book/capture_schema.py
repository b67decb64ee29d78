"""The tables of what was received and of what fetching goes on with: beside those of schema.py, in the same book.

``captures`` is a chain that is only ever added to; ``originals`` holds the bytes by their digest. ``outdated`` is
derived: reports that their page's latest capture does not give any more. ``archives``, ``pages``, ``feeds`` and
``sites`` are the state of what goes on: how far an archive was read, what is due, since when, and what servers said
last. Times are seconds since 1970 where they are compared, ISO 8601 where they are told.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, LargeBinary, Table

from tallybook.book.columns import LONG_KEY, Integer, String, Text
from tallybook.book.schema import metadata

captures = Table(
    "captures",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("previous", String, nullable=False),
    Column("source", String, nullable=False),
    Column("digest", String, nullable=False, index=True),
    Column("record", Text, nullable=False),
    Column("is_read", Boolean, nullable=False, index=True),
    Index("ix_captures_source", "source", postgresql_using="hash"),
)

originals = Table(
    "originals",
    metadata,
    Column("digest", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("coding", String, nullable=False),
    Column("report", String),
    Column("data", LargeBinary),
)

capture_reports = Table(
    "capture_reports",
    metadata,
    Column("capture", Integer, primary_key=True),
    Column("report", String, primary_key=True),
    Index("captures_of_report", "report"),
    sqlite_with_rowid=False,
)

archives = Table(
    "archives",
    metadata,
    Column("path", String, primary_key=True),
    Column("mark", String, nullable=False),
    Column("offset", BigInteger, nullable=False),
    info=LONG_KEY,
)

outdated = Table(
    "outdated",
    metadata,
    Column("report", String, primary_key=True),
    Column("source", String, nullable=False),
)

pages = Table(
    "pages",
    metadata,
    Column("url", String, primary_key=True),
    Column("site", String, nullable=False),
    Column("feed", String),
    Column("mark", String, nullable=False, default=""),
    Column("day", String),
    Column("due", Float),
    Column("asked", Boolean, nullable=False, default=False),
    Column("seen", Float, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("checked", String),
    Column("status", Integer),
    Column("etag", String),
    Column("modified", String),
    Column("capture", String),
    Column("problem", Text),
    Index("pages_due", "site", "due"),
    info=LONG_KEY,
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", String, primary_key=True),
    Column("parent", String),
    Column("mark", String, nullable=False, default=""),
    Column("due", Float, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("checked", String),
    Column("etag", String),
    Column("modified", String),
    Column("problem", Text),
    info=LONG_KEY,
)

sites = Table(
    "sites",
    metadata,
    Column("site", String, primary_key=True),
    Column("free", Float, nullable=False, default=0.0),
    Column("robots", Text),
    Column("robots_at", Float),
)
