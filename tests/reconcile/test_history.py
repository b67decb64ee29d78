"""How a toll moved."""

from __future__ import annotations

from hypothesis import given

from tallybook.reconcile import Member, estimates, history
from tests.reconcile.accounts import figure, member
from tests.reconcile.test_latest import tellings

FIRST = member("a.txt", figure(9, "police"), published="2020-05-01")
LATER = member("b.txt", figure(14, "police"), figure(9, "police", at=9, current=False), published="2020-05-03")
UNDATED = member("c.txt", figure(14, "a hospital", "medical"), published=None)


def test_each_day_ends_with_what_stood() -> None:
    """And not with what came later."""
    (toll,) = history([LATER, FIRST])
    assert [(stand.day, stand.low, stand.best, stand.high) for stand in toll.standing] == [
        ("2020-05-01", 9, 9, 9),
        ("2020-05-03", 14, 14, 14),
    ]


def test_every_figure_is_told_with_its_speaker_and_its_fate() -> None:
    """Superseded ones with the reason."""
    (toll,) = history([FIRST, LATER])
    told = [(point.day, point.low, point.speaker, point.stands, point.why) for point in toll.points]
    assert told == [
        ("2020-05-01", 9, "police", False, "the same speaker later says 14"),
        ("2020-05-03", 9, "police", False, "its own report presents it as superseded"),
        ("2020-05-03", 14, "police", True, ""),
    ]


def test_an_undated_report_is_placed_and_marked() -> None:
    """On the day whose reports tell as high a toll; without any dated report it has no day."""
    (toll,) = history([FIRST, LATER, UNDATED])
    assert [(p.day, p.is_placed) for p in toll.points if p.speaker == "a hospital"] == [("2020-05-03", True)]
    (alone,) = history([UNDATED])
    assert (alone.points[0].day, alone.standing) == (None, ())


def test_a_history_is_of_the_policy_asked_for() -> None:
    """The perpetrator's claim is none of GTD's."""
    front = member("d.txt", figure(70, "rebel front", "armed_group"), published="2020-05-04")
    (toll,) = history([FIRST, front], "gtd")
    assert [stand.high for stand in toll.standing] == [9, 9]


@given(tellings())
def test_the_last_day_ends_with_the_estimate(found: list[Member]) -> None:
    """Where every report is dated or placed."""
    whole = estimates(found, ["latest"])["latest"]
    for toll in history(found):
        if toll.standing and any(member.report.published for member in found):
            last, one = toll.standing[-1], whole[toll.harm][toll.victims]
            assert (last.low, last.best, last.high) == (one.low, one.best, one.high)
