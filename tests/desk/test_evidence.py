"""The evidence: a figure leads to its sentence, a report is text and nothing else, and care is taken."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.desk.conftest import ATTACK, GRAPHIC, URDU, Open
from tests.desk.running import Running


def _report(page: Any, running: Running, path: str) -> None:
    row = page.locator("tr", has=page.locator("small", has_text=path))
    page.goto(f"{running.address}/reports")
    row.get_by_role("link").click()
    page.locator(".report-text").wait_for()


def _text(page: Any) -> str:
    """What stands in the report's pieces, without the labels that the page puts beside them."""
    pieces = page.locator(".report-text .piece").evaluate_all("all => all.map((each) => each.textContent)")
    return "".join(str(piece) for piece in pieces)


def test_every_figure_of_an_incident_leads_to_its_sentence(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.click()
    page.locator(".estimates button.figure").first.wait_for()
    for figure in page.locator(".estimates button.figure").all():
        figure.click()
        page.locator(".why .claim-line button").first.click()
        words = page.locator(".side .quote mark").all_inner_texts()
        assert "".join(words).strip(), "the claim's words are marked in its sentence"
        page.keyboard.press("Escape")
        expect(page.locator(".side")).to_have_count(0)


def test_arithmetic_is_shown_with_the_claims_it_is_made_of(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.click()
    page.locator(".sums .equation").first.wait_for()
    sums = page.locator(".sums .equation").all_inner_texts()
    assert any(re.fullmatch(r"\d+( \+ \d+)+ = \d+", text) for text in sums), sums
    page.locator(".sums button").first.click()
    expect(page.locator(".side .quote mark").first).to_be_visible()
    expect(page.get_by_role("heading", name="Claims and denials")).to_be_visible()


def test_copies_stand_under_the_voice_they_repeat(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=reports")
    page.locator("table.list tbody a").first.click()
    expect(page.locator(".sources details summary").first).to_contain_text("counted as one voice")


def test_an_attack_in_a_report_shows_as_text(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/reports")
    _report(page, reading, "attack.txt")
    shown = _text(page)
    assert '<script>window.pwned = 1</script> <img src=x onerror="window.pwned = 1">' in shown
    assert "⟦U+202E⟧evil⟦U+202C⟧" in shown, "what would turn the text around is told by its code"
    assert page.evaluate("window.pwned") is None
    assert page.locator(".report-text img, .report-text script, .report-text svg").count() == 0
    page.goto(f"{reading.address}/?text=soldiers&band=off")
    page.locator("table.list tbody a").first.click()
    page.locator(".estimates button.figure").first.wait_for()
    assert page.evaluate("window.pwned") is None


def test_a_report_is_shown_character_for_character(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/reports")
    _report(page, reading, "attack.txt")
    assert _text(page) == ATTACK.replace("\u202e", "⟦U+202E⟧").replace("\u202c", "⟦U+202C⟧")


def test_names_and_graphic_passages_are_hidden_until_asked_for(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/reports")
    _report(page, reading, "mirwas.txt")
    assert page.locator(".veil.name").count() > 0
    assert page.locator(".veil.graphic").count() > 0
    assert "Karim Bakhsh" not in _text(page)
    page.get_by_role("button", name="Care").click()
    page.get_by_label("Names of victims").check()
    page.get_by_label("Graphic passages").check()
    assert _text(page) == GRAPHIC


def test_a_right_to_left_report_can_be_read_in_latin_letters(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/reports")
    _report(page, reading, "urdu.txt")
    expect(page.locator(".report-text")).to_have_attribute("dir", "rtl")
    assert _text(page) == URDU
    page.get_by_role("button", name="Care").click()
    page.get_by_label("In Latin letters").check()
    expect(page.locator(".report-text .piece").first).to_have_text(re.compile(r"^[\x00-\x7f]+$"))
    page.get_by_label("left to right").check()
    expect(page.locator(".report-text")).to_have_attribute("dir", "ltr")


def test_coarse_coordinates_are_to_half_a_degree(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.click()
    page.locator(".facts").first.wait_for()
    page.get_by_role("button", name="Care").click()
    page.get_by_label("Coarse coordinates").check()
    found = re.search(r"(-?[\d.]+), (-?[\d.]+) \(to half a degree\)", page.locator(".facts").first.inner_text())
    assert found
    assert all(float(each) * 2 == int(float(each) * 2) for each in found.groups())


def test_a_report_tells_its_hash_and_where_it_came_from(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/reports")
    _report(page, reading, "attack.txt")
    assert re.fullmatch(r"[0-9a-f]{64}", page.locator(".hash code").inner_text())
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("Download|text as read")).click()
    assert taken.value.path().stat().st_size > 0


def test_a_speaker_is_marked_in_the_text_with_the_chosen_claim(reading: Running, open_page: Open) -> None:
    page = open_page(f"{reading.address}/reports")
    _report(page, reading, "attack.txt")
    page.keyboard.press("j")
    expect(page.locator(".claims-side .claim-line.chosen")).to_have_count(1)
    assert "claim=c-" in page.url
    assert page.locator(".piece.chosen").count() > 0
