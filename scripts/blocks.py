"""The code blocks of the documentation: found, run in a folder with the examples, and their output compared.

A page's ```python blocks run in order in one namespace, its ```bash and ```console blocks in order in one folder, each
block in a shell of its own.
In a console block the lines after a ``$ command`` are what it must print. Other blocks (```sh, ```text) are not run.
``python scripts/blocks.py`` writes what the commands print now into the pages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_MARK = "--- the next command ---"
_BLOCK = re.compile(r"^```(python|bash|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One code block: its language, its text and where it begins in the page."""

    language: str
    code: str
    line: int


def pages() -> list[Path]:
    """The pages whose blocks are run."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page: Path) -> list[Block]:
    """The page's blocks that are run, in order."""
    text = page.read_text(encoding="utf-8")
    return [Block(m[1], m[2], text.count("\n", 0, m.start()) + 1) for m in _BLOCK.finditer(text)]


def workplace(folder: Path) -> Path:
    """A folder as a reader of the docs would have it: the clone's examples, and nothing else."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def run(block: Block, folder: Path, namespace: dict[str, object]) -> str:
    """Runs a block and returns it as it should stand: with what its commands printed. Raises where it fails."""
    if block.language == "python":
        exec(compile("\n" * block.line + block.code, "block", "exec"), namespace)
        return block.code
    if block.language == "bash":
        _shell(block.code, folder)
        return block.code
    commands = [line[2:] for line in block.code.splitlines() if line.startswith("$ ")]
    printed = _shell("\n".join(f"echo {_MARK}\n{command}" for command in commands), folder).split(f"{_MARK}\n")[1:]
    return "".join(f"$ {command}\n{output}" for command, output in zip(commands, printed, strict=True))


def _shell(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path, "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise AssertionError(f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def rewritten(page: Path, folder: Path) -> str:
    """The page's text with every console block as its commands print now."""
    namespace: dict[str, object] = {}
    here = os.getcwd()
    os.chdir(folder)
    try:
        return _BLOCK.sub(_rewriter(folder, namespace), page.read_text(encoding="utf-8"))
    finally:
        os.chdir(here)


def _rewriter(folder: Path, namespace: dict[str, object]) -> Callable[[re.Match[str]], str]:
    def rewrite(match: re.Match[str]) -> str:
        line = match.string.count("\n", 0, match.start()) + 1
        return f"```{match[1]}\n{run(Block(match[1], match[2], line), folder, namespace)}```"

    return rewrite


def main() -> None:
    """Writes every page's console blocks anew."""
    for page in pages():
        if blocks(page):
            with tempfile.TemporaryDirectory() as folder:
                page.write_text(rewritten(page, workplace(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
