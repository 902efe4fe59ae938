import json
import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from onnx import TensorProto

from app.errors import Unfit
from app.inference.pairs import LONG_PAIR, PairClassifier, StanceProbabilities
from tests.classifiers import DECIDING, WORDS, write_classifier

COMMON = ("entailment", "contradiction", "neutral")
SURE = math.exp(3) / (math.exp(3) + 2)


def judged(folder: Path, claim: str) -> StanceProbabilities:
    [judgement] = PairClassifier(folder).judge([("tide", claim)])
    return judgement


@pytest.mark.parametrize(
    ("labels", "lifted"),
    [
        (COMMON, DECIDING),
        (("CONTRADICTION", "ENTAILMENT", "NEUTRAL"), ("counters", "backs", "ignores")),
        (("NOT ENOUGH INFO", "SUPPORTS", "REFUTES"), ("ignores", "backs", "counters")),
        (("supported", "not_enough_info", "refuted"), ("backs", "ignores", "counters")),
    ],
)
def test_labels_are_told_by_their_names_whatever_their_order(
    tmp_path: Path, labels: Sequence[str], lifted: Sequence[str]
) -> None:
    folder = write_classifier(tmp_path, labels, lifted)

    assert judged(folder, "backs").supports == pytest.approx(SURE)
    assert judged(folder, "counters").refutes == pytest.approx(SURE)
    assert judged(folder, "ignores").neutral == pytest.approx(SURE)


def test_probabilities_sum_to_one(tmp_path: Path) -> None:
    judgement = judged(write_classifier(tmp_path, COMMON), "backs tide counters counters")

    total = judgement.supports + judgement.refutes + judgement.neutral
    assert total == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(
    "labels",
    [
        ("LABEL_0", "LABEL_1", "LABEL_2"),
        ("entailment", "contradiction", "LABEL_2"),
        ("entailment", "supports", "neutral"),
        ("positive", "negative", "neutral"),
        ("entailment",),
        (),
    ],
)
def test_labels_that_do_not_tell_are_refused_by_name(tmp_path: Path, labels: Sequence[str]) -> None:
    folder = write_classifier(tmp_path, labels, DECIDING[: max(1, len(labels))])

    with pytest.raises(Unfit, match=f"its labels are {', '.join(labels) or 'none'}"):
        PairClassifier(folder)


def test_a_network_that_knows_entailment_or_not_never_refutes(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path, ("entailment", "not_entailment"), ("backs", "counters"))

    judgement = judged(folder, "counters")

    assert judgement.refutes == 0
    assert judgement.neutral == pytest.approx(math.exp(3) / (math.exp(3) + 1))


def test_a_network_that_cannot_say_neutral_tells_so(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path, ("REFUTES", "SUPPORTS"), ("counters", "backs"))

    assert judged(folder, "tide") == StanceProbabilities(0.5, 0.5, 0.0)


@pytest.mark.parametrize(
    "inputs",
    [
        ("input_ids",),
        ("input_ids", "attention_mask"),
        ("input_ids", "token_type_ids"),
        ("input_ids", "token_type_ids", "attention_mask"),
    ],
)
@pytest.mark.parametrize("integer", [TensorProto.INT64, TensorProto.INT32])
def test_a_network_gets_the_inputs_that_it_takes(
    tmp_path: Path, inputs: Sequence[str], integer: int
) -> None:
    folder = write_classifier(tmp_path, COMMON, inputs=inputs, integer=integer)

    assert judged(folder, "backs").supports == pytest.approx(SURE)


def test_the_claim_is_told_from_the_passage(tmp_path: Path) -> None:
    classifier = PairClassifier(write_classifier(tmp_path, COMMON))

    [judgement] = classifier.judge([("backs", "counters")])

    assert judgement.refutes == pytest.approx(SURE)


def test_a_network_that_takes_something_else_is_refused(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path, COMMON, inputs=("input_ids", "position_ids"))

    with pytest.raises(Unfit, match=r"its network wants position_ids, tensor\(int64\)"):
        PairClassifier(folder)


def test_a_network_with_other_labels_than_it_names_is_refused(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path, COMMON, ("backs", "counters"))

    with pytest.raises(Unfit):
        PairClassifier(folder)


def test_a_temperature_in_the_folder_takes_confidence_away(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path, COMMON, factcheck={"temperature": 3})

    assert judged(folder, "backs").supports == pytest.approx(math.e / (math.e + 2))


@pytest.mark.parametrize("tokens", [LONG_PAIR, 2 * LONG_PAIR])
def test_the_temperature_may_grow_with_the_length_of_a_pair(tmp_path: Path, tokens: int) -> None:
    folder = write_classifier(tmp_path, COMMON, factcheck={"temperature": 1.5, "growth": 1})
    passage = "tide " * (tokens - len(["[CLS]", "[SEP]", "backs", "[SEP]"]))

    [judgement] = PairClassifier(folder).judge([(passage, "backs")])

    assert judgement.supports == pytest.approx(math.e / (math.e + 2))


def test_pairs_shorter_than_usual_keep_the_temperature(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path, COMMON, factcheck={"temperature": 3, "growth": 0.5})

    assert judged(folder, "backs").supports == pytest.approx(math.e / (math.e + 2))


@pytest.mark.parametrize("passage", ["not tide", "tide isn’t", "Nobody"])
def test_a_pair_that_negates_may_have_a_higher_temperature(tmp_path: Path, passage: str) -> None:
    folder = write_classifier(tmp_path, COMMON, factcheck={"temperature": 2, "negated": 1.5})

    [plain, negated] = PairClassifier(folder).judge([("tide", "backs"), (passage, "backs")])

    assert plain.supports == pytest.approx(math.exp(1.5) / (math.exp(1.5) + 2))
    assert negated.supports == pytest.approx(math.e / (math.e + 2))


@pytest.mark.parametrize(
    "calibration",
    [
        {"temperature": 0},
        {"negated": 0},
        {"temperature": -1},
        {"temperature": "hot"},
        {"growth": 2},
    ],
)
def test_an_impossible_calibration_is_refused(
    tmp_path: Path, calibration: dict[str, object]
) -> None:
    folder = write_classifier(tmp_path, COMMON, factcheck=calibration)

    with pytest.raises(Unfit, match=r"config\.json"):
        PairClassifier(folder)


def test_of_a_pair_that_is_too_long_the_longer_text_is_cut(tmp_path: Path) -> None:
    classifier = PairClassifier(
        write_classifier(tmp_path, COMMON, inputs=("input_ids",), max_position_embeddings=20)
    )

    [claim_kept] = classifier.judge([("tide " * 50 + "counters", "tide tide backs")])
    [passage_kept] = classifier.judge([("counters", "tide " * 50 + "backs")])

    assert claim_kept.supports == pytest.approx(SURE)
    assert passage_kept.refutes == pytest.approx(SURE)


@pytest.mark.parametrize(
    "text", ["", " \n", "\0", "\ud800", "😀" * 50, "tide " * 200_000, "ß" * 1_000_000]
)
def test_no_text_is_too_odd_to_be_judged(tmp_path: Path, text: str) -> None:
    classifier = PairClassifier(write_classifier(tmp_path, COMMON))

    [as_passage, as_claim] = classifier.judge([(text, "backs"), ("backs", text)])

    assert as_passage.supports == pytest.approx(SURE)
    assert as_claim.supports == as_claim.refutes == as_claim.neutral == pytest.approx(1 / 3)


def test_no_pairs_have_no_judgements(tmp_path: Path) -> None:
    assert PairClassifier(write_classifier(tmp_path, COMMON)).judge([]) == []


def test_threads_may_share_a_classifier(tmp_path: Path) -> None:
    classifier = PairClassifier(write_classifier(tmp_path, COMMON))
    pairs = [("tide", f"{DECIDING[place % 3]} " * (1 + place % 5)) for place in range(48)]

    with ThreadPoolExecutor(4) as pool:
        shared = list(pool.map(lambda pair: classifier.judge([pair])[0], pairs))

    assert shared == classifier.judge(pairs)


def test_the_fingerprint_changes_with_each_file(tmp_path: Path) -> None:
    folders = [
        write_classifier(tmp_path / "one", COMMON),
        write_classifier(tmp_path / "two", COMMON, factcheck={"temperature": 2}),
        write_classifier(tmp_path / "three", COMMON, inputs=("input_ids",)),
    ]
    respelled = write_classifier(tmp_path / "four", COMMON) / "tokenizer.json"
    respelled.write_text(respelled.read_text("utf-8").replace(WORDS[-1], "haven"), "utf-8")

    prints = {PairClassifier(folder).fingerprint for folder in (*folders, respelled.parent)}

    assert len(prints) == 4
    assert PairClassifier(write_classifier(tmp_path / "five", COMMON)).fingerprint in prints


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", "model.onnx"])
def test_a_missing_or_damaged_file_is_refused(tmp_path: Path, file: str) -> None:
    folder = write_classifier(tmp_path, COMMON)
    (folder / file).write_bytes(b"not what it was")
    with pytest.raises(Unfit, match=str(tmp_path)):
        PairClassifier(folder)

    (folder / file).unlink()
    with pytest.raises(Unfit, match=str(tmp_path)):
        PairClassifier(folder)


def test_a_config_without_labels_is_refused(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path, COMMON)
    (folder / "config.json").write_text(json.dumps({"labels": COMMON}), "utf-8")

    with pytest.raises(Unfit, match=r"config\.json: Field required"):
        PairClassifier(folder)
