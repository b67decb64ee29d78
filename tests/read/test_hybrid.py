"""The readers that need the weights, as they are shipped."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tallybook.gather import from_text
from tallybook.read import hybrid, learned
from tallybook.records import Figure, Reading

ATTACK = (
    "Market bomb kills 14 in Quetta\n\n"
    "QUETTA, 3 May 2019 - A bomb killed 14 people and wounded another 30 in a market of Quetta on Friday, police said. "
    "Two soldiers were among the dead, a hospital official told reporters. The Pakistani Taliban claimed "
    "responsibility. The United Nations condemned the attack.\n"
)
QUIET = (
    "Rovers lose six in a row\n\nThe 45-year-old coach said on Friday that 12 players had signed for $300 each. "
    "A crowd of 4,000 watched.\n"
)
ACCIDENT = "Bus plunges into ravine\n\nAt least 22 passengers were killed when a bus fell into a ravine, police said.\n"


def figures(reading: Reading) -> list[Figure]:
    return [claim for claim in reading.claims if isinstance(claim, Figure)]


@pytest.mark.parametrize("reader", [hybrid, learned])
def test_a_plain_report_is_read_whole(reader: object) -> None:
    reading = reader.read(from_text(ATTACK, path="a.txt"))  # type: ignore[attr-defined]
    told = {(figure.harm, figure.low, figure.victims) for figure in figures(reading)}
    assert {("killed", 14, "unspecified"), ("wounded", 30, "unspecified"), ("killed", 2, "security_force")} <= told
    for figure in figures(reading):
        assert figure.confidence is not None and 0.4 <= figure.confidence <= 1
        assert figure.reader in ("hybrid", "learned")


def test_who_claims_and_who_condemns_is_read() -> None:
    kinds = {claim.kind for claim in hybrid.read(from_text(ATTACK, path="a.txt")).claims}
    assert {"figure", "responsibility", "reaction"} <= kinds


@pytest.mark.parametrize("text", [QUIET, ACCIDENT])
def test_what_is_no_political_violence_makes_no_figure(text: str) -> None:
    assert figures(hybrid.read(from_text(text, path="a.txt"))) == []


def test_the_same_report_is_read_the_same_beside_others() -> None:
    alone = hybrid.read(from_text(ATTACK, path="a.txt"))
    hybrid.read(from_text(QUIET * 20, path="b.txt"))
    assert hybrid.read(from_text(ATTACK, path="a.txt")) == alone


def test_the_command_line_loads_no_network_until_a_report_is_read() -> None:
    heavy = "{'onnxruntime', 'tokenizers', 'numpy'}"
    code = f"import sys, tallybook.cli, tallybook.api; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_who_is_aboard_is_not_yet_harmed() -> None:
    """Whatever the network makes of them: the rules see no harm done to them."""
    text = (
        "Convoy bomb kills 126 in Quetta\n\nQUETTA, 3 May 2019 - Friday's attack on a convoy of buses killed 126 "
        "people including more than 60 children, a monitor said. The convoy was carrying at least 5,000 people "
        "including civilians and several hundred fighters.\n"
    )
    told = [figure.low for figure in figures(hybrid.read(from_text(text, path="a.txt")))]
    assert 126 in told
    assert 5000 not in told


def test_who_is_threatened_is_not_yet_harmed() -> None:
    text = (
        "Raid kills 29 near Quetta\n\nQUETTA, 3 May 2019 - At least 29 rebels were killed on Friday in a raid meant to "
        "break the siege of the city which threatens 300,000 civilians, a monitor said.\n"
    )
    told = [figure.low for figure in figures(hybrid.read(from_text(text, path="a.txt")))]
    assert 29 in told
    assert 300000 not in told


@pytest.mark.parametrize("who", ["A gunman shot dead", "An assailant killed", "A militant shot dead"])
def test_who_did_it_is_no_victim(who: str) -> None:
    text = f"Attack in Quetta\n\nQUETTA, 3 May 2019 - {who} three policemen in the city on Friday, officials said.\n"
    assert [(one.low, one.victims) for one in figures(hybrid.read(from_text(text, path="a.txt")))] == [
        (3, "security_force")
    ]
