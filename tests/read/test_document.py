from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read.document import analyse, tokenise
from tallybook.records import Part, Report


def sentences(text: str) -> list[str]:
    doc = analyse(Report("r", "p", text))
    return [text[s.start : s.end] for s in doc.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Two men died. Police said so.", 2),
        ("Gen. Karim Shah spoke at 3 p.m. on Monday.", 1),
        ("The U.S. Embassy closed. Nobody was hurt.", 2),
        ("Shelling hit the town\nThree people died\nRescue goes on", 3),
        ("“We lost nine men.” He gave no names.", 2),
        ("No. 4 battery was struck. It burned.", 2),
        ("Toll: 12 dead • 30 hurt", 2),
        ("Police blamed Ahlu Sunna Waljama'a. It denied it.", 2),
        ("Police blamed ULFA-I. It denied it.", 2),
        ("A boy sits near the border (File photo) (Daily and Agencies) A bomb killed six.", 2),
        ("A tent (AFP Photo) in the camp was hit.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_only_headline_and_body_are_analysed() -> None:
    text = "MENU\nBody one.\nOther article here."
    parts = (Part(0, 5, "furniture"), Part(5, 15, "body"), Part(15, len(text), "other_article"))
    doc = analyse(Report("r", "p", text, parts=parts))
    assert [text[s.start : s.end] for s in doc.sentences] == ["Body one."]


def test_codes_and_joined_words_are_one_token() -> None:
    text = "An M23 column with AK-47s took twenty-three al-Nusra men"
    words = [token.text for token in tokenise(text, 0, len(text))]
    assert "M23" in words and "twenty-three" in words and "al-Nusra" in words


@given(st.text(max_size=400))
def test_every_token_and_sentence_is_a_view_on_the_text(text: str) -> None:
    doc = analyse(Report("r", "p", text))
    last = 0
    for sentence in doc.sentences:
        assert last <= sentence.start < sentence.end <= len(text)
        last = sentence.end
        for token in sentence.tokens:
            assert sentence.start <= token.start < token.end <= sentence.end
            assert text[token.start : token.end] == token.text


@given(st.text(alphabet=st.sampled_from("abAB.'’-,“”1 \n•İΣ"), max_size=60))
def test_a_sentence_has_each_letter_in_one_token_and_its_words_in_a_row_and_as_a_set(text: str) -> None:
    for sentence in analyse(Report("r", "p", text)).sentences:
        inside = text[sentence.start : sentence.end]
        assert "".join(token.text for token in sentence.tokens) == "".join(inside.split())
        assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
        assert sentence.lows == [token.low for token in sentence.tokens]
        assert sentence.words == set(sentence.lows)
