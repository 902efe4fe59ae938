"""Articles from files: .txt, .md, .html, .json, .jsonl, and folders of them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import from_json

from app.articles.markup import decoded
from app.articles.models import ArticleCreate
from app.fields import complaint

_BEGINS_AS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|!--|\?xml|(?:html|head|body|article|main|div|p|h1)[\s>])",
    re.IGNORECASE,
)
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


def record_of(place: str, data: bytes) -> Record:
    """The article in bytes that have no name: a page where they begin as HTML does, else a text."""
    try:
        text = decoded(data) if _BEGINS_AS_HTML.match(data) else _decoded(data)
    except _Unusable as error:
        return Failure(place, len(data), str(error))
    field = "html" if _BEGINS_AS_HTML.match(data) else "text"
    return record_in(place, {field: text}, len(data))


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
    yield record_in(str(file), {"text": _decoded(data)}, len(data))


def _markdown(file: Path) -> Iterator[Record]:
    data = file.read_bytes()
    text = _decoded(data)
    heading = _HEADING.search(text)
    title = heading.group(1) if heading else None
    yield record_in(str(file), {"text": text, "title": title}, len(data))


def _html(file: Path) -> Iterator[Record]:
    data = file.read_bytes()
    if not data.strip():
        raise _Unusable("It is empty.")
    yield record_in(str(file), {"html": decoded(data)}, len(data))


def _json(file: Path) -> Iterator[Record]:
    data = file.read_bytes()
    value = _parsed(_decoded(data))
    if not isinstance(value, list):
        yield record_in(str(file), value, len(data))
        return
    if not value:
        raise _Unusable("The list in it is empty.")
    for number, item in enumerate(value, start=1):
        yield record_in(f"{file}, item {number}", item, len(data) // len(value))


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
        return record_in(place, _parsed(_decoded(line.rstrip(b"\r\n"))), len(line))
    except _Unusable as error:
        return Failure(place, len(line), str(error).replace(" at line 1 column", " at column"))


_READERS: dict[str, Callable[[Path], Iterator[Record]]] = {
    ".txt": _text,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
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


def record_in(place: str, fields: object, size: int = 0) -> Record:
    """The article that fields of `ArticleCreate` make; `size` is how many bytes they took."""
    if not isinstance(fields, dict):
        return Failure(place, size, "It is not a JSON object.")
    try:
        return Draft(place, size, ArticleCreate.model_validate(fields))
    except ValidationError as error:
        return Failure(place, size, _what_is_wrong(error))


def _what_is_wrong(error: ValidationError) -> str:
    """Which field is wrong and how; the names of alternatives, which pydantic adds, are left out."""
    found = [(_field(each["loc"]), complaint(each)) for each in error.errors(include_url=False)]
    return " ".join(f"`{field}`: {told}" if field else told for field, told in found)


def _field(place: tuple[int | str, ...]) -> str:
    """A field by its name; nothing for the whole."""
    first, *inner = map(str, place) if place else ("",)
    return ".".join([first, *filter(str.isidentifier, inner)])


def _told(error: OSError | _Unusable) -> str:
    if isinstance(error, OSError):
        return f"It cannot be read: {error.strerror}."
    return str(error)
