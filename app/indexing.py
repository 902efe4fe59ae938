"""What is kept of articles and claims to find them again: their sentences, by words and by meaning."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.articles.models import PASSAGES
from app.articles.store import PrintedText, texts_of
from app.claims.models import CLAIM_TEXTS
from app.claims.store import LinkableClaim, claim_ids_of, claims_to_link
from app.evidence.passages import passages_in
from app.evidence.stance import meant
from app.search.index import IndexedText, TextIndex
from app.search.tables import Vectors


class Encoder(Protocol):
    """Turns sentences into vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32[n, 384], each of length 1."""
        ...


def vectors_of(encoder: Encoder, texts: Iterable[str]) -> dict[str, Vectors]:
    """The vector of each text, float32[384] of length 1."""
    different = list(dict.fromkeys(texts))
    return dict(zip(different, encoder.encode(different), strict=True)) if different else {}


def sentences_in(text: str) -> list[str]:
    """The sentences of an article that can be evidence."""
    return [text[place.start : place.end] for place in passages_in(text)]


def index_article(
    session: Session, index: TextIndex, article_id: UUID, vectors: Mapping[str, Vectors]
) -> None:
    """Make a stored article be found by its sentences, its title and all its other words, and its claims too.

    It replaces what they were found by before. What has no vector is found by its words alone.
    """
    texts = [
        text
        for article in texts_of(session, [article_id]).values()
        for text in _texts_of(article, vectors)
    ]
    index.remove(session, PASSAGES, [article_id])
    index.add(session, PASSAGES, texts)
    index_claims(session, index, claim_ids_of(session, article_id), vectors)


def index_claims(
    session: Session,
    index: TextIndex,
    claim_ids: Sequence[UUID],
    vectors: Mapping[str, Vectors],
) -> None:
    """Make stored claims be found by their texts, instead of what they were found by before."""
    texts = [
        IndexedText(claim.id, claim.text, claim.start, claim.end, vectors.get(meaning_of(claim)))
        for claim in claims_to_link(session, claim_ids)
    ]
    index.remove(session, CLAIM_TEXTS, claim_ids)
    index.add(session, CLAIM_TEXTS, texts)


def meaning_of(claim: LinkableClaim) -> str:
    """What of a claim is encoded: its text, with a name for the pronoun that it starts with."""
    return meant(claim.text, claim.context)


def _texts_of(article: PrintedText, vectors: Mapping[str, Vectors]) -> Iterator[IndexedText]:
    others, end = [article.title or ""], 0
    for place in passages_in(article.text):
        sentence = article.text[place.start : place.end]
        yield IndexedText(article.id, sentence, place.start, place.end, vectors.get(sentence))
        others.append(article.text[end : place.start])
        end = place.end
    if words := " ".join([*others, article.text[end:]]).strip():
        yield IndexedText(article.id, words)
