"""A report cut into paragraphs, sentences and tokens: what every recogniser looks at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from tallybook.read import apostrophes
from tallybook.read.wordlists import words
from tallybook.records import Part, PartRole, Report, Span
from tallybook.wrapping import unwrapped

# What comes first is a plain word and nothing else: most tokens are, and the others' patterns take longer.
_TOKEN = re.compile(
    r"[A-Za-z][a-z]++(?![\w'’\-])|[A-Z]{1,4}-?\d+[A-Za-z]*\b|\d+(?:[,.]\d{3})*(?:\.\d+)?(?:st|nd|rd|th)?\b|(?:[A-Z]\.){2,}|[ap]\.m\b\.?|[^\W\d_]+(?:['’\-][^\W\d_]+)*|\w+|[^\w\s]"
)
_QUOTES = '"“”„‟'


class Token(NamedTuple):
    """One word or mark: ``low`` is its lower-case form with a plain apostrophe.

    A named tuple because a report makes hundreds: it is made three times as fast as a frozen dataclass.
    """

    text: str
    low: str
    start: int
    end: int


_token = partial(tuple.__new__, Token)
"""A Token of a tuple of its four fields, without the call in Python that ``Token(...)`` costs."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its span in the report, its paragraph's number and its part's role.

    A headline, a bullet and a table cell count as sentences of their own. ``lows`` are its tokens' lower-case forms in
    their order and ``words`` the same as a set: what a rule asks first whether there is anything for it to find.
    """

    index: int
    start: int
    end: int
    paragraph: int
    role: PartRole
    tokens: tuple[Token, ...]
    lows: list[str] = field(compare=False, repr=False)
    words: frozenset[str] = field(compare=False, repr=False)

    @property
    def span(self) -> Span:
        """The sentence's span in the report."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """A report with its sentences in order; only those of the headline and body are here.

    Its text is the flowing one: a break inside a paragraph of a hard-wrapped text is a space here. Offsets are those
    of the report as it is. ``starts`` are those of the sentences.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    starts: tuple[int, ...] = field(compare=False, repr=False)

    def at(self, position: int) -> Sentence:
        """The sentence that covers a character position (or the nearest before it)."""
        index = bisect_right(self.starts, position) - 1
        return self.sentences[max(0, index)]


def analyse(report: Report) -> Document:
    """Cuts the headline and body of a report into sentences and tokens.

    >>> from tallybook.records import Report
    >>> [s.tokens[0].text for s in analyse(Report("r", "p", "Two died. Police said so.")).sentences]
    ['Two', 'Police']
    """
    flowing = unwrapped(report.text)
    if flowing is not report.text:
        report = replace(report, text=flowing)
    parts = report.parts or (Part(0, len(report.text), "body"),)
    sentences: list[Sentence] = []
    paragraph = 0
    owners = apostrophes.owners(report.text) if apostrophes.are_lost(report.text) else {}
    cut = partial(_restored, owners) if owners else tokenise
    for part in parts:
        if part.role not in ("headline", "body"):
            continue
        for start, end in _lines(report.text, part.start, part.end):
            paragraph += 1
            for s, e in _split(report.text, start, end):
                tokens = cut(report.text, s, e)
                lows = [token.low for token in tokens]
                sentences.append(Sentence(len(sentences), s, e, paragraph, part.role, tokens, lows, frozenset(lows)))
    return Document(report, tuple(sentences), tuple([sentence.start for sentence in sentences]))


def tokenise(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of a stretch of text, with offsets into the whole."""
    stretch = text[start:end]
    plain = stretch.lower()
    if "’" in plain:
        plain = plain.replace("’", "'")
    if len(plain) != end - start:  # a few capitals grow when lowered: then the words are lowered one by one
        return tuple(
            Token(match.group(), match.group().lower().replace("’", "'"), *match.span())
            for match in _TOKEN.finditer(text, start, end)
        )
    made: list[Token] = []
    last = 0
    for word in _TOKEN.findall(stretch):
        # Nothing but white space lies between two tokens: a word is found at once.
        first = stretch.find(word, last)
        last = first + len(word)
        made.append(_token((word, plain[first:last], start + first, start + last)))
    return tuple(made)


def _restored(owners: Mapping[str, str], text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of a text that lost its apostrophes: a possessive is spelled with one, over the words as written."""
    tokens = list(tokenise(text, start, end))
    for index, token in enumerate(tokens):
        owner = owners.get(token.text) if token.low[-1] == "s" else None
        if owner is None or (apostrophes.is_weekday(owner) and apostrophes.are_days(*_beside(tokens, index))):
            continue
        tokens[index] = Token(f"{owner}'s", f"{owner.lower()}'s", token.start, token.end)
    return tuple(tokens)


def _beside(tokens: Sequence[Token], index: int) -> tuple[str, list[str]]:
    """The word before a token, empty at an end, and up to three behind it."""
    before = tokens[index - 1].low if index else ""
    return before, [token.low for token in tokens[index + 1 : index + 4]]


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in re.finditer(r"[^\n\r\u2028]+", text[start:end]):
        line = match.group()
        left = len(line) - len(line.lstrip())
        right = len(line.rstrip())
        if right > left:
            found.append((start + match.start() + left, start + match.start() + right))
    return found


# All begins with one class of characters, so that the search leaps from mark to mark; bullets would take that away.
_BREAK = re.compile(
    r"[.!?…](?:[.!?…]*[\"'”’»)\]]*(?=\s+[\"'“‘«(\[•*–—-]*[A-Z0-9À-ÖØ-Þ])|(?<=[.!?])[”\"](?=\s)"
    r"|(?<=\w[.])(?=[“\"][A-Z]))"
)
_BREAK_OR_BULLET = re.compile(rf"{_BREAK.pattern}|\s[•▪●‣]\s")
_BULLET = re.compile("[•▪●‣]")
# A picture's credit ends its caption: "... near the border (File photo) A bomb killed six".
_CREDIT = re.compile(r"(?i:photos?|image|agencies|getty)\)(?=\s+[A-Z])")
_BREAK_OR_CREDIT = re.compile(rf"{_BREAK_OR_BULLET.pattern}|{_CREDIT.pattern}")


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    begin = start
    breaks = _BREAK_OR_BULLET if _BULLET.search(text, start, end) else _BREAK
    if text.find(")", start, end) >= 0 and _CREDIT.search(text, start, end):
        breaks = _BREAK_OR_CREDIT
    for match in breaks.finditer(text, start, end):
        if _is_abbreviation(text, begin, match.start(), match.end(), end):
            continue
        if match.end() - begin > 1:
            out.append((begin, match.end()))
        begin = match.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        out.append((begin, end))
    return out


_LAST_WORD = re.compile(r"[\w.'’]*$")


def _is_abbreviation(text: str, begin: int, dot: int, after: int, end: int) -> bool:
    if text[dot : dot + 1] != ".":
        following = text[after : after + 2].lstrip()
        return bool(following) and following[0].islower()
    word = _LAST_WORD.search(text, max(begin, text.rfind(" ", begin, dot) + 1), dot)
    last = word.group().lower().lstrip("'’") if word else ""
    if last in ("a.m", "p.m", "u.s", "u.n", "u.k"):
        # may end a sentence: it does where a capital follows that is no proper-name continuation
        return bool(re.match(r"\s+(?:[A-Z][a-z]+ )?[A-Z]", text[after : after + 30])) and last[0] == "u"
    if last == "no" and not re.match(r"\s+\d", text[after : after + 4]):
        return False
    initial = len(last) == 1 and last.isalpha() and text[dot - 2 : dot - 1] != "-"
    return last in words("abbreviations") or initial
