"""One incident from its members: facts, estimates under a policy, sums and contradictions."""

from __future__ import annotations

from collections.abc import Iterable

from tallybook.reconcile import facts
from tallybook.reconcile.checks import checks
from tallybook.reconcile.contradictions import contradiction, failed
from tallybook.reconcile.ledger import Ledger, entries, ledger
from tallybook.reconcile.members import Member, in_order
from tallybook.reconcile.policies import POLICIES
from tallybook.records import HARMS, VICTIMS, Check, Estimate, Incident


def reconcile(
    members: Iterable[Member],
    *,
    id: str,
    root: str | None = None,
    part_of: str | None = None,
    neighbours: Iterable[Member] = (),
    policy: str = "latest",
) -> Incident:
    """The finished incident of a cluster: pure, and the order of members changes nothing.

    ``members`` are the cluster's local incidents (at least one), each with its report and the claims about it;
    ``id``, ``root`` and ``part_of`` come from linking; ``neighbours`` are members of other incidents of the same
    reports. Raises ``KeyError`` for a policy that does not exist.
    """
    own = in_order(tuple(members))
    start, end = facts.when(own)
    date_why, inferred = facts.date_why(own, start)
    place, kind = facts.where(own), facts.kind(own)
    beside = in_order(tuple(neighbours))
    ledgers, sums = _ledgers(own), checks(own, beside)
    return Incident(
        id=id,
        root=root or id,
        part_of=part_of,
        title=facts.title(kind, place, [harm for harm, _ in ledgers]),
        type=kind,
        start=start,
        end=end,
        place=place,
        status=facts.status(own),
        members=tuple(sorted(member.id for member in own)),
        reports=tuple(sorted({member.report.id for member in own})),
        date_why=date_why,
        date_inferred=inferred,
        background=all(member.local.background for member in own),
        claimed_by=facts.groups_of(own, "claimed"),
        blamed=facts.groups_of(own, "blamed"),
        denied_by=facts.deniers(own),
        confirmed_by=facts.confirmers(own),
        condemned_by=facts.condemners(own),
        places=facts.sites(own),
        groups=tuple(sorted({group for member in own for group in member.local.groups})),
        policy=policy,
        figures=_figures(ledgers, policy),
        checks=sums,
        contradictions=_contradictions(ledgers, sums, (*own, *beside)),
    )


def estimates(members: Iterable[Member], policies: Iterable[str]) -> dict[str, dict[str, dict[str, Estimate]]]:
    """What policies make of these figures: policy -> harm -> victims -> Estimate, in the format's order.

    Pure, and the order of members changes nothing. Raises ``KeyError`` for a policy that does not exist.
    """
    ledgers = _ledgers(in_order(tuple(members)))
    return {policy: _figures(ledgers, policy) for policy in policies}


def _ledgers(members: tuple[Member, ...]) -> dict[tuple[str, str], Ledger]:
    """The ledger of every harm and class of victims that counts at least one figure, in the format's order."""
    found = entries(members)
    told = {(entry.claim.harm, entry.claim.victims) for entry in found}
    made = {(h, v): ledger(found, h, v) for h in HARMS for v in VICTIMS if (h, v) in told}
    return {key: book for key, book in made.items() if book.counted}


def _figures(ledgers: dict[tuple[str, str], Ledger], policy: str) -> dict[str, dict[str, Estimate]]:
    figures: dict[str, dict[str, Estimate]] = {}
    for (harm, victims), book in ledgers.items():
        estimate = POLICIES[policy](book)
        if estimate is not None:
            figures.setdefault(harm, {})[victims] = estimate
    return figures


def _contradictions(
    ledgers: dict[tuple[str, str], Ledger], sums: tuple[Check, ...], told: tuple[Member, ...]
) -> tuple[str, ...]:
    """Figures of two speakers that cannot both be true, and sums and parts that do not hold."""
    found = (contradiction(book, harm, victims) for (harm, victims), book in ledgers.items())
    return (*(text for text in found if text), *failed(sums, told))
