"""What holds in every database of the service, whatever was killed while it was written."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.models import PASSAGES, Article
from app.claims.models import CLAIM_TEXTS, Claim
from app.claims.store import subjects_of
from app.db import Database
from app.evidence.models import Evidence, EvidenceChange
from app.evidence.passages import passages_in
from app.evidence.pieces import Piece
from app.evidence.weighed_store import counting_evidence
from app.search.tables import Collection
from app.verdicts.models import Verdict
from app.verdicts.store import append_changed, moment_for

WORDS_ARE_IN_STEP = (  # each raises where words and texts are apart
    "INSERT INTO passages_words (passages_words, rank) VALUES ('integrity-check', 1)",
    "INSERT INTO claim_texts_words (claim_texts_words, rank) VALUES ('integrity-check', 1)",
)


def assert_all_is_in_step(database: Database) -> None:
    """The index, the links with their history, the verdicts and the file belong to one moment."""
    assert_verdicts_are_settled(database)
    with database.reading() as session:
        _assert_articles_are_indexed(session)
        _assert_claims_are_indexed(session)
        _assert_links_have_their_history(session)
    if database.is_sqlite:
        _assert_the_file_is_sound(database)


def assert_verdicts_are_settled(database: Database) -> None:
    """Settling everything once more adds no verdict: each one is what its evidence adds up to."""
    with database.writing() as session:
        count = select(func.count()).select_from(Verdict)
        before = session.scalar(count)
        claim_ids = session.scalars(select(col(Claim.id))).all()
        append_changed(
            session,
            subjects_of(session, claim_ids),
            _shuffled(counting_evidence(session, claim_ids)),
            moment_for(session, claim_ids),
        )
        assert session.scalar(count) == before


def _shuffled(evidence: Mapping[UUID, Sequence[Piece]]) -> Mapping[UUID, Sequence[Piece]]:
    """In another order, which must not matter."""
    chance = random.Random(5)
    return {claim_id: chance.sample(pieces, len(pieces)) for claim_id, pieces in evidence.items()}


def _assert_articles_are_indexed(session: Session) -> None:
    """Each sentence of each article is there once, with a vector, and the title with what is in no sentence."""
    wanted = Counter(
        (row.id, place.start, place.end, row.text[place.start : place.end])
        for row in session.execute(select(col(Article.id), col(Article.text)))
        for place in passages_in(row.text)
    )
    rows = _indexed(session, PASSAGES)
    assert Counter(row for row in rows if row[1] is not None) == wanted
    titled = session.scalars(select(col(Article.id)).where(col(Article.title).is_not(None)))
    assert sorted(row[0] for row in rows if row[1] is None) == sorted(titled)


def _assert_claims_are_indexed(session: Session) -> None:
    claims = select(col(Claim.id), col(Claim.start), col(Claim.end), col(Claim.text))
    wanted = Counter(tuple(row) for row in session.execute(claims))
    assert Counter(_indexed(session, CLAIM_TEXTS)) == wanted


def _indexed(
    session: Session, collection: Collection
) -> Sequence[tuple[UUID, int | None, int | None, str]]:
    texts = collection.table
    blind = select(func.count()).where(texts.c.vector.is_(None), texts.c.start.is_not(None))
    assert session.scalar(blind) == 0
    wanted = select(texts.c.owner, texts.c.start, texts.c.end, texts.c.text)
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(wanted)]


def _assert_links_have_their_history(session: Session) -> None:
    """Each link tells who made it, and those on one claim are counted from 1 without a gap."""
    made = select(col(EvidenceChange.evidence_id)).where(
        col(EvidenceChange.field) == "state", col(EvidenceChange.before).is_(None)
    )
    assert sorted(session.scalars(made)) == sorted(session.scalars(select(col(Evidence.id))))
    counted = select(func.count(), func.min(Evidence.seq), func.max(Evidence.seq))
    for count, first, last in session.execute(counted.group_by(col(Evidence.claim_id))):
        assert (first, last) == (1, count)


def _assert_the_file_is_sound(database: Database) -> None:
    with database.writing() as session:
        assert session.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        for check in WORDS_ARE_IN_STEP:
            session.execute(text(check))
