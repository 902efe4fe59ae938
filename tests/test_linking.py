import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Barrier, BrokenBarrierError
from time import monotonic, sleep
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy import Select, func, select, text, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app import checking, factcheck, indexing, linking
from app.articles.models import PASSAGES, Article, ArticleCreate, ArticlePatch
from app.background import BackgroundLinking
from app.checker import Checker
from app.claims.models import CLAIM_TEXTS, Claim, ClaimCreate, ClaimPatch
from app.claims.reading import extraction
from app.claims.reading.sentences import Span
from app.db import Database
from app.evidence import passages
from app.evidence.listed_store import EvidenceFilter, evidence_page
from app.evidence.models import (
    Evidence,
    EvidencePatch,
    EvidencePublic,
    EvidenceState,
    SettableState,
    Stance,
)
from app.evidence.passage_models import ArticlePassage
from app.evidence.stance import Probabilities
from app.indexing import Encoder
from app.inference.pairs import StanceProbabilities
from app.linking import Linker, Waiting, first_waiting, link_article, link_whole
from app.paging import PageRequest
from app.search.index import Hit, Query, TextIndex
from app.search.tables import Collection as Texts
from app.search.vectors import Vectors
from app.verdicts.claim_store import article_with_claims
from app.verdicts.models import ArticleWithClaims, Verdict
from tests.checkers import BY_RULES, LINKING
from tests.search.shelf import without_vectors

CLAIM = "Pavel Dorn said that the toll bridge carried 12,400 carts in 2025."
DENIAL = "Mayor Ruta Lind denied that the toll bridge carried 12,400 carts in 2025."
OTHER_FIGURE = "The toll bridge carried 9,100 carts in 2025, the Orrin council said."
ELSEWHERE = "The bakery on Mill Lane sold 300 loaves of rye on Sunday, its owner said."


def ingest(
    database: Database, text: str, source: str, checker: Checker = LINKING, **fields: str
) -> ArticleWithClaims:
    draft = ArticleCreate.model_validate({"text": text, "source": source, **fields})
    return factcheck.ingest_article(database, checker, draft).article


def evidence_on(
    database: Database, claim_id: UUID, state: EvidenceState | None = None
) -> list[EvidencePublic]:
    page = PageRequest(limit=50, cursor=None, listing="")
    with database.reading() as session:
        return evidence_page(session, claim_id, EvidenceFilter(state=state), page).items


def stored_again(database: Database, article_id: UUID) -> ArticleWithClaims:
    with database.reading() as session:
        return article_with_claims(session, article_id)


@dataclass(frozen=True)
class Says:
    """A stance classifier that is always of one mind, and does something before it says so."""

    stance: StanceProbabilities
    first: Callable[[], object] = lambda: None
    fingerprint: str = "says"

    def judge(self, pairs: Sequence[tuple[str, str]]) -> Sequence[Probabilities]:
        if pairs:
            self.first()
        return [self.stance for _ in pairs]


SUPPORTS = StanceProbabilities(supports=0.98, refutes=0.01, neutral=0.01)
NEUTRAL = StanceProbabilities(supports=0.01, refutes=0.01, neutral=0.98)


def by_classifier(classifier: Says) -> Checker:
    return replace(LINKING, linker=replace(LINKING.linker, classifier=classifier))


def test_a_claim_is_linked_to_what_is_stored(database: Database) -> None:
    older = ingest(database, DENIAL, "Lantern", published_at="2026-01-03T08:00:00Z")

    newer = ingest(database, CLAIM, "Courier", published_at="2026-01-02T08:00:00Z")

    [claim] = newer.claims
    [link] = evidence_on(database, claim.id)
    assert (link.article_id, link.quote) == (older.id, DENIAL)
    assert (link.stance, link.state, link.denial) == ("refutes", "suggested", True)
    assert (link.origin, link.reasons) == ("Ruta Lind", ["speaker_denies"])
    assert link.method == "linker@7 none"
    assert 0.9 < link.p < 1
    assert not claim.linking_pending
    assert not newer.linking_pending


def test_an_article_is_split_into_passages_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    split = Counter[str]()
    sentences_of = extraction.sentences_of

    def counted(text: str) -> list[Span]:
        split[text] += 1
        return sentences_of(text)

    monkeypatch.setattr("app.evidence.passages.sentences_of", counted)
    passages.passages_in.cache_clear()

    ingest(database, OTHER_FIGURE, "Courier")

    assert split[OTHER_FIGURE] == 1


def test_a_new_article_is_evidence_on_older_claims_whose_verdicts_settle(
    database: Database,
) -> None:
    [claim] = ingest(database, CLAIM, "Courier").claims
    with database.writing() as session:
        source = select(col(Article.source_id)).where(col(Article.id) == claim.article_id)
        assert session.scalar(source)

    refuting = ingest(database, OTHER_FIGURE, "Lantern")

    [link] = evidence_on(database, claim.id)
    assert (link.article_id, link.stance) == (refuting.id, "refutes")
    assert link.reasons == ["figures_differ"]
    [settled] = stored_again(database, claim.article_id or claim.id).claims
    assert settled.verdict == "not_enough_evidence"
    history = _verdicts_on(database, claim.id)
    assert history == 2


def _verdicts_on(database: Database, claim_id: UUID) -> int:
    with database.reading() as session:
        wanted = select(func.count()).where(col(Verdict.claim_id) == claim_id)
        return session.scalar(wanted) or 0


def test_a_claim_is_no_evidence_for_itself(database: Database) -> None:
    [claim] = ingest(database, CLAIM, "Courier", by_classifier(Says(SUPPORTS))).claims

    assert evidence_on(database, claim.id) == []


def test_another_sentence_of_the_same_article_may_be_evidence(database: Database) -> None:
    article = ingest(database, f"{CLAIM}\n\n{DENIAL}", "Courier")

    links = [link for claim in article.claims for link in evidence_on(database, claim.id)]

    assert ("refutes", DENIAL) in [(link.stance, link.quote) for link in links]
    assert {link.article_id for link in links} == {article.id}


def test_what_says_neither_is_never_linked(database: Database) -> None:
    checker = by_classifier(Says(NEUTRAL))
    ingest(database, ELSEWHERE, "Lantern", checker)

    [claim] = ingest(database, CLAIM, "Courier", checker).claims

    assert evidence_on(database, claim.id) == []


def test_the_classifier_is_heard_where_the_rules_are_silent(database: Database) -> None:
    checker = by_classifier(Says(SUPPORTS))
    passage = "Carts in their thousands, 12,400 in 2025, went over the toll bridge, a clerk noted."
    ingest(database, passage, "Lantern", checker)

    [claim] = ingest(database, CLAIM, "Courier", checker).claims

    [link] = evidence_on(database, claim.id)
    assert (link.stance, link.p) == ("supports", 0.98)
    assert "classifier_supports" in link.reasons
    assert link.method == "linker@7 says"


def test_what_companies_say_of_themselves_contradicts_no_other(database: Database) -> None:
    against = Says(StanceProbabilities(supports=0.01, refutes=0.98, neutral=0.01))
    told = "{} said net profit {} to ${} million in the second quarter."
    quarters = [
        ("Ostrow Brewing", "rose 12%", 4.1),
        ("Bramley Mills", "fell 8%", 2.7),
        ("Sedge Motors", "rose 31%", 9.9),
    ]

    stored = [
        ingest(database, told.format(*quarter), f"Outlet {quarter[0]}", by_classifier(against))
        for quarter in quarters
    ]

    claims = [claim for article in stored for claim in article.claims]
    assert len(claims) == 3
    assert not any(evidence_on(database, claim.id) for claim in claims)


@pytest.mark.parametrize("state", [SettableState.REJECTED, SettableState.ACCEPTED])
def test_what_people_decided_stays(database: Database, state: SettableState) -> None:
    ingest(database, DENIAL, "Lantern")
    [claim] = ingest(database, CLAIM, "Courier").claims
    [link] = evidence_on(database, claim.id)
    patch = EvidencePatch(state=state)
    factcheck.change_evidence(database, link.id, patch, expected=None)

    found = factcheck.seek_evidence(database, LINKING, claim.id)

    assert found.added == []
    assert [str(each.state) for each in evidence_on(database, claim.id)] == [str(state)]


def test_what_people_withdrew_is_not_suggested_again(database: Database) -> None:
    ingest(database, DENIAL, "Lantern")
    [claim] = ingest(database, CLAIM, "Courier").claims
    [link] = evidence_on(database, claim.id)
    factcheck.withdraw_evidence(database, link.id)

    factcheck.seek_evidence(database, LINKING, claim.id)

    assert evidence_on(database, claim.id) == []


def test_a_person_s_link_takes_the_place_of_a_suggestion(database: Database) -> None:
    older = ingest(database, DENIAL, "Lantern")
    [claim] = ingest(database, CLAIM, "Courier").claims
    draft = ArticlePassage(stance=Stance.REFUTES, article_id=older.id, quote=DENIAL, note="Clear.")

    linked = factcheck.link_evidence(database, claim.id, draft)

    [link] = evidence_on(database, claim.id)
    assert not linked.is_new
    assert (link.id, link.state, link.note) == (linked.evidence.id, "accepted", "Clear.")
    assert [change.author for change in linked.evidence.changes if change.field == "note"] == [
        "person"
    ]


def test_what_is_too_much_for_a_request_waits_and_is_finished_later(database: Database) -> None:
    ingest(database, DENIAL, "Lantern")
    hasty = replace(LINKING, linker=replace(LINKING.linker, most_pairs=0))

    article = ingest(database, CLAIM, "Courier", hasty)

    assert article.linking_pending
    assert [claim.linking_pending for claim in article.claims] == [True]
    link_whole(database, LINKING.linker, Waiting(article.id, is_article=True))
    done = stored_again(database, article.id)
    assert not done.linking_pending
    assert [claim.linking_pending for claim in done.claims] == [False]
    assert len(evidence_on(database, done.claims[0].id)) == 1


def test_the_claims_that_are_most_worth_checking_are_judged_first(database: Database) -> None:
    ingest(database, f"{DENIAL} {ELSEWHERE}", "Lantern")
    hasty = replace(LINKING, linker=replace(LINKING.linker, most_pairs=1))

    article = ingest(database, f"{ELSEWHERE.replace('300', '310')}\n\n{CLAIM}", "Courier", hasty)

    worth = {claim.linking_pending: claim.check_worthiness for claim in article.claims}
    assert worth[False] > worth[True]


def test_what_was_stored_and_not_linked_waits_for_its_turn(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(database, DENIAL, "Lantern")

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.factcheck.articles.link_article", crash)
    with pytest.raises(KeyboardInterrupt):
        ingest(database, CLAIM, "Courier")
    _make_older(database)

    waiting = first_waiting(database, besides=())

    assert waiting is not None
    link_whole(database, LINKING.linker, waiting)
    [claim] = stored_again(database, waiting.id).claims
    assert len(evidence_on(database, claim.id)) == 1
    assert first_waiting(database, besides=()) is None


def test_what_was_stored_just_now_is_left_to_whoever_stored_it(database: Database) -> None:
    ingest(database, CLAIM, "Courier", BY_RULES)

    assert first_waiting(database, besides=()) is None


def _make_older(database: Database) -> None:
    with database.writing() as session:
        for table in (Article, Claim):
            day_before = session.scalar(select(func.min(col(table.created_at))))
            assert day_before is not None
            session.execute(
                update(table).values(created_at=day_before - 10 * linking.SETTLED_AFTER)
            )


def test_two_that_are_stored_at_once_see_each_other(database: Database) -> None:
    together = Barrier(2)

    def wait_for_the_other() -> None:
        together.wait(timeout=30)

    class Slow(Linker):
        def vectors(self, texts: object) -> dict[str, object]:  # type: ignore[override]
            found = Linker.vectors(self, texts)  # type: ignore[arg-type]
            wait_for_the_other()
            return found  # type: ignore[return-value]

    linker = LINKING.linker
    slow = Slow(linker.index, linker.encoder, linker.classifier, linker.most_pairs)
    checker = replace(LINKING, linker=slow)
    with ThreadPoolExecutor(2) as threads:
        claim = threads.submit(ingest, database, CLAIM, "Courier", checker)
        denial = threads.submit(ingest, database, DENIAL, "Lantern", checker)
        article, other = claim.result(), denial.result()

    [link] = evidence_on(database, article.claims[0].id)
    assert link.article_id == other.id


def test_an_article_that_is_deleted_while_it_is_judged_leaves_no_link(database: Database) -> None:
    older = ingest(database, DENIAL, "Lantern")
    deleting = Says(NEUTRAL, lambda: factcheck.delete_article(database, older.id))

    [claim] = ingest(database, CLAIM, "Courier", by_classifier(deleting)).claims

    assert evidence_on(database, claim.id) == []
    assert not claim.linking_pending


def test_a_claim_that_is_deleted_while_it_is_judged_gets_no_link(database: Database) -> None:
    [claim] = ingest(database, CLAIM, "Courier").claims
    deleting = Says(NEUTRAL, lambda: factcheck.delete_claim(database, claim.id))

    ingest(database, DENIAL, "Lantern", by_classifier(deleting))

    with database.reading() as session:
        assert (
            session.scalar(select(col(Evidence.id)).where(col(Evidence.claim_id) == claim.id))
            is None
        )


def test_other_languages_than_english_are_not_judged(database: Database) -> None:
    checker = by_classifier(Says(SUPPORTS))
    ingest(database, DENIAL, "Lantern", checker, language="de")

    [claim] = ingest(database, CLAIM, "Courier", checker).claims

    assert evidence_on(database, claim.id) == []


def test_a_claim_that_somebody_submits_is_linked(database: Database) -> None:
    ingest(database, DENIAL, "Lantern")
    draft = ClaimCreate(text="The toll bridge carried 12,400 carts in 2025.")

    claim = factcheck.submit_claim(database, LINKING, draft)

    assert [link.stance for link in evidence_on(database, claim.id)] == ["refutes"]
    assert not claim.linking_pending


def test_what_was_stored_before_there_was_an_index_is_found_once_it_is_linked(
    database: Database,
) -> None:
    older = ingest(database, DENIAL, "Lantern")
    with database.writing() as session:
        LINKING.linker.index.remove(session, PASSAGES, [older.id])
    [claim] = ingest(database, CLAIM, "Courier").claims
    assert evidence_on(database, claim.id) == []

    link_article(database, LINKING.linker, older.id)

    assert len(evidence_on(database, claim.id)) == 1


def test_everything_is_found_by_another_encoder_once_it_is_indexed_anew(
    database: Database,
) -> None:
    older = ingest(database, DENIAL, "Lantern")
    claim = factcheck.submit_claim(database, BY_RULES, ClaimCreate(text=ELSEWHERE))
    index = LINKING.linker.index
    with database.writing() as session:
        index.remove(session, PASSAGES, [older.id])
        index.remove(session, CLAIM_TEXTS, [claim.id, *(each.id for each in older.claims)])

    steps = list(indexing.reindex(database, index, LINKING.linker.encoder))

    assert steps == [1, 1]
    with database.reading() as session:
        assert without_vectors(session, PASSAGES) == []
        assert without_vectors(session, CLAIM_TEXTS) == []
    assert checking.match_claims(database, LINKING, ELSEWHERE, 1).items[0].id == claim.id


def test_the_server_links_what_waits(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(database, DENIAL, "Lantern")
    article = ingest(database, CLAIM, "Courier", BY_RULES)
    _make_older(database)
    monkeypatch.setattr("app.background.PAUSE_S", 0.01)
    server = BackgroundLinking(database, LINKING.linker)

    server.start()
    _until(lambda: not stored_again(database, article.id).linking_pending)
    server.stop()

    assert len(evidence_on(database, article.claims[0].id)) == 1


def test_the_server_lets_requests_judge_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(database, DENIAL, "Lantern")
    article = ingest(database, CLAIM, "Courier", BY_RULES)
    _make_older(database)
    monkeypatch.setattr("app.background.PAUSE_S", 0.01)
    monkeypatch.setattr("app.background.WAITS_S", 30.0)
    judging = threading.Event()
    classifier = Says(NEUTRAL, judging.set)
    server = BackgroundLinking(database, replace(LINKING.linker, classifier=classifier))

    with LINKING.linker.turns.first():
        server.start()
        assert not judging.wait(timeout=0.5)
    _until(lambda: not stored_again(database, article.id).linking_pending)
    server.stop()

    assert judging.is_set()


def test_what_cannot_be_linked_holds_up_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ingest(database, DENIAL, "Lantern")
    broken = ingest(database, OTHER_FIGURE, "Gazette", BY_RULES)
    fine = ingest(database, CLAIM, "Courier", BY_RULES)
    _make_older(database)
    whole = linking.link_whole

    def breaks(database: Database, linker: Linker, waiting: Waiting) -> None:
        if waiting.id == broken.id:
            raise ZeroDivisionError
        whole(database, linker, waiting)

    monkeypatch.setattr("app.background.link_whole", breaks)
    monkeypatch.setattr("app.background.PAUSE_S", 0.01)
    server = BackgroundLinking(database, LINKING.linker)

    server.start()
    _until(lambda: not stored_again(database, fine.id).linking_pending)
    server.stop()

    assert stored_again(database, broken.id).linking_pending
    assert f"{broken.id} cannot be linked" in caplog.text


def test_a_server_that_ends_leaves_a_long_link_for_later(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(database, f"{DENIAL} {OTHER_FIGURE}", "Lantern")
    article = ingest(database, CLAIM, "Courier", BY_RULES)
    _make_older(database)
    monkeypatch.setattr("app.background.PAUSE_S", 0.01)
    servers: list[BackgroundLinking] = []
    ends = Says(NEUTRAL, lambda: servers[0]._stopping.set())  # noqa: PLW0108 - it is made after
    servers.append(BackgroundLinking(database, replace(LINKING.linker, classifier=ends)))

    servers[0].start()
    servers[0]._thread.join(timeout=30)

    assert not servers[0]._thread.is_alive()
    assert stored_again(database, article.id).linking_pending


@dataclass
class Counted:
    """An encoder and an index that count the texts they are given, and do something first."""

    encoder: Encoder
    index: TextIndex
    first: Callable[[], object]
    encoded: int = 0
    sought: int = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += len(texts)
        self.first()
        return self.encoder.encode(texts)

    def search(
        self,
        session: Session,
        collection: Texts,
        queries: Sequence[Query],
        limit: int,
        besides: Collection[UUID] = (),
    ) -> list[list[Hit]]:
        self.sought += len(queries)
        self.first()
        return self.index.search(session, collection, queries, limit, besides)

    def __getattr__(self, name: str) -> object:
        return getattr(self.index, name)


LONG = "\n\n".join(
    f"Pavel Dorn said that the toll bridge carried {n},400 carts in 2025." for n in range(11, 71)
)


@pytest.mark.parametrize("part", ["encoder", "index"])
def test_a_server_that_ends_begins_no_more_than_a_few_tenths_of_a_second_take(
    database: Database, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    ingest(database, DENIAL, "Lantern")
    article = ingest(database, LONG, "Courier", BY_RULES)
    _make_older(database)
    monkeypatch.setattr("app.background.PAUSE_S", 0.01)
    servers: list[BackgroundLinking] = []
    linker = LINKING.linker
    counted = Counted(linker.encoder, linker.index, lambda: servers[0]._stopping.set())  # noqa: PLW0108 - it is made after
    if part == "encoder":
        linker = replace(linker, encoder=counted)
    else:
        linker = replace(linker, index=cast("TextIndex", counted))
    servers.append(BackgroundLinking(database, linker))

    servers[0].start()
    servers[0]._thread.join(timeout=30)

    assert not servers[0]._thread.is_alive()
    assert 1 <= counted.encoded + counted.sought <= 20
    assert stored_again(database, article.id).linking_pending


def _until(holds: Callable[[], bool]) -> None:
    deadline = monotonic() + 30
    while not holds():
        assert monotonic() < deadline
        sleep(0.02)


def test_one_process_at_a_time_links(database: Database) -> None:
    with database.sole("linking") as first, database.sole("linking") as second:
        assert (first, second) == (True, False)
    _until(
        lambda: _is_free(database, "linking")
    )  # PostgreSQL lets go when it sees the end of a connection


def _is_free(database: Database, name: str) -> bool:
    with database.sole(name) as alone:
        return alone


def test_a_claim_that_is_corrected_while_it_is_judged_is_judged_again(database: Database) -> None:
    [claim] = ingest(database, CLAIM, "Courier").claims
    patch = ClaimPatch(context="the mill")

    def correct() -> None:
        factcheck.change_claim(database, LINKING, claim.id, patch, expected=None)

    ingest(database, DENIAL, "Lantern", by_classifier(Says(NEUTRAL, correct)))

    assert evidence_on(database, claim.id) == []
    _make_older(database)
    waiting = first_waiting(database, besides=())
    assert waiting == Waiting(claim.id, is_article=False)
    link_whole(database, LINKING.linker, waiting)
    assert len(evidence_on(database, claim.id)) == 1


def test_an_article_whose_language_is_corrected_is_linked(database: Database) -> None:
    ingest(database, DENIAL, "Lantern")
    article = ingest(database, CLAIM, "Courier", language="de")
    assert not article.linking_pending

    patch = ArticlePatch(language="en")
    factcheck.change_article(database, LINKING, article.id, patch, expected=None)

    assert stored_again(database, article.id).linking_pending


def test_a_fault_of_linking_loses_nothing(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    ingest(database, DENIAL, "Lantern")

    article = ingest(database, CLAIM, "Courier", by_classifier(Says(NEUTRAL, fail)))

    assert article.linking_pending
    assert [claim.linking_pending for claim in article.claims] == [True]
    assert "Linking is left for later" in caplog.text


def test_a_repetitive_text_hides_no_other(database: Database) -> None:
    ingest(database, DENIAL, "Lantern")
    repeated = [
        f"The toll bridge carried 12,400 carts in 2025, clerk {n} said." for n in range(150)
    ]
    ingest(database, "\n\n".join(repeated), "Gazette", BY_RULES)

    [claim] = ingest(database, CLAIM, "Courier").claims

    assert DENIAL in {link.quote for link in evidence_on(database, claim.id)}


def test_claims_for_which_the_same_article_fills_what_is_found_are_searched_for_again_together(
    database: Database,
) -> None:
    searches = list[None]()
    linker = LINKING.linker
    counted = Counted(linker.encoder, linker.index, lambda: searches.append(None))
    index = cast("TextIndex", counted)

    article = ingest(
        database, LONG, "Courier", replace(LINKING, linker=replace(linker, index=index))
    )

    assert len(article.claims) == 60
    assert len(searches) < 10  # and not one for each claim


def test_four_that_find_each_other_at_once_are_all_linked(database: Database) -> None:
    together = Barrier(4)

    def wait_for_the_others() -> None:
        with suppress(BrokenBarrierError):
            together.wait(timeout=10)

    ingest(database, DENIAL, "Lantern")
    checker = by_classifier(Says(NEUTRAL, wait_for_the_others))
    with ThreadPoolExecutor(4) as threads:
        papers = ["Courier", "Gazette", "Herald", "Post"]
        done = [threads.submit(ingest, database, CLAIM, paper, checker) for paper in papers]
        articles = [each.result() for each in done]

    assert [stored_again(database, each.id).linking_pending for each in articles] == [False] * 4


def test_the_pass_goes_on_after_a_fault(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ingest(database, DENIAL, "Lantern")
    article = ingest(database, CLAIM, "Courier", BY_RULES)
    _make_older(database)
    faults = [ZeroDivisionError]

    def fails_once(database: Database, besides: Collection[UUID]) -> Waiting | None:
        if faults:
            raise faults.pop()
        return first_waiting(database, besides)

    monkeypatch.setattr("app.background.first_waiting", fails_once)
    monkeypatch.setattr("app.background.PAUSE_S", 0.01)
    server = BackgroundLinking(database, LINKING.linker)

    server.start()
    _until(lambda: not stored_again(database, article.id).linking_pending)
    server.stop()

    assert "Linking pauses" in caplog.text


def test_what_waits_is_found_without_reading_everything(shared_sqlite: Database) -> None:
    """On SQLite; the planner of PostgreSQL reads tables as small as these in full."""
    wanted = select(col(Article.id)).where(col(Article.linking_pending)).order_by(col(Article.id))
    with shared_sqlite.reading() as session:
        plan = session.execute(text(f"EXPLAIN QUERY PLAN {_sql(wanted, shared_sqlite)}")).all()

    assert "ix_articles_linking_pending" in str(plan)


def _sql(wanted: Select[UUID], database: Database) -> str:
    return str(wanted.compile(database.engine, compile_kwargs={"literal_binds": True}))
