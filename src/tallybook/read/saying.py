"""Saying cues: which words of a sentence tell that somebody says something, and who that is."""

from __future__ import annotations

from functools import cache

from tallybook.read.names import Phrase, phrase_after, phrase_before
from tallybook.read.roles import (
    ACTOR,
    AND,
    ARTICLE,
    BETWEEN,
    COMMA,
    MODIFIER,
    NAME,
    NUMBER,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    STOP,
    TIME,
    UNKNOWN,
    Tagged,
    is_state,
    kind_of,
)
from tallybook.read.sources import Cue, Shape, agent, apposition, believed, heard, named_source, owned_count, quoted
from tallybook.read.subjects import aside_end, follows_mark, rests, saying, subject_of
from tallybook.vocabulary import load

_BE = frozenset(("is", "are", "was", "were", "been", "being", "be"))
_NOT_SAYING = _BE | {"to", "of"}
_CLAIMED_WORDS = "a an the responsibility credit its their this it"
_CLAIMED = frozenset(_CLAIMED_WORDS.split())
_GOING_ON_WORDS = "as after while when before that there here but though although"
_GOING_ON = frozenset(_GOING_ON_WORDS.split())
_HEDGES = frozenset(("at", "least", "about", "some", "only", "up", "to"))
_STUDIES = frozenset(("igo", "ngo", "media", "court"))
_PARTIES = frozenset(("military", "armed_group", "police", "witness"))
_SECOND = frozenset(("say", "count"))
_GIVES = frozenset(("give", "gives", "giving", "gave"))
_TOLLS = frozenset(("toll", "tally", "count", "number", "figure"))
_PARTING = frozenset(":—–-")
_JUDGED = frozenset(("reports", "rumours", "rumors"))


@cache
def verbs() -> dict[str, str]:
    """Every word that can open a cue -> its class in the vocabulary."""
    data = load("saying")
    table: dict[str, str] = {}
    for name in ("heard", "holds", "finds", "possessed", "passive", "verdict", "count", "say", "before_name"):
        table.update(dict.fromkeys(data[name], name))
    return table


@cache
def _openings() -> frozenset[str]:
    return frozenset(verbs())


def cues(tagged: Tagged) -> list[Cue]:
    """The saying cues of a sentence in order; overlapping ones are left out."""
    table = verbs()
    found: list[Cue] = []
    if _openings().isdisjoint(tagged.sentence.words):
        return _colon(tagged)
    done = 0
    for index, low in enumerate(tagged.lows):
        if low not in table or index < done:
            continue
        cue = _cue(tagged, index, table[low], _low(found))
        if cue is not None:
            found.append(cue)
            done = cue.last
            if cue.shape == "verdict":
                found += _judged(tagged, cue)
                done = found[-1].last
    return found or _colon(tagged)


def _judged(tagged: Tagged, verdict: Cue) -> list[Cue]:
    """ "... rejected media reports that 12 died, calling it fake": the reports tell it, then the judge speaks again."""
    lows = tagged.lows
    first = verdict.last
    while lows[first : first + 1] == ["media"] or (first < len(lows) and tagged.roles[first] == ARTICLE):
        first += 1
    if (
        lows[first : first + 1] == []
        or lows[first] not in _JUDGED
        or lows[first + 1 : first + 2] not in (["that"], ["of"])
    ):
        return []
    reports = Cue(first, first + 2, "before", Phrase(first, first + 1))
    for index in range(first + 2, len(lows) - 1):
        if tagged.roles[index] == COMMA and lows[index + 1].endswith("ing"):
            return [reports, Cue(index, index + 1, "before", verdict.phrase, verdict.beside)]
    return [reports]


def _low(found: list[Cue]) -> int:
    """How far left a subject may lie: behind the cue before, unless that was only an aside ("citing relatives")."""
    return found[-1].last if found and not found[-1].relay else 0


def _cue(tagged: Tagged, index: int, name: str, low: int) -> Cue | None:
    if name == "before_name":
        return named_source(tagged, index)
    word = tagged.lows[index]
    cue = owned_count(tagged, index, low) if word in saying("possessed") else None
    if cue is None and word in saying("relays"):
        cue = quoted(tagged, index, low)
    cue = cue or agent(tagged, index)
    if cue is not None or name in ("possessed", "passive") or _is_no_verb(tagged, index):
        return cue
    if name == "holds":
        return _holds(tagged, index, low)
    if name == "heard":
        return believed(tagged, index) if word == "follows" else heard(tagged, index)
    if word in ("believes", "believe"):
        cue = believed(tagged, index)
    return cue or _inverted(tagged, index, name) or _spoken(tagged, index, name, low)


def _is_no_verb(tagged: Tagged, index: int) -> bool:
    """Whether the word is a noun here ("the report of"), a passive ("is said to") or means something else."""
    lows = tagged.lows
    word, before = lows[index], lows[index - 1] if index else ""
    after = lows[index + 1] if index + 1 < len(lows) else ""
    if before in _BE if word in ("said", "told") else before in _NOT_SAYING and not word.endswith("ing"):
        return True
    if word.startswith("claim") and _claims_a_deed(tagged, index, after):
        return True
    if word in saying("split") and after not in ("on", "out"):
        return True
    if word == "attributed" and index and tagged.roles[index - 1] == COMMA and after == "to":
        return True
    if word == "said" and lows[index + 1 : index + 3] in (["to", "be"], ["to", "have"]):
        return True
    if word == "known" and before not in ("made", "makes", "make"):
        return True
    if after in saying("particles") and verbs()[word] == "count":
        return _TOLLS.isdisjoint(tagged.lows[index + 2 : index + 6])
    if (word in ("put", "puts") and after == "to") or (word in _GIVES and "name" in lows[index + 1 : index + 4]):
        return True
    if verbs().get(after) in _SECOND and word not in ("said", "says") and verbs()[word] != "verdict":
        return True
    return word in saying("nouns") and _is_noun(tagged, index, after)


def _claims_a_deed(tagged: Tagged, index: int, after: str) -> bool:
    """ "claimed the attack", "claimed 20 lives": nothing is said."""
    if index and tagged.roles[index - 1] in (COMMA, QUOTE):
        return False
    return after in _CLAIMED or "lives" in tagged.lows[index + 1 : index + 6]


def _is_noun(tagged: Tagged, index: int, after: str) -> bool:
    if index == 0 or after in ("of", "from", ":") or tagged.tokens[index].text[0].isupper():
        return True
    role, before = tagged.roles[index - 1], tagged.lows[index - 1]
    if role in (ARTICLE, PREPOSITION, MODIFIER, NUMBER) or before.endswith("'s"):
        return True
    return role == STOP and before.isalpha()


def _inverted(tagged: Tagged, index: int, name: str) -> Cue | None:
    """ "..., said the ministry": the verb follows a mark or opens the sentence and a plain name follows the verb."""
    lows, roles = tagged.lows, tagged.roles
    if name != "say" or lows[index] in saying("listener"):
        return None
    so = index == 1 and lows[0] == "so"
    if index and not (so or roles[index - 1] in (COMMA, QUOTE, BETWEEN) or _is_mark(tagged, index - 1)):
        return None
    phrase = phrase_after(tagged, index + 1, len(lows))
    if phrase is None:
        return None
    end = phrase.last
    role = roles[end] if end < len(roles) else COMMA
    if phrase.pronoun and role not in (COMMA, QUOTE, STOP, TIME, PREPOSITION):
        return None
    if not phrase.pronoun and role in (UNKNOWN, NUMBER, ARTICLE, PRONOUN):
        return None
    if role == STOP and lows[end].isalpha() and lows[end] not in _GOING_ON:
        return None
    return Cue(index, end, "after", phrase, apposition(tagged, phrase))


def _is_mark(tagged: Tagged, index: int) -> bool:
    return tagged.roles[index] == STOP and (not tagged.lows[index].isalpha() or tagged.lows[index] == "as")


def _holds(tagged: Tagged, index: int, low: int) -> Cue | None:
    """ "the ministry has 40 dead": a count, unless the subject is a party to the fight or nobody known."""
    if not _counts(tagged, index):
        return None
    phrase = phrase_before(tagged, low, index)
    if phrase is None or phrase.pronoun:
        return None
    words = tagged.tokens[phrase.first : phrase.last]
    kind = kind_of(words)
    party = kind in _PARTIES and saying("mouths").isdisjoint(tagged.lows[low:index])
    if kind is None or party or is_state(words):
        return None
    return Cue(phrase.first, index + 1, "before", phrase)


def _counts(tagged: Tagged, index: int) -> bool:
    """Whether a number, or "the toll at", follows "has"."""
    lows = tagged.lows
    number = index + 1
    while number < len(lows) and lows[number] in _HEDGES:
        number += 1
    if number >= len(lows):
        return False
    if tagged.roles[number] == NUMBER or lows[number] in ("dozens", "scores", "hundreds"):
        return True
    near = lows[index + 1 : index + 7]
    return near[0] == "the" and "at" in near and not {"toll", "dead", "number", "count"}.isdisjoint(near)


def _spoken(tagged: Tagged, index: int, name: str, low: int) -> Cue | None:
    """Subject and verb: "police said", "Ali Haji, the minister, told AFP", "... and said" (subject borrowed)."""
    lows = tagged.lows
    phrase, beside = subject_of(tagged, index, low)
    shape: Shape = "verdict" if name == "verdict" else "before"
    if phrase is None:
        return _borrowed(tagged, index, name, low, shape)
    if phrase.pronoun and lows[phrase.first] in ("we", "i"):
        return None
    if _negated(tagged, index):
        return None
    if lows[index] in saying("finds") and not _studies(tagged, phrase):
        return None
    first = min(phrase.first, beside.first) if beside else phrase.first
    end = aside_end(tagged, index) if shape == "before" and first else None
    if end is not None and (follows_mark(tagged, first) or rests(tagged, index, end)):
        quotes_on = lows[end : end + 1] == [":"] and tagged.roles[first - 1] == QUOTE
        if not quotes_on:
            return Cue(first, end, "after", phrase, beside)
    return Cue(first, index + 1, shape, phrase, beside)


def _negated(tagged: Tagged, index: int) -> bool:
    """ "has not yet said": a negation among the auxiliaries of the verb."""
    back = index - 1
    while back > 0 and tagged.roles[back] == BETWEEN:
        if tagged.lows[back] in ("not", "never"):
            return True
        back -= 1
    return False


def _studies(tagged: Tagged, phrase: Phrase) -> bool:
    """Whether the subject reports what it finds: a body that studies, or a report itself."""
    kind = kind_of(tagged.tokens[phrase.first : phrase.last])
    return kind in _STUDIES or not saying("mouths").isdisjoint(tagged.lows[phrase.first : phrase.last])


def _borrowed(tagged: Tagged, index: int, name: str, low: int, shape: Shape) -> Cue | None:
    """A verb without a subject of its own: that of the cue before, or the known actor that opens the sentence."""
    lows, roles = tagged.lows, tagged.roles
    before = roles[index - 1] if index else STOP
    if name == "count" and before not in (AND, COMMA):
        return None
    if not low and lows[index].endswith("ing") and before == COMMA:
        named = phrase_before(tagged, 0, index - 1)
        if named is not None and not named.pronoun and NAME in roles[named.first : named.last]:
            return Cue(index, index + 1, shape, named)
        opening = phrase_after(tagged, 0, index)
        if opening is not None and kind_of(tagged.tokens[opening.first : opening.last]) is not None:
            return Cue(index, index + 1, shape, opening)
    if not low and not lows[index].endswith("ing"):
        opening = phrase_after(tagged, 0, index)
        if opening is None or kind_of(tagged.tokens[opening.first : opening.last]) is None:
            return None
        return Cue(index, index + 1, shape, opening)
    if name == "verdict" or not index or before not in (AND, COMMA, BETWEEN, STOP):
        return None
    return None if lows[index - 1] in ("who", "that", "which") else Cue(index, index + 1, shape, None)


def _colon(tagged: Tagged) -> list[Cue]:
    """A headline's "...: police" or "Police: ..."; only words that are speakers by themselves count."""
    lows = tagged.lows
    if _PARTING.isdisjoint(tagged.sentence.words):
        return []
    for index in range(1, len(lows) - 1):
        if lows[index] not in _PARTING:
            continue
        tail = phrase_after(tagged, index + 1, len(lows))
        if tail and tail.last >= len(lows) - 1 and _is_speaker(tagged, tail):
            return [Cue(index, tail.last, "after", tail)]
        head = phrase_before(tagged, 0, index) if lows[index] == ":" else None
        if head and _starts(tagged, head.first) and _is_speaker(tagged, head) and not _is_place(tagged, head):
            return [Cue(0, index + 1, "before", head)]
    return []


def _starts(tagged: Tagged, first: int) -> bool:
    """Whether only a bullet, an hour, a bracketed day or another name stands before ``first``."""
    return first <= 4 and all(
        role in (NUMBER, TIME, NAME, ACTOR) or low == "from" or not low.isalnum()
        for role, low in zip(tagged.roles[:first], tagged.lows, strict=False)
    )


def _is_speaker(tagged: Tagged, phrase: Phrase) -> bool:
    return not phrase.pronoun and kind_of(tagged.tokens[phrase.first : phrase.last]) is not None


def _is_place(tagged: Tagged, phrase: Phrase) -> bool:
    """Whether the words are but a state or a capital, as in a dateline ("KABUL: ...")."""
    return is_state(tagged.tokens[phrase.first : phrase.last])
