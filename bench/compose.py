"""Puts sentences together and keeps where each figure stands, so that the truth needs no second look."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from bench.world import VICTIMS, Voice, phrases

_SLOT = re.compile(r"\{(\w+)\}")
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_VOICES = ("s", "s2", "s3")
_VERBS = {"be": ("was", "were"), "have": ("has", "have")}
_PART = frozenset({"sub", "part", "named"})
_INCIDENT = {"bg": "B", "near": "C"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is said: ``said`` goes before the noun, bounds are what it means."""

    value: int
    harm: str
    noun: str
    said: str
    low: int | None
    high: int | None
    qualifier: str

    @property
    def plural(self) -> bool:
        """Whether the verb after it is in the plural."""
        return self.value != 1

    def victims(self, bare: bool) -> str | list[str]:
        """Whom it counts; of a bare number ("the toll rose to 24") it is as fair to say that it is not said."""
        counted = VICTIMS[self.noun]
        open_ = bare and counted[-1] != "unspecified"
        return [*counted, "unspecified"] if open_ else counted[0] if len(counted) == 1 else list(counted)

    def with_noun(self) -> str:
        """The number phrase: "at least 24 people"."""
        if self.noun == "named":
            return self.said
        link = "of " if self.qualifier == "vague" else ""
        return f"{self.said} {link}{phrases()['nouns'][self.noun][self.plural]}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a filled sentence; ``figure`` is the slot's name where it is a number, ``bare`` without noun."""

    text: str
    figure: str = ""
    bare: bool = False


@dataclass(slots=True)
class Draft:
    """A report in the making: text so far, and the figures that stand in it."""

    text: str = ""
    figures: list[dict[str, Any]] = field(default_factory=list)

    def add(self, template: str, values: dict[str, Any]) -> None:
        """Appends a template with its slots filled, its first letter a capital."""
        pieces = _fill(template, values)
        start = len(self.text)
        filled = "".join(piece.text for piece in pieces)
        self.text += filled[:1].upper() + filled[1:]
        for piece in pieces:
            end = start + len(piece.text)
            if piece.figure:
                speaker = _speaker(piece.figure, template, values)
                self.figures.append(self._gold(piece, start, end, speaker, values[piece.figure]))
            start = end

    def _gold(self, piece: Piece, start: int, end: int, speaker: Voice | None, made: Number) -> dict[str, Any]:
        return {
            "at": [start, end],
            "text": self.text[start:end],
            "harm": made.harm,
            "victims": made.victims(piece.bare),
            "low": made.low,
            "high": made.high,
            "qualifier": made.qualifier,
            "speaker": speaker.name if speaker else None,
            "speaker_kind": speaker.kind if speaker else None,
            "incident": _INCIDENT.get(piece.figure, "A"),
            "scope": "part" if piece.figure in _PART else "whole",
            "current": piece.figure != "old",
        }


def number(chance: random.Random, value: int, harm: str, noun: str, plain: float = 0.5) -> Number:
    """Says a number in one of the ways that reports do; ``plain`` is how often it is said as it is."""
    exact = Number(value, harm, noun, _digits(value), value, value, "exact")
    if value < 2 or chance.random() < plain:
        return exact
    if value < 10 or chance.random() < 0.55:
        return Number(value, harm, noun, f"at least {_digits(value)}", value, None, "at_least")
    return _rounded(chance, value, harm, noun)


def count(harm: str, noun: str, value: int) -> Number:
    """A number said as it is."""
    return Number(value, harm, noun, _digits(value), value, value, "exact")


def named(name: str) -> Number:
    """A victim with a name, who is a figure of one."""
    return Number(1, "killed", "named", name, 1, 1, "exact")


def _rounded(chance: random.Random, value: int, harm: str, noun: str) -> Number:
    below, above = (value - 1) // 5 * 5, (value // 10 + 1) * 10
    ways = [
        Number(value, harm, noun, f"{chance.choice(('more than', 'over'))} {below}", below + 1, None, "more_than"),
        Number(value, harm, noun, f"{chance.choice(('up to', 'nearly', 'as many as'))} {above}", None, above, "up_to"),
        Number(value, harm, noun, f"{below} to {above}", below, above, "range"),
        Number(value, harm, noun, f"{chance.choice(('about', 'some', 'around'))} {above}", above, above, "about"),
    ]
    if value >= 24:
        ways.append(Number(value, harm, noun, "dozens", 24, None, "vague"))
    return chance.choice(ways)


def _digits(value: int) -> str:
    return _WORDS[value] if value < 10 else f"{value:,}"


@cache
def _pieces(template: str) -> tuple[tuple[str, str], ...]:
    """A template as (words, slot) in order."""
    parts = _SLOT.split(template)
    return tuple(zip(parts[::2], [*parts[1::2], ""], strict=True))


def _fill(template: str, values: dict[str, Any]) -> list[Piece]:
    """The template's words and slots in order; an apposition's comma gives way to the sentence's own."""
    filled: list[Piece] = []
    for words, slot in _pieces(template):
        if filled and filled[-1].text.endswith(",") and words[:1] in (",", "."):
            filled[-1] = replace(filled[-1], text=filled[-1].text[:-1])
        filled.append(Piece(words))
        if slot:
            filled.append(_piece(slot, values))
    return filled


def _piece(slot: str, values: dict[str, Any]) -> Piece:
    name, _, form = slot.partition("_")
    value = values.get(slot if slot in values else name)
    if not isinstance(value, Number):
        return Piece(value.words if isinstance(value, Voice) else str(values[slot]))
    if form in _VERBS:
        return Piece(_VERBS[form][value.plural])
    return Piece(value.said, name, bare=True) if form == "n" else Piece(value.with_noun(), name)


def _speaker(name: str, template: str, values: dict[str, Any]) -> Voice | None:
    """The one who speaks in the sentence; a toll of another incident is told in the outlet's own voice."""
    speaking = (slot for slot in _VOICES if f"{{{slot}}}" in template)
    voice: Voice | None = values.get(next(speaking, "")) if name not in _INCIDENT else None
    return voice
