import textwrap

from hypothesis import given
from hypothesis import strategies as st

from tallybook.gather import from_text
from tallybook.read import rules
from tallybook.records import Figure
from tallybook.wrapping import unwrapped

PARAGRAPHS = (
    "QUETTA, Nov. 9 - At least 24 people were killed when a bomb exploded at the city's railway station, where many had"
    " gathered for the morning train, the police and a hospital official said on Saturday.",
    "The army said that fourteen soldiers were among the dead and that forty-six other passengers had been wounded,"
    " some of them by the collapse of the roof over the ticket office.",
)
FLOWING = "\n\n".join(PARAGRAPHS)
WIRE = "\n\n".join(textwrap.fill(one, 68) for one in PARAGRAPHS)
INDENTED = "\n".join(textwrap.fill(one, 70, initial_indent="   ") for one in PARAGRAPHS)


def test_the_lines_of_a_wire_text_flow_in_paragraphs_and_keep_their_places() -> None:
    assert unwrapped(WIRE) == FLOWING.replace("\n\n", "\n\n")
    assert len(unwrapped(WIRE)) == len(WIRE)


def test_an_indent_begins_a_paragraph_where_no_empty_line_does() -> None:
    assert [line.strip() for line in unwrapped(INDENTED).split("\n")] == list(PARAGRAPHS)


def test_paragraphs_a_line_each_lists_and_verse_stay_as_they_are() -> None:
    listed = "Killed by province:\n" + "\n".join(
        f"- {name}: {n}" for n, name in enumerate(("Kech", "Mastung", "Kharan"))
    )
    titles = "\n".join(
        ("Army says nine killed in raid", "Cricket: hosts win", "Ferry sinks, thirty drown", "Rain", "Sport")
    )
    for text in (FLOWING, listed, titles, "One.\nTwo.\nThree.\nFour.\nFive.\n"):
        assert unwrapped(text) == text


@given(st.text(alphabet="ab .\n\t-", max_size=400))
def test_no_letter_moves_and_only_breaks_change(text: str) -> None:
    flowing = unwrapped(text)
    assert len(flowing) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, flowing, strict=True))


def test_a_figure_broken_over_two_lines_is_read_and_its_offsets_are_those_of_the_text() -> None:
    report = from_text(WIRE)
    figures = [claim for claim in rules.read(report).claims if isinstance(claim, Figure)]
    assert {(figure.harm, figure.low) for figure in figures} == {("killed", 24), ("killed", 14), ("wounded", 46)}
    assert report.text == WIRE
    assert all(report.text[figure.start : figure.end].strip() for figure in figures)
    assert any("\n" in figure.sentence.of(report.text) for figure in figures)


def test_the_first_line_of_a_wire_text_is_no_headline() -> None:
    assert "headline" not in {part.role for part in from_text(WIRE).parts}
