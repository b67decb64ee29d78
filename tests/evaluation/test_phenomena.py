"""What each phenomenon of the gold is, one sentence at a time, and how they are counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tallybook.evaluation import compare, evaluate, format_columns, format_table
from tallybook.evaluation.phenomena import PHENOMENA, PLAIN, Stated, sentences, shown_by

FIXTURES = Path(__file__).parents[1] / "fixtures" / "evaluate"

Json = dict[str, Any]


def stated(marked: str, asked: int = -1, incidents: Json | None = None, **more: Any) -> Stated:
    """The figures of a text in which each stands in [brackets]; the one asked for has what ``more`` says."""
    pieces = marked.replace("]", "[").split("[")
    text = "".join(pieces)
    figures: list[Json] = []
    for at in range(1, len(pieces), 2):
        start = sum(map(len, pieces[:at]))
        figures.append({"at": [start, start + len(pieces[at])], "incident": "A"})
    figures[asked].update(more)
    denied = text.find("denied")
    denials = [{"at": [denied, denied + 6]}] if denied >= 0 else []
    return Stated(figures[asked], {"figures": figures, "incidents": incidents or {"A": {}}, "denials": denials}, text)


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("Gunmen killed [six miners] at dawn.", (PLAIN,)),
        ("The raid killed [8 soldiers] and wounded [14].", ("ellipsis", "coordination")),
        ("[Ten people] died in the market. [Another 42] were hurt.", ("ellipsis",)),
        ("[Ten people] died in the market. [Three others] were hurt.", ("ellipsis",)),
        ("[Ten people] died in the market. The toll in the port is [30].", (PLAIN,)),
        ("[Ten people] died in the market. [Twenty] foreign workers were hurt.", (PLAIN,)),
        ("[Ten people] died on Monday. Rain fell all day. [Nine] died on Friday.", (PLAIN,)),
        ("The dead are [six men], [two women] and [nine boys].", ("coordination", "listed")),
        ("What is known:\n- two bombs went off\n- [nine people] are dead\n", ("listed",)),
        ("The army denied it. [Nine people] died.", ("denial",)),
        ("The army denied it. Rain fell all day. The road was closed. [Nine people] died.", (PLAIN,)),
    ],
)
def test_a_sentence_shows_its_phenomena(marked: str, names: tuple[str, ...]) -> None:
    assert shown_by(stated(marked)) == names


@pytest.mark.parametrize(
    ("marked", "more", "names"),
    [
        ("[Colonel Amin Safi] was shot dead.", {"low": 1, "high": 1}, ("named_victim",)),
        ("[An Afghan guard] was shot dead.", {"low": 1, "high": 1}, (PLAIN,)),
        ("[The mayor of Solhan] was shot dead.", {"low": 1, "high": 1}, (PLAIN,)),
        ("There were [no casualties].", {"low": 0, "high": 0}, ("negation",)),
        ("[Dozens] died.", {"low": 24, "high": None, "qualifier": "vague"}, ("vague",)),
        ("[Six] of the dead were women.", {"scope": "part"}, ("part_or_wider",)),
        ("[Six thousand] have died since 2012.", {"scope": "wider"}, ("part_or_wider",)),
        ("The toll was first put at [30].", {"current": False}, ("superseded",)),
    ],
)
def test_the_gold_says_what_the_words_leave_open(marked: str, more: Json, names: tuple[str, ...]) -> None:
    assert shown_by(stated(marked, **more)) == names


@pytest.mark.parametrize(
    ("main", "own", "names"),
    [
        ({"start": "2022-10-29"}, {"start": "2017-10-14"}, ("background",)),
        ({"start": "2022-10-29"}, {"start": "2022-10-30"}, ("superseded",)),
        ({"start": None}, {"start": None, "cluster": False}, ("background",)),
    ],
)
def test_the_toll_of_another_incident_is_background_and_not_superseded(
    main: Json, own: Json, names: tuple[str, ...]
) -> None:
    told = stated("[Ten people] died. [Eight] were hurt. [500 people] died there once.", incident="B", current=False)
    told.data["incidents"].update(A=main, B=own)
    assert shown_by(told) == names


def test_every_phenomenon_has_its_sentence() -> None:
    assert list(sentences()) == [one.__name__ for one in PHENOMENA] + [PLAIN]
    assert all(said.endswith(".") and "\n" not in said for said in sentences().values())


def test_a_figure_in_the_headline_is_told_apart(tmp_path: Path) -> None:
    _write_gold(
        tmp_path, "Blast kills [nine] in Quetta\n\nA blast killed [nine people] in Quetta on Monday, police said.\n"
    )
    counts = evaluate(tmp_path)["phenomena"]
    assert counts["headline"] == {"gold": 1, "found": 1, "right": 1}
    assert counts[PLAIN]["gold"] == 1 and counts["ellipsis"]["gold"] == 0


def test_counts_are_those_of_the_gold_whatever_was_found() -> None:
    """``faultless`` and ``poor`` are two exports over one gold."""
    best = evaluate(FIXTURES / "gold", FIXTURES / "faultless")["phenomena"]
    poor = evaluate(FIXTURES / "gold", FIXTURES / "poor")["phenomena"]
    for name, row in best.items():
        assert row["gold"] == row["found"] == row["right"] == poor[name]["gold"]
        assert poor[name]["right"] <= poor[name]["found"] <= poor[name]["gold"]
    assert any(row["found"] < row["gold"] for row in poor.values())


def test_the_table_ends_with_the_phenomena_and_what_each_is() -> None:
    table = format_table(evaluate(FIXTURES / "gold", FIXTURES / "poor"))
    measures, _, phenomena = table.partition("\n\nphenomena of the gold's figures\n")
    assert "figures found" in measures and "vague" not in measures
    assert [line.split("  ")[0] for line in phenomena.splitlines()] == [name.replace("_", " ") for name in sentences()]
    assert all(line.endswith(said) for line, said in zip(phenomena.splitlines(), sentences().values(), strict=True))


def test_several_results_stand_side_by_side() -> None:
    results = {name: evaluate(FIXTURES / "gold", FIXTURES / name, errors=1) for name in ("faultless", "poor")}
    rows = {line[:46].strip(): line[46:].split() for line in format_columns(results).splitlines()}
    assert rows[""] == [] and rows["reports"] == ["6", "6"]
    assert rows["figures found (span and harm)"] == ["1.00", "0.33"]
    assert rows["noise"] == ["0", "of", "2", "1", "of", "2"]
    assert rows["listed (6)"] == ["1.00,", "1.00", "0.50,", "0.33"]
    assert any(line.startswith("poor: figure not found") for line in format_columns(results).splitlines())


def test_each_reader_compared_has_the_result_that_it_has_alone(tmp_path: Path) -> None:
    _write_gold(tmp_path, "A blast killed [nine people] in Quetta on Monday, police said.\n")
    assert compare(tmp_path, ["rules"]) == {"rules": evaluate(tmp_path, reader="rules")}


def _write_gold(folder: Path, marked: str) -> None:
    """A report with its gold: each figure in [brackets] is nine killed."""
    told = stated(marked)
    figures = [
        {**figure, "harm": "killed", "victims": "unspecified", "low": 9, "high": 9} for figure in told.data["figures"]
    ]
    (folder / "a.txt").write_text(told.text, encoding="utf-8")
    gold = {"figures": figures, "incidents": {"A": {}}}
    (folder / "a.gold.json").write_text(json.dumps(gold), encoding="utf-8")
