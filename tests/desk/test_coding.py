"""Two analysts at two browsers: blind double coding, agreement, and what a lead settles."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tallybook.web import accounts
from tests.desk.conftest import Open
from tests.desk.running import Running

PASSWORD = "correct horse battery staple"


@pytest.fixture
def shared(examples: Path, tmp_path: Path) -> Iterator[Running]:
    """A desk with accounts: a lead and two analysts."""
    people = tmp_path / "people.json"
    for name, role in (("Lena", "lead"), ("Ada", "analyst"), ("Bo", "analyst")):
        accounts.change(people, name, role=role, password=PASSWORD, remove=False)
    running = Running(Path(shutil.copy(examples, tmp_path / "x.book")), accounts=people).start()
    yield running
    running.stop()


def _enter(open_page: Open, desk: Running, name: str) -> Any:
    page = open_page(desk.address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name=name).wait_for()
    return page


def _code(page: Any, desk: Running, killed: str) -> None:
    page.goto(f"{desk.address}/coding")
    page.locator("td.title a").first.click()
    page.locator(".questions").wait_for()
    assert page.locator(".estimates").count() == 0, "who codes does not see the program's figures"
    page.get_by_label("It happened").select_option("yes")
    page.get_by_label("Killed, civilians").fill(killed)
    page.get_by_role("button", name="Keep my answers").click()
    expect(page.locator(".notice.done").last).to_contain_text("Kept your answers")


def test_a_wrong_password_is_told_and_nothing_is_shown(shared: Running, open_page: Open) -> None:
    page = open_page(shared.address)
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Password").fill("wrong password here")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("table").count() == 0


def test_two_code_blind_and_a_lead_settles_what_differs(shared: Running, open_page: Open) -> None:
    lead, ada, bo = (_enter(open_page, shared, name) for name in ("Lena", "Ada", "Bo"))
    lead.goto(f"{shared.address}/?band=off&sort=toll")
    lead.locator("table.list tbody tr").first.hover()
    lead.keyboard.press("x")
    lead.keyboard.press("v")
    for name in ("Ada", "Bo"):
        lead.locator("dialog").get_by_label(name).check()
    lead.get_by_role("button", name="Give", exact=True).click()
    expect(lead.locator(".notice.done").last).to_contain_text("2 assignments")

    _code(ada, shared, "36")
    ada.goto(f"{shared.address}/coding?tab=disagreements")
    expect(ada.locator(".empty")).to_contain_text("Nobody disagrees")
    _code(bo, shared, "41")

    ada.goto(f"{shared.address}/coding?tab=agreement")
    expect(ada.locator("table.agreement")).to_contain_text("Killed, civilians")
    lead.goto(f"{shared.address}/coding?tab=disagreements")
    row = lead.locator(".disagreements > li", has_text="Killed, civilians")
    expect(row).to_contain_text("36")
    expect(row).to_contain_text("41")
    row.get_by_role("button", name="Take this answer of Ada").click()
    expect(lead.locator(".notice.done").last).to_contain_text("Settled")
    expect(row).to_contain_text("settled: 36")
