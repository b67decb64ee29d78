"""The API is what its document says: whatever is sent, no answer is an error of the server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from starlette.testclient import TestClient

import tallybook
from tallybook.settings import Settings
from tallybook.web.app import make_api
from tallybook.web.desk import Desk
from tallybook.web.options import Options

bounded = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Sixteen requests of each operation: some seven hundred in all, within the suite's patience."""


@pytest.fixture(scope="module")
def api(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    path = shutil.copy(examples, tmp_path_factory.mktemp("api") / "x.book")
    with tallybook.open(path, settings=Settings(reader="rules")) as book:
        app = make_api(Desk(book, Options(analyst="Ada")))
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app)


def test_no_request_breaks_the_server(api: Any) -> None:
    token = api.app.state.desk.alone.token
    tried = 0
    for result in api.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        @bounded
        def positive(case: schemathesis.Case) -> None:
            check(case, token)

        @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
        @bounded
        def negative(case: schemathesis.Case) -> None:
            check(case, token)

        positive()
        if operation.query or operation.body:
            negative()
        tried += 1
    assert tried > 35


def check(case: schemathesis.Case, token: str) -> None:
    """The answer is no error of the server; schemathesis names the request otherwise."""
    case.call_and_validate(headers={"X-Tallybook-Token": token}, checks=[not_a_server_error])


def test_the_document_names_every_way_with_a_summary(desk: TestClient) -> None:
    document = desk.get("/api/openapi.json").json()
    assert document["info"]["title"] == "Tallybook desk"
    for path, methods in document["paths"].items():
        assert all(told.get("description") for told in methods.values()), path
