"""What two analysts answer on one incident, and what becomes of an answer that is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tallybook import vocabulary
from tallybook.book import words
from tallybook.errors import UsageError
from tallybook.records import HARMS, STATUSES, VICTIMS
from tallybook.web import labels

Level = Literal["nominal", "ratio", "interval"]
Value = str | int | None
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Variable:
    """One question: its level says how far two answers are apart (same or not, by days, by their share)."""

    name: str
    label: str
    level: Level
    choices: tuple[str, ...] | None = None

    def shown(self) -> dict[str, Any]:
        """As the API tells it."""
        choices = None if self.choices is None else list(self.choices)
        return {"name": self.name, "label": self.label, "level": self.level, "choices": choices}

    def check(self, value: Value) -> Value:
        """The answer as it is kept; nothing for an empty one. Raises UsageError for one that does not fit."""
        if value is None or str(value).strip() == "":
            return None
        if self.level == "ratio":
            return _count(self.label, value)
        if self.level == "interval":
            return words.day(str(value))
        if self.choices is not None:
            return words.one_of(str(value), self.choices, self.label.lower())
        return _told(self.label, str(value))


def variables() -> tuple[Variable, ...]:
    """All questions, in the order of the form."""
    tolls = tuple(
        Variable(f"{harm}_{victims}", f"{harm.capitalize()}, {labels.VICTIMS[victims]}", "ratio")
        for harm in HARMS[:2]
        for victims in VICTIMS
    )
    return (
        Variable("happened", "It happened", "nominal", ("yes", "no", "unclear")),
        Variable("type", "Type", "nominal", tuple(vocabulary.load("event_types"))),
        Variable("start", "Day", "interval"),
        Variable("place", "Place", "nominal"),
        Variable("country", "Country (ISO code)", "nominal"),
        Variable("group", "Group that did it", "nominal"),
        Variable("status", "Status", "nominal", tuple(STATUSES)),
        *tolls,
    )


def checked(answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers as they are kept. Raises UsageError for what is not asked, or a value that does not fit."""
    known = {variable.name: variable for variable in variables()}
    for name in answers:
        if name not in known:
            raise UsageError(f"the form does not ask for {name!r}", f"it asks for: {', '.join(known)}")
    return {name: known[name].check(value) for name, value in answers.items()}


def settled(variable: str, value: Value) -> tuple[str, dict[str, Any]]:
    """The verdict and change by which a settled answer enters the record.

    A toll follows from claims and is never set; it, and what has no field of its own, is kept as a note.
    """
    if value is None:
        return "note", {}
    field = {"type": "type", "start": "start", "status": "status", "place": "place"}.get(variable)
    if field is not None:
        return "set", {field: value}
    return ("set", {"groups": [value]}) if variable == "group" else ("note", {})


def _count(label: str, value: Value) -> int:
    text = str(value).strip()
    if not text.isdecimal() or len(text) > 9:
        raise UsageError(f"{label} {value!r} is not a number of people", "give a whole number, or leave it empty")
    return int(text)


def _told(label: str, value: str) -> str:
    text = " ".join(words.text(value, label).split())
    if len(text) > MOST_LETTERS or not text.isprintable():
        raise UsageError(f"{label} has {len(text)} letters", f"give at most {MOST_LETTERS}, all of which can be read")
    return text
