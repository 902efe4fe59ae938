from itertools import product
from uuid import UUID

from app import factcheck
from app.articles.models import ArticleCreate
from app.claims.found_store import claims_told_at, claims_told_in
from app.claims.vocabulary import FoundClaim
from app.columns import new_id
from app.db import Database
from tests.checkers import BY_RULES

TEXTS = (
    (
        "Pavel Dorn said that the toll bridge carried 12,400 carts in 2025. Mayor Ruta Lind denied it."
        " The ferry, the council said, carried 9,100 carts in 2024."
    ),
    "Mayor Ruta Lind said that the mill burnt down on Monday. It was insured, she said.",
)


def test_only_the_claims_at_the_places_asked_for_are_told(database: Database) -> None:
    ids = [
        factcheck.ingest_article(
            database, BY_RULES, ArticleCreate(text=text, source="The Gazette")
        ).article.id
        for text in TEXTS
    ]
    with database.reading() as session:
        told = claims_told_in(session, ids)
        edges = [sorted({0, *(claim.start for claim in told[each]), *(claim.end for claim in told[each])}) for each in ids]  # fmt: skip
        places = [
            (each, start, end)
            for each, some in zip(ids, edges, strict=True)
            for start, end in product(some, some)
            if start < end
        ]

        for place in places:
            assert claims_told_at(session, [place]) == _within(told, place)
        assert claims_told_at(session, places * 2) == told


def test_at_no_place_and_in_no_article_nothing_is_told(database: Database) -> None:
    with database.reading() as session:
        assert claims_told_at(session, []) == {}
        assert claims_told_at(session, [(new_id(), 0, 100)]) == {}


def _within(
    told: dict[UUID, list[FoundClaim]], place: tuple[UUID, int, int]
) -> dict[UUID, list[FoundClaim]]:
    article_id, start, end = place
    found = [claim for claim in told[article_id] if claim.start < end and start < claim.end]
    return {article_id: found} if found else {}
