"""Names inside archives and mails: shown, never opened as paths, and refused where they climb."""

from __future__ import annotations

import re

from tallybook.gather.files import printable

_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def unsafe(name: str) -> bool:
    """Whether a name would leave its folder if somebody unpacked it.

    >>> [unsafe(name) for name in ("a/b.txt", "../b.txt", "/etc/passwd", "C:\\\\x")]
    [False, True, True, True]
    """
    steps = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or _DRIVE.match(name) is not None or ".." in steps or "\x00" in name


def hidden(name: str) -> bool:
    """Whether a name is one that file managers hide, or of their own making."""
    steps = name.replace("\\", "/").strip("/").split("/")
    return any(step.startswith(".") or step == "__MACOSX" for step in steps)


def tidy(name: str) -> str:
    """A name as the book keeps it: with ``/``, and with what a terminal would act on shown by its code."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), printable(name.replace("\\", "/")))


def suffix_of(name: str) -> str:
    """The end of a name: ``.html``."""
    stem, dot, end = name.rpartition("/")[2].rpartition(".")
    return f".{end.lower()}" if dot and stem else ""
