import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from typer import Typer
from typer.testing import CliRunner

from app.errors import Invalid
from app.inference.encoder import SentenceEncoder
from app.training import encoder
from app.training.graphs import quantise

WORDS = ["?", "tide", "ferry", "harbour", "storm", "calm", "mayor", "budget"]
WIDTH = 384
INNER = 48


def small_network(seed: int = 1) -> dict[str, NDArray[np.float32]]:
    """A network of the original's form with few words and random weights."""
    random = np.random.default_rng(seed)

    def numbers(*shape: int) -> NDArray[np.float32]:
        return random.normal(0, 0.05, shape).astype(np.float32)

    def linear(name: str, wide: int, narrow: int) -> dict[str, NDArray[np.float32]]:
        return {f"{name}.weight": numbers(wide, narrow), f"{name}.bias": numbers(wide)}

    def norm(name: str) -> dict[str, NDArray[np.float32]]:
        return {f"{name}.weight": 1 + numbers(WIDTH), f"{name}.bias": numbers(WIDTH)}

    tensors = {
        "embeddings.word_embeddings.weight": numbers(len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": numbers(512, WIDTH),
        "embeddings.token_type_embeddings.weight": numbers(2, WIDTH),
        **norm("embeddings.LayerNorm"),
    }
    for at in (f"encoder.layer.{number}" for number in range(6)):
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            tensors |= linear(f"{at}.attention.{part}", WIDTH, WIDTH)
        tensors |= linear(f"{at}.intermediate.dense", INNER, WIDTH)
        tensors |= linear(f"{at}.output.dense", WIDTH, INNER)
        tensors |= norm(f"{at}.attention.output.LayerNorm") | norm(f"{at}.output.LayerNorm")
    return tensors


@pytest.fixture
def original(tmp_path: Path) -> Path:
    folder = tmp_path / "original"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(save(small_network()))
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="?"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def sha256_of(folder: Path) -> str:
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


def test_the_command_writes_an_encoder_and_says_how_near_it_is_to_the_original(
    original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "ORIGINAL_SHA256", sha256_of(original))
    sentences = tmp_path / "sentences.jsonl"
    sentences.write_text("\n".join(json.dumps({"text": f"{word} storm"}) for word in WORDS))
    command = Typer()
    command.command()(encoder.main)
    out = tmp_path / "weights"

    told = CliRunner().invoke(
        command, [str(original), "--out", str(out), "--sentences", str(sentences)]
    )

    assert told.exit_code == 0, told.output
    assert hashlib.sha256((out / "lower.onnx").read_bytes()).hexdigest() in told.output
    assert "on 8 sentences: mean 0.99" in told.output
    assert SentenceEncoder(out).encode(["calm tide"]).shape == (1, WIDTH)


def test_another_original_is_refused(original: Path) -> None:
    with pytest.raises(Invalid, match="SHA-256"):
        encoder.read_tensors(original / "model.safetensors", "0" * 64)


def test_the_same_original_makes_the_same_files(original: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        encoder.write_encoder(
            small_network(), original / "tokenizer.json", tmp_path / name, quantised=True
        )

    for file in ("lower.onnx", "upper.onnx", "tokenizer.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_rounding_misses_a_number_by_half_a_step_at_most() -> None:
    rows = np.array([[0.5, -1.0, 0.013], [0.0, 0.0, 0.0]], np.float32)

    small, scale = quantise(rows, 63)

    assert np.abs(small * scale - rows).max() <= 0.5 / 63
    assert np.abs(small).max() == 63
