"""Free indirect speech: sentences without a saying cue that still tell what a named speaker says.

"The army statement said ... . During the clashes, 15 soldiers also lost their lives." The second sentence is the
army's. Clues are counted with the points of the vocabulary ``carrying``; where they do not suffice the outlet speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tallybook.read.roles import NUMBER, PRONOUN, QUOTE, TIME, Tagged
from tallybook.read.sources import Cue
from tallybook.read.voices import Voice
from tallybook.vocabulary import load

_DAYS_WORDS = "monday tuesday wednesday thursday friday saturday sunday yesterday overnight"
_DAYS = frozenset(_DAYS_WORDS.split())
_BULLETS = frozenset("-•*|–")
_OPEN, _EITHER = "“„«", '"'


class Told(NamedTuple):
    """A sentence with its cues and the voice of each cue, those whom it mentions, and how it stands to quotations."""

    tagged: Tagged
    cues: tuple[tuple[Cue, Voice], ...]
    mentions: tuple[Voice, ...]
    quoted: bool
    ends_quoted: bool


def quotation(tagged: Sequence[Tagged]) -> list[tuple[bool, bool]]:
    """For each sentence: whether it stands inside a quotation at all, and whether the quotation is open at its end."""
    out: list[tuple[bool, bool]] = []
    opened = False
    paragraph = -1
    for one in tagged:
        if one.sentence.paragraph != paragraph:
            opened, paragraph = False, one.sentence.paragraph
        inside = opened
        if QUOTE not in one.roles:
            out.append((inside, opened))
            continue
        for role, low in zip(one.roles, one.lows, strict=True):
            if role == QUOTE:
                opened = low in _OPEN or (low in _EITHER and not opened)
                inside = inside or opened
        out.append((inside, opened))
    return out


@cache
def _points(way: str) -> dict[str, int]:
    return dict(load("carrying")[way])


@cache
def _openings() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words.split()) for words in load("carrying")["goes_on"])


@cache
def _look_back() -> frozenset[str]:
    return frozenset(load("carrying")["look_back"])


def carried(told: Sequence[Told]) -> list[Voice | None]:
    """For each sentence without a cue the speaker it belongs to, None where the outlet speaks or a cue decides."""
    following = _following(told)
    alone = _one_voice(told)
    out: list[Voice | None] = []
    before: tuple[int, Cue, Voice] | None = None
    for index, one in enumerate(told):
        if one.cues:
            before = (index, *one.cues[-1])
            out.append(None)
            continue
        after = following[index]
        voice = None
        if before is not None and _sum("back", _back(told, index, before, after, bool(out and out[-1]), alone)) > 0:
            voice = before[2]
        elif after is not None and _sum("forth", _forth(told, index, before, after)) > 0:
            voice = after[2]
        out.append(voice)
    return out


def _one_voice(told: Sequence[Told]) -> str:
    """ "only_voice" where one speaker is named again and again in the report and nobody else."""
    heard = [voice for one in told for _, voice in one.cues]
    if len(heard) < 2:
        return ""
    first = set(heard[0].words)
    if any(first.isdisjoint(voice.words) for voice in heard[1:]):
        return ""
    return "only_voice"


def _sum(way: str, clues: Iterator[str]) -> int:
    points = _points(way)
    total = points["base"]
    for clue in clues:
        total += points.get(clue, 0)
    return total


def _following(told: Sequence[Told]) -> list[tuple[int, Cue, Voice] | None]:
    out: list[tuple[int, Cue, Voice] | None] = [None] * len(told)
    after: tuple[int, Cue, Voice] | None = None
    for index in range(len(told) - 1, -1, -1):
        out[index] = after
        if told[index].cues:
            after = (index, *told[index].cues[0])
    return out


def _back(
    told: Sequence[Told],
    index: int,
    before: tuple[int, Cue, Voice],
    after: tuple[int, Cue, Voice] | None,
    chain: bool,
    alone: str,
) -> Iterator[str]:
    """The clues that hold for carrying sentence ``index`` back to the speaker named before it."""
    one, (at, cue, voice) = told[index], before
    same = told[at].tagged.sentence.paragraph == one.tagged.sentence.paragraph
    distance = index - at
    if distance <= 2:
        yield ("same_paragraph" if same else "new_paragraph") + ("_next" if distance == 1 else "")
    else:
        yield "far_same" if same else "far"
    goes_on = _goes_on(one)
    if goes_on:
        yield "goes_on"
        if chain:
            yield "chain"
    if after is None:
        yield "nobody_follows"
    elif after[0] == index + 1:
        yield "speaker_continues" if after[2].speaker.name == voice.speaker.name else "other_follows"
    yield from _looks(one)
    if _is_bullet(one) and _heads_list(told, at, index):
        yield "listed"
    if NUMBER in told[at].tagged.roles:
        yield "number_before"
    yield {"after": "told_after", "before": "told_before", "verdict": "verdict"}[cue.shape]
    if cue.phrase is None or cue.phrase.pronoun:
        yield "borrowed"
    if index == len(told) - 1:
        yield "last"
    if alone:
        yield alone
    yield voice.speaker.kind


def _is_bullet(one: Told) -> bool:
    return one.tagged.lows[0] in _BULLETS


def _heads_list(told: Sequence[Told], at: int, index: int) -> bool:
    """Whether a cue's sentence ends in a colon and nothing but a list lies between it and a line of it."""
    head = next((k for k in range(index - 1, at - 1, -1) if not _is_bullet(told[k])), at)
    return head == at and told[head].tagged.lows[-1] == ":"


def _goes_on(one: Told) -> bool:
    lows = one.tagged.lows[:3]
    openings = _openings()
    return (
        tuple(lows[:2]) in openings
        or (lows[0],) in openings
        or tuple(lows) in openings
        or (one.tagged.roles[0] == NUMBER and len(lows) > 1 and lows[1] in ("others", "more", "of", "other"))
    )


def _looks(one: Told) -> Iterator[str]:
    lows, roles = one.tagged.lows, one.tagged.roles
    if lows[0] in _BULLETS:
        yield "bullet"
    if roles[0] == PRONOUN:
        yield "pronoun"
    if one.quoted:
        yield "quoted"
    if not _look_back().isdisjoint(lows):
        yield "look_back"
    if TIME in roles and not _DAYS.isdisjoint(lows):
        yield "new_time"
    if len(lows) < 12:
        yield "short"


def _forth(
    told: Sequence[Told], index: int, before: tuple[int, Cue, Voice] | None, after: tuple[int, Cue, Voice]
) -> Iterator[str]:
    """The clues that hold for carrying sentence ``index`` on to the speaker named after it."""
    one, (at, cue, voice) = told[index], after
    there = told[at].tagged
    if at - index > 2:
        return
    same = there.sentence.paragraph == one.tagged.sentence.paragraph
    if at - index == 1 or same:
        yield ("same_paragraph" if same else "new_paragraph") + ("_next" if at - index == 1 else "")
    if one.ends_quoted:
        yield "open_quote"
    if one.quoted:
        yield "quoted"
    if before is not None and before[2].speaker.name == voice.speaker.name:
        yield "same_as_before"
    if index <= 1:
        yield "opening"
    if cue.phrase and not cue.phrase.pronoun and there.lows[cue.phrase.first] == "the":
        yield "definite"
    yield "told_after" if cue.shape == "after" else cue.shape
    if NUMBER in there.roles:
        yield "number_after"
    if told[at].quoted:
        yield "quote_after"
    if "look_back" in _looks(one):
        yield "look_back"
    if at - index == 1 and there.lows[:1] == ["so"]:
        yield "so_says"
    yield voice.speaker.kind
