"""What the service says of itself while it runs: one line for each event on standard error, as JSON or for people.

Lines carry the id of the request that they belong to. What was not expected is logged with the places in the code
that it went through and without its words, since these may quote what somebody sent.
"""

import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal, TextIO

from pythonjsonlogger.core import RESERVED_ATTRS, merge_record_extra
from pythonjsonlogger.json import JsonFormatter

LogFormat = Literal["console", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered; empty outside of requests."""

_OURS = ("app", "uvicorn")
_NOT_FIELDS = frozenset({*RESERVED_ATTRS, "color_message"})  # uvicorn says its messages twice
_COLOURS = {"DEBUG": "2", "WARNING": "33", "ERROR": "31", "CRITICAL": "31"}

# No line of ours tells these, and to find them out takes a fifth of the time of a line.
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def log_config(log_format: LogFormat, log_level: LogLevel) -> dict[str, Any]:
    """What `logging.config.dictConfig` takes, and uvicorn for each of its processes.

    The level is that of the service and its server; libraries say only what is a warning at least.
    """
    formatter = JsonLines if log_format == "json" else ConsoleLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{__name__}.{formatter.__name__}"}},
        "handlers": {"stderr": {"class": f"{__name__}.Stderr", "formatter": "lines"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {name: {"level": log_level.upper()} for name in _OURS},
    }


def traceback_of(error: BaseException) -> str:
    """Where an error came from, and from which errors it follows, by their kinds alone."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    followed = f"{traceback_of(before)}\nwhich led to\n" if before else ""
    kind = type(error)
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{followed}{frames}{kind.__module__}.{kind.__qualname__}"


class Stderr(logging.StreamHandler[TextIO]):
    """Writes to standard error, whatever that is by then."""

    @property
    def stream(self) -> TextIO:
        """Where to write."""
        return sys.stderr

    @stream.setter
    def stream(self, _: TextIO) -> None:
        pass


class JsonLines(JsonFormatter):
    """One JSON object a line: `time`, `level`, `logger`, `message`, `request_id`, then what the event has of its own."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Put the fields of a record where they belong."""
        log_data["time"] = _time_of(record)
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        log_data["message"] = record.message
        if identity := request_id.get():
            log_data["request_id"] = identity
        merge_record_extra(record, log_data, reserved=_NOT_FIELDS)
        if "exc_info" in message_dict:
            log_data["traceback"] = message_dict["exc_info"]

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's name
        """A traceback without what errors say."""
        return traceback_of(ei[1]) if ei[1] else ""


class ConsoleLines(logging.Formatter):
    """A line for people: time, level, message, and the id of the request; in colour on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as a line, with a traceback below it where there is one."""
        identity = request_id.get()
        level = f"{record.levelname:<7}"
        if sys.stderr.isatty() and record.levelname in _COLOURS:
            level = f"\x1b[{_COLOURS[record.levelname]}m{level}\x1b[0m"
        line = f"{_time_of(record)} {level} {record.getMessage()}"
        if identity:
            line += f" [{identity}]"
        if record.exc_info and record.exc_info[1]:
            line += f"\n{traceback_of(record.exc_info[1])}"
        return line


def _time_of(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
