"""The house's order: who may import whom, no cycles, short files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
STAGES = ("gather", "read", "link", "reconcile")
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("records", "judgement", "wrapping"),
    ("vocabulary", "settings"),
    STAGES,
    ("book", "fetching", "linking", "originals", "pipeline", "voices", "workers", "readers", "estimates"),
    ("export", "decisions", "online", "api", "bookless", "evaluation", "web", "cluster"),
    ("cli",),
    ("__main__",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SOURCE / "tallybook").rglob("*.py"))
}


def imports(name: str, *, always: bool) -> Iterator[str]:
    """The modules of ours that a module imports; with ``always`` only those loaded along with it."""
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    for node in _nodes(tree, always):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tallybook":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in MODULES else node.module


def _nodes(tree: ast.AST, always: bool) -> Iterator[ast.AST]:
    for node in ast.iter_child_nodes(tree):
        if always and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if always and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        yield from _nodes(node, always)


def home(module: str) -> str:
    """The folder or file of the package that a module belongs to."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def test_every_module_has_its_place_in_the_order() -> None:
    assert {home(name) for name in MODULES} - {""} <= LEVEL.keys()


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_what_lies_below_it(name: str) -> None:
    own = home(name)
    for other in map(home, imports(name, always=False)):
        if own and other and other != own:
            assert LEVEL[other] <= LEVEL[own], f"{name} imports {other}"
            assert not (own in STAGES and other in STAGES), f"stage {own} imports stage {other}"


def test_there_is_no_cycle_of_imports() -> None:
    found: list[str] = []
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            found.append(" -> ".join((*above[above.index(name) :], name)))
        elif name not in done:
            for other in imports(name, always=True):
                visit(other, (*above, name))
            done.add(name)

    for name in sorted(MODULES):
        visit(name, ())
    assert found == []


@pytest.mark.parametrize("name", sorted(MODULES))
def test_what_a_module_says_is_public_is_there(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    lists = [
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    names = [ast.literal_eval(each) for value in lists if isinstance(value, ast.List) for each in value.elts]
    assert len(names) == len(set(names))


def test_no_file_grows_past_four_hundred_lines() -> None:
    long = {name: lines for name, path in MODULES.items() if (lines := len(path.read_text("utf-8").splitlines())) > 400}
    assert long == {}
