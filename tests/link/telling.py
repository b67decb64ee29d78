"""Short tellings of made-up incidents, as the reader would hand them on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tallybook.link import Cluster, Node, PairScore, block_keys, cluster, nodes, score, seek_keys, ties
from tallybook.records import Figure, LocalIncident, Part, Place, Reading, Report, Span, identity

HARBEL = Place("Harbel", "LR", "Margibi", 6.28, -10.35, "exact")
KAKATA = Place("Kakata", "LR", "Margibi", 6.53, -10.35, "exact")
LIBERIA = Place("Liberia", "LR", None, 6.4, -9.4, "country")


def report(name: str, text: str = "", published: str | None = "2020-05-02", **more: Any) -> Report:
    """A report with a headline and a body."""
    text = text or f"Gunmen storm depot {name}\nWatchman Kollie saw gunmen storm the rubber depot before dawn, he said."
    head = text.find("\n")
    parts = (Part(0, head, "headline"), Part(head + 1, len(text), "body")) if head > 0 else ()
    return Report(Report.make_id(name, text), name, text, published, parts=parts, **more)


def local(of: Report, key: str = "A", start: str | None = "2020-05-01", **more: Any) -> LocalIncident:
    """A local incident in Harbel on the first of May."""
    return LocalIncident(key, of.id, **{"type": "armed attack", "start": start, "place": HARBEL, **more})


def toll(of: Report, number: int, key: str = "A", **more: Any) -> Figure:
    """A claim of a number killed."""
    fields: dict[str, Any] = {
        "harm": "killed", "victims": "unspecified", "low": number, "high": number, "qualifier": "exact",
        "start": 0, "end": 5, "sentence": Span(0, 20), **more,
    }  # fmt: skip
    return Figure(id=identity("c", of.id, key, number, str(more)), report=of.id, local=key, **fields)


def node(name: str, number: int = 12, published: str | None = "2020-05-02", text: str = "", **more: Any) -> Node:
    """One report with one incident and one toll, as a node."""
    told = report(name, text, published)
    return nodes(told, Reading(told.id, (toll(told, number),), (local(told, **more),)))[0]


def link(found: list[Node]) -> tuple[Cluster, ...]:
    """What a pipeline does: neighbours by keys, scores, kept pairs, one component."""
    kept: dict[tuple[str, str], PairScore] = {(p.a, p.b): p for p in ties(found)}
    for a in found:
        for b in found:
            if a.id < b.id and set(seek_keys(a)) & set(block_keys(b)):
                pair = score(a, b)
                if pair.keep:
                    kept[pair.a, pair.b] = pair
    return cluster(found, kept.values())


def members(found: list[Node]) -> set[frozenset[str]]:
    """The clusters as sets of ids."""
    return {frozenset(group.members) for group in link(found)}


def copied(of: Node, name: str) -> Node:
    """The node of a report that repeats another word for word."""
    again = report(name)
    return replace(of, id=f"{again.id}:{of.id.rsplit(':', 1)[1]}", report=again.id, copy_of=of.report)
