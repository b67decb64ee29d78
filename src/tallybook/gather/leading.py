"""What a paragraph begins with that is not its own: where a page's lines were run together, its first paragraph opens
with the date of publication, with the headline once more, or with both.

"Wed 19 Apr 2017 Bomb kills six in Aleppo. A bomb killed six people ...": the date is the page's, the headline is one,
and the sentence begins behind them. Where what follows does not begin as a sentence does, all of it stays a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tallybook.gather import dates
from tallybook.gather.dates import UNKNOWN, Published
from tallybook.gather.lines import Line
from tallybook.records import PartRole
from tallybook.vocabulary import load

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_MARKS = str.maketrans("", "", "'’.")
_STOP = re.compile(r"(?<=[a-z0-9])[.!?]\s")
_GAP = re.compile(r"[\s.,:|]*")
_SENTENCE = re.compile(r"[\"'“‘(]?[^\W_]")
_CLOCK = re.compile(r"(?:\s+at)?\s+(?:\d{1,2}[:.]\d{2}|\d{4})\b(?!\s+[a-z])(?:\s*[AaPp][Mm]\b)?")
_AGAIN = re.compile(r"\s*\([^()\n]{0,40}\)")
_BY = re.compile(r"by\s+[A-Z]")
_BYLINE = 60
_LINES = 6
_TITLE_WORDS = 5
_REST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands before the first sentence: headline or furniture up to ``end``, with its ``date`` if any."""

    end: int
    role: PartRole
    date: str | None = None


def published(lines: Sequence[Line]) -> Published:
    """The date that the first paragraph opens with.

    >>> from tallybook.gather.lines import lines_of
    >>> story = "A bomb killed six people in the Salah al-Din district, state television said on Wednesday. " * 2
    >>> published(lines_of("Bomb kills six in Aleppo\\n\\nWed 19 Apr 2017 Bomb kills six in Aleppo. " + story)).date
    '2017-04-19'
    """
    found = first(lines)
    day = next((stretch.date for stretch in found[1] if stretch.date), None) if found else None
    return Published(day, "dateline") if day else UNKNOWN


def first(lines: Sequence[Line]) -> tuple[Line, tuple[Stretch, ...]] | None:
    """The first paragraph of a page with the stretches that it opens with; None where it opens with a sentence.

    A diary's days head its entries: none of them is the page's.
    """
    for number, line in enumerate(lines[:_LINES]):
        if line.is_prose:
            titles = [_words(above.text) for above in lines[:number] if above.is_title]
            stretches = tuple(_stretches(line.text, [title for title in titles if len(title) >= _TITLE_WORDS]))
            return (line, stretches) if stretches and not dates.is_diary(lines) else None
    return None


def _stretches(text: str, titles: Sequence[Sequence[str]]) -> Iterator[Stretch]:
    """In either order a date and a title, each once."""
    at, dated, titled = 0, False, False
    while True:
        found = None
        if not dated and (found := _date(text, at)):
            dated = True
        elif not titled and (found := _title(text, at, titles)):
            titled = True
        elif dated and not titled:
            found = _byline(text, at, titles)
        if found is None:
            return
        yield found
        at = found.end


def _date(text: str, at: int) -> Stretch | None:
    """A date of publication, with labels or an agency before it and a time of day or an update behind it."""
    begin = _skipped(text, at)
    found = dates.day_at(text, begin)
    if found is None:
        return None
    day, end = found
    for behind in (_CLOCK, _AGAIN, _buttons()):
        more = behind.match(text, end)
        end = more.end() if more else end
    begins = _begins_sentence(text, end) or _BY.match(text, _gap(text, end))
    return Stretch(end, "furniture", day) if begins else None


def _skipped(text: str, at: int) -> int:
    """Where a date may stand: behind a label ("Posted on", "Date of publication") or an agency, else right here."""
    best = at
    for match in _WORD.finditer(text, at, at + 40):
        words = " ".join(_words(text[at : match.end()]))
        if words in _before():
            best = match.end()
    return _gap(text, best)


def _title(text: str, at: int, titles: Sequence[Sequence[str]]) -> Stretch | None:
    """A title of the page said again, as long as it is a title here too and not how the sentence goes on."""
    begin = _gap(text, at)
    for title in titles:
        words = list(_WORD.finditer(text, begin, begin + 300))[: len(title)]
        if [_plain(word) for word in words] == list(title):
            end = words[-1].end()
            if _begins_sentence(text, end):
                return Stretch(end, "headline")
    return None


def _byline(text: str, at: int, titles: Sequence[Sequence[str]]) -> Stretch | None:
    """Names between the date and the title: "Posted on April 19 2017 by Asharq Al-Awsat English Six Killed in ..."."""
    begin = _gap(text, at)
    if not _BY.match(text, begin):
        return None
    ends = [match.end() for match in _WORD.finditer(text, begin, begin + _BYLINE)]
    return next((Stretch(end, "furniture") for end in ends if _title(text, end, titles)), None)


def _begins_sentence(text: str, end: int) -> bool:
    """Whether a sentence of its own, and no short rest of one, begins here."""
    at = _gap(text, end)
    if at == end and text[end : end + 1].islower():
        return False
    rest = _SENTENCE.match(text, at)
    if rest is None or rest.group()[-1].islower() or "," in text[end:at]:
        return False
    return len(_WORD.findall(_STOP.split(text[at : at + 400], maxsplit=1)[0])) >= _REST_WORDS


def _gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _words(text: str) -> list[str]:
    return [_plain(word) for word in _WORD.finditer(text)]


def _plain(word: re.Match[str]) -> str:
    """A word without case and marks: one outlet's page writes "Syria's" and "Syrias"."""
    return word.group().casefold().translate(_MARKS)


@cache
def _before() -> frozenset[str]:
    """What may stand before such a date: the labels of a date of publication, with "on" or not, and the agencies."""
    labels = load("publication")["published"]
    agencies = load("furniture")["agencies"]
    return frozenset((*labels, *(f"{label} on" for label in labels), *(" ".join(_words(one)) for one in agencies)))


@cache
def _buttons() -> re.Pattern[str]:
    """Buttons, counts and a topic behind the date: "Get short URL 124", "Print Views 458", "Topic War (200) 3"."""
    words = "|".join(map(re.escape, sorted(load("publication")["buttons"], key=len, reverse=True)))
    counts = r"(?:\s+\d+\b(?!\s+[a-z]))*"
    topic = rf"(?i:\s*\btopic\b)[^.\n]{{3,80}}?\(\d+\){counts}"
    return re.compile(rf"(?:(?i:\s*\b(?:{words})\b){counts}|{topic})+")
