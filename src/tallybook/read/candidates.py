"""What may be a figure in a sentence: number phrases with what they count, and single persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

from tallybook.read import people, quantities
from tallybook.read.document import Sentence, Token
from tallybook.read.grammar import cues
from tallybook.read.quantity import Quantity
from tallybook.read.wordlists import words
from tallybook.records import Qualifier, Victims
from tallybook.vocabulary import load

_SINGLE_DETERMINERS = frozenset(("a", "an", "the", "his", "her", "its", "their", "another", "one's"))
_PREDICATE = frozenset(("were", "was", "are", "is", "being"))


class Candidate(NamedTuple):
    """A phrase over tokens ``[first, last]`` that may count people.

    ``sort`` is the noun's (people, bare, unknown, thing, unheard) or ``single`` for one person without a number.
    ``share`` marks a share of a number said before ("including three", "of them").
    """

    first: int
    last: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    sort: str
    victims: Victims | None
    more: bool = False
    share: bool = False
    of_group: str | None = None
    head: str = ""
    none: bool = False
    pronoun: bool = False
    core: int = 0


def find(sentence: Sentence, singles: bool = True) -> tuple[Candidate, ...]:
    """The candidates of a sentence, left to right, without things ("15 vehicles")."""
    tokens = sentence.tokens
    found = [_numbered(tokens, quantity) for quantity in quantities.find(tokens)]
    numbered = [candidate for candidate in found if candidate is not None]
    kept = [candidate for candidate in numbered if not _is_base(tokens, candidate, numbered)]
    if singles:
        taken = {at for c in found if c is not None for at in range(c.first, c.last + 1)}
        kept += _singles(tokens, taken)
        kept += _named(tokens, {at for c in kept for at in range(c.first, c.last + 1)})
        kept.sort(key=lambda c: c.first)
    return tuple(candidate for candidate in kept if candidate.sort != "thing")


def _is_base(tokens: tuple[Token, ...], candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """The 45 of "nine of the 45 pilgrims aboard were killed", "of the 45 pilgrims, nine": not of "nine of the 45 hurt",
    nor of "of the 45 people who were killed"."""
    first, last = candidate.first, candidate.last
    of = first - 1 - (first > 1 and tokens[first - 1].low == "the")
    if candidate.sort != "people" or of < 0 or tokens[of].low != "of":
        return False
    opens = of == 0 or not tokens[of - 1].text[0].isalnum()
    if not opens and not any(other.first < first <= other.last for other in found):
        return False
    behind = min(last + 1, len(tokens) - 1)
    if tokens[behind].low in _RELATIVE:
        marks = (at for at in range(behind, len(tokens)) if not tokens[at].text[0].isalnum())
        behind = next(marks, len(tokens)) - 1
    elif tokens[behind].low in words("passive") | words("perfect"):
        behind = last
    return not any(cues().starts(tokens[at].low) and cues().at(tokens, at) for at in range(first, behind + 1))


_RELATIVE = frozenset(("who", "that", "which", "whom"))


def further(sentence: Sentence, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """What may count one person besides what ``find`` found: too loose for the grammar, for a reader that weighs it.

    Single persons and names in a sentence without a harm word, "a second", "another", a noun without an article
    ("Soldier killed").
    """
    tokens = sentence.tokens
    taken = {at for candidate in found for at in range(candidate.first, candidate.last + 1)}
    extra = [*_ordinals(tokens, taken), *_singles(tokens, taken)]
    extra += _named(tokens, taken | {at for one in extra for at in range(one.first, one.last + 1)})
    taken |= {at for one in extra for at in range(one.first, one.last + 1)}
    return tuple(sorted((*extra, *_nouns(tokens, taken)), key=lambda candidate: candidate.first))


_ORDINALS = frozenset(
    [
        *("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
        *("twelfth", "thirteenth", "other"),
    ]
)


def _ordinals(tokens: tuple[Token, ...], taken: set[int]) -> Iterator[Candidate]:
    """ "a second was hurt", "a thirteenth service member", "another died"."""
    for at, token in enumerate(tokens):
        alone = token.low == "another"
        numbered = token.low in ("a", "the") and at + 1 < len(tokens) and tokens[at + 1].low in _ORDINALS
        if at in taken or not (alone or numbered):
            continue
        single = _single(tokens, at)
        last = single.last if single else at + (not alone)
        if not taken.isdisjoint(range(at, last + 1)):
            continue
        taken.update(range(at, last + 1))
        yield single or Candidate(at, last, 1, 1, "exact", "single", None, more=True, core=at)


def _nouns(tokens: tuple[Token, ...], taken: set[int]) -> Iterator[Candidate]:
    """ "Soldier killed in ambush", "dead: journalist": one person by a noun alone."""
    for at, token in enumerate(tokens):
        if at in taken or not token.text[0].isalpha() or not _is_singular(token.low):
            continue
        kind = people.classify(token.low)
        if kind in ("security_force", "armed_group", "civilian", "unspecified"):
            taken.add(at)
            yield Candidate(at, at, 1, 1, "exact", "single", cast(Victims, kind), head=token.low, core=at)


def spread(tokens: tuple[Token, ...], found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """ "At least 15 soldiers, 11 civilians and 133 terrorists were killed": the bound governs the whole list.

    Only a list of three or more does so; in "at least 77 Afghans and 13 US soldiers" the second number stands alone.
    """
    out = list(found)
    for index, head in enumerate(found):
        chain = _chain(tokens, found, index)
        if head.qualifier == "at_least" and len(chain) >= 2 and tokens[chain[-1].first - 1].low == "and":
            for offset, item in enumerate(chain, start=index + 1):
                out[offset] = item._replace(high=None, qualifier="at_least")
    return tuple(out)


def _chain(tokens: tuple[Token, ...], found: tuple[Candidate, ...], index: int) -> list[Candidate]:
    chain: list[Candidate] = []
    for left, right in pairwise(found[index:]):
        between = [token.low for token in tokens[left.last + 1 : right.first]]
        if between not in ([","], ["and"], [",", "and"]) or right.qualifier != "exact" or right.sort != "people":
            break
        if right.share or right.none:
            break
        chain.append(right)
    return chain


def _numbered(tokens: tuple[Token, ...], quantity: Quantity) -> Candidate | None:
    noun = people.after_number(tokens, quantity.last + 1)
    last = max(quantity.last, noun.last)
    word = tokens[quantity.core].low
    if (quantity.sort == "none" and word in ("nobody", "no-one", "none")) or _pair(tokens, quantity) == "no one":
        noun = people.Noun(quantity.last, "unspecified", "people", head="nobody")
        last = quantity.last
    after = quantities.bound_after(tokens, last) if noun.sort == "people" and quantity.qualifier == "exact" else None
    if after is not None:
        last = after[0]
        quantity = quantities.bounded(quantity, after[1])
    if quantity.sort == "none" and noun.head in ("body", "bodies"):
        return None
    if _is_bare_year(tokens, quantity, noun) or _counts_a_count(tokens, last) or _is_no_count(tokens, quantity):
        return None
    first = _with_another(tokens, quantity.first)
    share = noun.of_them or _is_share(tokens, quantity.first) or _is_share_after(tokens, first, last)
    predicate = _predicate(tokens, last, noun.of_them) if noun.sort == "bare" or noun.of_group else None
    predicate = predicate or (_origin(tokens, last) if noun.sort == "bare" else None)
    victims = predicate or noun.victims
    return Candidate(
        first, last, quantity.low, quantity.high, quantity.qualifier, noun.sort, victims,
        noun.more or word == "both" or first < quantity.first, share, noun.of_group, noun.head, quantity.sort == "none",
        not quantity.ordinary or word == "both", quantity.core,
    )  # fmt: skip


def _is_bare_year(tokens: tuple[Token, ...], quantity: Quantity, noun: people.Noun) -> bool:
    text = tokens[quantity.core].text
    if len(text) != 4 or not text.isdigit() or not 1950 <= int(text) <= 2050 or quantity.last > quantity.core:
        return False
    return noun.sort != "people" or noun.head in ("killings", "murders", "deaths", "killing", "murder", "victims")


def _is_no_count(tokens: tuple[Token, ...], quantity: Quantity) -> bool:
    """ "no heavier loss" compares; "some of the thousands" takes an unknown part of a crowd."""
    following = tokens[quantity.last + 1].low if quantity.last + 1 < len(tokens) else ""
    if quantity.sort == "none" and following in words("comparing"):
        return True
    before = [token.low for token in tokens[max(0, quantity.first - 3) : quantity.first]]
    return before[1:] == ["of", "the"] and before[0] in ("some", "many", "most", "few", "any")


def _counts_a_count(tokens: tuple[Token, ...], last: int) -> bool:
    """ "no casualty figures", "no official death toll"."""
    return last + 1 < len(tokens) and tokens[last + 1].low in ("toll", "tolls", "figures", "figure", "count", "numbers")


_ANOTHER = frozenset(("another", "further", "additional", "other"))


def _with_another(tokens: tuple[Token, ...], first: int) -> int:
    """Takes in "another" or "a further" before the number."""
    if not first or tokens[first - 1].low not in _ANOTHER:
        return first
    return first - 2 if first > 1 and tokens[first - 2].low in ("a", "an") else first - 1


def _pair(tokens: tuple[Token, ...], quantity: Quantity) -> str:
    return " ".join(token.low for token in tokens[quantity.core : quantity.last + 1])


def _is_share(tokens: tuple[Token, ...], first: int) -> bool:
    """ "including three children", "among them two soldiers", "of whom six"."""
    including = words("including")
    for at in range(first - 1, max(-1, first - 4), -1):
        word = tokens[at].low
        if word in including and word not in ("with", "of", "among"):
            return True
        if word in ("them", "whom", "these", "which") and at and tokens[at - 1].low in ("of", "among", "amongst"):
            return True
        if word not in ("at", "least", "the", ",", ":", "were", "was", "are", "is", "about", "some", "also", "being"):
            return False
    return False


_NO_COUNT = frozenset(("a", "an", "the", "no", "both"))
_THEM = frozenset(("them", "whom", "these", "those", "which"))


def _is_share_after(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "three children among them", "two soldiers included"; in "fifteen among them three" it is the three.

    "Five soldiers among them 14 days later" counts days; in "twelve dead among them a child" there is nothing that
    twelve could be a share of.
    """
    after = [token.low for token in tokens[last + 1 : last + 4]]
    if after[:1] in (["included"], ["inclusive"]):
        return True
    if after[:1] and after[0] in ("were", "was", "are", "is"):
        after = after[1:]
    if len(after) < 2 or after[0] not in ("among", "amongst", "of") or after[1] not in _THEM:
        return False
    if len(after) < 3 or not after[2][0].isalnum():
        return True
    if _is_count(after[2]) and not any(token.low in load("times")["units"] for token in tokens[last + 4 : last + 5]):
        return False
    return any(_is_count(token.low) for token in tokens[:first])


def _is_count(word: str) -> bool:
    return word[0].isdigit() or (word not in _NO_COUNT and quantities.starts_number(word))


def _origin(tokens: tuple[Token, ...], last: int) -> Victims | None:
    """The class in "seventeen from the Armed Forces", "two each from the Coast Guard and the police"."""
    at = last + 1
    while at < min(len(tokens), last + 3) and tokens[at].low in ("each", "apiece"):
        at += 1
    if at >= len(tokens) or tokens[at].low != "from":
        return None
    return people.side_of(tokens, at + 1, at + 5)


def _predicate(tokens: tuple[Token, ...], last: int, of_them: bool) -> Victims | None:
    """The class that a predicate gives: "two of them were soldiers", "eleven of them children"."""
    at = last + 1
    while (
        at < len(tokens)
        and at < last + 4
        and (tokens[at].low in _PREDICATE or (of_them and tokens[at].text in (",", "—", "–")))
    ):
        at += 1
    for index in range(at, min(len(tokens), at + 3)):
        kind = people.classify(tokens[index].low)
        if kind in ("security_force", "armed_group", "civilian") and not people.is_open(tokens[index].low):
            return cast(Victims, kind)
        if kind is None and tokens[index].low not in ("from", "local", "young", "the", "women", "police", "unarmed"):
            return None
    return None


def _singles(tokens: tuple[Token, ...], taken: set[int]) -> list[Candidate]:
    """One person by a singular noun: "a soldier", "the chairman", "his wife"."""
    found = []
    for at, token in enumerate(tokens):
        if token.low not in _SINGLE_DETERMINERS or at in taken:
            continue
        single = _single(tokens, at)
        if single is not None and not any(i in taken for i in range(at, single.last + 1)):
            found.append(single)
            taken.update(range(at, single.last + 1))
    return found


def _single(tokens: tuple[Token, ...], at: int) -> Candidate | None:
    end, kind, head = _past_age(tokens, at + 1), None, -1
    while end < min(len(tokens), at + 9) and _goes_on(tokens[end]):
        if end > at + 1 and head == end - 1 and cues().starts(tokens[end].low):
            break
        found = people.classify(tokens[end].low)
        if found is not None:
            kind, head = found, end
        end += 1
    if kind is None or kind == "not_people" or head != end - 1 or not _is_singular(tokens[head].low):
        return None
    if tokens[at].low == "the" and head + 1 < len(tokens) and tokens[head + 1].low == "'s":
        return None
    victims = people.refine(tokens, at + 1, head, cast(Victims, kind))
    share = _is_share(tokens, at) or _is_share_after(tokens, at, head)
    return Candidate(
        at, head, 1, 1, "exact", "single", victims, tokens[at].low == "another", share, None, tokens[head].low, core=at
    )


def _named(tokens: tuple[Token, ...], taken: set[int]) -> list[Candidate]:
    """Persons by name: two to five capitalised words that no list knows as a place, an office or a people."""
    found = []
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].text[0].isupper() and _is_name_part(tokens[end]) and end not in taken:
            end += 1
        if 2 <= end - at <= 5 and _begins_name(tokens[at]):
            kind = _rank(tokens, at, end)
            found.append(Candidate(at, end - 1, 1, 1, "exact", "named", kind, head="", core=at))
        at = max(end, at + 1)
    return found


def _is_name_part(token: Token) -> bool:
    """Whether a word with a capital may be part of a person's name."""
    plain = len(token.text) > 1 and not token.text.isupper()
    return plain and token.low not in words("not_in_names") and token.low not in words("phrase_stops")


def _begins_name(token: Token) -> bool:
    return people.classify(token.low) in (None, "security_force", "civilian", "armed_group")


def _rank(tokens: tuple[Token, ...], first: int, last: int) -> Victims:
    """The class that a title before or in the name gives: "Sergeant Ruiz", "policeman Omar Said"."""
    for at in range(max(0, first - 1), last):
        kind = people.classify(tokens[at].low)
        if kind in ("security_force", "armed_group", "civilian"):
            return cast(Victims, kind)
    return "civilian"


def _goes_on(token: Token) -> bool:
    return token.text[0].isalpha() and token.low != "of" and token.low not in words("phrase_stops")


def _past_age(tokens: tuple[Token, ...], at: int) -> int:
    """Past "15-year-old" in "a 15-year-old boy"."""
    ages = at + 2 < len(tokens) and tokens[at].text[0].isdigit() and tokens[at + 1].text == "-"
    return at + 3 if ages and tokens[at + 2].low.endswith("-old") else at


def _is_singular(word: str) -> bool:
    if word in words("mass_nouns"):
        return word in ("chief", "victim", "major", "general", "minor", "cook")
    return not word.endswith("s") and not word.endswith(("men", "people", "children", "wives", "women"))
