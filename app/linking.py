"""Linking: evidence for claims in all that is stored, and new passages as evidence on the claims stored before.

Articles and claims are stored first, marked as pending; then they are linked, and the marks go when the links are
stored. So of two that are stored at the same time the later one sees the earlier, and what a crash, a
full queue or a database that was away left undone is found by its mark.
"""

import logging
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.articles import store as articles
from app.articles.languages import is_english
from app.articles.printed_store import texts_of
from app.claims.found_store import claims_told_in
from app.claims.linkable_store import (
    claims_to_link,
    first_pending_claim,
    mark_pending,
    pending_claims_of,
)
from app.claims.models import LinkableClaim
from app.claims.store import lock_claims
from app.columns import utc_now
from app.db import Database
from app.errors import Conflict, Unavailable
from app.evidence import store as evidence
from app.evidence.linking import FoundPassage, Outcome, Pair, StanceClassifier, judged
from app.evidence.models import Evidence
from app.idempotency.models import Effect
from app.idempotency.once import UNKEYED, Once
from app.indexing import Encoder, meaning_of, reindex_article, vectors_of
from app.metrics import Stage, timed
from app.pairing import pairs_for_claims, pairs_for_passages, passages_of
from app.search.index import TextIndex
from app.search.vectors import Vectors
from app.turns import Turns
from app.verdicts import store as verdicts
from app.verdicts.settling import settle_verdicts

log = logging.getLogger(__name__)

MACHINE = "linker"
AT_ONCE = 100  # claims, and passages, that one request searches for together
MOST_PARTS = 3  # of so many that one request sees to; the rest waits
READ_BY_LINKING = frozenset({"context", "language", "claimed_at", "published_at"})
"""What links are judged by: where people change it, evidence is sought again."""
SETTLED_AFTER = timedelta(seconds=15)  # until then, whoever stored something may be linking it


@dataclass(frozen=True, slots=True)
class Linker:
    """What finds and judges evidence; made once for each process.

    `most_pairs` is what one request may judge. `at_once` claims, or passages, are searched for, judged and stored
    together. `turns` is shared by all that judge in a process.
    """

    index: TextIndex
    encoder: Encoder
    classifier: StanceClassifier
    most_pairs: int
    at_once: int = AT_ONCE
    turns: Turns = field(default_factory=Turns)
    is_background: bool = False

    def judged(self, pairs: Sequence[Pair], most: int) -> Outcome:
        """Judge pairs, the classifier at most `most` of them; while a request does, the background waits."""
        with nullcontext() if self.is_background else self.turns.first(), timed(Stage.JUDGING):
            return judged(pairs, self.classifier, most)

    def vectors(self, texts: Iterable[str]) -> dict[str, Vectors]:
        """The vector of each text."""
        with timed(Stage.ENCODING):
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
        article = texts_of(session, [article_id]).get(article_id)
        told = claims_told_in(session, [article_id]).get(article_id, [])
        pending = pending_claims_of(session, article_id)
    if article is None:
        return
    work = _Work(pending, passages_of(article, told), article_id)
    _link(database, linker, work, vectors, most_pairs)


def link_claim(
    database: Database,
    linker: Linker,
    claim_id: UUID,
    *,
    most_pairs: int | None = None,
    once: Once = UNKEYED,
) -> list[UUID]:
    """Seek evidence for a claim in all that is stored.

    Returns:
        The ids of the evidence that was added.

    Raises:
        InProgress: another does the same request; nothing is stored.
    """
    with database.reading() as session:
        found = claims_to_link(session, [claim_id])
    vectors = linker.vectors(map(meaning_of, found))
    limit = linker.most_pairs if most_pairs is None else most_pairs
    return _link(database, linker, _Work(found), vectors, limit, once)


def link_if_possible(link: Callable[[], object]) -> None:
    """Link now; if that fails, what is stored stays stored, and is linked later by its mark."""
    try:
        link()
    except (Conflict, Unavailable) as error:
        log.warning("Linking is left for later: %s", error)
    except Exception:
        log.exception("Linking is left for later")


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
        claim_id = None if article_id else first_pending_claim(session, before, besides)
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
    once: Once = UNKEYED,
) -> list[UUID]:
    """Link part by part, the claims most worth checking first, until `most_pairs` pairs are judged.

    Only work of one part, such as one claim, can be done once.
    """
    added = list[UUID]()
    parts = list(_parts(work, linker.at_once))
    unseen = parts[MOST_PARTS:] if most_pairs < sys.maxsize else []
    left = sum(len(part.claims) + len(part.passages) for part in unseen)
    for part in parts[: len(parts) - len(unseen)]:
        outcome = _judged(database, linker, part, vectors, most_pairs)
        added += _store(database, part, outcome, once)
        most_pairs -= outcome.asked
        left += len(outcome.left)
    if work.article_id is not None and not left:
        with (
            database.writing() as session
        ):  # no lock on claims is held: whoever links takes articles first
            articles.mark_linked(session, work.article_id)
    return added


def _parts(work: _Work, at_once: int) -> Iterator[_Work]:
    """All claims before all passages; claims of other languages than English come to nothing, and go with the first."""
    claims = sorted(work.claims, key=lambda claim: -claim.check_worthiness)
    for start in range(0, max(len(claims), 1), at_once):
        yield _Work(claims[start : start + at_once], (), work.article_id)
    for start in range(0, len(work.passages), at_once):
        yield _Work((), work.passages[start : start + at_once], work.article_id)


def _judged(
    database: Database,
    linker: Linker,
    part: _Work,
    vectors: Mapping[str, Vectors],
    most_pairs: int,
) -> Outcome:
    sought = [claim for claim in part.claims if is_english(claim.language)]
    texts = [*map(meaning_of, sought), *(passage.judged.text for passage in part.passages)]
    missing = linker.vectors(text for text in texts if text not in vectors)
    known = {**vectors, **missing}
    with timed(Stage.SEARCHING), database.reading() as session:
        pairs = [
            *pairs_for_claims(session, linker.index, sought, known),
            *pairs_for_passages(session, linker.index, part.passages, known),
        ]
    return linker.judged(pairs, max(most_pairs, 0))


def _store(database: Database, part: _Work, outcome: Outcome, once: Once) -> list[UUID]:
    """Store the suggested links with the verdicts that they settle, and mark which claims are done.

    A claim that somebody changed meanwhile was judged as it is no more: it gets no link and keeps its mark.
    """
    unjudged = {pair.claim.id for pair in outcome.left}
    with database.writing() as session:
        suggested = outcome.suggestions
        sources = {each.link.article_id for each in suggested if each.link.article_id}
        held = articles.articles_to_link(session, sorted(sources))
        seen = {each.claim.id: each.claim.version for each in suggested}
        seen |= {claim.id: claim.version for claim in part.claims}
        locked = lock_claims(session, [*seen])
        same = {
            claim.id for claim in claims_to_link(session, locked) if claim.version == seen[claim.id]
        }
        links = [
            each.link
            for each in suggested
            if each.claim.id in same and each.link.article_id in held
        ]
        own = [claim.id for claim in part.claims if claim.id in same]
        mark_pending(session, [each for each in own if each in unjudged], pending=True)
        mark_pending(session, [each for each in own if each not in unjudged], pending=False)
        added = _add_links(session, links)
        once.record(session, Effect(tuple(added), part.claims[0].id if part.claims else None))
        return added


def _add_links(session: Session, links: Sequence[Evidence]) -> list[UUID]:
    """Store links on locked claims, besides those that were ever made from the same places."""
    locked = {link.claim_id for link in links}
    linked = evidence.places_linked(session, sorted(locked))
    now = verdicts.moment_for(session, sorted(locked))
    added = list[UUID]()
    settled = set[UUID]()
    for link in links:
        place = evidence.LinkedPlace.of(link)
        known = linked.setdefault(link.claim_id, [])
        if place is not None and not any(map(place.overlaps, known)):
            evidence.add_evidence(session, link, MACHINE, now)
            known.append(place)
            settled.add(link.claim_id)
            added.append(link.id)
    settle_verdicts(session, sorted(settled), now)
    return added
