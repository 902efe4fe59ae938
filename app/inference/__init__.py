"""Networks that run here on the CPU, and the weights that come with the service."""

from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights"
