"""Passages that people link: what comes in."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    Tag,
    model_validator,
)

from app.articles.source_models import SourceName
from app.evidence.vocabulary import Stance
from app.fields import End, In, Line, Moment, Quote, Start, Url, given

NOTE_EXAMPLE = "The terminal counts every container itself."


class _Link(In):
    stance: Stance = Field(description="What the passage says about the claim's text.")
    origin: Line | None = Field(
        default=None,
        description="Where the information comes from; else the speaker quoted, the wire credited, or the source.",
        examples=["Saltmere Harbour Office"],
    )
    denial: StrictBool | None = Field(
        default=None,
        description="Whether the passage merely denies the claim; told from its words where left out.",
        examples=[False],
    )
    note: Quote | None = Field(
        default=None, description="Why it speaks for or against.", examples=[NOTE_EXAMPLE]
    )


class ArticlePassage(_Link):
    """A passage of a stored article: its words, or its place, or both, which then must agree."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                given(quote="string", start="null", end="null"),
                given(start="integer", end="integer"),
            ],
            "examples": [
                {
                    "stance": "supports",
                    "article_id": "018f3a5c-7b1e-7c4d-9a2f-5e6d7c8b9a01",
                    "quote": "The terminal counted 41,200 containers in May.",
                }
            ],
        }
    )

    article_id: UUID = Field(description="The stored article that has the passage.")
    quote: Quote | None = Field(
        default=None,
        description="The passage in its own words. It must stand in the article's text; white space may differ, the first place counts.",
        examples=["The terminal counted 41,200 containers in May."],
    )
    start: Start | None = Field(
        default=None,
        description="Where it starts, in code points.",
    )
    end: End | None = Field(
        default=None,
        description="Where it ends, exclusive; at most 5,000 after `start`.",
    )

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("give `start` and `end` together")
        if self.quote is None and self.start is None:
            raise ValueError("say where the passage is: give `quote`, or `start` and `end`")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError("`start` must be less than `end`")
        return self


class OutsidePassage(_Link):
    """A passage of something that is not stored; it cannot be checked here, so it is marked `anchored: false`."""

    url: Url = Field(
        description="Where the passage was published. It is recorded; nothing is fetched.",
        examples=["https://terminal.example/figures"],
    )
    quote: Quote = Field(
        description="The passage in its own words.",
        examples=["The terminal counted 41,200 containers in May."],
    )
    source: SourceName | None = None
    title: Line | None = Field(default=None, examples=["Terminal publishes its figures"])
    published_at: Moment | None = Field(default=None, examples=["2026-06-03T10:00:00Z"])


def _names_one_place(sent: object) -> object:
    if isinstance(sent, dict) and ("url" in sent) == ("article_id" in sent):
        raise ValueError("give either the `article_id` of a stored article, or a `url`")
    return sent


def _which_passage(sent: object) -> str:
    has_url = "url" in sent if isinstance(sent, dict) else isinstance(sent, OutsidePassage)
    return "outside" if has_url else "article"


Passage = ArticlePassage | OutsidePassage
EvidenceCreate = Annotated[
    Annotated[OutsidePassage, Tag("outside")] | Annotated[ArticlePassage, Tag("article")],
    Discriminator(_which_passage),
    BeforeValidator(_names_one_place),
]
