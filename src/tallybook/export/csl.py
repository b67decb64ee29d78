"""The sources as CSL-JSON, which citation processors read."""

from __future__ import annotations

from tallybook.export.bibliography import write_csl as write

__all__ = ["write"]
