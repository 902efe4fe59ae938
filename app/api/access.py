"""Who asks, and what they may do: keys, their scopes, and how often."""

import re
from collections.abc import Callable, Collection, Coroutine
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from inspect import iscoroutinefunction, signature
from ipaddress import IPv6Address, ip_address
from typing import Annotated, Any
from uuid import UUID

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Send
from starlette.types import Scope as AsgiScope

from app.api.bodies import PlainRequest
from app.api.dependencies import only_known_parameters
from app.api.errors import answer_to
from app.api.neighbours import check_neighbour
from app.api.rates import Quota, Rates
from app.claims.vocabulary import PERSON
from app.errors import FactcheckError
from app.keys.ring import KeyRing
from app.keys.rules import Scope

_USUAL_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PUBLIC = frozenset({"/", "/healthz", "/readyz", "/docs", "/openapi.json"})
PUBLIC_FILES = "/static-offline-docs/"  # what the documentation page loads
SCHEMES: dict[str, dict[str, Any]] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "`Authorization: Bearer KEY`; keys are made by `factcheck keys create`.",
    },
    "header": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "The same key as `X-API-Key: KEY`.",
    },
}


def needs(scope: Scope) -> dict[str, Any]:
    """What a route declares as its `openapi_extra`; `admitted` enforces what is declared."""
    return {"security": [{scheme: [scope.value]} for scheme in SCHEMES]}


READ, WRITE, REVIEW, ADMIN = map(needs, Scope)


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks: the name of the key that was sent, or nobody by name where no key is needed."""

    address: str
    scope: Scope
    key: str | None = None

    @property
    def actor(self) -> str:
        """Whom the history names. A key's name cannot be taken for a person's or a method's."""
        return PERSON if self.key is None else f"key:{self.key}"

    @property
    def identity(self) -> str:
        """What tells clients apart: the key, else the address."""
        return f"address:{self.address}" if self.key is None else f"key:{self.key}"


def client_of(request: Request) -> Client:
    """Who sent a request to a path that is not public."""
    client: Client = request.state.client
    return client


class GuardedRoute(APIRoute):
    """A route for those whose key has the scope that it declares, with the query parameters that it describes.

    Both are looked at before anything else: as dependencies they would take a tenth of the time of a short read.
    For the same reason a coroutine that takes the request and an id and nothing else is called without FastAPI's
    look at parameters and dependencies, where the id is written as usual; so none may be given to `include_router`.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """How the route answers a request."""
        handle = super().get_route_handler()
        needed = _scope_of(self)
        read_by, name = self.endpoint, None if self.dependencies else _only_id_of(self)

        async def handle_if_admitted(request: Request) -> Response:
            _admit(client_of(request), needed)
            only_known_parameters(request)
            if name and _USUAL_ID.fullmatch(written := request.path_params[name]):
                response: Response = await read_by(request, UUID(written))
                return response
            return await handle(PlainRequest(request.scope, request.receive))

        return handle_if_admitted


def _only_id_of(route: APIRoute) -> str | None:
    """The name of the id in the path that is all that a coroutine takes beside the request, where it makes the whole response."""
    endpoint = signature(route.endpoint, eval_str=True)
    takes = {name: each.annotation for name, each in endpoint.parameters.items()}
    name = list(takes)[-1] if takes else ""
    is_plain = list(takes.values()) == [Request, UUID] and name in route.param_convertors
    makes_response = iscoroutinefunction(route.endpoint) and endpoint.return_annotation is Response
    return name if is_plain and makes_response else None


def admitted(request: Request) -> None:
    """Refuse a client whose key has a lower scope than the route declares."""
    _admit(client_of(request), _scope_of(request.scope["route"]))


def _scope_of(route: APIRoute) -> Scope:
    """What a route declares; one that declares nothing is for admins."""
    return Scope((route.openapi_extra or ADMIN)["security"][0]["bearer"][0])


def _admit(client: Client, needed: Scope) -> None:
    if not client.scope.covers(needed):
        raise HTTPException(
            HTTPStatus.FORBIDDEN,
            f"This needs a key of the scope `{needed}`; the key {client.key} has the scope `{client.scope}`.",
            {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{needed}"'},
        )


async def _actor(request: Request) -> str:
    return client_of(request).actor


ActorDep = Annotated[str, Depends(_actor)]


class Gate:
    """Lets requests in by key, and so many in a time; where `is_open` and no key was ever made, people without.

    Those must be on this machine, or come with a page of one of `origins`, but where the service is `open_to_all`.
    A path is guarded unless it is `PUBLIC`, so that nothing is open by oversight. Whoever passes is told to
    the rest of the application by `client_of`. Nothing of a body is read before.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        is_open: bool,
        open_to_all: bool = False,
        origins: Collection[str] = (),
    ) -> None:
        self.app = app
        self.is_open = is_open
        self.open_to_all = open_to_all
        self.origins = origins
        self._refreshing = CapacityLimiter(1)  # in the threads of requests it would wait for them

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Answer 401, 403, 429 or 503, or pass a request on."""
        if scope["type"] != "http" or _is_public(scope["path"]):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        rates: Rates = request.app.state.rates
        try:
            client = request.state.client = await self._client(request, rates)
            quota = rates.take(client.identity)
        except (FactcheckError, HTTPException) as error:
            await answer_to(request, error)(scope, receive, send)
            return
        await self.app(scope, receive, _told(quota, send) if quota else send)

    async def _client(self, request: Request, rates: Rates) -> Client:
        keys: KeyRing = request.app.state.keys
        if not keys.is_fresh():
            await to_thread.run_sync(keys.refresh, keys.now(), limiter=self._refreshing)
        address, sent = _address(request), _key_sent(request)
        if sent is None and self.is_open and not keys.were_made():
            if not self.open_to_all:
                check_neighbour(request, self.origins)
            return Client(address, Scope.ADMIN)
        if sent is not None and (key := keys.find(sent)):
            return Client(address, key.scope, key.name)
        rates.take_failure(f"address:{address}")
        raise _unauthorized(is_key_sent=sent is not None)


def _is_public(path: str) -> bool:
    return path in PUBLIC or path.startswith(PUBLIC_FILES)


def _key_sent(request: Request) -> str | None:
    """The key in one of the two headers; `Authorization` may also carry what a proxy asks for."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    return request.headers.get("x-api-key")


def _address(request: Request) -> str:
    """Where a request comes from."""
    return _network_of(request.client.host) if request.client else "unknown"


@lru_cache(maxsize=4096)
def _network_of(host: str) -> str:
    """An address; of IPv6, whose ends have many addresses, the first 64 bits, unless it stands for one of IPv4."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return host


def _unauthorized(*, is_key_sent: bool) -> HTTPException:
    if is_key_sent:
        detail, told = "This key is not known, or was revoked.", ', error="invalid_token"'
    else:
        detail, told = "This needs a key.", ""
    return HTTPException(
        HTTPStatus.UNAUTHORIZED,
        f"{detail} Send one as the header `Authorization: Bearer KEY` or `X-API-Key: KEY`;"
        " whoever runs the service makes keys with `factcheck keys create`.",
        {"WWW-Authenticate": f'Bearer realm="factcheck"{told}'},
    )


def _told(quota: Quota, send: Send) -> Send:
    """The answer also says what is left of the client's quota."""
    fields = [(name.lower().encode(), value.encode()) for name, value in quota.headers.items()]

    async def telling(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *fields]}
        await send(message)

    return telling
