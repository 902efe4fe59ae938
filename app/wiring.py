"""The only place that names concrete parts."""

from functools import cache
from pathlib import Path

from app.articles.fetching import Fetcher, FetchLimits
from app.checker import Checker
from app.claims.trained_worthiness import WORTH_WEIGHTS, TrainedCheckWorthiness
from app.db import Database
from app.inference.encoder import ENCODER_WEIGHTS, SentenceEncoder
from app.inference.pairs import STANCE_WEIGHTS, PairClassifier
from app.linking import Linker
from app.search.hybrid import HybridIndex
from app.search.index import TextIndex
from app.search.postgresql import PostgresMeaning
from app.search.sqlite import SqliteMeaning
from app.settings import Settings


def open_database(settings: Settings) -> Database:
    """The database that the settings name; nothing is connected yet."""
    return Database(
        settings.database_url,
        pool_size=settings.database_pool_size,
        sqlite_synchronous=settings.sqlite_synchronous,
    )


def make_checker(settings: Settings) -> Checker:
    """What fetches and reads articles and finds evidence, as the settings want it.

    Raises:
        Unfit: a folder that the settings name does not hold weights that fit.
    """
    weights = weights_of(settings)
    encoder = _encoder(weights["encoder"])
    worth = TrainedCheckWorthiness(weights["check-worthiness"], encoder)
    limits = FetchLimits(timeout_s=settings.fetch_timeout_s, max_bytes=settings.fetch_max_bytes)
    return Checker(
        worth=worth,
        pages=Fetcher(limits, settings.fetch_allowed_hosts),
        linker=Linker(
            make_index(is_sqlite=settings.is_sqlite),
            encoder,
            _classifier(weights["stance"]),
            settings.linking_pairs,
        ),
    )


def weights_of(settings: Settings) -> dict[str, Path]:
    """The folders that weights are read from, by what they are for."""
    return {
        "encoder": settings.encoder_dir or ENCODER_WEIGHTS,
        "check-worthiness": settings.check_worthiness_dir or WORTH_WEIGHTS,
        "stance": settings.stance_dir or STANCE_WEIGHTS,
    }


def make_index(*, is_sqlite: bool) -> TextIndex:
    """What finds texts; one for each process, since it keeps some of them in memory."""
    return HybridIndex(SqliteMeaning() if is_sqlite else PostgresMeaning())


@cache
def _encoder(folder: Path) -> SentenceEncoder:
    """The encoder of a folder; it takes 100 MB of memory, so each process has it once."""
    return SentenceEncoder(folder)


@cache
def _classifier(folder: Path) -> PairClassifier:
    """The stance classifier of a folder; it takes 50 MB of memory, so each process has it once."""
    return PairClassifier(folder)
