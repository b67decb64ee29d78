"""Keys bring together what can be one incident and little else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tallybook.link import block_keys, score, seek_keys
from tests.link.telling import HARBEL, LIBERIA, node

degrees = st.floats(-0.09, 0.09)
"""Offsets within the gates' reach of two exact places (24 km)."""


@given(st.floats(-60, 60), st.floats(-170, 170), degrees, degrees, st.integers(0, 1))
def test_neighbours_within_reach_always_share_a_key(
    lat: float, lon: float, north: float, east: float, late: int
) -> None:
    """No boundary of a cell or bucket comes between two tellings that the gates would let through."""
    here = replace(HARBEL, lat=lat, lon=lon)
    there = replace(HARBEL, lat=lat + north, lon=lon + east)
    a, b = node("a.txt", place=here), node("b.txt", place=there, start=f"2020-05-0{1 + late}")
    assert set(seek_keys(a)) & set(block_keys(b))


def test_looking_is_mutual() -> None:
    """If one finds the other, the other finds the one, so the order of arrival changes nothing."""
    found = [
        node("a.txt"),
        node("b.txt", start=None),
        node("c.txt", place=LIBERIA),
        node("d.txt", start=None, place=LIBERIA, published=None, number=60),
        node("e.txt", number=60),
        node("f.txt", start="2020"),
    ]
    for a in found:
        for b in found:
            assert bool(set(seek_keys(a)) & set(block_keys(b))) == bool(set(seek_keys(b)) & set(block_keys(a)))


def test_an_undated_telling_meets_a_dated_one() -> None:
    """By town and evidence."""
    assert set(seek_keys(node("a.txt", start=None, published=None))) & set(block_keys(node("b.txt")))


def test_a_coarse_place_meets_a_town() -> None:
    """By country and date."""
    assert set(seek_keys(node("a.txt", place=LIBERIA))) & set(block_keys(node("b.txt")))


def test_two_dated_tellings_of_one_town_a_year_apart_do_not_meet() -> None:
    """A town's history is not compared with each new incident."""
    a, b = node("a.txt"), node("b.txt", start="2021-05-01", published="2021-05-02")
    assert not set(seek_keys(a)) & set(block_keys(b))


def test_looking_up_all_keys_finds_no_pair_that_scores_beyond_the_sought_ones() -> None:
    """The shorter look-up loses nothing."""
    found = [node(f"{n}.txt", 10 + n, start=f"2020-05-{1 + n:02d}", published="2020-06-01") for n in range(9)]
    for a in found:
        for b in found:
            if a.id < b.id and score(a, b).keep:
                assert set(seek_keys(a)) & set(block_keys(b))
