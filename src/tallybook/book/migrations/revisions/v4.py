"""Version 4: what is left to do in the order of places, so that what is handled at once shares its neighbours."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column

from tallybook.book.columns import String

revision = "4"
down_revision = "3"

_TABLES = ("todo", "local_incidents")


def upgrade() -> None:
    """What version 3 had not; what it holds sorts as if it had no place, which costs time and nothing else."""
    for table in _TABLES:
        op.add_column(table, Column("near", String, nullable=False, server_default=""))
    op.create_index("todo_near", "todo", ["stage", "near", "id"])


def downgrade() -> None:
    """Version 3 has no order but that of the ids."""
    op.drop_index("todo_near", "todo")
    for table in _TABLES:
        op.drop_column(table, "near")
