"""The page that is shipped is the one whose source is here; both need no Node to be told."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "tallybook" / "web" / "static"
SOURCES = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.js", "src")


def _sources() -> list[str]:
    found: list[Path] = []
    for name in SOURCES:
        path = FRONTEND / name
        found += [each for each in path.rglob("*") if each.is_file()] if path.is_dir() else [path]
    return sorted(path.relative_to(FRONTEND).as_posix() for path in found)


def _digest() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        inner = hashlib.sha256((FRONTEND / path).read_bytes()).hexdigest()
        digest.update(f"{path}\n{inner}\n".encode())
    return digest.hexdigest()


def test_the_committed_page_was_built_from_this_source() -> None:
    built_from = (STATIC / "source.sha256").read_text().strip()
    assert built_from == _digest(), "frontend/ has changed since the page was built: make frontend"


def test_the_page_has_no_inline_script_or_style() -> None:
    page = (STATIC / "index.html").read_text()
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert "<style" not in page
    assert re.findall(r"\son\w+=|\sstyle=|javascript:", page) == []


def test_the_page_names_no_other_host() -> None:
    """Everything that the page loads lies beside it."""
    page = (STATIC / "index.html").read_text()
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert address.startswith("/assets/"), address
        assert (STATIC / address.removeprefix("/")).is_file(), address
    for style in STATIC.glob("assets/*.css"):
        for address in re.findall(r"url\(([^)]+)\)", style.read_text()):
            assert address.strip("\"'").startswith(("/assets/", "data:image/svg+xml")), (style.name, address)


def test_first_load_is_under_500_kb_and_with_the_map_under_1_mb() -> None:
    """Gzipped as they are sent; the fonts as they are, since they are packed already."""
    entry = _weigh("index-*.js", "index-*.css", "*-latin-wght-*.woff2")
    charts = _weigh("TimelinePanel-*", "src-*.js", "esm-*.js")
    world = _weigh("MapPanel-*", "maplibre-gl-worker-*", "countries-*.json")
    assert entry + charts < 500_000
    assert entry + charts + world < 1_000_000


def _weigh(*patterns: str) -> int:
    paths = [path for pattern in patterns for path in STATIC.glob(f"assets/{pattern}")]
    assert paths, patterns
    return sum(_packed(path) for path in paths)


def _packed(path: Path) -> int:
    held = path.read_bytes()
    return len(held) if path.suffix == ".woff2" else len(gzip.compress(held, 6))
