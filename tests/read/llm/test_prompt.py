"""The question: what is laid before the model, and in how many pieces."""

from __future__ import annotations

import pytest

from tallybook.read.document import analyse
from tallybook.read.llm import prompt
from tallybook.records import HARMS, SPEAKER_KINDS, VICTIMS, Part, Report

TEXT = "Menu: home, news\nTen people were killed. Police said so.\n\nThe army denied it. Two more died."


def report(text: str = TEXT) -> Report:
    line = text.find("\n") + 1
    return Report("r", "p", text, parts=(Part(0, line, "furniture"), Part(line, len(text), "body")))


def test_headline_and_body_are_laid_before_the_model_and_nothing_else() -> None:
    [piece] = prompt.pieces(analyse(report()))
    assert piece.text == "Ten people were killed. Police said so.\nThe army denied it. Two more died."
    assert piece.within.of(TEXT) == TEXT[TEXT.index("Ten") :]


@pytest.mark.parametrize("most", [1, 30, 45, 1000])
def test_a_long_report_is_laid_in_pieces_that_hold_every_sentence_once(most: int) -> None:
    doc = analyse(report())
    pieces = list(prompt.pieces(doc, most))
    joined = " ".join(piece.text.replace("\n", " ") for piece in pieces)
    assert joined == "Ten people were killed. Police said so. The army denied it. Two more died."
    assert all(len(piece.text) <= most or piece.text.count(".") == 1 for piece in pieces)
    assert all(piece.within.of(TEXT).startswith(piece.text[:10]) for piece in pieces)


def test_an_empty_report_is_not_laid_before_anybody() -> None:
    assert list(prompt.pieces(analyse(Report("r", "p", " \n ")))) == []


def test_the_report_stands_between_lines_that_it_cannot_hold() -> None:
    first, second = (prompt.messages(text)[-1]["content"] for text in (TEXT, TEXT + "!"))
    fence = first.splitlines()[0].removeprefix("The report stands between the two lines ")
    assert first.split(fence)[2].strip() == TEXT and fence not in second


def test_the_values_that_the_records_know_are_named() -> None:
    task = prompt.messages(TEXT)[0]["content"]
    assert [value for value in (*HARMS, *VICTIMS, *SPEAKER_KINDS) if value not in task] == []
    assert "data" in task and "{harms}" not in task
