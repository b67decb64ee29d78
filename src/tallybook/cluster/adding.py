"""The order of the stages on a cluster: the same as ``pipeline``'s, for all reports at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from tallybook import readers
from tallybook.book.schema import DERIVED_VERSION
from tallybook.cluster import comparing, copying, grouping, homing, reading, reconciling, tables
from tallybook.cluster.session import session
from tallybook.cluster.staging import Staging, Watcher
from tallybook.cluster.storage import Storage
from tallybook.errors import InputError, UsageError
from tallybook.gather import dates
from tallybook.gather.kinds.table import checked
from tallybook.settings import Settings, resolve

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

WORK = "_work"
"""Where the tables between input and output are, until all is done."""
PLAN = "_plan.json"
"""What a run is about: one that was cut short goes on only as what it was."""
DONE = "_tallybook.json"
"""Written last: what the output came to."""
EXAMPLES = 20
"""Errors that are told one by one; the others are counted."""


@dataclass(frozen=True, slots=True)
class ClusterAdded:
    """What came of a run: numbers of reports, claims and incidents in ``out``; of rows without a report, ``failed``.

    ``errors`` are the first of those rows', by path.
    """

    out: str
    reports: int
    claims: int
    incidents: int
    failed: int
    errors: tuple[InputError, ...] = ()


class Given(NamedTuple):
    """What the user says of all reports of the input: when and by whom published; its columns by our words."""

    date: str | None = None
    outlet: str | None = None
    columns: Mapping[str, str] = MappingProxyType({})


def add(
    source: str,
    out: str,
    given: Given,
    *,
    master: str,
    options: Mapping[str, str],
    settings: Settings | None = None,
    watch: Watcher | None = None,
) -> ClusterAdded:
    """See ``bookless.cluster_add``."""
    settings = settings or resolve()
    _check_reader(settings.reader)
    said = reading.Said(dates.given(given.date) if given.date else None, given.outlet, checked(given.columns))
    with session(master, options) as spark:
        _check_out(spark, out)
        run = _Run(spark, source, out, said, settings, watch or _nobody)
        run.begin()
        return run.finish(run.derive())


def _nobody(_stage: str) -> None:
    pass


def _check_reader(reader: str) -> None:
    if reader == "llm":
        what = "the reader 'llm' asks one server, and a cluster would ask it from all its machines at once"
        raise UsageError(what, "use another: tallybook cluster add --reader hybrid ...")
    readers.named(reader)


def _check_out(spark: SparkSession, out: str) -> None:
    held = Storage(spark, out)
    if held.is_file or held.has(DONE):
        what = f"{out} holds the tables of an earlier run" if held.has(DONE) else f"{out} is a file"
        raise UsageError(what, "give a new folder: --out DIR")


@dataclass(frozen=True)
class _Run:
    spark: SparkSession
    source: str
    out: str
    said: reading.Said
    settings: Settings
    watch: Watcher

    @cached_property
    def storage(self) -> Storage:
        return Storage(self.spark, self.out)

    @cached_property
    def staging(self) -> Staging:
        return Staging(self.spark, self.storage / WORK, self.watch)

    @cached_property
    def files(self) -> dict[str, reading.File]:
        return reading.files(self.staging, self.source)

    def begin(self) -> None:
        """Note what this run is about. Raises UsageError where ``out`` holds the beginning of another."""
        plan = self._plan()
        there = self.storage.read(PLAN) if self.storage.has(PLAN) else None
        if there is not None and there != plan:
            what = f"{self.out} holds the beginning of another run: of other files, another reader, policy or program"
            raise UsageError(what, "give a new folder, or remove that one: --out DIR")
        if there is None:
            self.storage.write(PLAN, plan)

    def _plan(self) -> str:
        told: dict[str, Any] = {
            "files": {file.path: file.digest for file in self.files.values()},
            "given": [self.said.date and self.said.date.date, self.said.outlet, dict(self.said.columns)],
            "read_by": readers.mark(self.settings.reader),
            "policy": self.settings.policy,
            "derived_by": DERIVED_VERSION,
        }
        return json.dumps(told, indent=1, sort_keys=True) + "\n"

    def derive(self) -> dict[str, DataFrame]:
        """All stages, one after the other; gives the tables to write and, as ``read``, each row's outcome."""
        staging = self.staging
        gathered = reading.gathered(staging, self.source, self.files, self.said)
        outcomes = reading.read(staging, gathered, self.settings.reader)
        origins = copying.origins(staging, outcomes)
        nodes = comparing.nodes(staging, outcomes, origins)
        following = comparing.following(staging, nodes)
        pairs = comparing.pairs(staging, outcomes, nodes, following)
        told = homing.told(nodes, pairs, following)
        cores = homing.cores(staging, told)
        near = homing.near(staging, told, cores)
        homes = homing.homes(staging, told, cores, near)
        lost = homing.lost(staging, told, near, homes)
        groups = grouping.groups(staging, told, cores, homes, lost)
        members = grouping.members(staging, nodes, pairs, groups)
        incidents = reconciling.incidents(staging, outcomes, origins, members, self.settings.policy)
        mark = readers.mark(self.settings.reader)
        return {"read": outcomes, **tables.made(outcomes, origins, members, incidents, mark)}

    def finish(self, found: Mapping[str, DataFrame]) -> ClusterAdded:
        """Write the tables and what they came to; take away what stood between."""
        outcomes = found["read"]
        kept = Staging(self.spark, self.out, self.watch)
        counts = {name: kept.keep(f"{name}.parquet", found[name]).count() for name in tables.NAMES}
        bad = outcomes.where("what is not null").orderBy("path").select("what", "next")
        failed = bad.count()
        errors = tuple(InputError(row["what"], row["next"]) for row in bad.limit(EXAMPLES).collect())
        self.storage.write(DONE, json.dumps({**counts, "failed": failed}, indent=1, sort_keys=True) + "\n")
        self.storage.remove(WORK)
        self.storage.remove(PLAN)
        return ClusterAdded(self.out, counts["reports"], counts["claims"], counts["incidents"], failed, errors)
