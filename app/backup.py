"""A copy of an SQLite database while the service runs."""

import errno
import os
import shlex
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import mkstemp

from sqlalchemy import URL

from app.db import Database
from app.engine import file_of
from app.errors import NoBackup

PAGES = 1000  # copied at once
PG_DUMP = (
    "PostgreSQL makes its own backups, while the service runs too; with the password, if it asks for one, in PGPASSWORD:"
    " pg_dump --format=custom --file={file} {address}"
)
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP}  # such as FAT, and folders of a server


def back_up(database: Database, target: Path, advance: Callable[[int], None]) -> None:
    """Write all that is stored, as it is at one moment, to a new file; whoever writes meanwhile is not kept waiting.

    The file has its name only once it is complete, checked and on the disk. Whatever schema it has is copied, since a
    backup is wanted before an upgrade. `advance` is told how many pages more were copied.

    Raises:
        NoBackup: there is such a file already, it cannot be written, the database cannot be read, or the copy is not
            sound.
    """
    if not database.is_sqlite:
        raise NoBackup(_pg_dump(database.engine.url, target))
    source = file_of(database.engine.url)
    if source is None:
        raise NoBackup("Name the database by its file, sqlite:///FILE, without `file:`.")
    if os.path.lexists(target):
        raise NoBackup(f"{target} is there already; name a new file.")
    if not source.is_file():
        raise NoBackup(f"There is no database {source}.")
    try:
        with _new_file_beside(target) as partial:
            _copy(source, partial, advance)
            _check(partial)
            _sync(partial)
            _give_name(partial, target)
            _sync(target.parent)
    except FileExistsError as error:
        raise NoBackup(f"{target} is there already; name a new file.") from error
    except (OSError, sqlite3.Error) as error:
        raise NoBackup(f"No backup could be written to {target}: {error}.") from error


def _pg_dump(url: URL, target: Path) -> str:
    address = url.set(drivername="postgresql")._replace(password=None).render_as_string()
    return PG_DUMP.format(file=shlex.quote(str(target)), address=shlex.quote(address))


@contextmanager
def _new_file_beside(target: Path) -> Iterator[Path]:
    """An empty file that only its owner may read; its name is gone afterwards."""
    opened, name = mkstemp(prefix=f"{target.name}.", suffix=".partial", dir=target.parent)
    os.close(opened)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _give_name(partial: Path, target: Path) -> None:
    """Let the file have its name unless another has it: renaming alone would replace that."""
    try:
        os.link(partial, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        target.open("x").close()
        partial.replace(target)


def _copy(source: Path, target: Path, advance: Callable[[int], None]) -> None:
    """Copy within one read transaction, without which each write of another process would begin it anew."""
    with (
        closing(_opened(f"{source.as_uri()}?mode=rw")) as original,
        closing(_opened(target.absolute().as_uri())) as copy,
    ):
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        original.backup(copy, pages=PAGES, progress=lambda *_: advance(PAGES))
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def _opened(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=30, isolation_level=None)


def _check(file: Path) -> None:
    with closing(_opened(file.absolute().as_uri())) as copy:
        [[found], *_] = copy.execute("PRAGMA integrity_check(1)").fetchall()
    if found != "ok":
        raise NoBackup(f"The copy is not sound: {found}. The database may be damaged.")


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
