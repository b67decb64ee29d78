"""Which of a speaker's figures stands, and with what authority."""

from __future__ import annotations

from tests.reconcile.accounts import figure, member, toll


def test_a_speaker_has_the_standing_that_any_report_gives() -> None:
    """ "Ali Haji" of one report is "Ali Haji, the health minister" of another."""
    known = member("a.txt", figure(269, "Ali Haji, the health minister", "government"))
    bare = member("b.txt", figure(321, "Ali Haji", "unknown"), published="2020-05-04")
    president = member("c.txt", figure(300, "President Hassan Mohamud", "government"), published="2020-05-03")
    assert toll(known, bare, president) == (300, 321, 321)


def test_of_several_numbers_in_one_report_the_repeated_one_is_the_toll() -> None:
    """ "40 dead, says the state. The commissioner: 40 died; at the hospital they numbered 84." """
    told = member(
        "a.txt",
        figure(40, "state", "government"),
        figure(40, "commissioner Ajaka", "government", at=30),
        figure(84, "commissioner Ajaka", "government", at=60),
    )
    assert toll(told) == (40, 40, 40)


def test_of_several_numbers_told_once_the_higher_is_the_later() -> None:
    told = member("a.txt", figure(40, "the mayor", "government"), figure(84, "the mayor", "government", at=60))
    assert toll(told) == (84, 84, 84)


def test_a_number_stands_before_words_like_scores_of_the_same_speaker() -> None:
    """ "At least 12 were killed, the monitor says. The army is killing scores, it says." """
    told = member(
        "a.txt",
        figure(12, "the monitor", "ngo", high=None, qualifier="at_least"),
        figure(40, "the monitor", "ngo", at=60, high=None, qualifier="vague"),
    )
    assert toll(told) == (12, 12, 12)
    assert toll(member("b.txt", figure(40, "the monitor", "ngo", high=None, qualifier="vague"))) == (40, 40, 40)


def test_words_like_hundreds_stand_where_a_number_is_a_part_of_them_or_they_are_said_more_often() -> None:
    hundreds = figure(200, "the monitor", "ngo", high=None, qualifier="vague")
    assert toll(member("a.txt", hundreds, figure(4, "the monitor", "ngo", at=60))) == (200, 200, 200)
    dozens = [figure(24, "the monitor", "ngo", at=at, high=None, qualifier="vague") for at in (0, 20)]
    assert toll(member("b.txt", *dozens, figure(12, "the monitor", "ngo", at=60))) == (24, 24, 24)
