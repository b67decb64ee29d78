"""The reference says what the code says: commands, settings, errors, and the pages that name files and lists."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields

import click
import pytest

import tallybook
from tallybook import errors
from tallybook.cli import main
from tallybook.records import HARMS, QUALIFIERS, SCOPES, SPEAKER_KINDS, STATUSES, VICTIMS
from tallybook.settings import Settings
from tests.docs.documentation import ROOT, script, text

reference = script("reference")


def test_the_generated_pages_are_fresh() -> None:
    assert reference.stale() == [], "make docs"


def test_every_command_and_every_option_of_it_is_documented() -> None:
    page = text("docs/commands.md")
    for path, command in reference.walk(main, ()):
        section = page.split(f"## tallybook {' '.join(path)}\n")[1].split("\n## ")[0]
        options = [each for each in command.params if isinstance(each, click.Option)]
        assert [each.name for each in options if max(each.opts, key=len) not in section] == [], path


def test_every_command_has_a_help_text() -> None:
    assert [path for path, command in reference.walk(main, ()) if not (command.help or "").strip()] == []


def test_every_setting_is_documented_with_its_default() -> None:
    page = text("docs/settings.md")
    for each in fields(Settings):
        default = "none" if each.default == "" else f"`{each.default}`"
        assert f"| `{each.name}` | `TALLYBOOK_{each.name.upper()}` | {default} |" in page


@pytest.mark.parametrize("words", [HARMS, VICTIMS, QUALIFIERS, SCOPES, SPEAKER_KINDS, STATUSES], ids=lambda w: w[0])
def test_every_value_of_a_record_is_in_the_words(words: tuple[str, ...]) -> None:
    page = text("docs/words.md")
    assert [word for word in words if f"`{word}`" not in page] == []


def test_every_error_is_listed_with_its_exit_code() -> None:
    page = text("docs/errors.md")
    for name, error in vars(errors).items():
        if isinstance(error, type) and issubclass(error, errors.TallybookError):
            assert f"| `{name}` | `{error.code}` | {error.exit_code} |" in page


def test_every_public_name_is_in_the_library_page() -> None:
    page = text("docs/library.md")
    assert [name for name in tallybook.__all__ if f"`{name}" not in page] == []


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md")),
    ],
)
def test_a_link_between_pages_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text(page)) if "://" not in target]
    assert [target for target in targets if target and not (folder / target).exists()] == []


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_a_file_that_is_named_exists(page: str) -> None:
    named = re.findall(
        r"`((?:src|tests|docs|scripts|evals|bench|examples|requirements|vocabulary|[a-z]+)/[\w./-]*)`", text(page)
    )
    homes = (ROOT, ROOT / "src" / "tallybook")
    assert [name for name in named if not any((home / name).exists() for home in homes)] == []


def test_the_architecture_names_every_folder_and_file_of_the_first_level() -> None:
    page = text("ARCHITECTURE.md")
    here = (ROOT / "src" / "tallybook").iterdir()
    names = [
        f"{path.name}/" if path.is_dir() else path.name
        for path in here
        if path.suffix != ".typed" and path.name[:2] != "__"
    ]
    assert [name for name in names if name not in page] == []


@pytest.mark.parametrize("name", ["run", "dev", "spark"])
def test_the_pinned_versions_cover_what_the_project_asks_for(name: str) -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    asked = list(project["dependencies"])
    extras = project["optional-dependencies"]
    if name == "spark":
        asked += extras["spark"]
    if name == "dev":
        apart = ("train", "spark")
        asked += [each for extra, some in extras.items() if extra not in apart for each in some]
    pinned = set(re.findall(r"^([\w.-]+)==", text(f"requirements/{name}.txt"), re.MULTILINE))
    wanted = {re.split(r"[<>=!~\[; ]", each)[0].lower().replace("_", "-") for each in asked}
    assert wanted - pinned == set(), "make lock"


def test_the_pinned_versions_record_no_address() -> None:
    assert "://" not in text("requirements/run.txt") + text("requirements/dev.txt")
