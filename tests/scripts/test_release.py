"""Releases: what a wheel must hold and may weigh, and the list of what it runs with."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

from tests.docs.documentation import ROOT, script

release = script("release")


def wheel(folder: Path, *left_out: str, **more: str) -> Path:
    """A file with the names of a wheel's members, and nothing in them."""
    path = folder / "tallybook-0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as made:
        for name in release._tracked():
            inner = name.removeprefix("src/")
            if name.startswith("src/tallybook/") and inner not in left_out:
                made.writestr(inner, "")
        for name in more.values():
            made.writestr(name, "")
    return path


def test_a_whole_wheel_has_no_problem(tmp_path: Path) -> None:
    assert list(release.wrong(wheel(tmp_path, meta="tallybook-0.dist-info/METADATA"))) == []


def test_what_a_wheel_lacks_or_should_not_hold_is_named(tmp_path: Path) -> None:
    made = wheel(tmp_path, "tallybook/vocabulary/harms.yml", strange="tests/test_api.py")
    lacking, strange = release.wrong(made)
    assert "lacks tallybook/vocabulary/harms.yml" in lacking
    assert "holds tests/test_api.py" in strange


def test_a_wheel_that_is_too_heavy_is_named(tmp_path: Path) -> None:
    made = wheel(tmp_path)
    release.LARGEST = 10
    try:
        (problem,) = release.wrong(made)
    finally:
        release.LARGEST = 40_000_000
    assert "at most" in problem


def test_the_list_of_parts_names_every_pinned_package_with_its_hashes(tmp_path: Path) -> None:
    found = release.sbom(wheel(tmp_path))
    pinned = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.5")
    names = re.findall(r"^([\w.-]+)==", pinned, re.MULTILINE)
    assert [part["name"] for part in found["components"]] == names
    assert sum(len(part["externalReferences"][0]["hashes"]) for part in found["components"]) == pinned.count("sha256:")
    assert json.dumps(found) == json.dumps(release.sbom(tmp_path / "tallybook-0-py3-none-any.whl"))


def test_a_package_for_some_machines_says_for_which() -> None:
    text = "a==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "0" * 64 + "\nb==2\n"
    first, second = release.components(text)
    assert (first["name"], first["version"], first["properties"][0]["value"]) == ("a", "1.0", "sys_platform == 'win32'")
    assert (second["name"], second["purl"]) == ("b", "pkg:pypi/b@2")
