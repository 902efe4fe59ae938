"""Articles from files: what comes out, and what is said of a file that cannot be used."""

import json
from pathlib import Path

import pytest

from app.articles.source_models import SourceRef
from app.files import Draft, Failure, article_files, record_of, records_in, size_of


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def _drafts(*paths: Path) -> list[Draft]:
    records = list(records_in(article_files(paths)))
    assert not [record for record in records if isinstance(record, Failure)]
    return [record for record in records if isinstance(record, Draft)]


def _failures(*paths: Path) -> list[tuple[str, str]]:
    records = records_in(article_files(paths))
    return [(each.place, each.reason) for each in records if isinstance(each, Failure)]


def test_a_text_file_is_an_article_with_the_text_as_it_stands(tmp_path: Path) -> None:
    file = _write(tmp_path, "port.txt", "The port closed.\r\n\r\nLorries wait.\n")

    [draft] = _drafts(file)

    assert draft.article.text == "The port closed.\r\n\r\nLorries wait.\n"
    assert draft.article.title is None
    assert (draft.place, draft.size) == (str(file), file.stat().st_size)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = _write(tmp_path, "port.txt", b"\xef\xbb\xbfThe port closed.")

    assert _drafts(file)[0].article.text == "The port closed."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Port closes\n\nThe port closed.", "Port closes"),
        ("By Ada Brook\n\n#  Port closes ##\r\n\n# Second\n", "Port closes"),
        ("# Learning C#\n", "Learning C#"),
        ("## Port closes\n\n#closed\n", None),
    ],
)
def test_the_first_heading_of_a_markdown_file_is_the_title(
    tmp_path: Path, text: str, title: str | None
) -> None:
    file = _write(tmp_path, "port.md", text)

    [draft] = _drafts(file)

    assert (draft.article.title, draft.article.text) == (title, text)


@pytest.mark.parametrize("name", ["port.html", "port.HTM"])
def test_an_html_file_is_a_page_in_whatever_character_set(tmp_path: Path, name: str) -> None:
    page = '<html><meta charset="windows-1252"><p>The café closed.'

    [draft] = _drafts(_write(tmp_path, name, page.encode("cp1252")))

    assert (draft.article.html, draft.article.text) == (page, None)


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        (b"<!DOCTYPE html><p>The port closed.", True),
        (b"\xef\xbb\xbf\n <html lang=en><p>The port closed.", True),
        (b"<!-- story --><p>The port closed.", True),
        (b"<article>The port closed.", True),
        (b"The port <sic> closed.", False),
        (b"<3 the port", False),
    ],
)
def test_what_begins_as_a_page_does_is_one(data: bytes, is_page: bool) -> None:  # noqa: FBT001
    record = record_of("standard input", data)

    assert isinstance(record, Draft)
    assert (record.article.html is not None, record.article.text is not None) == (
        is_page,
        not is_page,
    )


def test_a_text_with_tags_is_neither_a_page_nor_a_text_and_that_is_told() -> None:
    record = record_of("standard input", b"The port <b>closed</b>.")

    assert isinstance(record, Failure)
    assert "HTML tags, such as <b>" in record.reason


@pytest.mark.parametrize("data", [b"", b"  ", b"caf\xe9"])
def test_what_is_neither_a_page_nor_a_text_is_told(data: bytes) -> None:
    record = record_of("standard input", data)

    assert isinstance(record, Failure)
    assert record.reason in {"It is empty.", "It is not UTF-8: see its byte 4."}


def test_a_json_file_holds_one_article(tmp_path: Path) -> None:
    fields = {
        "text": "The port closed.",
        "url": "https://courier.example/port",
        "source": {"name": "Courier", "domain": "courier.example"},
        "published_at": "2026-06-02T08:00:00Z",
    }

    [draft] = _drafts(_write(tmp_path, "port.json", json.dumps(fields)))

    assert draft.article.url == "https://courier.example/port"
    assert draft.article.source == SourceRef(name="Courier", domain="courier.example")


def test_a_json_file_may_hold_a_list_of_articles(tmp_path: Path) -> None:
    file = _write(tmp_path, "news.json", '[{"text": "One."}, {"text": "Two."}]')

    drafts = _drafts(file)

    assert [draft.article.text for draft in drafts] == ["One.", "Two."]
    assert [draft.place for draft in drafts] == [f"{file}, item 1", f"{file}, item 2"]


def test_a_json_lines_file_holds_an_article_a_line(tmp_path: Path) -> None:
    file = _write(tmp_path, "news.jsonl", '{"text": "One."}\n\n{"text": "Two."}')

    drafts = _drafts(file)

    assert [draft.article.text for draft in drafts] == ["One.", "Two."]
    assert [draft.place for draft in drafts] == [f"{file}, line 1", f"{file}, line 3"]


def test_one_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        b'{"text": "One."}',
        b'{"text": ',
        b'"Two."',
        b'{"text": "\xff"}',
        b'{"text": "Five."}',
    ]
    file = _write(tmp_path, "news.jsonl", b"\n".join(lines))

    records = list(records_in(article_files([file])))

    assert [each.article.text for each in records if isinstance(each, Draft)] == ["One.", "Five."]
    assert _failures(file) == [
        (f"{file}, line 2", "It is not JSON: EOF while parsing a value at column 9."),
        (f"{file}, line 3", "It is not a JSON object."),
        (f"{file}, line 4", "It is not UTF-8: see its byte 11."),
    ]


def test_a_folder_is_read_to_any_depth_in_order_and_other_files_are_passed_over(
    tmp_path: Path,
) -> None:
    for name in ("b/two.TXT", "a.txt", "b/one.md", "picture.png", "c.txt/notes.csv"):
        _write(tmp_path, name, f"Text of {name}.")

    drafts = _drafts(tmp_path)

    assert [draft.article.text for draft in drafts] == [
        "Text of a.txt.",
        "Text of b/one.md.",
        "Text of b/two.TXT.",
    ]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "It is empty."),
        ("a.md", b" \n\t\n", "It is empty."),
        ("a.json", b"", "It is empty."),
        ("a.jsonl", b"\n\n", "It is empty."),
        ("a.txt", b"caf\xe9 closed", "It is not UTF-8: see its byte 4."),
        (
            "a.txt",
            b"The port\x00 closed.",
            "`text`: Remove the NUL character: it cannot be stored.",
        ),
        (
            "a.csv",
            b"text\nThe port closed.",
            "Its name does not end in one of .txt, .md, .html, .htm, .json, .jsonl.",
        ),
        ("a.json", b'{"text":\n  port}', "It is not JSON: expected value at line 2 column 3."),
        ("a.json", b"[]", "The list in it is empty."),
        ("a.json", b"41", "It is not a JSON object."),
        ("a.json", b"[" * 2000, "It is not JSON: recursion limit exceeded"),
        ("a.json", b'{"title": "Port"}', "Give one of `text`, `html` and `url`."),
        (
            "a.json",
            b'{"text": "x", "my-title": 1}',
            "`my-title`: This field is not known here; remove it or correct its name.",
        ),
        (
            "a.json",
            b'{"text": "x", "published_at": "yesterday", "language": "?"}',
            "`published_at`: Write an RFC 3339 time with its zone, such as 2026-01-31T09:00:00Z (in a query, + is %2B). `language`: Write a BCP 47 tag, such as en or pt-BR.",
        ),
        (
            "a.json",
            b'{"text": "x", "source": {"name": "Courier", "kind": "paper"}}',
            "`source.kind`: Input should be 'outlet', 'wire_agency', 'institution', 'person' or 'unknown'.",
        ),
    ],
)
def test_what_cannot_be_used_is_told_with_the_reason(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    file = _write(tmp_path, name, content)

    [record] = records_in(article_files([file]))

    assert isinstance(record, Failure)
    assert (record.place, record.size) == (str(file), len(content))
    assert record.reason.startswith(reason)


def test_a_bad_item_of_a_list_is_told_with_its_number(tmp_path: Path) -> None:
    file = _write(tmp_path, "news.json", '[{"text": "One."}, {"text": 2}]')

    assert _failures(file) == [(f"{file}, item 2", "`text`: Input should be a valid string.")]


def test_paths_that_lead_to_no_article_are_told(tmp_path: Path) -> None:
    missing, empty, endless = tmp_path / "no.txt", tmp_path / "empty", tmp_path / ("x" * 300)
    empty.mkdir()

    assert _failures(missing, empty, endless) == [
        (str(missing), "There is no such file."),
        (str(empty), "No file in this folder is one of .txt, .md, .html, .htm, .json, .jsonl."),
        (str(endless), "It cannot be read: File name too long."),
    ]


def test_a_file_that_goes_away_before_it_is_read_is_told(tmp_path: Path) -> None:
    file = _write(tmp_path, "port.txt", "The port closed.")
    files = list(article_files([file]))
    file.unlink()

    [record] = records_in(files)

    assert record == Failure(str(file), 0, "It cannot be read: No such file or directory.")


def test_the_sizes_of_the_records_add_up_to_the_size_of_the_files(tmp_path: Path) -> None:
    _write(tmp_path, "one.txt", "One.")
    _write(tmp_path, "two.jsonl", '{"text": "Two."}\n{"text": "Three."}\n{}\n')
    files = list(article_files([tmp_path]))

    assert sum(record.size for record in records_in(files)) == sum(map(size_of, files))
