"""Checking without storing: the report on a text against what is stored, and the stored claims that say the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.articles import source_store as sources
from app.articles.intake import article_read
from app.articles.languages import is_english
from app.articles.models import ArticleCreate, PrintedText, Publication
from app.articles.printed_store import publications_of
from app.articles.source_models import SourceKind
from app.checker import Checker, ReadArticle, read_article
from app.claims.models import CLAIM_TEXTS, LEAD_CHARS, LinkableClaim
from app.claims.store import ClaimSubject
from app.claims.vocabulary import FoundClaim
from app.columns import new_id, utc_now
from app.db import Database
from app.evidence.cases import LITTLE_EXTRA
from app.evidence.comparison import compare
from app.evidence.debunking import has_doubt
from app.evidence.demonyms import place_of
from app.evidence.linking import Suggestion
from app.evidence.measures import is_borne_out, is_implied
from app.evidence.pieces import Piece
from app.evidence.propositions import Proposition, read_proposition
from app.evidence.spellings import one_spelling
from app.evidence.stance import MOST
from app.evidence.telling import meant
from app.evidence.weighed_store import piece_of
from app.evidence.wires import wire_credited
from app.linking import AT_ONCE, MOST_PARTS
from app.metrics import Stage, timed
from app.pairing import pairs_for_claims, pairs_within
from app.search.index import Query
from app.verdicts.claim_store import claims_with
from app.verdicts.judging import checked_claim, subject_of
from app.verdicts.models import (
    CheckedClaim,
    CheckReport,
    ClaimDetail,
    MatchedClaim,
    Matches,
)

SAME = 0.7  # cosine; among 997 posts about known claims .79 of those called the same are, .23 of all found, and higher bars were no surer


def check_text(database: Database, checker: Checker, draft: ArticleCreate) -> CheckReport:
    """The report on a text against what is stored; nothing is stored.

    Its own sentences are evidence on its claims, as they are for a stored article.

    Raises:
        Invalid: the page has no article, or may not be fetched.
        Unfetchable: a server did not give the page.
    """
    text = _Text.of(database, read_article(checker, draft))
    vectors = checker.linker.vectors(text.read.texts)
    linkable = text.linkable_claims()
    sought = linkable[: AT_ONCE * MOST_PARTS]
    with timed(Stage.SEARCHING), database.reading() as session:
        pairs = pairs_for_claims(session, checker.linker.index, sought, vectors)
    pairs += pairs_within(text.printed, text.read.claims, sought, vectors)
    pairs.sort(key=lambda pair: -pair.claim.check_worthiness)
    outcome = checker.linker.judged(pairs, checker.linker.most_pairs)
    counting = _counting(database, text, outcome.suggestions)
    unjudged = {pair.claim.id for pair in outcome.left}
    unjudged |= {claim.id for claim in linkable[len(sought) :]}
    return CheckReport(
        article=article_read(text.read.document),
        claims=list(_checked(text, counting, unjudged)),
    )


def match_claims(database: Database, checker: Checker, text: str, limit: int) -> Matches:
    """The stored claims that are nearest to a text in words and meaning, best first, with their verdicts."""
    vectors = checker.linker.vectors([text])
    with timed(Stage.SEARCHING), database.reading() as session:
        query = Query(text, vectors[text])
        [hits] = checker.linker.index.search(session, CLAIM_TEXTS, [query], limit)
        found = claims_with(session, [hit.owner for hit in hits])
    told = read_proposition(text, None)
    known = [(found[hit.owner], hit.cosine) for hit in hits if hit.owner in found]
    return Matches(items=[_match(told, claim, cosine) for claim, cosine in known])


def _match(told: Proposition, claim: ClaimDetail, cosine: float) -> MatchedClaim:
    claimed = claim.claimed_at.date() if claim.claimed_at else None
    stated = read_proposition(meant(claim.text, claim.context), claimed)
    alike = has_doubt(told.text) == has_doubt(stated.text)
    same = cosine >= SAME and alike and not _differ(told, stated)
    return MatchedClaim(**dict(claim), cosine=round(cosine, 4), same=same)


def _differ(told: Proposition, stated: Proposition) -> bool:
    """Whether two texts of much the same words cannot both be true, or each gives a figure or names somebody that the other does not.

    Of long texts it is not clear of what they speak. Of the posts about known claims, 242 of 310 were rightly called the
    same where only contradictions told two apart, and 229 of 290 are.
    """
    compared = compare(told, stated)
    if compared.covered < MOST or compared.extra > LITTLE_EXTRA:
        return False
    return bool(compared.contradictions) or any(
        has_more(told, stated) and has_more(stated, told)
        for has_more in (_counts_more, _names_more)
    )


def _counts_more(one: Proposition, other: Proposition) -> bool:
    """Whether a text gives a figure that the other does not."""
    return not all(is_borne_out(each, other) or is_implied(each, other) for each in one.figures)


def _names_more(one: Proposition, other: Proposition) -> bool:
    """Whether a text names somebody, or a place, of whom the other has nothing, not even a first syllable or the people."""
    known = {_called(word) for word in [*other.named_words, *(word.low for word in other.words)]}
    return any(
        not any(name.startswith(each[:3]) for each in known if len(each) > 2)
        for name in map(_called, one.named_words)
    )


def _called(word: str) -> str:
    return one_spelling(place_of(word.lower().removesuffix("'s")))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is not stored, with ids for itself and its claims that nothing else has."""

    id: UUID
    read: ReadArticle
    claims: Mapping[UUID, FoundClaim]
    publication: Publication

    @classmethod
    def of(cls, database: Database, read: ReadArticle) -> "_Text":
        """A text that was read, with what is stored of whoever printed it."""
        document = read.document
        with database.reading() as session:
            wires = sources.wire_names(session)
            reliability = sources.reliability_of(session, document.source)
        printed = Publication(
            source=document.printed_by,
            reliability=reliability,
            wire=wire_credited(document.author, document.text, wires, document.printed_by),
            text_sha256=document.text_sha256,
            url=document.url,
            published_at=document.published_at,
        )
        return cls(new_id(), read, {new_id(): claim for claim in read.claims}, printed)

    @property
    def printed(self) -> PrintedText:
        """The text as its passages are judged."""
        document = self.read.document
        return PrintedText(
            self.id, document.title, document.text, document.published_at, document.language
        )

    def linkable_claims(self) -> list[LinkableClaim]:
        """Its claims that evidence is sought for, what is most worth checking first: of other languages than English, none."""
        if not is_english(self.read.document.language):
            return []
        claims = map(self._linkable, self.claims)
        return sorted(claims, key=lambda claim: -claim.check_worthiness)

    def _linkable(self, claim_id: UUID) -> LinkableClaim:
        claim, document = self.claims[claim_id], self.read.document
        return LinkableClaim(
            id=claim_id,
            article_id=self.id,
            start=claim.start,
            end=claim.end,
            text=claim.text,
            context=claim.context,
            check_worthiness=claim.check_worthiness,
            claimed_at=document.published_at,
            language=document.language,
            version=1,
            claimant_name=claim.claimant.name if claim.claimant else None,
            claimant_role=claim.claimant.role if claim.claimant else None,
            lead=document.text[:LEAD_CHARS],
        )

    def subject(self, claim_id: UUID) -> ClaimSubject:
        """One of its claims, as a verdict sees it."""
        claim, printed = self.claims[claim_id], self.publication
        is_known = self.read.document.source.kind is not SourceKind.UNKNOWN
        return ClaimSubject(
            id=claim_id,
            article_id=self.id,
            claimant_name=claim.claimant.name if claim.claimant else None,
            claimant_role=claim.claimant.role if claim.claimant else None,
            voice=printed.wire or (printed.source if is_known else None),
            text=claim.text,
            text_sha256=printed.text_sha256,
            start=claim.start,
            end=claim.end,
            claimed_at=printed.published_at,
            polarity=claim.polarity,
        )


def _counting(
    database: Database, text: _Text, suggestions: Sequence[Suggestion]
) -> dict[UUID, list[Piece]]:
    """The suggested links as verdicts weigh them, by claim."""
    sources = {each.link.article_id for each in suggestions if each.link.article_id}
    with database.reading() as session:
        printed = publications_of(session, sorted(sources - {text.id}))
    printed[text.id] = text.publication
    counting: dict[UUID, list[Piece]] = {}
    for seq, link in enumerate((each.link for each in suggestions), start=1):
        link.seq = seq
        if link.article_id in printed:
            piece = piece_of(link, printed[link.article_id])
            if link.article_id == text.id:
                piece = piece._replace(article_id=None)
            counting.setdefault(link.claim_id, []).append(piece)
    return counting


def _checked(
    text: _Text, counting: Mapping[UUID, list[Piece]], unjudged: set[UUID]
) -> Iterator[CheckedClaim]:
    now = utc_now()
    for claim_id, claim in text.claims.items():
        pieces = counting.get(claim_id, [])
        yield checked_claim(
            claim,
            subject_of(text.subject(claim_id), text.printed.text, pieces),
            pieces,
            now,
            linking_pending=claim_id in unjudged,
        )
