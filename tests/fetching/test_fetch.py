"""Fetching pages: kept as received, asked for politely, read once, and every change of the record told."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from tallybook.book import captures, pages
from tallybook.errors import FetchError, Forbidden, NotThere
from tallybook.gather.net.web import Answer, Headers, Unanswered
from tests.fetching.conftest import Desk, blast, told

A, B, C = "https://a.example/1", "https://b.example/1", "https://a.example/2"


def test_a_page_is_kept_as_received_and_read(desk: Desk) -> None:
    desk.put(A, blast(24))
    fetched = desk.fetch(A)
    assert (fetched.new, fetched.reports, fetched.incidents, fetched.failed) == (1, 1, 1, [])
    (kept,) = desk.captures()
    assert (kept.source, kept.url, kept.status, kept.kept) == (A, A, 200, "whole")
    assert ("Content-Type", "text/plain") in kept.headers and kept.at.startswith("2023-11-14T")
    (report,) = desk.reports()
    assert report.path == A
    with desk.store.read() as connection:
        assert captures.original(connection, kept.digest) == told(blast(24)).encode()
        assert captures.reports_of(connection, kept) == (report.id,)


def test_fetching_again_asks_only_for_what_is_new(desk: Desk) -> None:
    desk.put(A, blast(24), ETag='"v1"', Last_Modified="Mon, 26 Aug 2024 10:00:00 GMT")
    desk.fetch(A)
    seen: list[Headers] = []
    page = desk.web.pages[A]
    assert isinstance(page, Answer)
    desk.web.pages[A] = lambda headers: (seen.append(headers), page)[1]
    fetched = desk.fetch(A)
    assert (fetched.same, fetched.new, fetched.reports) == (1, 0, 0)
    assert dict(seen[0]) == {"If-None-Match": '"v1"', "If-Modified-Since": "Mon, 26 Aug 2024 10:00:00 GMT"}
    assert len(desk.captures()) == 1


def test_the_same_page_without_an_etag_is_the_same_page(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.fetch(A)
    assert desk.fetch(A, A + "#end", A + "?utm_source=x").same == 1
    assert len(desk.captures()) == len(desk.reports()) == 1


@pytest.mark.parametrize(("first", "second"), [(24, 26), (26, 24)])
def test_a_changed_page_is_a_new_version_and_what_it_changed_is_told(desk: Desk, first: int, second: int) -> None:
    desk.put(A, blast(first))
    desk.fetch(A)
    desk.told.clear()
    desk.put(A, blast(second))
    fetched = desk.fetch(A)
    assert (fetched.changed, fetched.new) == (1, 0)
    (change,) = desk.changes
    (move,) = change.moves
    assert move.old is not None and move.new is not None
    assert (change.kind, move.old.best, move.new.best, move.who) == ("changed", first, second, "a hospital")
    assert len(desk.reports()) == len(desk.captures()) == 2
    (incident,) = desk.incidents()
    reasons = [why for _, why in incident.figures["killed"]["civilian"].left_out]
    assert reasons == ["its page was changed since, and a later version of it is here"]


def test_a_page_that_goes_back_to_what_it_said_counts_again(desk: Desk) -> None:
    for toll in (24, 30, 24):
        desk.put(A, blast(toll))
        desk.fetch(A)
        assert desk.best() == [toll]
    assert len(desk.captures()) == 3 and len(desk.reports()) == 2


def test_a_version_that_tells_nothing_of_the_incident_takes_nothing_back(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.fetch(A)
    desk.put(A, "Subscribe to read on, or come back on the first of the month.")
    desk.fetch(A)
    assert desk.best() == [24]


def test_what_another_outlet_copied_stays_when_the_first_changes(desk: Desk) -> None:
    for url in (A, B):
        desk.put(url, blast(24, who="the governor"))
    desk.fetch(A, B)
    desk.put(A, blast(20, who="the police"))
    desk.fetch(A)
    (incident,) = desk.incidents()
    assert len(incident.figures["killed"]["civilian"].claims) == 2


def test_a_page_that_vanished_can_still_be_shown(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.fetch(A)
    desk.web.pages[A] = Answer(A, 410, (), b"taken down")
    fetched = desk.fetch(A)
    assert (fetched.gone, fetched.failed, desk.best()) == (1, [], [24])
    first, gone = desk.captures()
    assert (first.status, gone.status) == (200, 410)
    with desk.store.read() as connection:
        assert captures.original(connection, first.digest) == told(blast(24)).encode()
        assert captures.original(connection, gone.digest) == b"taken down"


def test_a_page_that_was_never_there_is_told(desk: Desk) -> None:
    fetched = desk.fetch(A)
    assert isinstance(fetched.failed[0], NotThere) and "status 404" in fetched.failed[0].what
    assert desk.captures() == [] and desk.told == fetched.failed


def test_addresses_that_are_none_cost_only_themselves(desk: Desk) -> None:
    desk.put(A, blast(24))
    fetched = desk.fetch("file:///etc/passwd", A, "nonsense")
    assert fetched.new == 1
    assert [type(error) for error in fetched.failed] == [Forbidden, Forbidden]


def test_robots_are_asked_first_and_obeyed(desk: Desk) -> None:
    desk.web.put("https://a.example/robots.txt", "User-agent: *\nDisallow: /1\nCrawl-delay: 30", "text/plain")
    desk.put(A, blast(24))
    desk.put(C, blast(3, "Town002"))
    fetched = desk.fetch(A, C)
    assert fetched.new == 1 and "robots.txt" in fetched.failed[0].what
    assert desk.web.asked == ["https://a.example/robots.txt", C]


def test_robots_are_asked_once_a_day_also_after_a_restart(desk: Desk) -> None:
    desk.put(A, blast(24))
    for _ in range(2):
        desk.fetch(A)
    assert desk.web.asked.count("https://a.example/robots.txt") == 1
    desk.clock.time += 25 * 3600
    desk.fetch(A)
    assert desk.web.asked.count("https://a.example/robots.txt") == 2


def test_a_site_whose_robots_do_not_answer_is_left_alone_and_asked_later(desk: Desk) -> None:
    desk.web.pages["https://a.example/robots.txt"] = Answer("https://a.example/robots.txt", 503)
    desk.put(A, blast(24))
    fetched = desk.fetch(A)
    assert "robots.txt of https://a.example does not answer" in fetched.failed[0].what
    assert A not in desk.web.asked


def test_one_site_is_asked_with_a_pause_and_another_meanwhile(desk: Desk) -> None:
    times: dict[str, float] = {}
    for url in (A, C, "https://a.example/3", B):
        desk.put(url, blast(5))
        page = desk.web.pages[url]
        desk.web.pages[url] = lambda _, url=url, page=page: (times.update({url: desk.clock.time}), page)[1]  # type: ignore[misc]
    desk.fetch(*times, A, C, "https://a.example/3", B)
    one_site = sorted(time for url, time in times.items() if url.startswith("https://a."))
    assert all(b - a >= 2 for a, b in itertools.pairwise(one_site))
    assert times[B] < one_site[1]


def test_a_crawl_delay_is_kept_where_it_is_longer_than_the_pause(desk: Desk) -> None:
    desk.web.put("https://a.example/robots.txt", "User-agent: *\nCrawl-delay: 30", "text/plain")
    for url in (A, C, "https://a.example/3"):
        desk.put(url, blast(5))
    began = desk.clock.time
    assert desk.fetch(A, C, "https://a.example/3").new == 3
    assert desk.clock.time - began >= 60


def test_a_busy_server_is_asked_again_when_it_says(desk: Desk) -> None:
    times: list[float] = []

    def busy(_: Headers) -> Answer:
        times.append(desk.clock.time)
        good = Answer(A, 200, (("Content-Type", "text/plain"),), told(blast(24)).encode())
        return good if len(times) > 2 else Answer(A, 429, (("Retry-After", "120"),))

    desk.web.pages[A] = busy
    assert desk.fetch(A).new == 1
    assert times[1] - times[0] >= 120 and times[2] - times[1] >= 120


def test_a_retry_after_is_for_the_whole_site(desk: Desk) -> None:
    desk.web.pages[A] = Answer(A, 503, (("Retry-After", "200"),))
    desk.put(C, blast(3))
    began = desk.clock.time
    desk.fetch(A, C)
    assert desk.clock.time - began >= 200


def test_a_site_that_is_held_up_keeps_no_other_waiting(desk: Desk) -> None:
    busy = [f"https://a.example/{n}" for n in range(700)]
    for url in busy:
        desk.web.pages[url] = Answer(url, 503, (("Retry-After", "3000"),))
    desk.put("https://z.example/1", blast(24))
    fetched = desk.fetch(*busy, "https://z.example/1")
    assert (fetched.new, fetched.later) == (1, 700)
    assert sum(url.startswith("https://a.example/") for url in desk.web.asked) <= 2


def test_a_server_that_stays_down_is_given_up_with_longer_waits_each_time(desk: Desk) -> None:
    desk.web.pages[A] = Unanswered("the connection broke off")
    fetched = desk.fetch(A)
    assert [error.what for error in fetched.failed] == [f"{A}: the connection broke off"]
    assert desk.web.asked.count(A) == 3
    assert desk.clock.slept[1] > desk.clock.slept[0]
    assert fetched.later == 0


def test_what_would_be_waited_for_too_long_stays_due_and_the_same_command_goes_on(desk: Desk) -> None:
    desk.web.pages[A] = Answer(A, 503, (("Retry-After", "3000"),))
    desk.put(B, blast(3))
    fetched = desk.fetch(A, B)
    assert (fetched.new, fetched.later, fetched.failed) == (1, 1, [])
    desk.clock.time += 3001
    desk.put(A, blast(24))
    fetched = desk.fetch(A, B)
    assert (fetched.new, fetched.same, fetched.later) == (1, 0, 0)


def test_a_clock_that_was_set_back_stops_no_site_for_long(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.fetch(A)
    desk.clock.time -= 400 * 86_400
    assert desk.fetch(A).same == 1
    assert sum(desk.clock.slept) < 4000


@pytest.mark.parametrize(
    "answer", [Answer(A, 304), Answer(A, 200), Answer(A, 403), Answer(A, 451), Answer(A, 206, (), b"x"), Answer(A, 302)]
)
def test_answers_that_hold_no_page_are_told_and_not_kept(desk: Desk, answer: Answer) -> None:
    desk.web.pages[A] = answer
    fetched = desk.fetch(A)
    assert len(fetched.failed) == 1 and isinstance(fetched.failed[0], FetchError)
    assert desk.captures() == [] and fetched.later == 0


def test_what_cannot_be_read_is_kept_as_received_and_told(desk: Desk) -> None:
    desk.web.put(A, b"\x89PNG\r\n\x1a\n" + bytes(50), "text/html")
    fetched = desk.fetch(A)
    assert (fetched.new, fetched.reports) == (1, 0) and "image" in fetched.failed[0].what
    assert desk.captures()[0].size == 58


def test_a_page_of_another_kind_than_its_server_says_is_read_as_what_it_is(desk: Desk) -> None:
    desk.web.put(A, told(blast(24)), "application/pdf")
    assert desk.fetch(A).reports == 1


def test_originals_may_be_left_out_and_their_digests_stay(desk: Desk) -> None:
    desk.known["original_size"] = -1
    desk.put(A, blast(24))
    desk.fetch(A)
    (kept,) = desk.captures()
    with desk.store.read() as connection:
        assert (kept.kept, captures.original(connection, kept.digest)) == ("digest", None)
    assert desk.best() == [24]


def test_several_sites_at_once_give_the_same_record_as_one_after_another(desk: Desk) -> None:
    urls = [f"https://s{n % 7}.example/{n}" for n in range(40)]
    for number, url in enumerate(urls):
        desk.put(url, blast(5 + number % 3, f"Town{number % 9:03d}"))
    desk.known["jobs"] = 6
    fetched = desk.fetch(*urls)
    assert (fetched.new, fetched.reports, fetched.incidents) == (40, 40, 9)
    assert len(desk.captures()) == 40


def test_state_is_in_the_book(desk: Desk) -> None:
    desk.put(A, blast(24), ETag='"v1"')
    desk.fetch(A)
    with desk.store.read() as connection:
        page = pages.get(connection, A)
    assert page is not None and page.capture == desk.captures()[0].id
    assert replace(page, capture=None, checked=None) == pages.Page(A, page.seen, status=200, etag='"v1"')
