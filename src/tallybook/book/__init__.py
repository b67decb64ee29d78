"""The store of all that was read, said and decided: one SQLite file by default.

``Store`` opens it and gives transactions; the other modules are functions over a transaction's connection, one
module for each group of tables.
"""

from __future__ import annotations

from tallybook.book.store import Store

__all__ = ["Store"]
