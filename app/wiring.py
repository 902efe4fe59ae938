"""The only place that names concrete parts."""

from app.db import Database
from app.settings import Settings


def open_database(settings: Settings) -> Database:
    """The database that the settings name; nothing is connected yet."""
    return Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        sqlite_synchronous=settings.sqlite_synchronous,
    )
