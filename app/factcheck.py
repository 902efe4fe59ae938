"""The story, use case by use case: articles come in, evidence is linked, verdicts are settled.

Whoever changes what verdicts rest on locks in one order, article, then source, then claims by id; then it
changes, settles the verdicts concerned, and stores all of it together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.articles import source_store as sources
from app.articles import store as articles
from app.articles.intake import Document
from app.articles.models import (
    Article,
    ArticleCreate,
    ArticlePatch,
    ArticlePublic,
    SourceCreate,
    SourcePatch,
    SourcePublic,
)
from app.checker import Checker, ReadArticle, read_article
from app.claims import store as claims
from app.claims.models import Claim, ClaimCreate, ClaimPatch
from app.claims.reading.extraction import READER
from app.db import Database, lock_name, utc_now
from app.errors import Conflict, Invalid, check_version
from app.evidence import gathering
from app.evidence import store as evidence
from app.evidence.models import (
    Evidence,
    EvidenceDetail,
    EvidencePatch,
    EvidenceState,
    Passage,
)
from app.evidence.origins import wire_credited
from app.evidence.stance import meant
from app.idempotency.models import Effect
from app.idempotency.once import UNKEYED, Once
from app.indexing import index_article, index_claims, index_title
from app.linking import link_article, link_claim, link_if_possible
from app.search.vectors import Vectors
from app.verdicts import store as verdicts
from app.verdicts.models import ArticleWithClaims, ClaimDetail, Found, Report
from app.verdicts.settling import settle_verdicts

PERSON = "person"
READ_BY_LINKING = frozenset({"context", "language", "claimed_at", "published_at"})
"""What links were judged by: where people change it, evidence is sought again."""

Versions = frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Ingested:
    """A stored article, and whether it is new."""

    article: ArticleWithClaims
    is_new: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """A piece of evidence, and whether it is new, or took the place of a suggestion."""

    evidence: EvidenceDetail
    is_new: bool
    was_suggested: bool = False


def ingest_article(
    database: Database, checker: Checker, draft: ArticleCreate, *, once: Once = UNKEYED
) -> Ingested:
    """Read an article, store it with its claims, and link them; the same text of the same source is stored once.

    What cannot be linked now is linked later, by whoever runs `link_whole`.

    Raises:
        Invalid: the page has no article, or may not be fetched.
        Unfetchable: a server did not give the page.
        Conflict: several stored sources have the name that was given.
        InProgress: another does the same request.
    """
    vectors: Mapping[str, Vectors] = {}
    if (stored := once.effect) is None:
        stored, vectors = _read_and_store(database, checker, draft, once)
    [article_id] = stored.ids
    if stored.is_new:
        link_if_possible(
            partial(link_article, database, checker.linker, article_id, vectors=vectors)
        )
    with database.reading() as session:
        return Ingested(verdicts.article_with_claims(session, article_id), stored.is_new)


def _read_and_store(
    database: Database, checker: Checker, draft: ArticleCreate, once: Once
) -> tuple[Effect, Mapping[str, Vectors]]:
    """Store an article with its claims; the vectors are those of its texts."""
    read = read_article(checker, draft)
    document = read.document
    wire = _wire_credited(database, document)
    vectors = checker.linker.vectors(read.texts)
    with database.writing() as session:
        source = sources.place_source(session, document.source, document.site)
        _lock_text(session, source.id, document.text_sha256, document.canonical_url)
        stored = articles.same_text(session, source.id, document.text_sha256)
        article = stored or _store(session, read, source.id, wire)
        if stored is None:
            index_article(session, checker.linker.index, article.id, vectors)
        if _add_address(session, article.id, document):
            _settle(session, evidence.claims_with_evidence_from(session, article_id=article.id))
        effect = Effect((article.id,), is_new=stored is None)
        once.record(session, effect)
    return effect, vectors


def change_article(
    database: Database, checker: Checker, article_id: UUID, patch: ArticlePatch, expected: Versions
) -> ArticlePublic:
    """Change what is known of an article, and settle the verdicts that rest on it.

    Raises:
        NotFound: there is no such article.
        Stale: it has another version than expected.
        Conflict: the new source has the same text stored already, or its name is not unique.
    """
    changes = patch.changes()
    with database.writing() as session:
        article = articles.article_to_change(session, article_id)
        check_version(article.version, expected)
        if "source" in changes:
            ref = sources.source_ref(changes.pop("source"), url=None)
            changes["source_id"] = source_id = sources.place_source(session, ref).id
            _lock_text(session, source_id, article.text_sha256, canonical_url=None)
        if "author" in changes:
            wires = sources.wire_names(session)
            changes["wire"] = wire_credited(changes["author"], article.text, wires)
        if changes:
            waits = {"linking_pending": True} if changes.keys() & READ_BY_LINKING else {}
            articles.change_article(session, article, changes | waits)
            if "title" in changes:
                index_title(session, checker.linker.index, article_id)
            linked = evidence.claims_with_evidence_from(session, article_id=article_id)
            own = claims.claim_ids_of(session, article_id)
            _settle(session, [*linked, *own])
            if changes.keys() & READ_BY_LINKING:
                claims.mark_pending(session, own, pending=True)
        return articles.article_of(session, article_id)


def delete_article(database: Database, article_id: UUID) -> None:
    """Delete an article with its claims and the evidence taken from it, and settle what rested on it.

    Raises:
        NotFound: there is no such article.
    """
    with database.writing() as session:
        articles.article_to_change(session, article_id)
        articles.lock_revisions(session, article_id)
        own = set(claims.claim_ids_of(session, article_id))
        linked = set(evidence.claims_with_evidence_from(session, article_id=article_id))
        locked = claims.lock_claims(session, [*(own | linked)])
        articles.delete_article(session, article_id)
        settle_verdicts(session, [claim_id for claim_id in locked if claim_id not in own])


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
            linked = evidence.claims_with_evidence_from(session, source_id=source_id)
            _settle(session, [*linked, *claims.claim_ids_in_voice_of(session, source_id)])
        return sources.source_public(source)


def submit_claim(
    database: Database, checker: Checker, draft: ClaimCreate, *, once: Once = UNKEYED
) -> ClaimDetail:
    """Store a claim that stands in no article, and seek evidence for it.

    Raises:
        InProgress: another does the same request.
    """
    stored = once.effect or _store_claim(database, checker, draft, once)
    [claim_id] = stored.ids
    link_if_possible(partial(link_claim, database, checker.linker, claim_id))
    with database.reading() as session:
        return verdicts.claim_of(session, claim_id)


def _store_claim(database: Database, checker: Checker, draft: ClaimCreate, once: Once) -> Effect:
    [worth] = checker.worth([draft.text])
    vectors = checker.linker.vectors([draft.text])
    with database.writing() as session:
        now = utc_now()
        claim_id = claims.add_claim(session, draft, worth, PERSON, now)
        index_claims(session, checker.linker.index, [claim_id], vectors)
        settle_verdicts(session, [claim_id], now)
        effect = Effect((claim_id,))
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
        claim = verdicts.claim_of(session, claim_id)
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
        return verdicts.claim_of(session, claim_id)


def delete_claim(database: Database, claim_id: UUID) -> None:
    """Delete a claim with its evidence and the history of its verdicts.

    Raises:
        NotFound: there is no such claim.
    """
    with database.writing() as session:
        claims.claim_to_change(session, claim_id)
        claims.delete_claim(session, claim_id)


def link_evidence(
    database: Database, claim_id: UUID, draft: Passage, *, once: Once = UNKEYED
) -> Linked:
    """Link a passage to a claim as a person's judgement, and settle the claim's verdict.

    Where a machine has suggested the same passage, the person's judgement takes the place of the suggestion.

    Raises:
        NotFound: there is no such claim or article.
        Invalid: the passage is not in the article.
        Conflict: the passage is linked already in another way.
        InProgress: another does the same request.
    """
    if once.effect is not None:
        with database.reading() as session:
            shown = evidence.evidence_of(session, *once.effect.ids)
            return Linked(shown, once.effect.is_new)
    link = gathering.link_of(database, claim_id, draft, PERSON)
    with database.writing() as session:
        gathering.hold_source(session, link, draft)
        _check_is_not_itself(claims.claim_to_change(session, claim_id), link)
        linked = _linked(session, link, draft)
        once.record(session, Effect((linked.evidence.id,), linked.is_new))
        return linked


def _linked(session: Session, link: Evidence, draft: Passage) -> Linked:
    """Store a link on a locked claim, unless its passage is linked already."""
    standing = evidence.standing_link(session, link)
    if standing is not None:
        was_suggested = standing.state == EvidenceState.SUGGESTED
        if was_suggested:
            _change_link(session, standing, _judged_by_a_person(draft))
        else:
            _check_says_the_same(standing, draft)
        shown = evidence.evidence_of(session, standing.id)
        return Linked(shown, is_new=False, was_suggested=was_suggested)
    now = verdicts.moment_for(session, [link.claim_id])
    evidence.add_evidence(session, link, PERSON, now)
    settle_verdicts(session, [link.claim_id], now)
    return Linked(evidence.evidence_of(session, link.id), is_new=True)


def change_evidence(
    database: Database, evidence_id: UUID, patch: EvidencePatch, expected: Versions
) -> EvidenceDetail:
    """Accept, reject or correct a link, and settle the verdict of its claim.

    Raises:
        NotFound: there is no such evidence.
        Stale: it has another version than expected.
        Conflict: it was withdrawn.
    """
    changes = patch.changes()
    with database.writing() as session:
        link = _locked_link(session, evidence_id)
        check_version(link.version, expected)
        if link.state == EvidenceState.WITHDRAWN:
            raise Conflict("This evidence was withdrawn; link the passage again instead.")
        if "state" in changes:
            changes["state"] = EvidenceState(changes["state"])
        _change_link(session, link, changes)
        return evidence.evidence_of(session, evidence_id)


def withdraw_evidence(database: Database, evidence_id: UUID) -> None:
    """Withdraw a link, and settle the verdict of its claim; its history stays.

    Raises:
        NotFound: there is no such evidence.
    """
    with database.writing() as session:
        link = _locked_link(session, evidence_id)
        _change_link(session, link, {"state": EvidenceState.WITHDRAWN})


def report_on(database: Database, article_id: UUID) -> Report:
    """An article with each claim, its verdict, and its best quote on either side.

    Raises:
        NotFound: there is no such article.
    """
    with database.reading() as session:
        return verdicts.report_of(session, article_id)


def _wire_credited(database: Database, document: Document) -> str | None:
    with database.reading() as session:
        wires = sources.wire_names(session)
    return wire_credited(document.author, document.text, wires)


def _lock_text(
    session: Session, source_id: UUID, text_sha256: str, canonical_url: str | None
) -> None:
    """Let nobody else store the same text of that source, or another text at that address, meanwhile."""
    lock_name(session, f"text {text_sha256} of {source_id}")
    if canonical_url is not None:
        lock_name(session, f"address {canonical_url}")


def _revised(session: Session, document: Document) -> UUID | None:
    """The article that stood at the same address before, with another text."""
    if document.canonical_url is None:
        return None
    return articles.newest_at(session, document.canonical_url, besides=document.text_sha256)


def _store(session: Session, read: ReadArticle, source_id: UUID, wire: str | None) -> Article:
    document, text_sha256 = read.document, read.document.text_sha256
    article = Article(
        source_id=source_id,
        title=document.title,
        author=document.author,
        published_at=document.published_at,
        language=document.language,
        wire=wire,
        notes=list(document.notes),
        text=document.text,
        text_sha256=text_sha256,
        revision_of=_revised(session, document),
    )
    articles.add_article(session, article)
    now = utc_now()
    claim_ids = claims.add_found_claims(session, article.id, read.claims, READER, now)
    settle_verdicts(session, claim_ids, now)
    return article


def _add_address(session: Session, article_id: UUID, document: Document) -> bool:
    """Record where an article stands, and say whether that is new."""
    if document.url is None or document.canonical_url is None:
        return False
    return articles.add_url(session, article_id, document.url, document.canonical_url)


def _settle(session: Session, claim_ids: Sequence[UUID]) -> None:
    settle_verdicts(session, claims.lock_claims(session, claim_ids))


def _check_is_not_itself(claim: Claim, link: Evidence) -> None:
    """A claim is no evidence for itself."""
    if link.article_id is None or link.article_id != claim.article_id:
        return
    starts, ends = max(claim.start or 0, link.start or 0), min(claim.end or 0, link.end or 0)
    if starts < ends:
        raise Invalid("#/quote", "This passage is the claim itself; link another one.")


def _judged_by_a_person(draft: Passage) -> dict[str, Any]:
    """What a person who links a passage makes of a link that a machine suggested."""
    given = {field: getattr(draft, field) for field in ("origin", "denial", "note")}
    told = {field: value for field, value in given.items() if value is not None}
    return {"state": EvidenceState.ACCEPTED, "stance": draft.stance, **told}


def _check_says_the_same(standing: Evidence, draft: Passage) -> None:
    is_same = (
        standing.state == EvidenceState.ACCEPTED
        and standing.stance == draft.stance
        and draft.origin in {None, standing.origin}
        and draft.denial in {None, standing.denial}
        and draft.note in {None, standing.note}
    )
    if not is_same:
        raise Conflict(
            f"This passage is linked to the claim already, as evidence {standing.id} ({standing.state},"
            f" {standing.stance}); change that with PATCH /v1/evidence/{standing.id}."
        )


def _locked_link(session: Session, evidence_id: UUID) -> Evidence:
    claims.claim_to_change(session, evidence.claim_of_evidence(session, evidence_id))
    return evidence.evidence_to_change(session, evidence_id)


def _change_link(session: Session, link: Evidence, changes: dict[str, Any]) -> None:
    now = verdicts.moment_for(session, [link.claim_id])
    if evidence.change_evidence(session, link, changes, PERSON, now):
        settle_verdicts(session, [link.claim_id], now)
