import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.articles.addresses import WebAddress, canonical_url
from app.fields import Url

_url = TypeAdapter(Url)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTPS://Harbour-Post.Example/Story", "https://harbour-post.example/Story"),
        ("https://harbour-post.example:443/a", "https://harbour-post.example/a"),
        ("http://harbour-post.example:80/a", "http://harbour-post.example/a"),
        ("http://harbour-post.example:8080/a", "http://harbour-post.example:8080/a"),
        ("http://harbour-post.example", "http://harbour-post.example/"),
        ("http://harbour-post.example./a", "http://harbour-post.example/a"),
        ("http://harbour-post.example/a#comments", "http://harbour-post.example/a"),
        ("http://harbour-post.example/a#:~:text=ferry", "http://harbour-post.example/a"),
        ("http://harbour-post.example/a?", "http://harbour-post.example/a"),
        ("http://harbour-post.example/a/./b/../c", "http://harbour-post.example/a/c"),
        ("http://harbour-post.example/%7Eann/%c3%a9", "http://harbour-post.example/~ann/%C3%A9"),
        ("http://harbour-post.example/é", "http://harbour-post.example/%C3%A9"),
        ("http://harbour-post.example/a%2fb", "http://harbour-post.example/a%2Fb"),
        ("http://harbour-post.example/100%", "http://harbour-post.example/100%25"),
        ("http://hafenblätter.example/a", "http://xn--hafenbltter-r8a.example/a"),
        ("http://[2001:DB8:0::1]:80/a", "http://[2001:db8::1]/a"),
    ],
)
def test_ways_of_spelling_an_address_have_one_form(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


@pytest.mark.parametrize(
    "tracking",
    [
        "utm_source=mail",
        "UTM_Medium=feed",
        "utm%5Fcampaign=x",
        "fbclid=IwAR0",
        "gclid=1",
        "msclkid=1",
        "mc_cid=7",
        "igshid=9",
        "_hsenc=p2",
        "__hstc=1.2",
        "ref_src=twsrc",
        "CMP=share_btn",
        "wt_zmc=x",
        "at_custom2=tw",
        "yclid",
    ],
)
def test_what_only_tracks_is_left_out_and_the_rest_keeps_its_order(tracking: str) -> None:
    url = f"https://harbour-post.example/a?story=2&{tracking}&id=1&page=3"

    assert canonical_url(url) == "https://harbour-post.example/a?story=2&id=1&page=3"


@pytest.mark.parametrize(
    "meaningful",
    [
        "id=7",
        "p=12",
        "page=2",
        "story=ferry",
        "ref=A-17",
        "source=budget",
        "cid=4",
        "keyword=sea",
        "q=a+b%20c",
        "id=1&id=2",
        "id=",
        "autm_source=x",
    ],
)
def test_what_may_name_a_page_stays(meaningful: str) -> None:
    url = f"https://harbour-post.example/a?{meaningful}"

    assert canonical_url(url) == url


@pytest.mark.parametrize("path", ["/Story", "/story", "/story/", "/a//b"])
def test_paths_that_a_server_may_tell_apart_stay_apart(path: str) -> None:
    url = f"https://harbour-post.example{path}"

    assert canonical_url(url) == url


def test_an_address_that_would_become_too_long_stays_as_it_is() -> None:
    url = "https://harbour-post.example/" + "é" * 900

    assert canonical_url(url) == url


_urls = st.builds(
    "{}://{}{}/{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.one_of(
        st.text(min_size=1, max_size=20),
        st.from_regex(r"[a-zA-Z0-9ß.-]{1,12}\.?", fullmatch=True),
        st.sampled_from(["0x7f.1", "[::1]", "a.b..", ".", "1.2.3.4.", "999.9.9..", "１２７.1"]),
    ),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text(st.sampled_from("ab%24eE5fF./~é "), max_size=30),
    st.one_of(st.just(""), st.text(max_size=30).map("?{}".format), st.text().map("#{}".format)),
)


@given(_urls)
@example("http://a.example/%4%31")
@example("http://a.example/?%75tm_source=x&&=&a")
def test_every_address_that_is_accepted_has_a_canonical_form_that_is_its_own(url: str) -> None:
    try:
        accepted = _url.validate_python(url)
    except ValidationError:
        return

    canonical = canonical_url(accepted)

    assert canonical_url(canonical) == canonical
    assert _url.validate_python(canonical) == canonical


def test_a_name_and_a_password_are_no_part_of_an_address() -> None:
    with pytest.raises(ValueError, match="user name"):
        WebAddress.parse("http://ann:secret@harbour-post.example/")
