"""A passage judged against a claim, as tests of the rules need it."""

from datetime import date

from app.claims.reading.extraction import claims_by_rules
from app.evidence.passages import Place
from app.evidence.stance import NO_OPINION, Judgement, Probabilities, judge
from app.evidence.telling import JudgedClaim, JudgedPassage, said_in
from app.inference.pairs import StanceProbabilities

FOR = StanceProbabilities(0.96, 0.02, 0.02)
AGAINST = StanceProbabilities(0.02, 0.96, 0.02)


def passage(text: str, published: date | None = None) -> JudgedPassage:
    return JudgedPassage(text, said_in(claims_by_rules(text), Place(0, len(text))), published)


def judged(
    text: str, claim: str, voice: Probabilities = NO_OPINION, published: date | None = None
) -> Judgement:
    return judge(passage(text, published), JudgedClaim(claim, published), voice)
