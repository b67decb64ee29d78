"""Version 2: judgements in a chain that change what was read, languages, origins, the reader's confidence."""

from __future__ import annotations

import hashlib
import json

from alembic import op
from sqlalchemy import Boolean, Column, Connection, Float, text

from tallybook.book.columns import Integer, String, Text

revision = "2"
down_revision = "1"

_REPORTS = (("ruled", Boolean), ("language", String), ("unread", String), ("origin", Text))
_CLAIMS = (("number", Integer), ("confidence", Float))
_JUDGEMENTS = (("previous", String), ("digest", String))


def upgrade() -> None:
    """What version 1 had not."""
    columns = {"reports": _REPORTS, "claims": _CLAIMS, "local_incidents": (("read", Text),), "judgements": _JUDGEMENTS}
    for table, added in columns.items():
        for name, kind in added:
            op.add_column(table, Column(name, kind))
    op.create_index("ix_claims_confidence", "claims", ["confidence"])
    _seal(op.get_bind())
    _fill(op.get_bind())


def downgrade() -> None:
    """Version 1 knows no chain of judgements, and readings as they were left by them."""
    op.drop_index("ix_claims_confidence", "claims")
    dropped = {"reports": _REPORTS, "claims": _CLAIMS, "local_incidents": (("read", Text),), "judgements": _JUDGEMENTS}
    for table, columns in dropped.items():
        for name, _ in columns:
            op.drop_column(table, name)
    op.execute("DELETE FROM book WHERE key = 'judgements'")


def _seal(connection: Connection) -> None:
    """Judgements of version 1 are sealed as they are found: the chain begins here."""
    place, digest = 0, ""
    for place, record in connection.execute(text("SELECT place, record FROM judgements ORDER BY place")).all():
        previous, digest = digest, hashlib.sha256(f"{digest}\n{place}\n{record}".encode()).hexdigest()
        row = {"place": place, "previous": previous, "digest": digest}
        connection.execute(
            text("UPDATE judgements SET previous = :previous, digest = :digest WHERE place = :place"), row
        )
    if place:
        head = {"value": f"{place} {digest}"}
        connection.execute(text("INSERT INTO book (key, value) VALUES ('judgements', :value)"), head)


def _fill(connection: Connection) -> None:
    """The new columns of claims, from their records."""
    last = ""
    query = text("SELECT id, record FROM claims WHERE id > :last ORDER BY id LIMIT 500")
    while rows := connection.execute(query, {"last": last}).all():
        found = [(id, json.loads(record)) for id, record in rows]
        connection.execute(
            text("UPDATE claims SET number = :number, confidence = :confidence WHERE id = :id"),
            [{"id": id, "number": _number(claim), "confidence": claim.get("confidence")} for id, claim in found],
        )
        last = rows[-1][0]


def _number(claim: dict[str, int | None]) -> int | None:
    return claim.get("high") if claim.get("low") is None else claim["low"]
