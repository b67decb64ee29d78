from hypothesis import given
from hypothesis import strategies as st

from tallybook.gather.front_matter import front_matter


def test_keys_are_read_in_lower_case_and_values_without_quotes() -> None:
    text = "---\nTitle: \"Nine die\"\nDate: '2024-08-26'\ntags:\n  - war\n---\nBody."
    data = front_matter(text)
    assert data.values == {"title": "Nine die", "date": "2024-08-26"}
    assert text[data.end :] == "Body."
    assert data.title is not None
    assert text[data.title :].startswith('"Nine die"')


def test_a_rule_of_dashes_is_no_front_matter() -> None:
    assert front_matter("---\nTwo men died in the night\n---\nMore.").end == 0
    assert front_matter("Text first\n---\ndate: 2024-08-26\n---\n").end == 0
    assert front_matter("---\ndate: 2024-08-26\nand no end").end == 0


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    assert 0 <= front_matter("---\n" + text).end <= len(text) + 4
