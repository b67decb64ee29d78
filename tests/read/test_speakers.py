"""Who says what: one speaker or the outlet's own voice for every figure's place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read import speakers
from tallybook.read.document import analyse
from tallybook.records import Report, Speaker


def speaker(text: str, words: str) -> Speaker | None:
    start = text.index(words)
    return speakers.attribute(analyse(Report("r", "p", text))).speaker_at(start, start + len(words))


def name(text: str, words: str) -> str | None:
    found = speaker(text, words)
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Police said nine people died.", "Police"),
        ("Nine people died, police said on Monday.", "police"),
        ("Nine people died, police said on 1 May 2023.", "police"),
        ("Nine people died, police said on May 1, 2023.", "police"),
        ("Nine people died, a senior security official said on condition of anonymity.", "senior security official"),
        ("Nine people died in the raid, said Omar Sayed, a doctor.", "Omar Sayed, a doctor"),
        ('"Nine people died," the ministry said.', "ministry"),
        ("According to the mayor, Nine people died.", "mayor"),
        ("Nine people died, state television reported, citing the army.", "army"),
        ("Nine people died: that is the finding of a military inquiry.", "military inquiry"),
        ("Kenya puts its losses at Nine people, the defence ministry said.", "defence ministry"),
        ("Moscow puts its losses at Nine people, the Ukrainian defence ministry said.", "Moscow"),
        ("The coalition which fights against the rebel army in Chad said Nine people died.", "coalition"),
        ("A monitor that works with police in Chad said Nine people died.", "monitor"),
        ("The rebels who hit the town officials said were led by Nine people.", "town officials"),
        ("The rebels who hit the town the army said killed Nine people.", "army"),
        ("Nine people died near the border with Chad the monitor said updating an earlier toll.", "monitor"),
        ("Nine people died in the raid which the army said was its own.", None),
        ("Nine people died, the peacekeeping mission (MINUSMA) said.", "peacekeeping mission (MINUSMA)"),
        ("A UN report, according to which Nine people died, was dismissed.", "UN report"),
        ("Nine people died.", None),
        ("Gunmen killed Nine people in the market, and police said they had fled.", None),
    ],
)
def test_each_shape_of_attribution(text: str, who: str | None) -> None:
    assert name(text, "Nine people" if "Nine" in text else "nine people") == who


def test_each_clause_keeps_its_own_speaker() -> None:
    text = "The rebels killed three, police said, while doctors said five had died."
    assert name(text, "three") == "police"
    assert name(text, "five") == "doctors"


def test_a_pronoun_is_resolved_to_the_speaker_before() -> None:
    text = "The governor, Ali Khan, spoke to reporters. He said nine people had died."
    assert name(text, "nine people") in ("governor, Ali Khan", "governor")
    text = "The Interior Ministry issued a statement. It said nine people had died."
    assert name(text, "nine people") == "Interior Ministry"


def test_the_next_sentence_goes_on_with_the_statement() -> None:
    text = (
        '"The attack was planned abroad," the army statement said. '
        "During the clashes, nine soldiers also lost their lives in the town of Adan. "
        "Later the army said the roads were open."
    )
    assert name(text, "nine soldiers") == "army statement"


def test_the_statement_is_the_one_that_the_report_tells_of_elsewhere() -> None:
    """Not what was last said by somebody else."""
    text = (
        "Gunmen struck three towns, a provincial official said. He added that the police had been quick. "
        "Twelve soldiers were killed, according to the statement. "
        '"We will hunt them down," the army statement said.'
    )
    assert name(text, "Twelve soldiers") == "army statement"


def test_background_after_a_quotation_is_the_outlets_own_voice() -> None:
    text = "Three people died, police said. In 2014 more than 140 people were killed in the town."
    assert name(text, "140 people") is None


def test_a_quotation_over_two_sentences_has_one_speaker() -> None:
    text = '"We have nine dead here. Another four are missing," doctor Sana Mir said.'
    assert name(text, "nine dead") == name(text, "four") == "doctor Sana Mir"


def test_kind_of_a_bare_surname_comes_from_the_full_name() -> None:
    found = speaker("Police chief Omar Sayed gave a briefing. Nine people died, Sayed said.", "Nine people")
    assert found is not None and found.kind == "police"


def test_the_speakers_span_covers_its_name() -> None:
    text = "Nine people died, the Interior Ministry said."
    found = speaker(text, "Nine people")
    assert found is not None and text[found.start : found.end] == found.name


@given(st.text(alphabet="Aab .,\"'“”():;-\n019éß", max_size=120))
def test_any_text_is_read_without_error_and_spans_do_not_overlap(text: str) -> None:
    said = speakers.attribute(analyse(Report("r", "p", text + " said the army, according to him.")))
    assert list(said.starts) == sorted(said.starts)
    assert all(end <= start for end, start in zip(said.ends, said.starts[1:], strict=False))


def test_rejected_reports_tell_what_is_rejected() -> None:
    """The judge does not say it and the outlet does not either; after the comma the judge speaks again."""
    text = "The army on Monday rejected reports that nine people died, describing it as false."
    assert name(text, "nine people") == "reports"
    assert name(text, "as false") == "army"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Radio Delta learned from a nurse in the town that nine people had died.", "nine people", "nurse in the town"),
        ("A new toll came from officials on Monday: nine people died.", "nine people", "officials"),
        ("The dead number nine, if one follows the ministry.", "nine", "ministry"),
        ("In the command's Sunday update, nine people were killed.", "nine people", "command"),
        ("The army said the raid was over. In its first report the army had nine dead.", "nine dead", "army"),
        ("A different count, put out by the Red Cross, has nine people dead.", "nine people", "Red Cross"),
        ("The death toll of the raid was lowered on Monday to 9 by the city police.", "9", "city police"),
        ("Nine people died in the raid. So says the defence ministry.", "Nine people", "defence ministry"),
        (
            "Nine people died, the rescue agency said through one of its officials on Monday.",
            "Nine people",
            "rescue agency",
        ),
        ("Nine people died, not 12 as officials had said, the army conceded.", "Nine people", "army"),
        ("Nine people died in a raid, by the report of the mission.", "Nine people", "mission"),
    ],
)
def test_who_is_heard_cited_or_followed_speaks(text: str, words: str, expected: str) -> None:
    assert name(text, words) == expected


def test_the_lines_of_a_list_belong_to_who_opens_it() -> None:
    text = "The army said its results were as follows:\n- nine rebels killed\n- ten rebels captured\nThe town is quiet."
    assert name(text, "nine rebels") == name(text, "ten rebels") == "army"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nine people died, Ali Haji said. The health minister, Ali Haji, was there.", "government"),
        ("Omar Aziz, who speaks for the City Hospital, said nine people died.", "medical"),
        ("The City Hospital (CHX) is full. CHX spokesman Omar Aziz said nine people died.", "medical"),
        ("The Russian Defence Ministry spoke first. The Russian ministry said nine people died.", "military"),
    ],
)
def test_a_kind_is_told_wherever_the_report_tells_it(text: str, kind: str) -> None:
    found = speaker(text, "nine people") if "nine people" in text else speaker(text, "Nine people")
    assert found is not None and found.kind == kind


def test_a_first_name_makes_nobody_a_relative_of_another() -> None:
    found = speaker("Police chief Omar Sayed came. Nine people died, Omar Aziz said.", "Nine people")
    assert found is not None and (found.name, found.kind) == ("Omar Aziz", "unknown")


def test_a_month_may_be_a_surname() -> None:
    assert name("Nine people died, Theresa May said.", "Nine people") == "Theresa May"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nine people died, the army and the police said.", "military"),
        ("Nine people died, the army command incident spokesperson Omar Aziz said.", "military"),
    ],
)
def test_of_several_words_the_first_to_speak_gives_the_kind(text: str, kind: str) -> None:
    found = speaker(text, "Nine people")
    assert found is not None and found.kind == kind


@pytest.mark.parametrize(
    "claim",
    [
        "The Taliban claimed the attack, saying Nine people died in it",
        "The Taliban took responsibility for it, putting the number of dead at Nine people",
    ],
)
def test_who_claims_an_attack_and_goes_on_saying_is_heard(claim: str) -> None:
    assert name(f"Police spoke of three dead. {claim}.", "Nine people") == "Taliban"
