from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.gather import from_text
from tallybook.read import rules
from tallybook.read.anchors import is_located, scene_words
from tallybook.read.document import analyse
from tallybook.records import Figure, Reaction

STORY = """Bombs kill nine in Quetta

Nine policemen were killed and 14 people wounded on Monday when two bombs exploded in Quetta, police said.

The Balochistan Liberation Army claimed responsibility. Iran, Qatar and the European Union condemned the attack.

In 2013 a suicide bomber killed 82 people in the same city.
"""


def test_a_report_gives_figures_with_speaker_incident_and_scope() -> None:
    reading = rules.read(from_text(STORY, date="2023-05-02"))
    figures = [claim for claim in reading.claims if isinstance(claim, Figure)]
    assert [(f.harm, f.low, f.speaker and f.speaker.name) for f in figures[1:3]] == [
        ("killed", 9, "police"),
        ("wounded", 14, "police"),
    ]
    assert figures[0].local == figures[1].local != figures[-1].local


def test_a_list_of_countries_reacts_one_by_one() -> None:
    reading = rules.read(from_text(STORY, date="2023-05-02"))
    actors = {claim.actor for claim in reading.claims if isinstance(claim, Reaction)}
    assert actors == {"Iran", "Qatar", "European Union"}


def test_an_incident_of_an_earlier_year_is_another_one() -> None:
    reading = rules.read(from_text(STORY, date="2023-05-02"))
    assert [incident.start for incident in reading.incidents] == ["2023-05-01", "2013"]


def test_without_the_reports_date_no_day_is_guessed() -> None:
    reading = rules.read(from_text(STORY))
    assert reading.incidents[0].start is None
    assert "Monday" in (reading.incidents[0].date_said or "")


def test_a_report_without_violence_gives_an_empty_reading() -> None:
    text = "A bus plunged into a ravine and 24 passengers died. Heavy rain had made the highway slippery."
    assert rules.read(from_text(text)).claims == ()


def test_what_is_not_headline_or_body_makes_no_claim() -> None:
    report = from_text(STORY)
    silent = replace(report, parts=tuple(replace(part, role="furniture") for part in report.parts))
    assert rules.read(silent).claims == ()


@given(st.text(max_size=300))
def test_whatever_the_text_every_claim_is_a_view_on_it(words: str) -> None:
    text = STORY + words
    reading = rules.read(from_text(text, date="2023-05-02"))
    keys = {incident.key for incident in reading.incidents}
    ids = [claim.id for claim in reading.claims]
    assert len(ids) == len(set(ids))
    for claim in reading.claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.sentence.start <= claim.start and claim.end <= claim.sentence.end
        assert claim.local in keys
        if claim.speaker is not None:
            assert text[claim.speaker.start : claim.speaker.end]


def test_reading_twice_gives_the_same() -> None:
    report = from_text(STORY, date="2023-05-02")
    assert rules.read(report) == rules.read(report)


def test_where_something_happened_before_is_not_where_the_main_incident_was() -> None:
    text = "A bomb killed nine people in Quetta on Monday, police said. On Friday, five soldiers died in a raid in {}."
    for place in ("North Waziristan", "Kech district", "Mastung"):
        (main, other) = rules.read(from_text(text.format(place), path="a.txt", date="2016-07-05")).incidents
        assert main.place is not None
        assert (main.place.name, main.start, other.start) == ("Quetta", "2016-07-04", "2016-07-01")


@pytest.mark.parametrize("town", ["the second city of Aleppo", "Syria's second city Aleppo"])
def test_something_is_in_a_countrys_second_city(town: str) -> None:
    (sentence,) = analyse(from_text(f"A bomb killed nine people in {town}.", path="a.txt")).sentences
    assert is_located(scene_words(), sentence, sentence.lows.index("aleppo"))


@pytest.mark.parametrize(
    "rest", ["A day earlier, four people were killed near Kunduz.", "Last week, gunmen killed four people in Kunduz."]
)
def test_the_day_of_a_bombing_whose_toll_rose_is_its_own(rest: str) -> None:
    text = f"The toll of the bombing in Ghazni on Wednesday rose to 21, officials said. {rest}"
    main, *_ = rules.read(from_text(text, path="a.txt", date="2016-07-05")).incidents
    assert main.place is not None
    assert (main.place.name, main.start) == ("Ghazni", "2016-06-29")
