"""Content codings: undone, bounded, and not believed."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.gather.net.codings import Decoder, NotDecoded, gunzip


def decoded(coding: str, data: bytes, most: int = 10_000, step: int = 100) -> bytes:
    decoder = Decoder(coding, most)
    for at in range(0, len(data), step):
        decoder.feed(data[at : at + step])
    return decoder.end()


@given(st.binary(max_size=3000), st.integers(1, 500))
def test_what_was_packed_comes_out_however_it_is_cut(data: bytes, step: int) -> None:
    assert decoded("", data, step=step) == data
    assert decoded("gzip", gzip.compress(data), step=step) == data
    assert decoded("x-gzip", gzip.compress(data[:7]) + gzip.compress(data[7:]), step=step) == data
    assert decoded("deflate", zlib.compress(data), step=step) == data


def test_deflate_without_its_header_is_taken() -> None:
    packer = zlib.compressobj(wbits=-15)
    assert decoded("deflate", packer.compress(b"told " * 50) + packer.flush()) == b"told " * 50


def test_plain_text_that_is_called_gzip_is_taken_as_it_is() -> None:
    assert decoded("gzip", b"<p>no gzip at all</p>") == b"<p>no gzip at all</p>"


def test_a_bomb_ends_at_the_bound() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with pytest.raises(NotDecoded, match="larger than the bound of 10,000"):
        decoded("gzip", bomb)


def test_a_bomb_holds_little_more_than_the_bound_in_memory() -> None:
    decoder = Decoder("gzip", 10_000)
    with pytest.raises(NotDecoded):
        decoder.feed(gzip.compress(bytes(50_000_000)))
    assert len(decoder.body) < 100_000


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "chunked", "x" * 100])
def test_a_coding_that_was_not_asked_for_is_refused(coding: str) -> None:
    with pytest.raises(NotDecoded, match="not asked for"):
        Decoder(coding, 10)


def test_a_gzip_that_breaks_off_or_is_damaged_is_refused() -> None:
    whole = gzip.compress(b"told " * 500)
    with pytest.raises(NotDecoded, match="breaks off"):
        decoded("gzip", whole[:-9])
    with pytest.raises(NotDecoded, match="damaged"):
        decoded("gzip", whole[:-6] + bytes(6))


@pytest.mark.parametrize("length", ["10001", "9" * 5000])
def test_a_length_over_the_bound_is_refused_before_a_byte_is_read(length: str) -> None:
    with pytest.raises(NotDecoded, match="larger"):
        Decoder("", 10_000).expect(length)


def test_bytes_that_are_no_gzip_stay_as_they_are() -> None:
    assert gunzip(b"<urlset/>", 10) == b"<urlset/>"
    assert gunzip(gzip.compress(b"<urlset/>"), 10) == b"<urlset/>"
