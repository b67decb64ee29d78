"""What the network does not see: which state, armed group, people or faith is named, and what a side is called.

A name is replaced by one token of its kind, so that exchanging two sides cannot change what is found by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from tallybook.read.document import Sentence, Token
from tallybook.read.lexicon import Phrases
from tallybook.vocabulary import load

TOKENS = {
    "country": 2406,
    "national": 2120,
    "citizens": 4480,
    "group": 2177,
    "rebels": 8431,
    "rebel": 8443,
    "government": 2231,
    "faith": 4752,
    "believers": 20373,
    "church": 2277,
    "churches": 5231,
}
"""The words that stand for names, as the encoder's vocabulary numbers them."""


@cache
def _names() -> Phrases[str]:
    """Names that count only with a capital, each with the word that stands for it."""
    return Phrases((form, word) for name, word in _said() for form in (name, f"{name}'s"))


def _said() -> Iterator[tuple[str, str]]:
    for state in load("states"):
        yield from ((name, "country") for name in (*state["names"], *state.get("metonyms", ())))
        yield from ((name, "national") for name in state["demonyms"])
        yield from ((f"{name}s", "citizens") for name in state["demonyms"])
    yield from (("Palestine", "country"), ("Palestinian", "national"), ("Palestinians", "citizens"))
    for group in load("groups")["armed_groups"]:
        yield from ((name, "group") for name in (group["name"], *group.get("also", ()), *group.get("labels", ())))


@cache
def _labels() -> dict[str, str]:
    return {label: word for word, labels in load("blinding").items() for label in labels}


@cache
def _capitals() -> frozenset[str]:
    """Names in capitals that are other words in small letters: only the capitals are names."""
    return frozenset(name for name, _ in _said() if name.isupper())


def spans(sentences: Iterable[Sentence]) -> Iterator[tuple[int, int, int]]:
    """(start, end, token) of every name and label in the sentences, in order: the token stands for ``[start, end)``."""
    for sentence in sentences:
        yield from _in_sentence(sentence.tokens)


def _in_sentence(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, int]]:
    names, labels = _names(), _labels()
    done = 0
    for index, token in enumerate(tokens):
        if index < done:
            continue
        match = names.at(tokens, index) if names.starts(token.low) and _is_name(token) else None
        if match is not None:
            done = index + match[0]
            end = tokens[done - 1].end - (2 if tokens[done - 1].low.endswith("'s") else 0)
            yield token.start, end, TOKENS[match[1]]
        elif token.low in labels:
            yield token.start, token.end, TOKENS[labels[token.low]]


def _is_name(token: Token) -> bool:
    """Whether a word is written as a name: with a capital, and in capitals where only they make it one ("US")."""
    return token.text[0].isupper() and (token.text in _capitals() or token.text.upper() not in _capitals())
