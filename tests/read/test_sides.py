from __future__ import annotations

from tallybook.read import sides
from tallybook.read.document import analyse, tokenise
from tallybook.records import Report


def test_the_side_named_last_wins() -> None:
    tokens = tokenise("rebels and the army lost", 0, 24)
    assert sides.named(tokens, 4) == "security_force"
    assert sides.named(tokens, 2) == "armed_group"


def test_armed_forces_are_no_armed_group() -> None:
    assert sides.named(tokenise("the armed forces lost", 0, 21), 3) == "security_force"


def test_a_group_named_in_the_sentence_before_owns_its_men() -> None:
    text = "The Green Front spoke. Its camp lost 12 of its men."
    doc = analyse(Report("r", "p", text))
    tokens = doc.sentences[1].tokens
    first = next(i for i, token in enumerate(tokens) if token.text == "12")
    assert sides.owner(doc.sentences, 1, first, first + 3, frozenset((4,))) == "armed_group"
