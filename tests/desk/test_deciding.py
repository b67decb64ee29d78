"""Deciding at the desk: shown before it is made, kept in the book with who and why, and undone with one key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

import tallybook
from tallybook.settings import Settings
from tests.desk.conftest import ROOT, Open
from tests.desk.running import SETTINGS, Running

TOLL = "/?band=off&sort=toll"


def _incident(page: Any) -> str:
    """Opens the first incident of the table; gives its id."""
    page.locator("table.list tbody a").first.click()
    page.locator(".estimates .figure").first.wait_for()
    return str(page.url.split("/incidents/")[1].split("?")[0])


def _judgements(desk: Running) -> list[Any]:
    with tallybook.open(desk.path, settings=SETTINGS) as book:
        return list(book.judgements().all)


def _told(page: Any, words: str) -> None:
    expect(page.locator(".notice.done").last).to_contain_text(words)


def test_a_claim_is_accepted_with_one_key_and_the_next_one_comes(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}{TOLL}")
    _incident(page)
    page.locator(".why .claim-line button").first.click()
    before = page.locator(".side .place-in").inner_text()
    page.keyboard.press("a")
    _told(page, "Accepted")
    expect(page.locator(".side .place-in")).not_to_have_text(before)
    (judgement,) = _judgements(desk)
    assert (judgement.verdict, judgement.who) == ("accept", "Ada")


def test_a_fix_shows_what_would_change_before_it_is_kept(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}{TOLL}")
    _incident(page)
    page.locator(".why .claim-line button", has_text="22 killed").first.click()
    page.keyboard.press("f")
    page.get_by_label("High").fill("777")
    page.locator("dialog .moves").wait_for()
    assert "777" in page.locator("dialog .moves").inner_text()
    assert _judgements(desk) == [], "a preview changes nothing"
    page.get_by_label("The number is not what the words say").check()
    page.get_by_label("Note").fill("the headline has another number")
    page.get_by_role("button", name="Fix and accept").click()
    _told(page, "Fixed")
    expect(page.locator(".estimates")).to_contain_text("777")
    (judgement,) = _judgements(desk)
    assert judgement.verdict == "fix"
    assert "the headline has another number" in judgement.why


def test_a_decision_is_undone_with_one_key_and_stays_in_the_history(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}{TOLL}")
    _incident(page)
    page.locator(".why .claim-line button").first.click()
    page.keyboard.press("r")
    page.locator("dialog").wait_for()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    _told(page, "Rejected")
    expect(page.locator(".claim-line", has_text="rejected")).not_to_have_count(0)
    page.keyboard.press("z")
    _told(page, "Undone")
    expect(page.locator(".claim-line", has_text="rejected")).to_have_count(0)
    page.goto(f"{desk.address}/history")
    expect(page.locator(".entry.gone").first).to_contain_text("taken back")


def test_a_whole_incident_is_accepted_with_one_key_and_undone(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}{TOLL}")
    _incident(page)
    page.keyboard.press("Shift+A")
    _told(page, "Accepted")
    expect(page.locator(".head .chips")).to_contain_text("accepted")
    (judgement,) = _judgements(desk)
    assert (judgement.verdict, judgement.subject[:2]) == ("accept", "i-")
    page.keyboard.press("z")
    _told(page, "Undone")
    expect(page.locator(".head .chips")).not_to_contain_text("accepted")


def test_a_whole_incident_is_rejected_after_a_preview_and_comes_back_by_undo(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}/?band=off&sort=toll&order=asc")
    rows = page.locator("table.list tbody tr")
    rows.first.wait_for()
    count = rows.count()
    _incident(page)
    page.keyboard.press("Shift+R")
    page.locator("dialog .preview").wait_for()
    assert _judgements(desk) == []
    page.get_by_label("The words are not about political violence").check()
    page.keyboard.press("Enter")
    _told(page, "Rejected")
    page.goto(f"{desk.address}{TOLL}")
    expect(rows).to_have_count(count - 1)
    page.keyboard.press("z")
    _told(page, "Undone")
    expect(rows).to_have_count(count)


def test_who_says_it_is_fixed_by_name_and_kind(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}{TOLL}")
    _incident(page)
    page.locator(".why .claim-line button").first.click()
    page.keyboard.press("f")
    page.get_by_label("Speaker", exact=True).fill("the provincial governor")
    page.get_by_label("Kind of speaker").select_option("government")
    page.get_by_label("Somebody else says it").check()
    page.get_by_role("button", name="Fix and accept").click()
    _told(page, "Fixed")
    expect(page.locator(".side .chain")).to_contain_text("the provincial governor (government)")
    (judgement,) = _judgements(desk)
    assert judgement.change["speaker"]["name"] == "the provincial governor"


def test_who_says_it_is_named_by_selecting_the_words(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}/reports")
    page.locator("tr", has=page.locator("small", has_text="mirwas.txt")).get_by_role("link").click()
    page.locator(".claims-side .claim-line button", has_text="wounded").click()
    _select(page, "police")
    page.keyboard.press("s")
    _told(page, "Named who says")
    expect(page.locator(".claims-side .claim-line.chosen .by")).to_contain_text("police")


def test_a_missed_claim_is_added_by_selecting_its_words(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}/reports")
    page.locator("tr", has=page.locator("small", has_text="mirwas.txt")).get_by_role("link").click()
    _select(page, "labourers")
    page.keyboard.press("+")
    page.get_by_label("Low").fill("8")
    page.get_by_label("High").fill("8")
    page.locator("dialog .fields label", has_text="Harm").locator("select").select_option("wounded")
    page.get_by_role("button", name="Add", exact=True).click()
    _told(page, "Added a claim")
    expect(page.locator(".claims-side")).to_contain_text("8 wounded")
    (judgement,) = _judgements(desk)
    assert judgement.verdict == "add"


def test_the_words_of_a_claim_are_moved_by_selecting_others(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}/reports")
    page.locator("tr", has=page.locator("small", has_text="mirwas.txt")).get_by_role("link").click()
    page.locator(".claims-side .claim-line button", has_text="wounded").click()
    _select(page, "were wounded")
    page.keyboard.press("w")
    _told(page, "Moved the words")
    (judgement,) = _judgements(desk)
    assert judgement.verdict == "fix"


def test_two_incidents_are_merged_after_a_preview_and_split_again_by_undo(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}{TOLL}")
    rows = page.locator("table.list tbody tr")
    rows.first.wait_for()
    count = rows.count()
    for key in ("j", "x", "j", "x", "c"):
        page.keyboard.press(key)
    page.locator(".preview").wait_for()
    expect(page.locator(".preview h3")).to_have_text("2 incidents would become 1 incident")
    assert page.locator(".alike tr").count() > 0
    page.get_by_label("The same thing told twice").check()
    page.keyboard.press("s")
    _told(page, "Merged")
    page.wait_for_url("**/incidents/*")
    page.goto(f"{desk.address}{TOLL}")
    expect(page.locator("table.list tbody tr")).to_have_count(count - 1)
    page.keyboard.press("z")
    _told(page, "Undone")
    expect(page.locator("table.list tbody tr")).to_have_count(count)


def test_an_incident_is_split_by_its_reports_after_a_preview(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}/?band=off&sort=reports")
    _incident(page)
    page.keyboard.press("s")
    page.locator("dialog .choices input").last.check()
    page.locator("dialog .preview").wait_for()
    page.get_by_role("button", name="Split", exact=True).last.click()
    _told(page, "Split in two")
    (judgement,) = _judgements(desk)
    assert judgement.verdict == "split"


def test_date_and_place_are_set_from_the_gazetteer(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}{TOLL}")
    _incident(page)
    page.keyboard.press("e")
    page.get_by_label("First day").fill("2024-02")
    page.get_by_label("Last day").fill("2024-02")
    page.get_by_role("searchbox", name="Another place").fill("Turba")
    page.locator("dialog .plain-row", has_text="Turbat").first.click()
    page.get_by_role("button", name="Set", exact=True).click()
    _told(page, "Set")
    expect(page.locator(".facts").first).to_contain_text("Feb 2024")
    expect(page.locator(".facts").first).to_contain_text("Turbat")


def test_a_note_is_kept_with_its_words(desk: Running, open_page: Open) -> None:
    page = open_page(f"{desk.address}{TOLL}")
    _incident(page)
    page.keyboard.press("n")
    page.locator("dialog").get_by_label("Note").fill("<b>ask the hospital</b>")
    page.get_by_role("button", name="Keep the note").click()
    _told(page, "Kept the note")
    expect(page.locator(".entries .note")).to_have_text("<b>ask the hospital</b>")


def test_a_queue_is_worked_through_with_keys(tmp_path: Path, open_page: Open) -> None:
    """Only the learned reader says how sure it is of a claim."""
    path = tmp_path / "queue.book"
    with tallybook.open(path, settings=Settings(reader="hybrid")) as book:
        book.add(ROOT / "examples" / "noshki-gazette.txt")
    desk = Running(path).start()
    page = open_page(f"{desk.address}/queue?kind=claims")
    page.locator(".one-claim").wait_for()
    waiting = page.locator(".queue-list .plain-row").count()
    page.keyboard.press("a")
    _told(page, "Accepted")
    expect(page.locator(".queue-list .plain-row")).not_to_have_count(waiting)
    desk.stop()


def test_what_somebody_else_decided_meanwhile_is_told(desk: Running, open_page: Open) -> None:
    one, two = (open_page(f"{desk.address}{TOLL}") for _ in range(2))
    incident = _incident(one)
    two.goto(f"{desk.address}/incidents/{incident}")
    two.locator(".estimates .figure").first.wait_for()
    for page in (one, two):
        page.keyboard.press("e")
        page.locator("dialog").get_by_label("Status").select_option("disputed" if page is one else "denied")
        page.get_by_role("button", name="Set", exact=True).click()
    _told(one, "Set")
    expect(two.locator(".notice.fault")).to_be_visible()


def _select(page: Any, words: str) -> None:
    """Selects the words in the report, as a mouse would."""
    page.locator(".report-text").wait_for()
    page.evaluate(
        """(words) => {
             for (const piece of document.querySelectorAll('.report-text .piece')) {
               const at = piece.textContent.indexOf(words);
               if (at < 0) continue;
               const range = document.createRange();
               range.setStart(piece.firstChild, at);
               range.setEnd(piece.firstChild, at + words.length);
               getSelection().removeAllRanges();
               getSelection().addRange(range);
               return;
             }
             throw new Error(`no piece holds ${words}`);
           }""",
        words,
    )
    page.locator(".selecting").wait_for()
