"""What can be sent to the service, and which of its fields take a string."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

Json = dict[str, Any]
Keys = tuple[str, ...]

MOMENT = "2026-06-03T10:00:00Z"
QUOTE = "The terminal counted 41,200 containers in May."
_SOURCE = {"name": "Orrin Lantern", "domain": "lantern.example", "kind": "outlet"}
_ARTICLE = {
    "text": QUOTE,
    "html": f"<article><p>{QUOTE}</p></article>",
    "url": "https://lantern.example/terminal",
    "title": "Terminal counts containers",
    "author": "Ada Brandl",
    "published_at": MOMENT,
    "language": "en",
    "source": _SOURCE,
}
_CLAIMANT = {"name": "Ines Calder", "role": "bridge warden"}
_LINK = {"stance": "supports", "origin": "Harbour Office", "note": "It counted them."}


@dataclass(frozen=True, slots=True)
class Body:
    """A body that one operation takes; `{...}` in the path stands for the id of something stored."""

    method: str
    path: str
    body: Json

    @property
    def name(self) -> str:
        """The operation in words."""
        return f"{self.method} {self.path}"

    def numbered(self, number: int) -> "Body":
        """The same with a text of its own: one that is stored already is answered with what is stored."""
        own = {
            field: text.replace("41,200", f"{41_200 + number:,}")
            for field, text in self.body.items()
            if field in {"text", "html"}
        }
        return replace(self, body=self.body | own)

    def fields(self) -> Iterator[Keys]:
        """The fields that hold a string, by their keys from the outside in."""
        return _strings_in(self.body, ())

    def with_value(self, keys: Keys, value: object) -> Json:
        """The body with another value in one field."""
        changed: Json = json.loads(json.dumps(self.body))
        holder = changed
        for key in keys[:-1]:
            holder = holder[key]
        holder[keys[-1]] = value
        return changed


def _strings_in(value: object, keys: Keys) -> Iterator[Keys]:
    if isinstance(value, str):
        yield keys
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings_in(inner, (*keys, key))


def _without(body: Json, *fields: str) -> Json:
    return {key: value for key, value in body.items() if key not in fields}


BODIES: Final = (
    Body("POST", "/v1/sources", _SOURCE),
    Body("PATCH", "/v1/sources/{source_id}", _SOURCE),
    Body("POST", "/v1/articles", _without(_ARTICLE, "html")),
    Body("POST", "/v1/articles", _without(_ARTICLE, "text") | {"source": "lantern.example"}),
    Body("PATCH", "/v1/articles/{article_id}", _without(_ARTICLE, "text", "html", "url")),
    Body(
        "POST",
        "/v1/claims",
        {"text": QUOTE, "claimant": _CLAIMANT, "claimed_at": MOMENT, "language": "en"},
    ),
    Body(
        "PATCH",
        "/v1/claims/{claim_id}",
        {
            "claimant": _CLAIMANT,
            "polarity": "denies",
            "context": "in May",
            "claimed_at": MOMENT,
            "language": "en",
        },
    ),
    Body(
        "POST",
        "/v1/claims/{claim_id}/evidence",
        _LINK | {"article_id": "{article_id}", "quote": QUOTE},
    ),
    Body(
        "POST",
        "/v1/claims/{claim_id}/evidence",
        _LINK
        | {
            "url": "https://courier.example/terminal",
            "quote": QUOTE,
            "source": _SOURCE,
            "title": "Terminal",
            "published_at": MOMENT,
        },
    ),
    Body("PATCH", "/v1/evidence/{evidence_id}", _LINK | {"state": "accepted"}),
    Body("POST", "/v1/check", _without(_ARTICLE, "html")),
    Body("POST", "/v1/match", {"text": QUOTE}),
)
