"""Which reports of a book speak with one voice: a story and its copies, and which of them stands for the others.

A function of the texts, dates and outlets of a group, whatever the order in which its reports came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from tallybook.book import bands, links, reports, ruled
from tallybook.gather import copies

COMPARED = 8
"""How many texts are held at once to find what a report is a copy of."""


def find_copies(connection: Connection, marked: Sequence[str]) -> None:
    """Say of the marked reports, and of all in their groups, what each is a copy of; what changes is linked anew."""
    changed = set(marked)
    for origins in _joined(connection, marked):
        group = links.copy_group(connection, origins)
        stands = copies.canonical(reports.get(connection, group).values()).id
        wanted = {report: None if report == stands else stands for report in group}
        anew = {report: origin for report, origin in wanted.items() if origin != group[report]}
        if anew:
            links.set_origins(connection, anew)
            changed.update(group)
    ruled.apply(connection, changed)


def _joined(connection: Connection, marked: Sequence[str]) -> list[set[str]]:
    """The groups that these reports belong to, each by the origins that stood for its pieces.

    Which report stands is asked once for all: a story may be repeated by thousands of one batch.
    """
    stands: dict[str, str] = {}
    joined: dict[str, set[str]] = {}
    for id, near in bands.file(connection, marked):
        stands |= links.origins(connection, {id, *near} - stands.keys())
        for origin in _copied(connection, id, near, stands, joined):
            pieces = [joined.setdefault(one, {one}) for one in (stands[id], origin)]
            if pieces[0] is not pieces[1]:
                less, more = sorted(pieces, key=len)
                more |= less
                joined.update(dict.fromkeys(less, more))
    told: set[str] = set()
    found: list[set[str]] = []
    for origin, group in joined.items():
        if origin not in told:
            found.append(group)
            told |= group
    return found


def _copied(
    connection: Connection, id: str, near: Sequence[str], stands: Mapping[str, str], joined: Mapping[str, set[str]]
) -> set[str]:
    """The origins of the groups that a report belongs to; more than one where it joins groups.

    Texts are taken a few at a time: one that wire copy repeats has thousands near it, and the first of a group is
    mostly enough.
    """
    found = {stands[id]}
    known = set(joined.get(stands[id], found))
    own = reports.get(connection, [id])[id]
    left = [other for other in near if stands[other] not in known]
    while left:
        some = reports.get(connection, left[:COMPARED])
        for other in left[:COMPARED]:
            origin = stands[other]
            if origin not in known and copies.is_copy(own, some[other]):
                found.add(origin)
                known |= joined.get(origin, {origin})
        left = [other for other in left[COMPARED:] if stands[other] not in known]
    return found
