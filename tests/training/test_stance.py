import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from typer import Typer
from typer.testing import CliRunner

from app.inference.pairs import PairClassifier
from app.training import stance
from app.training.graphs import pair_classifier
from app.training.pairs import Pair
from tests.training.test_encoder import WIDTH, WORDS, original, small_network

__all__ = ["original"]

Floats = NDArray[np.float32]


def small_classifier(seed: int = 1) -> dict[str, Floats]:
    """A trained network of the original's form with few words and random weights."""
    random = np.random.default_rng(seed)
    return small_network(seed) | {
        "head.dense.weight": random.normal(0, 0.05, (WIDTH, 2 * WIDTH)).astype(np.float32),
        "head.dense.bias": random.normal(0, 0.05, WIDTH).astype(np.float32),
        "head.out.weight": random.normal(0, 0.05, (3, WIDTH)).astype(np.float32),
        "head.out.bias": random.normal(0, 0.05, 3).astype(np.float32),
    }


def pairs_file(folder: Path) -> Path:
    file = folder / "pairs.jsonl"
    rows = [
        {"premise": f"{word} storm", "hypothesis": f"{claim} tide", "label": label, "source": source}
        for word, claim, label in (
            ("ferry", "calm", "supports"), ("mayor", "storm", "refutes"), ("budget", "ferry", "neutral"),
        )
        for source in ("coast", "fm2")
    ]  # fmt: skip
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return file


def test_the_command_quantises_and_calibrates_what_was_trained(
    original: Path, tmp_path: Path
) -> None:
    save_file(small_classifier(), tmp_path / "trained.safetensors")
    out = tmp_path / "weights"
    command = Typer()
    command.command()(stance.main)
    options = ["--original", original, "--out", out, "--trained", tmp_path / "trained.safetensors"]

    told = CliRunner().invoke(command, [str(each) for each in (pairs_file(tmp_path), *options)])

    assert told.exit_code == 0, told.output
    assert hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest() in told.output
    assert "fm2                            3 pairs" in told.output
    [judged] = PairClassifier(out).judge([("It rained.", "It rained.")])
    assert min(judged.supports, judged.refutes, judged.neutral) > 0
    assert json.loads((out / "config.json").read_text("utf-8"))["factcheck"]["temperature"] > 0


def test_the_same_network_makes_the_same_files(original: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        tokenizer = stance.read_tokenizer(original / "tokenizer.json")
        stance.write_classifier(small_classifier(), tokenizer, tmp_path / name)

    for file in ("model.onnx", "tokenizer.json", "config.json"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_the_network_tells_passage_and_claim_apart(original: Path, tmp_path: Path) -> None:
    tokenizer = stance.read_tokenizer(original / "tokenizer.json")
    stance.write_classifier(small_classifier(), tokenizer, tmp_path)

    one, other = PairClassifier(tmp_path).judge([("calm", "storm"), ("storm", "calm")])

    assert one != other


@pytest.mark.parametrize("quantised", [True, False])
def test_the_graph_computes_what_the_network_does(quantised: bool) -> None:  # noqa: FBT001
    tensors = small_classifier()
    ids, segments = np.array([[0, 3, 2, 5]]), np.array([[0, 0, 1, 1]])
    graph = pair_classifier(tensors, 6, quantised=quantised)

    [logits] = ort.InferenceSession(graph.SerializeToString()).run(
        None, {"input_ids": ids, "token_type_ids": segments}
    )

    assert logits[0] == pytest.approx(
        by_hand(tensors, ids[0], segments[0]), abs=0.1 if quantised else 1e-4
    )


def by_hand(
    tensors: dict[str, Floats], ids: NDArray[np.int64], segments: NDArray[np.int64]
) -> Floats:
    """The network in plain numpy, for one pair."""

    def linear(states: Floats, at: str) -> Floats:
        mapped: Floats = states @ tensors[f"{at}.weight"].T + tensors[f"{at}.bias"]
        return mapped

    def norm(states: Floats, at: str) -> Floats:
        spread = states - states.mean(-1, keepdims=True)
        scaled = spread / np.sqrt(np.square(spread).mean(-1, keepdims=True))
        normed: Floats = scaled * tensors[f"{at}.weight"] + tensors[f"{at}.bias"]
        return normed

    def gelu(values: Floats) -> Floats:
        erf = np.vectorize(math.erf, otypes=[np.float32])
        bent: Floats = values * (1 + erf(values / math.sqrt(2))) / 2
        return bent

    def softmax(values: Floats) -> Floats:
        powers = np.exp(values)
        shares: Floats = powers / powers.sum(-1, keepdims=True)
        return shares

    states = (
        tensors["embeddings.word_embeddings.weight"][ids]
        + tensors["embeddings.position_embeddings.weight"][: len(ids)]
        + tensors["embeddings.token_type_embeddings.weight"][segments]
    )
    states = norm(states, "embeddings.LayerNorm")
    for at in (f"encoder.layer.{number}" for number in range(6)):
        query, key, value = (
            linear(states, f"{at}.attention.self.{part}")
            .reshape(len(ids), 12, 32)
            .transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        mixed = softmax(query @ key.transpose(0, 2, 1) / math.sqrt(32)) @ value
        attended = linear(
            mixed.transpose(1, 0, 2).reshape(len(ids), WIDTH), f"{at}.attention.output.dense"
        )
        states = norm(states + attended, f"{at}.attention.output.LayerNorm")
        wide = gelu(linear(states, f"{at}.intermediate.dense"))
        states = norm(states + linear(wide, f"{at}.output.dense"), f"{at}.output.LayerNorm")
    pooled = np.concatenate([states[0], states.mean(0)])
    return linear(gelu(linear(pooled, "head.dense")), "head.out")


def test_general_pairs_come_first_and_news_most_often_in_the_end() -> None:
    general = [
        Pair(f"Pier {n} shut.", f"It shut on day {n}.", "neutral", "snli") for n in range(99)
    ]
    news = [Pair(f"Quay {n} shut.", f"It shut in {n}.", "neutral", "news") for n in range(99)]

    seen = [pair.source for pair in stance.course([*general, *news])]

    quarter = len(seen) // 4
    assert seen[:quarter].count("snli") > seen[:quarter].count("news") > 0
    assert seen[-quarter:].count("news") > seen[-quarter:].count("snli") > 0


def test_the_order_of_the_course_is_the_same_each_time() -> None:
    pairs = [
        Pair(f"Pier {n} shut.", f"It shut on day {n}.", "neutral", "conjnli") for n in range(99)
    ]

    one, other = (stance.course(pairs) for _ in range(2))

    assert one == other
    assert 0 < len(one) < 2 * len(pairs)


def test_a_pair_is_read_as_two_segments(original: Path) -> None:
    tokenizer = stance.read_tokenizer(original / "tokenizer.json")

    [example] = stance.examples_of(tokenizer, [Pair("calm tide", "storm", "refutes")])

    assert list(example.ids) == [WORDS.index(word) for word in ("calm", "tide", "storm")]
    assert list(example.segments) == [0, 0, 1]
    assert example.label == 1


def test_what_was_learned_is_kept_every_few_minutes_and_at_the_end(tmp_path: Path) -> None:
    diary = stance.Diary(tmp_path / "checkpoint.safetensors")
    kept = []
    for step in range(1, 1_003):
        diary.note(step, 1_002, 0.5, lambda: {"step": np.array([step], np.float32)})  # noqa: B023
        if diary.checkpoint.exists():
            kept.append(load_file(diary.checkpoint)["step"][0])
            diary.checkpoint.unlink()

    assert kept == [500, 1_000, 1_002]
