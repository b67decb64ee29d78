"""The command line that the desk shows gives the incidents that the desk lists, in its order."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

import tallybook
from tallybook.cli import main
from tallybook.settings import Settings
from tallybook.web.app import make_app
from tallybook.web.command import command
from tallybook.web.options import Options
from tallybook.web.wanted import Filter
from tests.web.conftest import ADDRESS, Open, get
from tests.web.made import relaxed

_LISTS = {
    "country": ["PK", "IR", "none"],
    "region": ["PK/Balochistan", "IR/Sistan and Baluchestan", "none"],
    "month": ["2024-08", "2026-01", "none"],
    "type": ["Attack", "none"],
    "group": ["bla", "India", "us"],
    "status": ["reported", "disputed"],
    "harm": ["killed", "wounded"],
    "victims": ["civilian", "security_force"],
    "disagreement": ["none", "some", "wide", "contradicted"],
    "review": ["open", "accepted"],
    "missing": ["place", "date"],
}
_FILTERS = st.fixed_dictionaries(
    {
        "sort": st.sampled_from(["date", "spread", "toll", "reports", "title"]),
        "order": st.sampled_from(["desc", "asc"]),
    },
    optional={
        **{name: st.lists(st.sampled_from(values), max_size=2, unique=True) for name, values in _LISTS.items()},
        "background": st.sampled_from([["yes"], ["no"]]),
        "min": st.sampled_from([1, 30]),
        "from": st.sampled_from(["2024", "2026-01-31"]),
        "to": st.sampled_from(["2024-12", "2026"]),
        "bbox": st.sampled_from(["60,25,70,31", "100,-90,64.5,90"]),
        "text": st.sampled_from(["soldiers", "Quetta army", "no such words"]),
    },
)  # fmt: skip


def ids_of(book: Path, **params: Any) -> tuple[list[str], str]:
    with tallybook.open(book, settings=Settings(reader="rules")) as opened:
        client = TestClient(make_app(opened, Options()), base_url=ADDRESS)
        told = get(client, "incidents", **params)
        return [row["id"] for row in told["rows"]], told["command"]


@relaxed
@given(_FILTERS)
def test_the_command_gives_the_incidents_that_the_desk_lists(examples: Path, params: dict[str, Any]) -> None:
    listed, told = ids_of(examples, **params)
    asked: Any = {"from_" if name == "from" else name: value for name, value in params.items()}
    asked["background"] = next(iter(asked.get("background", ())), None)
    with tallybook.open(examples, settings=Settings(reader="rules")) as book:
        assert [incident.id for incident in book.incidents(**asked)] == listed
        assert len(book.incidents(**asked)) == len(listed)
    assert shlex.split(told)[:3] == ["tallybook", "incidents", str(examples)]


def test_the_command_runs_as_it_is_shown(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    told = get(open_desk(), "incidents", region="PK/Balochistan", disagreement=["wide", "some"], sort="spread")
    done = CliRunner().invoke(main, [*shlex.split(told["command"])[1:], "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    assert [line.split('"id": "')[1][:18] for line in done.stdout.splitlines()] == [row["id"] for row in told["rows"]]


def test_words_for_a_shell_are_quoted() -> None:
    told = command("my book", Filter(text="a b; rm -rf $HOME", group=["'"]), "spread", "asc")
    assert shlex.split(told) == [
        "tallybook", "incidents", "my book", "--group='", "--text=a b; rm -rf $HOME", "--sort=spread", "--order=asc",
    ]  # fmt: skip


def test_every_parameter_of_the_filter_is_an_option_of_the_command() -> None:
    options = {name for param in main.commands["incidents"].params for name in param.opts}
    names = {(field.alias or name).replace("_", "-") for name, field in Filter.model_fields.items()}
    assert {f"--{name}" for name in names} <= options
