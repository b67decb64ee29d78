"""Version 3: sources as received in a chain, what fetching goes on with, changes run by run, double coding."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Float, Index, LargeBinary, MetaData, Table

from tallybook.book.columns import LONG_KEY, Integer, String, Text

revision = "3"
down_revision = "2"


def upgrade() -> None:
    """What version 2 had not; books of builds between the two have some of it."""
    _tables().create_all(op.get_bind())


def downgrade() -> None:
    """Version 2 has no place for any of it."""
    _tables().drop_all(op.get_bind())
    op.execute("DELETE FROM book WHERE key = 'captures_head'")


def _tables() -> MetaData:
    metadata = MetaData()
    Table(
        "assignments",
        metadata,
        Column("place", Integer, primary_key=True, autoincrement=False),
        Column("incident", String, nullable=False, index=True),
        Column("who", String, nullable=False, index=True),
        Column("record", Text, nullable=False),
    )
    Table(
        "codings",
        metadata,
        Column("place", Integer, primary_key=True, autoincrement=False),
        Column("incident", String, nullable=False, index=True),
        Column("who", String, nullable=False),
        Column("record", Text, nullable=False),
    )
    Table(
        "touched",
        metadata,
        Column("incident", String, primary_key=True),
        sqlite_with_rowid=False,
    )
    Table(
        "changes",
        metadata,
        Column("place", Integer, primary_key=True, autoincrement=False),
        Column("at", String, nullable=False, index=True),
        Column("run", Integer, nullable=False),
        Column("judgement", Integer, nullable=False),
        Column("kind", String, nullable=False),
        Column("incident", String, nullable=False, index=True),
        Column("others", Text, nullable=False),
        Column("record", Text),
    )
    Table(
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
    Table(
        "originals",
        metadata,
        Column("digest", String, primary_key=True),
        Column("size", Integer, nullable=False),
        Column("coding", String, nullable=False),
        Column("report", String),
        Column("data", LargeBinary),
    )
    Table(
        "capture_reports",
        metadata,
        Column("capture", Integer, primary_key=True),
        Column("report", String, primary_key=True),
        Index("captures_of_report", "report"),
        sqlite_with_rowid=False,
    )
    Table(
        "archives",
        metadata,
        Column("path", String, primary_key=True),
        Column("mark", String, nullable=False),
        Column("offset", BigInteger, nullable=False),
        info=LONG_KEY,
    )
    Table(
        "outdated",
        metadata,
        Column("report", String, primary_key=True),
        Column("source", String, nullable=False),
    )
    Table(
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
    Table(
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
    Table(
        "sites",
        metadata,
        Column("site", String, primary_key=True),
        Column("free", Float, nullable=False, default=0.0),
        Column("robots", Text),
        Column("robots_at", Float),
    )
    return metadata
