import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.gather.lines import Line, lines_of


@given(st.text(max_size=300))
def test_lines_stand_where_they_say(text: str) -> None:
    lines = lines_of(text)
    assert all(text[line.start : line.end] == line.text and line.text.strip() == line.text for line in lines)
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())


@pytest.mark.parametrize(
    "text", ["Nine die near Kalat", "# Nine die near Kalat", "“Nine die” near Kalat?", "9 die near Kalat"]
)
def test_titles_are_told(text: str) -> None:
    assert Line(text, 0).is_title


@pytest.mark.parametrize(
    "text", ["Nine people died near Kalat.", "- Nine die near Kalat", "and nine more", "Two words", "x" * 300]
)
def test_other_lines_are_no_titles(text: str) -> None:
    assert not Line(text, 0).is_title
