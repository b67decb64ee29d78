"""Web archives: page by page, bounded, whatever stands between the pages."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import InputError
from tallybook.gather import Raw, gather, reports_of
from tallybook.gather.kinds import warc
from tallybook.records import Report
from tests.gather.web_archives import DAY, packed, record

WORDS = "Gunmen fired on the market in the morning and two men were killed, the police said on Monday. "


def page(number: int) -> bytes:
    told = "".join(f"<p>{WORDS} It was told by witness number {number} near the bridge.</p>" for _ in range(3))
    return f"<html><head><title>Story {number}</title></head><body><article>{told}</article></body></html>".encode()


ARCHIVE = [record(f"https://a.example/{n}", page(n)) for n in range(4)]


def taken(data: bytes) -> list[Report | InputError]:
    return list(reports_of(Raw(path="x.warc", data=data)))


def urls(data: bytes) -> list[str | None]:
    return [each.origin.url for each in taken(data) if isinstance(each, Report)]


@pytest.mark.parametrize("data", [b"".join(ARCHIVE), packed(ARCHIVE)], ids=["plain", "packed"])
def test_each_page_is_a_report_that_says_whence_and_when(data: bytes) -> None:
    found = taken(data)
    assert urls(data) == [f"https://a.example/{n}" for n in range(4)]
    first = found[1]
    assert isinstance(first, Report)
    assert first.path == "x.warc!https://a.example/1" and "witness number 1" in first.text
    assert first.origin.fetched is not None and first.origin.fetched.startswith(DAY[:19])
    offset = int((first.origin.member or "").removeprefix("@"))
    assert data[offset:].startswith((b"WARC/1.0", b"\x1f\x8b")) and offset > 0


def test_what_is_no_page_is_passed_over() -> None:
    others = [
        record("https://a.example/p.png", b"\x89PNG\r\n\x1a\n" + bytes(90), kind="image/png"),
        record("https://a.example/s.js", b"let x = 1", kind="text/javascript"),
        record("https://a.example/s.css", b"p { }", kind="text/css"),
        record("https://a.example/robots.txt", b"User-agent: *", kind="text/plain"),
        record("https://a.example/gone", page(9), status=404),
        record("https://a.example/moved", b"", status=301),
        record("dns:a.example", b"1.2.3.4", type="resource", kind="text/dns"),
        record("file:///etc/passwd", page(8)),
        record("https://a.example/9", b"WARC-Truncated: x", type="metadata"),
        record("https://a.example/empty", b"<html><body></body></html>"),
        record("https://a.example/fake.png", page(7), kind="application/octet-stream"),
    ]
    assert urls(b"".join(others)) == ["https://a.example/fake.png"]
    assert not any(isinstance(each, InputError) for each in taken(b"".join(others)))


def test_packed_and_chunked_pages_are_unpacked() -> None:
    body = page(1)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    data = record("https://a.example/z", gzip.compress(body), headers=["Content-Encoding: gzip"])
    data += record("https://a.example/c", chunked, headers=["Transfer-Encoding: chunked"])
    assert urls(data) == ["https://a.example/z", "https://a.example/c"]


def test_a_record_that_unpacks_without_end_is_passed_over_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_BYTES", 200_000)
    bomb = gzip.compress(page(1) + bytes(3_000_000))
    data = record("https://a.example/bomb", bomb, headers=["Content-Encoding: gzip"])
    assert urls(packed([data, *ARCHIVE[:1]])) == ["https://a.example/0"]


@pytest.mark.parametrize("cut", [10, 60, 120])
@pytest.mark.parametrize("form", ["plain", "packed"])
def test_an_archive_that_breaks_off_gives_what_stands_before_and_says_so(form: str, cut: int) -> None:
    data = (packed(ARCHIVE) if form == "packed" else b"".join(ARCHIVE))[:-cut]
    found = taken(data)
    assert urls(data)[:3] == [f"https://a.example/{n}" for n in range(3)]
    assert len(urls(data)) == 4 or "breaks off" in str(found[-1]) or "cut off" in str(found[-1])


def test_damage_in_the_middle_is_told_and_what_stands_before_is_kept() -> None:
    data = packed(ARCHIVE)
    middle = len(data) // 2
    found = taken(data[:middle] + b"\xff" * 60 + data[middle + 60 :])
    assert isinstance(found[0], Report) and isinstance(found[-1], InputError)


def test_a_length_that_is_a_lie_stops_nothing_for_ever() -> None:
    for length in (0, 10, 10**15):
        found = taken(record("https://a.example/lie", page(1), length=length) + ARCHIVE[0])
        assert len(found) <= 2


def test_an_archive_goes_on_from_an_offset(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(packed(ARCHIVE))
    offsets = [int((each.origin.member or "@0")[1:]) for each in gather([tmp_path]) if isinstance(each, Report)]
    rest = list(gather([tmp_path], begin=lambda found: offsets[2]))
    assert [each.origin.url for each in rest if isinstance(each, Report)] == [
        "https://a.example/2",
        "https://a.example/3",
    ]
    assert [each.origin.member for each in rest if isinstance(each, Report)] == [f"@{n}" for n in offsets[2:]]


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=40), st.booleans())
def test_a_damaged_archive_is_read_or_refused(at: int, junk: bytes, is_packed: bool) -> None:
    data = packed(ARCHIVE) if is_packed else b"".join(ARCHIVE)
    at %= len(data)
    for each in taken(data[:at] + junk + data[at + len(junk) :]):
        assert isinstance(each, Report | InputError)


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nshort",
        record("https://a.example/robots.txt", b"User-agent: *"),
        b"WARC/1.0\r\n\r\n",
    ],
)
def test_an_archive_without_a_page_says_so(data: bytes) -> None:
    (error,) = taken(data)
    assert isinstance(error, InputError) and "no page" in error.what and error.next


def test_one_that_was_read_to_its_end_before_says_nothing(tmp_path: Path) -> None:
    data = b"".join(ARCHIVE)
    assert list(reports_of(Raw(path="x.warc", data=data, begin=lambda: len(data)))) == []
