"""What a local incident is cut down to."""

from __future__ import annotations

from tallybook.link import Node, nodes
from tallybook.records import Reading, Span, Speaker
from tests.link.telling import local, node, report, toll


def test_a_node_survives_its_json_unchanged() -> None:
    """The book keeps nodes as JSON: what is read back is what was written."""
    made = node("a.txt")
    assert Node.from_json(made.to_json()) == made


def test_a_month_is_a_stretch_of_days() -> None:
    """A date known to the month spans the month."""
    made = node("a.txt", start="2020-02")
    assert made.first is not None and made.last is not None
    assert made.last - made.first == 28


def test_an_undated_incident_has_no_days() -> None:
    """Nothing is guessed: the report's own date is kept apart."""
    made = node("a.txt", start=None)
    assert (made.first, made.last) == (None, None)
    assert made.seen is not None


def test_an_incident_without_claims_is_left_out_unless_it_holds_parts() -> None:
    """An incident nobody claims anything about would only glue others."""
    told = report("a.txt")
    locals_ = (local(told, "W"), local(told, "S", part_of="W"), local(told, "X"))
    made = nodes(told, Reading(told.id, (toll(told, 3, "S"),), locals_))
    assert [one.id.rsplit(":", 1)[1] for one in made] == ["W", "S"]
    assert made[0].wave


def test_names_leave_out_the_place_and_the_states() -> None:
    """The town and the country tell no two incidents of that town apart."""
    made = node("a.txt", text="Dawn raid\nIn the town of Harbel the watchman Kollie and the mayor of Liberia spoke.")
    assert "kollie" in made.names
    assert "harbel" not in made.names


def test_names_leave_out_the_organisations_that_count() -> None:
    """One monitor is named beside every incident of a country."""
    text = "Dawn raid\nOn Friday the Rights Observatory and the watchman Kollie spoke of twelve dead."
    told = report("a.txt", text)
    heard = toll(told, 12, speaker=Speaker("Rights Observatory", "ngo", 0, 1), sentence=Span(10, len(text)))
    (made,) = nodes(told, Reading(told.id, (heard,), (local(told),)))
    assert "kollie" in made.names
    assert "observatory" not in made.names
