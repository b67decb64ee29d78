"""The parts of a page: headline, body, furniture, and another article glued to it.

Only headline and body make claims, so a line is furniture only where the vocabulary (``furniture.yml``) or its shape
says so for certain. Captions stay with the body: they carry claims. Parts tile the text: the first begins at 0, each
begins where the one before it ends, the last ends at the end; blank lines belong to the part before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tallybook.gather import dates, leading
from tallybook.gather.front_matter import FrontMatter
from tallybook.gather.glued import cut
from tallybook.gather.lines import Line
from tallybook.records import Part, PartRole
from tallybook.vocabulary import load

NO_DATA = FrontMatter()
Mark = tuple[int, PartRole]

_BEGINS_MOST = 120
_HOLDS_MOST = 250
_BYLINE_WORDS = 10
_CREDIT_WORDS = 7
_KICKERS = 2
_HEAD = 8
_FOOT = 4
_HEADING_MOST = 60
_PIECES = re.compile(r"\s*[|•·/,;:>»]+\s*|\s+[-–—]+\s+|\.\s+|\s{3,}")
_EDGES = re.compile(r"^\W+|\W+$")
_COUNT = re.compile(r"[(\[]?\b\d[\d.,]*[km]?\b[)\]]?", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+", re.IGNORECASE)
_RULE = re.compile(r"[\W_]+")
_NAMES = re.compile(r"(?:[^\W\d_][\w.'’&-]*|/|\||,|&|\(|\)|\d{4}|-)")


@dataclass(frozen=True, slots=True)
class _Phrases:
    whole: frozenset[str]
    teasers: frozenset[str]
    agencies: frozenset[str]
    small: frozenset[str]
    desks: frozenset[str]
    begins: re.Pattern[str]
    holds: tuple[str, ...]
    bylines: re.Pattern[str]
    credits: re.Pattern[str]


@cache
def _phrases() -> _Phrases:
    data = load("furniture")

    def either(name: str) -> str:
        return "|".join(map(re.escape, sorted(data[name], key=lambda words: (-len(words), words))))

    return _Phrases(
        frozenset(data["whole"]) | frozenset(data["teasers"]),
        frozenset(data["teasers"]),
        frozenset(data["agencies"]),
        frozenset(data["beside_names"]) | frozenset(data["desks"]),
        frozenset(data["desks"]),
        re.compile(rf"\W*(?:{either('begins')})\s*(?:[:|>»]|\s[-–—]\s)", re.IGNORECASE),
        tuple(data["holds"]),
        re.compile(rf"[\W_]*(?:{either('bylines')})\b[\s:]", re.IGNORECASE),
        re.compile(rf"\W*(?:{either('credits')})\s*(?:[:|/]|\s[-–—]\s|$)\s*", re.IGNORECASE),
    )


def divide(text: str, lines: Sequence[Line], data: FrontMatter = NO_DATA) -> tuple[Part, ...]:
    """The parts of a text that is cut into these lines; ``data`` is the block that it begins with, if any."""
    roles = list(_roles(lines, data.end))
    _name_headline(lines, roles)
    other = cut(lines, roles)
    _mark_sharing(lines, roles)
    marks: list[Mark] = [
        (line.start, "other_article" if other is not None and line.start >= other else role)
        for line, role in zip(lines, roles, strict=True)
    ]
    marks = sorted({**dict(marks), **dict(_leading(lines, roles))}.items())
    mark = dates.machine_prefix(text)
    if mark:
        marks = [(0, "furniture"), *((max(start, mark), role) for start, role in marks)]
    if data.title is not None:
        marks = sorted([*marks, (data.title, "headline")])
    return tuple(_tile(marks, len(text)))


def _leading(lines: Sequence[Line], roles: Sequence[PartRole]) -> Iterator[Mark]:
    """What the first paragraph opens with before its first sentence: the date of publication, the headline again."""
    found = leading.first(lines)
    if found is None or roles[lines.index(found[0])] != "body":
        return
    line, stretches = found
    ends = [0, *(stretch.end for stretch in stretches)]
    yield from ((line.start + at, stretch.role) for at, stretch in zip(ends, stretches, strict=False))
    yield line.start + ends[-1], "body"


def _mark_sharing(lines: Sequence[Line], roles: list[PartRole]) -> None:
    """The page's title said twice around its address is a button to share it, and no headline's claim."""
    for i in range(1, len(lines) - 1):
        if _ADDRESS.fullmatch(lines[i].text.strip()) and lines[i - 1].text == lines[i + 1].text:
            roles[i - 1] = roles[i + 1] = "furniture"


def is_furniture(line: Line) -> bool:
    """Whether a line by itself is the page's own: a menu, a button, a byline, a credit, an address."""
    text = line.text
    if len(text) > _HOLDS_MOST:
        return False
    low = text.casefold()
    for phrase in _phrases().holds:  # no generator: this is asked of every line
        if phrase in low:
            return True
    return len(text) <= _BEGINS_MOST and (_is_label(text) or _is_byline(text) or _is_credit(text))


def _roles(lines: Sequence[Line], data_end: int) -> Iterator[PartRole]:
    below_teasers = told = False
    before: PartRole = "furniture"
    for number, line in enumerate(lines):
        heading = len(line.text) < _HEADING_MOST and bare(line.text) in _phrases().teasers
        below_teasers = told and (heading or (below_teasers and _is_teaser(line)))
        own = line.start < data_end or below_teasers or heading or is_furniture(line)
        role: PartRole = "furniture" if own or _dates_page(lines, number, before) else "body"
        told = told or (line.is_prose and role == "body")
        before = role
        yield role


def _dates_page(lines: Sequence[Line], number: int, before: PartRole) -> bool:
    """Whether a line is a date of publication. Further down, a bare date heads an entry of a diary and stays."""
    stamp = dates.read_stamp(lines[number].text)
    at_edge = number < _HEAD or number >= len(lines) - _FOOT
    return stamp is not None and (at_edge or bool(stamp.label) or before == "furniture" or lines[number - 1].is_title)


def bare(text: str) -> str:
    """A line without case, counts and the marks around it, as the vocabulary spells it."""
    low = text.casefold().replace("’", "'")
    return _EDGES.sub("", " ".join(_COUNT.sub(" ", low).split()))


def _is_teaser(line: Line) -> bool:
    return len(line.text) <= _BEGINS_MOST and not line.text.endswith((".", ".”", '."', ".'", ":"))


def _is_label(text: str) -> bool:
    phrases = _phrases()
    if text.startswith("©") or all(map(_ADDRESS.fullmatch, text.split())) or _RULE.fullmatch(text):
        return True
    if len(text) <= _BEGINS_MOST and phrases.begins.match(text):
        return True
    pieces = [piece for piece in (bare(part) for part in _PIECES.split(text)) if piece]
    known = phrases.whole | phrases.agencies
    whole = bare(text)
    return whole in known or (
        bool(pieces) and all(piece in known or _all_words(piece, phrases.whole) for piece in pieces)
    )


def _all_words(piece: str, known: frozenset[str]) -> bool:
    """Whether a run of buttons: "facebook twitter whatsapp"."""
    words = piece.split()
    return len(words) > 1 and all(word in known for word in words)


def _is_byline(text: str) -> bool:
    match = _phrases().bylines.match(text)
    most = _BYLINE_WORDS * (2 if text.startswith("(") else 1)
    if not match or len(text.split()) > most or re.search(r"[.!?]\s|\d", text.rstrip(".)")):
        return False
    rest = re.findall(r"[\w.'’-]+", text[match.end() :])
    return bool(rest) and (
        rest[-1] in _phrases().desks or all(word[0].isupper() or word in _phrases().small for word in rest)
    )


def _is_credit(text: str) -> bool:
    """A credit names; a caption tells. Only capitals, agencies and years may follow the label."""
    inner = text.strip("()[]-–— \t")
    match = _phrases().credits.match(inner)
    rest = inner[match.end() :] if match else inner if text[:1] in "([" and _holds_agency(inner) else None
    if rest is None or len(rest.split()) > _CREDIT_WORDS:
        return False
    return all(_NAMES.fullmatch(word) and (word[0].isupper() or word in _phrases().small or not word[0].isalpha())
               for word in re.findall(r"[\w.'’&-]+|\S", rest))  # fmt: skip


def _holds_agency(text: str) -> bool:
    return any(bare(part) in _phrases().agencies for part in _PIECES.split(text))


def _name_headline(lines: Sequence[Line], roles: list[PartRole]) -> None:
    """The first title of the page, and any line that repeats it or that the page says twice."""
    content = [i for i, role in enumerate(roles) if role == "body"]
    if len(content) < 2:
        return
    top = next((k for k, i in enumerate(content) if lines[i].is_prose), 0)
    first = next((i for i in content[: min(top, _KICKERS + 1) or 1] if lines[i].is_title), None)
    if first is not None:
        roles[first] = "headline"
    seen: dict[str, int] = {}
    for i in content:
        if not lines[i].is_title:
            continue
        twin = seen.setdefault(lines[i].text, i)
        if twin != i and len(lines[i].text) > 30:
            roles[i] = roles[twin] = "headline"


def _tile(marks: Sequence[Mark], length: int) -> Iterator[Part]:
    begin, current = 0, marks[0][1] if marks else "body"
    for start, role in marks[1:]:
        if role != current and start > begin:
            yield Part(begin, start, current)
            begin = start
        current = role
    if length > begin:
        yield Part(begin, length, current)
