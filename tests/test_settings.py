import pytest
from pydantic import ValidationError

from app.settings import Settings


def test_allowed_hosts_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    written = " intranet.example, 10.0.0.5:8080 ,[::1]:8080,"
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOWED_HOSTS", written)

    assert Settings().fetch_allowed_hosts == ("intranet.example", "10.0.0.5:8080", "[::1]:8080")


def test_no_host_is_allowed_where_none_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOWED_HOSTS", "")

    assert Settings().fetch_allowed_hosts == ()


@pytest.mark.parametrize(
    "written",
    [
        "http://intranet.example",
        "*",
        "10.0.0.0/8",
        "::1",
        "ann@intranet.example",
        "intranet:port",
        "intranet:0",
        "intranet:70000",
        "[::g]:80",
        "[1:2]",
    ],
)
def test_what_is_no_host_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("FACTCHECK_FETCH_ALLOWED_HOSTS", written)

    with pytest.raises(ValidationError, match="write names or addresses"):
        Settings()


@pytest.mark.parametrize("written", ["*", "proxy.example", "10.0.0.1/8", "127.0.0.1,", "1.2.3"])
def test_only_addresses_say_whose_word_on_addresses_is_taken(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("FACTCHECK_FORWARDED_ALLOW_IPS", written)

    with pytest.raises(ValidationError, match="write addresses or networks"):
        Settings()


@pytest.mark.parametrize(
    ("written", "meant"),
    [("", None), ("127.0.0.1", "127.0.0.1"), ("::1, 10.0.0.0/8", "::1, 10.0.0.0/8")],
)
def test_proxies_are_written_with_commas(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: str | None
) -> None:
    monkeypatch.setenv("FACTCHECK_FORWARDED_ALLOW_IPS", written)

    assert Settings().forwarded_allow_ips == meant


def test_origins_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_CORS_ORIGINS", " https://desk.example, http://[::1]:3000,")

    assert Settings().cors_origins == ("https://desk.example", "http://[::1]:3000")


@pytest.mark.parametrize("written", ["", ",", " "])
def test_no_origin_is_allowed_where_none_is_written(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("FACTCHECK_CORS_ORIGINS", written)

    assert Settings().cors_origins == ()


@pytest.mark.parametrize(
    "written",
    [
        "desk.example",
        "https://desk.example/",
        "https://Desk.example",
        "https://désk.example",
        "https://desk.example:443",
        "http://desk.example:80",
        "https://*.example",
        "https://desk.example,*",
        "ftp://desk.example",
        "https://ann@desk.example",
        "null",
    ],
)
def test_what_no_browser_sends_as_an_origin_is_refused(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("FACTCHECK_CORS_ORIGINS", written)

    with pytest.raises(ValidationError, match="origins"):
        Settings()
