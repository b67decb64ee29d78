"""The record as one page: what it shows, that report text is never markup, and that a browser can draw it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tallybook.export.page import render, write_page
from tallybook.records import Claim, Estimate, Figure, Reaction, Report
from tests.export.page_book import HandBook, at, hand_book, killed

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MUST = os.environ.get("REQUIRE_ALL") == "1"
_VOID = {"meta", "link", "br", "input"}


class _Page(HTMLParser):
    """Reads a page: its elements, its visible text, and whether every element that opens also closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["script"], ["style"]):
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.elements if "id" in attrs]

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.elements if tag == "a"]


def page(book: HandBook | None = None) -> _Page:
    read = _Page(render(book or hand_book()))
    read.close()
    return read


def hostile_book() -> HandBook:
    """A book whose every string that comes from a report attacks the page."""
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">\u202e" onmouseover="alert(3)'
    text = f"{evil} 7 soldiers were killed, the army said. {evil} مرحبا \u0000 {{{{ 7 * 7 }}}} \ud800"
    report = Report("r-x", f"{evil}.txt", text, None, evil, evil)
    claim = killed(report, "7 soldiers", 7, 7, None)
    claims = [claim, Reaction(**{**at(report, "the army"), "id": "c-y"}, actor=evil, action="condemn")]
    incident = replace(
        hand_book().made[0],
        title=evil,
        members=("r-x:A",),
        reports=("r-x",),
        blamed=(evil,),
        contradictions=(evil,),
        date_why=evil,
        figures={"killed": {"security_force": replace(_estimate(), claims=(claim.id,), left_out=(), why=evil)}},
    )
    return HandBook([incident], claims, [report])


def _estimate() -> Estimate:
    return hand_book().made[0].figures["killed"]["security_force"]


def test_the_page_is_well_formed_and_every_id_is_used_once() -> None:
    read = page()
    assert read.open == []
    assert len(read.ids()) == len(set(read.ids()))


def test_every_link_leads_to_something_on_the_page() -> None:
    read = page()
    inside = {f"#{each}" for each in read.ids()}
    assert read.links() and set(read.links()) <= inside


def test_a_number_opens_the_sentence_that_carries_it() -> None:
    text = render(hand_book())
    best = re.search(r'data-of="best"><a href="#([^"]+)">22<', text)
    assert best is not None
    card = text.split(f'id="{best[1]}"')[1]
    sentence = card.split("<blockquote", 1)[1].split("</blockquote>")[0]
    assert "<mark>22 soldiers</mark> had died in Quetta." in sentence
    assert '<span class="spoken">The army</span>' in sentence
    assert "Capital Ledger" in card.split("</div>")[0]


def test_low_and_high_open_different_sentences() -> None:
    opens = dict(re.findall(r'data-of="(\w+)"><a href="#([^"]+)"', render(hand_book()).split("<b>wounded</b>")[-2]))
    assert opens["low"] != opens["high"]


def test_a_claim_stands_beside_its_denial() -> None:
    sides = render(hand_book()).split('<div class="sides')[1].split("</section>")[0]
    claimed, denied = sides.split('<div class="side against">')
    assert "The group of the hills claims it" in claimed and "Confirmed by another outlet" in claimed
    assert "Denied by a minister" in denied


def test_a_copy_is_folded_into_its_original_voice() -> None:
    text = page().text
    assert "one voice with its copy: Karez Daily" in text
    assert "a copy of Harbour Wire" in text


def test_an_undated_report_is_marked_and_says_why() -> None:
    text = page().text
    assert "Rumour, undated the text has no date" in text
    assert "date unknown" in text


def test_sums_and_contradictions_are_named() -> None:
    text = page().text
    assert "15 + 7 = 22 adds up" in text
    assert "contradiction Harbour Wire says 15, Capital Ledger says 22." in text


def test_a_toll_that_moved_is_drawn_and_told_as_a_table() -> None:
    moves = render(hand_book()).split('<figure class="move">')
    assert len(moves) == 2, "only the figure that stands in reports of two days has a history"
    assert "<td>2026-02-04</td><td>22</td>" in moves[1]


def test_what_is_glued_to_a_report_is_shown_as_not_read() -> None:
    glued = render(hand_book()).split('<div class="text other_article"')[1]
    assert "another article, not read" in glued.split("</div>")[0]
    assert "<mark>" not in glued.split("</details>")[0]


def test_a_report_without_a_claim_is_listed_all_the_same() -> None:
    assert "Whistle, 2026-02-01 0 claims" in page().text


def test_nothing_is_loaded_and_only_our_own_script_may_run() -> None:
    read = page()
    [policy] = [a["content"] for t, a in read.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None and policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert [tag for tag, attrs in read.elements if "src" in attrs or "style" in attrs] == []
    assert [attrs["href"] for tag, attrs in read.elements if tag == "link"] == ["data:,"]


def test_report_text_is_never_markup() -> None:
    text = render(hostile_book())
    read = page(hostile_book())
    assert [tag for tag, _ in read.elements if tag in ("script", "img")] == ["script"]
    assert [name for _, attrs in read.elements for name in attrs if name.startswith("on")] == []
    assert "alert(1)" in read.text and "{{ 7 * 7 }}" in read.text and "مرحبا" in read.text
    assert "\u202e" not in text and "U+202E" in text


def test_a_text_that_cannot_be_encoded_is_still_written(tmp_path: Path) -> None:
    write_page(hostile_book(), tmp_path / "record.html")
    assert "7 soldiers" in (tmp_path / "record.html").read_text(encoding="utf-8")


def test_the_same_book_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    book = hand_book()
    write_page(book, tmp_path / "a" / "record.html")
    write_page(HandBook(book.made[::-1], book.said[::-1], book.read[::-1]), tmp_path / "b.html")
    assert (tmp_path / "a" / "record.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b.html"]


def test_a_failed_page_leaves_the_old_one_in_place(tmp_path: Path) -> None:
    class Broken(HandBook):
        def claims(self) -> list[Claim]:  # type: ignore[override]
            raise OSError("the disk is full")

    target = tmp_path / "record.html"
    target.write_text("before")
    with pytest.raises(OSError, match="full"):
        write_page(Broken(), target)
    assert target.read_text() == "before" and len(list(tmp_path.iterdir())) == 1


def test_an_empty_book_says_so() -> None:
    assert "No report in this book tells of an incident." in page(HandBook()).text


def test_what_is_over_the_limit_is_counted() -> None:
    assert "1 earlier incidents are left off" in _Page(render(hand_book(), limit=1)).text


def test_a_site_follows_its_wave_and_leads_back_to_it() -> None:
    book = hand_book()
    site = replace(book.made[1], id="i-site", part_of="i-quetta", root="i-quetta", title="Site")
    text = render(HandBook([site, *book.made], book.said, book.read))
    assert text.index('href="#i-quetta"') < text.index('href="#i-site"') < text.index('href="#i-saravan"')
    assert "Sites of this wave" in text and "Part of" in text


def test_a_background_incident_is_kept_apart() -> None:
    book = hand_book()
    book.made[1] = replace(book.made[1], background=True)
    text = render(book)
    assert text.index("Told as background") < text.index('href="#i-saravan"')


def test_a_figure_outside_every_estimate_is_still_shown() -> None:
    book = hand_book()
    part = replace(book.said[0], id="c-part", low=3, high=3, scope="part", start=10, end=20)
    assert isinstance(part, Figure)
    text = page(HandBook(book.made, [*book.said, part], book.read)).text
    assert "Figures of a part, or wider" in text and "part of the incident" in text


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "words"),
    [(24, 24, "exact", "24"), (24, None, "at_least", "at least 24"), (25, None, "more_than", "more than 24"),
     (None, 30, "up_to", "up to 30"), (20, 30, "range", "20 to 30"), (70, 70, "about", "about 70"),
     (24, None, "vague", "at least 24")],
)  # fmt: skip
def test_a_figure_is_said_with_its_bounds(low: int | None, high: int | None, qualifier: str, words: str) -> None:
    book = hand_book()
    book.said[0] = replace(book.said[0], low=low, high=high, qualifier=qualifier)
    assert f"<b>{words} killed, security forces</b>" in render(book)


@pytest.fixture
def chromium() -> str:
    if CHROMIUM is None and not MUST:
        pytest.skip("chromium is not installed (REQUIRE_ALL=1 makes this an error)")
    assert CHROMIUM is not None, "chromium is required: apt-get install chromium"
    return CHROMIUM


def _browse(chromium: str, profile: Path, *arguments: str) -> str:
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"]
    still = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    command = [chromium, *quiet, *still, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


@pytest.mark.parametrize("width", [1280, 390])
def test_a_browser_draws_the_page_at_both_widths(chromium: str, tmp_path: Path, width: int) -> None:
    write_page(hand_book(), tmp_path / "record.html")
    shot = tmp_path / "shot.png"
    _browse(
        chromium,
        tmp_path / "p",
        f"--window-size={width},1200",
        f"--screenshot={shot}",
        (tmp_path / "record.html").as_uri(),
    )
    assert shot.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert shot.stat().st_size > 20_000, "the page is more than a blank sheet"


def test_in_a_browser_the_address_of_a_claim_opens_its_evidence(chromium: str, tmp_path: Path) -> None:
    write_page(hand_book(), tmp_path / "record.html")
    opens = re.search(r'data-of="best"><a href="(#[^"]+)">22<', (tmp_path / "record.html").read_text())
    assert opens is not None
    seen = _browse(chromium, tmp_path / "p", "--dump-dom", (tmp_path / "record.html").as_uri() + opens[1])
    evidence = seen.split('<tr class="evidence">')[1]
    assert f'id="{opens[1][1:]}"' in evidence and "<details open" in evidence.split("<summary>")[0]
    assert '<div id="tools" class="tools" role="search">' in seen, "our script ran under the page's own policy"


def test_in_a_browser_a_hostile_report_runs_nothing(chromium: str, tmp_path: Path) -> None:
    book = hostile_book()
    book.made = [replace(incident, title="<script>document.title='owned'</script>") for incident in book.made]
    write_page(book, tmp_path / "record.html")
    seen = _browse(chromium, tmp_path / "p", "--dump-dom", (tmp_path / "record.html").as_uri())
    assert "<title>Record of incidents</title>" in seen
    assert seen.count("<script>") == 1
