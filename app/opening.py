"""What commands begin with: the settings of this process, and the database that they name."""

import errno
import multiprocessing
import os
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

from pydantic import ValidationError

from app.db import Database
from app.errors import FactcheckError, Invalid, Unfit
from app.fields import complaint
from app.keys.store import active_keys
from app.settings import Settings
from app.wiring import make_checker, open_database


def settings_with(**given: object) -> Settings:
    """The settings of the environment, and above them those that are given and not None.

    Raises:
        Invalid: one of them cannot be used.
    """
    try:
        return Settings.model_validate({key: given[key] for key in given if given[key] is not None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = f"FACTCHECK_{first['loc'][0]}".upper()
        raise Invalid(name, f"The setting {name} cannot be used. {complaint(first)}") from error


def tell_processes(decided: Mapping[str, object]) -> None:
    """Let this process and those that it starts find these settings in their environment, whatever was there."""
    for name, value in decided.items():
        variable = f"FACTCHECK_{name}".upper()
        for other in [each for each in os.environ if each.upper() == variable]:
            del os.environ[other]
        os.environ[variable] = str(value)


@contextmanager
def migrated_database() -> Iterator[Database]:
    """The database of the settings.

    Raises:
        Unavailable: it cannot answer now.
        OtherSchema: it has another schema.
        NoDatabase: its file is not there.
    """
    with closing(open_database(settings_with())) as database:
        database.check_schema()
        yield database


def check_guarded(database: Database, settings: Settings) -> None:
    """Make sure that a service which others can reach asks for keys.

    Raises:
        FactcheckError: it would not.
    """
    if settings.is_open:
        return
    with database.reading() as session:
        has_keys = bool(active_keys(session))
    if not has_keys:
        raise FactcheckError(
            f"Other machines can reach the address {settings.host}, and there is no API key to ask them for."
            " Make one with `factcheck keys create NAME --scope admin`, or set FACTCHECK_HOST=127.0.0.1;"
            " if everybody shall read, write and delete everything, set FACTCHECK_OPEN_WITHOUT_KEYS=true."
        )


def check_port(settings: Settings) -> None:
    """Make sure that the server can listen where it shall, before anything is loaded.

    Raises:
        FactcheckError: it cannot: the port is taken, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
            trial.bind((settings.host, settings.port))
    except (OSError, UnicodeError) as error:
        is_taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        raise FactcheckError(
            f"The service cannot listen on {settings.host}, port {settings.port}:"
            f" {getattr(error, 'strerror', None) or 'this is no address'}."
            f" {'Stop what listens there, or take' if is_taken else 'Take'} another port with --port or FACTCHECK_PORT,"
            " or another address with --host or FACTCHECK_HOST."
        ) from error


def check_weights(settings: Settings) -> None:
    """Make sure that the weights load and fit each other, before workers all fail to load them.

    A process that serves alone goes on with what is loaded; one that only starts workers would hold it for nothing.

    Raises:
        FactcheckError: they do not.
    """
    if settings.workers == 1:
        make_checker(settings)
        return
    trial = multiprocessing.get_context("spawn").Process(target=_try_weights, args=[settings])
    trial.start()
    trial.join()
    if trial.exitcode:
        raise FactcheckError("The service cannot start with these weights.")


def _try_weights(settings: Settings) -> None:
    try:
        make_checker(settings)
    except Unfit as error:
        sys.exit(str(error))
