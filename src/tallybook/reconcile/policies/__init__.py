"""The published rules for differing figures: one module each, one function each, by name.

A policy is a function of a ``Ledger`` that returns an ``Estimate``, or None where the ledger counts nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.policies.latest import latest
from tallybook.records import Estimate

Policy = Callable[[Ledger], Estimate | None]
POLICIES: Mapping[str, Policy] = {"latest": latest}

__all__ = ["POLICIES", "Policy", "latest"]
