"""The whole way with a simple reader: the same bytes in any order, and nothing lost at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tallybook import link, pipeline, reconcile
from tallybook.book import Store, incidents, links, queries, reports, schema, todo
from tallybook.book.selected import Selection
from tallybook.errors import BookError, InputError, UsageError
from tallybook.export import jsonl, table
from tallybook.pipeline import Added, Plan
from tallybook.records import Incident, Reading, Report
from tests import storyteller
from tests.storyteller import SPEAKERS, stories, story

ROOT = Path(__file__).parents[1]
PLAN = Plan(storyteller.read, "story 1")


def added(store: Store, found: Iterable[Report | InputError], plan: Plan = PLAN) -> Added:
    return pipeline.add_reports(store, found, plan)


def exported(store: Store, folder: Path) -> dict[str, bytes]:
    with store.read() as connection:
        paths = (*jsonl.write(Selection(connection), folder), *table.write(Selection(connection), folder))
    return {path.name: path.read_bytes() for path in paths}


def record_of(found: Iterable[Report], folder: Path, plan: Plan = PLAN) -> dict[str, bytes]:
    """The export of a fresh book of these reports, in a file."""
    store = Store.open(f"sqlite:///{folder / 'fresh.book'}")
    added(store, found, plan)
    record = exported(store, folder / "fresh")
    store.close()
    (folder / "fresh.book").unlink()
    return record


def all_incidents(store: Store) -> list[Incident]:
    with store.read() as connection:
        return list(queries.incidents_by_id(connection))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "x.book")
    yield made
    made.close()


HARM = "Town001 | 2024-08-26 | the league | {} killed civilian | {}\n"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**16), st.integers(0, 2**16), st.integers(1, 5))
def test_order_and_batches_change_no_byte(seed: int, shuffle: int, pieces: int) -> None:
    made = storyteller.crowd(20, seed)
    with TemporaryDirectory() as folder:
        expected = record_of(made, Path(folder))
        shuffled = random.Random(shuffle).sample(made, len(made))
        store = Store.open(Path(folder) / "x.book")
        for piece in range(pieces):
            added(store, shuffled[piece::pieces], replace(PLAN, batch=piece + 1))
        assert exported(store, Path(folder)) == expected
        store.close()


@pytest.mark.file_only
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**16), st.lists(st.tuples(st.integers(0, 15), st.integers(20, 28)), min_size=1, max_size=5))
def test_dates_given_one_after_the_other_come_to_the_record_of_the_last(
    seed: int, changes: list[tuple[int, int]]
) -> None:
    made = storyteller.crowd(16, seed)
    last = dict(enumerate(made))
    with TemporaryDirectory() as folder, patch.multiple(pipeline, STEP=3, SETTLED=3):
        store = Store.open(Path(folder) / "x.book")
        added(store, made)
        for number, day in changes:
            last[number] = replace(made[number], published=f"2024-08-{day}", published_from="given")
            added(store, [last[number]])
        assert exported(store, Path(folder)) == record_of(last.values(), Path(folder))
        store.close()


@pytest.mark.file_only
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**16))
def test_another_reader_comes_to_the_record_that_it_makes_alone(seed: int) -> None:
    """Reading again may take incidents away, split or join them; nothing of the first reading stays."""
    made = storyteller.crowd(14, seed)
    other = replace(PLAN, reader=storyteller.read_half, read_by="half")
    with TemporaryDirectory() as folder, patch.multiple(pipeline, STEP=1, SETTLED=1):
        store = Store.open(Path(folder) / "x.book")
        added(store, made)
        added(store, made, other)
        assert exported(store, Path(folder)) == record_of(made, Path(folder), other)
        store.close()


def test_the_number_of_processes_changes_no_byte(tmp_path: Path) -> None:
    made = stories(60)
    assert record_of(made, tmp_path, replace(PLAN, jobs=2)) == record_of(made, tmp_path)


def test_adding_again_changes_nothing_and_reads_nothing(store: Store, tmp_path: Path) -> None:
    made = stories(12)
    added(store, made)
    before = exported(store, tmp_path / "before")
    again = added(store, made, replace(PLAN, reader=_fails))
    assert (again.new, again.again, again.already, again.failed) == (0, 0, 12, [])
    assert exported(store, tmp_path / "after") == before


def _fails(report: Report) -> None:
    raise AssertionError(report.path)


def test_another_reader_reads_again(store: Store) -> None:
    made = stories(4)
    added(store, made)
    assert added(store, made, replace(PLAN, read_by="story 2")).again == 4


def test_two_reports_of_one_incident_become_one_with_the_range_of_both(store: Store) -> None:
    told = [
        story("a.txt", HARM.format(5, "the police"), "2024-08-26"),
        story("b.txt", HARM.format(7, "a hospital"), "2024-08-27"),
    ]
    assert added(store, told).incidents == 1
    (incident,) = all_incidents(store)
    estimate = incident.figures["killed"]["civilian"]
    assert (estimate.low, estimate.high, len(incident.reports)) == (5, 7, 2)


def test_a_copy_changes_no_estimate(store: Store) -> None:
    text = (
        "smoke rose over the market while families waited outside and shops closed early on the road to the bridge " * 2
    )
    first = story("a.txt", text + "\n" + HARM.format(5, "the police"), "2024-08-26")
    copy = story("wire/a.txt", first.text, "2024-08-27")
    added(store, [first])
    before = [incident.figures for incident in all_incidents(store)]
    added(store, [copy])
    after = all_incidents(store)
    assert [(e.low, e.best, e.high) for f in before for e in f["killed"].values()] == [
        (e.low, e.best, e.high) for i in after for e in i.figures["killed"].values()
    ]
    with store.read() as connection:
        assert reports.get(connection, [copy.id])[copy.id].same_as == first.id


def test_linking_knows_what_each_report_is_a_copy_of(store: Store) -> None:
    for report in storyteller.crowd(30, 3):
        added(store, [report])
    with store.read() as connection:
        kept = {report.id: report for report in reports.stream(connection)}
        nodes = links.nodes_of(connection, kept)
    assert any(origin for _, origin, _ in nodes)
    assert all(link.Node.from_json(record).copy_of == origin for _, origin, record in nodes)


def test_the_sites_of_a_wave_are_parts_of_it(store: Store) -> None:
    lines = "Town001 | 2024-08-26 | the league | 9 killed civilian | the army\n"
    lines += "Town002 | 2024-08-26 | the league | 4 killed civilian | the army\n"
    added(store, [story("a.txt", f"WAVE\n{lines}", "2024-08-26")])
    wave, site = sorted(all_incidents(store), key=lambda incident: incident.part_of is not None)
    assert (site.part_of, site.root, wave.part_of, wave.root) == (wave.id, wave.id, None, wave.id)


def test_an_earlier_report_takes_over_as_the_origin_of_its_copies(store: Store, tmp_path: Path) -> None:
    text = (
        "smoke rose over the market while families waited outside and shops closed early on the road to the bridge " * 2
    )
    late, early = (
        story(f"{name}.txt", text + "\n" + HARM.format(5, "the police"), day)
        for name, day in (("a", "2024-08-27"), ("b", "2024-08-26"))
    )
    added(store, [late])
    added(store, [early])
    with store.read() as connection:
        origins = {id: report.same_as for id, report in reports.get(connection, [late.id, early.id]).items()}
    assert origins == {late.id: early.id, early.id: None}
    assert exported(store, tmp_path / "x") == record_of([early, late], tmp_path)


def test_a_date_given_later_gives_the_record_of_a_date_given_at_once(store: Store, tmp_path: Path) -> None:
    made = stories(16, spread=6)
    given = [replace(each, published="2001-01-01", published_from="given") for each in made[:3]]
    added(store, made)
    assert added(store, given).again == 3
    assert exported(store, tmp_path / "x") == record_of([*given, *made[3:]], tmp_path)


def test_a_date_once_given_stays_when_the_file_is_added_without_one(store: Store) -> None:
    (one,) = stories(1)
    added(store, [replace(one, published="2001-01-01", published_from="given")])
    assert added(store, [one]).already == 1


@pytest.mark.parametrize("moves", [0, 1])
@pytest.mark.parametrize("name", "abc")
def test_a_report_that_leaves_an_incident_leaves_the_rest_whole(
    store: Store, tmp_path: Path, name: str, moves: int
) -> None:
    """Whichever of the two gave the incident its id, and with each step in a transaction of its own."""
    told = [
        story(f"{name}-{number}.txt", HARM.format(25, who), "2024-08-27") for number, who in enumerate(SPEAKERS[:2])
    ]
    assert added(store, told).incidents == 1
    left, stays = sorted(told, key=lambda report: report.id, reverse=bool(moves))
    other = replace(PLAN, reader=_elsewhere, read_by="another reader")
    with patch.multiple(pipeline, STEP=1, SETTLED=1):
        assert added(store, [left], other).incidents == 2
    fresh = Store.open(tmp_path / "fresh.book")
    added(fresh, [stays])
    added(fresh, [left], other)
    assert exported(store, tmp_path / "x") == exported(fresh, tmp_path / "y")
    fresh.close()


def _elsewhere(report: Report) -> Reading:
    return storyteller.read(replace(report, text=report.text.replace("Town001", "Town099")))


def test_a_copy_whose_date_moves_away_is_no_copy_any_more(store: Store, tmp_path: Path) -> None:
    text = (
        "smoke rose over the market while families waited outside and shops closed early on the road to the bridge " * 2
    )
    first, second = (story(f"{n}.txt", text + "\n" + HARM.format(5, "the police"), "2024-08-26") for n in "ab")
    moved = replace(second, published="2024-10-01", published_from="given")
    added(store, [first, second])
    added(store, [moved])
    assert exported(store, tmp_path / "x") == record_of([first, moved], tmp_path)


def test_a_changed_text_at_the_same_path_is_a_new_report(store: Store) -> None:
    added(store, [story("a.txt", HARM.format(5, "the police"), "2024-08-26")])
    assert added(store, [story("a.txt", HARM.format(6, "the police"), "2024-08-26")]).new == 1


def test_a_report_that_the_reader_fails_on_is_told_and_the_others_go_on(store: Store) -> None:
    found = added(store, [story("bad.txt", "EXPLODE"), *stories(3), InputError("c.txt is a PDF")])
    assert found.new == 3
    told = sorted(error.what for error in found.failed)
    assert told == ["bad.txt: the reader failed (ValueError: the story blew up)", "c.txt is a PDF"]


def test_a_text_that_no_file_can_hold_is_told(store: Store) -> None:
    found = added(store, [story("a.txt", "half a letter: \ud800")])
    assert found.new == 0 and "a.txt" in found.failed[0].what


def test_undated_reports_are_counted_and_one_is_named(store: Store) -> None:
    found = added(store, [story("a.txt", "Nothing."), story("b.txt", "All calm.", "2024-08-26")])
    assert (found.undated, found.undated_path) == (1, "a.txt")


def test_a_bad_date_is_refused_before_anything_is_kept(store: Store, tmp_path: Path) -> None:
    storyteller.write(tmp_path / "in", stories(1))
    with pytest.raises(UsageError):
        pipeline.add(store, [tmp_path / "in"], PLAN, date="Monday")
    with store.read() as connection:
        assert reports.count(connection) == 0


def test_files_come_through_gathering(store: Store, tmp_path: Path) -> None:
    folder = storyteller.write(tmp_path / "in", stories(3))
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "empty.txt").touch()
    found = pipeline.add(store, [folder], PLAN, outlet="The Post")
    assert (found.new, found.passed_over, len(found.failed)) == (3, 1, 1)
    pipeline.add(store, sorted(folder.glob("*.txt")), PLAN, date="2024-08-26", outlet="The Post")
    with store.read() as connection:
        kept = list(reports.stream(connection))
    assert {(each.published, each.published_from, each.outlet) for each in kept} == {
        ("2024-08-26", "given", "The Post")
    }


def test_progress_tells_reports_read_then_marks_linked(store: Store) -> None:
    seen: list[pipeline.Progress] = []
    pipeline.add_reports(store, stories(5), PLAN, watch=seen.append)
    stages = [progress.stage for progress in seen]
    assert stages == sorted(stages, reverse=True) and set(stages) == {"read", "link"}
    assert [progress.done for progress in seen if progress.stage == "read"] == [1, 2, 3, 4, 5]


def test_every_claim_of_an_incident_is_held_by_it_alone(store: Store) -> None:
    added(store, stories(40))
    with store.read() as connection:
        held = connection.execute(select(schema.members.c.local, schema.members.c.incident)).all()
        told = set(connection.scalars(select(schema.local_incidents.c.id)))
    assert {local for local, _ in held} == told and len(held) == len(told)
    assert sorted(local for incident in all_incidents(store) for local in incident.members) == sorted(told)


def test_an_interruption_while_reading_keeps_whole_batches_and_the_next_run_goes_on(
    store: Store, tmp_path: Path
) -> None:
    made = stories(30)

    def cut(progress: pipeline.Progress) -> None:
        if progress.done == 25:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.add_reports(store, made, replace(PLAN, batch=10), watch=cut)
    with store.read() as connection:
        assert reports.count(connection) == 20
    assert added(store, made).already == 20
    assert exported(store, tmp_path / "x") == record_of(made, tmp_path)


def test_an_interruption_while_linking_is_finished_by_the_next_run(store: Store, tmp_path: Path) -> None:
    made = stories(30)

    def cut(progress: pipeline.Progress) -> None:
        if progress.stage == "link" and progress.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.add_reports(store, made, PLAN, watch=cut)
    with store.read() as connection:
        assert todo.left(connection)
    assert pipeline.finish(store) > 0
    assert exported(store, tmp_path / "x") == record_of(made, tmp_path)


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of its own that runs this code."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


ADDING = """
import sys
from tallybook import link, pipeline
from tallybook.book import Store
from tests.storyteller import read, stories
first, last = int(sys.argv[2]), int(sys.argv[3])
store = Store.open(sys.argv[1])
plan = pipeline.Plan(read, "story 1", batch=5)
watch = lambda p: print(p.stage, p.done, flush=True)
found = pipeline.add_reports(store, stories(80)[first:last], plan, watch=watch)
print("kept", found.new, found.already)
store.close()
"""


@pytest.mark.parametrize("moment", ["read 40", "link 0", "link 80"])
def test_after_a_kill_the_next_run_goes_on_to_the_same_bytes(tmp_path: Path, place: str, moment: str) -> None:
    with run(ADDING, place, "0", "80") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(moment):
                break
        process.send_signal(signal.SIGKILL)
    store = Store.open(place)
    with store.read() as connection:
        kept = reports.count(connection)
    assert kept >= (35 if moment == "read 40" else 80)
    assert added(store, stories(80)).already == kept
    assert exported(store, tmp_path / "x") == record_of(stories(80), tmp_path)
    store.close()


def test_two_that_add_at_once_both_succeed(tmp_path: Path, place: str) -> None:
    with run(ADDING, place, "0", "50") as one, run(ADDING, place, "30", "80") as other:
        ends = [process.communicate(timeout=60) for process in (one, other)]
    assert (one.returncode, other.returncode) == (0, 0), ends
    with closing(Store.open(place)) as store:
        assert exported(store, tmp_path / "x") == record_of(stories(80), tmp_path)


JOBS = """
import multiprocessing, sys
from tallybook import link, pipeline
from tallybook.book import Store
from tests.storyteller import read, stories
def watch(p):
    if p.done == 1:
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
store = Store.open(sys.argv[1])
pipeline.add_reports(store, stories(20000), pipeline.Plan(read, "story 1", jobs=2), watch=watch)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.file_only
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_reading_processes_end_with_the_one_that_started_them(tmp_path: Path, sign: signal.Signals) -> None:
    with run(JOBS, str(tmp_path / "x.book")) as process:
        assert process.stdout is not None
        pids = [int(pid) for pid in process.stdout.readline().split()]
        process.send_signal(sign)
    until = time.monotonic() + 20
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert len(pids) == 2 and not any(map(alive, pids))


FULL = """
import resource, sys
from tallybook import link, pipeline
from tallybook.book import Store
from tallybook.errors import BookError
from tests.storyteller import read, stories
store = Store.open(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
try:
    pipeline.add_reports(store, stories(400), pipeline.Plan(read, "story 1", batch=10))
except BookError as error:
    print(error)
"""


@pytest.mark.file_only
def test_on_a_full_disk_what_was_kept_stays_and_the_message_says_how_much(tmp_path: Path) -> None:
    with run(FULL, str(tmp_path / "x.book")) as process:
        out, err = process.communicate(timeout=60)
    assert "reports of this run are kept" in out and "run the same command again" in out, err
    store = Store.open(tmp_path / "x.book")
    with store.read() as connection:
        kept = reports.count(connection)
    assert kept > 0 and f"; {kept} reports" in out
    made = stories(400)[:60]
    assert added(store, made).already == min(kept, 60)
    store.close()


def test_a_reader_that_kills_its_process_costs_that_report_alone(store: Store) -> None:
    made = stories(40)
    found = added(store, [*made[:20], story("killer.txt", "DIE"), *made[20:]], replace(PLAN, jobs=2))
    assert found.new == 40
    assert [error.what for error in found.failed] == [
        "killer.txt: the reader's process died over it (out of memory, or a fault)"
    ]


def test_reading_runs_only_a_window_ahead_of_keeping(store: Store) -> None:
    given = 0

    def counted() -> Iterable[Report]:
        nonlocal given
        for each in stories(1200):
            given += 1
            yield each

    ahead = 0

    def watch(progress: pipeline.Progress) -> None:
        nonlocal ahead
        if progress.stage == "read":
            ahead = max(ahead, given - progress.done)
            if progress.done == 600:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.add_reports(store, counted(), PLAN, watch=watch)
    assert ahead <= pipeline.LOOK_UP


def test_linking_one_more_report_touches_its_neighbourhood_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    added(store, stories(200))
    with store.read() as connection:
        before = incidents.count(connection)
    made = 0
    real = reconcile.reconcile

    def counting(*arguments: object, **more: object) -> Incident:
        nonlocal made
        made += 1
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reconcile, "reconcile", counting)
    added(store, [story("new.txt", "Town059 | 2024-08-26 | the league | 5 killed civilian | the army\n", "2024-08-26")])
    assert before > 30 and made <= 2


def test_a_book_that_cannot_be_written_says_how_many_reports_are_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.reports.keep

    def full(connection: object, found: list[reports.Kept]) -> object:
        if any(kept.report.path == "000019.txt" for kept in found):
            raise BookError("x.book: the disk is full", "free some space")
        return real(connection, found)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline.reports, "keep", full)
    with pytest.raises(BookError, match="the disk is full; 10 reports of this run are kept"):
        added(store, stories(20), replace(PLAN, batch=10))


def test_finishing_a_finished_book_writes_nothing(store: Store) -> None:
    added(store, stories(5))
    assert pipeline.finish(store) == 0
