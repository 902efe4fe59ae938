"""A fact-check microservice: claims with place and speaker, linked sources, verdict summaries."""

from importlib.metadata import version

__version__ = version("factcheck-service")
