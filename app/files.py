"""Articles from files: .txt, .md, .json, .jsonl, and folders of them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import from_json

from app.articles.models import ArticleCreate
from app.fields import complaint

_HEADING = re.compile(r"^# +(\S.*?)(?: +#+)?\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as a file has it.

    `place` is the file, with the line or the item where it has several articles; `size` is how many bytes of
    the file the article takes.
    """

    place: str
    size: int
    article: ArticleCreate


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that is no article: where it is, how many bytes it takes, and why, in a sentence."""

    place: str
    size: int
    reason: str


Record = Draft | Failure


class _Unusable(Exception):
    """A file or a part of one is no article; the message says why."""


def article_files(paths: Iterable[Path]) -> Iterator[Path | Failure]:
    """The files that `paths` mean: themselves, and what is in folders at any depth, by name.

    In folders other kinds of files are passed over.
    """
    for path in paths:
        try:
            yield from _files_at(path)
        except OSError as error:
            yield Failure(str(path), 0, _told(error))


def records_in(files: Iterable[Path | Failure]) -> Iterator[Record]:
    """The articles in files, one by one; what is wrong with one keeps none of the others back."""
    for file in files:
        if isinstance(file, Failure):
            yield file
            continue
        try:
            yield from _READERS[file.suffix.lower()](file)
        except (OSError, _Unusable) as error:
            yield Failure(str(file), size_of(file), _told(error))


def size_of(file: Path | Failure) -> int:
    """How many bytes a file has; 0 where that cannot be told."""
    try:
        return file.size if isinstance(file, Failure) else file.stat().st_size
    except OSError:
        return 0


def _files_at(path: Path) -> Iterator[Path | Failure]:
    kinds = ", ".join(_READERS)
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if _is_read(file) and file.is_file())
        if not found:
            yield Failure(str(path), 0, f"No file in this folder is one of {kinds}.")
        yield from found
    elif not path.exists():
        yield Failure(str(path), 0, "There is no such file.")
    elif not _is_read(path):
        yield Failure(str(path), size_of(path), f"Its name does not end in one of {kinds}.")
    else:
        yield path


def _is_read(file: Path) -> bool:
    return file.suffix.lower() in _READERS


def _text(file: Path) -> Iterator[Record]:
    data = file.read_bytes()
    yield _record(str(file), len(data), {"text": _decoded(data)})


def _markdown(file: Path) -> Iterator[Record]:
    data = file.read_bytes()
    text = _decoded(data)
    heading = _HEADING.search(text)
    title = heading.group(1) if heading else None
    yield _record(str(file), len(data), {"text": text, "title": title})


def _json(file: Path) -> Iterator[Record]:
    data = file.read_bytes()
    value = _parsed(_decoded(data))
    if not isinstance(value, list):
        yield _record(str(file), len(data), value)
        return
    if not value:
        raise _Unusable("The list in it is empty.")
    for number, item in enumerate(value, start=1):
        yield _record(f"{file}, item {number}", len(data) // len(value), item)


def _json_lines(file: Path) -> Iterator[Record]:
    number_of_records = 0
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                number_of_records += 1
                yield _json_line(f"{file}, line {number}", line)
    if not number_of_records:
        raise _Unusable("It is empty.")


def _json_line(place: str, line: bytes) -> Record:
    try:
        return _record(place, len(line), _parsed(_decoded(line.rstrip(b"\r\n"))))
    except _Unusable as error:
        return Failure(place, len(line), str(error).replace(" at line 1 column", " at column"))


_READERS: dict[str, Callable[[Path], Iterator[Record]]] = {
    ".txt": _text,
    ".md": _markdown,
    ".json": _json,
    ".jsonl": _json_lines,
}


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Unusable(f"It is not UTF-8: see its byte {error.start + 1}.") from None
    if not text.strip():
        raise _Unusable("It is empty.")
    return text


def _parsed(text: str) -> object:
    try:
        return from_json(text)
    except ValueError as error:
        raise _Unusable(f"It is not JSON: {error}.") from None


def _record(place: str, size: int, fields: object) -> Record:
    if not isinstance(fields, dict):
        return Failure(place, size, "It is not a JSON object.")
    try:
        return Draft(place, size, ArticleCreate.model_validate(fields))
    except ValidationError as error:
        return Failure(place, size, _what_is_wrong(error))


def _what_is_wrong(error: ValidationError) -> str:
    """Which field is wrong and how; the names of alternatives, which pydantic adds, are left out."""
    found = [(_field(each["loc"]), complaint(each)) for each in error.errors(include_url=False)]
    return " ".join(f"`{field}`: {told}" for field, told in found)


def _field(place: tuple[int | str, ...]) -> str:
    first, *inner = map(str, place)
    return ".".join([first, *filter(str.isidentifier, inner)])


def _told(error: OSError | _Unusable) -> str:
    if isinstance(error, OSError):
        return f"It cannot be read: {error.strerror}."
    return str(error)
