"""Which language a report is in.

English is told by its own small words, which no headline style or upper case hides; all else by py3langid. A text too
short to tell has no language. A wrong word here would lose a report, so English needs little proof and another
language much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from tallybook.records import Part

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
"""ISO 639's word for a language that cannot be told: another script, but not which language."""

_LOOKED_AT = 4000
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SMALL = frozenset(
    ("the", "of", "and", "to", "said", "were", "was", "with", "from", "that", "by", "have", "has", "been", "his", "it")
)
_ENGLISH = 0.11
"""Share of small words from which a text is English; running English has a quarter, other languages a fiftieth."""
_MAYBE = 0.05
_GLANCE = 800
"""So many characters of English are enough to tell it."""
_FEWEST_GLANCED = 6
_FEWEST_LETTERS = 24
_FEWEST_WORDS = 12
_SURE = 0.9


def language_of(text: str, parts: Iterable[Part] = ()) -> str | None:
    """The two-letter code of the language of a report's headline and body, ``und``, or None where it is too short.

    >>> language_of("Two men were killed by the army, police said."), language_of("Ja.")
    ('en', None)
    """
    told = "\n".join(text[p.start : p.end] for p in parts if p.role in ("headline", "body"))
    sample = (told or text)[:_LOOKED_AT]
    if _share(sample[:_GLANCE]) >= _ENGLISH:
        return "en"
    letters = sum(map(str.isalpha, sample))
    if letters < _FEWEST_LETTERS:
        return None
    if len(_LATIN.findall(sample)) * 2 < letters:
        found = _identified(sample)[0]
        return UNDETERMINED if found == "en" else found
    return _latin(sample)


def _latin(sample: str) -> str | None:
    share = _share(sample)
    found, sure = _identified(sample.lower())
    if found == "en" or share >= _ENGLISH:
        return "en"
    if len(_WORD.findall(sample)) < _FEWEST_WORDS or share > _MAYBE or sure < _SURE:
        return None
    return found


def _share(sample: str) -> float:
    """The share of English small words, 0 where there are too few words to tell."""
    words = _WORD.findall(sample.lower())
    return sum(word in _SMALL for word in words) / len(words) if len(words) >= _FEWEST_GLANCED else 0.0


def _identified(sample: str) -> tuple[str, float]:
    language, sure = _identifier().classify(sample)
    return str(language), float(sure)


@cache
def _identifier() -> LanguageIdentifier:
    # Loaded here: the model takes half a second, and English text does without it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
