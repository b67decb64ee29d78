"""Live blogs: what stands above the first entry is a report of its own, with the page's time."""

from __future__ import annotations

import json

import pytest

from tallybook.gather import Raw, reports_of
from tallybook.records import Report

ENTRIES = (
    ("2024-11-10T08:30:00+05:00", "Toll rises", "The toll has risen to 26 overnight, the main hospital says."),
    ("2024-11-09T11:05:00+05:00", "Toll at 16", "At least 16 people were killed in the blast, the police chief says."),
    ("2024-11-09T09:20:00+05:00", "Blast heard", "A loud blast has been heard at the railway station, residents say."),
)
SUMMARY = "A bomb at the railway station of Quetta has killed 26 people; a separatist group says that it planted it."
POINTS = (
    "Sixty-two people are being treated in two hospitals of the city.",
    "Trains to the south stay cancelled until Tuesday, the railway says.",
)
PUBLISHED = '<meta property="article:published_time" content="2024-11-09T09:15:00+05:00">'
UPDATED = '<meta property="article:modified_time" content="2024-11-10T08:40:00+05:00">'


def entry(when: str, title: str, text: str) -> str:
    return f'<div class="live-entry"><time datetime="{when}">{when[11:16]}</time><h2>{title}</h2><p>{text}</p></div>'


def blog(above: str, head: str = PUBLISHED + UPDATED, below: str = "") -> str:
    entries = "".join(entry(*one) for one in ENTRIES)
    return (
        f"<!DOCTYPE html><html><head><title>Quetta blast: live updates</title>{head}</head><body>"
        f"<nav><ul><li><a href='/'>All the news of the valley and of the province</a></li></ul></nav>"
        f"<main>{above}<div class='liveblog'>{entries}</div>{below}</main></body></html>"
    )


def gathered(page: str) -> list[Report]:
    found = list(reports_of(Raw(path="live.html", data=page.encode())))
    assert all(isinstance(one, Report) for one in found)
    return [one for one in found if isinstance(one, Report)]


ABOVE = f"<h1>Quetta blast: live</h1><p>{SUMMARY}</p><ul>{''.join(f'<li>{point}</li>' for point in POINTS)}</ul>"


def test_what_stands_above_the_first_entry_is_a_report_with_the_pages_time() -> None:
    first, *entries = gathered(blog(ABOVE))
    assert first.text == "\n\n".join(("Quetta blast: live", "\n".join((SUMMARY, *POINTS))))
    assert (first.published, first.origin.time, first.origin.updated) == (
        "2024-11-09", "2024-11-09T09:15:00+05:00", "2024-11-10T08:40:00+05:00",
    )  # fmt: skip
    assert first.path == "live.html#0"
    assert [one.path for one in entries] == ["live.html#1", "live.html#2", "live.html#3"]


def test_the_entries_stay_as_they_are_without_it() -> None:
    with_it, without = gathered(blog(ABOVE))[1:], gathered(blog("<h1>Quetta blast: live</h1>"))
    assert [(one.id, one.path, one.text, one.published, one.origin.time) for one in with_it] == [
        (one.id, one.path, one.text, one.published, one.origin.time) for one in without
    ]


@pytest.mark.parametrize(
    "above",
    [
        "<h1>Quetta blast: live</h1>",
        "<h1>Quetta blast: live</h1><p>By our staff</p>",
        "<h1>Quetta blast: live</h1><ul><li><a href='/a'>Five things to know about trains in the valley</a></li></ul>",
        f"<h1>Quetta blast: live</h1><aside><p>{SUMMARY}</p></aside>",
        f"<h1>Quetta blast: live</h1><div class='related'><p>{SUMMARY}</p></div>",
        f"<h1>Quetta blast: live</h1><form><p>{SUMMARY}</p></form>",
        f"<p>{SUMMARY}</p><h1>Quetta blast: live</h1>",
    ],
)
def test_headline_byline_teasers_and_furniture_are_no_introduction(above: str) -> None:
    assert [one.path for one in gathered(blog(above))] == ["live.html#1", "live.html#2", "live.html#3"]


def test_what_stands_below_the_entries_is_no_introduction() -> None:
    assert len(gathered(blog("<h1>Quetta blast: live</h1>", below=f"<p>{SUMMARY}</p>"))) == 3


def test_a_time_beside_the_headline_does_not_hide_it() -> None:
    above = f"<h1>Quetta blast: live</h1><time datetime='2024-11-09T09:15:00+05:00'>9:15</time><p>{SUMMARY}</p>"
    assert SUMMARY in gathered(blog(above))[0].text
    assert len(gathered(blog(above))) == 4


def test_of_a_blog_that_is_told_as_data_it_is_read_from_the_page() -> None:
    said = {
        "@type": "LiveBlogPosting", "headline": "Quetta blast: live", "datePublished": "2024-11-09T09:15:00+05:00",
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": title, "articleBody": text, "datePublished": when}
            for when, title, text in ENTRIES
        ],
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    first, *entries = gathered(blog(ABOVE, head))
    assert first.text.endswith(POINTS[-1]) and SUMMARY in first.text and first.origin.time is not None
    assert len(entries) == 3
    alone = f"<!DOCTYPE html><html><head>{head}</head><body><h1>Quetta blast</h1><p>{SUMMARY}</p></body></html>"
    assert len(gathered(alone)) == 3, "what cannot be told from entries that a script draws is not taken for more"


def test_deeply_nested_blocks_above_the_entries_do_not_hide_it() -> None:
    above = "<h1>Quetta blast: live</h1>" + "<div>" * 150 + f"<p>{SUMMARY}</p>" + "</div>" * 150
    assert SUMMARY in gathered(blog(above))[0].text
