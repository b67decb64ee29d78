"""The page is served on every path that is not the API's, and what never changes is kept by the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tallybook.web.static_files import add_page


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a1b2.js").write_text("export {}")
    (tmp_path / "index.html").write_text("<!doctype html><title>Desk</title>")
    (tmp_path / "secret.txt").write_text("secret")
    app = FastAPI()
    add_page(app, tmp_path)
    return TestClient(app)


@pytest.mark.parametrize("path", ["/", "/incidents/i-1", "/reports/r-1", "/compare?a=1", "/secret.txt", "/%2e%2e/x"])
def test_any_path_gives_the_page(page: TestClient, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 200 and "<title>Desk</title>" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_built_files_are_kept_for_good(page: TestClient) -> None:
    answer = page.get("/assets/a1b2.js")
    assert "immutable" in answer.headers["cache-control"] and "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize("path", ["/assets/none.js", "/assets/../secret.txt", "/assets/%2e%2e/secret.txt", "/api/none"])
def test_nothing_else_is_given_away(page: TestClient, path: str) -> None:
    answer = page.get(path)
    assert "secret" not in answer.text or answer.status_code == 404


def test_a_page_that_was_not_built_says_so(tmp_path: Path) -> None:
    app = FastAPI()
    add_page(app, tmp_path)
    answer = TestClient(app).get("/")
    assert answer.status_code == 503 and "has not been built" in answer.text
