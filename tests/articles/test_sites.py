"""Whose an address is, and what a site may be called."""

import pytest

from app.articles.sites import bears_name, same_site


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("https://lantern.example/a", "http://www.lantern.example/b", True),
        ("https://m.lantern.co.uk/a", "https://www.lantern.co.uk/b", True),
        ("https://lantern.co.uk/a", "https://courier.co.uk/b", False),
        ("https://lantern.github.io/a", "https://courier.github.io/a", False),
        ("https://lantern.example/a", "https://courier.example/a", False),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/b", True),
        ("http://127.0.0.1/a", "http://127.0.0.2/b", False),
        ("http://[::1]/a", "http://[::1]/b", True),
        ("http://lantern/a", "http://courier/b", False),
    ],
)
def test_a_site_is_a_registered_domain(url: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_site(url, other) is same


@pytest.mark.parametrize(
    ("url", "name", "may"),
    [
        ("https://www.orrinlantern.example/a", "Orrin Lantern", True),
        ("https://lantern.co.uk/a", "Lantern Online", True),
        ("https://news.the-lantern.com/a", "The Lantern", True),
        ("https://thelantern.com/a", "The Lantern", True),
        ("https://lantern-online.com/a", "Lantern", False),
        ("https://cafe-orrin.com/a", "Café Orrin", True),
        ("https://lantern.example/a", "Customs Office", False),
        ("https://hoax.example/lantern", "Orrin Lantern", False),
        ("https://lantern.hoax.com/a", "Lantern", False),
        ("https://a.example/x", "A", False),
        ("http://127.0.0.1:80/a", "Lantern", False),
        ("https://lantern.example/a", "新闻", False),
    ],
)
def test_a_site_may_not_take_the_name_of_another(url: str, name: str, may: bool) -> None:  # noqa: FBT001
    assert bears_name(url, name) is may
