"""Who has been named so far in a report, and who "he", "the official" or a bare surname is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from tallybook.read.names import Phrase, text_of, trimmed
from tallybook.read.roles import ACTOR, AND, ARTICLE, NAME, OWNER, Tagged, bare, kind_of, lexicon
from tallybook.records import Speaker, SpeakerKind
from tallybook.vocabulary import load

_RECENT = 6
_OWN = {"his": "he", "her": "she", "its": "it", "their": "they"}


class Voice(NamedTuple):
    """One named actor: the speaker record, the words of the name, and what pronouns may stand for it."""

    speaker: Speaker
    words: tuple[str, ...]
    person: bool
    plural: bool
    known: bool


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("speakers")[name])


@cache
def _states() -> frozenset[str]:
    return frozenset(name.lower() for state in load("states") for name in (*state["names"], *state["demonyms"]))


def known_voice(tagged: Tagged, phrase: Phrase) -> Voice | None:
    """The actor that a phrase names, None where no word tells its kind."""
    first, last = _author(tagged, *trimmed(tagged, phrase))
    return None if _kind(tagged, first, last) is None else voice_of(tagged, phrase)


def voice_of(tagged: Tagged, phrase: Phrase, beside: Phrase | None = None) -> Voice:
    """The actor that a phrase names; an apposition helps to tell the kind and lends its words."""
    tokens = tagged.tokens
    first, last = _author(tagged, *trimmed(tagged, phrase))
    if beside is not None and beside.first == phrase.last + 1:
        last = beside.last
    kind = _kind(tagged, first, last)
    if kind is None and beside is not None:
        kind = kind_of(tokens[beside.first : beside.last])
    words = tuple([bare(low) for low in tagged.lows[first:last]])
    roles = tagged.roles[first:last]
    named = NAME in roles and (beside is not None or (len(roles) > 1 and roles.count(NAME) == len(roles)))
    plural = tagged.lows[last - 1]
    letters = _letters(tagged, last)
    last = last + 3 if letters else last
    return Voice(
        Speaker(text_of(tagged, first, last), kind or "unknown", tokens[first].start, tokens[last - 1].end),
        (letters, *words) if letters else words,
        named or not _words("people").isdisjoint(words),
        _is_plural(plural, words),
        kind is not None,
    )


def _kind(tagged: Tagged, first: int, last: int) -> SpeakerKind | None:
    """The kind that the words tell, those in front of an "and" before all of them."""
    kind = None
    if AND in tagged.roles[first + 1 : last]:
        kind = kind_of(tagged.tokens[first : tagged.roles.index(AND, first + 1)])
    return kind or kind_of(tagged.tokens[first:last])


def _letters(tagged: Tagged, last: int) -> str:
    """The letters in brackets behind a name ("the mission | (MINUSMA)"), by which the report may call it later."""
    if tagged.lows[last : last + 1] != ["("] or tagged.lows[last + 2 : last + 3] != [")"]:
        return ""
    text = tagged.tokens[last + 1].text
    return text.lower() if text.isupper() and len(text) > 1 else ""


def _author(tagged: Tagged, first: int, last: int) -> tuple[int, int]:
    """The owner of a document in "the army's version" and "a report of the mission"; else the words as they are."""
    lows, roles, documents = tagged.lows, tagged.roles, _words("documents")
    if lows[last - 1] in documents:
        owner = next((k for k in range(last - 2, first - 1, -1) if roles[k] == OWNER), None)
        return (first, last) if owner is None else (first, owner + 1)
    for index in range(first, last - 2):
        start = last
        if lows[index] in documents and lows[index + 1] in ("of", "by", "from"):
            start = index + 2 + (roles[index + 2] == ARTICLE)
        elif lows[index + 1] == "on" and lows[index + 2] in _words("platforms"):
            start = index + 3 + (index + 3 < last and roles[index + 3] == ARTICLE)
        if start < last:
            return start, last
    return first, last


def _is_plural(low: str, words: tuple[str, ...]) -> bool:
    if low in ("police", "people", "media", "staff") or "and" in words:
        return True
    return low.endswith("s") and not low.endswith(("ss", "'s"))


class Voices:
    """The actors named so far, in order; ``resolve`` finds whom a phrase means."""

    def __init__(self, fuller: dict[str, Voice] | None = None) -> None:
        self.named: list[Voice] = []
        self.mentioned: list[Voice] = []
        self.fuller: dict[str, Voice] = {} if fuller is None else fuller

    def learn(self, voice: Voice) -> None:
        """Remembers a full name for each of its words, wherever in the report it stands."""
        if len(voice.words) > 1:
            for word in voice.words:
                kept = self.fuller.get(word)
                if kept is None or (voice.known and not kept.known):
                    self.fuller[word] = voice

    def note(self, voice: Voice) -> None:
        """The actor who just spoke: the next pronoun may mean it."""
        self.named.append(voice)
        self.mentioned.append(voice)

    def mention(self, voice: Voice) -> None:
        """An actor that is spoken of without speaking: a pronoun may mean it, but it has no last word."""
        self.mentioned.append(voice)

    @property
    def last(self) -> Voice | None:
        """The actor who spoke last."""
        return self.named[-1] if self.named else None

    def resolve(self, tagged: Tagged, phrase: Phrase | None, voice: Voice | None) -> Voice | None:
        """The actor that a phrase stands for: itself, or an earlier one for a pronoun, a bare name or "the official".

        ``voice`` is what the phrase's own words say (see ``voice_of``); None for a pronoun or a borrowed subject.
        """
        if phrase is None:
            return self.last
        if phrase.pronoun or voice is None:
            return self.by_pronoun(tagged.lows[phrase.first])
        author = self._author(voice)
        if author is not None:
            return author
        if len(voice.words) == 1:
            return self._by_word(voice, tagged, phrase)
        if voice.known:
            return self._in_full(tagged, phrase, voice)
        return self._with_kind(voice, tagged.lows[phrase.first])

    def _author(self, voice: Voice) -> Voice | None:
        """Whose document it is where its own words do not say: "his statement", "the report".

        Where the report tells of "the army statement" elsewhere, that is the statement.
        """
        if voice.words[-1] not in _words("documents") or len(voice.words) > 2:
            return None
        if len(voice.words) == 2 and voice.words[0] not in _OWN:
            return None
        fuller = self.fuller.get(voice.words[0]) if len(voice.words) == 1 else None
        if fuller is not None:
            return fuller if fuller.words[-1] == voice.words[0] else None
        author = self.by_pronoun(_OWN.get(voice.words[0], "it"))
        return author if author is not None and (author.known or author.person) else None

    def _in_full(self, tagged: Tagged, phrase: Phrase, voice: Voice) -> Voice:
        """ "the Russian ministry": of the kind of Russia's defence ministry where that spoke before."""
        short = voice.words[-1]
        if short not in _words("short") or not _states().issuperset(voice.words[:-1]):
            return voice
        earlier = next((one for one in reversed(self.named) if short in one.words and len(one.words) > 2), None)
        return voice if earlier is None or not earlier.known else _as(voice, earlier.speaker.kind)

    def _by_word(self, voice: Voice, tagged: Tagged, phrase: Phrase) -> Voice:
        """A bare surname or "the official": the last actor with that word, or the one known by it elsewhere."""
        word = voice.words[0]
        definite = tagged.roles[phrase.first] == ARTICLE
        if not voice.known or definite:
            for earlier in reversed(self.named):
                if word in earlier.words and (len(earlier.words) > 1 or earlier.known):
                    return earlier if earlier.known else self.fuller.get(word) or earlier
        if voice.known:
            return voice
        if not definite:
            return self.fuller.get(word) or voice
        last = self.last
        pointing = last is not None and last.known and tagged.roles[phrase.last - 1] == ACTOR
        return _as(voice, last.speaker.kind) if last is not None and pointing else voice

    def _with_kind(self, voice: Voice, first: str) -> Voice:
        """Several words without a kind: from a fuller mention of the name or the owner of "its director"."""
        if first in ("its", "their"):
            owner = self.by_pronoun("it")
            if owner is not None and owner.known:
                return _as(voice, owner.speaker.kind)
        for word in reversed(voice.words):
            other = self.fuller.get(word)
            last = word in (voice.words[-1], other.words[-1]) if other is not None else False
            if other is not None and last and other.known and word not in lexicon().roles:
                return _as(voice, other.speaker.kind)
        return voice

    def by_pronoun(self, word: str) -> Voice | None:
        """The last actor for which the pronoun may stand; who spoke last where none fits."""
        if word in ("they", "them", "their"):
            several = next((voice for voice in reversed(self.mentioned[-_RECENT:]) if voice.plural), None)
            if several is not None:
                return several
        return next((voice for voice in reversed(self.mentioned) if may_be(word, voice)), self.last)


def may_be(word: str, voice: Voice) -> bool:
    """Whether a pronoun may stand for an actor: "he" for people, "it" for bodies, "they" for several or a body."""
    if word in ("he", "she", "him", "his", "her", "i", "my"):
        return voice.person or (not voice.known and not voice.plural)
    if word in ("it", "its"):
        return not voice.person and not voice.plural
    return word not in ("they", "them", "their") or voice.plural or not voice.person


def _as(voice: Voice, kind: SpeakerKind) -> Voice:
    return voice._replace(speaker=replace(voice.speaker, kind=kind), known=True)
