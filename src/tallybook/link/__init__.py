"""Which local incidents of which reports are one incident: candidates, features, score, clusters, waves.

The seam for whoever keeps the book. All functions are pure, so the result depends on the set of reports alone:

1. ``nodes(report, reading)`` makes one ``Node`` for each local incident. Store ``node.to_json()`` and
   ``block_keys(node)``; ``Node.from_json`` reads it back.
2. ``ties(nodes)`` over the nodes of one report gives the pairs that its own waves make (never merged, but they
   belong to one component). Store them as pairs.
3. For a new node, look up the stored nodes of which a ``block_keys`` key is among its ``seek_keys`` (the nodes of the
   new reports too), ``score`` it with each, and store the pairs with ``pair.keep``. The relation is symmetric: a finds
   b exactly where b finds a. Looking up ``block_keys`` instead gives the same pairs with more comparisons.
4. Take the connected component of the new nodes over all stored pairs, then ``cluster(nodes, pairs)`` with all of
   the component's nodes and all stored pairs among them. It returns every node in exactly one ``Cluster``, whose
   ``part_of`` and ``root`` are ids of clusters of the same component.

A component that loses a node (a report taken out) is the same computation over what is left.
"""

from __future__ import annotations

from tallybook.link.blocks import block_keys, seek_keys
from tallybook.link.clusters import Cluster, cluster, inferred_dates
from tallybook.link.constraints import Constraint
from tallybook.link.nodes import Node, nodes
from tallybook.link.score import Feature, PairScore, score, ties

__all__ = [
    "Cluster",
    "Constraint",
    "Feature",
    "Node",
    "PairScore",
    "block_keys",
    "cluster",
    "inferred_dates",
    "nodes",
    "score",
    "seek_keys",
    "ties",
]
