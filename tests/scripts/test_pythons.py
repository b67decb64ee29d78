"""The wheel on other Pythons: which are found, and what is said of one that is not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.docs.documentation import script

pythons = script("pythons")


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with no program on its path, and a folder of pyenv's that has none yet."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    return tmp_path


def put(path: Path, said: str, code: int = 0) -> Path:
    """A program that says something."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {said}\nexit {code}\n")
    path.chmod(0o755)
    return path


def test_the_pythons_that_the_project_names_begin_with_the_oldest_that_it_takes() -> None:
    assert pythons.named()[0] == "3.11" and len(pythons.named()) > 1


@pytest.mark.skipif(sys.platform == "win32", reason="its programs are not written so")
def test_of_several_releases_the_newest_that_works_is_taken(nowhere: Path) -> None:
    put(nowhere / "bin" / "python3.99", "3.99", code=127)
    for release in ("3.99.2", "3.99.10"):
        put(nowhere / "versions" / release / "bin" / "python", "3.99")
    put(nowhere / "versions" / "3.99.11" / "bin" / "python", "broken")
    assert pythons.found("3.99") == str(nowhere / "versions" / "3.99.10" / "bin" / "python")


def test_one_that_is_not_there_is_said_not_to_have_been_tried(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (nowhere / "x.whl").touch()
    monkeypatch.setattr(pythons, "named", lambda: ["3.99"])
    assert pythons.main([str(nowhere)]) == 0
    assert "Python 3.99: NOT TRIED" in capsys.readouterr().out


def test_what_fails_there_is_told_and_fails_the_run(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (nowhere / "x.whl").touch()
    monkeypatch.setattr(pythons, "named", lambda: ["3.99", "3.98"])
    monkeypatch.setattr(pythons, "found", lambda minor: sys.executable if minor == "3.99" else None)
    monkeypatch.setattr(pythons, "_installing", lambda *_: [[sys.executable, "-c", "raise SystemExit('no wheel')"]])
    assert pythons.main([str(nowhere)]) == 1
    said = capsys.readouterr().out
    assert "exit 1\nno wheel" in said and "Python 3.98: NOT TRIED" in said


def test_exports_that_differ_are_named(tmp_path: Path) -> None:
    for side, content in (("ours", "1"), ("theirs", "2")):
        (tmp_path / side / "csv").mkdir(parents=True)
        (tmp_path / side / "csv" / "same.csv").write_text("0")
        (tmp_path / side / "csv" / "other.csv").write_text(content)
    (tmp_path / "theirs" / "more.csv").write_text("")
    assert [line.split()[0] for line in pythons._different(tmp_path)] == ["csv/other.csv", "more.csv"]
