"""The gazetteer's index and its look-ups."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tallybook.read.gazetteer import fold, folded, index, key, lookup, named, sources
from tallybook.read.gazetteer.sources import Row
from tallybook.settings import ENV_CACHE
from tests import unclosed

ROWS = (
    Row(("Testabad", "Testgrad"), "PK", "02", "Balochistan", 30.0, 67.0, "city", 5000.0, False, True),
    Row(("Khān Shaykhūn",), "SY", "12", "Idlib", 35.4, 36.6, "city", 48000.0, False, True),
    Row(("Testabad",), "PK", "02", "Balochistan", 31.0, 68.0, "city", 10.0, False, True),
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A gazetteer of three places in a cache folder of its own."""
    monkeypatch.setenv(ENV_CACHE, str(tmp_path / "cache"))
    monkeypatch.setattr(sources, "rows", lambda: iter(ROWS))
    monkeypatch.setattr(sources, "version", lambda: "test")
    lookup.forget()
    yield tmp_path / "cache"
    lookup.forget()


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_name_is_found_whatever_its_case_accents_and_hyphens(small: Path) -> None:
    assert [entry.country for entry in named(key("KHAN SHAYKHUN"))] == ["SY"]
    assert [entry.country for entry in named(key("Khān-Shaykhūn"))] == ["SY"]


def test_a_second_name_finds_the_place_and_says_that_it_is_no_main_name(small: Path) -> None:
    (entry,) = named("testgrad")
    assert (entry.name, entry.main) == ("Testabad", False)


def test_of_two_namesakes_in_one_region_the_bigger_is_kept(small: Path) -> None:
    assert [entry.weight for entry in named("testabad")] == [5000.0]


def test_an_unknown_name_gives_nothing(small: Path) -> None:
    assert named("nosuchplace") == ()
    assert folded("SY", "nosuchplace") == ()


@pytest.mark.parametrize("spelling", ["Khan Sheikhoun", "Khan Cheykoun", "Khan Shaikhun"])
def test_transliterations_of_one_name_fold_together_inside_its_country(small: Path, spelling: str) -> None:
    assert [entry.name for entry in folded("SY", fold(key(spelling)))] == ["Khān Shaykhūn"]
    assert folded("PK", fold(key(spelling))) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Noshki", "Nushki"),
        ("Musakhail", "Musakhel"),
        ("Makeyevka", "Makiivka"),
        ("Al-Qusayr", "Qusair"),
        ("Deir ez-Zor", "Deir al-Zour"),
        ("Hassakeh", "Hasaka"),
    ],
)
def test_spellings_of_one_place_have_one_fold(one: str, other: str) -> None:
    assert fold(key(one)) == fold(key(other))


@pytest.mark.parametrize(("one", "other"), [("Aleppo", "Idlib"), ("Kunduz", "Kunar"), ("Hama", "Homs")])
def test_different_places_have_different_folds(one: str, other: str) -> None:
    assert fold(key(one)) != fold(key(other))


def test_a_corrupt_index_is_built_again(small: Path) -> None:
    named("testabad")
    only_file(small).write_bytes(b"not a database, and long enough to be taken for one" * 40)
    lookup.forget()
    assert named("testabad")


def test_no_connection_is_left_open_when_look_ups_begin_anew(small: Path) -> None:
    """Not by a corrupt index either, which is opened, found wanting, and built again."""
    with unclosed.opened() as connections:
        named("testabad")
        only_file(small).write_bytes(b"not a database, and long enough to be taken for one" * 40)
        named("testgrad")
        lookup.forget()
        named("testabad")
        lookup.forget()
    assert len(connections) > 3 and not any(map(unclosed.is_open, connections))


def test_an_index_cut_short_is_built_again(small: Path) -> None:
    named("testabad")
    file = only_file(small)
    file.write_bytes(file.read_bytes()[:5000])
    lookup.forget()
    assert named("testgrad")


def test_the_index_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        index.build(tmp_path / name, iter(ROWS), "test")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> Iterator[Row]:
        yield ROWS[0]
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        index.build(tmp_path / "index", broken(), "test")
    assert list(tmp_path.iterdir()) == []


def test_a_cache_folder_that_cannot_be_made_does_not_stop_the_reading(
    small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file, no folder"
    blocked.write_text("")
    monkeypatch.setenv(ENV_CACHE, str(blocked / "cache"))
    monkeypatch.setattr(lookup, "_spare", lambda path: blocked / "spare" / path.name)
    lookup.forget()
    assert named("testabad")


def test_another_version_of_the_sources_gets_an_index_of_its_own(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named("testabad")
    monkeypatch.setattr(sources, "version", lambda: "later")
    lookup.forget()
    named("testabad")
    assert len(list(small.iterdir())) == 2


def test_the_index_says_last_that_it_is_complete(small: Path) -> None:
    named("testabad")
    with closing(sqlite3.connect(only_file(small))) as connection:
        assert connection.execute("SELECT count(*) FROM done").fetchone() == (1,)


def test_the_shipped_sources_give_regions_districts_and_towns_of_their_own() -> None:
    assert ("PK", "region") in {(entry.country, entry.kind) for entry in named("balochistan")}
    assert ("PK", "district") in {(entry.country, entry.kind) for entry in named("musakhail")}
    assert ("PK", "city") in {(entry.country, entry.kind) for entry in named("tump")}
    assert ("SY", "demonym") in {(entry.country, entry.kind) for entry in named("syrian")}


def test_a_town_of_the_vocabulary_is_given_the_region_it_lies_in() -> None:
    assert [entry.adm1 for entry in named("tump") if entry.own] == ["Balochistan"]
