"""A desk that others can reach needs accounts, TLS and a name; one at this machine needs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tallybook.errors import UsageError
from tallybook.web.options import Options
from tallybook.web.start import options_of

OPEN: dict[str, Any] = {
    "host": "0.0.0.0", "accounts": Path("a.json"), "certificate": "c.pem", "key": "k.pem",
    "names": ("desk.example.org",),
}  # fmt: skip


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_this_machine_alone_needs_nothing(host: str) -> None:
    Options(host=host).check()


@pytest.mark.parametrize(("without", "what"), [("accounts", "no accounts"), ("certificate", "TLS"), ("names", "name")])
def test_others_are_let_in_only_with_all_that_keeps_the_desk_safe(without: str, what: str) -> None:
    Options(**OPEN).check()
    with pytest.raises(UsageError, match=what):
        Options(**{name: value for name, value in OPEN.items() if name != without}).check()


def test_the_address_is_the_one_that_a_browser_can_use() -> None:
    assert Options(**OPEN).address(443) == "https://desk.example.org:443/"
    assert Options().address(8631) == "http://127.0.0.1:8631/"


def test_options_that_are_not_given_are_left_as_they_are() -> None:
    found = options_of({"host": None, "port": 0, "accounts": "a.json", "analyst": None})
    assert (found.host, found.port, found.accounts) == ("127.0.0.1", 0, Path("a.json"))
    assert found.analyst


def test_an_option_that_there_is_not_is_named() -> None:
    with pytest.raises(UsageError, match="no option 'colour'"):
        options_of({"colour": "red"})
