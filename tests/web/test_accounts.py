"""Accounts are kept hashed, for their owner's eyes, and cannot be guessed at."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from tallybook.cli import main
from tallybook.errors import InputError, UsageError
from tallybook.web import accounts

PASSWORD = "three words to open"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_N", 2**4)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    accounts.put(tmp_path / "a.json", "Ada", "analyst", PASSWORD)
    return tmp_path / "a.json"


def test_a_password_fits_and_another_does_not(file: Path) -> None:
    ada = accounts.load(file)["Ada"]
    assert accounts.fits(ada, PASSWORD)
    assert not accounts.fits(ada, PASSWORD + " ")
    assert not accounts.fits(None, PASSWORD)


def test_the_file_holds_no_password_and_is_for_its_owner(file: Path) -> None:
    assert PASSWORD not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_same_password_is_never_kept_as_the_same_words() -> None:
    assert accounts.hashed(PASSWORD) != accounts.hashed(PASSWORD)


def test_hashing_costs_what_it_should_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert accounts.hashed(PASSWORD).startswith("scrypt$32768$8$3$")


@pytest.mark.parametrize("password", ["", "short", "x" * 11, "x" * 1001])
def test_a_password_that_is_too_short_or_endless_is_refused(file: Path, password: str) -> None:
    with pytest.raises(UsageError, match="the password has"):
        accounts.put(file, "Ben", "reader", password)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101])
def test_a_name_must_be_one_that_can_be_read(file: Path, name: str) -> None:
    with pytest.raises(UsageError, match="is no name"):
        accounts.put(file, name, "reader", PASSWORD)


def test_a_role_must_be_known(file: Path) -> None:
    with pytest.raises(UsageError, match="'boss' is not a role"):
        accounts.put(file, "Ben", "boss", PASSWORD)


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"name": "Ada"}]', '[{"name": "A", "role": "x", "password": ""}]'])
def test_a_file_that_holds_no_accounts_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises((InputError, UsageError)):
        accounts.load(tmp_path / "bad.json")


def test_an_account_is_made_changed_and_taken_out_by_the_command(tmp_path: Path) -> None:
    file, run = str(tmp_path / "b.json"), CliRunner()
    assert run.invoke(main, ["account", file, "Lea", "--role", "lead"], input=PASSWORD + "\n").exit_code == 0
    assert run.invoke(main, ["account", file, "Lea"], input="other words to open\n").exit_code == 0
    kept = accounts.load(Path(file))["Lea"]
    assert kept.role == "lead" and accounts.fits(kept, "other words to open")
    assert run.invoke(main, ["account", file, "Lea", "--remove"]).output == f"Lea is taken out of {file}\n"
    assert run.invoke(main, ["account", file, "Lea", "--remove"]).exit_code == 2
