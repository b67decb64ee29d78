"""What a paragraph begins with that is not its own: where a page's lines were run together, its first paragraph opens
with the date of publication, with the headline once more, or with both.

"Wed 19 Apr 2017 Bomb kills six in Aleppo. A bomb killed six people ...": the date is the page's, the headline is one,
and the sentence begins behind them. Where what follows does not begin as a sentence does, all of it stays a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from tallybook.gather import dates
from tallybook.gather.dates import UNKNOWN, Published
from tallybook.gather.lines import Line
from tallybook.records import PartRole
from tallybook.vocabulary import load

_SMALL = re.compile(r"\b[a-z]+\b")
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_MARKS = str.maketrans("", "", "'’.")
_STOP = re.compile(r"(?<=[a-z0-9])[.!?]\s")
_GAP = re.compile(r"[\s.,:|]*")
_SENTENCE = re.compile(r"[\"'“‘(]?[^\W_]")
_ZONE = r"(?:[AaPp]\.?[Mm]\b\.?|GMT|(?:UTC(?:[+-]\d{1,2})?)|IST|[Hh]rs\b|[Hh]ours\b)"
_FOUR = r"(?:[01]\d|2[0-3])[0-5]\d\b"
_CLOCK = re.compile(
    rf"(?:\s+at)?\s+\d{{1,2}}[:.]\d{{2}}\b(?!\s+[a-z])(?:\s*{_ZONE})?|\s+at\s+{_FOUR}(?:\s*{_ZONE})?|\s+{_FOUR}\s*{_ZONE}"
)
_ARTICLES = frozenset(("a", "an", "the", "at", "in"))
_BY = re.compile(r"by\s+[A-Z]")
_BYLINE = 60
_LINES = 6
_TITLE_WORDS = 5
_REST_WORDS = 4
_LONG_REST = 10
_EVENT_WORDS = 6
_NEWS = 600
_ZEROS = re.compile(r"(?:\s+0\b)+(?!\s+[a-z])")
_COUNT = re.compile(r"\s+(\d+)\b(?!\s+[a-z])")


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
            page = _Page(lines, line.text, [title for title in titles if len(title) >= _TITLE_WORDS])
            stretches = tuple(page.stretches())
            return (line, stretches) if stretches and not dates.is_diary(lines) else None
    return None


@dataclass(frozen=True)
class _Page:
    """A first paragraph's ``text``, with the page's lines and titles, as words, that it is looked at beside."""

    lines: Sequence[Line]
    text: str
    titles: Sequence[Sequence[str]]

    def stretches(self) -> Iterator[Stretch]:
        """In either order a date and a title, each once."""
        at, dated, titled = 0, False, False
        while True:
            found = None
            if not dated and (found := self._date(at, titled)):
                dated = True
            elif not titled and (found := self._title(at, dated)):
                titled = True
            elif dated and not titled:
                found = self._byline(at)
            if found is None:
                return
            yield found
            at = found.end

    def _date(self, at: int, titled: bool) -> Stretch | None:
        """A date of publication, with labels or an agency before it and a time of day or an update behind it.

        A bare one may be the day of what happened ("July 7, 2005 London bombings killed 52"): before words for an
        event it is the page's only where the next word shows that a sentence begins, or the
        news names a weekday.
        """
        text, begin = self.text, _skipped(self.text, at)
        found = dates.day_at(text, begin)
        if found is None:
            return None
        day, bare = found
        end = bare
        for behind in (_CLOCK, _again()):
            more = behind.match(text, end)
            end = more.end() if more else end
        end = self._past_buttons(end)
        if not (_begins_sentence(text, end) or _BY.match(text, _gap(text, end))):
            return None
        is_labelled = end > bare or begin > _gap(text, at) or _is_the_pages(text[begin:bare])
        if titled or is_labelled or self._title(end, True) or self._opens(end) or not _tells_event(text, end):
            return Stretch(end, "furniture", day)
        return Stretch(end, "furniture", day) if _names_weekday(text[end : end + _NEWS]) else None

    def _title(self, at: int, dated: bool) -> Stretch | None:
        """A title of the page said again, as long as it is a title here too and not how the sentence goes on.

        A mark, a date before or behind it, a word that opens a sentence or a long rest parts the two; "... in Kashmir
        Wednesday were from Pakistan" goes on.
        """
        text, begin = self.text, _gap(self.text, at)
        for title in self.titles:
            words = list(_WORD.finditer(text, begin, begin + 300))[: len(title)]
            if [_plain(word) for word in words] != list(title):
                continue
            end = words[-1].end()
            parted = dated or text[end : _gap(text, end)].strip() or self._opens(end) or self._date(end, True)
            if _begins_sentence(text, end, _REST_WORDS if parted else _LONG_REST):
                return Stretch(end, "headline")
        return None

    def _opens(self, at: int) -> bool:
        """Whether the next word has its capital for opening a sentence: the page writes it without one elsewhere."""
        match = _WORD.match(self.text, _gap(self.text, at))
        return match is not None and match.group().istitle() and match.group().lower() in self._small

    @cached_property
    def _small(self) -> frozenset[str]:
        return _ARTICLES.union(*(_SMALL.findall(line.text) for line in self.lines))

    def _byline(self, at: int) -> Stretch | None:
        """Names between date and title: "Posted on April 19 2017 by Asharq Al-Awsat English Six Killed in ..."."""
        begin = _gap(self.text, at)
        if not _BY.match(self.text, begin):
            return None
        ends = [match.end() for match in _WORD.finditer(self.text, begin, begin + _BYLINE)]
        return next((Stretch(end, "furniture") for end in ends if self._title(end, True)), None)

    def _past_buttons(self, at: int) -> int:
        """Behind buttons with their counts and a topic: "Get short URL 124", "Print Views 458", "Topic War (200) 3".

        A number that a title begins with or gives is none of the counts.
        """
        while (match := _buttons().match(self.text, at)) and not self._title(at, True):
            zeros = _ZEROS.match(self.text, match.end())
            at = zeros.end() if zeros else match.end()
            count = _COUNT.match(self.text, at)
            if count is None or any(count.group(1) in title for title in self.titles):
                continue
            if match.lastgroup == "counted" or self._ends_row(count.end()):
                at = count.end()
        return at

    def _ends_row(self, at: int) -> bool:
        """Whether another button or a title follows."""
        return _buttons().match(self.text, at) is not None or self._title(at, True) is not None


def _tells_event(text: str, at: int) -> bool:
    """Whether one of the next few words names what happened."""
    return any(word in load("publication")["event"] for word in _words(text[at : at + 80])[:_EVENT_WORDS])


def _names_weekday(text: str) -> bool:
    """Whether a text names a day of the week: news of these days does, what happened years ago not."""
    return any(word in _weekdays() for word in _words(text) if len(word) > 4)  # not "sat"


def _is_the_pages(day: str) -> bool:
    """Whether a date is written as pages date themselves: with a weekday before it, or in numbers alone."""
    first = _WORD.match(day)
    return not any(map(str.isalpha, day)) or (first is not None and first.group().lower() in _weekdays())


def _skipped(text: str, at: int) -> int:
    """Where a date may stand: behind a label ("Posted on", "Date of publication") or an agency, else right here."""
    best = at
    for match in _WORD.finditer(text, at, at + 40):
        words = " ".join(_words(text[at : match.end()]))
        if words in _before():
            best = match.end()
    return _gap(text, best)


def _begins_sentence(text: str, end: int, least: int = _REST_WORDS) -> bool:
    """Whether a sentence of its own, and no short rest of one, begins here."""
    at = _gap(text, end)
    if at == end and text[end : end + 1].islower():
        return False
    rest = _SENTENCE.match(text, at)
    if rest is None or rest.group()[-1].islower() or "," in text[end:at]:
        return False
    return len(_WORD.findall(_STOP.split(text[at : at + 400], maxsplit=1)[0])) >= least


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
    """A button, "counted" if a count always stands behind it, or a topic with the number of its articles."""
    data = load("publication")
    topic = r"topic\b[^.\n]{3,80}?\(\d+\)"
    return re.compile(
        rf"(?i:\s*(?<![^\W\d_])(?:(?P<counted>(?:{_either(data['counted'])})\b|{topic})|(?:{_either(data['buttons'])})\b))"
    )


@cache
def _again() -> re.Pattern[str]:
    """A bracket behind the date: a later date, an agency, or nothing but digits."""
    data = load("publication")
    agencies = _either(load("furniture")["agencies"])
    later = rf"(?:{_either([*data['updated'], *data['published']])})\b[^()\n]{{0,40}}"
    return re.compile(rf"(?i:\s*\((?:{later}|{agencies}|[\d\s.:/,-]{{1,40}})\))")


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for names in load("publication")["weekdays"].values() for name in names if name)
