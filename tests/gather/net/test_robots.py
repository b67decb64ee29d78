"""What robots.txt asks of us."""

from __future__ import annotations

from tallybook.gather.net import robots

RULES = """User-agent: *
Disallow: /private/
Allow: /private/open
Crawl-delay: 7

User-agent: tallybook
Disallow: /no/
"""


def test_rules_for_us_hold_before_those_for_all() -> None:
    assert not robots.may_ask(RULES, "https://example.org/no/a")
    assert robots.may_ask(RULES, "https://example.org/private/a")


def test_rules_for_all_hold_where_there_are_none_for_us() -> None:
    rules = RULES.replace("tallybook", "somebody")
    assert not robots.may_ask(rules, "https://example.org/private/a")
    assert robots.may_ask(rules, "https://example.org/private/open")
    assert robots.delay(rules) == 7


def test_a_delay_of_days_is_not_waited_for() -> None:
    assert robots.delay("User-agent: *\nCrawl-delay: 999999\n") == robots.MOST_DELAY
    assert robots.delay("User-agent: *\nCrawl-delay: -5\n") == 0
    assert robots.delay("User-agent: *\nRequest-rate: 1/10\n") == 10


def test_a_missing_file_allows_all_and_a_site_that_is_down_says_nothing() -> None:
    assert robots.rules(404, b"nothing here") == robots.ANYTHING
    assert robots.rules(403, b"") == robots.ANYTHING
    assert robots.rules(503, b"") is None and robots.rules(429, b"") is None
    assert robots.may_ask(robots.ANYTHING, "https://example.org/a")


def test_rubbish_and_endless_files_are_read_as_far_as_they_go() -> None:
    found = robots.rules(200, b"\xff\xfe\x00" * 400_000)
    assert found is not None and len(found) <= robots.MOST_BYTES
    assert robots.may_ask(found, "https://example.org/a")
