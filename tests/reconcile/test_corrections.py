"""Numbers that were taken back, and who speaks for whom."""

from __future__ import annotations

from dataclasses import replace

from tests.reconcile.accounts import figure, incident, member, toll


def test_a_number_that_its_speaker_took_back_is_that_speakers_no_more() -> None:
    """Another report of the day still gives it."""
    corrected = member("a.txt", figure(27, "Chief Mulbah", current=False), figure(20, "Chief Mulbah", at=9))
    uncorrected = member("b.txt", figure(27, "police chief Mulbah"))
    assert toll(corrected, uncorrected) == (20, 20, 20)


def test_another_speakers_same_number_stays_in_the_range_and_is_not_best() -> None:
    """The army repeats what the police have since corrected."""
    corrected = member("a.txt", figure(27, "Chief Mulbah", current=False), figure(20, "Chief Mulbah", at=9))
    army = member("b.txt", figure(27, "the army", "military"))
    assert toll(corrected, army) == (20, 20, 27)


def test_a_number_of_a_later_day_than_the_correction_stands() -> None:
    """The toll rose again."""
    corrected = member("a.txt", figure(27, "police", current=False), figure(20, "police", at=9), published="2020-05-02")
    assert toll(corrected, member("b.txt", figure(27, "police"), published="2020-05-06")) == (27, 27, 27)


def test_a_number_that_grew_is_not_taken_back() -> None:
    """ "Up from 16" says nothing against 16 on its day."""
    grown = member("a.txt", figure(16, "police", current=False), figure(19, "police", at=9), published="2020-05-03")
    early = member("b.txt", figure(16, "the governor", "government"), published="2020-05-02")
    assert toll(grown, early) == (16, 19, 19)


def test_on_soldiers_a_states_unnamed_officials_are_replaced_by_a_later_named_voice() -> None:
    """One state, one army."""
    first = member("a.txt", figure(12, "U.S. officials", "government", victims="security_force"))
    later = member("b.txt", figure(13, "Pentagon", "military", victims="security_force"), published="2020-05-03")
    other = member("c.txt", figure(11, "Afghan officials", "government", victims="security_force"))
    assert toll(first, later, victims="security_force") == (13, 13, 13)
    assert toll(first, later, other, victims="security_force") == (11, 13, 13)
    reasons = dict(incident(first, later).figures["killed"]["security_force"].left_out)
    assert reasons[first.claims[0].id].startswith("the same state later says 13")


def test_on_civilians_they_are_not() -> None:
    """Nobody says that it is one ministry that counts them."""
    first = member("a.txt", figure(12, "U.S. officials", "government", victims="civilian"))
    later = member("b.txt", figure(13, "Pentagon", "military", victims="civilian"), published="2020-05-03")
    assert toll(first, later, victims="civilian") == (12, 13, 13)


def test_an_authoritys_open_end_is_overtaken_by_a_later_and_higher_number() -> None:
    """ "At least 72" on the first day allows 170 on the third."""
    officials = member("a.txt", figure(72, "officials", "government", high=None, qualifier="at_least"))
    outlet = member("b.txt", figure(170), published="2020-05-04")
    assert toll(officials, outlet) == (72, 170, 170)
    exact = member("a.txt", figure(72, "officials", "government"))
    assert toll(exact, outlet) == (72, 72, 170)


def test_an_armed_group_overtakes_nobody() -> None:
    """Its number is in the range only."""
    officials = member("a.txt", figure(72, "officials", "government", high=None, qualifier="at_least"))
    front = member("b.txt", figure(170, "rebel front", "armed_group"), published="2020-05-04")
    assert toll(officials, front) == (72, 72, 170)


def test_a_number_out_of_all_proportion_counts_something_else() -> None:
    """The toll of the war, told beside that of the day."""
    day = member("a.txt", figure(12, "police"), figure(9, "a hospital", "medical", at=9))
    war = member("b.txt", figure(280_000))
    assert toll(day, war) == (9, 12, 12)
    reasons = dict(incident(day, war).figures["killed"]["unspecified"].left_out)
    assert reasons[war.claims[0].id] == "many times what anybody else says: it counts something else"
    assert toll(war) == (280_000, 280_000, 280_000)
    assert toll(day, member("c.txt", figure(590))) == (9, 12, 590)


def test_foreigners_beside_a_larger_toll_are_a_part_of_it() -> None:
    """ "253 died; 40 foreigners, the ministry said"."""
    text = "253 died. 40 foreigners, said the ministry."
    foreigners = replace(figure(40, "foreign ministry", "government", at=10), end=23)
    told = member("a.txt", figure(253), foreigners, text=text)
    assert toll(told) == (253, 253, 253)
    reasons = dict(incident(told).figures["killed"]["unspecified"].left_out)
    assert reasons[foreigners.id] == "counts a kind of people among a larger toll"


def test_children_alone_are_a_toll() -> None:
    """Nobody tells a larger one."""
    text = "11 children were killed."
    assert toll(member("a.txt", replace(figure(11), end=11), text=text)) == (11, 11, 11)


def test_of_two_open_ends_of_one_day_the_higher_says_more() -> None:
    """ "At least 100 bodies" of the rescuers allows the monitor's "at least 126"."""
    rescuers = member("a.txt", figure(100, "Civil Defence", "rescue", high=None, qualifier="at_least"))
    monitor = member("b.txt", figure(126, "Rights Monitor", "ngo", high=None, qualifier="at_least"))
    assert toll(rescuers, monitor) == (100, 126, 126)
    exact = member("a.txt", figure(100, "Civil Defence", "rescue"))
    assert toll(exact, monitor) == (100, 100, 126)


def test_an_outlets_own_number_of_the_day_does_not_overtake_who_counts() -> None:
    monitor = member("a.txt", figure(58, "Rights Monitor", "ngo", high=None, qualifier="at_least"))
    outlet = member("b.txt", figure(60))
    assert toll(monitor, outlet) == (58, 58, 60)


def test_more_than_a_number_does_not_go_beyond_at_least_that_number() -> None:
    army = member("a.txt", figure(170, "the army", "military", high=None, qualifier="at_least"))
    inquiry = member("b.txt", figure(171, "a court", "court", high=None, qualifier="more_than"))
    assert toll(army, inquiry) == (170, 170, 171)


def test_a_partys_count_of_its_enemy_overtakes_nobody_of_the_same_day() -> None:
    """Kyiv's "400 Russian soldiers" beside Moscow's "at least 89"."""
    own = figure(89, "Russian army", "military", high=None, qualifier="at_least", victims="security_force")
    text = "400 Russian soldiers were killed, the Ukrainian army said."
    enemy = replace(figure(400, "Ukrainian army", "military", victims="security_force"), end=20)
    found = toll(member("a.txt", own), member("b.txt", enemy, text=text), victims="security_force")
    assert found == (89, 89, 400)
