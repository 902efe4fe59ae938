"""What no schema can tell, made true in requests that are meant to be taken.

Only requests that fit the schema are changed; those that are meant to be refused stay as they are.
DESCRIBED_STORED is a JSON object: the address of a page, and an article that is stored, with its first sentence.
"""

import json
import os
from typing import Any
from uuid import uuid4

import schemathesis
from schemathesis import Case, HookContext

STORED = json.loads(os.environ["DESCRIBED_STORED"])


@schemathesis.hook
def before_call(_context: HookContext, case: Case[Any], _kwargs: dict[str, Any]) -> None:
    """Point at what there is."""
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.query, dict):
        case.query.pop("cursor", None)  # only the service makes cursors
    if "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid4())  # each is for one request alone
    if not case.headers.get("If-Match", "*").strip().endswith(('"', "*")):
        case.headers["If-Match"] = "*"  # schemathesis's own default is letters and digits alone
    if isinstance(case.body, dict):
        _mend(case.body)


def _mend(body: dict[str, Any]) -> None:
    if body.get("html"):  # a page has to have an article
        body["html"] = f"<article><p>{STORED['sentence']}</p></article>"
    if body.get("url") and not any(body.get(field) for field in ("text", "html", "quote")):
        body["url"] = STORED["page"]  # it is fetched: there has to be a page
    if "article_id" in body:  # a passage has to stand in its article
        body["article_id"] = STORED["article_id"]
        if body.get("quote"):
            body["quote"] = STORED["sentence"]
        if body.get("start") is not None:
            body |= {"start": 0, "end": len(STORED["sentence"])}
