import json
from importlib import resources
from pathlib import Path

import pytest

from tallybook.gather import from_text
from tallybook.read import scan
from tallybook.read.document import analyse

ROOT = Path(__file__).parents[2]
OWN = sorted(file for file in (ROOT / "evals" / "own").rglob("*.txt"))
MATCH = (
    "Harbour United beat Valley Rovers 3-1 on Saturday to go top of the league with four matches to play. Two goals in"
    " the second half, the first a header from a corner and the second a penalty, settled a derby that had drawn a"
    " crowd of 24,000. The visitors' goalkeeper was taken off injured after a collision; the coach said that he would"
    " miss two weeks. The winger, who has now scored in five games in a row, was voted player of the match."
)
BUDGET = (
    "The finance minister presented a budget on Tuesday that raises spending on schools by six per cent and leaves the"
    " tax on fuel as it is. Shares rose a little after the speech, led by banks and retailers. Growth is expected to"
    " reach 2.4 per cent next year, a little less than the central bank forecast in spring, as exports of textiles and"
    " rice recover. The opposition called it a plan of small steps and said that it would vote against it next week."
)
RAID = (
    "Gunmen on motorcycles attacked a checkpoint outside the town before dawn on Sunday, killing four policemen and"
    " wounding six, a district official said. Two of the attackers died in the exchange of fire that went on for an"
    " hour. No group has claimed responsibility. The provincial government condemned the attack and sent troops to the"
    " area, where a convoy of the army had been hit by a roadside bomb only a week before, with nine soldiers dead."
)
SPEECH = (
    "The candidate told the convention that the war on terrorism would be won by alliances, not by slogans. Her rival"
    " has promised to bomb the militants and to bring back the army; she called this a danger to the country and asked"
    " voters to think of the schools, the roads and the taxes that he would not talk about. Delegates from forty states"
    " cheered when she spoke of jobs. Polls give her a lead of three points among those who mean to vote.\n\n"
)


def may(text: str) -> bool:
    return scan.may_hold_claim(analyse(from_text(text)))


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.stem)
def test_no_marked_up_report_that_counts_somebody_is_dropped(file: Path) -> None:
    gold = json.loads(file.with_name(f"{file.stem}.gold.json").read_text("utf-8"))
    assert may(file.read_text("utf-8")) or not gold["figures"]


def test_a_raid_passes_and_a_match_and_a_budget_do_not() -> None:
    assert (may(RAID), may(MATCH), may(BUDGET)) == (True, False, False)


def test_a_few_words_are_always_looked_at() -> None:
    assert may("Two men died.") and may("")


def test_what_the_weights_lose_and_pass_was_measured_and_is_within_its_bounds() -> None:
    kept = json.loads((resources.files("tallybook.read") / scan.WEIGHTS).read_text("utf-8"))
    measured = kept["measured"]["out_of_fold"]
    assert measured["claims"] > 5000 and measured["ordinary"] > 50
    assert measured["claims_lost"] / measured["claims"] <= 1 / 200
    assert measured["ordinary_passed"] / measured["ordinary"] <= 1 / 10


def test_a_long_speech_on_terror_and_war_that_counts_nobody_is_dropped() -> None:
    assert not may(SPEECH * 6)


@pytest.mark.parametrize("before", [0, 3, 6])
def test_one_paragraph_that_counts_the_dead_is_enough_wherever_it_stands(before: int) -> None:
    assert may(SPEECH * before + RAID + "\n\n" + SPEECH * (6 - before))


def test_the_densest_stretch_is_the_one_that_counts() -> None:
    doc = analyse(from_text(SPEECH * 3 + RAID + "\n\n" + SPEECH * 3))
    kept = scan.weights()
    told = [doc.report.text[one.start : one.end] for one in scan.densest(doc, kept.words, kept.telling)]
    assert any("killing four policemen" in sentence for sentence in told)


def test_of_a_report_without_a_sentence_no_stretch_is_the_densest() -> None:
    kept = scan.weights()
    assert scan.densest(analyse(from_text("")), kept.words, kept.telling) == ()


def test_every_word_says_no_more_than_it_may() -> None:
    kept = scan.weights()
    assert all(0 < abs(said) <= scan.MOST for said in [*kept.words.values(), *kept.telling.values()])
    assert len(scan.weights().factors) == len(scan.features(analyse(from_text(RAID)), {}))
