"""Who is let in while there is no key: people on this machine, and no page that their browsers show."""

import re
from collections.abc import Collection
from functools import lru_cache
from http import HTTPStatus
from ipaddress import ip_address
from typing import NoReturn
from urllib.parse import urlsplit

from fastapi import Request
from starlette.exceptions import HTTPException

_HOST = re.compile(r"(?:\[(?P<ipv6>[0-9a-f:.]+)\]|(?P<name>[^:\[\]]+))(?::\d*)?", re.IGNORECASE)
_WAYS_OUT = (
    "make one with `factcheck keys create`, or set FACTCHECK_OPEN_WITHOUT_KEYS=true if whoever"
    " reaches the port may read, write and delete everything."
)


def check_neighbour(request: Request, origins: Collection[str]) -> None:
    """Make sure that a request without a key is meant for this machine, and sent by nobody else's page.

    A page of a stranger can have the browser of somebody on this machine write here, and under a name of its own
    that leads to this machine it could read, too. `origins` are those that may.

    Raises:
        HTTPException: 403, it is not.
    """
    host, origin = request.headers.get("host", ""), request.headers.get("origin")
    if not _is_of_this_machine(host):
        _refuse(f"While there is no key, this is served under localhost alone, not {host!r}")
    if origin is not None and not _may(origin, host, origins):
        _refuse(
            f"While there is no key, pages of {origin!r} may not use this; allow them with FACTCHECK_CORS_ORIGINS"
        )


def _refuse(reason: str) -> NoReturn:
    raise HTTPException(HTTPStatus.FORBIDDEN, f"{reason}; {_WAYS_OUT}")


@lru_cache(maxsize=64)
def _is_of_this_machine(host: str) -> bool:
    if (found := _HOST.fullmatch(host)) is None:
        return False
    name = (found["ipv6"] or found["name"]).lower()
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def _may(origin: str, host: str, origins: Collection[str]) -> bool:
    try:
        is_own = urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False
    return is_own or origin in origins or "*" in origins
