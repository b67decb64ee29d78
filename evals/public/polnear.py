"""PolNeAR (dev): whether what is said is given to who says it.

The speakers are those of ``tallybook.read.speakers``, which every reader builds on: ``--reader`` makes no difference
here. Asked are the attributions with a source whose cue holds a verb of saying, by the list below, which is not the
reader's, and whose source is no owner ("Trump's claim"). For each, the speaker that the reader gives to the content (at
its first words that have one) is compared with the gold source: it is **found** where the speaker's words overlap the
source, or where the words by which the reader came to that speaker do: it resolves "he" and a bare surname to the name
that was told before, which the set does not. **Somebody else** and **nobody** (the outlet's own voice) are the two ways
to be wrong. Where several people annotated a text, the first file by name is the gold.

Sentences that no attribution touches are the outlet's own: the last row asks how many get no speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.public.inputs import progress, sample
from evals.public.table import Miss, Table

from tallybook.errors import InputError, UnreadableFile
from tallybook.evaluation.counts import share
from tallybook.evaluation.files import read_text
from tallybook.gather import from_text
from tallybook.read import speakers
from tallybook.read.document import Document, analyse
from tallybook.read.speakers import Attributions
from tallybook.records import Span, Speaker
from tallybook.workers import Reader

Answer = Literal["found", "somebody else", "nobody"]

_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|add(?:s|ed|ing)?|announc(?:e|es|ed|ing)|argu(?:e|es|ed|ing)"
    r"|assert(?:s|ed|ing)?|claim(?:s|ed|ing)?|comment(?:s|ed|ing)?|confirm(?:s|ed|ing)?|declar(?:e|es|ed|ing)"
    r"|explain(?:s|ed|ing)?|insist(?:s|ed|ing)?|not(?:es|ed|ing)|predict(?:s|ed|ing)?|recall(?:s|ed|ing)?"
    r"|remark(?:s|ed|ing)?|repeat(?:s|ed|ing)?|repl(?:y|ies|ied|ying)|report(?:s|ed|ing)?|respond(?:s|ed|ing)?"
    r"|stat(?:es|ed|ing)|stress(?:es|ed|ing)?|suggest(?:s|ed|ing)?|tweet(?:s|ed|ing)?|warn(?:s|ed|ing)?"
    r"|writ(?:e|es|ing)|wrote|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|conced(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"['’]s?$|^(?:his|her|their|its|my|our)$", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|they|it|i|we|you|who|which)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution of the gold: the stretches of its source, cue and content."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An attribution that is asked for, its source's words, and what the reader answers."""

    where: str
    words: str
    source: str
    speaker: Speaker | None
    answer: Answer

    @property
    def pronoun(self) -> bool:
        """Whether the source is only a pronoun."""
        return _PRONOUN.fullmatch(self.source) is not None


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures Tallybook's speakers on ``dev/``; the reader is not used."""
    asked: list[Asked] = []
    own: list[bool] = []
    pairs = sample(_pairs(folder / "dev"), size)
    for text_file, gold_file in progress("polnear", pairs):
        doc = analyse(from_text(read_text(text_file), path=text_file.name))
        gold = _attributions(gold_file)
        said = speakers.attribute(doc)
        asked += [_asked(doc, said, one) for one in gold if _is_asked(doc, one)]
        own += _own_voice(doc, said, gold)
    answers = Counter(one.answer for one in asked)
    rows = {
        "source found": share(one.answer == "found" for one in asked),
        "source found, a pronoun": share(one.answer == "found" for one in asked if one.pronoun),
        "source found, a name or a noun": share(one.answer == "found" for one in asked if not one.pronoun),
        "answers": {answer: answers[answer] for answer in ("found", "somebody else", "nobody")},
        "sentences without attribution left to the outlet": share(own),
    }
    misses = [_miss(one) for one in asked if one.answer != "found"]
    return Table("polnear", "PolNeAR dev, sources of what is said", len(pairs), rows, 0, tuple(misses))


def _pairs(folder: Path) -> list[tuple[Path, Path]]:
    """The texts with their gold, by name."""
    texts = sorted(folder.glob("*.txt"))
    if not texts:
        raise UnreadableFile(f"{folder}: no text in it", "Is --data the folder that holds the sets?")
    found = [(text, sorted(folder.glob(f"{text.stem}_????.ann"))) for text in texts]
    return [(text, files[0]) for text, files in found if files]


def _attributions(path: Path) -> list[Attribution]:
    """The attributions of a brat file, in its order."""
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[list[str]] = []
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            spans[name] = _spans(rest, f"{path}:{number}")
        elif name.startswith("E"):
            events.append(rest.split())
    return [_attribution(event, spans) for event in events]


def _spans(rest: str, where: str) -> tuple[Span, ...]:
    """The stretches of "Source 12 20;25 30<tab>words"."""
    _, _, offsets = rest.partition("\t")[0].partition(" ")
    try:
        return tuple(Span(*map(int, stretch.split())) for stretch in offsets.split(";"))
    except (TypeError, ValueError) as error:
        raise InputError(f"{where}: no stretch of text: {rest[:60]!r}", "Is this a brat file?") from error


def _attribution(event: list[str], spans: dict[str, tuple[Span, ...]]) -> Attribution:
    def of(role: str) -> tuple[Span, ...]:
        named = (one.partition(":") for one in event[1:])
        return tuple(span for name, _, target in named if name.rstrip("0123456789") == role for span in spans[target])

    return Attribution(of("Source"), of("Cue"), of("Content"))


def _is_asked(doc: Document, attribution: Attribution) -> bool:
    """Whether somebody is told to say something, by a verb: "Trump's claim that" has a noun."""
    text = doc.report.text
    if not attribution.content or any(_OWNER.search(span.of(text)) for span in attribution.source):
        return False
    return bool(attribution.source) and any(_SAYING.search(span.of(text)) for span in attribution.cue)


def _asked(doc: Document, said: Attributions, gold: Attribution) -> Asked:
    text = doc.report.text
    speaker = _speaker(doc, said, gold.content)
    source = " ".join(span.of(text) for span in gold.source)
    around = doc.at(gold.cue[0].start).span.of(text)
    return Asked(doc.report.path, around, source, speaker, _answer(said, speaker, gold.source))


def _speaker(doc: Document, said: Attributions, content: tuple[Span, ...]) -> Speaker | None:
    """The speaker of the first words of a content that have one."""
    tokens = (
        token
        for sentence in doc.sentences
        for token in sentence.tokens
        if any(Span(token.start, token.end).overlaps(span) for span in content)
    )
    told = (said.speaker_at(token.start, token.end) for token in tokens if token.text[0].isalnum())
    return next((speaker for speaker in told if speaker is not None), None)


def _answer(said: Attributions, speaker: Speaker | None, source: tuple[Span, ...]) -> Answer:
    if speaker is None:
        return "nobody"
    named = (Span(speaker.start, speaker.end), *_phrases(said, speaker))
    return "found" if any(one.overlaps(span) for one in named for span in source) else "somebody else"


def _phrases(said: Attributions, speaker: Speaker) -> Iterator[Span]:
    """The words by which the cues of a report came to a speaker: its name, a surname, a pronoun."""
    for told in said.told:
        tokens = told.tagged.tokens
        for cue, voice in told.cues:
            if cue.phrase is not None and voice.speaker == speaker:
                yield Span(tokens[cue.phrase.first].start, tokens[cue.phrase.last - 1].end)


def _own_voice(doc: Document, said: Attributions, gold: list[Attribution]) -> Iterator[bool]:
    touched = [span for one in gold for span in (*one.source, *one.cue, *one.content)]
    for sentence in doc.sentences:
        if not any(sentence.span.overlaps(span) for span in touched):
            yield all(said.speaker_at(token.start, token.end) is None for token in sentence.tokens)


def _miss(one: Asked) -> Miss:
    return Miss(one.answer, one.where, one.words, one.source, one.speaker.name if one.speaker else None)
