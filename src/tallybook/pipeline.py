"""The way of a report: gather, read, keep, find copies, link, reconcile. The only file that knows the order.

Reports are kept in transactions of a few hundred with marks for what is still to be derived from them; copies, links
and incidents are derived afterwards in short transactions that each take some marks off. So a kill at any moment
leaves a whole book, the next run goes on where it stopped, and several processes may add at once. What comes out
depends on the set of reports alone.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from tallybook import estimates, link, linking, originals, voices
from tallybook.book import Store, incidents, reports, ruled, todo, versions
from tallybook.book.batches import batches
from tallybook.book.codec import dumps
from tallybook.book.decided import decided
from tallybook.errors import BookError, InputError
from tallybook.gather import gather
from tallybook.judgement import Judgement
from tallybook.originals import Keeping, Originals
from tallybook.records import Incident, Report
from tallybook.settings import Settings
from tallybook.workers import Reader, read_all

LOOK_UP = 200
"""How many reports are looked up in the book at once."""
FILED = 2000
"""How many reports look for their copies in one transaction: more share a page of the index."""
STEP = 400
"""How many reports are linked in one transaction."""
CLUSTERED = 100
"""How many local incidents find their cores and homes in one transaction: each brings a chain of a few dozen along."""
SETTLED = 20
"""How many local incidents are settled in one transaction: each brings its whole component along."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: pages fetched of ``total``, reports read so far (not known of how many), or marks linked."""

    stage: Literal["fetch", "read", "link"]
    done: int
    total: int | None = None


Watcher = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read and link: the reader and its name with version, processes, reports in one transaction, policy."""

    reader: Reader
    read_by: str
    jobs: int = 1
    batch: int = 250
    policy: str = "latest"


@dataclass(slots=True)
class Added:
    """What an adding came to.

    ``new``, ``again`` (read anew) and ``already`` count reports, ``failed`` holds the error of each file that could
    not be taken, ``incidents`` is the number in the book. ``undated`` counts those of the new that have no date, and
    ``undated_path`` is one of them. ``passed_over`` counts entries of folders that are no reports; ``encodings`` names
    one report of each encoding other than UTF-8. ``foreign`` counts reports of this run by language that were kept but
    not read, since the reader does not know it; ``kinds`` counts reports by kind of source.
    """

    new: int = 0
    again: int = 0
    already: int = 0
    failed: list[InputError] = field(default_factory=list)
    incidents: int = 0
    undated: int = 0
    undated_path: str | None = None
    passed_over: int = 0
    foreign: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """Reports that were kept or read anew."""
        return self.new + self.again

    def numbers(self) -> dict[str, int]:
        """The counts by name."""
        return {
            "new": self.new,
            "again": self.again,
            "already": self.already,
            "failed": len(self.failed),
            "incidents": self.incidents,
            "undated": self.undated,
            "passed_over": self.passed_over,
            "foreign": sum(self.foreign.values()),
        }


def add(
    store: Store,
    paths: Iterable[str | Path],
    plan: Plan,
    *,
    date: str | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    keeping: Keeping | None = None,
    watch: Watcher | None = None,
) -> Added:
    """Files and folders into the book, through all stages; what is there already is not read again.

    ``date`` (YYYY-MM-DD) and ``outlet`` are the user's word for all of them, ``columns`` maps our words to those of
    tables; ``keeping`` says what is kept of the files themselves. Raises UsageError for a date that is
    none, BookError where the book cannot be written: what was kept before stays, and adding again goes on.
    """
    resume = partial(originals.begin, store, keeping.how) if keeping else None
    source = gather(paths, date=date, outlet=outlet, columns=columns, begin=resume)
    held = Originals(source, keeping) if keeping else None
    added = add_reports(store, held or source, plan, watch=watch)
    if held is not None:
        with store.write() as connection:
            held.end(connection)
    added.passed_over = source.summary.skipped.total
    added.kinds = dict(sorted(source.summary.kinds.items()))
    added.encodings = {name: path for name, path in source.summary.examples.items() if not _is_utf_8(name)}
    return added


def add_reports(
    store: Store, source: Iterable[Report | InputError], plan: Plan, *, watch: Watcher | None = None
) -> Added:
    """Reports that are at hand into the book, through all stages; errors among them are passed on."""
    added = Added()
    watch = watch or _nobody
    try:
        _keep_all(store, source, plan, added, watch)
        finish(store, policy=plan.policy, watch=watch)
    except BookError as error:
        raise type(error)(f"{error.what}; {added.kept} reports of this run are kept", error.next) from error
    with store.read() as connection:
        added.incidents = incidents.count(connection)
    return added


def add_read(
    store: Store,
    source: Iterable[reports.Kept | InputError],
    *,
    batch: int = 250,
    policy: str = "latest",
    watch: Watcher | None = None,
) -> Added:
    """Reports that were read before, through the later stages; the same readings give the same incidents."""
    added = Added()
    _keep(store, source, batch, added, watch or _nobody)
    finish(store, policy=policy, watch=watch)
    with store.read() as connection:
        added.incidents = incidents.count(connection)
    return added


def finish(store: Store, *, policy: str = "latest", watch: Watcher | None = None) -> int:
    """Derive all that is still marked, whoever marked it; gives the number of transactions it took."""
    watch = watch or _nobody
    steps = handled = total = 0
    before: todo.Stage | None = None
    while True:
        with store.read() as connection:
            stage = todo.next_stage(connection)
            if stage is None:
                return steps
            # Counted when the stage changes, not at every step: counting takes as long as there are marks.
            total = total if stage == before else handled + sum(todo.left(connection).values())
        watch(Progress("link", handled, max(handled, total)))
        with store.write() as connection:
            handled += _step(connection, policy)
        steps, before = steps + 1, stage


def opened(target: str | Path, settings: Settings, *, create: bool = True, watch: Watcher | None = None) -> Store:
    """The book at a place; what an earlier version derived is derived anew first. Raises as ``Store.open`` does."""
    store = Store.open(target, create=create, lock_wait=settings.lock_wait)
    with ExitStack() as undo:
        undo.callback(store.close)
        if store.was_upgraded:
            finish(store, policy=settings.policy, watch=watch)
            store.settle()
        undo.pop_all()
    return store


def derive(connection: Connection, policy: str) -> None:
    """Derive all that is marked within one transaction: for a trial that is not kept."""
    while todo.next_stage(connection):
        _step(connection, policy)


def _is_utf_8(name: str) -> bool:
    return name in ("utf-8", "utf-8-sig")


def _nobody(_progress: Progress) -> None:
    pass


def _keep_all(store: Store, source: Iterable[Report | InputError], plan: Plan, added: Added, watch: Watcher) -> None:
    wanted = _unread(store, source, plan.read_by, added)
    _keep(store, read_all(wanted, plan.reader, plan.read_by, plan.jobs), plan.batch, added, watch, source)


def _keep(
    store: Store,
    outcomes: Iterable[reports.Kept | InputError],
    most: int,
    added: Added,
    watch: Watcher,
    source: Iterable[Report | InputError] | None = None,
) -> None:
    kept: list[reports.Kept] = []
    for number, outcome in enumerate(outcomes, 1):
        if isinstance(outcome, InputError):
            added.failed.append(outcome)
        else:
            kept.append(outcome)
        if len(kept) >= most:
            _write(store, kept, added, source)
            kept = []
        watch(Progress("read", number))
    _write(store, kept, added, source)


def _write(
    store: Store, kept: Sequence[reports.Kept], added: Added, source: Iterable[Report | InputError] | None = None
) -> None:
    if not kept:
        return
    with store.write() as connection:
        outcome = reports.keep(connection, kept)
        ruled.apply(connection, [item.report.id for item in kept])
        if isinstance(source, Originals):
            added.failed += source.keep(connection, kept)
    added.new += outcome.new
    added.again += outcome.again
    added.already += outcome.already
    for item in kept:
        if item.reading.unread == "language":
            language = item.report.language or "und"
            added.foreign[language] = added.foreign.get(language, 0) + 1
    undated = [item.report.path for item in kept if item.report.published is None]
    added.undated += len(undated)
    added.undated_path = added.undated_path or min(undated, default=None)


def _unread(store: Store, source: Iterable[Report | InputError], read_by: str, added: Added) -> Iterator[Report]:
    """The reports that are not kept yet, or whose date, outlet or reader has changed."""
    for batch in batches(source, LOOK_UP):
        found: dict[str, Report] = {}
        for item in batch:
            if isinstance(item, Report):
                found.setdefault(item.id, item)
        added.failed += [item for item in batch if isinstance(item, InputError)]
        with store.read() as connection:
            there = reports.known(connection, found)
        for id, report in found.items():
            known = there.get(id)
            report = report if known is None else _with_given(report, known)
            if known == reports.as_known(report, read_by):
                added.already += 1
            else:
                yield report


def _with_given(report: Report, known: reports.Known) -> Report:
    """What the user once gave stands until the user gives something else."""
    if known.published_from == "given" and report.published_from != "given":
        report = replace(report, published=known.published, published_from=known.published_from)
    return replace(report, outlet=report.outlet or known.outlet)


def _step(connection: Connection, policy: str) -> int:
    """One short piece of what is left, in the order that later pieces need; gives the number of marks taken off."""
    stage = todo.next_stage(connection)
    if stage is None or stage == "settle":
        marked = todo.first(connection, "settle", SETTLED)
        _settle(connection, marked, policy)
        return len(marked)
    marked = todo.first(connection, stage, {"copies": FILED, "links": STEP}.get(stage, CLUSTERED))
    _STAGES[stage](connection, marked)
    todo.done(connection, stage, marked)
    return len(marked)


_STAGES: dict[todo.Stage, Callable[[Connection, Sequence[str]], None]] = {
    "copies": voices.find_copies,
    "links": linking.compare,
    "cores": linking.find_cores,
    "homes": linking.find_homes,
    "kin": linking.find_kin,
}


def _settle(connection: Connection, marked: Sequence[str], policy: str) -> None:
    """Group the marked local incidents and reconcile each incident that stands on something new."""
    found = linking.group(connection, marked)
    clusters, nodes, demanded = found.clusters, found.nodes, found.demanded
    linking.keep_torn(connection, found)
    stamps = reports.stamps(connection, sorted({node.report for node in nodes.values()}))
    sets = {c.id: demanded.of(c.members) for c in clusters}
    wholes = {c.part_of for c in clusters}
    new = {}
    for c in clusters:
        stands_on = [f"{nodes[m].report} {stamps[nodes[m].report]}" for m in c.members]
        new[c.id] = _basis(c, [*stands_on, *(one.id for one in sets[c.id]), str(c.id in wholes)], policy)
    old = incidents.bases(connection, sorted(nodes), sorted(new))
    changed = [c for c in clusters if old.get(c.id) != new[c.id]]
    incidents.remove(connection, {id for id, basis in old.items() if new.get(id) != basis})
    for batch in batches(changed, STEP):
        homes = {m: nodes[m].report for c in batch for m in c.members}
        made = _reconciled(connection, batch, homes, policy, sets, wholes)
        incidents.put(connection, [incidents.Settled(incident, new[incident.id]) for incident in made])
    todo.done(connection, "settle", {*marked, *nodes})


def _basis(cluster: link.Cluster, stamps: Sequence[str], policy: str) -> str:
    """A digest of all that an incident stands on: its cluster, its reports as they were read, the policy."""
    return hashlib.sha256(dumps((cluster, stamps, policy)).encode()).hexdigest()[:16]


def _reconciled(
    connection: Connection,
    clusters: Sequence[link.Cluster],
    homes: dict[str, str],
    policy: str,
    sets: Mapping[str, Sequence[Judgement]],
    wholes: Container[str | None],
) -> Iterator[Incident]:
    """The incidents of clusters; one of which analysts rejected every claim is none, unless it is a wave with sites."""
    ids = sorted(set(homes.values()))
    readings = reports.readings(connection, ids)
    told = estimates.told(reports.get(connection, ids), readings)
    old = versions.sources(connection, ids)
    for cluster in clusters:
        own = versions.renewed(connection, (told[homes[id]][id] for id in cluster.members), old)
        incident = estimates.reconciled(cluster, own, told, policy)
        claims = [claim for report in incident.reports for claim in readings[report].claims]
        held = set(cluster.members)
        about = [claim for claim in claims if reports.local_id(claim) in held]
        if not about or not all(claim.is_rejected for claim in about) or cluster.id in wholes:
            yield decided(incident, sets[cluster.id], about)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
