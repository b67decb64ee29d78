"""Settings: who goes before whom, and all problems at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallybook.errors import SettingsError
from tallybook.settings import Settings, describe, resolve


def test_a_flag_goes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text("jobs = 2\nbatch = 7\nlock_wait = 9\n")
    found = resolve(
        file=file, environ={"TALLYBOOK_JOBS": "3", "TALLYBOOK_BATCH": "8"}, flags={"jobs": 4, "batch": None}
    )
    assert (found.jobs, found.batch, found.lock_wait) == (4, 8, 9)


def test_the_environment_can_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("batch = 7\n")
    assert resolve(environ={"TALLYBOOK_SETTINGS": str(tmp_path / "s.toml")}).batch == 7


def test_a_file_in_the_current_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolve(environ={}) == Settings()
    (tmp_path / "tallybook.toml").write_text("batch = 7\n")
    assert resolve(environ={}).batch == 7


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text('batc = 7\njobs = true\nreader = "oracle"\n')
    with pytest.raises(SettingsError) as raised:
        resolve(file=file, environ={"TALLYBOOK_LOCK_WAIT": "soon"}, flags={"batch": 0})
    told = raised.value.what
    assert "5 problems" in told
    for part in ("'batch'?", "jobs = True", "reader = 'oracle'", "lock_wait = 'soon'", "flag: batch = 0"):
        assert part in told


@pytest.mark.parametrize("content", [b"jobs = [", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"s\.toml: is not TOML"):
        resolve(file=tmp_path / "s.toml", environ={})


def test_a_named_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        resolve(file=tmp_path / "no.toml", environ={})


def test_every_setting_changes_the_digest() -> None:
    others = [Settings(jobs=1), Settings(batch=1), Settings(lock_wait=1), Settings(llm_model="small")]
    assert len({Settings().digest(), *(other.digest() for other in others)}) == 5
    assert Settings().digest() == Settings().digest()


def test_every_setting_has_help() -> None:
    assert all(item.help.endswith(".") and item.environment.startswith("TALLYBOOK_") for item in describe())


def test_the_cache_folder_is_no_setting_and_no_error() -> None:
    assert resolve(environ={"TALLYBOOK_CACHE": "/somewhere"}) == Settings()


@pytest.mark.parametrize(
    "url", ["", "http://localhost:11434/v1", "https://api.example.org/v1/", " https://[::1]:8000 "]
)
def test_an_address_of_a_server_is_taken(url: str) -> None:
    assert resolve(environ={"TALLYBOOK_LLM_URL": url}).llm_url == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "localhost:11434",
        "ftp://example.org",
        "http://",
        "http://[",
        "http://a b/v1",
        "http://a:0/",
        "http://a:99999/",
        "x",
    ],
)
def test_an_address_that_is_none_is_said(url: str) -> None:
    with pytest.raises(SettingsError, match=r"llm_url = .*must be http://HOST/PATH"):
        resolve(environ={"TALLYBOOK_LLM_URL": url})


@pytest.mark.parametrize(
    "url", ["https://me:secret@example.org/v1", "https://secret@example.org", "https://a.org/?k=secret"]
)
def test_an_address_with_a_key_is_not_taken_and_not_shown(url: str) -> None:
    with pytest.raises(SettingsError, match="llm_url") as raised:
        resolve(environ={"TALLYBOOK_LLM_URL": url})
    assert "secret" not in str(raised.value)


def test_a_key_is_no_setting(tmp_path: Path) -> None:
    assert resolve(environ={"TALLYBOOK_LLM_KEY": "secret"}) == Settings()
    (tmp_path / "s.toml").write_text('llm_key = "secret"\n')
    with pytest.raises(SettingsError, match="environment, TALLYBOOK_LLM_KEY") as raised:
        resolve(file=tmp_path / "s.toml", environ={})
    assert "secret" not in str(raised.value)


def test_a_text_of_several_lines_is_no_name() -> None:
    with pytest.raises(SettingsError, match="one line"):
        resolve(environ={"TALLYBOOK_LLM_MODEL": "small\nlarge"})
