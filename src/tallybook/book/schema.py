"""The book's tables. Portable SQL: the same for SQLite and for PostgreSQL.

``reports``, ``claims`` and ``local_incidents`` hold what was read; ``judgements``, ``assignments``, ``codings`` and
``runs`` what people and programs did. All other tables are derived from these and can be rebuilt at any time; ``todo``
says what of them is still to be derived, so that a killed run can be finished by the next one. Each ``record`` column
is canonical JSON (see codec.py); the columns beside it are only the keys that queries need.

Claims and local incidents stand as analysts' judgements leave them: what a judgement changed of a claim is kept inside
its record (``judged.read``), of a local incident in ``read`` ("" where a judgement made it), and ``reports.ruled``
marks the reports of which anything is changed. ``judged_reports`` says which standing judgements hold on to a report.

``changes`` is what became of each incident, run by run, and is never rewritten; ``touched`` says which incidents may
have changed since it was last brought up to date.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, LargeBinary, MetaData, Table

from tallybook.book.columns import Integer, String, Text

SCHEMA_VERSION = 5
DERIVED_VERSION = 4
"""Raised whenever the same readings come to another record: by copies, links, policies. A book that an earlier one
derived is derived anew when it is opened, so that one record is never of two programs."""

metadata = MetaData()

book = Table(
    "book",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", String, primary_key=True),
    Column("path", String, nullable=False),
    Column("outlet", String),
    Column("published", String),
    Column("published_from", String),
    Column("text", Text, nullable=False),
    Column("parts", Text, nullable=False),
    Column("read_by", String, nullable=False),
    Column("stamp", String, nullable=False),
    Column("same_as", String, index=True),
    Column("ruled", Boolean),
    Column("language", String),
    Column("unread", String),
    Column("origin", Text),
    Column("bands", LargeBinary),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("local", String, index=True),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("speaker", String),
    Column("harm", String),
    Column("victims", String),
    Column("record", Text, nullable=False),
    Column("number", Integer),
    Column("confidence", Float, index=True),
)

local_incidents = Table(
    "local_incidents",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("record", Text, nullable=False),
    Column("node", Text),
    Column("read", Text),
    Column("near", String, nullable=False, server_default=""),
)

judgements = Table(
    "judgements",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("subject", String, nullable=False, index=True),
    Column("record", Text, nullable=False),
    Column("previous", String),
    Column("digest", String),
)

judged_reports = Table(
    "judged_reports",
    metadata,
    Column("report", String, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Index("judged_reports_of_place", "place"),
    sqlite_with_rowid=False,
)

assignments = Table(
    "assignments",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("incident", String, nullable=False, index=True),
    Column("who", String, nullable=False, index=True),
    Column("record", Text, nullable=False),
)

codings = Table(
    "codings",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("incident", String, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("record", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("started", String, nullable=False),
    Column("version", String, nullable=False),
    Column("settings", Text, nullable=False),
    Column("digest", String, nullable=False),
    Column("outcome", Text, nullable=False),
)

todo = Table(
    "todo",
    metadata,
    Column("stage", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("near", String, nullable=False, server_default=""),
    Index("todo_near", "stage", "near", "id"),
    sqlite_with_rowid=False,
)

copy_bands = Table(
    "copy_bands",
    metadata,
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("report", String, primary_key=True),
    sqlite_with_rowid=False,
)

block_keys = Table(
    "block_keys",
    metadata,
    Column("key", String, primary_key=True),
    Column("local", String, primary_key=True),
    Column("month", Integer),
    sqlite_with_rowid=False,
)

crowds = Table("crowds", metadata, Column("key", String, primary_key=True), sqlite_with_rowid=False)

pairs = Table(
    "pairs",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    Column("tie", String),
    Column("part", Boolean, nullable=False),
    Column("value", Float, nullable=False),
    Column("record", Text, nullable=False),
    Index("pairs_of_b", "b"),
    sqlite_with_rowid=False,
)

cores = Table(
    "cores",
    metadata,
    Column("local", String, primary_key=True),
    Column("core", String, nullable=False, index=True),
    sqlite_with_rowid=False,
)

homes = Table(
    "homes",
    metadata,
    Column("local", String, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("core", String, nullable=False, index=True),
    Column("worth", Float, nullable=False),
    sqlite_with_rowid=False,
)

doubts = Table(
    "doubts",
    metadata,
    Column("a", String, primary_key=True),
    Column("b", String, primary_key=True),
    Column("value", Float, nullable=False),
    Column("torn", Boolean, nullable=False),
    Index("doubts_of_b", "b"),
    sqlite_with_rowid=False,
)

members = Table(
    "members",
    metadata,
    Column("local", String, primary_key=True),
    Column("incident", String, nullable=False, index=True),
    sqlite_with_rowid=False,
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", String, primary_key=True),
    Column("basis", String, nullable=False),
    Column("root", String, nullable=False, index=True),
    Column("first", String, index=True),
    Column("last", String),
    Column("country", String, index=True),
    Column("type", String),
    Column("status", String, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("groups", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("record", Text, nullable=False),
)

estimates = Table(
    "estimates",
    metadata,
    Column("incident", String, primary_key=True),
    Column("harm", String, primary_key=True),
    Column("victims", String, primary_key=True),
    Column("low", Integer),
    Column("best", Integer),
    Column("high", Integer),
    sqlite_with_rowid=False,
)

touched = Table(
    "touched",
    metadata,
    Column("incident", String, primary_key=True),
    sqlite_with_rowid=False,
)

changes = Table(
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
