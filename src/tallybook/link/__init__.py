"""Which local incidents of which reports are one incident: candidates, features, score, clusters, waves.

The seam for whoever keeps the book. All functions are pure, so the result depends on the set of reports alone:

1. ``nodes(report, reading)`` makes one ``Node`` for each local incident. Store ``node.to_json()`` and
   ``block_keys(node)``; ``Node.from_json`` reads it back.
2. ``ties(nodes)`` over the nodes of one report gives the pairs that its own waves make (never merged, but they
   belong to one component). Store them as pairs.
3. For a new node, look up the stored nodes of which a ``block_keys`` key is among its ``seek_keys`` (the nodes of the
   new reports too), ``score`` it with each, and store the pairs with ``pair.keep`` and their ``tie``. The relation is
   symmetric: a finds b exactly where b finds a. Looking up ``block_keys`` instead gives the same pairs with more
   comparisons. What is ``crowded`` among all of them is passed over (``meet``). What is ``following`` the telling that
   it copies is filed nowhere and compared with that one alone; of ``ties`` keep those that ``counts`` still.
4. Tellings of known days: take what chains of ``known`` pairs join to the new ones, and cluster it (``linked``).
5. Vague tellings (``is_vague``): each looks for its home among the clusters of its ``nearest`` pairs (``homes``), then
   again with the vague ones nearest to it beside them (``beside_kin``); what is left without one is clustered by
   mutually nearest pairs (``linked``).
6. What judgements demand (``settled`` constraints) joins and parts clusters (``obeying``).
7. Copies stand behind what they copy (``with_copies``); ``wholes`` says which cluster is part of which.

``cluster`` does 4 to 7 at once over nodes in memory.
"""

from __future__ import annotations

from tallybook.link.blocks import block_keys, neighbourhood, seek_keys
from tallybook.link.clusters import Cluster, cluster, inferred_dates, obeying, wholes, with_copies
from tallybook.link.constraints import Constraint, Ruled, settled
from tallybook.link.copies import counts, first_of, following
from tallybook.link.crowds import MONTHS, Keys, crowded, evidence, meet, month
from tallybook.link.homes import Home, Tie, beside_kin, homes, is_vague, nearest, tie
from tallybook.link.linkage import linked
from tallybook.link.nodes import Node, nodes
from tallybook.link.score import Feature, PairScore, score, ties

__all__ = [
    "MONTHS",
    "Cluster",
    "Constraint",
    "Feature",
    "Home",
    "Keys",
    "Node",
    "PairScore",
    "Ruled",
    "Tie",
    "beside_kin",
    "block_keys",
    "cluster",
    "counts",
    "crowded",
    "evidence",
    "first_of",
    "following",
    "homes",
    "inferred_dates",
    "is_vague",
    "linked",
    "meet",
    "month",
    "nearest",
    "neighbourhood",
    "nodes",
    "obeying",
    "score",
    "seek_keys",
    "settled",
    "tie",
    "ties",
    "wholes",
    "with_copies",
]
