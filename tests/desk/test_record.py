"""The record in one file, in a real Chromium: no network, no server, by keyboard, at both widths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import tallybook
from tests.desk.conftest import WIDE
from tests.desk.running import SETTINGS


@pytest.fixture(scope="session")
def record(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The record of the examples and of a report that attacks the page."""
    path = tmp_path_factory.mktemp("record") / "record.html"
    with tallybook.open(examples, settings=SETTINGS) as book:
        book.record(path)
    return path.as_uri()


@pytest.fixture
def read(browser: Any, record: str, width: int) -> Iterator[Any]:
    """The record at a width; at the end it may have asked for nothing and met no error."""
    context = browser.new_context(viewport={"width": width, "height": 844}, offline=True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    page.on("request", lambda asked: faults.append(asked.url) if not asked.url.startswith((record, "data:")) else None)
    page.goto(record)
    yield page
    context.close()
    assert faults == []


def _open_first(page: Any) -> Any:
    page.locator(".overview a").first.click()
    article = page.locator("article.shown")
    article.wait_for()
    return article


def test_the_list_shows_first_and_an_incident_stands_alone(read: Any) -> None:
    assert read.locator("article:visible").count() == 0
    _open_first(read)
    assert read.locator("article:visible").count() == 1
    assert not read.locator(".overview").first.is_visible()
    read.get_by_role("link", name="All incidents").click()
    expect(read.locator(".overview").first).to_be_visible()


def test_a_number_opens_its_sentence(read: Any) -> None:
    article = _open_first(read)
    number = article.locator("td.best a").first
    told = number.inner_text()
    number.click()
    card = read.locator(".card:target")
    expect(card).to_be_visible()
    assert told in card.locator(".said").inner_text() and card.locator("mark").count() > 0


def test_the_other_rules_stand_beside_with_their_reasons(read: Any, width: int) -> None:
    article = _open_first(read)
    others = article.locator("thead .other")
    assert others.all_text_contents() == ["ucdp", "acled", "gtd", "ibc"]
    assert others.first.is_visible() == (width == WIDE)
    article.locator("details > summary").first.click()
    assert article.locator(".rules dt").first.is_visible()


def test_keys_go_from_incident_to_incident_and_back_to_the_list(read: Any) -> None:
    first = _open_first(read).get_attribute("id")
    read.keyboard.press("j")
    expect(read.locator("article.shown")).not_to_have_id(str(first))
    read.keyboard.press("k")
    expect(read.locator("article.shown")).to_have_id(str(first))
    read.keyboard.press("Escape")
    expect(read.locator("article.shown")).to_have_count(0)
    assert read.evaluate("document.activeElement.hash") == f"#{first}"
    read.keyboard.press("/")
    read.keyboard.type("saravan")
    expect(read.locator("tr[data-incident]:visible")).to_have_count(1)


def test_single_keys_can_be_switched_off(read: Any) -> None:
    read.keyboard.press("?")
    read.get_by_label("Single keys are in use").uncheck()
    read.keyboard.press("Escape")
    first = _open_first(read).get_attribute("id")
    read.keyboard.press("j")
    expect(read.locator("article.shown")).to_have_id(str(first))


def test_nothing_is_wider_than_the_window(read: Any) -> None:
    assert read.evaluate("document.documentElement.scrollWidth <= innerWidth")
    _open_first(read)
    read.keyboard.press("o")
    assert read.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_has_no_serious_fault_for_those_who_use_a_screen_reader(read: Any) -> None:
    for show in (lambda: None, lambda: _open_first(read), lambda: read.keyboard.press("o")):
        show()
        found = Axe().run(read).response["violations"]
        serious = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
        assert serious == []


def test_on_paper_an_incident_is_told_in_full_without_its_buttons(read: Any) -> None:
    article = _open_first(read)
    read.evaluate("dispatchEvent(new Event('beforeprint'))")
    read.emulate_media(media="print")
    assert article.locator("details:not([open])").count() == 0
    assert not article.locator(".crumb").is_visible() and not read.locator(".bar").is_visible()
    assert article.locator("thead .other").first.is_visible()


def test_a_report_that_attacks_the_page_is_text(read: Any) -> None:
    read.get_by_role("link", name="Reports").click()
    report = read.locator("details.report", has_text="attack.txt")
    report.locator("summary").first.click()
    assert "<script>window.pwned = 1</script>" in report.inner_text()
    assert read.evaluate("window.pwned === undefined")
