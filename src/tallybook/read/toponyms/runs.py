"""Runs: neighbouring words that are written like one name ("Deir ez-Zor", "North Kivu Province")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tallybook.read.document import Sentence, Token
from tallybook.read.gazetteer import key
from tallybook.read.toponyms.words import Words

_ARTICLES = ("al-", "el-", "ad-", "ar-", "as-", "at-", "az-", "an-", "ed-", "er-", "es-", "et-", "ez-", "ash-", "esh-")
_MOST = 0.6
_LEAST_WORDS = 4


@dataclass(slots=True)
class Word:
    """A word of a run: its gazetteer key, its span, and its token's index in the sentence."""

    key: str
    text: str
    start: int
    end: int
    index: int


@dataclass(slots=True)
class Run:
    """The words of one name. ``adjective`` marks the first part of "Saudi-led": it speaks for a country only."""

    sentence: Sentence
    words: list[Word]
    title: bool
    adjective: bool = False

    def parts(self) -> Iterator[Run]:
        """The names that a hyphen joins ("Abuja-Kaduna"), as runs of their own."""
        word = self.words[0]
        start = word.start
        for text in word.text.split("-"):
            if len(text) > 3 and text[0].isupper():
                part = Word(key(text), text, start, start + len(text), word.index)
                yield Run(self.sentence, [part], self.title)
            start += len(text) + 1


def runs(sentence: Sentence, words: Words) -> Iterator[Run]:
    """The runs of a sentence in order."""
    tokens = sentence.tokens
    named = [index for index, token in enumerate(tokens) if token.text[0].isupper() or "-" in token.text]
    if not named:
        return
    title = len(named) * 2 > len(tokens) // 2 and _in_title_case(tokens)
    current: list[Word] = []
    for index in named:
        token = tokens[index]
        if current and not _joined(tokens, current[-1].index, index, words):
            yield Run(sentence, current, title)
            current = []
        if not token.text[0].isupper() and not _has_article(token.text):
            continue
        if _is_no_name(tokens, index, title, bool(current), words):
            if current:
                yield Run(sentence, current, title)
                current = []
        elif "-" in token.text and _is_adjective(token.text):
            if current:
                yield Run(sentence, current, title)
                current = []
            yield Run(sentence, [_part(token, index)], title, adjective=True)
        else:
            if current:
                current.extend(_word(tokens[between], between) for between in range(current[-1].index + 1, index))
            current.append(_word(token, index))
    if current:
        yield Run(sentence, current, title)


def _joined(tokens: tuple[Token, ...], last: int, index: int, words: Words) -> bool:
    """Whether a name goes on: side by side, or with small words between ("Rio de Janeiro"), and no 's before."""
    if tokens[last].text.endswith(("'s", "’s")):
        return False
    return index - last < 4 and all(tokens[between].low in words.particles for between in range(last + 1, index))


def _is_no_name(tokens: tuple[Token, ...], index: int, title: bool, inside: bool, words: Words) -> bool:
    """Whether a word has its capital from where it stands (a sentence's start, a headline) or is a date's."""
    low = tokens[index].low
    if low in words.dates:
        return True
    if low not in words.function or (inside and low in words.particles):
        return False
    return title or inside or index == 0 or not tokens[index - 1].text.isalpha()


def _has_article(text: str) -> bool:
    return text.startswith(_ARTICLES) and text[text.index("-") + 1].isupper()


def _word(token: Token, index: int) -> Word:
    text = token.text.removesuffix("'s").removesuffix("’s")
    return Word(key(text), text, token.start, token.start + len(text), index)


def _part(token: Token, index: int) -> Word:
    text = token.text.split("-")[0]
    return Word(key(text), text, token.start, token.start + len(text), index)


def _is_adjective(text: str) -> bool:
    parts = text.split("-")
    return parts[-1].islower() and len(parts[-1]) > 2 and parts[0][:1].isupper()


def _in_title_case(tokens: tuple[Token, ...]) -> bool:
    """Whether most longer words begin with a capital, as in a headline."""
    if len(tokens) > 30 or tokens[-1].text == ".":
        return False
    longer = [token.text[0].isupper() for token in tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(longer) >= _LEAST_WORDS and sum(longer) >= _MOST * len(longer)
