"""Whom a model's words name in the report: the report's own words, where they stand nearest to the claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tallybook.read.document import Sentence, tokenise
from tallybook.read.groups import GroupMention
from tallybook.read.llm import quotes
from tallybook.read.neural.seen import Seen
from tallybook.read.roles import kind_of
from tallybook.records import Span, Speaker, SpeakerKind

_DROPPED = frozenset(("the", "a", "an", "this", "these", "those"))
_POINTING = frozenset(
    ("he", "she", "it", "they", "we", "i", "him", "her", "them", "us", "his", "its", "their", "who", "that", "one")
)


@dataclass(frozen=True, slots=True)
class Page:
    """A report as the rules see it, with its text in the plain form that quotes are looked for in."""

    seen: Seen
    plain: str
    within: Span

    @property
    def text(self) -> str:
        """The report's text as it is."""
        return self.seen.doc.report.text

    def sentence(self, span: Span) -> Sentence | None:
        """The sentence that holds the whole span, None where none does: only headline and body have sentences."""
        sentence = self.seen.doc.at(span.start)
        return sentence if sentence.start <= span.start and span.end <= sentence.end else None

    def places(self, words: str, within: Span) -> Iterator[Span]:
        """Where the words stand inside ``within``, each in one sentence."""
        return (span for span in quotes.places(self.plain, words, within) if self.sentence(span))

    def quoted(self, quote: str) -> Iterator[Span]:
        """Where a quote stands in the piece; one that begins and ends in headline or body."""
        for span in quotes.places(self.plain, quote, self.within):
            if self.sentence(Span(span.start, span.start + 1)) and self.sentence(Span(span.end - 1, span.end)):
                yield span


def actor(page: Page, words: str, quote: Span) -> Span | None:
    """The words that name somebody, without their article: in the quote, else the nearest before it, else after it.

    None where they stand nowhere in headline or body, or only point at somebody ("he").
    """
    bare = _without_article(words)
    if not bare or bare.lower() in _POINTING:
        return None
    found = list(page.places(bare, Span(0, len(page.text))))
    return min(found, key=lambda span: _distance(span, quote), default=None)


def name(page: Page, span: Span) -> str:
    """What somebody is called: the vocabulary's name of an armed group, else the report's words in one line."""
    group = _group(page, span)
    return group.name if group is not None else " ".join(span.of(page.text).split())


def speaker(page: Page, words: str | None, kind: SpeakerKind | None, at: Span) -> Speaker | None:
    """Who says what stands at ``at``, None for the outlet.

    Where the model names somebody whom the text does not, the rules' speaker stands.
    """
    if words is None:
        return None
    span = actor(page, words, at)
    if span is None:
        return page.seen.said.speaker_at(at.start, at.end)
    told = kind or kind_of(tokenise(page.text, span.start, span.end)) or "unknown"
    return Speaker(" ".join(span.of(page.text).split()), told, span.start, span.end)


def _group(page: Page, span: Span) -> GroupMention | None:
    for mention in page.seen.named:
        if mention.kind == "armed_group" and span.overlaps(Span(mention.start, mention.end)):
            return mention
    return None


def _without_article(words: str) -> str:
    first, _, rest = words.strip().partition(" ")
    return rest.strip() if first.lower() in _DROPPED and rest.strip() else words.strip()


def _distance(span: Span, quote: Span) -> tuple[int, int]:
    """Inside the quote the first; then what stands before it, the nearest; then what stands after it."""
    if quote.start <= span.start and span.end <= quote.end:
        return 0, span.start
    return (1, quote.start - span.start) if span.start < quote.start else (2, span.start)
