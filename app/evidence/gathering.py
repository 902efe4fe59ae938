"""From a passage that somebody points out to a link that can be stored: its place, its words, who says them."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.articles import source_store as sources
from app.articles import store as articles
from app.claims.found_store import claims_said_in
from app.claims.linkable_store import claims_to_link
from app.claims.reading.extraction import claims_by_rules
from app.claims.reading.hedging import is_hedged
from app.columns import new_id, utc_now
from app.db import Database
from app.evidence.linking import origin_for
from app.evidence.models import Evidence, EvidenceState
from app.evidence.passage_models import ArticlePassage, OutsidePassage, Passage
from app.evidence.passages import Place, Speaker, is_denial, place_of, speaker_at
from app.evidence.wires import wire_credited


def link_of(database: Database, claim_id: UUID, draft: Passage, author: str) -> Evidence:
    """The link that a person makes from a claim to a passage; it is not stored yet.

    Raises:
        NotFound: there is no such article.
        Invalid: the passage is not in the article.
    """
    if isinstance(draft, ArticlePassage):
        return _article_link(database, claim_id, draft, author)
    return _outside_link(database, claim_id, draft, author)


def hold_source(session: Session, link: Evidence, draft: Passage) -> UUID | None:
    """Keep the article and the source of a link as they are until its verdict is stored.

    Returns:
        The id of the source if it took on the name that was sent: what rests on it must be settled.

    Raises:
        NotFound: there is no such article any more.
        Conflict: several stored sources have the name that was given.
    """
    if isinstance(draft, ArticlePassage):
        article = articles.article_to_link(session, draft.article_id)
        sources.keep_source(session, article.source_id)
        return None
    ref = sources.source_ref(draft.source, draft.url)
    source = sources.place_source(session, ref, urls=[draft.url])
    link.source_id = source.id
    renamed = sources.take_name(session, source, ref)
    sources.keep_source(session, source.id)
    return source.id if renamed else None


def _article_link(
    database: Database, claim_id: UUID, draft: ArticlePassage, author: str
) -> Evidence:
    with database.reading() as session:
        article = articles.article_of(session, draft.article_id)
        said = claims_said_in(session, draft.article_id)
        linked = claims_to_link(session, [claim_id])
    place = place_of(article.text, draft.quote, draft.start, draft.end)
    found = draft.model_copy(update={"quote": article.text[place.start : place.end]})
    speaker = speaker_at(said, place, article.text)
    link = _link(claim_id, found, speaker, author)
    if linked and link.origin is None:
        link.origin = origin_for(linked[0], article.id, speaker)
    link.article_id, link.start, link.end = article.id, place.start, place.end
    return link


def _outside_link(
    database: Database, claim_id: UUID, draft: OutsidePassage, author: str
) -> Evidence:
    with database.reading() as session:
        wires = sources.wire_names(session)
    speaker = speaker_at(claims_by_rules(draft.quote), Place(0, len(draft.quote)), draft.quote)
    link = _link(claim_id, draft, speaker, author)
    link.origin = link.origin or wire_credited(None, draft.quote, wires)
    link.url, link.title, link.published_at = draft.url, draft.title, draft.published_at
    return link


def _link(claim_id: UUID, draft: Passage, speaker: Speaker | None, author: str) -> Evidence:
    quote = draft.quote or ""
    return Evidence(
        id=new_id(),  # these three have default factories, each of which is inspected at every call
        created_at=utc_now(),
        reasons=[],
        claim_id=claim_id,
        stance=draft.stance,
        state=EvidenceState.ACCEPTED,
        quote=quote,
        origin=draft.origin or (speaker.origin if speaker else None),
        denial=is_denial(quote, speaker) if draft.denial is None else draft.denial,
        hedged=is_hedged(quote) or (speaker is not None and speaker.hedged),
        method=author,
        note=draft.note,
    )
