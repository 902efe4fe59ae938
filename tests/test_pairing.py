from dataclasses import replace

from app.articles.models import PrintedText
from app.claims.models import LinkableClaim
from app.columns import new_id
from app.pairing import MOST_HITS, pairs_within
from tests.search.shelf import meaning

CLAIM = "The toll bridge carried 12,400 carts in 2025."
OTHERS = [f"The clerk of ward {n} counted the carts on the toll bridge." for n in range(30)]
VECTORS = {CLAIM: meaning(CLAIM)} | {
    text: meaning(text, CLAIM, likeness=n / len(OTHERS)) for n, text in enumerate(OTHERS)
}
ARTICLE = PrintedText(new_id(), None, " ".join([CLAIM, *OTHERS]), None, "en")
SOUGHT = LinkableClaim(
    id=new_id(),
    article_id=ARTICLE.id,
    start=0,
    end=len(CLAIM),
    text=CLAIM,
    context=None,
    check_worthiness=0.5,
    claimed_at=None,
    language="en",
    version=1,
    claimant_name=None,
    claimant_role=None,
    lead="",
)


def test_a_claim_is_paired_with_the_nearest_sentences_of_its_article_but_not_with_its_own() -> None:
    pairs = pairs_within(ARTICLE, [], [SOUGHT], VECTORS)

    paired = [pair.passage.judged.text for pair in pairs]
    assert CLAIM not in paired
    assert len(paired) == MOST_HITS
    assert OTHERS[-1] in paired
    assert OTHERS[0] not in paired


def test_sentences_in_another_language_are_not_paired() -> None:
    assert pairs_within(replace(ARTICLE, language="fr"), [], [SOUGHT], VECTORS) == []
