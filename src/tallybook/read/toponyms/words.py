"""The vocabulary's words about places, as sets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tallybook import vocabulary


@dataclass(frozen=True, slots=True)
class Words:
    """See vocabulary/place_words.yml; ``heads`` maps a word to the kind of place it makes of the name before it."""

    common: frozenset[str]
    persons: frozenset[str]
    titles: frozenset[str]
    saying: frozenset[str]
    bodies: frozenset[str]
    locative: frozenset[str]
    weak_locative: frozenset[str]
    of_heads: frozenset[str]
    prefixes: frozenset[str]
    function: frozenset[str]
    dates: frozenset[str]
    particles: frozenset[str]
    heads: dict[str, str]
    sites: frozenset[str]

    def is_person(self, keys: list[str]) -> bool:
        """Whether the words of one name begin with a title or a given name."""
        return len(keys) > 1 and any(key in self.titles or key in self.persons for key in keys[:-1])

    def doubtful(self, key: str) -> bool:
        """Whether a name is mostly something else than a place: a common word, a person's name, very short."""
        if " " not in key:
            return len(key) <= 3 or key in self.common or key in self.persons
        return all(word in self.common for word in key.split(" "))


@cache
def words() -> Words:
    """The words, read once."""
    data = vocabulary.load("place_words")
    sets = {name: frozenset(text.split()) for name, text in data.items() if name != "heads"}
    heads = {word: kind for kind, text in data["heads"].items() for word in text.split()}
    sites = sets["of_heads"] | frozenset(data["heads"]["city"].split()) - sets["prefixes"]
    return Words(**sets, heads=heads, sites=sites)
