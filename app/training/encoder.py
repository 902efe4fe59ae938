"""Make the weights of the sentence encoder: all-MiniLM-L6-v2 with 8-bit weights, in two halves."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import numpy as np
import onnx
import typer
from safetensors.numpy import load
from tokenizers import Tokenizer

from app.errors import Invalid
from app.inference.encoder import ENCODER_WEIGHTS, LONGEST_TEXT, SentenceEncoder
from app.training.graphs import Tensors, lower_half, upper_half

ORIGINAL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS = 6
LOWER_LAYERS = 4  # the states after layers 3 and 4 say best whether a sentence is worth checking


def main(
    original: Annotated[Path, typer.Argument(help="Folder of model.safetensors, tokenizer.json.")],
    out: Annotated[Path, typer.Option(help="Folder for the weights.")] = ENCODER_WEIGHTS,
    sentences: Annotated[
        Path | None, typer.Option(help="JSONL with `text`: compare the vectors of the two.")
    ] = None,
) -> None:
    """Quantise the original network; with sentences, say how near its vectors still are."""
    tensors = read_tensors(original / "model.safetensors", ORIGINAL_SHA256)
    write_encoder(tensors, original / "tokenizer.json", out, quantised=True)
    for name in ("lower.onnx", "upper.onnx", "tokenizer.json"):
        content = (out / name).read_bytes()
        typer.echo(f"{hashlib.sha256(content).hexdigest()}  {name}  {len(content):,} bytes")
    if sentences:
        texts = [json.loads(line)["text"] for line in sentences.read_text("utf-8").splitlines()]
        with TemporaryDirectory() as exact:
            write_encoder(tensors, original / "tokenizer.json", Path(exact), quantised=False)
            cosines = compare(Path(exact), out, texts)
        typer.echo(
            f"Cosine to the original on {len(texts)} sentences: mean {cosines.mean():.4f}, min {cosines.min():.4f}"
        )


def read_tensors(file: Path, sha256: str) -> Tensors:
    """The weights in a file, by name.

    Raises:
        Invalid: the file is another one than the one wanted.
    """
    content = file.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise Invalid("original", f"{file} has the SHA-256 {found}, not {sha256}.")
    return load(content)


def write_encoder(tensors: Tensors, tokenizer: Path, folder: Path, *, quantised: bool) -> None:
    """Write a folder that `SentenceEncoder` can load."""
    folder.mkdir(parents=True, exist_ok=True)
    lower = lower_half(tensors, LOWER_LAYERS, quantised=quantised)
    upper = upper_half(tensors, range(LOWER_LAYERS, LAYERS), quantised=quantised)
    onnx.save(lower, folder / "lower.onnx")
    onnx.save(upper, folder / "upper.onnx")
    words = Tokenizer.from_file(str(tokenizer))
    words.enable_truncation(LONGEST_TEXT)
    words.no_padding()
    words.save(str(folder / "tokenizer.json"), pretty=False)


def compare(
    one: Path, other: Path, texts: Sequence[str]
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The cosine between the vectors that two encoders give each text, float32[n]."""
    vectors = SentenceEncoder(one).encode(texts) * SentenceEncoder(other).encode(texts)
    cosines: np.ndarray[tuple[int], np.dtype[np.float32]] = vectors.sum(axis=1)
    return cosines


if __name__ == "__main__":
    typer.run(main)
