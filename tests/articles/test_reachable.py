"""Which addresses are asked and which are refused before anything is sent."""

from typing import NoReturn

import httpcore2
import pytest

from app.articles.reachable import AllowedHosts
from app.errors import Invalid, Unfetchable
from tests.articles.web import (
    PAGE,
    PUBLIC,
    fetch,
    not_connected,
    redirect,
    resolving,
    response,
    site,
)

REFUSED = {
    "loopback": "http://127.0.0.1/",
    "loopback, not the first": "http://127.8.9.10/",
    "loopback in hexadecimal": "http://0x7f000001/",
    "loopback in hexadecimal parts": "http://0x7f.0x0.0x0.0x1/",
    "loopback in octal": "http://0177.0.0.1/",
    "loopback as one number": "http://2130706433/",
    "loopback shortened": "http://127.1/",
    "loopback mixed and shortened": "http://0x7f.1/",
    "loopback with a trailing dot": "http://127.0.0.1./",
    "loopback in full-width digits": "http://１２７.０.０.１/",
    "loopback with ideographic stops": "http://127。0。0。1/",
    "loopback in circled digits": "http://①②⑦.0.0.1/",
    "loopback percent-encoded": "http://%31%32%37.0.0.1/",
    "localhost": "http://localhost/",
    "localhost in capitals": "http://LOCALHOST/",
    "localhost with a trailing dot": "http://localhost./",
    "localhost in full-width letters": "http://ｌｏｃａｌｈｏｓｔ/",
    "localhost with a soft hyphen": "http://local\u00adhost/",
    "unspecified": "http://0.0.0.0/",
    "unspecified as zero": "http://0/",
    "this network": "http://0.1.2.3/",
    "private 10": "http://10.0.0.5/",
    "private 172.16": "http://172.16.0.1/",
    "private 172.31": "http://172.31.255.254/",
    "private 192.168": "https://192.168.1.1/",
    "carrier-grade NAT": "http://100.64.0.1/",
    "carrier-grade NAT, last": "http://100.127.255.254/",
    "link-local": "http://169.254.0.7/",
    "metadata of most clouds": "http://169.254.169.254/latest/meta-data/",
    "metadata as one number": "http://2852039166/",
    "metadata of Alibaba": "http://100.100.100.200/",
    "metadata of Oracle": "http://192.0.0.192/",
    "platform of Azure": "http://168.63.129.16/",
    "protocol assignments": "http://192.0.0.8/",
    "documentation 1": "http://192.0.2.1/",
    "documentation 2": "http://198.51.100.1/",
    "documentation 3": "http://203.0.113.1/",
    "relays of 6to4": "http://192.88.99.1/",
    "benchmarks": "http://198.18.0.1/",
    "multicast": "http://224.0.0.1/",
    "multicast of an organisation": "http://239.255.255.250/",
    "reserved": "http://240.0.0.1/",
    "broadcast": "http://255.255.255.255/",
    "IPv6 loopback": "http://[::1]/",
    "IPv6 loopback in full": "http://[0:0:0:0:0:0:0:1]/",
    "IPv6 unspecified": "http://[::]/",
    "IPv6 link-local": "http://[fe80::1]/",
    "IPv6 with a zone": "http://[fe80::1%25eth0]/",
    "IPv6 with a raw zone": "http://[fe80::1%eth0]/",
    "IPv6 site-local": "http://[fec0::1]/",
    "IPv6 unique local": "http://[fd12:3456:789a::1]/",
    "IPv6 metadata of AWS": "http://[fd00:ec2::254]/",
    "IPv6 metadata of Google": "http://[fd20:ce::254]/",
    "IPv6 multicast": "http://[ff02::1]/",
    "IPv6 documentation": "http://[2001:db8::1]/",
    "IPv6 newer documentation": "http://[3fff::1]/",
    "IPv6 overlay identifiers": "http://[2001:20::1]/",
    "IPv6 black hole for reverse look-ups": "http://[2001:4:112::1]/",
    "IPv6 discard": "http://[100::1]/",
    "IPv6 reserved": "http://[4000::1]/",
    "IPv6 segment routing": "http://[5f00::1]/",
    "IPv4-mapped loopback": "http://[::ffff:127.0.0.1]/",
    "IPv4-mapped loopback in hexadecimal": "http://[::ffff:7f00:1]/",
    "IPv4-mapped metadata": "http://[::ffff:169.254.169.254]/",
    "IPv4-compatible loopback": "http://[::127.0.0.1]/",
    "IPv4-translated loopback": "http://[::ffff:0:127.0.0.1]/",
    "NAT64 around loopback": "http://[64:ff9b::127.0.0.1]/",
    "NAT64 around a private address": "http://[64:ff9b::10.0.0.5]/",
    "NAT64 of a local network": "http://[64:ff9b:1::10.0.0.5]/",
    "6to4 around loopback": "http://[2002:7f00:1::]/",
    "6to4 around a private address": "http://[2002:a00:5::1]/",
    "Teredo": "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "a user name": "http://ann@93.184.215.14/",
    "a user name and a password": "http://ann:secret@93.184.215.14/",
    "a host in the place of a name": "http://127.0.0.1:80@93.184.215.14/",
    "a name in the place of a host": "http://93.184.215.14@127.0.0.1/",
    "a backslash after the host": "http://127.0.0.1\\@93.184.215.14/",
    "a port of mail": "http://93.184.215.14:25/",
    "a port of Redis": "http://93.184.215.14:6379/",
    "port 8080": "https://93.184.215.14:8080/",
    "port 0": "http://93.184.215.14:0/",
    "a file": "file:///etc/passwd",
    "FTP": "ftp://93.184.215.14/",
    "Gopher": "gopher://93.184.215.14:70/_x",
    "data": "data:text/html,<p>x",
    "JavaScript": "javascript:alert(1)",
    "no scheme": "harbour-post.example/a",
    "no host": "http://",
    "white space": "http://127.0.0.1 .example/",
    "a line break in the host": "http://93.184.215.14\r\nX: y/",
    "a bracket left open": "http://[::1/",
    "a number too large": "http://4294967296/",
}


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED.keys())
def test_what_may_not_be_asked_is_refused_without_a_connection(url: str) -> None:
    with pytest.raises(Invalid) as caught:
        fetch(url, connect=not_connected)

    assert caught.value.pointer == "#/url"
    assert "secret" not in str(caught.value)


# A redirect may well be relative, and no header has a line break.
_REDIRECTS = {
    name: url
    for name, url in REFUSED.items()
    if name not in {"no scheme", "no host", "a line break in the host"}
}


@pytest.mark.parametrize("url", _REDIRECTS.values(), ids=_REDIRECTS.keys())
def test_no_redirect_leads_to_what_may_not_be_asked(url: str) -> None:
    with site({"/": redirect(url)}) as server, pytest.raises(Invalid) as caught:
        fetch(f"{server.url}/", [f"127.0.0.1:{server.port}"])

    assert str(caught.value).startswith(f"{server.url}/ redirects to another address. ")
    assert server.paths == ["/"]


INNER_IPS = {
    "loopback": ["127.0.0.1"],
    "a private one after a public one": [PUBLIC, "10.0.0.5"],
    "a private one before a public one": ["10.0.0.5", PUBLIC],
    "an IPv6 one after a public one": [PUBLIC, "fd00::1"],
    "one with a zone": ["fe80::1%eth0"],
    "a public one with a zone": ["2606:2800:21f:cb07::1%2"],
    "an IPv4-mapped one": ["::ffff:10.0.0.5"],
    "the metadata": ["169.254.169.254"],
    "something else": ["example"],
}


@pytest.mark.parametrize("ips", INNER_IPS.values(), ids=INNER_IPS.keys())
def test_a_name_with_any_address_inside_is_refused(ips: list[str]) -> None:
    with pytest.raises(Invalid, match="not at a public address") as caught:
        fetch(
            "http://harbour-post.example/?token=abc",
            resolve=resolving(*ips),
            connect=not_connected,
        )

    assert "FACTCHECK_FETCH_ALLOWED_HOSTS" in str(caught.value)
    assert not any(ip in str(caught.value) for ip in ips if ip != "example")
    assert "abc" not in str(caught.value)


@pytest.mark.parametrize(
    "ip", [PUBLIC, "2606:2800:21f:cb07::1", f"::ffff:{PUBLIC}", f"64:ff9b::{PUBLIC}"]
)
def test_public_addresses_are_asked(ip: str) -> None:
    asked = []

    def connect(address: str, port: int, timeout: float) -> NoReturn:
        asked.append((address, port))
        raise httpcore2.ConnectError

    with pytest.raises(Unfetchable, match="takes no connection"):
        fetch("https://harbour-post.example/", resolve=resolving(ip), connect=connect)

    assert asked == [(ip, 443)]


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.1:{port}", "0x7f.1", "127.0.0.1.:{port}"])
def test_an_allowed_address_may_be_asked(entry: str) -> None:
    with site({"/": response(PAGE)}) as server:
        assert fetch(f"{server.url}/", [entry.format(port=server.port)]).body == PAGE


@pytest.mark.parametrize("entry", ["Desk.Intranet.example", "desk.intranet.example.:{port}"])
def test_an_allowed_name_may_be_asked_in_any_case(entry: str) -> None:
    with site({"/": response(PAGE)}) as server:
        page = fetch(
            f"http://DESK.intranet.example:{server.port}/",
            [entry.format(port=server.port)],
            resolve=resolving("127.0.0.1"),
        )

    assert page.url == f"http://desk.intranet.example:{server.port}/"


@pytest.mark.parametrize(
    "allowed",
    ["127.0.0.1:1", "127.0.0.2", "intranet.example", "a.desk.intranet.example", "[::1]"],
)
@pytest.mark.parametrize("host", ["127.0.0.1", "desk.intranet.example"])
def test_allowing_one_host_allows_no_other(host: str, allowed: str) -> None:
    with pytest.raises(Invalid):
        fetch(
            f"http://{host}/",
            [allowed],
            resolve=resolving("127.0.0.1"),
            connect=not_connected,
        )


def test_a_name_that_points_to_an_allowed_address_is_not_allowed_by_that() -> None:
    with pytest.raises(Invalid, match="not at a public address"):
        fetch(
            "http://harbour-post.example/",
            ["127.0.0.1"],
            resolve=resolving("127.0.0.1"),
            connect=not_connected,
        )


@pytest.mark.parametrize("entry", ["", "http://intranet.example", "::1", "ann@intranet.example"])
def test_what_is_no_host_cannot_be_allowed(entry: str) -> None:
    with pytest.raises(ValueError, match=r"host|address"):
        AllowedHosts([entry])
