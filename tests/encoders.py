"""The encoder that comes with the service, loaded once for each test process."""

from functools import cache

from app.inference.encoder import ENCODER_WEIGHTS, SentenceEncoder


@cache
def shipped_encoder() -> SentenceEncoder:
    return SentenceEncoder(ENCODER_WEIGHTS)
