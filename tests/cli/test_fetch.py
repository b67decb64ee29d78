"""``tallybook fetch`` and ``watch`` against a server on this machine: what they print, and how they end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tallybook.cli.changes import lines
from tallybook.cli.fetch import summary
from tallybook.fetching import Change, Fetched, Move
from tallybook.records import Estimate, Incident, Place
from tests.cli.conftest import Tallybook
from tests.fetching.conftest import blast, told
from tests.fetching.server import Reply, Server


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("TALLYBOOK_FETCH_ALLOW", "127.0.0.1")
    monkeypatch.setenv("TALLYBOOK_FETCH_PAUSE", "0")
    monkeypatch.setenv("TALLYBOOK_FETCH_TIMEOUT", "1")
    monkeypatch.setenv("TALLYBOOK_FETCH_RETRIES", "0")
    with Server() as server:
        yield server


def estimate(best: int) -> Estimate:
    return Estimate(best, best, best, (), "")


def incident(**known: object) -> Incident:
    told = {
        "id": "i-1", "root": "i-1", "part_of": None, "title": "Bombing in Quetta", "type": "Bombing",
        "start": "2024-11-09", "end": None, "place": Place("Quetta", "PK"), "status": "reported", "members": (),
        "reports": (), **known,
    }  # fmt: skip
    return Incident(**told)  # type: ignore[arg-type]


def test_a_change_is_told_in_one_line() -> None:
    move = Move("killed", "unspecified", estimate(24), estimate(26), "hospital")
    assert list(lines(Change("changed", incident(), (move,)))) == ["Quetta 9 November 2024: killed 24 -> 26, hospital"]


def test_all_that_can_happen_to_an_incident_is_told() -> None:
    moves = (Move("killed", "civilian", None, estimate(3)), Move("wounded", "security_force", estimate(9), None))
    assert list(lines(Change("new", incident(start="2024-11", place=None), moves))) == [
        "Bombing in Quetta November 2024: new, killed 3 civilians",
        "Bombing in Quetta November 2024: new, wounded 9 -> none security forces",
    ]
    assert list(lines(Change("new", incident(start=None)))) == ["Quetta: new, Bombing in Quetta"]
    assert list(lines(Change("changed", incident(status="disputed"), (), "reported", ("Attack \x1b[2J",)))) == [
        "Quetta 9 November 2024: now holds Attack \ufffd[2J as well",
        "Quetta 9 November 2024: reported -> disputed",
    ]
    assert list(lines(Change("withdrawn", incident()))) == [
        "Quetta 9 November 2024: withdrawn, no report tells of it any more"
    ]


def test_bounds_are_told_where_the_best_stays() -> None:
    move = Move("killed", "civilian", Estimate(20, 24, 24, (), ""), Estimate(24, 24, 30, (), ""))
    (line,) = lines(Change("changed", incident(), (move,)))
    assert line == "Quetta 9 November 2024: killed 20-24-24 -> 24-24-30 civilians"


def test_the_summary_leaves_out_what_did_not_happen() -> None:
    assert summary(Fetched(new=1, reports=1, incidents=1)) == ("1 page new, 1 report kept; the book holds 1 incident")
    assert summary(Fetched(changed=2, same=3, gone=1, later=4, incidents=2)) == (
        "0 pages new, 2 changed, 3 unchanged, 1 gone, 4 still due (run it again), 0 reports kept; "
        "the book holds 2 incidents"
    )


def test_pages_are_fetched_and_their_changes_printed(tallybook: Tallybook, site: Server) -> None:
    site.put("/a", told(blast(24)), "text/plain")
    result = tallybook("fetch", "x.book", site.url("/a"))
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "Town001 26 August 2024: new, killed 24 civilians, a hospital",
            summary(Fetched(new=1, reports=1, incidents=1)),
        ],
    )
    site.put("/a", told(blast(26)), "text/plain")
    assert (
        "Town001 26 August 2024: killed 24 -> 26 civilians, a hospital"
        in tallybook("fetch", "x.book", site.url("/a")).stdout
    )


def test_a_list_may_hold_remarks(tallybook: Tallybook, site: Server, tmp_path: Path) -> None:
    site.put("/a", told(blast(24)), "text/plain")
    (tmp_path / "list.txt").write_text(f"# pages\n\n  {site.url('/a')}\n")
    assert tallybook("fetch", "x.book", "--list", "list.txt").stdout.endswith("the book holds 1 incident\n")


def test_a_list_that_cannot_be_read_and_no_address_are_usage_errors(tallybook: Tallybook, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    for words in (("--list", "none.txt"), ("--list", "bad.txt"), ()):
        assert tallybook("fetch", "x.book", *words).exit_code == 2
    assert not (tmp_path / "x.book").exists()


def test_a_site_that_misbehaves_in_every_way_costs_its_pages_alone(tallybook: Tallybook, site: Server) -> None:
    site.put("/good", told(blast(24)), "text/plain")
    site.replies["/inward"] = Reply(b"", 302, {"Location": "http://169.254.169.254/latest/"})
    site.replies["/stall"] = Reply(raw=lambda connection: time.sleep(2))
    site.replies["/lie"] = Reply(b"short", length=500)
    site.fail("/busy", 503)
    paths = ("/inward", "/stall", "/lie", "/busy", "/none", "/good")
    result = tallybook("fetch", "x.book", *(site.url(path) for path in paths))
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == (
        "1 page new, 5 could not be taken, 1 report kept; the book holds 1 incident"
    )
    for words in ("169.254.169.254", "/stall: no whole answer within 1 seconds", "/lie: ", "status 503", "status 404"):
        assert words in result.stderr


def test_a_private_machine_is_refused_with_what_to_type(
    tallybook: Tallybook, site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TALLYBOOK_FETCH_ALLOW")
    result = tallybook("fetch", "x.book", f"http://localhost:{site.port}/a")
    assert result.exit_code == 1 and "TALLYBOOK_FETCH_ALLOW=" in result.stderr
    assert site.asked == []


def test_one_round_of_watching_is_for_a_scheduler(tallybook: Tallybook, site: Server) -> None:
    site.put("/a", told(blast(24)), "text/plain")
    link = site.url("/a")
    site.put("/feed", f"<rss version='2.0'><channel><item><link>{link}</link></item></channel></rss>", "text/xml")
    first = tallybook("watch", "x.book", site.url("/feed"), "--once")
    assert first.exit_code == 0 and "new, killed 24 civilians" in first.stdout
    again = tallybook("watch", "x.book", site.url("/feed"), "--once")
    assert again.stdout == "0 pages new, 0 reports kept; the book holds 1 incident\n"
    assert site.paths().count("/a") == site.paths().count("/feed") == 1


@pytest.mark.parametrize("words", [("--every", "soon"), ("--every", "0"), ("--since", "Monday")])
def test_words_that_are_no_time_are_usage_errors(tallybook: Tallybook, words: tuple[str, str]) -> None:
    result = tallybook("watch", "x.book", "https://a.example/feed", "--once", *words)
    assert result.exit_code == 2 and words[1] in result.stderr


@pytest.mark.parametrize(("command", "name"), [("fetch", "fetch"), ("watch", "watch")])
def test_ctrl_c_says_how_to_go_on(
    tallybook: Tallybook, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"tallybook.fetching.{name}", interrupted)
    result = tallybook(command, "x.book", "https://a.example/")
    assert result.exit_code == 130 and "goes on" in result.stderr


def test_a_fetching_is_remembered_as_a_run(tallybook: Tallybook, site: Server) -> None:
    from tallybook import api

    site.put("/a", told(blast(24)), "text/plain")
    tallybook("fetch", "x.book", site.url("/a"))
    with api.open("x.book", create=False) as book:
        (run,) = book.runs()
    assert '"new":1' in run.outcome


def test_without_what_fetches_it_is_said_what_to_install(tallybook: Tallybook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    result = tallybook("fetch", "x.book", "https://a.example/")
    assert result.exit_code == 1 and "pip install 'tallybook[fetch]'" in result.stderr
