import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import InputError, NotText
from tallybook.gather.encoding import decode

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1).map(lambda text: "Two died. " + text)


@given(WORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_comes_back_as_it_was_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_plain_error(data: bytes) -> None:
    try:
        assert decode(data, "a.txt").text.strip()
    except InputError as error:
        assert "a.txt" in error.what
        assert error.next


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    decoded = decode(b"\xef\xbb\xbfTwo died.", "a.txt")
    assert (decoded.text, decoded.encoding) == ("Two died.", "utf-8-sig")


def test_line_ends_become_those_of_text_mode() -> None:
    assert decode(b"One\r\ntwo\rthree\n", "a.txt").text == "One\ntwo\nthree\n"


def test_western_text_is_read_as_windows_1252_and_says_so() -> None:
    data = "Türkiye’s army – “neutralised” nine in Şırnak’s café".replace("Ş", "S").replace("ı", "i").encode("cp1252")
    decoded = decode(data, "a.txt")
    assert decoded.encoding == "cp1252"
    assert decoded.text.startswith("Türkiye’s army – “neutralised”")


def test_a_declared_encoding_is_believed() -> None:
    data = "encoding: windows-1251\n\nДвое погибли в Белгороде.".encode("cp1251")
    assert decode(data, "a.txt").text.endswith("Двое погибли в Белгороде.")


def test_latin_1_is_read_as_the_windows_1252_that_it_is_in_practice() -> None:
    assert decode("charset=iso-8859-1\nSix “fighters”".encode("cp1252"), "a.txt").text.endswith("“fighters”")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("Двое полицейских погибли в Белгороде".encode("cp1251"), "not UTF-8"),
        ("Diyarbakır’da üç polis".encode("cp1254"), "not UTF-8"),
        ("It’s “over”, they’re gone, he’s dead".encode("mac-roman"), "not UTF-8"),
        ("Café, résumé, fiancée".encode("cp437"), "not UTF-8"),
        ("Türkiye’s “toll” rose".encode() + b"\xff\xfe", "UTF-8 with damage: byte 0xff"),
        ("Two men died.".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        ("Two men died.".encode("utf-16-be"), "UTF-16 without a byte order mark"),
        ("Two men died.".encode("utf-16")[:-1], "not valid at byte"),
        (b"Two\x00 men", "NUL"),
        (b"\x01\x02\x03\x04Two\x05\x06", "control characters"),
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"12 34 --- 56\n", "no words"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "packed"),
        (b"<!DOCTYPE html><html><body>Two died", "web page"),
        (b"encoding: shift_jis\nab" + b"\x80\xff\xff", "says that it is shift_jis"),
    ],
)
def test_what_cannot_be_told_for_certain_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(NotText) as caught:
        decode(data, "toll.txt")
    assert says in caught.value.what
    assert "toll.txt" in caught.value.what
    assert caught.value.next


@pytest.mark.parametrize("encoding", ["UTF-16LE", "UTF-16BE"])
def test_the_way_out_of_utf_16_names_its_byte_order(encoding: str) -> None:
    with pytest.raises(NotText) as caught:
        decode("Two men died.".encode(encoding), "toll.txt")
    assert f"iconv -f {encoding} " in caught.value.next


def test_a_declared_codec_that_is_no_encoding_of_text_is_ignored() -> None:
    assert decode(b"encoding: rot13\nTwo died \x96 or three", "a.txt").encoding == "cp1252"
