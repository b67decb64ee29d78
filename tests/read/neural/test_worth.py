"""Worth: the network reads what may hold a figure or a claim, and who speaks beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.read.document import analyse
from tallybook.read.neural.seen import Seen, see
from tallybook.records import Report


def seen(*sentences: str) -> Seen:
    return see(analyse(Report("r", "p", "\n".join(sentences))))


def test_sentences_without_a_claim_are_left_out() -> None:
    found = seen(
        "Bomb hits a market",
        "The market is old and well known.",
        "The bomb killed nine people.",
        "The weather was fair.",
        "Shops opened late.",
    )
    assert 2 in found.read
    assert not {3, 4} & found.read


def test_who_speaks_beside_a_figure_is_read() -> None:
    found = seen(
        "Bomb hits a market", "The police gave a briefing, a spokesman said.", "Streets were empty.",
        "Nine people were killed.", "Trade went on.", "Prices rose.", "A trader said that business was good.",
    )  # fmt: skip
    assert {1, 3} <= found.read
    assert 6 not in found.read


def test_a_list_of_numbers_goes_on() -> None:
    found = seen(
        "Attacks in the north", "The raids killed 90 people.", "Karez: 40", "Dalan: 30", "Tirma: 20", "It rained."
    )
    assert {1, 2, 3, 4} <= found.read
    assert 5 not in found.read


@given(
    st.lists(st.sampled_from(["Nine people were killed.", "It rained.", "Police said so.", "Another 12."]), max_size=12)
)
def test_what_is_proposed_and_mentioned_lies_in_what_is_read(sentences: list[str]) -> None:
    found = seen("Headline", *sentences)
    assert {proposal.weighed.sentence.index for proposal in found.proposals} <= found.read
    assert {mention.sentence for mention in found.mentions} <= found.read
    ruled = {found.doc.at(claim.start).index for claim in found.claims}
    assert ruled <= found.read
