"""Column types that hold, order and compare the same in every database.

PostgreSQL orders words by the language of the database unless told otherwise, its plain integers end at two thousand
million, and a key in its trees at 2.7 kB. SQLite compares bytes, counts to 2**63 and takes any key; so does every
column and table made of these.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, PrimaryKeyConstraint
from sqlalchemy import Integer as _Integer
from sqlalchemy import String as _String
from sqlalchemy import Text as _Text
from sqlalchemy.ext.compiler import compiles

String = _String().with_variant(_String(collation="C"), "postgresql")
Text = _Text().with_variant(_Text(collation="C"), "postgresql")
Integer = _Integer().with_variant(BigInteger(), "postgresql")

LONG_KEY = {"long key": True}
"""The ``info`` of a table whose one key may be longer than a tree takes: an address of the web, a path."""


@compiles(PrimaryKeyConstraint, "postgresql")
def _key(constraint: PrimaryKeyConstraint, compiler: Any, **known: Any) -> str:
    if not constraint.table.info.get("long key"):
        return str(compiler.visit_primary_key_constraint(constraint, **known))
    (column,) = constraint.columns
    return f'EXCLUDE USING hash ("{column.name}" WITH =)'
