"""Who is one speaker across reports."""

from __future__ import annotations

from itertools import combinations

import pytest

from tallybook.reconcile.voices import Voice, actor, same_voice, voice_of
from tallybook.records import SpeakerKind
from tests.reconcile.accounts import figure, member


def voice(name: str | None, kind: SpeakerKind = "government", path: str = "a.txt", outlet: str | None = None) -> Voice:
    """The voice of a figure by this speaker in a report of its own."""
    claim = figure(3, name, kind)
    return voice_of(member(path, claim, outlet=outlet), claim)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("the military’s media wing", "ISPR", "military"),
        ("army statement", "the military", "military"),
        ("Liberian Ministry of Defence", "Defense Ministry", "military"),
        ("Palestinian Health Ministry", "the health ministry", "government"),
        ("health minister Ada Weah", "the Ministry of Health", "government"),
        ("Ada Weah, health minister", "Health Minister Weah", "government"),
        ("Muhammad Osman, spokesman of Redemption Hospital", "Mohammad Osman, hospital spokesperson", "medical"),
        ("police spokesman Jonah Kollie", "police", "police"),
        ("Moscow", "Russia's defence ministry", "military"),
        ("the Lofa Monitor for Human Rights", "Lofa Monitor", "ngo"),
    ],
)
def test_an_office_its_holder_and_its_spellings_are_one(one: str, other: str, kind: SpeakerKind) -> None:
    """Across reports."""
    assert same_voice(voice(one, kind), voice(other, kind, "b.txt"))


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("officials", "officials", "government"),
        ("a senior security official", "security official", "military"),
        ("health officials", "health ministry", "government"),
        ("a police officer", "police", "police"),
        ("Russian defence ministry", "Ukrainian defence ministry", "military"),
        ("health ministry", "interior ministry", "government"),
        ("residents", "residents", "witness"),
        ("Herat police", "Kandahar police", "police"),
        ("the Liberian National Police", "Jonah Kollie of the Margibi police", "police"),
    ],
)
def test_speakers_that_may_differ_stay_apart(one: str, other: str, kind: SpeakerKind) -> None:
    """No one in particular, another side, another office."""
    assert not same_voice(voice(one, kind), voice(other, kind, "b.txt"))


def test_a_president_and_an_officer_who_share_a_name_are_two() -> None:
    """One shared word between two kinds of speaker proves nothing."""
    assert not same_voice(
        voice("President Hassan Sheikh", "government"), voice("Hassan, police officer", "police", "b")
    )


def test_each_report_has_its_own_voice_unless_the_outlet_is_known() -> None:
    """An outlet speaks with one voice in all its reports."""
    assert not same_voice(voice(None), voice(None, path="b.txt"))
    assert same_voice(voice(None, outlet="Daily Pepper"), voice(None, path="b.txt", outlet="Daily Pepper"))


def test_sameness_is_symmetric() -> None:
    """Which is named first changes nothing."""
    found = [voice(name) for name in ("police", "officials", "Kyiv", "Ukrainian army", None, "Ada Weah")]
    assert all(same_voice(a, b) == same_voice(b, a) for a, b in combinations(found, 2))


def test_states_react_under_one_name() -> None:
    """A ministry, an embassy and a demonym stand for the state; a person stays a person."""
    assert {actor(name) for name in ("US", "United States", "the US State Department", "Washington")} == {
        "United States"
    }
    assert actor("Ministry of Foreign Affairs of China") == actor("Chinese embassy") == "China"
    assert actor("Bishop Ada Weah") == "Bishop Ada Weah"


def spoken(*speakers: tuple[str, SpeakerKind]) -> list[Voice]:
    """The voices of one report's speakers."""
    claims = [figure(3, name, kind, at=9 * at) for at, (name, kind) in enumerate(speakers)]
    whole = member("a.txt", *claims)
    return [voice_of(whole, claim) for claim in claims]


def told(*names: str) -> list[Voice]:
    """The voices of one report's speakers, all of a government."""
    return spoken(*((name, "government") for name in names))


def test_a_body_named_once_is_meant_by_its_bare_word_in_the_same_report() -> None:
    """ "The ministry's statement" is that of the one ministry that the report names."""
    full, bare = told("Liberia's defence ministry", "the ministry's statement")
    assert same_voice(full, bare) and same_voice(bare, voice("Liberian Ministry of Defence", "military", "b.txt"))


def test_a_bare_word_that_fits_two_named_bodies_stays_no_one() -> None:
    """Which ministry?"""
    health, interior, bare = told("the health ministry", "the interior ministry", "the ministry")
    assert not same_voice(health, bare) and not same_voice(interior, bare)


def test_officials_are_no_body() -> None:
    """They may be anybody."""
    full, bare = told("officials of the health ministry", "officials")
    assert not same_voice(full, bare)


def test_the_group_is_the_one_organisation_that_speaks() -> None:
    """ "The group also reported" goes back to the monitor; with two monitors, or an armed group, nobody knows."""
    monitor, group = spoken(("Lofa Monitor for Human Rights", "ngo"), ("group", "unknown"))
    assert same_voice(monitor, group)
    monitor, other, group = spoken(("Lofa Monitor", "ngo"), ("Bong Watch", "ngo"), ("group", "unknown"))
    assert not same_voice(monitor, group) and not same_voice(other, group)
    monitor, front, group = spoken(("Lofa Monitor", "ngo"), ("the Front", "armed_group"), ("group", "unknown"))
    assert not same_voice(monitor, group) and not same_voice(front, group)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Parents association chairman Bello Ahmad", "Governor Bello Matawalle", "government"),
        ("Dr Ahmed Hassan", "Dr Ahmed Ali", "medical"),
        ("elder Haji Khan", "villager Gul Khan", "witness"),
    ],
)
def test_two_officials_who_share_one_of_two_names_are_two(one: str, other: str, kind: SpeakerKind) -> None:
    assert not same_voice(voice(one, kind), voice(other, kind, "b.txt"))
