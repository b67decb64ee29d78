"""Armed groups, states and their forces named in a report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tallybook.read.document import Document, Token
from tallybook.read.gazetteer import key, named
from tallybook.read.group_lexicon import Alias, GroupKind, Lexicon, lexicon

# A state's name after one of these is where something happens, not who acts.
_LOCATIVE = frozenset(
    [
        *("in", "at", "near", "from", "to", "across", "inside", "into", "through", "within", "throughout", "around"),
        *("outside", "of", "over", "via"),
    ]
)
_SKIPPED = frozenset("()/'’")
_JOINING = frozenset(("of", "for", "and"))
_MOST_UNKNOWN = 5
_AFTER = 4


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A group named at ``[start, end)``.

    ``id`` and ``name`` are the vocabulary's (an unknown movement gets an id made of its name), ``said`` the report's
    words; ``label`` is True where the words are an opponent's name for the group.
    """

    start: int
    end: int
    id: str
    name: str
    said: str
    kind: GroupKind
    label: bool = False


@dataclass(slots=True)
class _Word:
    """A plain word of a sentence, with the span and the looks of the token it is in."""

    plain: str
    text: str
    start: int
    end: int
    capital: bool
    owner: bool


def find(doc: Document) -> tuple[GroupMention, ...]:
    """The groups that the headline and body name, in order, the longest name at each place."""
    known = lexicon()
    text = doc.report.text
    found: list[GroupMention] = []
    for sentence in doc.sentences:
        done = 0
        for index in _triggers(sentence.tokens, known):
            if index < done:
                continue
            mention, last = _at(text, sentence.tokens, index, known)
            if mention is not None:
                if found and mention.start < found[-1].end:
                    continue
                found.append(mention)
                done = last
    return tuple(found)


def _triggers(tokens: tuple[Token, ...], known: Lexicon) -> list[int]:
    """The tokens at which a name may begin, or an unknown movement's name may end."""
    triggers, lower = known.triggers, known.lower_triggers
    return [
        index
        for index, token in enumerate(tokens)
        if ((low := token.low) != token.text and (low in triggers or (not _plain(low) and _first(low) in triggers)))
        or (low[0].isdigit() and low in triggers)
        or low in lower
    ]


@lru_cache(maxsize=1 << 14)
def _first(low: str) -> str:
    return low if _plain(low) else key(_bare(low)).split(" ", 1)[0]


def _plain(low: str) -> bool:
    return low.isalpha() and low.isascii()


def _bare(text: str) -> str:
    return text[:-2] if text.endswith(("'s", "’s")) else text


def _words(tokens: tuple[Token, ...]) -> list[_Word]:
    words: list[_Word] = []
    for token in tokens:
        text = token.text
        if text.isalpha() and text.isascii():
            words.append(_Word(token.low, text, token.start, token.end, text[0].isupper(), False))
        elif text not in _SKIPPED:
            bare = _bare(text)
            end = token.start + len(bare)
            capital = text[0].isupper() or ("-" in text and not text.islower())
            words.extend(
                _Word(part, bare, token.start, end, capital, end != token.end) for part in key(bare).split(" ")
            )
    return words


def _at(text: str, tokens: tuple[Token, ...], index: int, known: Lexicon) -> tuple[GroupMention | None, int]:
    """What begins at a token, and the first token after it."""
    low = tokens[index].low
    first = low if low in known.starts else _first(low)
    aliases = known.starts.get(first, ())
    if aliases and "-" not in low and not _may_go_on(tokens, index, known.seconds[first]):
        aliases = ()
    if not aliases and first not in known.last_words and first not in known.beginnings:
        return None, index + 1
    head = _words(tokens[max(0, index - 2) : index])
    reach = len(aliases[0].words) + _AFTER if aliases else 0
    words = head + _words(tokens[index : index + reach])
    mention = _known(text, words, len(head), aliases, known) or _unknown(text, tokens, index, first, known)
    if mention is None:
        return None, index + 1
    return mention, next((i for i in range(index, len(tokens)) if tokens[i].start >= mention.end), len(tokens))


def _may_go_on(tokens: tuple[Token, ...], index: int, seconds: frozenset[str] | None) -> bool:
    """A cheap look at the next word, where all names that begin here have a second one."""
    if seconds is None:
        return True
    following = index + 1
    while following < len(tokens) and tokens[following].text in _SKIPPED:
        following += 1
    return following < len(tokens) and _first(tokens[following].low) in seconds


def _known(text: str, words: list[_Word], at: int, aliases: tuple[Alias, ...], known: Lexicon) -> GroupMention | None:
    for alias in aliases:
        last = at + len(alias.words)
        if _fits(alias, words, at, last):
            if alias.kind == "state":
                return _state(text, words, at, last, alias, known)
            return _mention(text, words, at, last, alias.id, alias.name, alias.kind, alias.label)
    return None


def _fits(alias: Alias, words: list[_Word], at: int, last: int) -> bool:
    if last > len(words) or words[last - 1].plain != alias.words[-1]:
        return False
    if last - at > 2 and tuple(word.plain for word in words[at:last]) != alias.words:
        return False
    if alias.exact is not None and not (words[at].text == alias.exact and not _shouted(words, at, last)):
        return False
    if not (words[at].capital or words[at].text[0].isdigit() or alias.lower) or _goes_on(words, last):
        return False
    return not (alias.surname and at > 1 and words[at - 1].capital and words[at - 1].text.isalpha())


def _shouted(words: list[_Word], at: int, last: int) -> bool:
    """Whether two letters stand in a headline in capitals, where "IS" and "US" are words."""
    if len(words[at].text) > 2:
        return False
    around = [word.text for word in (*words[max(0, at - 2) : at], *words[last : last + 2]) if len(word.text) > 2]
    return len(around) > 1 and all(text.isupper() for text in around)


def _goes_on(words: list[_Word], last: int) -> bool:
    """Whether the name is only the first part of an adjective: "Hamas-run", "Iran-backed"."""
    return (
        last < len(words)
        and words[last].start == words[last - 1].start
        and words[last].text.rsplit("-", 1)[-1].islower()
    )


def _state(text: str, words: list[_Word], at: int, last: int, alias: Alias, known: Lexicon) -> GroupMention | None:
    """A state as one that acts: its forces, its government, or its bare name where that is no place."""
    end = last
    while end < len(words) and end - last < _AFTER - 1 and words[end].plain in known.force_adjectives:
        end += 1
    for stop in range(end, last - 1, -1):
        word = words[stop].plain if stop < len(words) else ""
        if word in known.force_words and alias.role != "metonym":
            name = f"{alias.name} forces"
            return _mention(text, words, at, stop + 1, f"{alias.id}-forces", name, "state_force")
        if word in known.government_words:
            return _mention(text, words, at, stop + 1, alias.id, alias.name, "state")
    return (
        _mention(text, words, at, last, alias.id, alias.name, "state") if _acts(words, at, last, alias, known) else None
    )


def _acts(words: list[_Word], at: int, last: int, alias: Alias, known: Lexicon) -> bool:
    if alias.role == "demonym":
        return False
    if alias.role == "metonym":
        return last < len(words) and words[last].plain in known.saying
    if words[last - 1].owner or not at:
        return not words[last - 1].owner
    return words[at - 1].plain not in _LOCATIVE and not words[at - 1].plain.endswith("ern")


def _unknown(text: str, tokens: tuple[Token, ...], index: int, first: str, known: Lexicon) -> GroupMention | None:
    """A movement that the vocabulary lacks, by how such names begin ("Katibat ...") or end ("... Liberation Front")."""
    if not tokens[index].text[0].isupper():
        return None
    if first in known.beginnings:
        words = _words(tokens[index : index + _MOST_UNKNOWN])
        last = next((i for i, word in enumerate(words) if not word.capital), len(words))
        return _made(text, words, 0, last) if last > 1 else None
    if first in known.last_words:
        words = _words(tokens[max(0, index - _MOST_UNKNOWN) : index + 1])
        at = len(words)
        while at and (words[at - 1].capital or words[at - 1].plain in _JOINING) and words[at - 1].plain != "the":
            at -= 1
        while at < len(words) and words[at].plain in _JOINING:
            at += 1
        if any(_ends_so(words, at, ending) for ending in known.endings):
            return _made(text, words, at, len(words))
    return None


def _ends_so(words: list[_Word], at: int, ending: tuple[str, ...]) -> bool:
    return len(words) - at > len(ending) and tuple(word.plain for word in words[-len(ending) :]) == ending


def _made(text: str, words: list[_Word], at: int, last: int) -> GroupMention | None:
    name = text[words[at].start : words[last - 1].end]
    plain = key(name)
    if named(plain):
        return None
    return _mention(text, words, at, last, plain.replace(" ", "-"), name, "armed_group")


def _mention(
    text: str, words: list[_Word], at: int, last: int, id: str, name: str, kind: GroupKind, label: bool = False
) -> GroupMention:
    start, end = words[at].start, words[last - 1].end
    said = text[start:end]
    if said.count("(") > said.count(")") and text[end : end + 1] == ")":
        end += 1
    return GroupMention(start, end, id, name, text[start:end], kind, label)
