"""``evaluate`` with several readers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tallybook

GOLD = Path(__file__).parents[1] / "fixtures" / "evaluate"


@pytest.mark.parametrize("said", [("--reader", "rules,learned"), ("--reader", "rules", "--reader", "learned")])
def test_several_readers_are_columns(tallybook: Tallybook, said: tuple[str, ...]) -> None:
    result = tallybook("evaluate", str(GOLD / "gold"), *said)
    first, second, *_ = result.stdout.splitlines()
    assert first.split() == ["rules", "learned"]
    assert second.split() == ["reports", "6", "6"]


def test_as_json_several_readers_are_keys(tallybook: Tallybook) -> None:
    result = tallybook("evaluate", str(GOLD / "gold"), "--reader", "rules,learned", "--json")
    readers = json.loads(result.stdout)["readers"]
    assert list(readers) == ["rules", "learned"]
    assert readers["rules"] == readers["learned"] and readers["rules"]["phenomena"]["listed"]["gold"] >= 0


def test_a_reader_named_twice_is_one(tallybook: Tallybook) -> None:
    once = tallybook("evaluate", str(GOLD / "gold"), "--reader", "rules")
    assert tallybook("evaluate", str(GOLD / "gold"), "--reader", "rules,rules").stdout == once.stdout


def test_an_unknown_reader_among_several_is_named(tallybook: Tallybook) -> None:
    result = tallybook("evaluate", str(GOLD / "gold"), "--reader", "rules,oracle")
    assert result.exit_code == 2 and "'oracle'" in result.stderr


def test_an_export_has_one_reader(tallybook: Tallybook) -> None:
    result = tallybook("evaluate", str(GOLD / "gold"), "--reader", "rules,learned", "--export", str(GOLD / "poor"))
    assert result.exit_code == 2 and "--export" in result.stderr


def test_the_golds_own_claims_take_a_readers_place(tallybook: Tallybook) -> None:
    result = tallybook("evaluate", str(GOLD / "gold"), "--claims", "gold", "--incidents", "gold", "--json")
    assert json.loads(result.stdout)["incidents across reports (B-cubed)"]["f1"] == 1.0


def test_given_claims_have_no_readers(tallybook: Tallybook) -> None:
    result = tallybook("evaluate", str(GOLD / "gold"), "--claims", "gold", "--reader", "rules,learned")
    assert result.exit_code == 2 and "--claims" in result.stderr
