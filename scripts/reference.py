"""Writes docs/commands.md and docs/settings.md from the code; with --check only says whether they are fresh."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tallybook.cli import main as tallybook
from tallybook.settings import SettingHelp, describe

DOCS = Path(__file__).resolve().parents[1] / "docs"
_MADE = "<!-- Made by scripts/reference.py (make docs). Do not edit. -->"


def pages() -> dict[str, str]:
    """Each generated page's name with its text."""
    return {"commands.md": commands_page(), "settings.md": settings_page()}


def commands_page() -> str:
    """Every command with its own help, as the terminal shows it."""
    head = [
        "# Commands",
        _MADE,
        "Every command is also a function of the same name and words: see [library.md](library.md). "
        "`BOOK` is a path, made when absent, or a database URL. "
        "Settings that no flag names are in [settings.md](settings.md).",
    ]
    return "\n\n".join([*head, *(_section(path, command) for path, command in walk(tallybook, ()))]) + "\n"


def walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that call it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                given = (piece for param in command.params for piece in param.get_usage_pieces(context))
                yield from walk(inner, (*path, *given, name))
    else:
        yield path, command


def settings_page() -> str:
    """Every setting with its default and its help."""
    rows = [f"| `{each.name}` | `{each.environment}` | {_default(each)} | {each.help} |" for each in describe()]
    return "\n".join(
        [
            "# Settings",
            "",
            _MADE,
            "",
            "A setting is taken from a flag, else from the environment, else from `tallybook.toml` in the current "
            "folder (or the file that `TALLYBOOK_SETTINGS` names), else it has its default. All that is wrong is said "
            "at once. The settings of each run are kept in the book. `TALLYBOOK_CACHE` names the folder for what can "
            "be made anew (the gazetteer's index, a model's answers); it changes no result. The key of the reader "
            "`llm` is taken from `TALLYBOOK_LLM_KEY` in the environment alone; it is never kept or shown.",
            "",
            "| name in the file | environment | default | what it does |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _default(setting: SettingHelp) -> str:
    return "none" if setting.default == "" else f"`{setting.default}`"


def _section(path: tuple[str, ...], command: click.Command) -> str:
    outer = click.Context(tallybook, info_name="tallybook", **tallybook.context_settings)
    context = click.Context(command, outer, " ".join(path), terminal_width=96, max_content_width=96)
    return f"## tallybook {' '.join(path)}\n\n```text\n{command.get_help(context).rstrip()}\n```"


def stale() -> list[str]:
    """The names of the pages that differ from the code."""
    return [name for name, text in pages().items() if not _same(DOCS / name, text)]


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def run(arguments: list[str]) -> int:
    """Writes the pages, or with ``--check`` lists those that are stale and returns 1."""
    if "--check" not in arguments:
        for name, text in pages().items():
            (DOCS / name).write_text(text, encoding="utf-8")
        return 0
    for name in (names := stale()):
        print(f"docs/{name} does not match the code\n  make docs", file=sys.stderr)
    return 1 if names else 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
