"""Gold: NAME.txt with NAME.gold.json beside it, and incidents.gold.json for the reports of a folder."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tallybook.errors import InputError, UsageError
from tallybook.evaluation.files import Json, read_object, read_text

_SUFFIX = ".gold.json"
_INCIDENTS = "incidents.gold.json"
_FIGURE_KEYS = ("at", "harm", "victims", "incident")


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """An incident across reports. ``members`` are ``report:key`` of itself and its parts, ``own`` its own alone."""

    id: str
    data: Json
    members: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """All gold under a folder: reports by path without suffix relative to it, and incidents across reports."""

    root: Path
    reports: dict[str, Json]
    incidents: tuple[GoldIncident, ...]

    def text(self, report: str) -> str:
        """The report's text, empty where only the gold is kept."""
        path = self.root / f"{report}.txt"
        return read_text(path) if path.exists() else ""


def load(root: Path) -> Gold:
    """Reads every gold file under ``root``.

    Raises UsageError where the folder is missing or holds no gold, InputError where a file of it is broken.
    """
    files = _gold_files(root)
    reports = {_key(root, path): _report(path) for path in files if path.name != _INCIDENTS}
    resolver = _Members(root, reports)
    incidents = [incident for path in files if path.name == _INCIDENTS for incident in _incidents(path, resolver)]
    return Gold(root, reports, tuple(incidents))


def texts(root: Path) -> tuple[Path, ...]:
    """The texts under ``root`` that have gold beside them, in order."""
    beside = (path.with_name(path.name[: -len(_SUFFIX)] + ".txt") for path in _gold_files(root))
    return tuple(path for path in beside if path.is_file())


def digest(root: Path) -> str:
    """A hash of every gold file and its text, with their names: it changes when what is measured against changes."""
    total = hashlib.sha256()
    for path in sorted({*_gold_files(root), *texts(root)}):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _gold_files(root: Path) -> list[Path]:
    if not root.is_dir():
        what = "not a folder" if root.exists() else "no such folder"
        raise UsageError(f"{root}: {what}", _NEXT)
    files = sorted(root.rglob(f"*{_SUFFIX}"))
    if not files:
        raise UsageError(f"{root}: no NAME{_SUFFIX} in it", _NEXT)
    return files


_NEXT = "Give the folder that holds NAME.txt with NAME.gold.json beside it: tallybook evaluate FOLDER"


def _key(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()[: -len(_SUFFIX)]


def _report(path: Path) -> Json:
    data = read_object(path)
    if not isinstance(data.get("incidents", {}), dict):
        raise InputError(f"{path}: 'incidents' is not an object", "It maps each incident's key to what is known of it.")
    for number, figure in enumerate(data.get("figures", [])):
        lacking = [key for key in _FIGURE_KEYS if key not in figure]
        if lacking:
            raise InputError(f"{path}: figure {number} lacks {', '.join(lacking)}", "Add it to the gold file.")
    return data


def _incidents(path: Path, resolver: _Members) -> list[GoldIncident]:
    data = read_object(path).get("incidents")
    if not isinstance(data, dict):
        raise InputError(f"{path}: no 'incidents' in it", "It maps each incident's key to its members and figures.")
    folder = path.parent.relative_to(resolver.root)
    return [_incident(path, (folder / key).as_posix(), incident, resolver) for key, incident in data.items()]


def _incident(path: Path, id: str, data: Json, resolver: _Members) -> GoldIncident:
    listed = data.get("members", [])
    members = sorted({resolver.member(path, said) for said in listed + data.get("parts", [])})
    own_keys = {said.split(":")[1] for said in listed}
    own = tuple(member for member in members if member.split(":")[1] in own_keys)
    return GoldIncident(id, data, tuple(members), own)


class _Members:
    """Finds the report that a member ``prefix:key`` means: the first in its folder whose name begins so."""

    def __init__(self, root: Path, reports: dict[str, Json]) -> None:
        self.root = root
        self._names: dict[str, list[str]] = defaultdict(list)
        for report in sorted(reports):
            folder, _, name = report.rpartition("/")
            self._names[folder].append(name)

    def member(self, path: Path, said: str) -> str:
        prefix, colon, key = said.partition(":")
        if not colon or ":" in key:
            raise InputError(f"{path}: member {said!r} is not PREFIX:KEY", "Write it as in 003:market.")
        return f"{self._report(path, prefix)}:{key}"

    def _report(self, path: Path, prefix: str) -> str:
        below = path.parent.relative_to(self.root).as_posix()
        folder, _, start = (prefix if below == "." else f"{below}/{prefix}").rpartition("/")
        names = self._names.get(folder, [])
        at = bisect_left(names, start)
        if at == len(names) or not names[at].startswith(start):
            raise InputError(f"{path}: no report begins with {prefix}", "Mend the member or add the report's gold.")
        return f"{folder}/{names[at]}" if folder else names[at]
