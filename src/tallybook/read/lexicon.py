"""Phrases of the vocabulary, matched over tokens: the longest phrase that begins at a token wins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from tallybook.read.document import Token, tokenise

T = TypeVar("T")


class Phrases(Generic[T]):
    """A table of phrases with a value each; ``opens`` are the words that they begin with, and ``signs``
    the longest word of each: where none of these is, there is no phrase.

    >>> table = Phrases([("shot dead", "killed"), ("dead", "state")])
    >>> table.at(tokenise("he was shot dead", 0, 16), 2)
    (2, 'killed')
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._single: dict[str, T] = {}
        signs: set[str] = set()
        self._longer: dict[str, dict[str, list[tuple[tuple[str, ...], T]]]] = {}
        for phrase, value in entries:
            words = tuple(token.low for token in tokenise(phrase, 0, len(phrase)))
            signs.update(max(words, key=len, default="").split())
            if len(words) == 1:
                self._single.setdefault(words[0], value)
            elif words:
                self._longer.setdefault(words[0], {}).setdefault(words[1], []).append((words, value))
        for seconds in self._longer.values():
            for options in seconds.values():
                options.sort(key=lambda option: -len(option[0]))
        self.signs = frozenset(signs)
        self.opens = frozenset((*self._single, *self._longer))
        self.starts: Callable[[str], bool] = self.opens.__contains__

    def at(self, tokens: tuple[Token, ...], index: int) -> tuple[int, T] | None:
        """The number of tokens and the value of the longest phrase that begins at ``index``, or None."""
        word = tokens[index].low
        seconds = self._longer.get(word)
        if seconds is not None and index + 1 < len(tokens):
            for words, value in seconds.get(tokens[index + 1].low, ()):
                size = len(words)
                if size == 2 or _matches(tokens, index, words):
                    return size, value
        if word in self._single:
            return 1, self._single[word]
        return None


def _matches(tokens: tuple[Token, ...], index: int, words: tuple[str, ...]) -> bool:
    if index + len(words) > len(tokens):
        return False
    return all(tokens[index + k].low == words[k] for k in range(2, len(words)))
