"""The only place that names concrete parts."""

from app.articles.fetching import Fetcher, FetchLimits
from app.claims.check_worthiness import by_rules
from app.db import Database
from app.factcheck import Checker
from app.settings import Settings


def open_database(settings: Settings) -> Database:
    """The database that the settings name; nothing is connected yet."""
    return Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        sqlite_synchronous=settings.sqlite_synchronous,
    )


def make_checker(settings: Settings) -> Checker:
    """What fetches and reads articles, as the settings want it."""
    limits = FetchLimits(timeout_s=settings.fetch_timeout_s, max_bytes=settings.fetch_max_bytes)
    return Checker(worth=by_rules, pages=Fetcher(limits, settings.fetch_allowed_hosts))
