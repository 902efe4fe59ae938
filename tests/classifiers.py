"""The pair classifier that comes with the service, and small ones in which a word of the claim decides."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from app.inference.pairs import STANCE_WEIGHTS, PairClassifier

DECIDING = ("backs", "counters", "ignores")
WORDS = ("?", "[CLS]", "[SEP]", *DECIDING, "tide", "harbour")
LIFT = 3.0  # what a deciding word adds to the logit of its label
ALL_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


@cache
def shipped_classifier() -> PairClassifier:
    return PairClassifier(STANCE_WEIGHTS)


def write_classifier(
    folder: Path,
    labels: Sequence[str],
    lifted: Sequence[str] = DECIDING,
    *,
    inputs: Sequence[str] = ALL_INPUTS,
    integer: int = TensorProto.INT64,
    **config: object,
) -> Path:
    """Write a network whose labels are lifted by one word each, in order, and give its folder.

    If it takes token types, it sees words of the claim alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    id2label = {str(place): label for place, label in enumerate(labels)}
    (folder / "config.json").write_text(json.dumps({"id2label": id2label} | config), "utf-8")
    onnx.save(_network(lifted, inputs, integer), folder / "model.onnx")
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="?"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _network(lifted: Sequence[str], inputs: Sequence[str], integer: int) -> onnx.ModelProto:
    table = np.zeros((len(WORDS), len(lifted)), np.float32)
    for label, word in enumerate(lifted):
        table[WORDS.index(word), label] = LIFT
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["lifts"])]
    last = "lifts"
    for name in inputs[1:]:
        nodes += [
            helper.make_node("Cast", [name], [f"{name}_float"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", [f"{name}_float", "last_axis"], [f"{name}_wide"]),
            helper.make_node("Mul", [last, f"{name}_wide"], [f"after_{name}"]),
        ]
        last = f"after_{name}"
    nodes.append(helper.make_node("ReduceSum", [last, "token_axis"], ["logits"], keepdims=0))
    takes = [helper.make_tensor_value_info(name, integer, ["pairs", "tokens"]) for name in inputs]
    gives = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", len(lifted)])
    constants = [
        numpy_helper.from_array(table, "table"),
        numpy_helper.from_array(np.array([2], np.int64), "last_axis"),
        numpy_helper.from_array(np.array([1], np.int64), "token_axis"),
    ]
    graph = helper.make_graph(nodes, "deciding_words", takes, [gives], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
