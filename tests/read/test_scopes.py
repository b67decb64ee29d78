from __future__ import annotations

from tallybook.read import figures
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
