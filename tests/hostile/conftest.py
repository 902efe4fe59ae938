"""The service as a process of its own, with something stored in it, for people who mean it no good."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import monotonic

import httpx2
import pytest

from tests.hostile.bodies import QUOTE, Json
from tests.server import running_service

WITHIN_S = 5
"""Longer than this, and a request counts as hanging."""


@dataclass(frozen=True, slots=True)
class Target:
    """A running service, and the ids of what is stored there."""

    client: httpx2.Client
    ids: Mapping[str, str]

    def path_of(self, path: str) -> str:
        """A path with the id of something stored in its place."""
        return path.format(**self.ids) if "{" in path else path

    def get(self, path: str) -> httpx2.Response:
        """What a path shows."""
        return self.send("GET", path)

    def send(
        self,
        method: str,
        path: str,
        body: Json | None = None,
        *,
        params: Mapping[str, str] | None = None,
    ) -> httpx2.Response:
        """The answer to a request; it must come in time."""
        if body is not None and body.get("article_id"):
            body = body | {"article_id": self.ids["article_id"]}
        started = monotonic()
        answer = self.client.request(method, self.path_of(path), json=body, params=params)
        assert monotonic() - started < WITHIN_S, f"{method} {path} took too long"
        return answer


@pytest.fixture(scope="module")
def target(fresh_url: str) -> Iterator[Target]:
    """A service over a database of its own; afterwards it still answers and has what was stored first."""
    with (
        running_service(fresh_url) as address,
        httpx2.Client(base_url=address, timeout=60) as client,
    ):
        target = Target(client, _stored(client))
        yield target
        for kind in ("source", "article", "claim"):
            assert target.get(f"/v1/{kind}s/{{{kind}_id}}").status_code == 200
        assert target.get("/readyz").status_code == 200


def _stored(client: httpx2.Client) -> dict[str, str]:
    article = client.post("/v1/articles", json={"text": QUOTE, "source": "Harbour Courier"}).json()
    claim = client.post("/v1/claims", json={"text": "41,200 containers came in May."}).json()
    link = {"stance": "supports", "article_id": article["id"], "quote": QUOTE}
    evidence = client.post(f"/v1/claims/{claim['id']}/evidence", json=link).json()
    return {
        "source_id": article["source"]["id"],
        "article_id": article["id"],
        "claim_id": claim["id"],
        "evidence_id": evidence["id"],
    }
