"""Everybody can use it: axe-core finds no serious fault, the keyboard reaches everything, motion can be stopped."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.desk.conftest import Open
from tests.desk.running import Running

GRAVE = {"serious", "critical"}


def _faults(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found if each["impact"] in GRAVE]


def _settle(page: Any) -> None:
    page.locator("main h1").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")


LISTS = ("/?tray=open", "/reports", "/queue", "/queue?kind=claims", "/queue?kind=incidents", "/history", "/coding")


def test_axe_finds_no_serious_fault_on_the_lists(reading: Running, open_page: Open, width: int) -> None:
    page = open_page(reading.address, width)
    for path in LISTS:
        page.goto(f"{reading.address}{path}")
        _settle(page)
        assert _faults(page) == [], path


def test_axe_finds_no_serious_fault_on_an_incident_and_its_claim(reading: Running, open_page: Open, width: int) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll", width)
    page.locator("table.list tbody a").first.click()
    page.locator(".why .claim-line button").first.click()
    page.locator(".side").wait_for()
    assert _faults(page) == []


def test_axe_finds_no_serious_fault_on_a_report(reading: Running, open_page: Open, width: int) -> None:
    page = open_page(f"{reading.address}/reports", width)
    page.locator("tr", has=page.locator("small", has_text="mirwas.txt")).get_by_role("link").click()
    page.locator(".report-text").wait_for()
    page.keyboard.press("j")
    page.locator(".chosen-claim").wait_for()
    assert _faults(page) == []


def test_axe_finds_no_serious_fault_in_a_dialog(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.click()
    page.locator(".estimates .figure").first.wait_for()
    for key in ("?", "e", "s", "n"):
        page.keyboard.press(key)
        page.locator("dialog").wait_for()
        assert _faults(page) == [], key
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)


def test_a_dialog_keeps_the_focus_and_gives_it_back(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.click()
    note = page.get_by_role("button", name="Note")
    note.focus()
    page.keyboard.press("Enter")
    page.locator("dialog").wait_for()
    for _ in range(25):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
        assert inside
    page.keyboard.press("Escape")
    expect(note).to_be_focused()


def test_the_keyboard_alone_goes_from_the_list_to_a_sentence(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.wait_for()
    for key in ("j", "Enter"):
        page.keyboard.press(key)
    page.locator(".estimates .figure").first.focus()
    page.keyboard.press("Enter")
    page.locator(".why .claim-line button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".side .quote mark").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".side")).to_have_count(0)


def test_single_keys_can_be_switched_off(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off")
    page.get_by_role("button", name="Care").click()
    page.get_by_label("Single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_timeout(200)
    assert page.locator("dialog").count() == 0


def test_nothing_moves_where_less_motion_is_asked_for(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off", reduced_motion="reduce")
    page.locator("table.list tbody a").first.wait_for()
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((each) => {
             const style = getComputedStyle(each);
             return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
           }).length"""
    )
    assert moving == 0


def test_a_printed_incident_leaves_out_what_only_a_screen_can_do(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.click()
    page.locator(".estimates .figure").first.wait_for()
    page.emulate_media(media="print")
    for hidden in (".bar", ".actions", ".crumb"):
        expect(page.locator(hidden).first).to_be_hidden()
    for kept in ("h1", ".estimates", ".why", ".sources"):
        expect(page.locator(kept).first).to_be_visible()
