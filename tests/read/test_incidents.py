"""Which incidents a report tells of, and which of them a figure is about."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read import event_types, times
from tallybook.read.document import analyse, tokenise
from tallybook.read.incidents import Arrangement, arrange
from tallybook.records import Figure, LocalIncident, Part, Place, Precision, Report, Span

PUBLISHED = "2019-05-20"


@dataclass(frozen=True)
class Mention:
    """A place or group as its own recogniser would hand it over."""

    start: int
    end: int
    place: Place | None = None
    kind: str = "city"
    id: str = ""


def town(name: str, lat: float, lon: float, adm1: str = "North", precision: Precision = "exact") -> Place:
    return Place(name, "ML", adm1, lat, lon, precision)


PLACES = {
    "Arba": town("Arba", 15.0, 2.0),
    "Bori": town("Bori", 15.9, 2.0),
    "Coma": town("Coma", 15.5, 3.5),
    "Dano": town("Dano", 12.0, -3.0, "South"),
    "North": town("North", 15.5, 2.5, "North", "adm1"),
    "Mali": Place("Mali", "ML", None, 17.0, -4.0, "country"),
}
NUMBERS = {"two": 2, "four": 4, "six": 6, "nine": 9, "twelve": 12, "thirty": 30, "forty": 40, "900": 900}


def arranged(
    text: str, published: str | None = PUBLISHED, groups: tuple[Mention, ...] = (), parts: tuple[Part, ...] = ()
) -> tuple[Arrangement, str]:
    doc = analyse(Report("r", "p", text, published=published, parts=parts))
    tokens = tokenise(text, 0, len(text))
    figures = tuple(
        Figure(
            id="",
            report="r",
            start=token.start,
            end=token.end,
            sentence=doc.at(token.start).span,
            harm="killed",
            victims="unspecified",
            low=NUMBERS[token.low],
            high=NUMBERS[token.low],
            qualifier="exact",
        )
        for token in tokens
        if token.low in NUMBERS
    )
    places = tuple(Mention(t.start, t.end, PLACES[t.text]) for t in tokens if t.text in PLACES)
    return arrange(doc, figures, places, times.find(doc), groups), text


def key_of(told: tuple[Arrangement, str], word: str) -> str:
    arrangement, text = told
    return arrangement.key_at(text.index(word))


def incident_of(told: tuple[Arrangement, str], word: str) -> LocalIncident:
    key = key_of(told, word)
    return next(incident for incident in told[0].incidents if incident.key == key)


def test_a_report_of_one_attack_has_one_incident_with_its_day_place_and_type() -> None:
    told = arranged(
        "A suicide bomber killed twelve people in the town of Arba on Saturday, police said.\n\nThe toll is twelve."
    )
    (main,) = told[0].incidents
    assert (main.key, main.start, main.type) == ("A", "2019-05-18", "Suicide bomb")
    assert main.place == PLACES["Arba"]
    assert "on or before" in (main.date_why or "")


def test_the_day_of_a_statement_is_not_the_day_of_the_attack() -> None:
    told = arranged("Gunmen killed nine villagers near Arba on Friday, the army said on Sunday.")
    assert told[0].incidents[0].start == "2019-05-17"


def test_an_undated_report_keeps_the_words_and_gives_no_date() -> None:
    told = arranged("Gunmen killed nine villagers near Arba on Friday.", None)
    main = told[0].incidents[0]
    assert (main.start, main.end) == (None, None)
    assert "Friday" in (main.date_said or "")


def test_a_day_in_an_events_name_is_its_day_though_a_word_of_saying_stands_before_it() -> None:
    told = arranged(
        "The group said it carried out Saturday's attack in Arba. Nine died.\n\nIn 2017 a bomb killed forty."
    )
    assert told[0].incidents[0].start == "2019-05-18"


def test_the_day_on_which_something_was_made_known_is_not_the_day_of_the_attack() -> None:
    told = arranged("Nine soldiers were killed in Arba, the ministry made known on Monday.")
    assert told[0].incidents[0].start is None


def test_a_year_told_as_background_is_no_day_of_the_main_incident() -> None:
    told = arranged(
        "Gunmen killed nine villagers in Arba.\n\nThe conflict began in 2009. It has uprooted many.\n\n"
        "Rain fell.\n\nMarkets shut."
    )
    assert told[0].incidents[0].start is None


def test_an_undated_reports_weekday_is_the_full_date_that_fits_it() -> None:
    text = "On Saturday night a bomb killed nine people in Arba. It was full. The market there was hit on May 18, 2019."
    assert arranged(text, None)[0].incidents[0].start == "2019-05-18"
    other = text.replace("May 18", "May 14")
    assert arranged(other, None)[0].incidents[0].start is None


def test_a_count_as_of_an_hour_opens_no_incident_of_its_own() -> None:
    told = arranged(
        "A bomb went off in Arba on Saturday and killed two people.\n\nThe market there was full. Many fled.\n\n"
        "As of 7:30 p.m. on Sunday there were twelve dead, an incident spokesman said."
    )
    assert key_of(told, "twelve") == "A"


def test_attacks_all_over_a_region_are_a_wave() -> None:
    told = arranged("Forty people died in the attacks on churches and hotels all over North on Saturday.")
    assert told[0].incidents[0].wave
    assert told[0].incidents[0].place == PLACES["North"]
    assert not arranged("Forty people died in the attack on a church in Arba.")[0].incidents[0].wave


def test_the_toll_of_a_month_is_wider_than_that_of_its_day() -> None:
    told = arranged(
        "In May forces killed forty people in North.\n\nIn a raid on Arba on 18 May they killed nine people."
    )
    assert told[0].scope_at(told[1].index("forty")) == "wider"
    assert told[0].scope_at(told[1].index("nine")) is None


def test_an_attack_of_last_year_is_an_incident_of_its_own_and_background() -> None:
    told = arranged(
        "Gunmen killed nine villagers in Arba on Saturday.\n\n"
        "Last year a roadside bomb in Dano killed forty people, the ministry recalled."
    )
    assert key_of(told, "nine") == "A"
    earlier = incident_of(told, "forty")
    assert earlier.key != "A"
    assert earlier.background
    assert earlier.start == "2018"


def test_the_text_returns_to_the_main_incident_where_its_number_is_told_again() -> None:
    told = arranged(
        "Gunmen killed twelve villagers in Arba on Saturday.\n\n"
        "Last year a roadside bomb in Dano killed forty people.\n\n"
        "The twelve were buried on Sunday."
    )
    assert told[0].key_at(told[1].rindex("twelve")) == "A"


def test_another_attack_elsewhere_is_another_incident() -> None:
    told = arranged(
        "A bomb killed nine people in Arba on Saturday.\n\nIn a separate attack in Dano, gunmen killed four policemen."
    )
    other = incident_of(told, "four")
    assert other.key != "A"
    assert other.place == PLACES["Dano"]
    assert not other.background


def test_towns_of_a_wave_are_its_sites() -> None:
    told = arranged(
        "Coordinated attacks across North in Mali killed thirty people on Saturday, officials said.\n\n"
        "In Arba, gunmen killed twelve guards. In Bori, they killed six traders."
    )
    main = told[0].incidents[0]
    assert main.wave
    assert main.place == PLACES["North"]
    sites = incident_of(told, "twelve"), incident_of(told, "six")
    assert [site.part_of for site in sites] == ["A", "A"]
    assert [site.place for site in sites] == [PLACES["Arba"], PLACES["Bori"]]
    assert {site.start for site in sites} == {main.start}


def test_numbers_of_two_towns_in_one_sentence_go_to_their_towns() -> None:
    told = arranged(
        "A series of attacks in North killed thirty people on Saturday.\n\n"
        "In Arba, twelve died; in Coma, six were killed."
    )
    assert incident_of(told, "twelve").place == PLACES["Arba"]
    assert incident_of(told, "six").place == PLACES["Coma"]


@pytest.mark.parametrize("over", ["Over the last three weeks", "Since March", "In the past ten days", "In nine days"])
def test_a_toll_counted_over_many_days_is_wider_than_that_of_one(over: str) -> None:
    told = arranged(f"A bomb killed nine people in Arba on Friday. {over} gunmen have killed forty.")
    assert told[0].scope_at(told[1].index("forty")) == "wider"


@pytest.mark.parametrize(
    "text",
    [
        "It was the worst attack since March, and forty died in Arba.",
        "In the past ten days forty people died in a siege of Arba.",
        "A bomb killed nine people in Arba on Friday. In the attack, the third in the past ten days, forty fell.",
        "Gunmen kill forty in Arba. Nine died on Friday, and forty were killed in the past ten days, police said.",
        "A bomb killed nine people in Arba on Friday. Last week forty died.",
    ],
)
def test_the_worst_for_long_the_first_told_and_some_day_of_a_week_are_no_longer_time(text: str) -> None:
    told = arranged(text)
    assert told[0].scope_at(told[1].index("forty")) is None


def test_a_sentence_that_begins_with_another_town_turns_to_it() -> None:
    told = arranged("Gunmen killed nine people in Arba on Friday. In Dano, twelve policemen were killed.")
    assert key_of(told, "nine") != key_of(told, "twelve")
    still = arranged("Gunmen killed nine people in Arba on Friday. In Dano, they said the toll had risen to twelve.")
    assert key_of(still, "nine") == key_of(still, "twelve")


def test_the_night_before_is_not_when_the_main_incident_was() -> None:
    told = arranged(
        "A bomb killed nine people in Arba on Friday. The previous night, gunmen killed two people in Dano."
    )
    assert (incident_of(told, "nine").start, incident_of(told, "two").start) == ("2019-05-17", "2019-05-16")


def test_a_figure_behind_the_second_of_two_days_is_of_that_day() -> None:
    told = arranged("A bomb killed nine people in Arba on Friday, the worst since the 1998 bombing, when forty died.")
    assert incident_of(told, "forty").start == "1998"


def test_a_sum_over_incidents_is_wider_and_stays_with_the_main_one() -> None:
    told = arranged(
        "A bomb killed nine people in Arba on Saturday.\n\n"
        "Since the conflict began, 900 have been killed in the country."
    )
    start = told[1].index("900")
    assert told[0].key_at(start) == "A"
    assert told[0].scope_at(start) == "wider"
    assert told[0].scope_at(told[1].index("nine")) is None


def test_a_part_of_the_last_hours_alone_is_a_part() -> None:
    told = arranged("Clashes killed forty people in Arba. In the past 24 hours alone, six were killed.")
    assert told[0].scope_at(told[1].index("six")) == "part"


def test_the_hours_alone_hold_for_all_that_their_sentence_counts() -> None:
    told = arranged(
        "Clashes killed forty people in Arba. "
        "In the past 24 hours alone, six rebels were killed, while nine soldiers also lost their lives. Forty fled."
    )
    assert told[0].scope_at(told[1].index("nine")) == "part"
    assert told[0].scope_at(told[1].index("Forty")) is None


def test_groups_are_those_named_in_the_incident() -> None:
    text = "Gunmen of the Front killed nine people in Arba on Saturday."
    at = text.index("Front")
    told = arranged(text, groups=(Mention(at, at + 5, id="front", kind="armed_group"),))
    assert told[0].incidents[0].groups == ("front",)


def test_a_report_without_figures_or_places_still_has_its_main_incident() -> None:
    told = arranged("The council met and parted.")
    assert [incident.key for incident in told[0].incidents] == ["A"]
    assert told[0].incidents[0].place is None


def test_an_empty_report_has_its_main_incident() -> None:
    arrangement = arrange(analyse(Report("r", "p", "")), (), (), (), ())
    assert arrangement.key_at(0) == "A"
    assert arrangement.scope_at(0) is None


def test_only_what_a_claim_is_about_is_told_of() -> None:
    told = arranged(
        "Gunmen killed nine villagers in Arba on Saturday.\n\nLast year a bomb in Dano killed forty people."
    )
    assert [incident.key for incident in told[0].told_of(())] == ["A"]
    assert len(told[0].told_of([key_of(told, "forty")])) == 2


def test_the_particular_word_outweighs_the_general_one() -> None:
    text = "Attackers attacked a mosque: a suicide bomber blew himself up during the attack."
    assert event_types.best([(tokenise(text, 0, len(text)), 1)]) == "Suicide bomb"
    assert event_types.best([(tokenise("The sun shone.", 0, 14), 1)]) is None


WORDS = st.sampled_from(
    [*PLACES, *NUMBERS, "In", "killed", "on", "Friday", "last", "year", "another", "attack", "the", ",", ".", ";", "\n"]
)


@given(st.lists(WORDS, max_size=40))
def test_every_figure_has_a_key_that_is_there_and_every_parent_is_there(words: list[str]) -> None:
    told = arranged(" ".join(words))
    keys = [incident.key for incident in told[0].incidents]
    assert keys[0] == "A"
    assert len(set(keys)) == len(keys)
    assert all(told[0].key_at(position) in keys for position in range(0, len(told[1]) + 1, 7))
    assert all(incident.part_of is None or incident.part_of in keys for incident in told[0].incidents)


@given(st.lists(WORDS, max_size=30))
def test_the_same_report_is_arranged_the_same_way(words: list[str]) -> None:
    assert arranged(" ".join(words))[0] == arranged(" ".join(words))[0]


def test_a_figure_behind_the_last_sentence_goes_with_the_last() -> None:
    doc = analyse(Report("r", "p", "Six died. Four died."))
    late = Figure(
        id="",
        report="r",
        start=500,
        end=501,
        sentence=Span(0, 9),
        harm="killed",
        victims="unspecified",
        low=6,
        high=6,
        qualifier="exact",
    )
    assert arrange(doc, (late,), (), (), ()).key_at(500) == "A"


def test_a_groups_name_tells_neither_place_nor_type() -> None:
    text = "Gunmen of the Combat Front of Dano killed nine people in Arba on Saturday."
    at = text.index("Combat")
    group = Mention(at, at + len("Combat Front of Dano"), id="front", kind="armed_group")
    (told,) = arranged(text, groups=(group,))[0].incidents
    assert told.place == PLACES["Arba"] and told.places == (PLACES["Arba"],)
    assert told.type == "Attack"


def test_who_speaks_is_no_word_of_the_aftermath() -> None:
    text = "A hospital official said nine people were killed in Arba on Saturday.\n\nShops stayed shut on Sunday."
    assert arranged(text)[0].incidents[0].start == "2019-05-18"


def test_the_day_on_which_people_were_killed_goes_before_that_of_what_led_to_it() -> None:
    told = arranged(
        "Twelve people were killed on Monday in Arba. The army says rebels there caught a pilot on Friday.",
    )
    assert told[0].incidents[0].start == "2019-05-20"


def test_the_day_of_an_older_picture_is_not_the_attacks() -> None:
    told = arranged("A boy sits in a tent in Bori, April 18, 2019 (File photo). Nine people were killed in Arba.")
    assert told[0].incidents[0].start is None
    told = arranged("Smoke over Arba, May 2, 2019. (AFP) Nine people were killed in Arba.")
    assert told[0].incidents[0].start is None


def test_some_day_of_a_week_told_further_down_is_not_the_main_incidents() -> None:
    rest = "\n\n".join(["Markets shut."] * 7)
    told = arranged(f"A bomb killed nine people in Arba.\n\n{rest}\n\nRebels seized a road in the north last week.")
    assert told[0].incidents[0].start is None


def test_a_day_that_the_report_comes_long_after_needs_more_that_speaks_for_it() -> None:
    rest = "\n\n".join(["Markets shut."] * 7)
    told = arranged(f"A bomb killed nine people in Arba.\n\n{rest}\n\nThe siege began on April 10.")
    assert told[0].incidents[0].start is None


def test_where_those_who_were_harmed_had_come_from_is_not_where_it_happened() -> None:
    told = arranged("A bomb hit buses that carried people evacuated from the town of Bori, killing nine near Arba.")
    assert told[0].incidents[0].place == PLACES["Arba"]


def headed(title: str, body: str) -> tuple[Arrangement, str]:
    text = f"{title}\n\n{body}"
    return arranged(text, parts=(Part(0, len(title) + 2, "headline"), Part(len(title) + 2, len(text), "body")))


def test_the_first_figures_behind_the_headline_tell_the_headlines_incident() -> None:
    told = headed("Thirty hurt in Arba blast", "A bomb exploded in Salah in Arba on Monday killing four people.")
    assert (key_of(told, "four"), len(told[0].incidents)) == ("A", 1)


def test_another_blast_than_the_headlines_is_another_behind_it_too() -> None:
    told = headed("Two die in blast", "Another bomb exploded in the Larbah district and killed forty people.")
    assert key_of(told, "forty") == "B"


def test_a_second_total_of_the_war_is_held_against_the_attack_and_not_against_the_first() -> None:
    told, text = arranged(
        "Gunmen killed two people in Arba on Monday.\n\nThe war has killed thirty, says one group.\n\n"
        "The conflict has cost forty lives, says another."
    )
    assert [told.scope_at(text.index(word)) for word in ("two", "thirty", "forty")] == [None, "wider", "wider"]


def test_of_two_days_in_a_sentence_the_one_beside_the_figure_is_its_day() -> None:
    told = arranged(
        "A raid killed forty people in Arba on Saturday.\n\n"
        "Saturday's raid came on the heels of similar ones on Bori on Friday when nine people died."
    )
    assert incident_of(told, "nine").start == "2019-05-17"


def test_a_report_of_a_month_alone_is_arranged() -> None:
    """Handed over by another program: no day can be counted back from it."""
    told = arranged("A bomb killed nine people in Arba on 4 May 2019. Six died in Bori on 5 May 2019.", "2019-05")
    assert incident_of(told, "nine").start == "2019-05-04"
