from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from app.articles.source_models import Source, SourceKind
from app.columns import new_id
from app.db import Database


def _source(created_at: datetime) -> Source:
    return Source(
        key="courier",
        name="courier",
        folded_name="courier",
        kind=SourceKind.OUTLET,
        created_at=created_at,
    )


def test_a_moment_comes_back_in_utc_whatever_its_zone_was(database: Database) -> None:
    moment = datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=5)))

    with database.writing() as session:
        session.add(_source(moment))

    with database.reading() as session:
        stored = session.scalars(select(Source)).one().created_at
    assert stored == moment
    assert stored.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - the point of the test

    with (
        pytest.raises(StatementError, match="no time zone"),
        database.writing() as session,
    ):
        session.add(_source(naive))


def test_ids_sort_in_the_order_of_creation() -> None:
    ids = [new_id() for _ in range(1000)]

    assert ids == sorted(ids)
