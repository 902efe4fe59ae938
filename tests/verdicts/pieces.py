"""Pieces of evidence in few words, and any pieces for laws."""

from collections.abc import Iterable

from hypothesis import strategies as st

from app.claims.vocabulary import Polarity
from app.evidence.pieces import Piece
from app.verdicts.decision import VerdictInput
from app.verdicts.weighing import Subject, canonical_input

SUBJECT = Subject("Ann Roe", "2026-03-03T09:00:00Z", Polarity.ASSERTS)
PIECE = Piece(
    evidence_id="e0",
    seq=0,
    stance="supports",
    origin="Harbour Office",
    is_stated=True,
    reliability=0.5,
    p=1.0,
    denial=False,
    hedged=False,
    suggested=False,
    source="Daily Lantern",
    quote="The bridge is open.",
    text_sha256=None,
    url=None,
    article_id="a0",
    published_at="2026-03-03T10:00:00Z",
)


def verdict_input(subject: Subject, pieces: Iterable[Piece]) -> VerdictInput:
    return VerdictInput.model_validate_json(canonical_input(subject, pieces))


def supports(origin: str, reliability: float = 0.5, seq: int = 0) -> Piece:
    return PIECE._replace(evidence_id=f"e{seq}", seq=seq, origin=origin, reliability=reliability)


def refutes(origin: str, reliability: float = 0.5, seq: int = 0) -> Piece:
    return supports(origin, reliability, seq)._replace(stance="refutes")


def denies(origin: str, reliability: float = 0.5, seq: int = 0) -> Piece:
    return refutes(origin, reliability, seq)._replace(denial=True)


ORIGINS = ("Harbour Office", "the harbour office", "Reuters", "Coast Guard", "Bo Lind", "Ann Roe")
WORDS = (
    "The bridge is open.",
    "The bridge at Saltmere is open to lorries.",
    "Nobody may cross the bridge at Saltmere.",
)
one_piece = st.builds(
    lambda make, origin, strength, words, stated: Piece._replace(
        make(origin, strength / 100), quote=words, is_stated=stated
    ),
    st.sampled_from([supports, refutes, denies]),
    st.sampled_from(ORIGINS),
    st.sampled_from([0, 10, 30, 50, 51, 80, 95, 100]),
    st.sampled_from(WORDS),
    st.booleans(),
)
some_pieces = st.lists(one_piece, max_size=12).map(
    lambda pieces: [p._replace(seq=i, evidence_id=f"e{i}") for i, p in enumerate(pieces)]
)
