"""Numbers that were taken back: "27, which the police later corrected to 20".

A toll that grows needs no rule, since the higher number is told on a later day. One that was revised downwards does:
other reports of the same days still give the number that no longer stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.voices import same_voice


@dataclass(frozen=True, slots=True)
class Correction:
    """A number that its own speaker took back in favour of a lower one, and the figure that replaced it."""

    old: Entry
    new: Entry

    def recalls(self, entry: Entry) -> bool:
        """Whether a figure, of whatever speaker, gives the number that was taken back, and is not of a later day."""
        return entry.number == self.old.number and entry.placed <= self.new.placed

    def is_of(self, entry: Entry) -> bool:
        """Whether a figure is the corrected one itself: the same speaker, the number that was taken back."""
        return self.recalls(entry) and same_voice(entry.voice, self.old.voice)


def corrections(found: Iterable[Entry]) -> list[Correction]:
    """The downward revisions that the reports tell: what stands last in a report replaces what it gives as outdated."""
    entries = sorted((entry for entry in found if entry.claim.scope == "whole"), key=lambda entry: entry.order)
    return [
        Correction(old, new)
        for old in entries
        if not old.claim.current and (new := _replaced_by(old, entries)) and new.number < old.number
    ]


def _replaced_by(old: Entry, entries: list[Entry]) -> Entry | None:
    """What stands in the same report in the place of an outdated figure: by the same speaker, else by the outlet."""
    standing = [entry for entry in entries if entry.claim.current and entry.member.id == old.member.id]
    by_speaker = [entry for entry in standing if same_voice(entry.voice, old.voice)]
    by_outlet = [entry for entry in standing if entry.claim.speaker is None]
    return next(reversed(by_speaker or by_outlet), None)
