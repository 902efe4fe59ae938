"""Linking: evidence for claims in all that is stored, and new passages as evidence on the claims stored before.

Articles and claims are stored first, marked as pending; then they are linked, and the mark goes with the transaction
that stores the links. So of two that are stored at the same time the later one sees the earlier, and what a crash, a
full queue or a database that was away left undone is found by its mark.
"""

import logging
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.articles import store as articles
from app.articles.languages import is_english
from app.articles.models import PASSAGES
from app.articles.store import PrintedText
from app.claims import store as claims
from app.claims.models import CLAIM_TEXTS
from app.claims.store import LinkableClaim
from app.claims.vocabulary import FoundClaim
from app.db import Database, utc_now
from app.errors import Conflict, Unavailable
from app.evidence import store as evidence
from app.evidence.linking import (
    FoundPassage,
    Outcome,
    Pair,
    StanceClassifier,
    Suggestion,
    is_own_sentence,
    judged,
    passage_at,
)
from app.evidence.passages import Place, passages_in
from app.indexing import (
    Encoder,
    meaning_of,
    reindex_article,
    vectors_of,
)
from app.search.index import Hit, Query, TextIndex
from app.search.vectors import Vectors
from app.verdicts import store as verdicts
from app.verdicts.settling import settle_verdicts

log = logging.getLogger(__name__)

MOST_HITS = 20  # passages that are looked at for one claim, and claims for one passage
MACHINE = "linker"
SETTLED_AFTER = timedelta(seconds=15)  # until then, whoever stored something may be linking it


@dataclass(frozen=True, slots=True)
class Linker:
    """What finds and judges evidence; made once for each process. `most_pairs` is what one request may judge."""

    index: TextIndex
    encoder: Encoder
    classifier: StanceClassifier
    most_pairs: int

    def vectors(self, texts: Iterable[str]) -> dict[str, Vectors]:
        """The vector of each text."""
        return vectors_of(self.encoder, texts)


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be linked: claims to seek evidence for, and passages that may be evidence on other claims."""

    claims: Sequence[LinkableClaim]
    passages: Sequence[FoundPassage] = ()
    article_id: UUID | None = None


def link_article(
    database: Database,
    linker: Linker,
    article_id: UUID,
    *,
    vectors: Mapping[str, Vectors] | None = None,
) -> None:
    """Link an article and its claims with all that is stored, as far as one request may.

    What was not judged keeps its mark. Without the `vectors` of its sentences and claims everything is judged, and
    the article is indexed anew before.
    """
    most_pairs = linker.most_pairs
    if vectors is None:
        vectors = reindex_article(database, linker.index, linker.encoder, article_id)
        most_pairs = sys.maxsize
    with database.reading() as session:
        article = articles.texts_of(session, [article_id]).get(article_id)
        told = claims.claims_told_in(session, [article_id]).get(article_id, [])
        pending = claims.pending_claims_of(session, article_id)
    if article is None:
        return
    places = passages_in(article.text) if is_english(article.language) else []
    passages = [passage_at(place, article, told) for place in places]
    _link(database, linker, _Work(pending, passages, article_id), vectors, most_pairs)


def link_claim(
    database: Database, linker: Linker, claim_id: UUID, *, most_pairs: int | None = None
) -> list[UUID]:
    """Seek evidence for a claim in all that is stored.

    Returns:
        The ids of the evidence that was added.
    """
    with database.reading() as session:
        found = claims.claims_to_link(session, [claim_id])
    vectors = linker.vectors(map(meaning_of, found))
    limit = linker.most_pairs if most_pairs is None else most_pairs
    return _link(database, linker, _Work(found), vectors, limit)


def link_if_possible(link: Callable[[], object]) -> None:
    """Link now; where the database cannot answer, or somebody stood in the way, it is done later."""
    try:
        link()
    except (Conflict, Unavailable) as error:
        log.warning("Linking is left for later: %s", error)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article, or a claim without one, that is stored and not linked yet."""

    id: UUID
    is_article: bool


def first_waiting(database: Database, besides: Collection[UUID]) -> Waiting | None:
    """What has waited longest, none of those with an id in `besides`; None where nothing waits.

    Raises:
        Unavailable: the database cannot answer now.
    """
    before = utc_now() - SETTLED_AFTER
    with database.reading() as session:
        article_id = articles.first_pending(session, before, besides)
        claim_id = None if article_id else claims.first_pending(session, before, besides)
    waiting = article_id or claim_id
    return Waiting(waiting, is_article=article_id is not None) if waiting else None


def link_whole(database: Database, linker: Linker, waiting: Waiting) -> None:
    """Link an article or a claim with all that is stored, however long it takes.

    Raises:
        Unavailable: the database cannot answer now.
        Conflict: somebody changed what it needs at the same time.
    """
    if waiting.is_article:
        link_article(database, linker, waiting.id)
    else:
        link_claim(database, linker, waiting.id, most_pairs=sys.maxsize)


def _link(
    database: Database,
    linker: Linker,
    work: _Work,
    vectors: Mapping[str, Vectors],
    most_pairs: int,
) -> list[UUID]:
    sought = [claim for claim in work.claims if is_english(claim.language)]
    sought.sort(key=lambda claim: -claim.check_worthiness)
    with database.reading() as session:
        pairs = [
            *pairs_for_claims(session, linker.index, sought, vectors),
            *_pairs_for_passages(session, linker.index, work, vectors),
        ]
    return _store(database, work, judged(pairs, linker.classifier, most_pairs))


def pairs_for_claims(
    session: Session,
    index: TextIndex,
    sought: Sequence[LinkableClaim],
    vectors: Mapping[str, Vectors],
) -> list[Pair]:
    """Claims with the stored passages that are nearest to them, their own sentences left out."""
    queries = [Query(text, vectors[text]) for text in map(meaning_of, sought)]
    found = index.search(session, PASSAGES, queries, MOST_HITS)
    passages = _Printed.of(session, {hit.owner for hits in found for hit in hits})
    return [
        Pair(claim, passages.at(hit), hit.cosine)
        for claim, hits in zip(sought, found, strict=True)
        for hit in hits
        if passages.has(hit) and not is_own_sentence(claim, hit.owner, _place(hit))
    ]


def _pairs_for_passages(
    session: Session, index: TextIndex, work: _Work, vectors: Mapping[str, Vectors]
) -> list[Pair]:
    """Claims of other articles with the passages that are near to them, what is most worth checking first."""
    texts = [passage.judged.text for passage in work.passages]
    queries = [Query(text, vectors[text]) for text in texts]
    own = claims.claim_ids_of(session, work.article_id) if work.article_id else []
    found = index.search(session, CLAIM_TEXTS, queries, MOST_HITS, besides=own)
    wanted = {hit.owner for hits in found for hit in hits}
    linkable = {claim.id: claim for claim in claims.claims_to_link(session, sorted(wanted))}
    pairs = [
        Pair(linkable[hit.owner], passage, hit.cosine)
        for passage, hits in zip(work.passages, found, strict=True)
        for hit in hits
        if hit.owner in linkable and is_english(linkable[hit.owner].language)
    ]
    return sorted(pairs, key=lambda pair: -pair.claim.check_worthiness)


@dataclass(frozen=True, slots=True)
class _Printed:
    """Stored articles in English with what was found in them, to take passages from."""

    texts: Mapping[UUID, PrintedText]
    told: Mapping[UUID, Sequence[FoundClaim]]
    taken: dict[tuple[UUID, Place], FoundPassage] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, article_ids: Iterable[UUID]) -> "_Printed":
        """These articles, as far as they exist."""
        ids = sorted(article_ids)
        return cls(articles.texts_of(session, ids), claims.claims_told_in(session, ids))

    def has(self, hit: Hit) -> bool:
        """Whether a hit is a sentence that can be judged."""
        text = self.texts.get(hit.owner)
        return text is not None and is_english(text.language) and hit.start is not None

    def at(self, hit: Hit) -> FoundPassage:
        """The sentence that was hit."""
        key = hit.owner, _place(hit)
        if key not in self.taken:
            told = self.told.get(hit.owner, ())
            self.taken[key] = passage_at(key[1], self.texts[hit.owner], told)
        return self.taken[key]


def _place(hit: Hit) -> Place:
    return Place(hit.start or 0, hit.end or 0)


def _store(database: Database, work: _Work, outcome: Outcome) -> list[UUID]:
    """Store the suggested links with the verdicts that they settle, and take the marks off what is done."""
    unjudged = {pair.claim.id for pair in outcome.left}
    done = [claim.id for claim in work.claims if claim.id not in unjudged]
    with database.writing() as session:
        added = _add_links(session, outcome.suggestions, done)
        claims.mark_linked(session, done)
        if work.article_id is not None and not outcome.left:
            articles.mark_linked(session, work.article_id)
    return added


def _add_links(
    session: Session, suggestions: Sequence[Suggestion], done: Sequence[UUID]
) -> list[UUID]:
    """Store links on what still exists, besides those that were ever made from the same places."""
    sources = {each.link.article_id for each in suggestions if each.link.article_id}
    held = articles.articles_to_link(session, sorted(sources))
    concerned = {each.link.claim_id for each in suggestions}
    locked = concerned.intersection(claims.lock_claims(session, [*concerned, *done]))
    linked = evidence.places_linked(session, sorted(locked))
    now = verdicts.moment_for(session, sorted(locked))
    added = list[UUID]()
    settled = set[UUID]()
    for link in (suggestion.link for suggestion in suggestions):
        place = evidence.LinkedPlace.of(link)
        if place is None or place.article_id not in held or link.claim_id not in locked:
            continue
        known = linked.setdefault(link.claim_id, [])
        if not any(map(place.overlaps, known)):
            evidence.add_evidence(session, link, MACHINE, now)
            known.append(place)
            settled.add(link.claim_id)
            added.append(link.id)
    settle_verdicts(session, sorted(settled), now)
    return added
