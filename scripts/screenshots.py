"""Draws every view of the desk over the examples, at both widths, into docs/screens: make screenshots."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

import tallybook
from tallybook.book import coding, queries
from tallybook.records import Incident

ROOT = Path(__file__).parents[1]
SCREENS = ROOT / "docs" / "screens"
WIDTHS = {"wide": (1280, 860), "narrow": (390, 844)}
ARGUMENTS = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
MOST_BYTES = 1_500_000
WHEN = "2026-03-01T10:00:00+00:00"
QUALITY = 78


def main() -> None:
    """Writes docs/screens/VIEW-WIDTH.webp; fails where they weigh more than they may."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("chromium is needed: apt-get install chromium")
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, desk(Path(folder) / "demo.book") as address:
        draw(chromium, address, (Path(folder) / "record.html").as_uri())
    weight = sum(path.stat().st_size for path in SCREENS.glob("*.webp"))
    print(f"{len(list(SCREENS.glob('*.webp')))} screens, {weight // 1000} kB, in {SCREENS.relative_to(ROOT)}")
    if weight > MOST_BYTES:
        sys.exit(f"the screens weigh {weight} bytes, more than {MOST_BYTES}")


def draw(chromium: str, address: str, record: str) -> None:
    """Every view at both widths."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, (width, height) in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, has_touch=width < 500)
            for view, show in VIEWS.items():
                show(page, record if view.startswith("record") else address)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(900)
                (SCREENS / f"{view}-{name}.webp").write_bytes(picture(page))
        browser.close()


@contextmanager
def desk(book: Path) -> Iterator[str]:
    """A desk over the examples, on a free port; gives its address."""
    command = shutil.which("tallybook", path=str(Path(sys.executable).parent)) or "tallybook"
    subprocess.run([command, "add", book, ROOT / "examples"], check=True, capture_output=True)
    subprocess.run([command, "record", book, "--out", book.with_name("record.html")], check=True, capture_output=True)
    code_twice(book)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [command, "desk", book.name, "--port", str(port), "--analyst", "Ada"],
        cwd=book.parent,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield answering(f"http://127.0.0.1:{port}")
    finally:
        serving.terminate()
        serving.wait(timeout=20)


def code_twice(book: Path) -> None:
    """Two analysts have coded six incidents, and do not agree on all; one incident waits."""
    with tallybook.open(book) as opened, opened.store.write() as connection:
        found = list(queries.incidents_by_id(connection))[:7]
        given = [(one, who) for one in found for who in ("Ada", "Bo")]
        coding.assign(connection, [coding.Assignment(one.id, who, "Lena", WHEN, "", one.reports) for one, who in given])
        for number, (one, who) in enumerate(given[:12]):
            coding.code(connection, coding.Coding(one.id, who, WHEN, answers(one, who == "Bo", number // 2)))


def answers(one: Incident, is_second: bool, number: int) -> dict[str, str | int | None]:
    """What an analyst answered: the second one sees other days, another type and other tolls now and then."""
    told = {
        f"{harm}_{victims}": each.best
        for harm, by_victims in one.figures.items()
        for victims, each in by_victims.items()
        if harm in ("killed", "wounded")
    }
    found = {"happened": "yes", "start": one.start, "type": one.type, "status": one.status, **told}
    found["country"] = one.place.country if one.place else None
    if is_second and number % 3 == 1:
        found |= {"happened": "unclear", "status": "disputed"}
    if is_second and number % 3 == 2:
        found |= {name: (value or 0) + 3 for name, value in told.items()}
    return found


def answering(address: str) -> str:
    """The address, once it answers."""
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/api/desk", timeout=5).close()
            return address
        except urllib.error.URLError:
            time.sleep(0.2)
    sys.exit("the desk does not answer")


def picture(page: Page) -> bytes:
    """What the window shows, as WebP."""
    session = page.context.new_cdp_session(page)
    told = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(told["data"])


def incidents(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("table.list tbody tr").first.wait_for()
    page.locator("canvas.maplibregl-canvas").wait_for()
    page.wait_for_url("**at=*")
    page.wait_for_timeout(1500)


def incident(page: Page, address: str) -> None:
    page.goto(f"{address}/?band=off&sort=toll")
    page.locator("table.list tbody a").first.click()
    page.locator(".estimates .figure").nth(2).click()


def why(page: Page, address: str) -> None:
    incident(page, address)
    page.locator(".why .claim-line button").first.click()
    page.locator(".why").scroll_into_view_if_needed()


def fix(page: Page, address: str) -> None:
    why(page, address)
    page.keyboard.press("f")
    page.get_by_label("High").fill("40")
    page.locator("dialog .moves").wait_for()


def evidence(page: Page, address: str) -> None:
    page.goto(f"{address}/reports?text=Lowland")
    page.locator("table.list tbody a", has_text="Lowland").first.click()
    page.locator(".claims-side .claim-line button", has_text="92 killed").click()


def reports(page: Page, address: str) -> None:
    page.goto(f"{address}/reports")


def compare(page: Page, address: str) -> None:
    rows = page.request.get(f"{address}/api/incidents?sort=toll&limit=20").json()["rows"]
    first = rows[0]["id"]
    similar = page.request.get(f"{address}/api/incidents/{first}/similar?limit=1").json()["rows"]
    other = similar[0]["row"]["id"] if similar else rows[1]["id"]
    page.goto(f"{address}/compare?a={first}&b={other}")
    page.locator(".preview").wait_for()


def queue(page: Page, address: str) -> None:
    page.goto(f"{address}/queue?kind=claims")


def history(page: Page, address: str) -> None:
    incident(page, address)
    page.locator(".why .claim-line button").first.click()
    page.keyboard.press("a")
    page.locator(".notice.done").wait_for()
    page.goto(f"{address}/history")


def coded(page: Page, address: str) -> None:
    page.goto(f"{address}/coding")


def code(page: Page, address: str) -> None:
    page.goto(f"{address}/coding")
    page.locator("td.title a").last.click()
    page.locator(".questions").wait_for()


def agreement(page: Page, address: str) -> None:
    page.goto(f"{address}/coding?tab=agreement")
    page.locator("table.agreement").wait_for()


def disagreements(page: Page, address: str) -> None:
    page.goto(f"{address}/coding?tab=disagreements")
    page.locator(".disagreements li").first.wait_for()


def printed(page: Page, address: str) -> None:
    incident(page, address)
    page.emulate_media(media="print")


def record(page: Page, address: str) -> None:
    page.emulate_media(media="screen")
    page.goto(address)


def record_incident(page: Page, address: str) -> None:
    record(page, address)
    page.locator(".overview a").first.click()
    page.locator("article.shown summary").first.click()


VIEWS: dict[str, Callable[[Page, str], Any]] = {
    "incidents": incidents,
    "incident": incident,
    "why": why,
    "fix": fix,
    "evidence": evidence,
    "reports": reports,
    "compare": compare,
    "queue": queue,
    "history": history,
    "coding": coded,
    "code": code,
    "agreement": agreement,
    "disagreements": disagreements,
    "printed": printed,
    "record": record,
    "record-incident": record_incident,
}

if __name__ == "__main__":
    main()
