"""Rows as UCDP GED has them: six incidents whose rows were written by hand, and what the rules keep."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from tallybook.book.selected import Told
from tallybook.export import ucdp
from tallybook.export.schema import misfits, schema
from tallybook.export.table import Row
from tallybook.records import Place
from tests.export.tellings import (
    BALOCHISTAN,
    KHARAN,
    MUSAKHAIL,
    claim_of,
    figure,
    figures,
    incident,
    report,
    told,
)

_TOLD = """
    id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
    dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original where_prec
    where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
    region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high
    low gwnoa gwnob
    """
GED = _TOLD.split()
NOWHERE = dict.fromkeys(GED)


def clash() -> Told:
    """A state and an armed group; two reports, of which one copies the other."""
    wire = report(
        "wire.txt",
        "Six die in Kharan clash\nThe army said two soldiers and four fighters were killed.",
        "2023-05-02",
        "Meridian Wire",
    )
    copy = report("copy.txt", wire.text, "2023-05-03", "Harbour Post", same_as=wire.id)
    claims = (
        figure(wire, "two soldiers", "security_force", 2, "The army"),
        figure(wire, "four fighters", "armed_group", 4, "The army"),
    )
    killed = figures(claims, killed={"security_force": 2, "armed_group": (3, 4, 6)})
    return told(
        wire, copy, claims=claims, figures=killed, title="Armed clash in Kharan", type="Armed clash",
        start="2023-05-01", end="2023-05-01", place=KHARAN, places=(KHARAN,), groups=("bla",),
    )  # fmt: skip


CLASH = {
    "year": 2023,
    "type_of_violence": 1,
    "dyad_name": "Government of Pakistan - BLA",
    "side_a_dset_id": 142,
    "side_a_new_id": 142,
    "side_a": "Government of Pakistan",
    "side_b_dset_id": 287,
    "side_b_new_id": 287,
    "side_b": "BLA",
    "number_of_sources": 1,
    "source_article": '"Meridian Wire,2023-05-02,Six die in Kharan clash"',
    "source_office": "Meridian Wire",
    "source_date": "2023-05-02",
    "source_headline": "Six die in Kharan clash",
    "source_original": "The army",
    "where_prec": 1,
    "where_coordinates": "Kharan",
    "where_description": "Kharan",
    "adm_1": "Balochistan",
    "latitude": 28.58459,
    "longitude": 65.41501,
    "geom_wkt": "POINT (65.41501 28.58459)",
    "priogrid_gid": 171131,
    "country": "Pakistan",
    "country_id": 770,
    "region": "Asia",
    "event_clarity": 1,
    "date_prec": 1,
    "date_start": "2023-05-01",
    "date_end": "2023-05-01",
    "deaths_a": 2,
    "deaths_b": 4,
    "deaths_civilians": 0,
    "deaths_unknown": 0,
    "best": 6,
    "high": 8,
    "low": 5,
    "gwnoa": 770,
}


def one_sided() -> Told:
    """A group that claims an attack on civilians; "people" are more than the civilians."""
    wire = report("wire.txt", "The Taliban said it was them. Officials said 23 passengers and 25 people died.")
    claims = (
        figure(wire, "23 passengers", "civilian", 23, "Officials"),
        figure(wire, "25 people", "unspecified", 25),
        claim_of(wire, "Taliban", "claimed", "The Taliban said", "Taliban"),
    )
    kabul = Place("Kabul", "AF", "Kabul", 34.52813, 69.17233, "exact")
    return told(
        wire, claims=claims, figures=figures(claims, killed={"civilian": 23, "unspecified": (24, 25, 25)}),
        claimed_by=("Taliban",), start="2021-06", end="2021-06", place=kabul, places=(kabul,),
    )  # fmt: skip


ONE_SIDED = {
    "year": 2021,
    "type_of_violence": 3,
    "dyad_name": "Taleban - Civilians",
    "side_a_dset_id": 303,
    "side_a_new_id": 303,
    "side_a": "Taleban",
    "side_b_dset_id": 9999,
    "side_b_new_id": 1,
    "side_b": "Civilians",
    "number_of_sources": 1,
    "source_article": '"wire.txt,,"',
    "source_office": "wire.txt",
    "source_original": "Officials; wire.txt",
    "where_prec": 1,
    "where_coordinates": "Kabul",
    "where_description": "Kabul",
    "adm_1": "Kabul",
    "latitude": 34.52813,
    "longitude": 69.17233,
    "geom_wkt": "POINT (69.17233 34.52813)",
    "priogrid_gid": 179779,
    "country": "Afghanistan",
    "country_id": 700,
    "region": "Asia",
    "event_clarity": 2,
    "date_prec": 4,
    "date_start": "2021-06-01",
    "date_end": "2021-06-30",
    "deaths_a": 0,
    "deaths_b": 0,
    "deaths_civilians": 23,
    "deaths_unknown": 2,
    "best": 25,
    "high": 25,
    "low": 24,
}


def massacre() -> Told:
    """The same group, and civilians alone."""
    wire = report("wire.txt", "Boko Haram claimed it. Villagers counted nine dead.")
    claims = (figure(wire, "nine dead", "civilian", 9, "Villagers"),)
    place = Place("Damboa", "NG", "Borno", 11.15557, 12.75638, "near")
    return told(
        wire, claims=claims, figures=figures(claims, killed={"civilian": (9, 9, 12)}), claimed_by=("Boko Haram",),
        place=place, places=(place,), start="2022-11-28", end="2022-12-02",
    )  # fmt: skip


MASSACRE = {
    "year": 2022,
    "type_of_violence": 3,
    "dyad_name": "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad - Civilians",
    "side_a_dset_id": 1051,
    "side_a_new_id": 1051,
    "side_a": "Jama'atu Ahlis Sunna Lidda'awati wal-Jihad",
    "side_b_dset_id": 9999,
    "side_b_new_id": 1,
    "side_b": "Civilians",
    "number_of_sources": 1,
    "source_article": '"wire.txt,,"',
    "source_office": "wire.txt",
    "source_original": "Villagers",
    "where_prec": 2,
    "where_coordinates": "Damboa",
    "where_description": "Damboa",
    "adm_1": "Borno",
    "latitude": 11.15557,
    "longitude": 12.75638,
    "geom_wkt": "POINT (12.75638 11.15557)",
    "priogrid_gid": 145826,
    "country": "Nigeria",
    "country_id": 475,
    "region": "Africa",
    "event_clarity": 2,
    "date_prec": 2,
    "date_start": "2022-11-28",
    "date_end": "2022-12-02",
    "deaths_a": 0,
    "deaths_b": 0,
    "deaths_civilians": 9,
    "deaths_unknown": 0,
    "best": 9,
    "high": 12,
    "low": 9,
}


def groups_clash() -> Told:
    """Two armed groups and no state: nobody knows whose dead they are."""
    wire = report("wire.txt", "Fighters of M23 and the ADF met. Thirty fighters died.")
    claims = (figure(wire, "Thirty fighters", "armed_group", 30),)
    place = Place("North Kivu", "CD", "North Kivu", -0.79, 29.05, "adm1")
    return told(
        wire, claims=claims, figures=figures(claims, killed={"armed_group": 30}), groups=("m23", "adf"),
        place=place, start="2023", type="Armed clash",
    )  # fmt: skip


GROUPS_CLASH = {
    "year": 2023,
    "type_of_violence": 2,
    "dyad_name": "ADF - M23",
    "side_a_dset_id": 489,
    "side_a_new_id": 489,
    "side_a": "ADF",
    "side_b_dset_id": 1160,
    "side_b_new_id": 1160,
    "side_b": "M23",
    "number_of_sources": 1,
    "source_article": '"wire.txt,,"',
    "source_office": "wire.txt",
    "source_original": "wire.txt",
    "where_prec": 4,
    "where_coordinates": "North Kivu",
    "adm_1": "North Kivu",
    "latitude": -0.79,
    "longitude": 29.05,
    "geom_wkt": "POINT (29.05 -0.79)",
    "priogrid_gid": 128579,
    "country": "DR Congo (Zaire)",
    "country_id": 490,
    "region": "Africa",
    "event_clarity": 2,
    "date_prec": 5,
    "date_start": "2023-01-01",
    "date_end": "2023-12-31",
    "deaths_a": 0,
    "deaths_b": 0,
    "deaths_civilians": 0,
    "deaths_unknown": 30,
    "best": 30,
    "high": 30,
    "low": 30,
}


def unknown() -> Told:
    """No date, no place, no side: only a toll is told, and it may be nobody."""
    wire = report("wire.txt", "At most three people died.")
    claims = (figure(wire, "three people", "unspecified", 3, low=None, qualifier="up_to"),)
    return told(wire, claims=claims, figures=figures(claims, killed={"unspecified": (0, 3, 3)}))


UNKNOWN = {
    "number_of_sources": 1,
    "source_article": '"wire.txt,,"',
    "source_office": "wire.txt",
    "source_original": "wire.txt",
    "event_clarity": 2,
    "deaths_a": 0,
    "deaths_b": 0,
    "deaths_civilians": 0,
    "deaths_unknown": 3,
    "best": 3,
    "high": 3,
    "low": 0,
}


def wave() -> Told:
    """A wave with a site that has a row of its own: the site's dead are not counted again."""
    wire = report(
        "wire.txt", "The BLA struck. At least 38 people died, and 21 attackers.", "2024-08-27", "Capital Ledger"
    )
    claims = (figure(wire, "38 people", "unspecified", 38), figure(wire, "21 attackers", "armed_group", 21))
    site = incident("site", place=MUSAKHAIL, figures=figures(killed={"civilian": 23, "unspecified": 23}))
    return told(
        wire, claims=claims, parts=(site,), figures=figures(claims, killed={"unspecified": 38, "armed_group": 21}),
        claimed_by=("Balochistan Liberation Army",), groups=("bla", "pak-army"), place=BALOCHISTAN,
        places=(BALOCHISTAN, MUSAKHAIL), start="2024-08-26", end="2024-08-26",
    )  # fmt: skip


WAVE = {
    "year": 2024,
    "type_of_violence": 1,
    "dyad_name": "Government of Pakistan - BLA",
    "side_a_dset_id": 142,
    "side_a_new_id": 142,
    "side_a": "Government of Pakistan",
    "side_b_dset_id": 287,
    "side_b_new_id": 287,
    "side_b": "BLA",
    "number_of_sources": 1,
    "source_article": '"Capital Ledger,2024-08-27,"',
    "source_office": "Capital Ledger",
    "source_date": "2024-08-27",
    "source_original": "Capital Ledger",
    "where_prec": 4,
    "where_coordinates": "Balochistan",
    "where_description": "Balochistan, Musakhail",
    "adm_1": "Balochistan",
    "latitude": 28.5,
    "longitude": 65.5,
    "geom_wkt": "POINT (65.5 28.5)",
    "priogrid_gid": 171132,
    "country": "Pakistan",
    "country_id": 770,
    "region": "Asia",
    "event_clarity": 2,
    "date_prec": 1,
    "date_start": "2024-08-26",
    "date_end": "2024-08-26",
    "deaths_a": 0,
    "deaths_b": 21,
    "deaths_civilians": 0,
    "deaths_unknown": 15,
    "best": 36,
    "high": 36,
    "low": 15,
    "gwnoa": 770,
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (clash(), CLASH),
        (one_sided(), ONE_SIDED),
        (massacre(), MASSACRE),
        (groups_clash(), GROUPS_CLASH),
        (unknown(), UNKNOWN),
        (wave(), WAVE),
    ],
    ids=["clash", "one-sided", "massacre", "two groups", "nothing known", "wave"],
)
def test_the_row_is_the_one_written_by_hand(given: Told, expected: Row) -> None:
    found = ucdp.row(given)
    assert found is not None
    own = {"id": (1 << 48) + int(given.incident.id[2:14], 16), "relid": given.incident.id}
    assert found == {**NOWHERE, **own, **expected}
    assert list(misfits(schema("ucdp"), found)) == []


def test_the_columns_are_those_of_ged_in_their_order() -> None:
    assert list(schema("ucdp").names) == GED
    assert len(GED) == 49


def test_where_no_death_is_told_there_is_no_row() -> None:
    assert ucdp.row(told(figures=figures(killed={"civilian": 0}))) is None
    assert ucdp.row(told(figures=figures(wounded={"civilian": 4}))) is None


def test_where_all_died_at_the_sites_the_wave_has_no_row() -> None:
    site = incident("site", figures=figures(killed={"civilian": 9}))
    assert ucdp.row(told(figures=figures(killed={"civilian": 9}), parts=(site,))) is None


def test_the_notes_say_why_there_is_no_row_and_what_is_disputed(tmp_path: Path) -> None:
    class Some:
        def told(self) -> list[Told]:
            return [told(status="denied", denied_by=("the army",)), clash()]

    _, path = ucdp.write(Some(), tmp_path)  # type: ignore[arg-type]
    denied, fought = csv.DictReader(StringIO(path.read_text("utf-8")))
    assert (denied["has_row"], denied["why_not"], denied["status"]) == ("False", "no death is told", "denied")
    assert "Denied by the army. The incident is denied." in denied["notes"]
    assert (fought["has_row"], fought["why_not"]) == ("True", "")
    assert "2 security forces (The army, 2023-05-02)" in fought["notes"]


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(35.763369, 36.558974, 181154), (-9.65, 20.4, 115601), (90, 180, 259200), (-90, -180, 1)],
)
def test_a_point_has_its_cell_of_prio_grid(lat: float, lon: float, cell: int) -> None:
    assert ucdp.grid_cell(lat, lon) == cell
