"""What databases say when something is wrong with them, as errors of the domain that say what to do."""

import sqlite3

from sqlalchemy import exc

from app.errors import Conflict, FactcheckError, Full, Unavailable

_NO_ROOM = "It has no room to store this: its disk is full, or its file may not grow. Free some space there, then send it again."
_READ_ONLY = (
    "It can be read but not written: make the file and its folder writable for the service,"
    " or name a server that takes writes."
)
_NOT_OPENED = (
    "Its file is not there, or may not be read: put it back, or correct the permissions of the file"
    " and its folder. No restart is needed then."
)
_DAMAGED = "It is damaged: stop the service, restore a backup, start it."
_TRY_AGAIN = "Try again in a moment."

_SQLITE_NO_ROOM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,  # a quota, or a limit on the size of files
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
_SQLITE_ADVICE = {
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPENED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
_POSTGRESQL_NO_ROOM = "53100"
_POSTGRESQL_ADVICE = {"25006": _READ_ONLY, "XX001": _DAMAGED, "XX002": _DAMAGED}
_POSTGRESQL_UNKNOWN_NAME = {"42P01", "42703"}
_AWAY = (exc.OperationalError, exc.InterfaceError, exc.TimeoutError)


def is_about_names(error: exc.DBAPIError) -> bool:
    """Whether a statement names what the database does not have: its schema is another one, or the fault is ours."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_ERROR or _sqlstate(error) in _POSTGRESQL_UNKNOWN_NAME


def fault_in(error: exc.SQLAlchemyError) -> FactcheckError | None:
    """What an error means to whoever runs or uses the service; None where it is a fault of the service."""
    if isinstance(error, exc.IntegrityError):
        return Conflict(
            "Somebody stored something at the same time that contradicts this; read again and repeat."
        )
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    if code in _SQLITE_NO_ROOM or _sqlstate(error) == _POSTGRESQL_NO_ROOM:
        return Full(*_told(error, _NO_ROOM))
    advice = _SQLITE_ADVICE.get(code & 0xFF) or _POSTGRESQL_ADVICE.get(_sqlstate(error))
    if advice or isinstance(error, _AWAY):
        return Unavailable(*_told(error, advice or _TRY_AGAIN))
    return None


def _sqlstate(error: exc.SQLAlchemyError) -> str:
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


def _told(error: exc.SQLAlchemyError, advice: str) -> tuple[str, str]:
    """What is told with the reason, which names hosts and users, and without it."""
    reason = str(getattr(error, "orig", None) or error).strip().rstrip(".")
    told = "The database cannot do this now"
    return f"{told}: {reason}. {advice}", f"{told}. {advice}"
