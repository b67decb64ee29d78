"""Tries the wheel on the other Pythons that the project names and this machine has.

    python scripts/pythons.py dist

For each: an empty environment, the examples read there, their exports compared byte for byte with those that this
Python makes, and the part of the test suite that opens books and places (the wheel's, over SQLite). A Python that the
machine has not is said not to have been tried. Python is looked for on the path and among pyenv's versions.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ("jsonl", "csv", "ucdp", "acled", "gtd", "page")
SUITE = ("tests/book", "tests/read/test_gazetteer.py", "tests/test_api.py", "tests/test_originals.py")
_NAMED = re.compile(r"Programming Language :: Python :: (3\.\d+)")
_IS_WHOLE = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"


def main(arguments: list[str]) -> int:
    """Tries each and says how it went; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dist", type=Path, help="the folder of the wheel")
    (wheel,) = parser.parse_args(arguments).dist.glob("*.whl")
    this = f"{sys.version_info[0]}.{sys.version_info[1]}"
    failed = False
    for minor in named():
        if minor != this:
            failed |= not _told(minor, wheel.resolve())
    return int(failed)


def named() -> list[str]:
    """The Pythons that the project says it runs on, such as 3.12."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [found[1] for line in project["classifiers"] if (found := _NAMED.fullmatch(line))]


def _told(minor: str, wheel: Path) -> bool:
    python = found(minor)
    if python is None:
        print(
            f"Python {minor}: NOT TRIED, this machine has none (neither python{minor} nor one of pyenv's)", flush=True
        )
        return True
    began = time.monotonic()
    problems = list(tried(python, wheel))
    went = "\n".join(problems) or f"the wheel works, its exports are the same bytes ({', '.join(FORMATS)})"
    print(f"Python {minor}: {went} ({time.monotonic() - began:.0f} s)", flush=True)
    return not problems


def found(minor: str) -> str | None:
    """The newest Python of that version which starts and can make environments; None where there is none."""
    for place in (shutil.which(f"python{minor}"), *_of_pyenv(minor)):
        if place and _said(place, "-c", _IS_WHOLE) == minor:
            return place
    return None


def _of_pyenv(minor: str) -> list[str]:
    root = os.environ.get("PYENV_ROOT") or (_said("pyenv", "root") if shutil.which("pyenv") else "")
    places = Path(root).glob(f"versions/{minor}.*/bin/python") if root else ()
    return [str(place) for place in sorted(places, key=_release, reverse=True)]


def _release(place: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", place.parts[-3])]


def _said(*command: str) -> str:
    """What a program prints; nothing where it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def tried(python: str, wheel: Path) -> list[str]:
    """What goes wrong with the wheel on a Python."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        binaries = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
        shutil.copytree(ROOT / "examples", place / "examples")
        own = Path(sys.executable).parent
        steps = (
            *_installing(python, place, binaries, wheel),
            *_exporting(binaries, "theirs"),
            *_exporting(own, "ours"),
        )
        return _failed(place, *steps) or [*_different(place), *_failed(ROOT, _suite(binaries), shown=True)]


def _different(place: Path) -> Iterator[str]:
    ours, theirs = _digests(place / "ours"), _digests(place / "theirs")
    names = (name for name in sorted(ours | theirs) if ours.get(name) != theirs.get(name))
    yield from (f"{name} is not the same bytes as with {sys.executable}" for name in names)


def _suite(binaries: Path) -> list[str]:
    return [str(binaries / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "not postgresql", *SUITE]


def _installing(python: str, place: Path, binaries: Path, wheel: Path) -> list[list[str]]:
    pip = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lists = [[*pip, "--require-hashes", "-r", str(ROOT / "requirements" / f"{name}.txt")] for name in ("run", "dev")]
    return [[python, "-m", "venv", str(place / "venv")], *lists, [*pip, "--no-deps", str(wheel)]]


def _exporting(binaries: Path, name: str) -> Iterator[list[str]]:
    tallybook = str(binaries / "tallybook")
    yield [tallybook, "add", f"{name}.book", "examples"]
    for format in FORMATS:
        yield [tallybook, "export", f"{name}.book", "--format", format, "--out", f"{name}/{format}"]


def _failed(place: Path, *commands: list[str], shown: bool = False) -> list[str]:
    """The first command that fails, with what it said; ``shown`` prints the last line of one that does not."""
    environment = {**os.environ, "PYTHONPATH": ""}
    for command in commands:
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, errors="replace")
        if done.returncode:
            return [f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}"]
        if shown:
            print("".join(done.stdout.splitlines()[-1:]), flush=True)
    return []


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
