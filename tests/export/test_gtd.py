"""Rows as the Global Terrorism Database has them."""

from __future__ import annotations

import pytest

from tallybook.export import gtd
from tallybook.export.schema import misfits, schema
from tallybook.export.table import Row
from tests.export.tellings import BALOCHISTAN, KHARAN, claim_of, figure, figures, incident, report, told


def bombing() -> Row:
    text = "Bomb\nHamas said in a video that it was behind it. The PIJ claimed it. Nine people and one bomber died."
    wire = report("wire.txt", text, "2002-03-28", "Post")
    claims = (
        claim_of(wire, "Hamas", "claimed", "Hamas said"),
        claim_of(wire, "Palestinian Islamic Jihad", "claimed", "The PIJ claimed"),
        figure(wire, "Nine people", "unspecified", 9),
        figure(wire, "one bomber", "armed_group", 1),
    )
    killed = figures(claims, killed={"unspecified": 9, "civilian": 8, "armed_group": 1}, abducted={"civilian": 2})
    given = told(
        wire, claims=claims, figures=killed, type="Suicide bomb", start="2002-03-27", end="2002-03-28",
        claimed_by=("Hamas", "Palestinian Islamic Jihad"), blamed=("Iran",), place=KHARAN,
    )  # fmt: skip
    return gtd.row(given)


def test_a_claimed_bombing_has_its_row() -> None:
    row = bombing()
    assert list(misfits(schema("gtd"), row)) == []
    assert (row["iyear"], row["imonth"], row["iday"]) == (2002, 3, 27)
    assert (row["extended"], row["resolution"], row["suicide"]) == (1, "2002-03-28", 1)
    assert (row["attacktype1"], row["attacktype1_txt"]) == (3, "Bombing/Explosion")
    assert (row["gname"], row["gname2"], row["gname3"]) == ("Hamas", "Palestinian Islamic Jihad", "Iran")
    assert (row["guncertain1"], row["guncertain2"], row["guncertain3"]) == (0, 0, 1)
    assert (row["claimed"], row["claim2"], row["claim3"], row["compclaim"]) == (1, 1, 0, 1)
    assert (row["claimmode"], row["claimmode_txt"], row["claimmode2"]) == (6, "Video", 10)
    assert (row["nkill"], row["nkillter"], row["nwound"]) == (9, 1, None)
    assert (row["ishostkid"], row["nhostkid"]) == (1, 2)
    assert (row["country"], row["region"], row["region_txt"]) == (153, 6, "South Asia")
    assert (row["city"], row["specificity"], row["vicinity"]) == ("Kharan", 1, 0)
    assert (row["scite1"], row["doubtterr"]) == ('Post, "Bomb", 2002-03-28', 0)


@pytest.mark.parametrize(
    ("start", "known"),
    [("2002-03", (2002, 3, 0, "2002-03")), ("2002", (2002, 0, 0, "2002")), (None, (None, None, None, None))],
)
def test_what_of_a_date_is_not_known_is_nought(start: str | None, known: tuple[int | str | None, ...]) -> None:
    row = gtd.row(told(start=start))
    assert (row["iyear"], row["imonth"], row["iday"], row["approxdate"]) == known


def test_a_region_is_no_town() -> None:
    row = gtd.row(told(place=BALOCHISTAN))
    assert (row["city"], row["specificity"], row["vicinity"]) == ("Unknown", 4, -9)


def test_without_a_place_there_are_no_coordinates() -> None:
    row = gtd.row(told())
    assert (row["latitude"], row["longitude"], row["specificity"]) == (None, None, 5)


@pytest.mark.parametrize(
    ("given", "doubt", "alternative"),
    [
        ({"type": "Armed clash"}, 1, 1),
        ({"figures": figures(killed={"security_force": 3})}, 1, 1),
        ({"blamed": ("Israel",), "figures": figures(killed={"civilian": 3})}, 1, 5),
        ({"status": "disputed"}, 1, None),
        ({"claimed_by": ("Boko Haram",), "figures": figures(killed={"civilian": 3})}, 0, None),
        ({}, None, None),
    ],
)
def test_doubt_is_told_only_where_the_reports_raise_it(
    given: dict[str, object], doubt: int | None, alternative: int | None
) -> None:
    row = gtd.row(told(**given))  # type: ignore[arg-type]
    assert (row["doubtterr"], row["alternative"]) == (doubt, alternative)
    assert list(misfits(schema("gtd"), row)) == []


def test_nobody_who_claims_it_is_unknown() -> None:
    row = gtd.row(told())
    assert (row["gname"], row["claimed"], row["claimmode"], row["compclaim"]) == ("Unknown", 0, None, None)


def test_the_sites_of_a_wave_are_related() -> None:
    site = incident("site")
    row = gtd.row(told(parts=(site,)))
    assert (row["multiple"], row["related"]) == (1, str((1 << 48) + int(site.id[2:14], 16)))


def test_the_criteria_are_left_to_a_coder() -> None:
    row = bombing()
    assert row["crit1"] is row["crit2"] is row["crit3"] is None
