"""Denials and confirmations of events."""

from __future__ import annotations

import pytest

from tallybook.read import denials, speakers
from tallybook.read.document import analyse
from tallybook.records import Confirmation, Denial, Report


def find(text: str) -> tuple[Denial | Confirmation, ...]:
    doc = analyse(Report("r", "p", text))
    return denials.find(doc, speakers.attribute(doc))


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The army denied that it had shelled the town.", "army"),
        ("The rebels blamed for the attack by the government denied that they had shelled the town.", "rebels"),
        ("Dozo hunters accused of the attack by residents denied the attack.", "Dozo hunters"),
        ("The foreign office spokesperson rejected reports of a joint raid.", "foreign office spokesperson"),
        ('"This is fake news," Mina Shah, the spokesperson, said.', "Mina Shah, the spokesperson"),
        ("The ministry called the report baseless.", "ministry"),
        ("The ministry said it had not attacked the station.", "ministry"),
        ("The army dismissed the claim as propaganda.", "army"),
        ("The Taliban distanced itself from the attack.", "Taliban"),
    ],
)
def test_denials_name_who_denies(text: str, by: str) -> None:
    assert [(claim.kind, claim.by) for claim in find(text)][:1] == [("denial", by)]


def test_what_is_denied_is_told_in_the_reports_words() -> None:
    assert find("The army denied that it had shelled the town.")[0].of == "it had shelled the town"


def test_a_further_voice_that_confirms_an_event_is_a_confirmation() -> None:
    found = find("The rights group Halvash also confirmed the raid on Sunday.")
    assert [(claim.kind, claim.by) for claim in found] == [("confirmation", "rights group Halvash")]


@pytest.mark.parametrize(
    "text",
    [
        "The officials in the district did not confirm the attack yet.",
        "The aid workers were denied access to the town.",
        "The rebels rejected the ceasefire.",
        "The army neither confirmed nor denied the raid.",
        "Police said it was not yet clear who fired.",
        "Police confirmed nine deaths.",
    ],
)
def test_silence_refusal_and_numbers_are_neither(text: str) -> None:
    assert find(text) == ()
