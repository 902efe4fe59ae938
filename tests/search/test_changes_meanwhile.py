"""Texts that another transaction deletes while they are looked for; on PostgreSQL each statement sees what is there then."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.articles.models import PASSAGES
from app.db import Database
from app.search.hybrid import HybridIndex
from tests.search.shelf import query, shelf_of


@pytest.mark.parametrize("step", ["_terms_of", "_hits"])
def test_a_text_that_is_deleted_while_it_is_looked_for_is_not_found(
    database: Database, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_of(database)
    gone = shelf.put("the toll bridge carried carts")
    shelf.put("the toll bridge carried carts and coaches")
    before: Callable[..., object] = getattr(HybridIndex, step)

    def after_deleting(index: HybridIndex, session: Session, *rest: object) -> object:
        index.remove(session, PASSAGES, [gone])
        return before(index, session, *rest)

    monkeypatch.setattr(HybridIndex, step, after_deleting)
    with database.writing() as session:
        [hits] = shelf.index.search(session, PASSAGES, [query("toll bridge carts")], 5)

    assert [hit.text for hit in hits] == ["the toll bridge carried carts and coaches"]
