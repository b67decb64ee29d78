"""Boxes of mail (.mbox): each mail a report, one in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator

from tallybook.errors import InputError, TooLarge
from tallybook.gather.kinds import mail
from tallybook.gather.raw import MAX_WHOLE, Raw
from tallybook.records import Report


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The reports of a box."""
    for number, data in enumerate(_mails(raw), 1):
        try:
            raw.budget.member(raw.shown)
            yield from mail.of_mail(raw, data, number)
        except InputError as error:
            yield type(error)(f"mail {number} of {error.what}", error.next)


def _mails(raw: Raw) -> Iterator[bytes]:
    """The mails: each begins behind an empty line with ``From ``; that line and the sign before quoted ones are out."""
    held: list[bytes] = []
    size, was_empty = 0, True
    with raw.stream() as stream:
        while line := stream.readline(MAX_WHOLE):
            if line.startswith(b"From ") and was_empty:
                if held:
                    yield b"".join(held)
                held, size = [], 0
            else:
                held.append(line[1:] if line.startswith(b">From ") else line)
                size += len(line)
            if size > MAX_WHOLE:
                raise TooLarge(f"{raw.shown} has a mail over {MAX_WHOLE:,} bytes", "take it out of the box")
            was_empty = not line.strip()
    if held:
        yield b"".join(held)
