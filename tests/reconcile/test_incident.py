"""What an incident says beside its tolls."""

from __future__ import annotations

from typing import Any

import pytest

from tallybook.reconcile import reconcile
from tallybook.records import Confirmation, Denial, Place, Reaction, Responsibility, Span, identity
from tests.reconcile.accounts import figure, incident, member, speaker


def said(kind: type[Any], **fields: Any) -> Any:
    """A claim that is no figure."""
    return kind(
        id=identity("c", kind.__name__, str(sorted(fields.items()))), report="", start=0, end=1, sentence=Span(0, 9),
        speaker=speaker("someone", "unknown"), local="A", **fields,
    )  # fmt: skip


def test_place_date_and_type_are_what_most_reports_tell() -> None:
    """One slip of three is outvoted, and the town beats the country."""
    found = incident(
        member("a.txt", figure(3)),
        member("b.txt", figure(3), start="2020-04-30", place=Place("Liberia", "LR", None, 6.4, -9.4, "country")),
        member("c.txt", figure(3), type="shelling"),
    )
    assert (found.start, found.type) == ("2020-05-01", "armed attack")
    assert found.place is not None and found.place.name == "Harbel"
    assert found.title == "Armed attack in Harbel"


def test_an_incident_that_no_report_dates_stays_undated_and_says_what_was_said() -> None:
    """No date, no guess."""
    found = incident(member("a.txt", figure(3), published=None, start=None, date_said="on Monday"))
    assert (found.start, found.end, found.date_inferred) == (None, None, False)
    assert found.date_why == 'undated: the reports say only "on Monday"'


def test_an_undated_report_takes_the_date_of_another_and_is_marked() -> None:
    """The reason names both."""
    found = incident(member("a.txt", figure(3)), member("b.txt", figure(3), published=None, start=None))
    assert (found.start, found.date_inferred) == ("2020-05-01", True)
    assert found.date_why == "told by a.txt; inferred from these for b.txt"


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([], "reported"),
        ([said(Confirmation, by="Lofa Monitor", of="the raid")], "confirmed"),
        ([said(Confirmation, by="Intelligence", of="the raid was orchestrated from abroad")], "reported"),
        ([said(Denial, by="the ministry", of="any strike on Harbel")], "disputed"),
        ([said(Denial, by="the front", of="responsibility for the attack")], "reported"),
    ],
)
def test_status_follows_who_confirms_and_who_denies(claims: list[Any], status: str) -> None:
    """A denial of guilt is no denial of the event."""
    assert incident(member("a.txt", figure(3), *claims)).status == status


def test_an_office_named_with_its_holder_denies_once() -> None:
    """One spokesperson is one denier."""
    office = "the foreign office spokesperson"
    denials = (said(Denial, by=by, of="the raid") for by in (office, f"Ama Toe, {office}"))
    assert incident(member("a.txt", *denials)).denied_by == (f"Ama Toe, {office}",)


def test_a_change_of_a_group_is_titled_by_what_its_figures_count() -> None:
    """Thirty freed from a jail are no "change to group/activity"."""
    found = incident(member("a.txt", figure(30, harm="released"), type="Change to group/activity"))
    assert (found.type, found.title) == ("Change to group/activity", "People freed in Harbel")


def test_an_event_that_is_only_denied_is_denied() -> None:
    """Nobody else tells it."""
    assert incident(member("a.txt", said(Denial, by="the army", of="the raid"))).status == "denied"


def test_who_claims_is_blamed_denies_and_condemns_each_once() -> None:
    """Over all reports, states under one name."""
    found = incident(
        member(
            "a.txt",
            said(Responsibility, group="Lofa Front", mode="claimed"),
            said(Reaction, actor="US", action="condemn"),
        ),
        member(
            "b.txt",
            said(Responsibility, group="the Lofa Front", mode="claimed"),
            said(Responsibility, group="Bong Militia", mode="denied"),
            said(Responsibility, group="Bong Militia", mode="blamed"),
            said(Reaction, actor="the United States", action="condemn"),
            said(Reaction, actor="China", action="condole"),
        ),
    )
    assert found.claimed_by == ("Lofa Front",)
    assert (found.blamed, found.denied_by) == (("Bong Militia",), ("Bong Militia",))
    assert found.condemned_by == ("United States",)


def test_figures_that_cannot_both_be_true_are_named() -> None:
    """Two authorities on one day."""
    army = member("a.txt", figure(89, "Russian defence ministry", "military"))
    enemy = member("b.txt", figure(400, "Ukrainian military", "military"))
    (text,) = incident(army, enemy).contradictions
    assert "says 89" in text and "says 400" in text and text.count('"') == 4


def test_a_growing_toll_is_no_contradiction() -> None:
    """The lower figure is of an earlier day."""
    early = member("a.txt", figure(9, "police"), published="2020-05-01")
    later = member("b.txt", figure(40, "health ministry", "government"), published="2020-05-04")
    assert incident(early, later).contradictions == ()


def test_an_unknown_policy_is_an_error() -> None:
    """Names are those of the table of policies."""
    with pytest.raises(KeyError):
        reconcile([member("a.txt", figure(3))], id="i-1", policy="mean")


def test_an_undated_reports_weekday_speaks_for_one_of_the_dates_that_are_told() -> None:
    """Two reports tell the day after the night; two without a date say "Friday", and one tells Friday."""
    told = [member("a.txt", figure(3), start="2021-06-04"), member("b.txt", figure(3, at=9), start="2021-06-05")]
    told += [member("c.txt", figure(4), start="2021-06-05")]
    assert incident(*told).start == "2021-06-05"
    words = [
        member("d.txt", figure(5), published=None, start=None, date_said="on Friday night"),
        member("e.txt", figure(6), published=None, start=None, date_said="the June 4 attack"),
    ]
    assert incident(*told, *words).start == "2021-06-04"
    assert (
        incident(*told, member("f.txt", figure(5), published=None, start=None, date_said="Monday")).start
        == "2021-06-05"
    )
