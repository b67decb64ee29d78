"""Feeds of every kind, and what is sent in their place."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import InputError
from tallybook.gather.feeds import MOST_PAGES, Entry, feed

HOME = "https://post.example/feed"
RSS = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Post</title>
<item><title>Blast</title><link>/a?utm_source=rss</link><pubDate>Tue, 27 Aug 2024 01:30:00 +0500</pubDate></item>
<item><title>Again</title><link>https://post.example/a</link></item>
<item><guid isPermaLink="true">https://post.example/b</guid></item>
<item><link>javascript:alert(1)</link></item>
<item><title>no link</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><id>urn:1</id>
<link rel="alternate" href="https://post.example/c"/><updated>2024-08-28T10:00:00Z</updated>
<published>2024-08-27T22:00:00Z</published></entry></feed>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="urn:news">
<url><loc> https://post.example/d </loc><lastmod>2024-08-29</lastmod></url>
<url><loc>https://post.example/e</loc><n:news><n:publication_date>2024-08-27T01:00+05:00</n:publication_date></n:news></url>
</urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://post.example/2024.xml.gz</loc><lastmod>2024-08-29T00:00:00Z</lastmod></sitemap></sitemapindex>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [
        {"id": "1", "url": "https://post.example/f", "date_published": "2024-08-27T22:00:00+05:00"},
        {"id": "https://post.example/g", "date_modified": "2024-08-30T00:00:00Z"},
        "no item",
    ],
}


def test_rss_names_each_page_once_with_the_day_that_the_source_writes() -> None:
    found = feed(RSS.encode(), HOME)
    assert found.entries == (
        Entry("https://post.example/a", "Tue, 27 Aug 2024 01:30:00 +0500", "2024-08-27"),
        Entry("https://post.example/b"),
    )
    assert found.left_out == 2


@pytest.mark.parametrize("mark", ["17", "post-17", "tag:post.example,2024:17", "urn:uuid:17", "//post.example/x"])
def test_an_id_that_is_no_whole_address_is_no_page(mark: str) -> None:
    rss = f"<rss version='2.0'><channel><title>P</title><item><guid>{mark}</guid></item></channel></rss>"
    plain = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": mark}]}
    for data in (rss, rss.replace("<guid>", "<link></link><guid>"), json.dumps(plain)):
        assert feed(data.encode(), HOME).entries == ()


def test_atom_tells_when_a_page_was_changed() -> None:
    (entry,) = feed(ATOM.encode(), HOME).entries
    assert entry == Entry("https://post.example/c", "2024-08-28T10:00:00Z", "2024-08-27")


def test_json_feed() -> None:
    entries = feed(json.dumps(JSON).encode(), HOME).entries
    assert [entry.url for entry in entries] == ["https://post.example/f", "https://post.example/g"]
    assert (entries[0].day, entries[1].mark) == ("2024-08-27", "2024-08-30T00:00:00Z")


def test_sitemaps_and_their_index() -> None:
    found = feed(MAP.encode(), HOME)
    assert found.kind == "sitemap"
    assert [(e.url, e.mark[:10], e.day) for e in found.entries] == [
        ("https://post.example/d", "2024-08-29", None),
        ("https://post.example/e", "2024-08-27", "2024-08-27"),
    ]
    index = feed(gzip.compress(INDEX.encode()), HOME)
    assert index.kind == "sitemaps" and index.entries == ()
    assert [each.url for each in index.feeds] == ["https://post.example/2024.xml.gz"]


def test_a_sitemap_that_breaks_off_gives_what_stands_before() -> None:
    assert [e.url for e in feed(MAP[: MAP.index("<n:news>")].encode(), HOME).entries] == ["https://post.example/d"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(encoding: str) -> None:
    for text in (RSS.replace("Blast", "دھماکہ"), MAP):
        assert feed(text.replace('<?xml version="1.0"?>\n', "").encode(encoding), HOME).entries


BILLION = (
    "<!DOCTYPE rss [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><item><link>&i;</link></item></channel></rss>"
)
OUTSIDE = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel>&x;</channel></rss>"


@pytest.mark.parametrize("text", [BILLION, OUTSIDE, f"<!-- <rss> -->{BILLION}", BILLION.replace("rss", "urlset")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_a_parser_sees_them(text: str, encoding: str) -> None:
    with pytest.raises(InputError, match="entities"):
        feed(text.encode(encoding), HOME)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"not a feed", b"<html><body>log in</body></html>", b"{}", b'{"items": []}', b"[1]", b"\x89PNG\r\n\x1a\n",
        b"{" * 200_000, b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "<?xml".encode("cp037"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(InputError, match="is no feed"):
        feed(data, HOME)


def test_a_packed_bomb_is_refused() -> None:
    with pytest.raises(InputError, match="larger"):
        feed(gzip.compress(bytes(80_000_000)), HOME)


def test_elements_without_end_inside_one_another_are_refused() -> None:
    with pytest.raises(InputError, match="too deep"):
        feed(b"<urlset>" + b"<url>" * 100_000, HOME)


def test_no_more_pages_than_a_sitemap_may_name_are_taken() -> None:
    many = "".join(f"<url><loc>https://post.example/{n}</loc></url>" for n in range(MOST_PAGES + 5))
    found = feed(f"<urlset>{many}</urlset>".encode(), HOME)
    assert len(found.entries) == MOST_PAGES and found.left_out == 5


@given(st.binary(max_size=200), st.sampled_from([RSS, ATOM, MAP, INDEX, json.dumps(JSON)]), st.integers(0, 900))
def test_a_damaged_feed_is_read_or_refused(junk: bytes, text: str, at: int) -> None:
    data = text.encode()
    for damaged in (junk, data[:at] + junk, data[:at] + junk + data[at + len(junk) :]):
        try:
            found = feed(damaged, HOME)
        except InputError:
            continue
        assert all(entry.url.startswith(("http://", "https://")) for entry in (*found.entries, *found.feeds))
