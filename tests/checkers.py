"""Checkers for tests that need no weights and no network."""

from app.articles.fetching import Fetched
from app.claims.check_worthiness import by_rules
from app.errors import Unfetchable
from app.factcheck import Checker


class Offline:
    """A network with nothing in it."""

    def fetch(self, url: str) -> Fetched:
        """No page."""
        raise Unfetchable(url, "there is no network")

    def close(self) -> None:
        """There is nothing to close."""


BY_RULES = Checker(worth=by_rules, pages=Offline())
