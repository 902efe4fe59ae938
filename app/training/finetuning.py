"""Fine-tune the encoder to judge pairs; the one file that needs torch, so the tests do not run it."""

import os
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # read when torch loads; ten times faster

import torch
from torch.nn import functional as nn

from app.training.graphs import HEADS, Tensors
from app.training.pairs import Example

LAYERS = 6
FROZEN = "embeddings.word_embeddings.weight"
HEAD_RATE = 4  # times that of the rest
SEED = 0
WARM_UP = 0.05
SMOOTHING = 0.1
DROPPED = 0.1
TOKENS_PER_BATCH = 2048
BATCHES_PER_POOL = 40
EPSILON = 1e-12
FAST_IN_BF16 = any(torch.cpu.get_capabilities().get(each) for each in ("amx_bf16", "avx512_bf16"))
"""Elsewhere it is many times slower, so fp32 is used, which makes other weights."""

Network = dict[str, "torch.Tensor"]
Note = Callable[[int, int, float, Callable[[], Tensors]], None]


def fine_tune(
    original: Tensors, examples: Sequence[Example], highest: float, note: Note
) -> Tensors:
    """Train on the examples in their order, but for those of some batches, which are grouped by length.

    The rate falls from the highest to zero. `note` is called after each step with its number, the number of steps,
    the loss, and what gives the network.
    """
    torch.manual_seed(SEED)
    network = _start(original)
    batches = list(batches_of(examples, np.random.default_rng(SEED)))
    optimizer = _optimizer(network, highest)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, len(batches)))
    for step, batch in enumerate(batches, start=1):
        loss = _step(network, batch)
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad()
        note(step, len(batches), loss, lambda: arrays(network))
    return arrays(network)


def _step(network: Network, batch: Sequence[Example]) -> float:
    """The loss on a batch; its slopes are left in the network."""
    ids, segments, mask, labels = _tensors(batch)
    with torch.autocast("cpu", torch.bfloat16, enabled=FAST_IN_BF16):
        logits = forward(network, ids, segments, mask, dropped=DROPPED)
    loss = nn.cross_entropy(logits.float(), labels, label_smoothing=SMOOTHING)
    loss.backward()
    torch.nn.utils.clip_grad_norm_([each for each in network.values() if each.requires_grad], 1)
    return float(loss.detach())


def rate(step: int, steps: int) -> float:
    """The share of the full rate at a step: up from zero, then down to zero."""
    return min((step + 1) / (WARM_UP * steps), (steps - step) / (steps * (1 - WARM_UP)))


def batches_of(
    examples: Sequence[Example], random: np.random.Generator
) -> Iterator[Sequence[Example]]:
    """Batches of pairs of like length, about as many tokens in each."""
    mean = sum(len(each.ids) for each in examples) / len(examples)
    pool = int(BATCHES_PER_POOL * TOKENS_PER_BATCH / mean)
    for start in range(0, len(examples), pool):
        ordered = sorted(examples[start : start + pool], key=lambda each: len(each.ids))
        batches: list[list[Example]] = [[]]
        for each in ordered:
            if (len(batches[-1]) + 1) * len(each.ids) > TOKENS_PER_BATCH:
                batches.append([])
            batches[-1].append(each)
        yield from (batches[place] for place in random.permutation(len(batches)) if batches[place])


def forward(
    network: Network,
    ids: "torch.Tensor",
    segments: "torch.Tensor",
    mask: "torch.Tensor",
    *,
    dropped: float = 0.0,
) -> "torch.Tensor":
    """Logits float[pairs, labels]; `mask` is 1 where there is a token."""
    states = network["embeddings.word_embeddings.weight"][ids]
    states = states + network["embeddings.position_embeddings.weight"][: ids.shape[1]]
    first, second = network["embeddings.token_type_embeddings.weight"][:2]
    states = states + first + segments[:, :, None] * (second - first)  # picking rows learns slowly
    states = _norm(network, states, "embeddings.LayerNorm")
    shut = (1 - mask)[:, None, None, :] * -1e4
    for number in range(LAYERS):
        states = _layer(network, states, shut, f"encoder.layer.{number}")
    mean = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
    pooled = torch.cat([states[:, 0], mean], dim=1)
    hidden = nn.gelu(_linear(network, nn.dropout(pooled, dropped), "head.dense"))
    return _linear(network, nn.dropout(hidden, dropped), "head.out")


def _layer(
    network: Network, states: "torch.Tensor", shut: "torch.Tensor", at: str
) -> "torch.Tensor":
    attended = _linear(
        network, _attention(network, states, shut, at), f"{at}.attention.output.dense"
    )
    states = _norm(network, states + attended, f"{at}.attention.output.LayerNorm")
    wide = nn.gelu(_linear(network, states, f"{at}.intermediate.dense"))
    return _norm(
        network, states + _linear(network, wide, f"{at}.output.dense"), f"{at}.output.LayerNorm"
    )


def _attention(
    network: Network, states: "torch.Tensor", shut: "torch.Tensor", at: str
) -> "torch.Tensor":
    pairs, tokens, width = states.shape
    query, key, value = (
        _linear(network, states, f"{at}.attention.self.{part}")
        .view(pairs, tokens, HEADS, width // HEADS)
        .transpose(1, 2)
        for part in ("query", "key", "value")
    )
    likeness = query @ key.transpose(2, 3) * (width // HEADS) ** -0.5 + shut
    mixed = torch.softmax(likeness, dim=-1) @ value  # faster in bf16 than torch's own attention
    return mixed.transpose(1, 2).reshape(pairs, tokens, width)


def _linear(network: Network, states: "torch.Tensor", at: str) -> "torch.Tensor":
    return nn.linear(states, network[f"{at}.weight"], network[f"{at}.bias"])


def _norm(network: Network, states: "torch.Tensor", at: str) -> "torch.Tensor":
    weight, bias = network[f"{at}.weight"], network[f"{at}.bias"]
    return nn.layer_norm(states, weight.shape, weight, bias, EPSILON)


def _start(original: Tensors) -> Network:
    network = {
        name: torch.tensor(value)
        for name, value in original.items()
        if value.dtype == np.float32 and not name.startswith("pooler.")
    }
    width = original["embeddings.LayerNorm.weight"].shape[0]
    for name, wide, narrow in (("head.dense", width, 2 * width), ("head.out", 3, width)):
        network.setdefault(f"{name}.weight", torch.randn(wide, narrow) * narrow**-0.5)
        network.setdefault(f"{name}.bias", torch.zeros(wide))
    for name, each in network.items():
        each.requires_grad_(name != FROZEN)
    return network


def _optimizer(network: Network, highest: float) -> "torch.optim.Optimizer":
    learned = {name: each for name, each in network.items() if name != FROZEN}
    head = [each for name, each in learned.items() if name.startswith("head.")]
    flat = [each for name, each in learned.items() if each.ndim == 1 and "head." not in name]
    wide = [each for name, each in learned.items() if each.ndim > 1 and "head." not in name]
    groups = [
        {"params": head, "lr": HEAD_RATE * highest},
        {"params": flat, "weight_decay": 0.0},
        {"params": wide},
    ]
    return torch.optim.AdamW(groups, lr=highest, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _tensors(batch: Sequence[Example]) -> tuple["torch.Tensor", ...]:
    longest = max(len(each.ids) for each in batch)
    ids, segments, mask = (np.zeros((len(batch), longest), np.int64) for _ in range(3))
    for row, each in enumerate(batch):
        size = len(each.ids)
        ids[row, :size], segments[row, :size], mask[row, :size] = each.ids, each.segments, 1
    labels = np.array([each.label for each in batch], np.int64)
    wide = (each.astype(np.float32) for each in (segments, mask))
    return tuple(torch.from_numpy(each) for each in (ids, *wide, labels))


def arrays(network: Network) -> dict[str, NDArray[np.float32]]:
    """The network's weights as arrays."""
    return {name: each.detach().numpy().copy() for name, each in network.items()}
