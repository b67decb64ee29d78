"""What ``show`` and ``claims`` print with ``--json``, and the desk gives likewise: records with their words."""

from __future__ import annotations

from typing import Any

from tallybook.book.quoted import Quoted, Shown
from tallybook.export.jsonl import claim_line, incident_line


def quoted_line(quote: Quoted) -> dict[str, Any]:
    """A claim as in claims.jsonl, with its words, its sentence's words and its report's path and date."""
    line = claim_line(quote.claim, quote.incident)
    more = {"words": quote.words, "sentence_words": quote.sentence, "path": quote.path, "published": quote.published}
    return {**line, **more}


def shown_line(shown: Shown) -> dict[str, Any]:
    """An incident as in incidents.jsonl, with its claims in words and the ids of its sites."""
    return {
        **incident_line(shown.incident),
        "claims": [quoted_line(quote) for quote in shown.claims],
        "sites": [site.id for site in shown.sites],
    }
