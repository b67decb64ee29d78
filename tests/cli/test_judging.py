"""Deciding at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallybook import readers
from tallybook.book import Store
from tallybook.records import Reading
from tests import storyteller
from tests.cli.conftest import Tallybook, lines


@pytest.fixture(autouse=True)
def analyst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYBOOK_WHO", "ana")


def ids(tallybook: Tallybook, book: str) -> list[str]:
    return [row["id"] for row in lines(tallybook("incidents", book, "--json"))]


def a_claim(tallybook: Tallybook, book: str) -> str:
    return str(next(row["id"] for row in lines(tallybook("claims", book, "--json")) if row["low"] == 9))


def test_two_incidents_become_one_and_two_again(tallybook: Tallybook, book: str) -> None:
    one, other = ids(tallybook, book)
    said = tallybook("judge", book, "same", one[:8], other[:8], "--why", "one raid")
    assert said.exit_code == 0
    assert said.stdout.startswith("j-") and "by ana (one raid)" in said.stdout
    assert said.stdout.count("before:") == 2 and said.stdout.count("after:") == 1
    assert len(ids(tallybook, book)) == 1
    assert tallybook("judge", book, "undo").exit_code == 0
    assert ids(tallybook, book) == [one, other]


def test_a_preview_keeps_nothing(tallybook: Tallybook, book: str) -> None:
    said = tallybook("judge", book, "same", *ids(tallybook, book), "--preview", "--json")
    (row,) = lines(said)
    assert row["kept"] is False and len(row["before"]) == 2 and len(row["after"]) == 1
    assert "nothing is decided yet" in tallybook("judgements", book).stderr


def test_a_claim_is_fixed_rejected_and_shown_with_it(tallybook: Tallybook, book: str) -> None:
    claim = a_claim(tallybook, book)
    assert tallybook("judge", book, "fix", claim, "low=8", "high=8", "--reason", "wrong-number").exit_code == 0
    incident = next(row["incident"] for row in lines(tallybook("claims", book, "--json")) if row["id"] == claim)
    assert "fixed by ana: wrong-number" in tallybook("show", book, incident).stdout
    (row,) = (row for row in lines(tallybook("claims", book, "--json")) if row["id"] == claim)
    assert row["low"] == 8 and row["judged"]["read"] == {"high": 9, "low": 9}
    tallybook("judge", book, "reject", claim, "--why", "a misprint")
    assert "rejected by ana: a misprint" in tallybook("show", book, incident).stdout


def test_a_missed_claim_is_added_with_or_without_an_incident(tallybook: Tallybook, book: str) -> None:
    incident = ids(tallybook, book)[-1]
    fields = ("words=What was told", "harm=missing", "low=2", "high=2")
    assert tallybook("judge", book, "add", "one.txt", incident, *fields).exit_code == 0
    assert "missing" in tallybook("show", book, incident).stdout
    assert tallybook("judge", book, "add", "three.txt", *fields).exit_code == 0
    assert len(ids(tallybook, book)) == 3


def test_history_tells_who_decided_what_and_what_was_withdrawn(tallybook: Tallybook, book: str) -> None:
    one, other = ids(tallybook, book)
    tallybook("judge", book, "different", one, other, "--who", "ben", "--reason", "wrong-date")
    tallybook("judge", book, "set", one, "date=2024-08-25", "place=Hill road")
    tallybook("judge", book, "undo")
    told = tallybook("judgements", book).stdout.splitlines()
    assert [line.split("  ")[2].split()[0] for line in told] == ["different", "set", "undo"]
    assert "by ben (wrong-date)" in told[0] and told[1].endswith("by ana - withdrawn")
    assert [row["state"] for row in lines(tallybook("judgements", book, one, "--json"))] == ["stands", "withdrawn"]
    assert "no judgement has lost" in tallybook("judgements", book, "--orphaned").stderr
    assert "tallybook judgements BOOK" in tallybook("judgements", book, "j-none").stderr


def test_an_unnamed_analyst_a_bad_field_and_a_bad_code_are_told(
    tallybook: Tallybook, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = a_claim(tallybook, book)
    monkeypatch.delenv("TALLYBOOK_WHO")
    said = tallybook("judge", book, "accept", claim)
    assert said.exit_code == 2 and "say who: --who NAME, or set TALLYBOOK_WHO" in said.stderr
    said = tallybook("judge", book, "accept", claim, "--who", "ana", "--reason", "wrong-numbr")
    assert said.exit_code == 2 and "did you mean wrong-number" in said.stderr
    said = tallybook("judge", book, "fix", claim, "low", "--who", "ana")
    assert said.exit_code == 2 and "'low' is not FIELD=VALUE" in said.stderr


def test_adding_tells_of_judgements_that_lost_their_claim(
    tallybook: Tallybook, book: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tallybook("judge", book, "reject", a_claim(tallybook, book))
    monkeypatch.setattr(readers, "named", lambda name, settings=None: storyteller.read_half)
    monkeypatch.setattr(readers, "mark", lambda name, settings=None: "half")
    said = tallybook("add", book, "in")
    lost = lines(tallybook("judgements", book, "--orphaned", "--json"))
    assert ("1 judgement no longer finds what it was made on" in said.stdout) == bool(lost)
    monkeypatch.setattr(readers, "named", lambda name, settings=None: lambda report: Reading(report.id))
    monkeypatch.setattr(readers, "mark", lambda name, settings=None: "blind")
    assert "1 judgement no longer finds what it was made on" in tallybook("add", book, "in").stdout
    (row,) = lines(tallybook("judgements", book, "--orphaned", "--json"))
    assert row["state"] == "orphaned" and "no reader finds the figure" in row["missing"]


def change(book: Path, statement: str) -> None:
    """Change a book behind the program's back."""
    store = Store.open(book)
    with store.write() as connection:
        connection.exec_driver_sql(statement)
    store.close()


def test_verify_finds_a_changed_judgement(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    tallybook("judge", book, "accept", a_claim(tallybook, book))
    said = tallybook("verify", book)
    assert said.exit_code == 0
    assert said.stdout.startswith("1 judgement, each as it was written\n3 captures, each as it was received; head ")
    change(tmp_path / book, "UPDATE judgements SET record = replace(record, 'ana', 'eve')")
    said = tallybook("verify", book)
    assert said.exit_code == 1 and "is not as it was written" in said.stdout
    assert lines(tallybook("verify", book, "--json"))[0]["breaks"][0]["place"] == 1


def test_verify_names_a_changed_capture(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    change(
        tmp_path / book, "UPDATE captures SET record = replace(record, 'one.txt', 'two.txt') WHERE source = 'one.txt'"
    )
    said = tallybook("verify", book)
    assert said.exit_code == 1 and "(one.txt): what it says was changed" in said.stdout
    assert lines(tallybook("verify", book, "--json"))[0]["broken"][0]["source"] == "one.txt"


def test_every_other_verdict_is_a_command(tallybook: Tallybook, book: str) -> None:
    one, other = ids(tallybook, book)
    claim = a_claim(tallybook, book)
    for words in (
        ("unsure", one, other),
        ("move", claim, one),
        ("note", claim, "--why", "x"),
        ("split", other, claim, "--set", "place=Hill road"),
    ):
        said = tallybook("judge", book, *words)
        assert said.exit_code in (0, 2), said.stderr
    assert len(lines(tallybook("judgements", book, "--json"))) >= 3


def test_the_queue_prints_what_to_type(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    assert "nothing is undecided" in tallybook("queue", book).stderr
    text = "Undated words.\n\nTown001 | ? | the league | 6 killed civilian | a hospital\n"
    (tmp_path / "in" / "four.txt").write_text(f"2024-09-05\n\n{text}", encoding="utf-8")
    tallybook("add", book, "in")
    (row,) = lines(tallybook("queue", book, "--json"))
    assert (row["kind"], row["best"], len(row["next"])) == ("pair", 6, 3)
    said = tallybook("queue", book)
    words = said.stdout.splitlines()[-1].split()
    assert words[:4] == ["tallybook", "judge", book, "unsure"]
    assert tallybook(*words[1:]).exit_code == 0
    assert tallybook("queue", book, "--json").stdout == ""


def test_why_with_links_prints_the_waterfall(tallybook: Tallybook, book: str) -> None:
    incident = next(row["id"] for row in lines(tallybook("incidents", book, "--json")) if len(row["reports"]) == 2)
    said = tallybook("why", book, incident, "--links").stdout
    assert "held together by 1 pair" in said and "place_distance" in said
    assert "one.txt (A) and two.txt (A)" in said or "two.txt (A) and one.txt (A)" in said
    (row,) = lines(tallybook("why", book, incident, "--links", "--json"))
    assert row["held"][0]["verdict"] == "same" and row["held"][0]["features"][0]["sentence"]
    assert 0.7 < row["held"][0]["chance"] <= 1
    assert f"in marked-up reports {row['held'][0]['chance']:.0%} are one" in " ".join(said.split())
    other = next(id for id in ids(tallybook, book) if id != incident)
    assert "one report tells it, and nothing comes near" in tallybook("why", book, other, "--links").stdout
    tallybook("judge", book, "same", incident, other)
    merged = ids(tallybook, book)[0]
    assert "judged  same" in tallybook("why", book, merged, "--links").stdout
