"""What can go wrong, as facts of the domain; `api/errors.py` maps them to HTTP.

FactcheckError
├── NotFound     there is nothing with this id
├── Invalid      what was sent cannot be taken as it is; `pointer` says which part
├── Conflict     what was sent contradicts what is stored
├── InProgress   the same request is being done now
├── Stale        somebody else changed it since it was read
├── Unavailable  the database, or another provider, cannot answer now
│   └── Full     the database has no room to store more
├── Unfetchable  another server did not give the page
├── OtherSchema  the database has another schema than this version needs
├── NoDatabase   there is no file yet where the database should be
├── NoBackup     no backup could be made
└── Unfit        a folder does not hold weights that fit
"""

from typing import TypeVar

Found = TypeVar("Found")

Versions = frozenset[int] | None
"""The versions of a row that a caller expects; None expects nothing."""


class FactcheckError(Exception):
    """The root of all errors that the service raises on purpose."""


class NotFound(FactcheckError):
    """There is nothing with this id."""

    def __init__(self, noun: str, identity: object) -> None:
        super().__init__(f"There is no {noun} with the id {identity}.")


class Invalid(FactcheckError):
    """What was sent cannot be taken as it is.

    `pointer` names the part concerned, as in a problem's `errors` (`#/quote`, `query/cursor`).
    """

    def __init__(self, pointer: str, detail: str) -> None:
        super().__init__(detail)
        self.pointer = pointer


class Conflict(FactcheckError):
    """What was sent contradicts what is stored."""


class InProgress(FactcheckError):
    """The same request is being done now; sending it again gets its answer."""


class Stale(FactcheckError):
    """The row was changed since the caller read it."""


class Unavailable(FactcheckError):
    """A provider cannot answer now; trying again later may help.

    `public` leaves out what only those should read who run the service.
    """

    def __init__(self, told: str, public: str | None = None) -> None:
        super().__init__(told)
        self.public = public or told


class Full(Unavailable):
    """The database has no room to store more."""


class Unfetchable(FactcheckError):
    """Another server did not give the page; `reason` says why, as a clause about the page."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"{url} could not be fetched: {reason}."
            " Send the text itself in `text`, and the address in `url` with it."
        )


class OtherSchema(FactcheckError):
    """The database has another schema than this version of the service needs, or none."""

    def __init__(self, database: str, revision: str | None) -> None:
        has = f"has the schema {revision}, not the one" if revision else "does not have the schema"
        super().__init__(
            f"The database {database} {has} that this version needs; run `factcheck migrate`,"
            " or name another one in FACTCHECK_DATABASE_URL."
        )


class NoDatabase(FactcheckError):
    """There is no file yet where the database should be; `path` is absolute."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"There is no file {path}. Name the database that there is in FACTCHECK_DATABASE_URL,"
            " or run `factcheck migrate` to make a new one there."
        )


class NoBackup(FactcheckError):
    """No backup could be made."""


class Unfit(FactcheckError):
    """A folder does not hold weights that can be used here."""

    def __init__(self, folder: object, reason: str) -> None:
        super().__init__(f"The folder {folder} does not hold weights that fit: {reason}")


def present(found: Found | None, noun: str, identity: object) -> Found:
    """What was found.

    Raises:
        NotFound: nothing was.
    """
    if found is None:
        raise NotFound(noun, identity)
    return found


def check_version(version: int, expected: Versions) -> None:
    """Make sure that a row still has one of the versions that the caller expects; None expects nothing.

    Raises:
        Stale: it has another.
    """
    if expected is not None and version not in expected:
        raise Stale(
            f"It was changed since you read it: it is at version {version} now. Read it again."
        )
