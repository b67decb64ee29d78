"""Reading at the desk: the table, its facets, timeline, map and tray, all on one address."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.desk.conftest import NARROW, Open
from tests.desk.running import Running


def _words(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def _titles(page: Any) -> list[str]:
    page.locator("table.list tbody tr").first.wait_for()
    return [str(each) for each in page.locator("table.list tbody .title a").all_inner_texts()]


def test_a_facet_narrows_the_table_and_stands_in_the_address(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off")
    before = len(_titles(page))
    page.get_by_role("group", name="Country").get_by_label(re.compile("Iran")).check()
    expect(page.locator(".in-force .word")).to_have_count(1)
    assert _words(page)["country"] == ["IR"]
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    assert before > 1
    page.reload()
    assert len(_titles(page)) == 1
    page.go_back()
    expect(page.locator("table.list tbody tr")).to_have_count(before)


def test_search_finds_words_of_the_reports(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off")
    _titles(page)
    page.keyboard.press("/")
    page.keyboard.type("labourers")
    page.keyboard.press("Enter")
    expect(page.locator(".total").first).to_have_text(re.compile(r"^1\s+incident$"))


def test_sorting_by_spread_puts_the_widest_range_first(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off")
    page.get_by_role("button", name="Spread").click()
    expect(page.locator("th.spread")).to_have_attribute("aria-sort", "descending")
    page.wait_for_timeout(300)
    spreads = [int(text.replace("–", "0")) for text in page.locator("td.spread").all_inner_texts()]
    assert spreads == sorted(spreads, reverse=True)
    assert _words(page)["sort"] == ["spread"]


def test_a_toll_is_told_as_low_best_and_high(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=spread&order=desc")
    page.locator("table.list tbody a").first.click()
    page.locator(".estimates .figure").first.wait_for()
    spoken = page.locator(".estimates .figure .unseen").all_inner_texts()
    assert any(re.fullmatch(r"low \d+, best \d+, high \d+", text) for text in spoken), spoken


def test_timeline_and_map_are_drawn_and_narrow_the_table(reading: Running, open_page: Open) -> None:
    page = open_page(reading.address)
    bars = page.locator(".plot .hits rect")
    bars.first.wait_for()
    assert page.locator(".plot style").count() == 0, "the content policy refuses a style element"
    bars.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**from=*")
    assert {"from", "to"} <= _words(page).keys()
    expect(page.locator("canvas.maplibregl-canvas")).to_be_visible()


def test_where_the_map_looks_stands_in_the_address(reading: Running, open_page: Open) -> None:
    page = open_page(reading.address)
    page.wait_for_url("**at=*")
    page.get_by_role("button", name="Only this part").click()
    page.wait_for_url("**bbox=*")


def test_the_tray_names_what_has_no_date(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off")
    page.locator(".tray summary").click()
    expect(page.get_by_role("heading", name="Without a date")).to_be_visible()
    page.wait_for_url("**tray=open*")
    assert page.locator(".tray .rows a").count() > 0


def test_keys_walk_the_table_and_open_a_row(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off")
    titles = _titles(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(titles[1])


def test_every_key_in_force_is_listed(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off")
    _titles(page)
    page.keyboard.press("?")
    listed = page.locator("dialog dl").inner_text()
    for words in ("Next row", "Open the row", "Search", "Undo my last decision", "Go to Queue"):
        assert words in listed
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_the_result_can_be_taken_as_csv_json_and_geojson(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&country=PK")
    rows = len(_titles(page))
    held = {}
    for label in ("CSV", "JSON", "GeoJSON"):
        with page.expect_download() as taken:
            page.locator(".take").get_by_role("link", name=label, exact=True).click()
        held[label] = taken.value.path().read_text(encoding="utf-8")
    assert len(list(csv.DictReader(io.StringIO(held["CSV"])))) == rows
    assert len(json.loads(held["JSON"])) == rows
    assert json.loads(held["GeoJSON"])["type"] == "FeatureCollection"
    assert page.locator(".take code").inner_text().startswith("tallybook incidents")


def test_a_report_to_print_opens_as_a_page_of_its_own(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.click()
    page.locator(".estimates .figure").first.wait_for()
    title = page.locator("h1").inner_text()
    with page.context.expect_page() as opened:
        page.keyboard.press("p")
    printed = opened.value
    expect(printed.locator("article.shown h3")).to_have_text(title)
    assert printed.locator("article:visible").count() == 1, "its own script ran under its own policy"


def test_at_a_phones_width_nothing_hangs_over_the_side(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off", NARROW)
    _titles(page)
    incident = page.locator("table.list tbody a").first.get_attribute("href")
    paths = ("/", incident, "/reports", "/queue", "/history", "/coding")
    for path in paths:
        page.goto(f"{reading.address}{path}")
        page.locator("main h1").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, path
