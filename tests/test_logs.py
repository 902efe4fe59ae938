"""What the log says, and what it never says."""

import json
import logging
from datetime import datetime, timedelta
from logging.config import dictConfig

import pytest

from app.logs import LogFormat, log_config, request_id, traceback_of

WORDS = "the words of an article"
log = logging.getLogger("app.test")


pytestmark = pytest.mark.usefixtures("usual_logging")


def _fail() -> None:
    try:
        dict[str, str]()[WORDS]
    except KeyError as error:
        raise ValueError(WORDS) from error


def _fail_alone() -> None:
    try:
        dict[str, str]()[WORDS]
    except KeyError:
        raise ValueError("no such word") from None


def test_a_line_of_json_has_time_level_logger_message_and_the_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    dictConfig(log_config("json", "info"))
    token = request_id.set("r-1")

    log.warning("It %s", "rains", extra={"millimetres": 4})

    request_id.reset(token)
    line = json.loads(capsys.readouterr().err)
    moment = datetime.fromisoformat(line.pop("time"))
    assert moment.utcoffset() == timedelta(0)
    assert line == {
        "level": "warning",
        "logger": "app.test",
        "message": "It rains",
        "request_id": "r-1",
        "millimetres": 4,
    }


def test_a_line_for_people_ends_with_the_request(capsys: pytest.CaptureFixture[str]) -> None:
    dictConfig(log_config("console", "info"))
    token = request_id.set("r-1")

    log.warning("It rains")

    request_id.reset(token)
    assert capsys.readouterr().err.endswith("Z WARNING It rains [r-1]\n")


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_an_unexpected_error_is_told_without_its_words(
    log_format: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    dictConfig(log_config(log_format, "info"))
    try:
        _fail()
    except ValueError:
        log.exception("It broke")

    told = capsys.readouterr().err
    assert "in _fail" in told
    assert "builtins.KeyError" in told
    assert "builtins.ValueError" in told
    assert WORDS not in told


def test_only_what_is_important_enough_is_logged_and_libraries_are_quieter(
    capsys: pytest.CaptureFixture[str],
) -> None:
    dictConfig(log_config("console", "warning"))
    log.info("It drizzles")
    logging.getLogger("some.library").info("It drizzles")
    assert capsys.readouterr().err == ""

    dictConfig(log_config("console", "debug"))
    log.debug("It drizzles")
    logging.getLogger("some.library").info("It pours")

    assert "It drizzles" in (told := capsys.readouterr().err)
    assert "It pours" not in told


def test_an_error_that_hides_what_it_follows_from_hides_it_here_too() -> None:
    with pytest.raises(ValueError, match="no such word") as raised:
        _fail_alone()

    assert "KeyError" not in traceback_of(raised.value)
