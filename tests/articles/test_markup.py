"""Bytes of any kind become text, and no page takes long to parse."""

import pytest

from app.articles.markup import NoArticle, decoded, parsed, tag_in
from tests.growth import takes_linear_time

WORDS = "Der Zoll kostet 5 €, sagt Bürgermeisterin Łucja Żak."


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "gb18030"])
def test_what_the_header_declares_is_believed(name: str) -> None:
    assert decoded(WORDS.encode(name), name) == WORDS


def test_what_the_page_declares_is_believed_where_the_header_says_nothing() -> None:
    page = f'<html><meta charset="windows-1250"><p>{WORDS}'

    assert decoded(page.encode("cp1250")) == page


def test_utf_8_is_utf_8_whatever_is_declared() -> None:
    assert decoded(WORDS.encode(), "iso-8859-1") == WORDS


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert decoded("“5 €”".encode("cp1252"), "iso-8859-1") == "“5 €”"


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    assert decoded(b"\xc3\xbcber \xff alles", "utf-8") == "über � alles"


@pytest.mark.parametrize("label", ["hex", "rot13", "zip", "idna", "punycode", "unicode_escape", "x" * 9, "a\x00b"])  # fmt: skip
def test_what_is_no_character_set_is_not_used(label: str) -> None:
    assert decoded(b"caf\xe9 \\u0041", label) == "café \\u0041"


def test_nul_characters_are_dropped() -> None:
    assert parsed("<p>The\x00 bridge").text_content() == "The bridge"


@pytest.mark.parametrize(
    ("html", "told"),
    [
        pytest.param("", "It is empty.", id="nothing"),
        pytest.param(" \n\x00", "It is empty.", id="white space"),
        pytest.param("<p>a" * 600_000, "more than 40,000 tags", id="paragraphs"),
        pytest.param("<!--" * 900_000, "more than 40,000 tags", id="comments"),
        pytest.param("<div>" * 38_000, "nested too deeply", id="deep"),
        pytest.param("<div><i>" + "<b>x" * 38_000, "nested too deeply", id="deep and inline"),
        pytest.param("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">", "more than 200 attributes", id="attributes"),
        pytest.param("<p " + "".join(f"a{n}='>'" for n in range(300_000)) + ">", "more than 200 attributes", id="attributes with quoted brackets"),
        pytest.param("<p/" + "/".join(f"a{n}" for n in range(300_000)) + ">", "more than 200 attributes", id="attributes between slashes"),
        pytest.param("<p " + " ".join(f'a{n} = "' + "b" * 9 + '"' for n in range(90_000)), "more than 200 attributes", id="attributes without an end"),
        pytest.param("<a b='" + '<a b="' * 38_000 + "z" * 900_000, "more than 200 attributes", id="quotation marks"),
    ],
)  # fmt: skip
def test_what_would_take_long_is_refused_with_the_reason(html: str, told: str) -> None:
    with pytest.raises(NoArticle, match=told):
        parsed(html)


def test_names_of_tags_that_run_together_take_no_time() -> None:
    assert parsed("<a" * 38_000 + " " * 900_000) is not None


@pytest.mark.parametrize("part", ["<", "<p ", "<p =", "<p a=", "<a href='x' ", "<p" + " " * 300])
def test_tags_are_sought_in_linear_time(part: str) -> None:
    assert tag_in(part * (1_000_000 // len(part))) is None
    assert takes_linear_time(tag_in, part)
