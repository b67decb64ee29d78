"""What archives share: a member is told from its bytes, refused where its name climbs, read as a file would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from tallybook.errors import Damaged, InputError, NotText, TooLarge
from tallybook.gather import kinds, names
from tallybook.gather.raw import Raw
from tallybook.gather.sniff import HEAD, TEXT_SUFFIXES, is_source
from tallybook.gather.unpack import reopened, unpacked
from tallybook.records import Report


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its ``name``, packed ``size`` (None if not known), how to open it, and why not to."""

    name: str
    size: int | None
    open: Callable[[], IO[bytes]]
    problem: str | None = None


def reports(raw: Raw, members: Iterable[Member]) -> Iterator[Report | InputError]:
    """The reports of the members, and an error for each that cannot be taken; other files are passed over.

    Raises NotText for an archive that holds nothing to take, TooLarge where its budget is spent.
    """
    taken = False
    for member in members:
        raw.budget.member(raw.shown)
        if names.hidden(member.name) and not names.unsafe(member.name):
            continue
        problem = "has a name that climbs out of it" if names.unsafe(member.name) else member.problem
        if problem:
            taken = True
            yield Damaged(f"{raw.shown}!{names.tidy(member.name)} is not taken: it {problem}", "unpack it by hand")
            continue
        for outcome in _of_member(raw, member):
            taken = True
            yield outcome
        raw.budget.spend(0, raw.shown)
    if not taken:
        raise NotText(
            f"{raw.shown} is an archive without reports", "see what is in it; text needs a name ending in .txt"
        )


def _of_member(raw: Raw, member: Member) -> Iterator[Report | InputError]:
    suffix = names.suffix_of(member.name)
    with member.open() as stream:
        head = stream.read(HEAD) or b""
    if not is_source(head, suffix) and suffix not in TEXT_SUFFIXES:
        return
    name = names.tidy(member.name)
    with member.open() as stream:
        try:
            held = unpacked(stream, raw, member.size)
        except TooLarge as error:
            raise TooLarge(f"{error.what} (at {name})", error.next) from None
    with held:
        yield from kinds.reports_of(raw.inner(name, open=reopened(held), strict=False))
