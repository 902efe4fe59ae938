"""From pieces of evidence to the canonical input of a verdict: for each origin its strongest words.

Digest, replay and the question whether a verdict has changed depend on this input alone, so copies of
what an origin has already said leave it as it is, byte for byte.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

import orjson
from pydantic import BaseModel

from app.claims.vocabulary import Polarity
from app.evidence.copies import are_copies
from app.evidence.holders import keys_of
from app.evidence.nameless import is_nameless
from app.evidence.origins import origins_of, precedence
from app.evidence.pieces import Piece, Said, Saying, Side
from app.evidence.wires import is_known_agency
from app.fields import UNKNOWN_SOURCE
from app.verdicts.decision import MAX_STRENGTH

LONGER = 1.3  # times a sentence: what repeats it at more length may tell more
_SEQ = attrgetter("seq")


@dataclass(frozen=True, slots=True)
class Subject:
    """The claim that is judged: the origin who made it, when (RFC 3339 in UTC), and which way.

    `text_sha256` is that of the article that it stands in, `start` and `end` its place there: a reprint is no second
    origin. Where the article says it itself, `words` are its text. `sentence` is the one in which it stands there; None
    where nothing is to be compared with it.
    """

    claimant: str | None
    claimed_at: str | None
    polarity: Polarity
    words: str | None = None
    text_sha256: str | None = None
    start: int = 0
    end: int = 0
    sentence: str | None = None

    @property
    def side(self) -> Side:
        """The side on which whoever makes the claim is."""
        return "refutes" if self.polarity == Polarity.DENIES else "supports"

    def shares_text_with(self, piece: Piece) -> bool:
        """Whether a piece stands in the very text of the claim's article, whoever printed it."""
        return self.text_sha256 is not None and piece.text_sha256 == self.text_sha256

    def is_itself(self, piece: Piece) -> bool:
        """Whether a piece stands where the claim does, in its article or a reprint of that."""
        overlaps = piece.start < self.end and self.start < piece.end
        return overlaps and self.shares_text_with(piece)

    def is_repeated_by(self, piece: Piece) -> bool:
        """Whether a piece is the claim again: at its own place, or its sentence in nearly the same words of nobody with a name."""
        if self.sentence is None or piece.stance != self.side or not is_nobodys(piece):
            return self.is_itself(piece)
        is_longer = len(piece.quote) > LONGER * len(self.sentence)
        return self.is_itself(piece) or (not is_longer and are_copies(self.sentence, piece.quote))


def is_nobodys(piece: Piece) -> bool:
    """Whether nobody with a name says a piece."""
    return not piece.is_quoted or _is_nobody(piece.origin)


@lru_cache(maxsize=4096)
def _is_nobody(origin: str) -> bool:
    """Whether an origin that is found for words is nobody with a name: some "police", or an agency that was told."""
    is_domain = "." in origin
    return is_known_agency(origin) or (is_nameless(origin) and not is_domain)


def canonical_input(subject: Subject, pieces: Iterable[Piece]) -> str:
    """The canonical text of the `VerdictInput` of a claim. The order of `pieces` does not matter."""
    with_strength = [piece for piece in pieces if _strength(piece)]
    subject = _of_whoever_printed_it(subject, with_strength)
    weighed = [
        _said_by_claimant(piece, subject)
        for piece in with_strength
        if subject.claimant is not None or not subject.is_itself(piece)
    ]
    sayings: list[Said] = [*weighed, *_own_saying(subject)]
    origins = origins_of(sayings)[: len(weighed)]  # the claim's own is last
    names = [*origins, *filter(None, [subject.claimant])]
    keys = keys_of([*sayings, *_claimants_sentence(subject)], names)
    by_key: dict[str, list[Piece]] = defaultdict(list)
    for piece, origin in zip(weighed, origins, strict=True):
        is_copy = origin != piece.origin
        said = piece._replace(origin=origin, is_copy=True) if is_copy else piece
        by_key[keys[origin]].append(said)
    own = keys[subject.claimant] if subject.claimant else None
    return canonical(
        {
            "claimant": subject.claimant,
            "claimed_at": subject.claimed_at,
            "polarity": subject.polarity,
            "origins": [_origin(by_key[key], own=key == own) for key in sorted(by_key)],
        }
    )


def _of_whoever_printed_it(subject: Subject, pieces: Iterable[Piece]) -> Subject:
    """What an article of an unknown source says itself, as the claim of whoever printed the same text first."""
    if subject.claimant is not None or subject.words is None:
        return subject
    own = [
        piece
        for piece in pieces
        if piece.origin != UNKNOWN_SOURCE  # which is nobody
        and (subject.is_itself(piece) or (subject.shares_text_with(piece) and not piece.is_stated))
    ]
    first = min(own, key=precedence, default=None)
    return subject if first is None else replace(subject, claimant=first.origin)


def _said_by_claimant(piece: Piece, subject: Subject) -> Piece:
    """A piece that is the claim again, with the claim's origin: what was copied is no evidence for what it says."""
    claimant = subject.claimant
    if claimant is None or piece.origin == claimant or not subject.is_repeated_by(piece):
        return piece
    is_copy = subject.is_itself(piece) or not subject.shares_text_with(piece)
    is_quoted = subject.words is None
    return piece._replace(origin=claimant, is_stated=True, is_quoted=is_quoted, is_copy=is_copy)


def _own_saying(subject: Subject) -> Iterator[Saying]:
    if subject.words is not None and subject.claimant is not None:
        yield Saying(
            seq=0,
            quote=subject.words,
            text_sha256=subject.text_sha256,
            origin=subject.claimant,
            is_stated=True,
            published_at=subject.claimed_at,
            stance=subject.side,
        )


def _claimants_sentence(subject: Subject) -> Iterator[Saying]:
    """The sentence in which somebody makes the claim: it may say what office they hold."""
    if subject.sentence is not None and subject.claimant is not None:
        yield Saying(0, subject.sentence, subject.text_sha256, subject.claimant, is_stated=True)


def _origin(pieces: Sequence[Piece], *, own: bool) -> dict[str, object]:
    """An `OriginInput` as the JSON object that it becomes: to make the model first costs four times as much."""
    kept = _strongest(pieces) if len(pieces) > 1 else pieces
    return {
        "origin": min(kept, key=_SEQ).origin,
        "counts": not own,
        "reason": _reason(kept) if own else None,
        "pieces": list(map(_weighed, kept)),
    }


def _reason(kept: Sequence[Piece]) -> str:
    """Why words of whoever makes the claim do not count."""
    return "reprint" if all(piece.is_copy for piece in kept) else "claimant"


def _strongest(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that give an origin its voice, with denials and without; of equals the first linked."""
    ranked = sorted(pieces, key=_rank)
    supporting = [piece for piece in ranked if piece.stance == "supports"]
    refuting = [piece for piece in ranked if piece.stance == "refutes"]
    firm = [piece for piece in refuting if not piece.denial]
    return supporting[:1] + refuting[:1] + [piece for piece in firm[:1] if piece != refuting[0]]


def _rank(piece: Piece) -> tuple[int, bool, bool, int]:
    """Of equally strong words an origin is quoted in its own, not in those of whoever copied them."""
    return -_strength(piece), piece.denial, piece.is_copy, piece.seq


def _weighed(piece: Piece) -> dict[str, object]:
    """A `WeighedPiece` as the JSON object that it becomes."""
    return {
        "evidence_id": piece.evidence_id,
        "stance": piece.stance,
        "strength": _strength(piece),
        "denial": piece.denial,
        "hedged": piece.hedged,
        "suggested": piece.suggested,
        "source": piece.source,
        "quote": piece.quote,
        "url": piece.url,
        "article_id": piece.article_id,
        "published_at": piece.published_at,
    }


def _strength(piece: Piece) -> int:
    return strength(piece.reliability, piece.p)


@lru_cache(maxsize=4096)
def strength(reliability: float, p: float) -> int:
    """How much a piece of evidence can carry: reliability of its source times probability, in hundredths."""
    return min(round(100 * (reliability * p)), MAX_STRENGTH)


def canonical(value: BaseModel | dict[str, object]) -> str:
    """The one JSON text of a value, the same on any machine.

    Keys are ASCII, and numbers whole or with two decimals: those are written here as the standard wants them.

    Source: RFC 8785, JSON Canonicalization Scheme.
    """
    return orjson.dumps(value, _dumped, orjson.OPT_SORT_KEYS).decode()


def _dumped(model: BaseModel) -> dict[str, object]:
    return model.model_dump(mode="json")


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
