"""A real Chromium before a real desk over the examples, as the rules read them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import tallybook
from tests.desk.running import SETTINGS, Running

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MUST = os.environ.get("REQUIRE_ALL") == "1"
# The map needs WebGL, which a machine without a screen draws in software.
ARGUMENTS = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")

WIDE, NARROW = 1280, 390

ATTACK = """Rahim Tower Bulletin, 3 March 2024

<script>window.pwned = 1</script> <img src=x onerror="window.pwned = 1"> gunmen killed 4 soldiers in Quetta on
Sunday, the army said. <svg onload="window.pwned = 1"> "javascript:window.pwned = 1" stood on the wall. </span></mark>
The police said that 7 people were wounded. \u202eevil\u202c ends here.
"""
URDU = "کوئٹہ میں اتوار کو دھماکے میں 5 افراد ہلاک ہوئے، پولیس نے بتایا۔\n"
GRAPHIC = """Mirwas Daily, 9 March 2024

A bomb killed three labourers in Turbat on Saturday, police said. The victims were identified as Karim Bakhsh, Javed
Ahmed and Noor Khan. Witnesses said that severed limbs and charred bodies lay on the road. Six people were wounded.
"""

Page = Any
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the examples and of three texts that a page must bear; nobody writes to it."""
    folder = tmp_path_factory.mktemp("page")
    for name, text in (("attack.txt", ATTACK), ("urdu.txt", URDU), ("mirwas.txt", GRAPHIC)):
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "examples.book"
    with tallybook.open(path, settings=SETTINGS) as book:
        book.add([ROOT / "examples", folder / "attack.txt", folder / "urdu.txt", folder / "mirwas.txt"])
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    if CHROMIUM is None and not MUST:
        pytest.skip("chromium is not installed (REQUIRE_ALL=1 makes this an error)")
    assert CHROMIUM is not None, "chromium is required: apt-get install chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def reading(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A desk for tests that only read."""
    path = Path(shutil.copy(examples, tmp_path_factory.mktemp("reading") / "examples.book"))
    running = Running(path).start()
    yield running
    running.stop()


@pytest.fixture
def desk(examples: Path, tmp_path: Path) -> Iterator[Running]:
    """A desk over a copy, to decide on."""
    running = Running(Path(shutil.copy(examples, tmp_path / "x.book"))).start()
    yield running
    running.stop()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Opens pages at a width; at the end none may have met an error, and none may have asked another host."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open(address: str, width: int = WIDE, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 844}, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
        page.on("request", lambda asked: faults.append(asked.url) if _is_foreign(asked.url) else None)
        page.goto(address)
        return page

    yield open
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(said: Any) -> bool:
    """Refusals of the content policy are told here too."""
    return said.type == "error" and "status of 4" not in said.text


def _is_foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "blob:http://127.0.0.1:", "data:"))


@pytest.fixture(params=[WIDE, NARROW])
def width(request: pytest.FixtureRequest) -> int:
    """Both widths that the page is made for."""
    return int(request.param)
