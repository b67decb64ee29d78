"""What a model gave, read without trusting it: rows of the expected shape, everything else dropped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

from tallybook.records import (
    HARMS,
    SCOPES,
    SPEAKER_KINDS,
    VICTIMS,
    Action,
    Harm,
    Mode,
    Scope,
    SpeakerKind,
    Victims,
)

MOST_ROWS = 300
"""How many rows of a kind are looked at: no report claims more."""
_MOST_PEOPLE = 1_000_000_000
_TRIES = 40
_LISTS = ("figures", "responsibility", "denials", "reactions")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,10}")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure as the model puts it. What it left out or got wrong in shape is None."""

    quote: str
    number: str
    harm: Harm
    victims: Victims | None
    low: int | None
    high: int | None
    scope: Scope | None
    combined: Harm | None
    current: bool
    speaker: str | None
    speaker_kind: SpeakerKind | None


@dataclass(frozen=True, slots=True)
class Blamed:
    """Who did it, as the model puts it."""

    quote: str
    group: str
    mode: Mode
    by: str | None


@dataclass(frozen=True, slots=True)
class Denied:
    """A denial as the model puts it."""

    quote: str
    by: str
    of: str | None


@dataclass(frozen=True, slots=True)
class Reacted:
    """A reaction as the model puts it."""

    quote: str
    actor: str
    action: Action


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the model gave about one piece of a report."""

    violence: bool
    figures: tuple[Counted, ...] = ()
    responsibility: tuple[Blamed, ...] = ()
    denials: tuple[Denied, ...] = ()
    reactions: tuple[Reacted, ...] = ()


def parse(content: str) -> Answer | None:
    """The answer in a model's words, None where no JSON object of ours is in them.

    Fences, talk around the object and a train of thought before it are passed over.
    """
    found = _object(content.rpartition("</think>")[2])
    if found is None:
        return None
    return Answer(
        found.get("violence") is not False,
        tuple(_figures(_rows(found, "figures"))),
        tuple(_blamed(_rows(found, "responsibility"))),
        tuple(_denied(_rows(found, "denials"))),
        tuple(_reacted(_rows(found, "reactions"))),
    )


def _object(content: str) -> Row | None:
    at = content.find("{")
    for _ in range(_TRIES):
        if at < 0:
            break
        try:
            found, _end = json.JSONDecoder().raw_decode(content, at)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict) and _is_ours(found):
            return found
        at = content.find("{", at + 1)
    return None


def _is_ours(found: Row) -> bool:
    return isinstance(found.get("violence"), bool) or any(isinstance(found.get(name), list) for name in _LISTS)


def _rows(found: Row, name: str) -> Sequence[Row]:
    given = found.get(name)
    return [row for row in given[:MOST_ROWS] if isinstance(row, dict)] if isinstance(given, list) else []


def _figures(rows: Sequence[Row]) -> Iterator[Counted]:
    for row in rows:
        quote, number, harm = _words(row, "quote"), _words(row, "number"), _one_of(row, "harm", HARMS)
        if quote is None or number is None or harm is None:
            continue
        combined = _one_of(row, "combined", HARMS)
        yield Counted(
            quote,
            number,
            cast(Harm, harm),
            cast(Victims | None, _one_of(row, "victims", VICTIMS)),
            _whole(row, "low"),
            _whole(row, "high"),
            cast(Scope | None, _one_of(row, "scope", SCOPES)),
            cast(Harm | None, combined if combined != harm else None),
            row.get("current") is not False,
            _words(row, "speaker"),
            cast(SpeakerKind | None, _one_of(row, "speaker_kind", SPEAKER_KINDS)),
        )


def _blamed(rows: Sequence[Row]) -> Iterator[Blamed]:
    for row in rows:
        quote, group, mode = _words(row, "quote"), _words(row, "group"), _one_of(row, "mode", get_args(Mode))
        if quote and group and mode:
            yield Blamed(quote, group, cast(Mode, mode), _words(row, "by"))


def _denied(rows: Sequence[Row]) -> Iterator[Denied]:
    for row in rows:
        quote, by = _words(row, "quote"), _words(row, "by")
        if quote and by:
            yield Denied(quote, by, _words(row, "of"))


def _reacted(rows: Sequence[Row]) -> Iterator[Reacted]:
    for row in rows:
        quote, actor, action = _words(row, "quote"), _words(row, "actor"), _one_of(row, "action", get_args(Action))
        if quote and actor and action:
            yield Reacted(quote, actor, cast(Action, action))


def _words(row: Row, name: str) -> str | None:
    given = row.get(name)
    return given.strip() or None if isinstance(given, str) else None


def _one_of(row: Row, name: str, known: Sequence[str]) -> str | None:
    given = row.get(name)
    return given if isinstance(given, str) and given in known else None


def _whole(row: Row, name: str) -> int | None:
    given = row.get(name)
    if isinstance(given, str) and _DIGITS.fullmatch(given.strip()):
        given = int(given.replace(",", ""))
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= _MOST_PEOPLE:
        return None
    return given
