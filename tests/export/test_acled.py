"""Rows as ACLED has them."""

from __future__ import annotations

import pytest

from tallybook.export import acled
from tallybook.export.schema import data, misfits, schema
from tallybook.records import Place
from tests.export.tellings import KHARAN, MUSAKHAIL, figure, figures, incident, report, told

_TOLD = """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
    actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location
    latitude longitude geo_precision source source_scale notes fatalities tags timestamp
    """
COLUMNS = _TOLD.split()


def test_the_columns_are_the_31_of_acled_in_their_order() -> None:
    assert list(schema("acled").names) == COLUMNS
    assert len(COLUMNS) == 31


def test_the_25_sub_event_types_have_an_event_type_each() -> None:
    column = next(column for column in schema("acled").columns if column.name == "sub_event_type")
    listed = [kind for kinds in data("acled_values")["events"].values() for kind in kinds]
    assert len(column.values) == 25
    assert sorted(listed) == sorted(map(str, column.values))


def test_a_clash_has_its_actors_place_and_fatalities() -> None:
    wire = report("wire.txt", "Clash\nTwo soldiers and four fighters died.", "2023-05-02", "Meridian Wire")
    claims = (figure(wire, "Two soldiers", "security_force", 2), figure(wire, "four fighters", "armed_group", 4))
    clash = told(
        wire, claims=claims, figures=figures(claims, killed={"security_force": 2, "armed_group": (3, 4, 6)}),
        type="Armed clash", start="2023-05-01", end="2023-05-01", place=KHARAN, claimed_by=("TTP",), groups=("ttp",),
    )  # fmt: skip
    row = acled.row(clash)
    assert list(misfits(schema("acled"), row)) == []
    assert (row["event_date"], row["year"], row["time_precision"]) == ("2023-05-01", 2023, 1)
    assert (row["disorder_type"], row["event_type"]) == ("Political violence", "Battles")
    assert (row["actor1"], row["inter1"]) == ("TTP: Tehreek-i-Taliban Pakistan", 2)
    assert (row["actor2"], row["inter2"]) == ("Government of Pakistan", 1)
    assert (row["interaction"], row["civilian_targeting"]) == (12, None)
    assert (row["iso"], row["region"], row["country"]) == (586, "South Asia", "Pakistan")
    assert (row["location"], row["geo_precision"], row["admin2"]) == ("Kharan", 1, None)
    assert (row["fatalities"], row["source"]) == (5, "Meridian Wire")
    assert "4 fighters (Meridian Wire, 2023-05-02)" in str(row["notes"])


def test_under_its_own_policy_the_best_is_the_conservative_figure() -> None:
    killed = figures(killed={"civilian": (5, 12, 40)})
    assert acled.row(told(figures=killed))["fatalities"] == 5
    assert acled.row(told(figures=killed, policy="acled"))["fatalities"] == 12


def test_where_no_death_is_told_there_are_no_fatalities() -> None:
    assert acled.row(told())["fatalities"] == 0


def test_the_dead_of_a_site_are_counted_at_the_site_alone() -> None:
    site = incident("site", figures=figures(killed={"civilian": 23}))
    assert acled.row(told(figures=figures(killed={"unspecified": 38}), parts=(site,)))["fatalities"] == 15


@pytest.mark.parametrize(
    ("start", "date", "precision"),
    [("2023-05-01", "2023-05-01", 1), ("2023-05", "2023-05-15", 3), ("2023", None, None), (None, None, None)],
)
def test_a_date_is_as_precise_as_it_is_known(start: str | None, date: str | None, precision: int | None) -> None:
    row = acled.row(told(start=start))
    assert (row["event_date"], row["time_precision"]) == (date, precision)


def test_civilians_alone_are_targeted() -> None:
    row = acled.row(told(figures=figures(killed={"civilian": 3}), claimed_by=("Boko Haram",), place=MUSAKHAIL))
    assert row["civilian_targeting"] == "Civilian targeting"
    assert (row["actor2"], row["inter2"]) == ("Civilians (Pakistan)", 7)
    assert (row["geo_precision"], row["admin2"]) == (2, "Musakhail")


def test_what_is_not_known_stays_empty() -> None:
    row = acled.row(told(type=None, place=Place("Erewhon", None)))
    told_of = {name for name, cell in row.items() if cell not in (None, "")}
    assert told_of == {"event_id_cnty", "location", "notes", "fatalities"}


def test_a_disputed_part_says_so() -> None:
    row = acled.row(told(status="disputed", part_of="i-wave"))
    assert row["tags"] == "disputed; part of i-wave"
