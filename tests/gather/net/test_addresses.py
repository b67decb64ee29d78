"""Which addresses may be asked, and in which spelling."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import Forbidden
from tallybook.gather.net.addresses import Allowed, check_ip, joined, normal, web_address

NOBODY = Allowed()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/a", "gopher://example.org", "javascript:alert(1)", "data:text/html,x",
        "//example.org/a", "example.org/a", "", "   ", "http://", "http:///a", "http://exa mple.org/",
        "http://example.org:99999/", "http://example.org:x/", "http://[::1", "http://exa%2fmple.org/",
        "http://example.org\\@10.0.0.1/", "http://" + "a" * 300 + ".org/", "http://example.org/" + "a" * 5000,
        "http://example.org/\r\nX-Header: y",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Forbidden):
        web_address(url)


def test_a_user_name_in_an_address_is_refused_since_the_book_would_keep_it() -> None:
    with pytest.raises(Forbidden, match="user name"):
        web_address("https://ana:secret@example.org/")


@pytest.mark.parametrize("port", [1, 22, 25, 445, 1023])
def test_ports_without_a_web_server_are_refused_unless_the_host_is_allowed(port: int) -> None:
    url = f"http://wiki.example:{port}/"
    with pytest.raises(Forbidden, match=f"port {port}"):
        web_address(url)
    assert web_address(url, Allowed.parse("wiki.example")).port == port


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a#part", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org/a?utm_medium=x&fbclid=y&id=7", "https://example.org/a?id=7"),
        ("https://example.org/خبر", "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org./a", "https://example.org/a"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("https://example.org/a%20b?q=c+d", "https://example.org/a%20b?q=c+d"),
    ],
)
def test_one_page_has_one_spelling(url: str, spelled: str) -> None:
    assert normal(url) == spelled
    assert normal(spelled) == spelled


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "169.254.1.1",
        "100.64.0.1", "100.100.100.200", "0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1",
        "198.18.0.1", "168.63.129.16", "::1", "::", "fe80::1", "fe80::1%1", "fc00::1", "fd00:ec2::254", "ff02::1",
        "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2002:a00:1::", "::7f00:1", "2001:db8::1", "nonsense",
    ],
)  # fmt: skip
def test_a_machine_that_is_not_on_the_public_internet_is_refused(ip: str) -> None:
    with pytest.raises(Forbidden):
        check_ip(ip, "example.org", NOBODY)


@pytest.mark.parametrize("ip", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_a_public_machine_may_be_asked(ip: str) -> None:
    assert ipaddress.ip_address(check_ip(ip, "example.org", NOBODY)) == ipaddress.ip_address(ip)


def test_what_is_allowed_is_named_by_network_or_by_host() -> None:
    allowed = Allowed.parse("10.1.0.0/16, intranet.example ::1")
    assert check_ip("10.1.2.3", "any.example", allowed) == "10.1.2.3"
    assert check_ip("192.168.0.9", "intranet.example", allowed) == "192.168.0.9"
    for ip, host in (("10.2.0.1", "any.example"), ("192.168.0.9", "other.example"), ("127.0.0.1", "any.example")):
        with pytest.raises(Forbidden):
            check_ip(ip, host, allowed)


def test_a_clouds_own_address_is_refused_even_where_its_network_is_allowed() -> None:
    with pytest.raises(Forbidden, match="about themselves"):
        check_ip("169.254.169.254", "any.example", Allowed.parse("0.0.0.0/0"))


def test_a_link_leads_from_where_it_stands() -> None:
    base = web_address("https://example.org/news/today?x=1")
    assert joined(base, "../b") == "https://example.org/b"
    assert joined(base, "//other.example/c") == "https://other.example/c"


@given(st.integers(0, 2**32 - 1))
def test_no_spelling_of_an_ipv4_address_inside_an_ipv6_one_gets_past(number: int) -> None:
    plain = ipaddress.IPv4Address(number)
    spelled = (f"::ffff:{plain}", f"64:ff9b::{plain}", str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80))))
    for other in spelled:
        if not plain.is_global or plain.is_multicast or plain.is_reserved:
            with pytest.raises(Forbidden):
                check_ip(other, "example.org", NOBODY)


@given(st.text(max_size=60))
def test_any_words_are_an_address_in_one_spelling_or_refused(words: str) -> None:
    for url in (words, f"http://{words}", f"https://example.org/{words}"):
        try:
            spelled = str(web_address(url))
        except Forbidden:
            continue
        assert str(web_address(spelled)) == spelled
        assert spelled.isascii() and not any(letter.isspace() for letter in spelled)
