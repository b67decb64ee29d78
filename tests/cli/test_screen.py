"""What a terminal is shown."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tallybook.cli import quotes, screen
from tallybook.cli.progress import told
from tallybook.pipeline import Progress
from tallybook.records import Denial, Estimate, Figure, Incident, Reaction, Responsibility, Span
from tests.cli.conftest import Tallybook


@given(st.text())
def test_no_character_of_a_text_can_act_on_a_terminal(text: str) -> None:
    shown = screen.line(text)
    assert all(unicodedata.category(letter) not in ("Cc", "Zl", "Zp") for letter in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@given(st.text())
def test_json_for_a_terminal_is_ascii_and_loses_nothing(text: str) -> None:
    assert screen.as_json({"text": text}).isascii()
    assert json.loads(screen.as_json({"text": text})) == {"text": text}


def test_right_to_left_letters_stay() -> None:
    assert screen.line("کوئٹہ") == "کوئٹہ"


def test_a_toll_is_low_best_high_or_one_number() -> None:
    assert screen.bounds(Estimate(15, 22, 30, (), "")) == "15-22-30"
    assert screen.bounds(Estimate(4, 4, 4, (), "")) == "4"
    assert screen.bounds(Estimate(4, 4, None, (), "")) == "4-4-?"


def test_a_date_shows_its_end_and_whether_it_was_inferred() -> None:
    fields = {"root": "i-1", "part_of": None, "title": "", "type": None, "place": None, "status": "reported"}
    fields |= {"members": (), "reports": ()}
    assert screen.days(Incident(id="i-1", start="2024-08-25", end="2024-08-26", **fields)) == "2024-08-25 to 2024-08-26"  # type: ignore[arg-type]
    assert screen.days(Incident(id="i-1", start="2024-08", end="2024-08", date_inferred=True, **fields)) == "~2024-08"  # type: ignore[arg-type]
    assert screen.days(Incident(id="i-1", start=None, end=None, **fields)) == "?"  # type: ignore[arg-type]


def test_the_last_column_is_filled_below_itself() -> None:
    shown = screen.table(("id", "told"), [("a", "word " * 60)]).splitlines()
    assert len(shown) > 3 and all(len(line) <= screen.WIDE for line in shown)
    assert all(line.startswith("    word") for line in shown[2:])


def test_each_kind_of_claim_says_itself_in_a_few_words() -> None:
    at = {"id": "c", "report": "r", "start": 0, "end": 1, "sentence": Span(0, 1)}
    counted = {"harm": "killed", "victims": "civilian", "qualifier": "exact"}
    figure = Figure(**at, **counted, low=24, high=None, scope="part", current=False)  # type: ignore[arg-type]
    assert quotes.said(figure) == "at least 24 civilians killed (part of the incident, superseded)"
    assert quotes.said(Figure(**at, **counted, low=None, high=30)) == "up to 30 civilians killed"  # type: ignore[arg-type]
    assert quotes.said(Figure(**at, **counted, low=1, high=1)) == "1 civilian killed"  # type: ignore[arg-type]
    assert quotes.said(Figure(**at, **counted, low=20, high=30)) == "20 to 30 civilians killed"  # type: ignore[arg-type]
    assert quotes.said(Responsibility(**at, group="X", mode="blamed", by="Y")) == "X: blamed by Y"  # type: ignore[arg-type]
    assert quotes.said(Denial(**at, by="X", of="the raid")) == "denied by X: the raid"  # type: ignore[arg-type]
    assert quotes.said(Reaction(**at, actor="China", action="condemn")) == "China: condemns"  # type: ignore[arg-type]


def test_progress_counts_reading_and_measures_linking() -> None:
    assert told(Progress("read", 1234)) == "reading  1,234 reports"
    assert told(Progress("link", 3, 12)).endswith(" 25%")


def test_a_hostile_report_is_printed_harmlessly(tallybook: Tallybook, tmp_path: object) -> None:
    hostile = "Town001 | 2024-08-26 | the league | 5 killed civilian | the \x1b[2J\u202epolice\n"
    result = tallybook("read", "-", input=hostile.encode())
    assert result.exit_code == 0 and "\x1b" not in result.stdout and "\u202e" not in result.stdout
