"""Following feeds: what is new is fetched once, what changed again, and the state outlives the process."""

from __future__ import annotations

import pytest

from tallybook.book import feeds
from tallybook.errors import FetchError, Forbidden
from tallybook.gather.net.web import Answer, Headers, Unanswered
from tests.fetching.conftest import Desk, blast

FEED, A, B = "https://a.example/feed", "https://a.example/1", "https://b.example/2"
HOUR, DAY = 3600, 86_400


def times_asked(desk: Desk, url: str) -> int:
    return desk.web.asked.count(url)


def test_what_a_feed_names_is_fetched_and_what_it_changed_is_told(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.feed(FEED, A)
    fetched = desk.watch(FEED)
    assert (fetched.new, fetched.reports) == (1, 1)
    (change,) = desk.changes
    assert change.kind == "new" and change.moves[0].new is not None and change.moves[0].new.best == 24


def test_a_feed_that_repeats_doubles_nothing(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.feed(FEED, A, A + "?utm_source=feed", A + "#x", A)
    fetched = desk.watch(FEED, rounds=3)
    assert fetched.new == 1 and times_asked(desk, A) == 1
    assert len(desk.captures()) == len(desk.reports()) == 1


def test_a_new_entry_is_fetched_in_the_next_round(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.put(B, blast(3, "Town002"))
    desk.feed(FEED, A)
    desk.watch(FEED)
    desk.feed(FEED, B, A)
    desk.clock.time += 900
    assert desk.watch(FEED).new == 1
    assert times_asked(desk, A) == times_asked(desk, B) == 1


def test_a_feed_is_asked_no_more_often_than_told_also_after_a_restart(desk: Desk) -> None:
    desk.feed(FEED)
    desk.watch(FEED)
    desk.watch(FEED)
    assert times_asked(desk, FEED) == 1
    desk.clock.time += 900
    desk.watch(FEED)
    assert times_asked(desk, FEED) == 2


def test_a_feed_that_has_not_changed_is_not_sent_again(desk: Desk) -> None:
    desk.feed(FEED, A, ETag='"f1"')
    desk.put(A, blast(24))
    desk.watch(FEED)
    seen: list[Headers] = []
    page = desk.web.pages[FEED]
    assert isinstance(page, Answer)
    desk.web.pages[FEED] = lambda headers: (seen.append(headers), page)[1]
    desk.clock.time += 900
    desk.watch(FEED)
    assert dict(seen[0])["If-None-Match"] == '"f1"'


def test_an_entry_whose_feed_says_that_it_changed_is_fetched_at_once(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.feed(FEED, f"{A} 2024-08-27T01:00:00Z")
    desk.watch(FEED)
    desk.put(A, blast(26))
    desk.feed(FEED, f"{A} 2024-08-27T05:00:00Z")
    desk.clock.time += 900
    assert desk.watch(FEED).changed == 1
    assert [move.new.best for change in desk.changes for move in change.moves if move.new] == [24, 26]


def test_a_young_page_is_looked_at_again_and_an_old_one_is_not(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.feed(FEED, A)
    began = desk.clock.time
    ages: list[int] = []
    page = desk.web.pages[A]
    assert isinstance(page, Answer)
    desk.web.pages[A] = lambda _: (ages.append(round((desk.clock.time - began) / HOUR)), page)[1]
    desk.watch(FEED, rounds=30, every=12 * HOUR)
    assert ages == [0, 1, 6, 24, 72, 168]


def test_pages_that_a_feed_dates_before_are_left_out(desk: Desk) -> None:
    for url in (A, B):
        desk.put(url, blast(24))
    desk.feed(FEED, f"{A} 2024-08-01T00:00:00Z", f"{B} 2024-08-27T00:00:00Z")
    desk.watch(FEED, since="2024-08-20")
    assert (times_asked(desk, A), times_asked(desk, B)) == (0, 1)


def sitemap(*urls: str, tag: str = "url", root: str = "urlset") -> str:
    items = (url.partition(" ") for url in urls)
    told = "".join(f"<{tag}><loc>{u}</loc>{f'<lastmod>{m}</lastmod>' if m else ''}</{tag}>" for u, _, m in items)
    return f"<{root} xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{told}</{root}>"


def test_of_a_sitemap_only_what_is_young_or_appears_later_is_fetched(desk: Desk) -> None:
    young, old, undated, later = (f"https://a.example/{word}" for word in ("young", "old", "undated", "later"))
    for url in (young, old, undated, later):
        desk.put(url, blast(5))
    desk.web.put(FEED, sitemap(f"{young} 2023-11-13", f"{old} 2019-01-01", undated), "application/xml")
    desk.watch(FEED)
    desk.web.put(FEED, sitemap(f"{young} 2023-11-13", f"{old} 2019-01-01", undated, later), "application/xml")
    desk.clock.time += 900
    desk.watch(FEED)
    assert [times_asked(desk, url) for url in (young, old, undated, later)] == [1, 0, 0, 1]


def test_an_index_of_sitemaps_leads_to_those_that_changed(desk: Desk) -> None:
    this, last = "https://a.example/2023.xml", "https://a.example/2019.xml"
    desk.put(A, blast(5))
    desk.web.put(this, sitemap(f"{A} 2023-11-14"), "application/xml")
    desk.web.put(last, sitemap(f"{B} 2019-11-14"), "application/xml")
    index = sitemap(f"{this} 2023-11-14", f"{last} 2019-12-01", tag="sitemap", root="sitemapindex")
    desk.web.put(FEED, index, "application/xml")
    assert desk.watch(FEED).new == 1
    assert (times_asked(desk, this), times_asked(desk, last)) == (1, 0)


def test_an_index_that_names_itself_ends(desk: Desk) -> None:
    desk.web.put(FEED, sitemap(FEED, tag="sitemap", root="sitemapindex"), "application/xml")
    desk.watch(FEED)
    assert times_asked(desk, FEED) == 1


@pytest.mark.parametrize(
    "answer", [Answer(FEED, 404), Answer(FEED, 200, (), b"<html><body>log in</body></html>"), Answer(FEED, 403)]
)
def test_a_feed_that_is_none_is_told_once_and_asked_again_later(desk: Desk, answer: Answer) -> None:
    desk.web.pages[FEED] = answer
    fetched = desk.watch(FEED, rounds=3)
    assert len(fetched.failed) == 1 and isinstance(fetched.failed[0], FetchError)
    assert times_asked(desk, FEED) == 3
    desk.put(A, blast(24))
    desk.feed(FEED, A)
    desk.clock.time += 900
    assert desk.watch(FEED).new == 1


def test_a_feed_that_does_not_answer_is_asked_again_soon(desk: Desk) -> None:
    desk.web.pages[FEED] = Unanswered("the connection broke off")
    began = desk.clock.time
    desk.watch(FEED, rounds=3)
    assert times_asked(desk, FEED) == 3 and desk.clock.time - began < 900


def test_one_feed_that_fails_does_not_stop_the_others(desk: Desk) -> None:
    desk.put(A, blast(24))
    desk.feed(FEED, A)
    assert desk.watch("https://b.example/none", FEED).new == 1


def test_a_feed_that_may_not_be_asked_is_said_at_once(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        desk.watch("file:///etc/passwd")


def test_a_feeds_date_fills_in_for_a_page_that_has_none(desk: Desk) -> None:
    desk.web.put(A, f"Smoke rose over the market and families waited.\n\n{blast(24)}\n", "text/plain")
    desk.web.put(
        FEED,
        f"<rss version='2.0'><channel><item><link>{A}</link><pubDate>Tue, 27 Aug 2024 01:30:00 +0500</pubDate></item>"
        "</channel></rss>",
        "application/rss+xml",
    )
    desk.watch(FEED)
    (report,) = desk.reports()
    assert (report.published, report.published_from) == ("2024-08-27", "feed")


def test_no_round_sleeps_longer_than_the_interval_whatever_the_clock_does(desk: Desk) -> None:
    desk.feed(FEED)
    desk.watch(FEED)
    desk.clock.time -= 10 * DAY
    desk.watch(FEED, rounds=3)
    assert max(desk.clock.slept) <= 900


def test_the_feeds_state_is_in_the_book(desk: Desk) -> None:
    desk.feed(FEED, ETag='"f1"')
    desk.watch(FEED)
    with desk.store.read() as connection:
        assert feeds.next_due(connection, [FEED]) == desk.clock.time + 900
