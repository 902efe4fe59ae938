"""Routes that take only an id are called without a look at other parameters; all others are not."""

from collections.abc import Callable
from uuid import UUID

import pytest
from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.api import access, claims


async def by_id(request: Request, pier: UUID) -> Response:
    return Response(f"{request.method} {pier}")


async def by_id_and_word(request: Request, pier: UUID, word: str) -> Response:
    return Response(f"{request.method} {pier} {word}")


async def shown(request: Request, pier: UUID) -> dict[str, str]:
    return {request.method: str(pier)}


def in_a_thread(request: Request, pier: UUID) -> Response:
    return Response(f"{request.method} {pier}")


def test_a_claim_is_read_without_a_look_at_other_parameters() -> None:
    [route] = [
        each
        for each in claims.router.routes
        if isinstance(each, APIRoute) and each.endpoint is claims.read_claim
    ]

    assert access._only_id_of(route) == "claim_id"


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/piers", by_id),
        ("/piers/{pier}", by_id_and_word),
        ("/piers/{pier}", shown),
        ("/piers/{pier}", in_a_thread),
    ],
)
def test_what_takes_or_makes_anything_else_is_left_to_fastapi(
    path: str, endpoint: Callable[..., object]
) -> None:
    assert access._only_id_of(APIRoute(path, endpoint)) is None
