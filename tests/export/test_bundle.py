"""An evidence bundle: all that speaks for an incident, and no byte of it changes unseen."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tallybook
from tallybook import pipeline
from tallybook.book import Store
from tallybook.errors import UsageError
from tallybook.export import sealing
from tallybook.settings import Settings
from tests.storyteller import read, story

WAVE = (
    "WAVE\nTown001 | 2024-08-26 | the league | 38 killed civilian | the police\n"
    "Town002 | 2024-08-26 | the league | 23 killed civilian | a hospital\n"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tallybook.Book]:
    store = Store.open(tmp_path_factory.mktemp("bundle") / "x.book")
    other = story("other.txt", "Town030 | 2024-01-01 | the front | 3 killed civilian | the army\n", "2024-01-02")
    pipeline.add_reports(store, [story("wave.txt", WAVE, "2024-08-27"), other], pipeline.Plan(read, "story 1"))
    made = tallybook.Book(store, Settings(), clock=lambda: datetime(2024, 9, 1, tzinfo=UTC))
    elsewhere = next(incident.id for incident in made.incidents() if incident.root != _wave(made))
    made.judge("note", _wave(made), who="Ada", why="seen")
    made.judge("note", elsewhere, who="Ada", why="not seen")
    yield made
    made.close()


def _wave(book: tallybook.Book) -> str:
    return next(incident.root for incident in book.incidents() if incident.part_of)


@pytest.fixture(scope="module")
def sealed(book: tallybook.Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed") / "bundle"
    book.bundle(_wave(book), folder)
    return folder


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_bundle_is_a_bag_that_others_find_valid(sealed: Path) -> None:
    bag = bagit.Bag(str(sealed))
    assert bag.is_valid()
    assert bag.info["Bagging-Date"] == "2024-09-01"
    assert sealing.verify(sealed).faults == ()


def test_it_holds_the_incident_with_its_sites_and_what_is_said_of_them(sealed: Path) -> None:
    data = sealed / "data"
    told = json.loads((data / "incident.json").read_text("utf-8"))
    assert [len(told), told[1]["part_of"]] == [2, told[0]["id"]]
    assert {line["words"] for line in lines(data / "claims.jsonl")} == {"38 killed civilian", "23 killed civilian"}
    (report,) = lines(data / "reports.jsonl")
    assert (data / str(report["file"])).read_text("utf-8") == WAVE
    assert [line["why"] for line in lines(data / "judgements.jsonl")] == ["seen"]
    assert {line["kind"] for line in lines(data / "changes.jsonl")} == {"added"}
    assert json.loads((data / "software.json").read_text("utf-8"))["readers"] == ["story 1"]


def test_it_holds_what_its_reports_were_read_from_as_received(tmp_path: Path) -> None:
    """With the words that the book's chain seals."""
    source = tmp_path / "wave.txt"
    source.write_bytes(b"2024-08-27\r\n\r\nGunmen killed 12 soldiers in Quetta on Monday, police said.\r\n")
    with tallybook.open(tmp_path / "x.book", settings=Settings(reader="rules")) as book:
        book.add([source])
        (incident,) = book.incidents()
        book.bundle(incident.id, tmp_path / "bundle")
        (capture,) = book.captures()
    (line,) = lines(tmp_path / "bundle" / "data" / "captures.jsonl")
    assert (line["id"], line["reports"]) == (capture.id, list(incident.reports))
    assert (tmp_path / "bundle" / "data" / str(line["file"])).read_bytes() == source.read_bytes()


def test_its_page_shows_the_incident_and_loads_nothing(sealed: Path) -> None:
    page = (sealed / "data" / "record.html").read_text("utf-8")
    assert "Town001" in page and "Town030" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_the_same_day_gives_the_same_bytes(book: tallybook.Book, sealed: Path, tmp_path: Path) -> None:
    digest = book.bundle(_wave(book), tmp_path / "again")
    assert digest == sealing.verify(sealed).digest
    files = [path.relative_to(sealed) for path in sealed.rglob("*") if path.is_file()]
    assert all((sealed / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in files)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_is_found_and_its_file_named(sealed: Path, data: st.DataObject) -> None:
    files = sorted(path for path in sealed.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    kept = path.read_bytes()
    place = data.draw(st.integers(0, max(0, len(kept) - 1)))
    other = data.draw(st.integers(1, 255))
    path.write_bytes(kept[:place] + bytes([kept[place] ^ other]) + kept[place + 1 :] if kept else b"x")
    try:
        named = {fault.file for fault in sealing.verify(sealed).faults}
        assert str(path.relative_to(sealed)) in named or (path.name in sealing.TAGS and named)
    finally:
        path.write_bytes(kept)


def test_a_file_that_is_gone_or_new_is_named(sealed: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(sealed, tmp_path / "copy")
    (folder / "data" / "claims.jsonl").unlink()
    (folder / "data" / "extra.txt").write_text("x")
    found = {(fault.file, fault.what) for fault in sealing.verify(folder).faults}
    assert found == {("data/claims.jsonl", "missing"), ("data/extra.txt", "added")}


def test_a_line_taken_out_of_a_tag_manifest_is_found(sealed: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(sealed, tmp_path / "copy")
    manifest = folder / "tagmanifest-sha256.txt"
    manifest.write_text("".join(manifest.read_text().splitlines(keepends=True)[1:]))
    assert "tagmanifest-sha256.txt" in {fault.file for fault in sealing.verify(folder).faults}


def test_a_folder_that_holds_something_is_left_alone(book: tallybook.Book, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        book.bundle(_wave(book), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="no name of a file has line breaks there")
def test_a_file_whose_name_has_many_line_breaks_is_found_as_it_was_sealed(book: tallybook.Book, tmp_path: Path) -> None:
    (tmp_path / "one\ntwo\nthree\r\nfour.txt").write_text("told")
    sealing.seal(tmp_path, next(iter(book.incidents())), "2024-09-01")
    assert sealing.verify(tmp_path).faults == ()


def test_a_folder_that_is_no_bundle_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no bagit\.txt"):
        tallybook.verify(tmp_path)


def test_a_page_of_hostile_text_stays_text(tmp_path: Path) -> None:
    text = "Town001 | 2024-08-26 | the league | 5 killed civilian | <script>alert(1)</script>\n"
    store = Store.open(tmp_path / "x.book")
    pipeline.add_reports(store, [story("a.txt", text, "2024-08-27")], pipeline.Plan(read, "story"))
    book = tallybook.Book(store, Settings())
    book.bundle(next(iter(book.incidents())).id, tmp_path / "out")
    assert "<script>alert" not in (tmp_path / "out" / "data" / "record.html").read_text("utf-8")
    book.close()
