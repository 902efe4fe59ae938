"""A BERT encoder, and one with a head that judges pairs, written as ONNX graphs with 8-bit weights."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Tensors = Mapping[str, NDArray[np.float32]]
Shape = Sequence[str | int | None]

HEADS = 12
POSITIONS = 256  # tokens; longer texts are cut
LARGEST_WEIGHT = 63  # 7 bits: with 8, the sums of two products overflow on CPUs without VNNI
LARGEST_EMBEDDING = 127
OPSET = 21
IR_VERSION = 10


class Graph:
    """Nodes and constants of an ONNX graph under construction; every value has a name."""

    def __init__(self, tensors: Tensors, *, quantised: bool) -> None:
        self.tensors = tensors
        self.quantised = quantised
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def model(
        self, takes: Sequence[onnx.ValueInfoProto], gives: Sequence[onnx.ValueInfoProto]
    ) -> onnx.ModelProto:
        """The finished graph, from the inputs `takes` to the values `gives`."""
        graph = helper.make_graph(self._nodes, "encoder", takes, gives, self._constants)
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
        )
        onnx.checker.check_model(model, full_check=True)
        return model

    def layer(self, number: int, states: str) -> str:
        """The states after one layer."""
        at = f"encoder.layer.{number}"
        attended = self._linear(self._attention(states, at), f"{at}.attention.output.dense")
        states = self._norm(self.op("Add", attended, states), f"{at}.attention.output.LayerNorm")
        wide = self.op("Gelu", self._linear(states, f"{at}.intermediate.dense"))
        narrow = self._linear(wide, f"{at}.output.dense")
        return self._norm(self.op("Add", narrow, states), f"{at}.output.LayerNorm")

    def embeddings(self, ids: str) -> str:
        """The states before the first layer; texts have one segment and at most `POSITIONS` tokens."""
        segment = self.tensors["embeddings.token_type_embeddings.weight"][0]
        return self._norm(self._placed(ids, segment), "embeddings.LayerNorm")

    def pair_embeddings(self, ids: str, segments: str) -> str:
        """The states before the first layer for pairs of texts; `segments` has 1 where the second text stands."""
        first, second = self.tensors["embeddings.token_type_embeddings.weight"][:2]
        apart = self.constant(np.stack([np.zeros_like(first), second - first]))
        states = self.op("Add", self._placed(ids, first), self.op("Gather", apart, segments))
        return self._norm(states, "embeddings.LayerNorm")

    def judged(self, states: str) -> str:
        """The logits of pairs, from the first state beside the mean of all; for one pair at a time, without padding."""
        first = self.op("Gather", states, self.constant(np.array(0, np.int64)), axis=1)
        mean = self.op("ReduceMean", states, self._integers(1), keepdims=0)
        pooled = self.op("Concat", first, mean, axis=1)
        hidden = self.op("Gelu", self._exact(pooled, "head.dense"))
        return self._exact(hidden, "head.out")

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401 - as ONNX has them
        """Add a node with one output, and give that output's name."""
        [output] = self.ops(kind, 1, *inputs, **attributes)
        return output

    def ops(self, kind: str, count: int, *inputs: str, **attributes: Any) -> list[str]:  # noqa: ANN401
        """Add a node with `count` outputs, and give their names."""
        outputs = [f"{kind.lower()}_{len(self._nodes)}_{place}" for place in range(count)]
        self._nodes.append(helper.make_node(kind, inputs, outputs, **attributes))
        return outputs

    def name(self, value: str, name: str) -> str:
        """Give a value the name under which the finished graph gives it out."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        return name

    def constant(self, array: NDArray[np.generic]) -> str:
        """Add a constant, and give its name."""
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(array, name))
        return name

    def _placed(self, ids: str, segment: NDArray[np.float32]) -> str:
        places = self.tensors["embeddings.position_embeddings.weight"][:POSITIONS]
        start, length = self._integers(0), self.op("Shape", ids, start=1, end=2)
        placed = self.op("Slice", self.constant(places + segment), start, length, start)
        return self.op("Add", self._words(ids), placed)

    def _integers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def _words(self, ids: str) -> str:
        words = self.tensors["embeddings.word_embeddings.weight"]
        if not self.quantised:
            return self.op("Gather", self.constant(words), ids)
        small, scale = quantise(words, LARGEST_EMBEDDING)
        picked = self.op("Gather", self.constant(small), ids)
        scales = self.op("Gather", self.constant(scale), ids)
        return self.op("Mul", self.op("Cast", picked, to=TensorProto.FLOAT), scales)

    def _attention(self, states: str, at: str) -> str:
        parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
        width = self.tensors[f"{parts[0]}.weight"].shape[0]
        projected = self._linear(states, *parts)
        shape = self._integers(0, 0, 3 * HEADS, width // HEADS)
        by_head = self.op("Transpose", self.op("Reshape", projected, shape), perm=[0, 2, 1, 3])
        query, key, value = self.ops("Split", 3, by_head, axis=1, num_outputs=3)
        scaled = self.op(
            "Mul", query, self.constant(np.array((width // HEADS) ** -0.5, np.float32))
        )
        likeness = self.op("MatMul", scaled, self.op("Transpose", key, perm=[0, 1, 3, 2]))
        mixed = self.op("MatMul", self.op("Softmax", likeness, axis=-1), value)
        together = self.op("Transpose", mixed, perm=[0, 2, 1, 3])
        return self.op("Reshape", together, self._integers(0, 0, width))

    def _linear(self, states: str, *parts: str) -> str:
        """One or several linear maps of the same input, side by side."""
        weight = np.concatenate([self.tensors[f"{part}.weight"] for part in parts])
        bias = self.constant(np.concatenate([self.tensors[f"{part}.bias"] for part in parts]))
        if not self.quantised:
            return self.op("Add", self.op("MatMul", states, self.constant(weight.T.copy())), bias)
        small, scale = quantise(weight, LARGEST_WEIGHT)
        coarse, step, zero = self.ops("DynamicQuantizeLinear", 3, states)
        no_offset = self.constant(np.zeros(len(weight), np.int8))
        summed = self.op("MatMulInteger", coarse, self.constant(small.T.copy()), zero, no_offset)
        steps = self.op("Mul", step, self.constant(scale[:, 0]))
        return self.op(
            "Add", self.op("Mul", self.op("Cast", summed, to=TensorProto.FLOAT), steps), bias
        )

    def _exact(self, states: str, at: str) -> str:
        """A linear map without rounding, for the few weights of a head."""
        weight, bias = (
            self.constant(self.tensors[f"{at}.{part}"].T.copy()) for part in ("weight", "bias")
        )
        return self.op("Add", self.op("MatMul", states, weight), bias)

    def _norm(self, states: str, at: str) -> str:
        scale, shift = (self.constant(self.tensors[f"{at}.{part}"]) for part in ("weight", "bias"))
        return self.op("LayerNormalization", states, scale, shift, axis=-1, epsilon=1e-12)


def quantise(
    rows: NDArray[np.float32], largest: int
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round each row to whole numbers from -largest to largest, with a scale of its own.

    Returns:
        int8[n, m] and float32[n, 1]; their product is near `rows`.
    """
    scale = np.abs(rows).max(axis=1, keepdims=True) / largest
    scale[scale == 0] = 1
    return np.rint(rows / scale).astype(np.int8), scale.astype(np.float32)


def lower_half(tensors: Tensors, layers: int, *, quantised: bool) -> onnx.ModelProto:
    """From `input_ids`, int64[texts, tokens], to the states after the last two of the first `layers` layers."""
    graph = Graph(tensors, quantised=quantised)
    states = [graph.embeddings("input_ids")]
    for number in range(layers):
        states.append(graph.layer(number, states[-1]))
    gives = [
        graph.name(states[place], f"states_{place}") for place in range(layers - 1, layers + 1)
    ]
    return graph.model([_tokens("input_ids")], [_states(tensors, name) for name in gives])


def upper_half(tensors: Tensors, layers: Sequence[int], *, quantised: bool) -> onnx.ModelProto:
    """From `states`, float32[texts, tokens, width], through some layers to the states after them."""
    graph = Graph(tensors, quantised=quantised)
    states = "states"
    for number in layers:
        states = graph.layer(number, states)
    gives = graph.name(states, "last_states")
    return graph.model([_states(tensors, "states")], [_states(tensors, gives)])


def pair_classifier(tensors: Tensors, layers: int, *, quantised: bool) -> onnx.ModelProto:
    """From `input_ids` and `token_type_ids`, int64[pairs, tokens], to `logits`, float32[pairs, labels]."""
    graph = Graph(tensors, quantised=quantised)
    states = graph.pair_embeddings("input_ids", "token_type_ids")
    for number in range(layers):
        states = graph.layer(number, states)
    gives = graph.name(graph.judged(states), "logits")
    shape: Shape = ["texts", len(tensors["head.out.bias"])]
    logits = helper.make_tensor_value_info(gives, TensorProto.FLOAT, shape)
    return graph.model([_tokens("input_ids"), _tokens("token_type_ids")], [logits])


def _tokens(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"])


def _states(tensors: Tensors, name: str) -> onnx.ValueInfoProto:
    """What the states look like: one vector for each token of each text."""
    shape: Shape = ["texts", "tokens", len(tensors["embeddings.LayerNorm.weight"])]
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
