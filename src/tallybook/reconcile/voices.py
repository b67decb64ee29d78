"""Who is one speaker: an office and its holder, one person spelled twice, an outlet's own voice, a copy.

Names are taken apart with ``voices.yml``, ``states.yml`` and ``actors.yml`` of the vocabulary. Nothing is guessed about
speakers who are no one in particular: the "officials" of two reports stay two voices, those of one report (and of its
copies) are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tallybook.reconcile.members import Member
from tallybook.records import AnyClaim
from tallybook.vocabulary import load

Phrases = tuple[tuple[str, str], ...]
_ORGANISED = ("ngo", "igo")
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_])*")


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker taken apart. ``report`` is set where the voice cannot be known in another report."""

    said: str
    kind: str
    office: str | None = None
    sides: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    report: str | None = None


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(str(load("voices")[key]).split())


@cache
def _offices() -> Phrases:
    """Each phrase for an office with the office, longest first."""
    return _longest_first((phrase, name) for name, phrases in load("voices")["offices"].items() for phrase in phrases)


@cache
def _actors() -> Phrases:
    """Each phrase for a state or organisation with its name, longest first."""
    bodies = ((phrase, name) for name, phrases in load("actors").items() for phrase in (name, *phrases))
    return _longest_first((*bodies, *_states()))


def _states() -> Iterator[tuple[str, str]]:
    for state in load("states"):
        people = state.get("demonyms", [])
        for phrase in (*state["names"], *people, *(f"{word}s" for word in people), *state.get("metonyms", [])):
            yield phrase, state["names"][0]


def _longest_first(pairs: Iterable[tuple[str, str]]) -> Phrases:
    found = {(plain(phrase), name) for phrase, name in pairs}
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair)))


def plain(text: str) -> str:
    """A name as words in lower case, without accents, possessives and punctuation.

    >>> plain("The military’s media wing")
    'the military media wing'
    """
    low = unicodedata.normalize("NFKD", text.replace("’", "'")).lower()
    bare = "".join(c for c in low if not unicodedata.combining(c)).replace("'s ", " ").replace("s' ", "s ")
    return " ".join(word.replace(".", "") for word in _WORD.findall(bare.removesuffix("'s")))


def voice_of(member: Member, claim: AnyClaim) -> Voice:
    """The voice of a claim: its speaker, or the outlet's own."""
    if claim.speaker is None:
        outlet = member.report.outlet
        return Voice(outlet or "the outlet itself", "outlet", names=frozenset([outlet] if outlet else []),
                     report=None if outlet else member.voice)  # fmt: skip
    voice, is_no_one = _parsed(claim.speaker.name, claim.speaker.kind)
    if not is_no_one:
        return voice
    fuller = _fuller(claim.speaker.name, _speakers(member))
    return fuller or replace(voice, report=member.voice)


def _speakers(member: Member) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({(c.speaker.name, c.speaker.kind) for c in member.claims if c.speaker is not None}))


@lru_cache(maxsize=1 << 13)
def _fuller(said: str, speakers: tuple[tuple[str, str], ...]) -> Voice | None:
    """Whom "the ministry" or "the spokesman" means: the one speaker of the report whose name holds that word; whom
    "the group" means: the one organisation that speaks in it, where no armed group does."""
    words = set(plain(said).split())
    meant = words & set(load("voices")["bodies"])
    if words and words <= set(load("voices")["pointing"]) and not any(kind == "armed_group" for _, kind in speakers):
        named = [_parsed(name, kind) for name, kind in speakers if kind in _ORGANISED]
    else:
        named = [_parsed(name, kind) for name, kind in speakers if meant & set(plain(name).split())]
    known = [voice for voice, is_no_one in named if not is_no_one]
    if not known or not all(same_voice(known[0], other) for other in known):
        return None
    return max(known, key=lambda voice: (len(voice.names), len(voice.sides), voice.said))


@lru_cache(maxsize=1 << 13)
def _parsed(said: str, kind: str) -> tuple[Voice, bool]:
    """The voice that words name, and whether they name nobody in particular: then it is one of its report only."""
    words = plain(said)
    sides, rest = _take(words, _actors())
    office, rest = _take(rest, _offices())
    left = [word for word in rest.split() if word not in _words("empty")]
    own = {word for one in sorted(office) for word in load("voices")["levels"].get(one, ())}
    names = frozenset(word for word in left if word in own or (word not in _words("anonymous") and not word.isdigit()))
    unnamed = bool(set(words.split()) & _words("unnamed"))
    holds = bool(set(words.split()) & set(load("voices")["holders"])) and not (unnamed and "," in said)
    if _is_no_one(unnamed and "," not in said and not holds, bool(office or sides), len(names)):
        return Voice(said, kind, None, sides, names), True
    duty = next(iter(sorted(office)), None) if holds or not unnamed else None
    if duty is None and not left:
        duty = kind
    return Voice(said, kind, duty, sides, names), False


def _is_no_one(unnamed: bool, placed: bool, names: int) -> bool:
    """Nobody in particular: no name and neither office nor side, or an unnamed person with at most a town's name."""
    return names <= 1 if unnamed else names == 0 and not placed


def sides_in(words: str) -> frozenset[str]:
    """The states and organisations that words name.

    >>> sorted(sides_in("about 400 Russian soldiers"))
    ['Russia']
    """
    return _take(plain(words), _actors())[0]


def _take(words: str, phrases: Phrases) -> tuple[frozenset[str], str]:
    """The meanings of the phrases found in the words, and the words without them."""
    padded, found = f" {words} ", []
    for phrase, name in phrases:
        if f" {phrase} " in padded:
            padded = padded.replace(f" {phrase} ", " ")
            found.append(name)
    return frozenset(sorted(found)), padded.strip()


def same_voice(a: Voice, b: Voice) -> bool:
    """Whether two voices are one speaker: symmetric, and certain rather than generous."""
    if a.kind == "outlet" or b.kind == "outlet":
        return a.kind == b.kind and (a.names, a.report) == (b.names, b.report)
    if a.report or b.report:
        return a.report == b.report and plain(a.said) == plain(b.said)
    if a.sides and b.sides and not a.sides & b.sides:
        return False
    if a.names and b.names and _same_names(a, b):
        return True
    return a.office is not None and a.office == b.office and not _two_bodies(a, b)


_OFFICIAL = ("government", "police", "military", "medical", "witness")


def _same_names(a: Voice, b: Voice) -> bool:
    """Half of the shorter name is shared; one shared word is enough only between speakers of one kind, and of two
    officials only where one is told by one name alone ("Governor Bello Matawalle" is not "chairman Bello Ahmad")."""
    shared = sum(any(_alike(x, y) for y in b.names) for x in a.names)
    if shared == 1 and a.kind in _OFFICIAL and min(len(a.names), len(b.names)) > 1:
        return False
    if shared == 1 and (a.kind != b.kind or (a.office and b.office and a.office != b.office)):
        return False
    return shared > 0 and shared * 2 >= min(len(a.names), len(b.names))


def _alike(x: str, y: str) -> bool:
    if x == y:
        return True
    if len(x) < 5 or len(y) < 5 or _skeleton(x) != _skeleton(y):
        return False
    return x[:2] == y[:2] or _skeleton(x) == "mhmd"  # Muhammad is Mohamed, but Hassan is not Hussein


def _skeleton(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", word))


def _two_bodies(a: Voice, b: Voice) -> bool:
    """Both name a body or place of their own and share none of it ("Kandahar police", "Herat police")."""
    return bool(a.names and b.names)


@cache
def rank(kind: str) -> int:
    """How far down a speaker's kind stands in the order of authority: 0 is heard first."""
    tiers = load("voices")["authority"]
    return next((number for number, kinds in enumerate(tiers) if kind in kinds), len(tiers))


def actor(name: str) -> str:
    """The state or organisation that reacts in a name, or the name itself.

    >>> actor("the US State Department"), actor("Chinese embassy")
    ('United States', 'China')
    """
    sides, _ = _take(plain(name), _actors())
    return min(sides) if len(sides) == 1 else name.removeprefix("the ").removeprefix("The ")
