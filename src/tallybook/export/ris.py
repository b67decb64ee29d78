"""The sources as RIS, which reference managers read."""

from __future__ import annotations

from tallybook.export.bibliography import write_ris as write

__all__ = ["write"]
