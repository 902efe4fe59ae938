"""How a passage stands to a claim, by a small network that reads both at once."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BaseModel, Field, ValidationError
from tokenizers import Encoding, Tokenizer

from app.errors import Unfit
from app.inference import WEIGHTS
from app.inference.running import readable, session

STANCE_WEIGHTS = WEIGHTS / "stance"
LONGEST_PAIR = 256  # tokens of passage and claim together
USUAL_PAIR = 32  # tokens
SHORT_TEXT = 300  # characters, one or two sentences: "not" in it is likely to bear on what it is compared with
LONG_PAIR = 64  # tokens; beyond, the temperature grows no more: few held-out pairs are much longer
FILES = ("config.json", "tokenizer.json", "model.onnx")

SUPPORTS, REFUTES, NEUTRAL = STANCES = ("supports", "refutes", "neutral")
NAMES = {
    **dict.fromkeys(("supports", "supported", "support"), SUPPORTS),
    **dict.fromkeys(("entailment", "entails", "entailed", "entail"), SUPPORTS),
    **dict.fromkeys(("refutes", "refuted", "refute"), REFUTES),
    **dict.fromkeys(("contradiction", "contradicts", "contradicted", "contradict"), REFUTES),
    **dict.fromkeys(("neutral", "not_enough_info", "not_enough_information", "nei"), NEUTRAL),
    **dict.fromkeys(("not_entailment", "non_entailment", "not_enough_evidence"), NEUTRAL),
}
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
INTEGERS = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}


@dataclass(frozen=True, slots=True)
class StanceProbabilities:
    """How probable it is that a passage supports a claim, refutes it, or does neither; the three sum to 1."""

    supports: float
    refutes: float
    neutral: float


class Calibration(BaseModel):
    """What turns a network's logits into probabilities that can be believed.

    Logits are divided by a temperature. It may grow with the length of a pair that is longer than usual, and be higher
    by a factor where one of the texts negates: of both, networks are too sure.
    """

    temperature: float = Field(default=1.0, gt=0, allow_inf_nan=False)
    growth: float = Field(default=0.0, ge=-1, le=1)
    negated: float = Field(default=1.0, gt=0, allow_inf_nan=False)

    def at(self, tokens: ArrayLike, negated: ArrayLike = False) -> NDArray[np.float64]:  # noqa: FBT002 - an array
        """The temperatures for pairs of so many tokens; `temperature` is that for up to `USUAL_PAIR` tokens."""
        length = np.clip(np.asarray(tokens) / USUAL_PAIR, 1.0, LONG_PAIR / USUAL_PAIR)
        grown = self.temperature * length**self.growth
        temperatures: NDArray[np.float64] = grown * np.where(negated, self.negated, 1.0)
        return temperatures


def negates(*texts: str) -> bool:
    """Whether one of some texts has a word that negates; long ones, of which nearly all have, are not looked at."""
    return any(_NEGATION.search(text) for text in texts if len(text) <= SHORT_TEXT)


_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|hardly|cannot|[a-z]{2,8}n['’]t)\b",
    re.IGNORECASE,
)


class PairConfig(BaseModel):
    """What a folder's `config.json` says; everything else in it is left alone."""

    id2label: dict[int, str]
    max_position_embeddings: int = Field(default=LONGEST_PAIR, ge=16)
    factcheck: Calibration = Calibration()


class PairClassifier:
    """The stance of passages to claims; it loads its weights when made, and threads may share it.

    A folder has `model.onnx` (a network that classifies a pair of texts), `tokenizer.json`, and `config.json` with
    the names of the labels in `id2label`, in any order: entailment, contradiction, neutral or supports, refutes, not
    enough info. One that knows entailment and not_entailment never refutes, and one that knows supports and refutes
    alone finds a side for every passage.

    Pairs go through the network one by one. The 8-bit arithmetic scales its input by the largest value in it, so in
    a batch a pair's result would depend on its neighbours; and on one core batches are not faster.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        try:
            contents = [(folder / file).read_bytes() for file in FILES]
            config = PairConfig.model_validate_json(contents[0])
            self.fingerprint = _digest(contents)
            self._stances = stances_of(config.id2label)
            self._calibration = config.factcheck
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            longest = min(LONGEST_PAIR, config.max_position_embeddings)
            self._tokenizer.enable_truncation(longest, strategy="longest_first")
            self._tokenizer.no_padding()
            self._network = session(folder / "model.onnx", threads)
            self._inputs = {each.name: each.type for each in self._network.get_inputs()}
            _check_inputs(self._inputs)
            self.judge([("It runs.", "Does it run?"), ("On and on. " * 999, "On and on?" * 999)])
        except ValidationError as error:
            raise Unfit(
                folder, f"config.json: {error.errors(include_url=False)[0]['msg']}"
            ) from error
        except Exception as error:  # the libraries raise what they like, bare Exception included
            raise Unfit(folder, str(error)) from error

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[StanceProbabilities]:
        """How each passage stands to the claim beside it, in order; the same pair always gets the same answer.

        Of a pair that is too long the end of the longer text is not read. A stance that the network does not know
        has probability 0.
        """
        return [
            self._judge(self._read(passage, claim), negated=negates(passage, claim))
            for passage, claim in pairs
        ]

    def tokens(self, passage: str, claim: str) -> int:
        """How many tokens of a pair are read."""
        return len(self._read(passage, claim).ids)

    def _read(self, passage: str, claim: str) -> Encoding:
        return self._tokenizer.encode(readable(passage), readable(claim))

    def _judge(self, read: Encoding, *, negated: bool) -> StanceProbabilities:
        values = dict(zip(INPUTS, (read.ids, read.attention_mask, read.type_ids), strict=True))
        takes = {
            name: np.array([values[name]], INTEGERS[kind]) for name, kind in self._inputs.items()
        }
        [logits] = self._network.run(None, takes)[0]
        chances = softmax(logits / self._calibration.at(len(read.ids), negated))
        known = dict(zip(self._stances, chances, strict=True))
        return StanceProbabilities(*(float(known.get(stance, 0)) for stance in STANCES))


def stances_of(id2label: Mapping[int, str]) -> list[str]:
    """The stance that each output of a network stands for.

    Raises:
        ValueError: the labels do not tell.
    """
    names = [id2label.get(place, "") for place in range(len(id2label))]
    stances = [NAMES.get(re.sub(r"[\W_]+", "_", name.strip().lower()), "") for name in names]
    if len(set(stances)) < len(stances) or not set(stances) <= set(STANCES) or len(stances) < 2:
        raise ValueError(
            f"its labels are {', '.join(id2label.values()) or 'none'}; wanted are two or three such as"
            " entailment, contradiction and neutral, by their names in id2label of config.json"
        )
    return stances


def _check_inputs(inputs: Mapping[str, str]) -> None:
    for name, kind in inputs.items():
        if name not in INPUTS or kind not in INTEGERS:
            raise ValueError(f"its network wants {name}, {kind}; given are {', '.join(INPUTS)}")


def softmax(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Probabilities, float64[n], that sum to 1."""
    powers = np.exp(logits.astype(np.float64) - logits.max())
    shares: NDArray[np.float64] = powers / powers.sum()
    return shares


def _digest(contents: Sequence[bytes]) -> str:
    """One fingerprint for the contents of several files."""
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in contents)).hexdigest()
