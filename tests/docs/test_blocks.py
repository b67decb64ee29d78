"""Every code block in the documentation runs, and prints what the page says it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.documentation import ROOT, script

code = script("blocks")
PAGES = [page for page in code.pages() if code.blocks(page)]


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_a_page_does_what_it_says(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = code.workplace(tmp_path)
    monkeypatch.chdir(folder)
    assert page.read_text(encoding="utf-8") == code.rewritten(page, folder), "python scripts/blocks.py writes it anew"


def test_the_pages_that_promise_runs_have_some() -> None:
    with_blocks = {page.name for page in PAGES}
    assert {"README.md", "guide.md", "library.md"} <= with_blocks


def test_a_command_that_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="exit 3"):
        code.run(code.Block("console", "$ echo before; exit 3\n", 1), tmp_path, {})


def test_a_console_block_is_rewritten_with_what_is_printed(tmp_path: Path) -> None:
    assert code.run(code.Block("console", "$ echo now\nbefore\n", 1), tmp_path, {}) == "$ echo now\nnow\n"
