"""For whom somebody speaks."""

from __future__ import annotations

from tallybook.read import groups, speakers
from tallybook.read.actors import stages
from tallybook.read.claimants import claimants, fullest, names_side, state_of
from tallybook.read.document import analyse
from tallybook.read.voices import Voice
from tallybook.records import Report, Speaker


def test_it_is_the_armed_group_named_last() -> None:
    doc = analyse(Report("r", "p", "The Taliban left the town. It denied any role in the blast."))
    stage = next(iter(stages(speakers.attribute(doc), frozenset(("denied",)))))
    found = claimants(stage, groups.find(doc), stage.tagged.lows.index("denied"))
    assert [named for named, _ in found] == ["Taliban"]


def test_letters_are_written_out_where_the_report_does() -> None:
    mentions = groups.find(analyse(Report("r", "p", "The Tehreek-e-Taliban Pakistan (TTP) met. The TTP left.")))
    assert fullest(mentions, mentions[-1]) == "Tehreek-e-Taliban Pakistan (TTP)"


def test_a_ministry_speaks_for_its_state_and_an_army_for_itself() -> None:
    def voice(*words: str) -> Voice:
        return Voice(Speaker(" ".join(words), "military", 0, 1), words, False, False, True)

    assert state_of(voice("russian", "defence", "ministry")) == "Russia"
    assert state_of(voice("malian", "army")) is None


def test_who_is_called_upon_did_not_do_it() -> None:
    assert not names_side("international community")
    assert not names_side("the UN Security Council")
    assert names_side("Lords Resistance Army")
