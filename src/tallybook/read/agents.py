"""Who did it, where the actor is named in the act: "Malian troops executed 300 men", "a Russian missile hit".

Only what somebody is quoted with becomes a claim: the outlet's own telling of a fight names actors in every sentence
and blames nobody. An actor that speaks of its own act claims it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import attrgetter

from tallybook.read import wordlists
from tallybook.read.claimants import Group
from tallybook.read.document import Document, Sentence, Token
from tallybook.read.lexicon import Phrases
from tallybook.read.quantities import starts_number
from tallybook.read.speakers import Attributions
from tallybook.read.states import peoples, states
from tallybook.records import Mode, Responsibility, Speaker
from tallybook.vocabulary import load

_REACH = 4
_BESIDE = 12
_PRESUMED = 7
_DOUBT = 6
_DOWNED = 4
_PARTS_OFF = frozenset((",", ";", ":", ".", "in", "after", "from", "of", "during", "by", "when"))
_QUOTES = "\"“”„'‘’"
_WATCHING = ("ngo", "igo", "court")
_NO_SIDE = ("ngo", "igo", "media", "medical", "court", "rescue", "witness")
_NOT_SUBJECT = frozenset(
    ("in", "at", "near", "from", "to", "across", "inside", "into", "of", "on", "against", "with", "by", "over", "the")
)

SpeakerAt = Callable[[int, int], Speaker | None]


@cache
def _table(name: str) -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in load("agents")[name])


@cache
def _idle() -> frozenset[str]:
    """Words of an actor's name that it may share with another side: "troops", "warplanes"."""
    return frozenset((*load("agents")["idle"], *load("agents")["arms"]))


@cache
def _doubting() -> frozenset[str]:
    """Words before an attack that make it one that was not, not yet, or is only thought of."""
    return wordlists.words("unreal") | frozenset(load("agents")["doubting"])


@cache
def _between() -> frozenset[str]:
    return frozenset(load("agents")["between"])


@cache
def _owners() -> dict[str, str]:
    """What names the owner of a weapon: a people's adjective, or a state's short name ("a US strike")."""
    short = {word: states()[word] for word in load("agents")["short"]}
    return {**peoples(), **short}


@cache
def _named_states() -> frozenset[str]:
    return frozenset(states())


def find(
    doc: Document, said: Attributions, groups: Sequence[Group], told: Sequence[Responsibility] = ()
) -> tuple[Responsibility, ...]:
    """The actors that speakers name, in the order of the text, each side once a report.

    ``told`` are the claims made in so many words: a side that they name is not named again. A side that denies it
    is: somebody blames it. A question blames nobody.
    """
    sides = [_words(claim.group) for claim in told if claim.mode != "denied"]
    out: list[Responsibility] = []
    for sentence in doc.sentences:
        if sentence.tokens and sentence.tokens[-1].text == "?":
            continue
        for name, known, start, end in (*_actors(sentence, groups), *_others(sentence, said)):
            speaker = said.speaker_at(start, end)
            if speaker is None:
                continue
            mine = _words(name) | _words(known)
            if any(mine & side for side in sides):
                continue
            sides.append(mine)
            out.append(_claim(doc, sentence, (start, end), name, speaker))
    return tuple(out)


def _others(sentence: Sentence, said: Attributions) -> Iterator[tuple[str, str, int, int]]:
    """Actors that are no name of a group: forces without a name, and states."""
    if not _table("forces").signs.isdisjoint(sentence.words):
        yield from _unnamed(sentence.tokens, said.speaker_at)
    if not _named_states().isdisjoint(sentence.words):
        yield from _state_acts(sentence.tokens)


def _claim(doc: Document, sentence: Sentence, span: tuple[int, int], name: str, speaker: Speaker) -> Responsibility:
    mode: Mode = "claimed" if _speaks_for(speaker, name) else "blamed"
    return Responsibility(
        id="", report=doc.report.id, start=span[0], end=span[1], sentence=sentence.span, speaker=speaker,
        group=name, mode=mode, by=speaker.name,
    )  # fmt: skip


def _speaks_for(speaker: Speaker, name: str) -> bool:
    """Whether the speaker is of the actor's own side: they share a word that names it.

    A monitor, a hospital and an outlet are of no side, whatever state is in their name.
    """
    return speaker.kind not in _NO_SIDE and bool(_words(speaker.name) & _words(name))


def _words(name: str) -> frozenset[str]:
    """The words of a name that tell its side, a state's adjective as the state."""
    found = {_side(word) for word in name.lower().replace("’", "'").split()}
    return frozenset(found) - _idle()


def _side(word: str) -> str:
    """A word's state where it is an adjective of one ("russian" -> "russia"), else the word without its ending."""
    plain = word.removesuffix("'s").strip(",.")
    return peoples()[plain].lower() if plain in peoples() else plain


def _actors(sentence: Sentence, groups: Sequence[Group]) -> Iterator[tuple[str, str, int, int]]:
    """The actors of a sentence: the name as said (a state's name for a weapon's owner), the name by which it is
    known, and the span of the words."""
    tokens = sentence.tokens
    here = bisect_left(groups, sentence.start, key=_start), bisect_left(groups, sentence.end, key=_start)
    for group in groups[slice(*here)]:
        if _acts(tokens, group):
            yield from _sharing(tokens, group)
            yield group.said, group.name, group.start, group.end
            yield from ((name, name, start, end) for name, start, end in _beside(tokens, group.end))
    known = _owners()
    if known.keys().isdisjoint(sentence.words):
        return
    for index, low in enumerate(sentence.lows[:-1]):
        state = known.get(low)
        at = _past_forces(tokens, index + 1)
        if state is None or tokens[index].text == low or not _table("arms").starts(tokens[at].low):
            continue
        match = _table("arms").at(tokens, at)
        if match is None or _is_shot_down(tokens, index, at + match[0]):
            continue
        if (low in peoples() and at == index + 1) or _is_weapon(tokens, at, at + match[0]):
            for other in _joined(tokens, index):
                owner = known[tokens[other].low]
                yield owner, owner, tokens[other].start, tokens[other].end
            yield state, state, tokens[index].start, tokens[at + match[0] - 1].end


def _is_shot_down(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """ "downed 30 | Russian missiles", "one | Ukrainian drone | was destroyed": what never struck."""
    stopped, passive = load("agents")["downed"], wordlists.words("passive")
    if any(token.low in stopped for token in tokens[max(0, start - _DOWNED) : start]):
        return True
    after = tokens[end : end + _DOWNED]
    return any(left.low in passive and right.low in stopped for left, right in pairwise(after))


def _is_weapon(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """Whether words for a blow name the owner's own: "a US drone", "the US attack on ...", not "the UK attack"."""
    if tokens[at].low not in load("agents")["either"]:
        return True
    return end < len(tokens) and tokens[end].low in ("on", "against")


def _past_forces(tokens: tuple[Token, ...], at: int) -> int:
    """Behind the word for a state's own that stands before its weapon: "Syrian | regime | air raids"."""
    return at + (at + 1 < len(tokens) and tokens[at].low in load("agents")["owned"])


def _sharing(tokens: tuple[Token, ...], group: Group) -> Iterator[tuple[str, str, int, int]]:
    """The forces whose noun stands with the last of them: "Pakistani [forces] and Iranian forces"."""
    first = next(index for index, token in enumerate(tokens) if token.start >= group.start)
    _, _, noun = group.said.partition(" ")
    if group.kind != "state_force" or not noun or tokens[first].low not in peoples():
        return
    for other in _joined(tokens, first):
        name = f"{tokens[other].text} {noun}"
        yield name, name, tokens[other].start, tokens[other].end


def _joined(tokens: tuple[Token, ...], last: int) -> list[int]:
    """The adjectives of states listed before the one at ``last``, in the order of the text: "A, B and | C troops"."""
    found: list[int] = []
    at = last
    while at > 1 and tokens[at - 1].low in ("and", ",") and tokens[at - 2].low in peoples():
        at -= 2
        found.append(at)
    return found[::-1]


_start = attrgetter("start")


def _beside(tokens: tuple[Token, ...], end: int) -> Iterator[tuple[str, int, int]]:
    """Who is named beside an actor in common words: "Malian troops and | foreign fighters", "and men who are
    thought to be | Russian mercenaries"."""
    at = next((index for index, token in enumerate(tokens) if token.start >= end), len(tokens))
    if at >= len(tokens) or tokens[at].low not in ("and", "or"):
        return
    first = _presumed(tokens, at + 1)
    while first < len(tokens) and (tokens[first].low == "the" or tokens[first].text in _QUOTES):
        first += 1
    for index in range(first, min(len(tokens), first + 5)):
        if tokens[index].text in ",;:." or tokens[index].low in ("were", "was", "who", "that"):
            return
        if tokens[index].low in load("agents")["beside"]:
            words = [token.text for token in tokens[first : index + 1]]
            yield " ".join(words), tokens[first].start, tokens[index].end
            return


def _presumed(tokens: tuple[Token, ...], first: int) -> int:
    """Where the words for the actor begin in "men who are thought to be | mercenaries"; ``first`` itself else."""
    row = [token.low for token in tokens[first : first + _PRESUMED]]
    if "who" not in row or not any(word in load("agents")["presumed"] for word in row) or "be" not in row:
        return first
    return first + row.index("be") + 1


def _unnamed(tokens: tuple[Token, ...], speaker_at: SpeakerAt) -> Iterator[tuple[str, str, int, int]]:
    """ "the army and foreign fighters executed 500 people", where a body that watches over rights says so."""
    forces = _table("forces")
    for index, token in enumerate(tokens):
        match = forces.at(tokens, index) if forces.starts(token.low) else None
        if match is None or index == 0 or tokens[index - 1].low != "the":
            continue
        start, end = tokens[index].start, tokens[index + match[0] - 1].end
        speaker = speaker_at(start, end)
        if speaker is None or speaker.kind not in _WATCHING or not _did(tokens, index + match[0]):
            continue
        name = " ".join(token.text for token in tokens[index : index + match[0]])
        yield name, name, start, end
        yield from ((said, said, first, last) for said, first, last in _beside(tokens, end))


def _state_acts(tokens: tuple[Token, ...]) -> Iterator[tuple[str, str, int, int]]:
    """ "Kyiv fired on the station", "Ukraine hit a school": a state as the subject of the act itself."""
    known = states()
    for index, token in enumerate(tokens[:-1]):
        state = known.get(token.low) if token.low != token.text else None
        if state is None or (index and _is_no_subject(tokens[index - 1])):
            continue
        verb = index + 1 + (tokens[index + 1].low in ("has", "had", "have"))
        if verb < len(tokens) and _table("acts").at(tokens, verb):
            yield tokens[index].text, state, tokens[index].start, tokens[index].end


def _is_no_subject(before: Token) -> bool:
    """ "in northwestern | Syria | killed", "of | Mali": what stands before a state that did nothing itself."""
    low = before.low
    return (
        low in _NOT_SUBJECT or before.text[0].isupper() or low.endswith("ern") or low in load("scenes")["place_nouns"]
    )


def _acts(tokens: tuple[Token, ...], group: Group) -> bool:
    first = next((at for at, token in enumerate(tokens) if token.start >= group.start), None)
    last = next((at for at, token in enumerate(tokens) if token.end >= group.end), None)
    if first is None or last is None or _is_counted(tokens, first):
        return False
    return (
        _did(tokens, last + 1)
        or _done_by(tokens, first)
        or (group.kind == "armed_group" and _owns_attack(tokens, first, last + 1))
        or (group.kind == "state_force" and _blow_of(tokens, first))
    )


def _owns_attack(tokens: tuple[Token, ...], first: int, at: int) -> bool:
    """ "the | X | attack", "an | X | suicide bombing": a group's name right before what it did, where it was done."""
    while at < len(tokens) and tokens[at].low in load("agents")["manner"]:
        at += 1
    if at >= len(tokens) or tokens[at].low not in load("agents")["attacks"]:
        return False
    if any(_table("acts").at(tokens, index) for index in range(at + 1, min(len(tokens), at + 3))):
        return True
    near = range(first - 1, max(-1, first - _DOUBT), -1)
    mark = next((index for index in near if tokens[index].low in _PARTS_OFF), -1)
    return not any(tokens[index].low in _doubting() for index in near if index > mark)


def _blow_of(tokens: tuple[Token, ...], first: int) -> bool:
    """ "the strike of the | Russian occupation troops": not "the killing of Russian soldiers"."""
    of = first - 2 if first > 1 and tokens[first - 1].low == "the" else first - 1
    return of > 0 and tokens[of].low == "of" and _table("blows").at(tokens, of - 1) is not None


def _is_counted(tokens: tuple[Token, ...], first: int) -> bool:
    """ "400 Russian soldiers killed", "dozens of Russian troops": these suffered it."""
    at = first - 2 if first > 1 and tokens[first - 1].low in ("of", "more", "other") else first - 1
    if at < 0 or tokens[at].low == "the":
        return False
    return tokens[at].text[0].isdigit() or starts_number(tokens[at].low)


def _did(tokens: tuple[Token, ...], at: int) -> bool:
    """ "X ... killed 12": an act within a few words, more where somebody else is named beside X."""
    beside = at < len(tokens) and tokens[at].low == "and"
    for index in range(at, min(len(tokens), at + (_BESIDE if beside else _REACH))):
        if _table("acts").at(tokens, index):
            return tokens[index - 1].low not in wordlists.words("passive")
        if not beside and tokens[index].low not in _between():
            return False
    return False


def _done_by(tokens: tuple[Token, ...], first: int) -> bool:
    """ "killed by X", "killed in a village by X", "a missile fired by suspected X"."""
    at = first - 1
    while at > 0 and at > first - 4 and tokens[at].low in ("the", "suspected", "alleged", "armed", "members", "of"):
        at -= 1
    if at < 1 or tokens[at].low != "by":
        return False
    if tokens[at - 1].low.endswith("ed") and not _table("suffered").at(tokens, at - 1):
        return False
    back = range(at - 1, max(-1, at - 7), -1)
    stop = next((index for index in back if tokens[index].text in ",;:."), -1)
    return any(_table("suffered").at(tokens, index) for index in back if index > stop)
