from __future__ import annotations

import pytest

from tallybook.read import figures, rules
from tallybook.read.document import analyse
from tallybook.records import Figure, Report


def find(text: str) -> tuple[Figure, ...]:
    return figures.find(analyse(Report("r", "p", text)))


def test_a_list_of_one_class_is_parts_of_its_sum() -> None:
    found = find("The blast killed 11 policemen, a sailor and a soldier.")
    assert [(f.low, f.scope) for f in found] == [(11, "part"), (1, "part"), (1, "part")]


def test_a_total_over_several_incidents_is_one_wherever_it_is_said() -> None:
    text = "Army counts 133 rebels dead. It killed 92 rebels on Saturday and 41 on Friday, bringing the total to 133."
    assert [(f.low, f.scope) for f in find(text)] == [(133, "wider"), (92, "whole"), (41, "whole"), (133, "wider")]


def test_what_is_added_to_a_larger_number_is_part_of_it() -> None:
    text = "The attack killed 127 people. Another two people died in hospital."
    assert [f.scope for f in find(text)] == ["whole", "part"]


def test_bare_numbers_in_a_report_on_one_force_count_that_force() -> None:
    text = "Nine soldiers were killed in the north. Five soldiers died in the east. The toll stands at 14."
    assert [f.victims for f in find(text)] == ["security_force"] * 3


def test_somebody_and_those_with_them_are_parts_of_one_sum() -> None:
    found = find("Gunmen killed the chairman of the district council and six of his guards at his house.")
    assert [(f.low, f.scope) for f in found] == [(1, "part"), (6, "part")]


def test_what_is_merely_told_beside_somebody_is_whole() -> None:
    found = find("A soldier was killed in the morning, and six civilians were wounded in the evening.")
    assert [(f.low, f.scope) for f in found] == [(1, "whole"), (6, "whole")]


def read(text: str) -> list[tuple[str | None, int | None, str]]:
    """The figures with their incidents and scopes as the rules tell them."""
    report = Report("r", "p", text, published="2026-01-31", language="en")
    return [(claim.local, claim.low, claim.scope) for claim in rules.read(report).claims if isinstance(claim, Figure)]


def test_a_share_is_one_of_a_number_of_its_own_incident() -> None:
    text = "Six policemen died when a bomb went off on Friday. The night before, gunmen had shot eleven villagers dead."
    assert read(text) == [("A", 6, "whole"), ("B", 11, "whole")]


def test_the_toll_of_a_war_makes_no_share_of_an_incidents() -> None:
    text = "Six policemen died when a bomb went off on Friday. Tens of thousands have died in the war."
    assert read(text) == [("A", 6, "whole"), ("A", 20000, "wider")]


def test_one_person_among_more_is_a_share() -> None:
    text = "Nine people died when a bomb went off on Friday, police said. A policeman was killed, too."
    assert read(text) == [("A", 9, "whole"), ("A", 1, "part")]


def test_thousands_told_in_passing_are_the_toll_of_the_war() -> None:
    text = "A bomb killed nine people on Friday. Police said so. The mayor agreed. All wept. Some 10,000 have died."
    assert read(text) == [("A", 9, "whole"), ("A", 10000, "wider")]
    assert read("Gunmen killed 10,000 people in the siege. Nine men were shot dead.")[0] == ("A", 10000, "whole")


def test_thousands_that_the_headline_tells_or_an_attack_cost_are_its_toll() -> None:
    lead = (
        "Gunmen massacre 2,000 in Baga. Gunmen killed some 2,000 people in the town of Baga on Sunday, officials said."
    )
    rest = "Three soldiers were killed. The town is empty now. The monitor said that 2,000 people were killed there."
    assert {scope for _, low, scope in read(f"{lead} {rest}") if low == 2000} == {"whole"}
    siege = (
        "Five soldiers were shot dead on Friday. All wept. They fled. Some 2,000 villagers were killed in the attack."
    )
    assert [scope for _, low, scope in read(siege) if low == 2000] == ["whole"]


@pytest.mark.parametrize(
    "text",
    [
        "Two policemen were killed in protests on Friday. At least 45 people were hurt in the unrest, hospitals said.",
        "Two people were shot dead on Friday. By Saturday the toll of the unrest had risen to 23, police said.",
    ],
)
def test_a_word_for_a_rising_names_the_incident_itself(text: str) -> None:
    assert {scope for _, _, scope in read(text)} == {"whole"}


def test_some_of_those_who_were_not_harmed_themselves_are_a_toll() -> None:
    text = "Gunmen stormed the base on Friday. The soldiers fought back, and twenty of them were killed, the army said."
    assert read(text) == [("A", 20, "whole")]
    text = "Sixty people were killed on Friday. Gunmen had come by boat, and twenty of them were killed by a mine."
    assert read(text) == [("A", 60, "whole"), ("A", 20, "part")]


@pytest.mark.parametrize("rest", ["two policemen", "a soldier"])
def test_who_is_of_another_class_is_no_share_of_those_beside(rest: str) -> None:
    found = read(f"Gunmen stormed a clinic on Friday, killing four doctors and {rest}, officials said.")
    assert [scope for _, _, scope in found] == ["whole", "whole"]
