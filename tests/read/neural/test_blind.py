"""Blind: which side is named does not reach the network."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tallybook.read.document import analyse
from tallybook.read.neural import blind, windows
from tallybook.records import Report


@dataclass
class Encoded:
    ids: list[int]
    offsets: list[tuple[int, int]]


class Spelled:
    """A tokeniser that makes one token of each word, by its letters."""

    def encode_batch(self, input: list[str], *, add_special_tokens: bool = True) -> Sequence[Encoded]:
        found = [list(re.finditer(r"\w+|[^\w\s]", text)) for text in input]
        return [Encoded([zlib.crc32(m[0].lower().encode()) for m in own], [m.span() for m in own]) for own in found]


def seen(text: str) -> list[int]:
    doc = analyse(Report("r", "p", text))
    return windows.cut(text, doc.sentences, Spelled(), blind.spans(doc.sentences)).windows[0].ids


def hidden(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in blind.spans(analyse(Report("r", "p", text)).sentences)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Russia's army hit a town in Ukraine.", "Ukraine's army hit a town in Russia."),
        ("Moscow said nine Russian soldiers died.", "Kyiv said nine Ukrainian soldiers died."),
        ("The Taliban killed nine people.", "The Islamic State killed nine people."),
        ("Nine Pakistani fighters died.", "Nine Sri Lankan terrorists died."),
        ("A bomb in a mosque killed nine Muslims.", "A bomb in a church killed nine Christians."),
        ("The regime lost nine men.", "The government lost nine men."),
    ],
)
def test_exchanging_the_sides_changes_nothing_that_the_network_sees(one: str, other: str) -> None:
    assert seen(one) == seen(other)


def test_what_is_said_of_them_is_seen() -> None:
    assert seen("The Taliban killed nine people.") != seen("The Taliban lost nine people.")


def test_capitals_tell_a_name_from_a_word() -> None:
    assert hidden("The US told us that it is so.") == ["US"]


def test_each_hidden_stretch_is_one_token_with_its_place() -> None:
    text = "Nine died in Burkina Faso on Monday."
    doc = analyse(Report("r", "p", text))
    found = windows.cut(text, doc.sentences, Spelled(), blind.spans(doc.sentences))
    where = found.tokens(0, text.index("Burkina"), text.index(" on"))
    assert where is not None and where[1] == where[2]
    assert found.windows[0].ids[where[1]] == blind.TOKENS["country"]
    assert found.tokens(0, text.index("Monday"), text.index("Monday") + 6) == (
        0,
        where[2] + 2,
        where[2] + 2,
        where[2] + 3,
    )
