"""From the claims of one incident to its estimates: independence, what supersedes what, sums, policies.

The seam: ``reconcile(members, id=..., root=..., part_of=..., neighbours=...)`` takes a cluster's local incidents with
their reports and claims and returns the finished ``Incident``. ``neighbours`` are the members of other incidents told
in the same reports (for sums that span incidents); leave it out where there are none. ``estimates(members, policies)``
gives the figures alone, under each of some policies; ``history(members, policy)`` how they moved by days. Pure: the
order of members and neighbours changes nothing.
"""

from __future__ import annotations

from tallybook.reconcile.history import Point, Stand, Toll, history
from tallybook.reconcile.incident import estimates, reconcile
from tallybook.reconcile.members import Member
from tallybook.reconcile.policies import POLICIES

__all__ = ["POLICIES", "Member", "Point", "Stand", "Toll", "estimates", "history", "reconcile"]
