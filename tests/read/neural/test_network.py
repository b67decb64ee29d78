"""The network in use: what it answers does not hang on how many pairs are scored at once."""

from __future__ import annotations

import pytest

from tallybook import readers
from tallybook.read.neural import network
from tallybook.records import Figure, Reading, Report

TEXT = (
    "MAIDUGURI, 4 May 2019 - Gunmen killed 14 villagers near Damboa on Friday, the army said. Police in Maiduguri "
    "spoke of nine dead and 20 wounded, and a nurse at the town's hospital told reporters that she had counted 17 "
    "bodies. The United Nations condemned the raid. Boko Haram claimed it in a video and said that its men had "
    "killed 30 soldiers."
)


def read() -> Reading:
    return readers.named("hybrid")(Report(Report.make_id("a.txt", TEXT), "a.txt", TEXT, published="2019-05-04"))


def test_pairs_scored_in_blocks_find_the_same_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = read()
    monkeypatch.setattr(network, "PAIRS_AT_ONCE", 1)
    one_by_one = read()
    assert len([claim for claim in at_once.claims if isinstance(claim, Figure)]) >= 4
    assert [(c.kind, c.start, c.speaker) for c in one_by_one.claims] == [
        (c.kind, c.start, c.speaker) for c in at_once.claims
    ]
