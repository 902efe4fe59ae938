"""Pairing: claims with the passages that may speak for or against them, found by words and meaning; nothing is judged."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from uuid import UUID

import numpy as np
from sqlalchemy.orm import Session

from app.articles.languages import is_english
from app.articles.models import PASSAGES, PrintedText
from app.articles.printed_store import texts_of
from app.claims.found_store import claims_told_at
from app.claims.linkable_store import claims_to_link
from app.claims.models import CLAIM_TEXTS, LinkableClaim
from app.claims.store import claim_ids_of
from app.claims.vocabulary import FoundClaim
from app.evidence.linking import FoundPassage, Pair, is_own_sentence, passage_at
from app.evidence.passages import Place, passages_in
from app.indexing import meaning_of
from app.search.index import Hit, Query, TextIndex
from app.search.vectors import Vectors

MOST_HITS = 20  # passages that are looked at for one claim, and claims for one passage
MOST_OF_ONE = 10  # passages of one article for one claim, so that a repetitive text hides no other


def passages_of(article: PrintedText, told: Sequence[FoundClaim]) -> list[FoundPassage]:
    """The sentences of an article that can be judged, given the claims that were found in it."""
    places = passages_in(article.text) if is_english(article.language) else []
    return [passage_at(place, article, told) for place in places]


def pairs_for_claims(
    session: Session,
    index: TextIndex,
    sought: Sequence[LinkableClaim],
    vectors: Mapping[str, Vectors],
) -> list[Pair]:
    """Claims with the stored passages that are nearest to them, their own sentences left out."""
    queries = [Query(text, vectors[text]) for text in map(meaning_of, sought)]
    searched = index.search(session, PASSAGES, queries, MOST_HITS)
    found = _spread(session, index, queries, searched)
    passages = _Printed.of(session, [hit for hits in found for hit in hits])
    return [
        Pair(claim, passages.at(hit), hit.cosine)
        for claim, hits in zip(sought, found, strict=True)
        for hit in hits
        if passages.has(hit) and not is_own_sentence(claim, hit.owner, _place(hit))
    ]


def pairs_for_passages(
    session: Session,
    index: TextIndex,
    passages: Sequence[FoundPassage],
    vectors: Mapping[str, Vectors],
) -> list[Pair]:
    """Stored claims of other articles with the passages of one that are near to them, what is most worth checking first."""
    if not passages:
        return []
    texts = [passage.judged.text for passage in passages]
    queries = [Query(text, vectors[text]) for text in texts]
    own = claim_ids_of(session, passages[0].article_id)
    found = index.search(session, CLAIM_TEXTS, queries, MOST_HITS, besides=own)
    wanted = {hit.owner for hits in found for hit in hits}
    linkable = {claim.id: claim for claim in claims_to_link(session, sorted(wanted))}
    pairs = [
        Pair(linkable[hit.owner], passage, hit.cosine)
        for passage, hits in zip(passages, found, strict=True)
        for hit in hits
        if hit.owner in linkable and is_english(linkable[hit.owner].language)
    ]
    return sorted(pairs, key=lambda pair: -pair.claim.check_worthiness)


def pairs_within(
    article: PrintedText,
    told: Sequence[FoundClaim],
    sought: Sequence[LinkableClaim],
    vectors: Mapping[str, Vectors],
) -> list[Pair]:
    """Claims of an article with the sentences of the same article that are nearest to them; it need not be stored."""
    passages = passages_of(article, told)
    if not sought or not passages:
        return []
    sentences = np.stack([vectors[passage.judged.text] for passage in passages])
    pairs = list[Pair]()
    for claim in sought:
        cosines = sentences @ vectors[meaning_of(claim)]
        nearest = np.argsort(-cosines, kind="stable")[: MOST_HITS + 1]  # one may be its own
        pairs += [
            Pair(claim, passages[place], float(cosines[place]))
            for place in nearest
            if not is_own_sentence(claim, article.id, passages[place].place)
        ][:MOST_HITS]
    return pairs


def _spread(
    session: Session,
    index: TextIndex,
    queries: Sequence[Query],
    searched: Sequence[Sequence[Hit]],
) -> list[list[Hit]]:
    """For each query the best hits, of each article only some: those that had more make room for others.

    Queries that the same articles fill, as an article does for its own claims, are searched for again together.
    """
    found = list(map(list, searched))
    filled: dict[tuple[UUID, ...], list[int]] = {}
    for at, hits in enumerate(searched):
        if owners := _repetitive(hits):
            filled.setdefault(owners, []).append(at)
    for owners, places in filled.items():
        again = [queries[at] for at in places]
        others = index.search(session, PASSAGES, again, MOST_HITS, besides=owners)
        for at, more in zip(places, others, strict=True):
            found[at] = _with_others(searched[at], owners, more)
    return found


def _repetitive(hits: Sequence[Hit]) -> tuple[UUID, ...]:
    """The articles that hold too many of some hits."""
    counts = Counter(hit.owner for hit in hits)
    return tuple(sorted(owner for owner, count in counts.items() if count > MOST_OF_ONE))


def _with_others(
    hits: Sequence[Hit], repetitive: Collection[UUID], others: Sequence[Hit]
) -> list[Hit]:
    """The best hits of repetitive articles, and of others in the room that is left."""
    kept = [
        hit for owner in repetitive for hit in [h for h in hits if h.owner == owner][:MOST_OF_ONE]
    ]
    return sorted([*kept, *others[: MOST_HITS - len(kept)]], key=lambda hit: -hit.score)


@dataclass(frozen=True, slots=True)
class _Printed:
    """Stored articles in English with what was found in them, to take passages from."""

    texts: Mapping[UUID, PrintedText]
    told: Mapping[UUID, Sequence[FoundClaim]]
    taken: dict[tuple[UUID, Place], FoundPassage] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session, hits: Sequence[Hit]) -> "_Printed":
        """The articles that were hit, as far as they exist, with the claims at the places of the hits."""
        texts = texts_of(session, sorted({hit.owner for hit in hits}))
        places = ((hit.owner, *astuple(_place(hit))) for hit in hits)
        return cls(texts, claims_told_at(session, places))

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
