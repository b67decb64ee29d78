"""Features: vectors of one length, whatever the report, and what they are there to tell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.read.document import analyse
from tallybook.read.neural import features
from tallybook.read.neural.seen import Seen, see
from tallybook.records import Report

TEXT = (
    "Bomb kills 12 in market\n\nA bomb killed 12 people on Monday, police said. Another 30 were hurt. "
    "The Taliban denied any role. France condemned the attack."
)


def seen(text: str) -> Seen:
    return see(analyse(Report("r", "p", text)))


def test_vectors_of_one_kind_have_one_length() -> None:
    one, other = seen(TEXT), seen("Soldiers shot two men, a doctor said.")
    for of in (features.of_proposal, features.of_mention):
        lengths = {
            len(of(s, k))
            for s in (one, other)
            for k in range(len(s.proposals if "prop" in of.__name__ else s.mentions))
        }
        assert len(lengths) == 1
    assert len(features.of_report(one)) == len(features.of_report(other))


@given(st.text(max_size=200))
def test_every_feature_is_a_small_number(text: str) -> None:
    given_ = seen(text or "x")
    for index in range(len(given_.proposals)):
        assert all(-1 <= value <= 10 for value in features.of_proposal(given_, index))
    for at in range(len(given_.mentions)):
        assert all(-1 <= value <= 10 for value in features.of_mention(given_, at))
    pairs = features.of_pairs(given_)
    assert pairs.shape == (len(given_.proposals), len(given_.mentions), features.PAIR)
    assert not pairs.size or (pairs.min() >= -1 and pairs.max() <= 10)


def test_a_pair_tells_who_spoke_last_and_who_is_the_rules_speaker() -> None:
    given_ = seen(TEXT)
    at = next(k for k, p in enumerate(given_.proposals) if TEXT[p.start : p.end] == "12 people")
    police = next(k for k, mention in enumerate(given_.mentions) if mention.speaker.name == "police")
    other = next(k for k, mention in enumerate(given_.mentions) if mention.speaker.name == "France")
    pairs = features.of_pairs(given_)
    assert pairs[at, police].sum() > pairs[at, other].sum()


def test_what_the_rules_find_is_told() -> None:
    given_ = seen(TEXT)
    ruled = [p.figure is not None for p in given_.proposals]
    assert any(ruled)
    told = [features.of_proposal(given_, k) for k in range(len(ruled))]
    assert told[ruled.index(True)] != told[ruled.index(False)] if False in ruled else True


def test_one_of_has_a_place_for_what_is_unknown() -> None:
    assert features.one_of("b", ("a", "b")) == [0, 1, 0]
    assert features.one_of("z", ("a", "b")) == [0, 0, 1]
