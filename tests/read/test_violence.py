from __future__ import annotations

import pytest

from tallybook.read import figures, violence
from tallybook.read.document import analyse
from tallybook.records import Report


def kept(text: str) -> int:
    doc = analyse(Report("r", "p", text))
    return len(violence.keep(doc, figures.find(doc))) if violence.tells_of_violence(doc) else 0


@pytest.mark.parametrize(
    "text",
    [
        "A bus plunged into a ravine, killing 24 people. Heavy rain had made the highway slippery.",
        "The earthquake killed 157 people. Aftershocks went on. Rescuers dug in collapsed houses.",
        "Cholera has killed 44 people since the outbreak began.",
        "A ferry capsized in the storm and 60 passengers are missing.",
    ],
)
def test_deaths_without_violence_make_no_figure(text: str) -> None:
    assert kept(text) == 0


def test_an_attack_makes_its_figures() -> None:
    assert kept("Gunmen attacked a village and killed 24 people. Militants fled after the raid.") == 1


def test_an_accident_told_beside_an_attack_is_left_out() -> None:
    text = (
        "Militants attacked a checkpoint with rockets and killed 9 soldiers. The army shelled their camp. "
        "In the north a bus crashed on a highway and 12 passengers died."
    )
    assert kept(text) == 1


def test_patients_do_not_outweigh_the_air_strike_that_hit_them() -> None:
    assert kept("An air strike hit a clinic on Monday. The strike killed 8 patients.") == 1


@pytest.mark.parametrize("teller", ["police said", "prosecutors said", "according to rescue workers"])
def test_who_tells_it_is_no_sign_of_what_happened(teller: str) -> None:
    assert kept(f"Missiles struck the harbour. At least 15 sailors were killed, {teller}.") == 1
