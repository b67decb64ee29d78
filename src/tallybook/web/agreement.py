"""How far analysts who coded the same incidents blind agree: Krippendorff's alpha for each variable.

Alpha is computed by NLTK (``nltk.metrics.agreement``), with the distances of Krippendorff (2011), "Computing
Krippendorff's Alpha-Reliability": nominal, interval ``(a - b)^2``, ratio ``((a - b) / (a + b))^2``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tallybook.book.coding import Assignment, Coding
from tallybook.errors import MissingPart
from tallybook.web.form import Level, Value, Variable, variables

Answers = Mapping[str, Mapping[str, Coding]]
"""By incident and analyst, what counts."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Assignments and answers together: who is done, and what may be shown of an incident yet."""

    assignments: Sequence[Assignment]
    answers: Answers
    settlements: Mapping[str, Sequence[Coding]]

    @staticmethod
    def of(assignments: Sequence[Assignment], codings: Iterable[Coding]) -> Rounds:
        """What was given and what was answered."""
        answers: dict[str, dict[str, Coding]] = defaultdict(dict)
        settlements: dict[str, list[Coding]] = defaultdict(list)
        for one in codings:
            if one.settles:
                settlements[one.incident].append(one)
            else:
                answers[one.incident][one.who] = one
        return Rounds(assignments, answers, settlements)

    def coders(self, incident: str) -> set[str]:
        """Who was given an incident."""
        return {one.who for one in self.assignments if one.incident == incident}

    def is_done(self, incident: str, who: str) -> bool:
        """Whether an analyst has answered."""
        return who in self.answers.get(incident, {})

    def is_open(self, incident: str) -> bool:
        """Whether somebody still has to answer: until then nobody sees what another answered."""
        return not self.coders(incident) <= self.answers.get(incident, {}).keys()

    def compared(self) -> dict[str, Mapping[str, Coding]]:
        """The incidents that at least two analysts have coded, all who were asked."""
        given = dict.fromkeys(one.incident for one in self.assignments)
        return {
            incident: self.answers[incident]
            for incident in given
            if not self.is_open(incident) and len(self.answers[incident]) > 1
        }

    def blinds(self, who: str) -> set[str]:
        """The incidents of which an analyst may not yet see what others decided."""
        return {one.incident for one in self.assignments if one.who == who and self.is_open(one.incident)}


def agreement(rounds: Rounds) -> dict[str, Any]:
    """The answer to ``GET /api/agreement``. Raises MissingPart where the library is not installed."""
    compared = rounds.compared()
    coders = sorted({who for by_coder in compared.values() for who in by_coder})
    return {
        "units": len(compared),
        "coders": coders,
        "variables": [_row(variable, compared) for variable in variables()],
    }


def alpha(level: Level, units: Mapping[str, Mapping[str, Value]]) -> float | None:
    """Krippendorff's alpha over units (unit -> coder -> value); None where nothing varies or nothing is compared.

    Raises MissingPart where the library is not installed.
    """
    data = [
        (coder, unit, _number(value) if level == "interval" else value)
        for unit, by_coder in sorted(units.items())
        for coder, value in sorted(by_coder.items())
        if value is not None
    ]
    pairable = [label for _, unit, label in data if sum(other == unit for _, other, _ in data) > 1]
    if len(set(pairable)) < 2:
        return None
    return float(_task()(data, _DISTANCES[level]).alpha())


def disagreements(rounds: Rounds) -> list[dict[str, Any]]:
    """What the analysts answered differently, by incident and variable, and what a lead made of it."""
    found: list[dict[str, Any]] = []
    for incident, by_coder in rounds.compared().items():
        for variable in variables():
            answers = [(who, one.answers.get(variable.name)) for who, one in sorted(by_coder.items())]
            if len({value for _, value in answers}) > 1:
                found.append(
                    {
                        "incident": incident,
                        "variable": variable.name,
                        "label": variable.label,
                        "answers": [{"who": who, "value": value} for who, value in answers],
                        "settled": _settled(rounds, incident, variable.name),
                    }
                )
    return found


def _settled(rounds: Rounds, incident: str, variable: str) -> dict[str, Any] | None:
    told = [one for one in rounds.settlements.get(incident, ()) if variable in one.answers]
    last = max(told, key=lambda one: one.when, default=None)
    return None if last is None else {"value": last.answers[variable], "who": last.who, "when": last.when}


def _row(variable: Variable, compared: Mapping[str, Mapping[str, Coding]]) -> dict[str, Any]:
    units = {
        incident: {who: one.answers.get(variable.name) for who, one in by_coder.items()}
        for incident, by_coder in compared.items()
    }
    answered = {unit: told for unit, told in units.items() if sum(value is not None for value in told.values()) > 1}
    found = alpha(variable.level, answered)
    return {
        "name": variable.name,
        "label": variable.label,
        "level": variable.level,
        "units": len(answered),
        "alpha": None if found is None else round(found, 3),
        "why": _why(found, len(answered)),
    }


def _why(found: float | None, units: int) -> str:
    """What an alpha is good for, after Krippendorff (2004), Content Analysis, p. 241."""
    if not units:
        return "no incident has two answers yet"
    if found is None:
        return "all answers are the same value, so that there is nothing to measure"
    if found >= 0.8:
        return "reliable (0.8 or more)"
    return "for tentative conclusions only (0.667 to 0.8)" if found >= 0.667 else "not reliable (under 0.667)"


def _number(value: Value) -> int:
    return date.fromisoformat(str(value)).toordinal()


def _nominal(a: Any, b: Any) -> float:
    return 0.0 if a == b else 1.0


def _interval(a: Any, b: Any) -> float:
    return float((a - b) ** 2)


def _ratio(a: Any, b: Any) -> float:
    return 0.0 if a == b else float(((a - b) / (a + b)) ** 2)


_DISTANCES: Mapping[Level, Callable[[Any, Any], float]] = {"nominal": _nominal, "interval": _interval, "ratio": _ratio}


def _task() -> Any:
    # Loaded here: it takes a second, and only agreement needs it.
    try:
        from nltk.metrics.agreement import AnnotationTask
    except ImportError as error:
        raise MissingPart("agreement needs NLTK", "install it: pip install 'tallybook[desk]'") from error
    return AnnotationTask
