"""What people at a newsroom do through the API, for tests that need something to be stored."""

from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

Json = dict[str, Any]

UNKNOWN_ID = "018f3a5c-7b1e-7c4d-9a2f-5e6d7c8b9a01"

TOLL_STORY = (
    "Ines Calder, the bridge warden, said that the Orrin bridge carried 12,400 carts in 2025.\n\n"
    "“The toll brought in 310,000 crowns in 2025,” said Pavel Dorn, a spokesman for the Toll Office.\n\n"
    "Mayor Ruta Lind denied that the council closed the bridge in 2024.\n\n"
    "The council spent 45,000 crowns on new planks in 2023."
)
WARDEN = "the Orrin bridge carried 12,400 carts in 2025"
TOLL_OFFICE = "The toll brought in 310,000 crowns in 2025"
DENIED = "the council closed the bridge in 2024"
NARRATOR = "The council spent 45,000 crowns on new planks in 2023."


@dataclass(frozen=True)
class Newsroom:
    """People who post, link and read, and who insist that what they ask for is done."""

    client: TestClient

    def article(self, text: str = TOLL_STORY, **fields: object) -> Json:
        """An article as the API answers it, with its claims."""
        return self.post(text=text, **fields)

    def post(self, **fields: object) -> Json:
        """An article that is sent in some other way than by its text."""
        return self._done(self.client.post("/v1/articles", json=fields))

    def claim(
        self, text: str = "The Orrin bridge was shut for 9 days in 2024.", **fields: object
    ) -> Json:
        """A claim without an article."""
        return self._done(self.client.post("/v1/claims", json={"text": text, **fields}))

    def source(self, **fields: object) -> Json:
        """A source."""
        return self._done(self.client.post("/v1/sources", json=fields))

    def link(self, claim: Json, stance: str = "supports", **passage: object) -> Json:
        """Evidence on a claim from a stored article."""
        return self._done(
            self.client.post(
                f"/v1/claims/{claim['id']}/evidence", json={"stance": stance, **passage}
            )
        )

    def report_of(
        self, outlet: str, claim: Json, stance: str = "supports", **fields: object
    ) -> Json:
        """Evidence on a claim from an outlet of which nothing is stored, in words that copy no other outlet's."""
        hours = sum(map(ord, outlet))
        fields = {
            "url": f"https://{outlet}.example/bridge",
            "quote": f"No cart crossed the bridge in the {hours} hours that we watched it ({outlet}).",
            **fields,
        }
        return self.link(claim, stance, **fields)

    def change(self, path: str, **fields: object) -> Json:
        """What is stored under a path, changed."""
        return self._done(self.client.patch(path, json=fields))

    def delete(self, path: str) -> None:
        """Nothing any more under a path."""
        self._done(self.client.delete(path))

    def read(self, path: str, **parameters: str | int) -> Json:
        """What is stored under a path."""
        return self._done(self.client.get(path, params=parameters or None))

    def items(self, path: str, **parameters: str | int) -> list[Json]:
        """The items of the first page of a list."""
        items: list[Json] = self.read(path, **parameters)["items"]
        return items

    def verdict(self, claim: Json, **parameters: str | int) -> Json:
        """The verdict on a claim."""
        return self.read(f"/v1/claims/{claim['id']}/verdict", **parameters)

    def history(self, claim: Json) -> list[Json]:
        """All verdicts on a claim, newest first."""
        return self.items(f"/v1/claims/{claim['id']}/verdicts", limit=200)

    @staticmethod
    def _done(response: Response) -> Json:
        assert response.is_success, response.text
        body: Json = response.json() if response.content else {}
        return body


def claim_in(article: Json, text: str) -> Json:
    """The claim of an article that has this text."""
    (found,) = [claim for claim in article["claims"] if claim["text"] == text]
    return dict(found)


def problem_in(response: Response) -> Json:
    """The problem that a response carries."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    problem: Json = response.json()
    return problem


def pointers_in(response: Response) -> set[str]:
    """The parts of the request that a problem points at."""
    return {part["pointer"] for part in problem_in(response)["errors"]}
