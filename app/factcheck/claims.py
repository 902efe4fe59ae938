"""Claims that stand in no article come in; claims are corrected, deleted, and evidence is sought for them."""

from functools import partial
from uuid import UUID

from app.articles.languages import language_of
from app.checker import Checker
from app.claims import store as claims
from app.claims.models import ClaimCreate, ClaimPatch
from app.claims.vocabulary import PERSON
from app.columns import utc_now
from app.db import Database
from app.errors import Versions, check_version
from app.evidence import store as evidence
from app.evidence.telling import meant
from app.idempotency.models import Effect
from app.idempotency.once import UNKEYED, Once
from app.idempotency.store import forget_answers
from app.indexing import index_claims
from app.linking import READ_BY_LINKING, link_claim, link_if_possible
from app.search.vectors import Vectors
from app.verdicts.claim_store import claim_of
from app.verdicts.models import ClaimDetail, Found
from app.verdicts.settling import settle_verdicts


def submit_claim(
    database: Database,
    checker: Checker,
    draft: ClaimCreate,
    actor: str = PERSON,
    *,
    once: Once = UNKEYED,
) -> ClaimDetail:
    """Store a claim that stands in no article, and seek evidence for it; its language is found out where it is clear.

    Raises:
        InProgress: another does the same request.
    """
    stored = once.effect or _store_claim(database, checker, draft, actor, once)
    [claim_id] = stored.ids
    link_if_possible(partial(link_claim, database, checker.linker, claim_id))
    with database.reading() as session:
        return claim_of(session, claim_id)


def _store_claim(
    database: Database, checker: Checker, draft: ClaimCreate, actor: str, once: Once
) -> Effect:
    [worth] = checker.worth([draft.text])
    vectors = checker.linker.vectors([draft.text])
    language = draft.language or language_of(draft.text)
    known = draft.model_copy(update={"language": language})
    with database.writing() as session:
        now = utc_now()
        claim_id = claims.add_claim(session, known, worth, actor, now)
        index_claims(session, checker.linker.index, [claim_id], vectors)
        settle_verdicts(session, [claim_id], now)
        effect = Effect((claim_id,), claim_id)
        once.record(session, effect)
    return effect


def seek_evidence(
    database: Database, checker: Checker, claim_id: UUID, *, once: Once = UNKEYED
) -> Found:
    """Look again for evidence on a claim in all that is stored, and settle its verdict.

    Raises:
        NotFound: there is no such claim.
        InProgress: another does the same request.
    """
    with database.reading() as session:
        claims.check_claim(session, claim_id)
    if once.effect is not None:
        added = list(once.effect.ids)
    else:
        added = link_claim(database, checker.linker, claim_id, once=once)
    with database.reading() as session:
        claim = claim_of(session, claim_id)
        found = evidence.evidence_with(session, added)
    return Found(added=found, linking_pending=claim.linking_pending, verdict=claim.verdict)


def change_claim(
    database: Database, checker: Checker, claim_id: UUID, patch: ClaimPatch, expected: Versions
) -> ClaimDetail:
    """Correct how a claim was read, and settle its verdict.

    Raises:
        NotFound: there is no such claim.
        Stale: it has another version than expected.
    """
    changes = patch.changes()
    vectors = dict[str, Vectors]()
    if "context" in changes:
        with database.reading() as session:
            text = claims.text_of(session, claim_id)
        vectors = checker.linker.vectors([meant(text, changes["context"])])
    with database.writing() as session:
        claim = claims.claim_to_change(session, claim_id)
        check_version(claim.version, expected)
        if changes:
            waits = {"linking_pending": True} if changes.keys() & READ_BY_LINKING else {}
            claims.change_claim(session, claim, changes | waits)
            settle_verdicts(session, [claim_id])
        if vectors:
            index_claims(session, checker.linker.index, [claim_id], vectors)
        return claim_of(session, claim_id)


def delete_claim(database: Database, claim_id: UUID, expected: Versions = None) -> None:
    """Delete a claim with its evidence and the history of its verdicts.

    Raises:
        NotFound: there is no such claim.
        Stale: it has another version than expected.
    """
    with database.writing() as session:
        claim = claims.claim_to_change(session, claim_id)
        check_version(claim.version, expected)
        about = {claim_id, claim.article_id or claim_id}
        claims.delete_claim(session, claim_id)
        forget_answers(session, about, utc_now())
