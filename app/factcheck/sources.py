"""Sources are stored and corrected; what rests on them settles."""

from uuid import UUID

from app.articles import source_store as sources
from app.articles.source_models import SourceCreate, SourcePatch, SourcePublic
from app.db import Database
from app.errors import Versions, check_version
from app.idempotency.models import Effect
from app.idempotency.once import UNKEYED, Once
from app.verdicts.settling import claims_resting_on, lock_and_settle


def add_source(database: Database, draft: SourceCreate, *, once: Once = UNKEYED) -> SourcePublic:
    """Store a new source.

    Raises:
        Conflict: it is stored already.
        InProgress: another does the same request.
    """
    if once.effect is not None:
        with database.reading() as session:
            return sources.source_of(session, *once.effect.ids)
    with database.writing() as session:
        source = sources.add_source(session, draft, draft.reliability)
        once.record(session, Effect((source.id,)))
        return sources.source_public(source)


def change_source(
    database: Database, source_id: UUID, patch: SourcePatch, expected: Versions
) -> SourcePublic:
    """Change a source, and settle the verdicts that rest on what it published.

    Raises:
        NotFound: there is no such source.
        Stale: it has another version than expected.
        Conflict: another source has that domain, or that name and no domain.
    """
    with database.writing() as session:
        source = sources.source_to_change(session, source_id)
        check_version(source.version, expected)
        if changes := patch.changes():
            sources.change_source(session, source, changes)
            lock_and_settle(session, claims_resting_on(session, source_id))
        return sources.source_public(source)
