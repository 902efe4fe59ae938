"""If-Match: nobody overwrites what they have not read."""

from typing import NamedTuple

import pytest
from fastapi.testclient import TestClient

from tests.api.newsroom import Json, Newsroom, pointers_in, problem_in


class Row(NamedTuple):
    """Something stored, at version 1, and a change that it takes."""

    path: str
    change: Json


DELETABLE = ["article", "claim", "evidence"]


@pytest.fixture(params=["source", *DELETABLE])
def row(request: pytest.FixtureRequest, newsroom: Newsroom) -> Row:
    match request.param:
        case "source":
            return Row(f"/v1/sources/{newsroom.source(name='Lantern')['id']}", {"reliability": 0.8})
        case "article":
            return Row(f"/v1/articles/{newsroom.article()['id']}", {"title": "Toll rises"})
        case "claim":
            return Row(f"/v1/claims/{newsroom.claim()['id']}", {"hedged": True})
        case _:
            link = newsroom.report_of("lantern", newsroom.claim())
            return Row(f"/v1/evidence/{link['id']}", {"note": "Seen in print."})


@pytest.mark.parametrize("if_match", [None, "*", '"1"', '"7", "1"', 'W/"7","1"'])
def test_a_change_is_made_when_the_row_is_as_it_was_read(
    client: TestClient, row: Row, if_match: str | None
) -> None:
    headers = {} if if_match is None else {"If-Match": if_match}

    answer = client.patch(row.path, json=row.change, headers=headers)

    assert (answer.status_code, answer.json()["version"]) == (200, 2)


@pytest.mark.parametrize(("lines", "status"), [("71", 200), ("17", 200), ("78", 412)])
def test_what_was_read_may_be_named_in_several_lines(
    client: TestClient, row: Row, lines: str, status: int
) -> None:
    headers = [("If-Match", f'"{version}"') for version in lines]

    assert client.patch(row.path, json=row.change, headers=headers).status_code == status


@pytest.mark.parametrize(
    "if_match", ['"2"', 'W/"2"', '"garbage"', '""', '"2", "3"', '"' + "1" * 5000 + '"']
)
def test_a_change_is_refused_when_the_row_is_not_as_it_was_read(
    client: TestClient, row: Row, if_match: str
) -> None:
    before = client.get(row.path).json()
    headers = {b"If-Match": if_match.encode("latin-1")}

    answer = client.patch(row.path, json=row.change, headers=headers)

    assert answer.status_code == 412
    assert "version 1" in problem_in(answer)["detail"]
    assert client.get(row.path).json() == before


@pytest.mark.parametrize("if_match", ["1", "abc", "", '"1', "'1'", '"1" "2"', '*, "1"', '"é"'])
def test_what_is_no_etag_is_refused_and_it_is_told_how_one_is_written(
    client: TestClient, row: Row, if_match: str
) -> None:
    headers = {b"If-Match": if_match.encode("latin-1")}

    answer = client.patch(row.path, json=row.change, headers=headers)

    assert answer.status_code == 422
    assert pointers_in(answer) == {"header/If-Match"}
    assert 'such as "1"' in problem_in(answer)["detail"]


def test_of_two_who_read_the_same_the_second_to_write_is_refused(
    client: TestClient, row: Row
) -> None:
    etag = client.get(row.path).headers["ETag"]
    client.patch(row.path, json=row.change, headers={"If-Match": etag})

    answer = client.patch(row.path, json=row.change, headers={"If-Match": etag})

    assert answer.status_code == 412


@pytest.mark.parametrize("row", DELETABLE, indirect=True)
@pytest.mark.parametrize("if_match", [None, "*", '"2"', '"7", "2"'])
def test_what_is_as_it_was_read_is_deleted(
    client: TestClient, newsroom: Newsroom, row: Row, if_match: str | None
) -> None:
    newsroom.change(row.path, **row.change)
    headers = {} if if_match is None else {"If-Match": if_match}

    answer = client.delete(row.path, headers=headers)

    assert answer.status_code == 204
    read = client.get(row.path)
    assert read.status_code == 404 or read.json()["state"] == "withdrawn"


@pytest.mark.parametrize("row", DELETABLE, indirect=True)
@pytest.mark.parametrize(("if_match", "status"), [('"1"', 412), ('"99"', 412), ("2", 422)])
def test_what_somebody_has_changed_meanwhile_is_not_deleted(
    client: TestClient, newsroom: Newsroom, row: Row, if_match: str, status: int
) -> None:
    changed = newsroom.change(row.path, **row.change)

    answer = client.delete(row.path, headers={"If-Match": if_match})

    assert problem_in(answer)["status"] == answer.status_code == status
    assert newsroom.read(row.path) == changed
