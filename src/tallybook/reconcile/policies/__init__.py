"""The published rules for differing figures: one module each, one function each, by name.

A policy is a function of a ``Ledger`` that returns an ``Estimate``, or None where the ledger counts nothing that the
rule would count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.policies.acled import acled
from tallybook.reconcile.policies.gtd import gtd
from tallybook.reconcile.policies.ibc import ibc
from tallybook.reconcile.policies.latest import latest
from tallybook.reconcile.policies.ucdp import ucdp
from tallybook.records import Estimate

Policy = Callable[[Ledger], Estimate | None]
POLICIES: Mapping[str, Policy] = {"latest": latest, "ucdp": ucdp, "acled": acled, "gtd": gtd, "ibc": ibc}

__all__ = ["POLICIES", "Policy", "acled", "gtd", "ibc", "latest", "ucdp"]
