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
    measured = kept["measured"]
    assert measured["claims"] > 5000 and measured["ordinary"] > 50
    assert measured["claims_lost"] / measured["claims"] <= 1 / 200
    assert measured["ordinary_passed"] / measured["ordinary"] <= 1 / 10


def test_every_word_says_no_more_than_it_may() -> None:
    assert all(0 < abs(said) <= scan.MOST for said in scan.weights().words.values())
    assert len(scan.weights().factors) == len(scan.features(analyse(from_text(RAID)), {}))
