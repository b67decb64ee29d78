"""From answers to claims: what is under the bar is left out, what the rules know is lent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tallybook.read.document import analyse
from tallybook.read.neural.claims import Bar, assemble
from tallybook.read.neural.network import Answers
from tallybook.read.neural.seen import EVENTS, Seen, see
from tallybook.records import HARMS, SCOPES, SPEAKER_KINDS, VICTIMS, Figure, Reaction, Reading, Report, Responsibility

TEXT = "A bomb killed 12 people in Quetta on Monday, police said. France condemned the attack."


def sure(of: int, at: int) -> list[float]:
    return [0.97 if k == at else 0.03 / (of - 1) for k in range(of)]


def answers(seen: Seen, **changed: Any) -> Answers:
    """A network that finds every proposal to be 12 civilians killed, said by the outlet, and nobody doing anything."""
    figures, mentions = len(seen.proposals), len(seen.mentions)
    given = Answers(
        0.9,
        np.array([sure(1 + len(HARMS), 1 + HARMS.index("killed"))] * figures, np.float32),
        np.array([sure(len(VICTIMS), VICTIMS.index("civilian"))] * figures, np.float32),
        np.array([sure(len(SCOPES), SCOPES.index("whole"))] * figures, np.float32),
        np.full(figures, 0.9, np.float32),
        np.array([sure(mentions + 1, mentions)] * figures, np.float32),
        np.array([sure(len(SPEAKER_KINDS), SPEAKER_KINDS.index("police"))] * mentions, np.float32),
        np.zeros((mentions, len(EVENTS)), np.float32),
    )
    return replace(given, **changed)


@pytest.fixture
def seen() -> Seen:
    return see(analyse(Report("r", "p", TEXT)))


def read(seen: Seen, bar: Bar | None = None, **changed: Any) -> Reading:
    return assemble(seen, answers(seen, **changed), bar or Bar(), "learned")


def test_a_figure_takes_bounds_from_the_words_and_the_rest_from_the_network(seen: Seen) -> None:
    [figure] = [claim for claim in read(seen).claims if isinstance(claim, Figure)]
    assert (figure.low, figure.high, figure.victims, figure.harm) == (12, 12, "civilian", "killed")
    assert (figure.reader, figure.confidence, figure.speaker) == ("learned", 0.996, None)
    assert TEXT[figure.start : figure.end] == "12 people"


def test_a_report_without_political_violence_is_empty(seen: Seen) -> None:
    assert read(seen, violent=0.1).claims == ()


def test_what_is_under_the_bar_is_left_out(seen: Seen) -> None:
    harm = np.array([sure(1 + len(HARMS), 0)] * len(seen.proposals), np.float32)
    assert not [claim for claim in read(seen, harm=harm).claims if isinstance(claim, Figure)]


def test_less_is_asked_where_the_rules_agree(seen: Seen) -> None:
    harm = np.array([[0.7, 0.3, *[0.0] * 7]] * len(seen.proposals), np.float32)
    kept = read(seen, Bar(agreed_figure=0.2), harm=harm).claims
    assert len([claim for claim in kept if isinstance(claim, Figure)]) == 1


def test_a_word_of_quantity_that_the_rules_do_not_take_must_be_surer() -> None:
    """Thousands were there; nobody says that they were harmed."""
    text = "Thousands of people were at the station when a bomb killed 12 people in Quetta, police said."
    other = see(analyse(Report("r", "p", text)))
    harm = np.array([[0.4, 0.6, *[0.0] * 7]] * len(other.proposals), np.float32)
    for bar, expected in ((Bar(), {2000, 12}), (Bar(vague=0.75), {12})):
        assert {claim.low for claim in read(other, bar, harm=harm).claims if isinstance(claim, Figure)} == expected


def test_the_speaker_is_the_mention_with_the_best_score_and_the_networks_kind(seen: Seen) -> None:
    at = next(k for k, mention in enumerate(seen.mentions) if mention.speaker.name == "police")
    speaker = np.array([sure(len(seen.mentions) + 1, at)] * len(seen.proposals), np.float32)
    [figure] = [claim for claim in read(seen, speaker=speaker).claims if isinstance(claim, Figure)]
    assert figure.speaker is not None and (figure.speaker.name, figure.speaker.kind) == ("police", "police")


def test_a_reaction_that_the_rules_find_too_keeps_its_cue(seen: Seen) -> None:
    event = np.zeros((len(seen.mentions), len(EVENTS)), np.float32)
    at = next(k for k, mention in enumerate(seen.mentions) if mention.speaker.name == "France")
    event[at, EVENTS.index("reaction condemn")] = 0.8
    [reaction] = [claim for claim in read(seen, event=event).claims if isinstance(claim, Reaction)]
    assert (reaction.actor, reaction.action, reaction.confidence) == ("France", "condemn", 0.8)
    assert TEXT[reaction.start : reaction.end] == "condemned"


def test_an_event_of_one_name_is_told_once_where_it_is_surest() -> None:
    seen = see(analyse(Report("r", "p", "The Taliban bombed a market, killing 4. The Taliban said little.")))
    event = np.zeros((len(seen.mentions), len(EVENTS)), np.float32)
    for k, mention in enumerate(seen.mentions):
        if mention.group == "Taliban":
            event[k, EVENTS.index("responsibility blamed")] = 0.6 if mention.start < 10 else 0.9
    told = [claim for claim in read(seen, event=event).claims if isinstance(claim, Responsibility)]
    assert [(claim.group, claim.mode, claim.confidence) for claim in told] == [("Taliban", "blamed", 0.9)]


def test_every_claim_lies_in_the_text_and_belongs_to_an_incident(seen: Seen) -> None:
    reading = read(seen, event=np.full((len(seen.mentions), len(EVENTS)), 0.9, np.float32))
    keys = {incident.key for incident in reading.incidents}
    assert reading.claims
    assert all(0 <= claim.start < claim.end <= len(TEXT) and claim.local in keys for claim in reading.claims)


def test_the_harm_that_the_rules_read_stands_unless_the_network_is_surer(seen: Seen) -> None:
    chances = [0.1, *[0.0] * len(HARMS)]
    chances[1 + HARMS.index("wounded")], chances[1 + HARMS.index("killed")] = 0.6, 0.3
    harm = np.array([chances] * len(seen.proposals), np.float32)
    for bar, expected in ((Bar(), "wounded"), (Bar(harm=0.9), "killed")):
        assert [claim.harm for claim in read(seen, bar, harm=harm).claims if isinstance(claim, Figure)] == [expected]


def test_a_class_that_a_noun_tells_stands(seen: Seen) -> None:
    text = "A bomb killed 12 soldiers in Quetta, police said."
    other = see(analyse(Report("r", "p", text)))
    [figure] = [claim for claim in read(other, Bar(victims=0.5)).claims if isinstance(claim, Figure)]
    assert figure.victims == "security_force"


def test_a_number_without_a_noun_is_of_the_class_that_the_report_tells_with_it() -> None:
    text = "The toll of the Quetta bombing rose to 12, police said. A bomb killed 12 people in Quetta."
    seen = see(analyse(Report("r", "p", text)))
    bare = next(k for k, proposal in enumerate(seen.proposals) if proposal.weighed.candidate.sort == "bare")
    victims = [sure(len(VICTIMS), VICTIMS.index("civilian"))] * len(seen.proposals)
    victims[bare] = sure(len(VICTIMS), VICTIMS.index("security_force"))
    figures = [claim for claim in read(seen, victims=np.array(victims, np.float32)).claims if isinstance(claim, Figure)]
    assert [figure.victims for figure in figures] == ["civilian", "civilian"]


def test_a_kind_is_unknown_where_the_network_is_not_sure_of_it() -> None:
    seen = see(analyse(Report("r", "p", "A bomb killed 12 people in Quetta, Omar Aziz said.")))
    for bar, expected in ((Bar(), "police"), (Bar(kind=0.99), "unknown")):
        at = next(k for k, mention in enumerate(seen.mentions) if mention.speaker.name == "Omar Aziz")
        speaker = np.array([sure(len(seen.mentions) + 1, at)] * len(seen.proposals), np.float32)
        figure, *_ = [claim for claim in read(seen, bar, speaker=speaker).claims if isinstance(claim, Figure)]
        assert figure.speaker is not None and figure.speaker.kind == expected
