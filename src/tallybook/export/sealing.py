"""Bags that show any changed byte: sealed by the Library of Congress' ``bagit``, and checked beyond what it checks.

The standard protects files by manifests and manifests by tag manifests, but nothing protects the tag manifests: a
line that is taken out of one leaves a file unprotected. So they are also held to the bytes that sealing gives them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tallybook.errors import MissingPart, UsageError
from tallybook.records import Incident

ALGORITHMS = ("sha256", "sha512")
TAGS = ("bag-info.txt", "bagit.txt", *(f"manifest-{name}.txt" for name in ALGORITHMS))


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A file of a bundle that is not what was sealed, and how: changed, missing, added, or not readable."""

    file: str
    what: str


def seal(folder: Path, incident: Incident, day: str) -> str:
    """Make a bag of what lies in the folder; gives its digest: who knows it can tell that no bundle was made anew."""
    information = {
        "Bagging-Date": day,
        "External-Identifier": incident.id,
        "External-Description": " ".join(incident.title.split()),
        "Internal-Sender-Identifier": incident.root,
    }
    _bagit().make_bag(str(folder), information, checksums=list(ALGORITHMS))
    for name in ALGORITHMS:
        manifest = folder / f"manifest-{name}.txt"
        lines = manifest.read_text(encoding="utf-8").splitlines()
        manifest.write_text("".join(f"{line}\n" for line in sorted(lines, key=_path)), encoding="utf-8", newline="\n")
    for name in ALGORITHMS:
        (folder / f"tagmanifest-{name}.txt").write_bytes(_tag_manifest(folder, name))
    return digest(folder)


def _path(line: str) -> str:
    return line.split(maxsplit=1)[1]


def _tag_manifest(folder: Path, name: str) -> bytes:
    return "".join(f"{_hash(name, folder / tag)} {tag}\n" for tag in TAGS).encode()


def digest(folder: Path) -> str:
    """The SHA-256 of the tag manifest, under which every byte of the bundle stands."""
    return hashlib.sha256((folder / "tagmanifest-sha256.txt").read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking a bundle found: its digest ("" where that is gone), and the files that are not what was sealed."""

    digest: str
    faults: tuple[Fault, ...]


def verify(folder: Path) -> Verified:
    """A bundle's digest and every file of it that is not what was sealed, by name.

    Raises UsageError where the folder is no bag, MissingPart where bagit is not installed.
    """
    bagit = _bagit()
    if not (folder / "bagit.txt").is_file():
        raise UsageError(f"{folder} is no evidence bundle (no bagit.txt)", "make one: tallybook bundle BOOK INCIDENT")
    faults = {*_standard(bagit, folder), *_tag_manifests(folder)}
    manifest = folder / "tagmanifest-sha256.txt"
    return Verified(digest(folder) if manifest.is_file() else "", tuple(sorted(faults)))


def _standard(bagit: ModuleType, folder: Path) -> Iterator[Fault]:
    """What the standard asks, file by file: sums over the whole bag would tell only that something is wrong."""
    try:
        bag = bagit.Bag(str(folder))
        bag.info.pop("Payload-Oxum", None)
        yield from _files(bag.entries, folder)
        bag.validate(completeness_only=True)
    except bagit.BagValidationError as error:
        yield from map(_fault, error.details or [error])
    except (bagit.BagError, OSError, ValueError) as error:
        yield Fault("the bag", f"cannot be read: {error}")


def _files(entries: Mapping[str, Mapping[str, str]], folder: Path) -> Iterator[Fault]:
    for name, hashes in entries.items():
        path = folder / name
        if not path.is_file():
            yield Fault(name, "missing")
        elif any(_hash(kind, path) != known.lower() for kind, known in hashes.items()):
            yield Fault(name, "changed")


def _fault(detail: Exception) -> Fault:
    """A finding of bagit in our words."""
    path = str(getattr(detail, "path", "the bag"))
    what = {"FileMissing": "missing", "UnexpectedFile": "added"}.get(type(detail).__name__, str(detail))
    return Fault(path, what)


def _tag_manifests(folder: Path) -> Iterator[Fault]:
    for name in ALGORITHMS:
        manifest = f"tagmanifest-{name}.txt"
        try:
            is_whole = (folder / manifest).read_bytes() == _tag_manifest(folder, name)
        except OSError as error:
            yield Fault(manifest, f"missing, or a file that it seals is ({error.strerror})")
            continue
        if not is_whole:
            yield Fault(manifest, "changed, or a file that it seals is")


def _hash(name: str, path: Path) -> str:
    return hashlib.new(name, path.read_bytes()).hexdigest()


def _bagit() -> ModuleType:
    try:
        import bagit
    except ImportError as error:
        raise MissingPart("bagit is not installed", "install it: pip install 'tallybook[bundle]'") from error
    found: ModuleType = bagit
    # Up to 1.9 it hands re.sub the flags as a count: of line breaks in a name only two come back, and Python 3.13 warns
    # (LibraryOfCongress/bagit-python, pull request 189).
    vars(found)["_decode_filename"] = _line_breaks
    return found


def _line_breaks(name: str) -> str:
    """A manifest's name of a file as it is on the disk (RFC 8493, 2.1.3)."""
    return re.sub("%0A", "\n", re.sub("%0D", "\r", name, flags=re.IGNORECASE), flags=re.IGNORECASE)
