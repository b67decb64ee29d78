"""Files that are added are kept as received, once, and nothing of it changes the record."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tallybook import originals, pipeline
from tallybook.book import Store, archives, captures, reports
from tallybook.book.captures import Capture
from tallybook.gather import Gathering
from tallybook.gather.files import Found
from tallybook.originals import Keeping
from tallybook.pipeline import Added, Plan
from tests import storyteller
from tests.fetching.conftest import blast, told
from tests.gather.web_archives import packed, record

PLAN = Plan(storyteller.read, "story/1", batch=3)
KEEP = Keeping("2026-01-01T00:00:00+00:00", 1_000_000)


def add(store: Store, *paths: Path, keeping: Keeping = KEEP) -> Added:
    return pipeline.add(store, paths, PLAN, keeping=keeping)


def chain(store: Store) -> list[Capture]:
    with store.read() as connection:
        assert captures.verify(connection).broken == ()
        return list(captures.stream(connection))


def original(store: Store, capture: Capture) -> bytes | None:
    with store.read() as connection:
        return captures.original(connection, capture.digest)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "x.book")
    yield made
    made.close()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_is_kept_as_it_was_packed(store: Store, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    data = pack(told(blast(24)).encode())
    (tmp_path / "a.txt.gz").write_bytes(data)
    assert add(store, tmp_path / "a.txt.gz").failed == []
    (kept,) = chain(store)
    assert original(store, kept) == data
    with store.read() as connection:
        (report,) = reports.stream(connection)
    assert report.origin.capture == kept.digest


def test_each_file_comes_back_byte_for_byte(store: Store, tmp_path: Path) -> None:
    files = {
        "a.txt": told(blast(24)).encode(),
        "b.txt": told("Déjà vu at the gate", blast(3)).encode("cp1252"),
        "c.html": f"<html><body><article><p>{told(blast(4))}</p></article></body></html>".encode(),
    }
    (tmp_path / "in").mkdir()
    for name, data in files.items():
        (tmp_path / "in" / name).write_bytes(data)
    add(store, tmp_path / "in")
    kept = chain(store)
    assert {each.source: original(store, each) for each in kept} == files
    assert {(each.means, each.kept, each.at) for each in kept} == {("file", "whole", KEEP.at)}


def test_plain_text_is_not_kept_twice_and_an_edit_of_the_report_is_found(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(told(blast(24)), encoding="utf-8")
    add(store, tmp_path / "a.txt")
    with store.write() as connection:
        assert connection.execute(text("SELECT coding, data FROM originals")).one() == ("report", None)
        connection.execute(text("UPDATE reports SET text = replace(text, '24', '25')"))
        (broken,) = captures.verify(connection).broken
    assert (broken.source, broken.what) == ("a.txt", "its original was changed")


def test_a_file_of_many_reports_is_kept_once_and_leads_to_them_all(store: Store, tmp_path: Path) -> None:
    rows = [{"text": told(blast(n, f"Town{n:03d}")), "date": "2024-08-27"} for n in range(5, 15)]
    (tmp_path / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for n in range(4):
            archive.writestr(f"{n}.txt", told(blast(n + 3, f"Town{n + 20:03d}")))
    assert add(store, tmp_path / "rows.jsonl", tmp_path / "in.zip").new == 14
    kept = chain(store)
    assert sorted(each.source for each in kept) == ["in.zip", "rows.jsonl"]
    with store.read() as connection:
        assert sorted(len(captures.reports_of(connection, each)) for each in kept) == [4, 10]


def test_adding_again_keeps_nothing_again_and_a_changed_file_is_a_further_capture(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for toll in (24, 24, 26):
        file.write_text(told(blast(toll)))
        add(store, file)
    assert [each.size for each in chain(store)] == [len(told(blast(24)))] * 2
    assert len({each.digest for each in chain(store)}) == 2


def test_originals_may_be_left_out_by_size_or_altogether(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body><p>{told(blast(24))}</p></body></html>")
    add(store, tmp_path / "a.html", keeping=Keeping(KEEP.at, 10))
    (kept,) = chain(store)
    assert (kept.kept, original(store, kept)) == ("digest", None)
    assert kept.digest == captures.digest_of((tmp_path / "a.html").read_bytes())


def test_the_record_is_the_same_with_and_without_originals(tmp_path: Path) -> None:
    storyteller.write(tmp_path / "in", storyteller.stories(30))
    dumps = []
    for name, keeping in (("with", KEEP), ("without", None)):
        store = Store.open(tmp_path / f"{name}.book")
        pipeline.add(store, [tmp_path / "in"], PLAN, keeping=keeping)
        with store.read() as connection:
            dumps.append(connection.execute(text("SELECT record FROM incidents ORDER BY id")).all())
        assert len(chain(store)) == (30 if keeping else 0)
        store.close()
    assert dumps[0] == dumps[1]


def test_a_file_that_changes_while_it_is_read_is_told_and_not_taken_for_evidence(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(told(blast(24)))
    real = Gathering.__next__

    def meddled(self: Gathering) -> object:
        outcome = real(self)
        file.write_text("something else")
        return outcome

    monkeypatch.setattr(Gathering, "__next__", meddled)
    added = add(store, file)
    assert added.new == 1 and "was changed while it was read" in added.failed[0].what
    assert chain(store) == []


def test_a_file_that_is_gone_meanwhile_costs_its_original_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(told(name, blast(24)))
    monkeypatch.setattr("tallybook.originals.opened", _gone_for("a.txt"))
    added = add(store, tmp_path / "a.txt", tmp_path / "b.txt")
    assert added.new == 2 and len(added.failed) == 1
    assert [each.source for each in chain(store)] == ["b.txt"]


def _gone_for(name: str) -> object:
    from tallybook.gather.files import opened

    def maybe(found: Found) -> object:
        if found.path == name:
            found.file.unlink(missing_ok=True)
        return opened(found)

    return maybe


def web_archive(path: Path, count: int) -> Path:
    records = (
        record(f"https://a.example/{n}", told(blast(5 + n, f"Town{n:03d}")).encode(), kind="text/plain")
        for n in range(count)
    )
    path.write_bytes(packed(records))
    return path


def test_a_web_archive_that_was_cut_short_goes_on_where_it_stopped(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = web_archive(tmp_path / "x.warc.gz", 12)
    real, calls = pipeline.reports.keep, [0]

    def killed(*args: object) -> object:
        calls[0] += 1
        if calls[0] == 3:
            raise KeyboardInterrupt
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline.reports, "keep", killed)
    with pytest.raises(KeyboardInterrupt):
        add(store, file)
    monkeypatch.undo()
    added = add(store, file)
    assert (added.new, added.already) == (6, 1)
    assert len(chain(store)) == 1
    with store.read() as connection:
        assert len(captures.reports_of(connection, chain(store)[0])) == 12


def test_a_web_archive_that_was_read_to_its_end_or_is_read_otherwise_is_read_from_its_beginning(
    store: Store, tmp_path: Path
) -> None:
    file = web_archive(tmp_path / "x.warc.gz", 4)
    assert add(store, file).new == 4
    assert add(store, file).already == 4
    with store.write() as connection:
        found = Found(file, "x.warc.gz", named=True)
        archives.put(connection, "x.warc.gz", originals.mark_of(found, "story/1"), 300)
    assert originals.begin(store, "story/1", found) == 300
    assert originals.begin(store, "story/2", found) == 0
    web_archive(file, 5)
    assert originals.begin(store, "story/1", found) == 0
