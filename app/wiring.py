"""The only place that names concrete parts."""

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


def make_checker(_settings: Settings) -> Checker:
    """What reads articles, as the settings want it."""
    return Checker(worth=by_rules)
