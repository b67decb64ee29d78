"""Every parser against bytes that nobody wrote: damaged copies of the corpus, noise behind each kind's first bytes."""

from __future__ import annotations

import random
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallybook.errors import InputError
from tallybook.gather import Raw, reports_of
from tallybook.records import Report

CORPUS = Path(__file__).parents[1] / "corpus"
SEEDS = {
    file.relative_to(CORPUS).as_posix(): file.read_bytes()
    for file in sorted(CORPUS.rglob("*"))
    if file.is_file() and file.name != "expected.yml" and file.stat().st_size < 40_000 and "bomb" not in file.name
}
KINDS = sorted({name.partition("/")[0] for name in SEEDS})
SECONDS = 2.0
"""How long each kind's files are damaged for, of processor time."""
SIGNS = (
    b"<!DOCTYPE html><html>", b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00", b"{\\rtf1 ",
    b"PAR1", b"From: a\nTo: b\nSubject: c\n", b"From a Sat Nov 9\n", b'{"text": "', b"[{", b"text,date\n",
    b"<?xml version='1.0'?>", b"TY  - NEWS\n", b"1 of 2 DOCUMENTS\nLength: 3 words\n",
    b"\xff\xfe", b"WARC/1.0\r\n", b"",
)  # fmt: skip
PIECES = (
    b"\x00", b"\xff" * 7, b"<", b"{", b"}", b"\\u-1", b"\\bin99999999 ", b"-1", b"99999999999", b"\n\n", b"&#0;", b'"',
)  # fmt: skip


def hold(path: str, data: bytes) -> None:
    """Whatever the bytes: reports that are whole, and errors in words; nothing else, and nothing raised."""
    for outcome in reports_of(Raw(path=path, data=data)):
        if isinstance(outcome, Report):
            outcome.text.encode("utf-8")
            assert outcome.text.strip()
            edges = [(part.start, part.end) for part in outcome.parts]
            assert [0, *(end for _, end in edges)] == [*(start for start, _ in edges), len(outcome.text)]
        else:
            assert isinstance(outcome, InputError)
            assert outcome.what and outcome.next and "Traceback" not in outcome.what


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A copy with a few bytes changed, cut, doubled or put in."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + chance.randrange(40)]
            case 2:
                made[at:at] = chance.choice(PIECES)
            case 3:
                made[at:at] = made[max(0, at - chance.randrange(200)) : at]
            case _:
                del made[at : len(made) if chance.random() < 0.3 else at + 1]
    return bytes(made)


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_copy_gives_reports_or_plain_errors(kind: str) -> None:
    chance = random.Random(zlib.crc32(kind.encode()))
    seeds = [(name, data) for name, data in SEEDS.items() if name.startswith(f"{kind}/")]
    end, number = time.process_time() + SECONDS, 0
    while time.process_time() < end or number < len(seeds):
        name, data = seeds[number % len(seeds)]
        hold(name, damaged(data, chance))
        number += 1


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SIGNS), st.binary(max_size=300), st.sampled_from(("x", "x.csv", "x.jsonl", "x.txt", "x.html")))
def test_noise_behind_any_first_bytes_gives_reports_or_plain_errors(sign: bytes, noise: bytes, path: str) -> None:
    hold(path, sign + noise)
