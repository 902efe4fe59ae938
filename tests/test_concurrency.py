"""Many writers at once, in several processes, on both kinds of database: nothing is lost, nothing is stale."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from threading import Event
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app import factcheck
from app.articles.models import Article, ArticleCreate, ArticlePatch
from app.articles.source_models import SourceCreate, SourcePatch
from app.articles.store import article_of
from app.claims.models import ClaimCreate
from app.db import Database
from app.errors import Conflict
from app.evidence.models import Evidence, EvidencePatch, Stance
from app.evidence.passage_models import ArticlePassage, OutsidePassage
from app.evidence.store import evidence_of
from app.verdicts.settling import settle_verdicts
from tests.checkers import BY_RULES
from tests.invariants import assert_verdicts_are_settled

PROCESSES = 2
THREADS = 8
LINKS_OF_EACH = 6


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def _claims(database: Database, count: int) -> list[UUID]:
    drafts = [ClaimCreate(text=f"The mill at Orrin ground {n} tons of rye.") for n in range(count)]
    return [factcheck.submit_claim(database, BY_RULES, draft).id for draft in drafts]


def _link_many(address: str, claim_ids: list[UUID], writer: int) -> None:
    database = Database(address, pool_size=THREADS)

    def link(thread: int) -> None:
        for n in range(LINKS_OF_EACH):
            passage = OutsidePassage(
                stance=Stance.SUPPORTS if n % 2 else Stance.REFUTES,
                url=f"https://paper{writer}-{thread}.example/{n}",
                quote=f"The mill ground rye, wrote paper {writer}-{thread} in piece {n}.",
            )
            factcheck.link_evidence(database, claim_ids[n % len(claim_ids)], passage)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(link, range(THREADS)))
    database.close()


def test_no_link_is_lost_when_processes_and_threads_link_to_the_same_claims(
    database: Database,
) -> None:
    claim_ids = _claims(database, 3)

    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        jobs = [
            processes.submit(_link_many, _address(database), claim_ids, writer)
            for writer in range(PROCESSES)
        ]
        for job in jobs:
            job.result(timeout=120)

    with database.reading() as session:
        linked = session.execute(
            select(func.count(), func.max(Evidence.seq)).group_by(col(Evidence.claim_id))
        ).all()
    assert sum(count for count, _ in linked) == PROCESSES * THREADS * LINKS_OF_EACH
    assert all(count == last for count, last in linked)
    assert_verdicts_are_settled(database)


def test_racing_writers_of_one_text_store_it_once_with_all_its_addresses(
    database: Database,
) -> None:
    def post(n: int) -> factcheck.Ingested:
        draft = ArticleCreate(
            text="The harbour office said that 41 ships came in May.",
            source="Harbour Courier",
            url=f"https://courier.example/{n}",
        )
        return factcheck.ingest_article(database, BY_RULES, draft)

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(post, range(2 * THREADS)))

    assert len({answer.article.id for answer in answers}) == 1
    assert sum(answer.is_new for answer in answers) == 1
    with database.reading() as session:
        urls = article_of(session, answers[0].article.id).urls
    assert len(urls) == 2 * THREADS


def test_racing_writers_of_other_texts_at_one_address_revise_each_other_in_turn(
    database: Database,
) -> None:
    def post(n: int) -> None:
        text = f"The harbour office said that {n} ships came in May."
        url = "https://courier.example/ships"
        factcheck.ingest_article(database, BY_RULES, ArticleCreate(text=text, url=url))

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(post, range(THREADS)))

    with database.reading() as session:
        revised = session.scalars(select(col(Article.revision_of))).all()
    assert sorted(revised, key=str).count(None) == 1
    assert len(set(revised)) == THREADS


Change = Callable[[Database, UUID, UUID], None]


def _delete_article(database: Database, article_id: UUID, _source_id: UUID) -> None:
    factcheck.delete_article(database, article_id)


def _trust_source(database: Database, _article_id: UUID, source_id: UUID) -> None:
    factcheck.change_source(database, source_id, SourcePatch(reliability=0.9), None)


def _date_article(database: Database, article_id: UUID, _source_id: UUID) -> None:
    patch = ArticlePatch.model_validate({"published_at": "2026-06-01T00:00:00Z"})
    factcheck.change_article(database, BY_RULES, article_id, patch, None)


def _move_article(database: Database, article_id: UUID, _source_id: UUID) -> None:
    patch = ArticlePatch.model_validate({"source": "Another Courier"})
    factcheck.change_article(database, BY_RULES, article_id, patch, None)


def _address_article(database: Database, article_id: UUID, _source_id: UUID) -> None:
    with database.reading() as session:
        stored = article_of(session, article_id)
    draft = ArticleCreate(
        text=stored.text, source=stored.source.name, url="https://courier.example/ships"
    )
    factcheck.ingest_article(database, BY_RULES, draft)


@pytest.mark.parametrize(
    "change", [_delete_article, _trust_source, _date_article, _move_article, _address_article]
)
def test_a_verdict_is_not_stale_when_its_ground_shifts_while_evidence_is_linked(
    database: Database, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = ArticleCreate(text="The mill at Orrin ground 40 tons of rye.", source="Courier")
    article = factcheck.ingest_article(database, BY_RULES, draft).article
    (claim_id,) = _claims(database, 1)
    passage = ArticlePassage(stance=Stance.SUPPORTS, article_id=article.id, quote="of rye")
    is_linked, may_commit = Event(), Event()
    settle = settle_verdicts

    def settle_and_wait(
        session: Session, claim_ids: Sequence[UUID], now: datetime | None = None
    ) -> None:
        settle(session, claim_ids, now)
        if not is_linked.is_set():
            is_linked.set()
            may_commit.wait(timeout=30)

    monkeypatch.setattr("app.factcheck.evidence.settle_verdicts", settle_and_wait)
    with ThreadPoolExecutor(2) as threads:
        linking = threads.submit(factcheck.link_evidence, database, claim_id, passage)
        is_linked.wait(timeout=30)
        changing = threads.submit(change, database, article.id, article.source.id)
        wait([changing], timeout=0.3)
        may_commit.set()
        linking.result()
        changing.result()

    assert_verdicts_are_settled(database)


def _any_of(*calls: Callable[[], object]) -> list[BaseException | None]:
    """What each of these calls, made at once, raised."""
    with ThreadPoolExecutor(len(calls)) as threads:
        return [job.exception() for job in [threads.submit(call) for call in calls]]


def test_racing_changes_of_sources_to_one_domain_are_told_apart(database: Database) -> None:
    for n in range(5):
        sources = [
            factcheck.add_source(database, SourceCreate(name=f"Paper {n} {m}")) for m in range(4)
        ]
        patch = SourcePatch(domain=f"paper{n}.example")

        raised = _any_of(
            *(
                partial(factcheck.change_source, database, source.id, patch, None)
                for source in sources
            )
        )

        assert [type(error) for error in raised if error] == [Conflict] * 3


def test_racing_articles_of_a_source_by_name_and_by_domain_are_all_stored(
    database: Database,
) -> None:
    for n in range(5):
        factcheck.add_source(database, SourceCreate(name=f"Paper {n}"))
        drafts = [
            ArticleCreate.model_validate({"text": f"Text {m} of paper {n}.", "source": source})
            for m in range(2)
            for source in (
                {"name": f"Paper {n}", "domain": f"paper{n}.example"},
                f"paper{n}.example",
            )
        ]

        raised = _any_of(
            *(partial(factcheck.ingest_article, database, BY_RULES, each) for each in drafts)
        )

        assert raised == [None] * 4


def test_racing_moves_of_one_text_to_one_source_are_told_apart(database: Database) -> None:
    for n in range(5):
        text = f"The mill at Orrin ground {n} tons of rye."
        stored = [
            factcheck.ingest_article(
                database, BY_RULES, ArticleCreate(text=text, source=f"P{m}")
            ).article
            for m in range(4)
        ]
        patch = ArticlePatch(source="Courier")

        raised = _any_of(
            *(
                partial(factcheck.change_article, database, BY_RULES, article.id, patch, None)
                for article in stored
            )
        )

        assert [type(error) for error in raised if error] == [Conflict] * 3


def test_deleting_an_article_while_its_revision_is_linked_from_locks_nobody_out(
    database: Database,
) -> None:
    url = "https://courier.example/rye"
    for n in range(5):
        first, second = (
            factcheck.ingest_article(
                database,
                BY_RULES,
                ArticleCreate(text=f"The mill ground {n}{m} tons of rye.", url=f"{url}{n}"),
            ).article
            for m in range(2)
        )
        claim_ids = _claims(database, 3)
        passage = ArticlePassage(stance=Stance.SUPPORTS, article_id=second.id, quote="tons of rye")

        raised = _any_of(
            partial(factcheck.delete_article, database, first.id),
            *(partial(factcheck.link_evidence, database, each, passage) for each in claim_ids),
        )

        assert raised == [None] * 4


def test_changes_of_one_link_by_many_people_are_all_in_its_history(database: Database) -> None:
    (claim_id,) = _claims(database, 1)
    passage = OutsidePassage(
        stance=Stance.SUPPORTS, url="https://paper.example/1", quote="Rye was ground."
    )
    link = factcheck.link_evidence(database, claim_id, passage).evidence

    def annotate(n: int) -> None:
        factcheck.change_evidence(database, link.id, EvidencePatch(note=f"Note {n}"), None)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(annotate, range(2 * THREADS)))

    with database.reading() as session:
        history = evidence_of(session, link.id)
    notes = [change for change in history.changes if change.field == "note"]
    assert len(notes) == 2 * THREADS
    assert notes[0].before is None
    assert [note.before for note in notes[1:]] == [note.after for note in notes[:-1]]
    assert history.version == 2 * THREADS + 1
