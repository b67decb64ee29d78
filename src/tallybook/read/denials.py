"""Denials and confirmations: who says that it did not happen, or not so, and who says that it did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tallybook.read.actors import Stage, actors_of, is_passive, stages
from tallybook.read.document import Document
from tallybook.read.roles import ARTICLE, COMMA, NAME, OWNER
from tallybook.read.speakers import Attributions
from tallybook.records import Confirmation, Denial
from tallybook.vocabulary import load

_OBJECT = 10
_CALLED = 8


@dataclass(frozen=True, slots=True)
class _Word:
    first: int
    last: int
    way: Literal["denial", "confirmation"]
    by: str


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("denials")[name])


@cache
def _any() -> frozenset[str]:
    return _words("say").union(*(_words(name) for name in ("deny", "refuse", "untrue", "confirm")))


def find(doc: Document, said: Attributions) -> tuple[Denial | Confirmation, ...]:
    """The denials and confirmations of a report in the order of the text, one of a kind and speaker a sentence."""
    out: list[Denial | Confirmation] = []
    for stage in stages(said, _any()):
        out += [_claim(doc, said, stage, hit) for hit in _in_sentence(stage, said)]
    return tuple(out)


def _claim(doc: Document, said: Attributions, stage: Stage, hit: _Word) -> Denial | Confirmation:
    tokens = stage.tagged.tokens
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    make = Denial if hit.way == "denial" else Confirmation
    return make(
        id="",
        report=doc.report.id,
        start=start,
        end=end,
        sentence=stage.tagged.sentence.span,
        speaker=said.speaker_at(start, end),
        by=hit.by,
        of=_object(doc.report.text, stage, hit.last),
    )


def _object(text: str, stage: Stage, start: int) -> str:
    """What is denied or confirmed: up to ten words behind the cue, "it" where nothing follows."""
    tokens, lows = stage.tagged.tokens, stage.tagged.lows
    start += lows[start : start + 1] == ["that"]
    end = start
    while end < len(lows) and end - start < _OBJECT and lows[end] not in ',.;:"“”—':
        end += 1
    return text[tokens[start].start : tokens[end - 1].end] if end > start else "it"


def _in_sentence(stage: Stage, said: Attributions) -> Iterator[_Word]:
    known = _any()
    seen: set[tuple[str, str]] = set()
    for index, low in enumerate(stage.tagged.lows):
        hit = _at(stage, said, index, low) if low in known else None
        if hit is not None and (hit.way, hit.by) not in seen:
            seen.add((hit.way, hit.by))
            yield hit


def _at(stage: Stage, said: Attributions, index: int, low: str) -> _Word | None:
    if low in _words("say"):
        return _said_not(stage, index)
    if low in _words("untrue"):
        return _called_untrue(stage, said, index)
    if _negated(stage, index):
        return None
    return _confirmed(stage, index) if low in _words("confirm") else _denied(stage, said, index, low)


def _negated(stage: Stage, index: int) -> bool:
    """ "did not confirm", "refused to deny": judged by the four words before the cue in its clause."""
    lows, roles = stage.tagged.lows, stage.tagged.roles
    for back in range(index - 1, max(-1, index - 5), -1):
        if roles[back] == COMMA:
            return False
        if lows[back] in _words("negations") or lows[back].endswith("n't"):
            return True
    return False


def _said_not(stage: Stage, index: int) -> _Word | None:
    """ "said it had not carried out the attack", "says there was no attack"."""
    after = stage.tagged.lows[index + 1 : index + 11]
    after = after[after[:1] == ["that"] :]
    if not after or after[0] not in ("it", "they", "there", "its", "their"):
        return None
    if {"not", "no", "never"}.isdisjoint(after[1:6]) or _words("deeds").isdisjoint(after):
        return None
    by = _named(stage, index) if _words("silence").isdisjoint(after) else None
    return _Word(index, index + 1, "denial", by) if by else None


def _denied(stage: Stage, said: Attributions, index: int, low: str) -> _Word | None:
    lows = stage.tagged.lows
    after = lows[index + 1 : index + 8]
    before = lows[index - 1] if index else ""
    if not after or after[0] in _words("not_after") or before == "to":
        return None
    if index and stage.tagged.roles[index - 1] == ARTICLE:
        return None
    if low in _words("refuse") and _words("objects").isdisjoint(after):
        return None
    if is_passive(stage.tagged, index) and "by" not in after:
        return None
    by = _who(stage, said, index)
    return _Word(index, index + 1, "denial", by) if by else None


def _called_untrue(stage: Stage, said: Attributions, index: int) -> _Word | None:
    """ "called it untrue", "This is fake news": the subject of the verb, else the speaker of the words."""
    lows = stage.tagged.lows
    for back in range(index - 1, max(-1, index - _CALLED - 1), -1):
        if lows[back] in _words("called"):
            by = _who(stage, said, back)
            return _Word(back, index + 1, "denial", by) if by else None
    if index and lows[index - 1] in _words("is"):
        token = stage.tagged.tokens[index]
        speaker = said.speaker_at(token.start, token.end)
        return _Word(index, index + 1, "denial", speaker.name) if speaker else None
    return None


def _confirmed(stage: Stage, index: int) -> _Word | None:
    """A confirmation has a named subject and a whole event as its object, not a number of dead."""
    lows, roles = stage.tagged.lows, stage.tagged.roles
    following = lows[index + 1] if index + 1 < len(lows) else "."
    if is_passive(stage.tagged, index) or following in _words("confirm_not_after"):
        return None
    if following != "that" and (index + 1 >= len(lows) or roles[index + 1] not in (ARTICLE, NAME, OWNER)):
        return None
    by = _named(stage, index)
    return _Word(index, index + 1, "confirmation", by) if by else None


def _named(stage: Stage, index: int) -> str | None:
    return next((voice.speaker.name for voice in actors_of(stage, index)), None)


def _who(stage: Stage, said: Attributions, index: int) -> str | None:
    """The verb's subject, else who is speaking there, else who spoke last."""
    named = _named(stage, index)
    if named is not None:
        return named
    token = stage.tagged.tokens[index]
    speaker = said.speaker_at(token.start, token.end)
    if speaker is not None:
        return speaker.name
    return stage.voices.last.speaker.name if stage.voices.last else None
