"""Places: which words are places, which place they mean, and where that is."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read import places
from tallybook.read.document import analyse
from tallybook.read.places import PlaceMention
from tallybook.read.toponyms.offsets import Offset
from tallybook.records import Report


def survey(text: str) -> places.Survey:
    return places.survey(analyse(Report("r", "p", text)))


def said(text: str) -> list[str]:
    return [text[mention.start : mention.end] for mention in survey(text).mentions]


def one(text: str, name: str) -> PlaceMention:
    found = [mention for mention in survey(text).mentions if name in text[mention.start : mention.end]]
    assert found, f"{name} was not found"
    return found[0]


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    y1, x1, y2, x2 = map(radians, (*a, *b))
    h = sin((y2 - y1) / 2) ** 2 + cos(y1) * cos(y2) * sin((x2 - x1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(h))


def at(mention: PlaceMention) -> tuple[float, float]:
    assert mention.place.lat is not None and mention.place.lon is not None
    return mention.place.lat, mention.place.lon


def test_a_town_gets_coordinates_region_and_country() -> None:
    place = one("Five people were killed in Panjgur in Balochistan, Pakistan.", "Panjgur").place
    assert (place.country, place.adm1, place.precision) == ("PK", "Balochistan", "exact")
    assert km((place.lat or 0, place.lon or 0), (26.97, 64.09)) < 20


@pytest.mark.parametrize("name", ["Noshki", "Nushki", "Noushki"])
def test_spellings_of_one_town_are_one_point(name: str) -> None:
    mention = one(f"Gunmen attacked a bank in {name} in Pakistan's Balochistan province.", name)
    assert km(at(mention), (29.55, 66.02)) < 20


@pytest.mark.parametrize("name", ["Khan Sheikhoun", "Khan Shaikhoun", "Khan Cheikhoun", "Khan Shaykhun"])
def test_a_transliteration_that_no_list_has_is_found_in_the_reports_country(name: str) -> None:
    mention = one(f"A raid on the town of {name} in Syria killed nine people.", name)
    assert km(at(mention), (35.44, 36.65)) < 10


def test_an_article_may_be_there_or_not() -> None:
    with_article = one("Shells fell on al-Habeet in Syria's Idlib province.", "Habeet")
    without = one("Shells fell on Habeet in Syria's Idlib province.", "Habeet")
    assert at(with_article) == at(without)


def test_a_point_at_a_distance_is_computed() -> None:
    text = "A convoy was hit 30 kilometres west of Panjgur in Balochistan, Pakistan."
    mention = one(text, "Panjgur")
    assert (mention.kind, mention.place.precision) == ("near", "near")
    assert text[mention.start : mention.end] == "30 kilometres west of Panjgur"
    assert 29 < km(at(mention), at(one("A bomb went off in Panjgur, Pakistan.", "Panjgur"))) < 31
    assert (mention.place.lon or 0) < 64.0


def test_a_distance_without_direction_stays_at_the_place() -> None:
    mention = one("The bus was found 70 kilometers from Panjgur in Pakistan.", "Panjgur")
    assert (mention.kind, mention.place.precision) == ("city", "near")


def test_miles_are_longer_than_kilometres() -> None:
    miles = one("A mine exploded 20 miles north of Kandahar in Afghanistan.", "Kandahar")
    kilometres = one("A mine exploded 20 km north of Kandahar in Afghanistan.", "Kandahar")
    assert (miles.place.lat or 0) > (kilometres.place.lat or 0) + 0.08


@pytest.mark.parametrize("words", ["near Kramatorsk", "on the outskirts of Kramatorsk", "close to Kramatorsk"])
def test_near_a_town_is_less_precise(words: str) -> None:
    assert one(f"A missile came down {words} in Ukraine.", "Kramatorsk").place.precision == "near"


@pytest.mark.parametrize(
    ("text", "name", "kind", "precision"),
    [
        ("Clashes spread through Idlib province in Syria.", "Idlib", "region", "adm1"),
        ("Clashes spread through Musakhail district in Pakistan.", "Musakhail", "district", "adm2"),
        ("Clashes spread through Syria.", "Syria", "country", "country"),
        ("Two men were shot in Lahore, Pakistan.", "Lahore", "city", "exact"),
    ],
)
def test_the_word_after_a_name_tells_its_kind(text: str, name: str, kind: str, precision: str) -> None:
    mention = one(text, name)
    assert (mention.kind, mention.place.precision) == (kind, precision)


def test_a_plural_head_holds_for_the_whole_list() -> None:
    text = "Raids took place in Helmand, Kandahar and Zabul provinces of Afghanistan."
    assert [one(text, name).kind for name in ("Helmand", "Kandahar", "Zabul")] == ["region"] * 3


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A bomb killed three in Tripoli. Libyan officials blamed a militia in the Libyan capital.", "LY"),
        ("A bomb killed three in Tripoli. Lebanese officials spoke of two cars. Lebanon's army came.", "LB"),
    ],
)
def test_a_namesake_is_resolved_by_the_reports_country(text: str, country: str) -> None:
    assert one(text, "Tripoli").place.country == country


def test_the_name_after_a_comma_holds_the_one_before_it() -> None:
    assert one("Three men were shot dead in Paris, Texas.", "Paris").place.country == "US"
    assert one("Three men were shot dead in Paris, France.", "Paris").place.country == "FR"


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Smith was shot on the stairs, his family said.",
        "The story appeared in The Washington Post.",
        "Mr Washington denied it.",
        "Peshawar Zalmi won the match.",
        "Police said that nobody was hurt.",
        "Reading the list took an hour. Nice weather followed in March.",
        "Syrian rebels and Iraqi soldiers shot at each other.",
        "Iran-backed fighters fired first.",
        "The Army opened fire on Monday.",
    ],
)
def test_persons_bodies_and_common_words_are_no_places(text: str) -> None:
    assert said(text) == []


def test_a_person_named_in_full_stays_a_person_later() -> None:
    text = "The mayor, Carlos Moreno, was in Cali, Colombia. Moreno blamed the rebels."
    assert "Moreno" not in said(text)


def test_a_camp_or_a_market_leaves_the_town() -> None:
    assert said("Four were killed in the Jenin refugee camp in the West Bank.")[0] == "Jenin"
    assert "Karachi" in said("A fire in Karachi Airport killed two, Pakistani officials said.")


def test_the_capital_of_a_state_is_a_place() -> None:
    mention = one("A car bomb went off in the Peruvian capital.", "capital")
    assert (mention.place.name, mention.place.country) == ("Lima", "PE")


def test_a_headlines_name_is_found_where_the_body_names_it() -> None:
    text = "Blast In Musakhail Kills Nine People\n\nNine people died in Musakhail in Pakistan's Balochistan."
    assert said(text).count("Musakhail") == 2


def test_a_hyphen_between_two_towns_names_both() -> None:
    assert said("Gunmen stopped the Abuja-Kaduna train in Nigeria.")[:2] == ["Abuja", "Kaduna"]


def test_adjectives_vote_for_the_country_without_being_places() -> None:
    result = survey("Somali troops and Somali police killed nine men, Somali officials said.")
    assert (result.mentions, result.country) == ((), "SO")


def test_the_main_country_of_mentions_is_the_one_of_its_towns() -> None:
    text = "Twelve died in Kunduz. A blast hit Kabul. The United States and Russia condemned it. Afghan police came."
    assert places.main_country(survey(text).mentions) == "AF"
    assert places.main_country(()) is None


def test_a_report_without_places_has_none() -> None:
    assert survey("nobody came.") == places.Survey((), None, ())


@given(st.text(alphabet="aA -',.K1\nénIiاж", max_size=80))
def test_any_text_gives_mentions_inside_it_in_order(text: str) -> None:
    mentions = survey(text).mentions
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert list(mentions) == sorted(mentions, key=lambda mention: (mention.start, mention.end))


@given(st.floats(1, 300), st.floats(0, 359), st.floats(-60, 60), st.floats(-179, 179))
def test_an_offset_goes_as_far_as_it_says(far: float, bearing: float, lat: float, lon: float) -> None:
    assert abs(km((lat, lon), Offset(0, far, bearing).apply(lat, lon)) - far) < 0.1 + far / 100


def test_a_saint_is_no_town_but_the_town_of_the_church_is() -> None:
    text = "Sri Lankan soldiers stand in St. Sebastian's Church at Negombo after the bombing in Sri Lanka."
    mentions = places.find(analyse(Report("r", "p", text)))
    assert [m.place.name for m in mentions] == ["Negombo", "Sri Lanka"]


def test_a_country_before_its_namesake_town() -> None:
    text = "Fighters attacked a post in Sri Lanka. Poland and Denmark condemned it."
    mentions = places.find(analyse(Report("r", "p", text)))
    assert [m.place.country for m in mentions] == ["LK", "PL", "DK"]


def test_a_short_name_is_a_city_of_the_report_country() -> None:
    text = "Gunmen killed worshippers in Nigeria, the police said. They came from Owo on motorcycles."
    mentions = places.find(analyse(Report("r", "p", text)))
    assert [m.place.name for m in mentions] == ["Nigeria", "Owo"]


def test_a_surname_behind_a_rank_with_a_full_stop_is_no_place() -> None:
    text = (
        "Maj. Gen. Hank Taylor spoke at the Pentagon. Fifteen were flown to Germany, Taylor said, and treated in Kabul."
    )
    assert "Taylor" not in said(text)
    assert "Kabul" in said(text)
