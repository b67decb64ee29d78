"""The analyst's day from end to end, at both widths, over a restart and another reading of the reports."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import expect

import tallybook
from tests.desk.conftest import ROOT, Open
from tests.desk.running import SETTINGS, Running


def _told(page: Any, words: str) -> None:
    expect(page.locator(".notice.done").last).to_contain_text(words)


def _figure(page: Any) -> str:
    return str(page.locator(".estimates").inner_text())


def test_an_analysts_day(desk: Running, open_page: Open, width: int) -> None:
    page = open_page(desk.address, width)
    rows = page.locator("table.list tbody tr")
    rows.first.wait_for()

    # Filter, and go on where a colleague left off: the address is all that it takes.
    page.goto(f"{desk.address}/?country=PK&band=off&sort=toll")
    rows.first.wait_for()
    many = rows.count()
    titles = page.locator("table.list tbody .title a").all_inner_texts()

    # Read why; open the evidence.
    page.locator("table.list tbody a").first.click()
    page.locator(".why .claim-line button", has_text="22 killed").first.click()
    incident = page.url.split("/incidents/")[1].split("?")[0]
    page.get_by_role("link", name="Read it in the whole report").click()
    expect(page.locator(".piece.chosen").first).to_be_visible()
    page.go_back()

    # Fix a figure, seeing before what it does.
    page.locator(".side").wait_for()
    page.keyboard.press("f")
    page.get_by_label("High").fill("777")
    expect(page.locator("dialog .moves")).to_contain_text("777")
    page.get_by_role("button", name="Fix and accept").click()
    _told(page, "Fixed")
    expect(page.locator(".estimates")).to_contain_text("777")

    # Merge two incidents after a preview; then think better of it.
    other = _other(page, desk, incident)
    page.goto(f"{desk.address}/compare?a={incident}&b={other}")
    expect(page.locator(".preview h3")).to_contain_text("would become 1 incident")
    page.keyboard.press("s")
    _told(page, "Merged")
    page.keyboard.press("z")
    _told(page, "Undone")

    # Export what stands.
    page.goto(f"{desk.address}/?country=PK&band=off&sort=toll")
    expect(rows).to_have_count(many)
    with page.expect_download() as taken:
        page.locator(".take").get_by_role("link", name="JSON", exact=True).click()
    exported = json.loads(taken.value.path().read_text(encoding="utf-8"))
    assert len(exported) == many
    assert "777" in json.dumps(exported)

    # Restart, and read the reports again: the decisions are still there.
    desk.stop()
    with tallybook.open(desk.path, settings=SETTINGS) as book:
        book.add(ROOT / "examples")
    desk.start()
    page.goto(f"{desk.address}/incidents/{incident}")
    expect(page.locator(".estimates")).to_contain_text("777")
    page.goto(f"{desk.address}/history")
    expect(page.locator(".entry")).not_to_have_count(0)
    expect(page.locator(".entry.gone").first).to_contain_text("taken back")
    assert titles


def _other(page: Any, desk: Running, incident: str) -> str:
    """Another incident of the book that is no part of the first."""
    rows = page.request.get(f"{desk.address}/api/incidents?limit=50").json()["rows"]
    return next(str(row["id"]) for row in rows if row["id"] != incident and not row["part_of"] and row["start"])
