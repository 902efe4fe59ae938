import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from app.errors import Unfit
from app.inference.encoder import ENCODER_WEIGHTS, SentenceEncoder
from tests.encoders import shipped_encoder

FERRY = "The ferry to Anholm was cancelled because of the storm."
NEIGHBOURS = ["Yes.", "The budget of the town grew by a tenth. " * 40, "Rain fell on the quay."]


def test_vectors_have_length_one_so_that_a_dot_product_is_a_cosine() -> None:
    vectors = shipped_encoder().encode([FERRY, *NEIGHBOURS])

    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-6)


def test_the_same_thing_in_other_words_is_nearer_than_another_thing_in_the_same_words() -> None:
    said, reworded, other = shipped_encoder().encode(
        [FERRY, "Boats to Anholm did not sail due to bad weather.", "The ferry has a new captain."]
    )

    assert said @ reworded > said @ other + 0.1


def test_a_text_has_the_same_vector_whatever_is_encoded_beside_it() -> None:
    [alone] = shipped_encoder().encode([FERRY])

    *_, beside_others = SentenceEncoder(ENCODER_WEIGHTS).encode([*NEIGHBOURS, FERRY])

    assert alone.tobytes() == beside_others.tobytes()


def test_the_vectors_from_midway_do_not_depend_on_neighbours_either() -> None:
    [alone] = shipped_encoder().encode_midway([FERRY])

    *_, beside_others = SentenceEncoder(ENCODER_WEIGHTS).encode_midway([*NEIGHBOURS, FERRY])

    assert alone.shape == (2, 384)
    assert alone.tobytes() == beside_others.tobytes()
    assert np.linalg.norm(alone, axis=1) == pytest.approx(np.ones(2), abs=1e-6)


def test_threads_may_share_an_encoder() -> None:
    texts = [f"Pier {number} was closed in {1900 + number}." for number in range(24)]

    with ThreadPoolExecutor(4) as pool:
        shared = list(pool.map(lambda text: shipped_encoder().encode([text])[0], texts))

    assert np.array_equal(shared, SentenceEncoder(ENCODER_WEIGHTS).encode(texts))


def test_a_claim_that_is_scored_and_then_found_goes_through_the_network_once() -> None:
    encoder = SentenceEncoder(ENCODER_WEIGHTS)
    runs = list[object]()
    network = encoder._lower

    def run(*given: object) -> object:
        runs.append(given)
        return network.run(*given)

    encoder._lower = SimpleNamespace(run=run)

    encoder.encode_midway([FERRY])
    [vector] = encoder.encode([FERRY])

    assert len(runs) == 1
    assert np.array_equal(vector, shipped_encoder().encode([FERRY])[0])


@pytest.mark.parametrize(
    "text", ["", " \n", "\0", "\ud800", "😀" * 50, "数千人が島を離れた。", "Ω" * 9_000]
)
def test_no_text_is_too_odd_to_have_a_vector(text: str) -> None:
    [vector] = shipped_encoder().encode([text])

    assert np.isfinite(vector).all()


def test_only_the_start_of_an_endless_text_is_read() -> None:
    short, long = shipped_encoder().encode(["the tide rose " * 100, "the tide rose " * 80_000])

    assert np.array_equal(short, long)


def test_no_texts_have_no_vectors() -> None:
    assert shipped_encoder().encode([]).shape == (0, 384)


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match=str(tmp_path)):
        SentenceEncoder(tmp_path)


@pytest.mark.parametrize("file", ["lower.onnx", "upper.onnx", "tokenizer.json"])
def test_a_damaged_file_is_refused(tmp_path: Path, file: str) -> None:
    folder = shutil.copytree(ENCODER_WEIGHTS, tmp_path / "encoder")
    (folder / file).write_bytes(b"not what it was")

    with pytest.raises(Unfit, match="weights that fit"):
        SentenceEncoder(folder)


def test_halves_in_each_others_place_are_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(ENCODER_WEIGHTS, tmp_path / "encoder")
    shutil.copy(folder / "upper.onnx", folder / "lower.onnx")

    with pytest.raises(Unfit):
        SentenceEncoder(folder)


@pytest.mark.parametrize("file", ["lower.onnx", "upper.onnx", "tokenizer.json"])
def test_the_card_names_the_files_that_come_with_the_service(file: str) -> None:
    card = (ENCODER_WEIGHTS / "CARD.md").read_text("utf-8")

    assert hashlib.sha256((ENCODER_WEIGHTS / file).read_bytes()).hexdigest() in card
