"""Builds the wheel twice, byte for byte the same; weighs it, lists what it runs with, tries it where nothing is.

    python scripts/release.py dist            the wheel, SHA256SUMS and sbom.cdx.json (CycloneDX 1.5)
    python scripts/release.py dist --try      and an empty environment in which it reads the examples

The build's clock is the last commit's, so the same commit gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 40_000_000
"""Bytes that the wheel may weigh: it carries the reader's weights."""
FIRST_ZIP_DAY = 315_532_800
"""1980-01-01, before which a wheel can hold no time: for a tree without commits."""
_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: *; *([^\\]+?))? *\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def main(arguments: list[str]) -> int:
    """Builds and checks; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--try", dest="tried", action="store_true", help="install it in an empty environment and use it"
    )
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    wheel = build(given.out)
    problems = list(wrong(wheel))
    (given.out / "sbom.cdx.json").write_text(json.dumps(sbom(wheel), indent=1) + "\n", encoding="utf-8")
    (given.out / "SHA256SUMS").write_text(f"{_sha256(wheel)}  {wheel.name}\n", encoding="utf-8")
    if given.tried and not problems:
        problems += tried(wheel)
    print("\n".join(problems) or f"{wheel} {wheel.stat().st_size / 1e6:.1f} MB {_sha256(wheel)}")
    return 1 if problems else 0


def build(out: Path) -> Path:
    """The wheel, built twice from clean copies. Raises SystemExit where the two differ."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = [_built(Path(folder) / name) for name in ("one", "two")]
        if wheels[0].read_bytes() != wheels[1].read_bytes():
            raise SystemExit("two builds of the same tree differ: the build is not reproducible")
        return Path(shutil.copy2(wheels[0], out / wheels[0].name))


def _built(folder: Path) -> Path:
    source = folder / "source"
    for name in _tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, source / name)
    command = [sys.executable, "-m", "pip", "wheel", str(source), "--no-deps", "--no-build-isolation", "--quiet"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(_epoch())}
    subprocess.run([*command, "--wheel-dir", str(folder)], check=True, env=environment)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _tracked() -> list[str]:
    """What goes into a release: files that git knows."""
    wanted = ("src", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
    return [name for name in _git("ls-files", "-z", "--", *wanted).split("\0") if name and (ROOT / name).is_file()]


def _epoch() -> int:
    return max(FIRST_ZIP_DAY, int(_git("log", "-1", "--format=%ct").strip() or FIRST_ZIP_DAY))


def _git(*words: str) -> str:
    return subprocess.run(["git", "-C", str(ROOT), *words], check=True, capture_output=True, text=True).stdout


def wrong(wheel: Path) -> Iterator[str]:
    """What is wrong with a wheel: its weight, what it lacks, what it should not hold."""
    size = wheel.stat().st_size
    if size > LARGEST:
        yield f"{wheel.name} weighs {size / 1e6:.1f} MB; at most {LARGEST / 1e6:.0f} MB"
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    home = ROOT / "src" / "tallybook"
    known = {name.removeprefix("src/") for name in _tracked() if name.startswith("src/tallybook/")}
    yield from (f"{wheel.name} lacks {name}" for name in sorted(known - names) if (home.parent / name).is_file())
    strange = (name for name in names - known if ".dist-info/" not in name)
    yield from (f"{wheel.name} holds {name}, which is no part of the package" for name in sorted(strange))


def sbom(wheel: Path) -> dict[str, Any]:
    """What the wheel runs with, as CycloneDX 1.5: every pinned package with version and hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": project["name"],
                "version": project["version"],
                "purl": f"pkg:pypi/{project['name']}@{project['version']}",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
                "hashes": [{"alg": "SHA-256", "content": _sha256(wheel)}],
            }
        },
        "components": list(components((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"))),
    }


def components(pinned: str) -> Iterator[dict[str, Any]]:
    """The packages of a list of pinned versions, in its order, with the hashes of the files that may be installed."""
    found: dict[str, Any] | None = None
    for line in pinned.splitlines():
        package = _PACKAGE.match(line)
        if package:
            if found:
                yield found
            name, version, marker = package.groups()
            found = {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}"}
            found |= {"properties": [{"name": "marker", "value": marker}]} if marker else {}
        elif found and (hashed := _HASH.search(line)):
            references = found.setdefault(
                "externalReferences", [{"type": "distribution", "url": found["purl"], "hashes": []}]
            )
            references[0]["hashes"].append({"alg": "SHA-256", "content": hashed[1]})
    if found:
        yield found


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tried(wheel: Path) -> Iterator[str]:
    """What goes wrong when the wheel is installed where nothing is, and reads the examples there."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        venv.create(place / "venv", with_pip=True)
        binaries = place / "venv" / ("Scripts" if os.name == "nt" else "bin")
        install = [str(binaries / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        steps = (
            [*install, "--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")],
            [*install, "--no-deps", str(wheel.resolve())],
            *([str(binaries / "tallybook"), *words.split()] for words in _STEPS),
        )
        shutil.copytree(ROOT / "examples", place / "examples")
        environment = {**os.environ, "TALLYBOOK_CACHE": str(place / "cache"), "PYTHONPATH": ""}
        for step in steps:
            done = subprocess.run(step, cwd=place, env=environment, capture_output=True, text=True)
            if done.returncode:
                yield f"{' '.join(step)}: exit {done.returncode}\n{done.stdout}{done.stderr}"
                return


_STEPS = (
    "--version",
    "vocabulary check",
    "add x.book examples",
    "incidents x.book",
    "export x.book --format ucdp --out out",
    "record x.book --out out/record.html",
    "backup x.book copy.book",
)

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
