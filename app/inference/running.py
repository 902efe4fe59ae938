"""What all networks here share: how they are loaded, and how a text is made fit to be read."""

from pathlib import Path

import onnxruntime as ort

LONGEST_READ = (
    8_192  # code points; far more than a network reads, and an endless text costs no more
)


def session(file: Path, threads: int) -> ort.InferenceSession:
    """A network ready to run on the CPU; several threads may run it at once."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is raised
    return ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def readable(text: str) -> str:
    """The start of a text, without the lone surrogates that a tokenizer cannot take."""
    return text[:LONGEST_READ].encode(errors="replace").decode()
