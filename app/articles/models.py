"""Articles: their tables, what evidence is judged and weighed by, what comes in, what goes out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import sqlmodel
from pydantic import AfterValidator, ConfigDict, Field, model_validator
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    Uuid,
    text,
    true,
)
from sqlmodel import SQLModel

from app.articles.markup import tag_in
from app.articles.source_models import SourceBrief, SourceName, SourceRef
from app.columns import UtcDateTime, new_id, utc_now
from app.fields import (
    ArticleText,
    Html,
    In,
    Language,
    Line,
    Moment,
    Out,
    Patch,
    Url,
    Version,
    given,
    left_out,
)
from app.search.tables import collection

PASSAGES = collection("passages", owner="articles.id")  # sentences, and titles without a place


class Article(SQLModel, table=True):
    """A text that a source published. The text is NFC and never changes; `wire` is the agency or outlet that it credits."""

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("source_id", "text_sha256"),
        Index(
            "ix_articles_linking_pending",
            "id",
            sqlite_where=text("linking_pending = 1"),
            postgresql_where=text("linking_pending"),
        ),
    )

    id: UUID = sqlmodel.Field(default_factory=new_id, primary_key=True)
    source_id: UUID = sqlmodel.Field(foreign_key="sources.id", ondelete="RESTRICT")
    title: str | None = sqlmodel.Field(default=None, sa_type=Text)
    author: str | None = sqlmodel.Field(default=None, sa_type=Text)
    published_at: datetime | None = sqlmodel.Field(default=None, sa_type=UtcDateTime, index=True)
    language: str | None = sqlmodel.Field(default=None, max_length=35)
    wire: str | None = sqlmodel.Field(default=None, sa_type=Text)
    notes: list[str] = sqlmodel.Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )
    text: str = sqlmodel.Field(sa_type=Text)
    text_sha256: str = sqlmodel.Field(max_length=64)
    linking_pending: bool = sqlmodel.Field(
        default=True, sa_column=Column(Boolean, nullable=False, server_default=true())
    )
    revision_of: UUID | None = sqlmodel.Field(
        sa_column=Column(Uuid, ForeignKey("articles.id", ondelete="SET NULL"), index=True)
    )
    version: int = 1
    created_at: datetime = sqlmodel.Field(default_factory=utc_now, sa_type=UtcDateTime)


class ArticleUrl(SQLModel, table=True):
    """An address at which an article was found.

    `canonical_url` is the form of it that all addresses of the page share, or what the page itself says.
    """

    __tablename__ = "article_urls"

    article_id: UUID = sqlmodel.Field(
        foreign_key="articles.id", ondelete="CASCADE", primary_key=True
    )
    url: str = sqlmodel.Field(primary_key=True, sa_type=Text)
    canonical_url: str = sqlmodel.Field(sa_type=Text, index=True)
    added_at: datetime = sqlmodel.Field(default_factory=utc_now, sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text, as far as judging its passages depends on it."""

    id: UUID
    title: str | None
    text: str
    published_at: datetime | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Publication:
    """Who printed a text, where and when; `wire` is the agency or outlet that it credits."""

    source: str
    reliability: float
    wire: str | None
    text_sha256: str
    url: str | None
    published_at: datetime | None


def _without_tags(text: str) -> str:
    if tag := tag_in(text):
        raise ValueError(
            f"it has HTML tags, such as {tag}: send them as `html`, or the text without them"
        )
    return text


class ArticleCreate(In):
    """A news article to store and read: its text, or the HTML of its page, or its address alone.

    What is given besides wins over what the page says.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [
                given(text="string", html="null"),
                given(html="string", text="null"),
                given(url="string", text="null", html="null"),
            ]
        }
    )

    text: Annotated[ArticleText, AfterValidator(_without_tags)] | None = Field(
        default=None,
        description="The text of the article, at most 1,000,000 characters, without HTML tags; stored as Unicode NFC, otherwise unchanged.",
        examples=[
            "The port of Saltmere handled 41,000 containers in May, the harbour office said."
        ],
    )
    html: Html | None = Field(
        default=None,
        description="Instead of `text`, the HTML of its page, at most 5,000,000 characters: text, title, author, date and language are taken from it.",
    )
    url: Url | None = Field(
        default=None,
        description="Where it was published. Without `text` and `html` the page is fetched from there; with one of them it is recorded, and nothing is fetched.",
        examples=["https://harbourcourier.example/port"],
    )
    title: Line | None = Field(default=None, examples=["Port handles more containers"])
    author: Line | None = Field(default=None, examples=["Meridian Wire"])
    published_at: Moment | None = Field(default=None, examples=["2026-06-02T08:00:00Z"])
    language: Language | None = Field(
        default=None,
        description="BCP 47 tag; found out where left out. In other languages than English, only words in quotation marks are read as claims.",
        examples=["en"],
    )
    source: SourceName | None = None

    @model_validator(mode="after")
    def _is_one_article(self) -> Self:
        if self.text is not None and self.html is not None:
            raise ValueError("give `text` or `html`, not both")
        if self.text is None and self.html is None and self.url is None:
            raise ValueError("give one of `text`, `html` and `url`")
        return self


class ArticlePatch(Patch):
    """What to change of an article; what is left out stays. Its text never changes."""

    title: Line | None = Field(default_factory=left_out, examples=["Port handles more containers"])
    author: Line | None = Field(default_factory=left_out, examples=["Meridian Wire"])
    published_at: Moment | None = Field(default_factory=left_out, examples=["2026-06-02T08:00:00Z"])
    language: Language | None = Field(
        default_factory=left_out, description="BCP 47 tag.", examples=["en"]
    )
    source: SourceName = Field(default_factory=left_out)


class ArticleBrief(Out):
    """An article without its text."""

    id: UUID
    source: SourceBrief
    urls: list[str] = Field(description="The addresses at which it was found, oldest first.")
    canonical_url: str | None = Field(
        description="The oldest of them in the form that all addresses of the page share, without tracking, or as the page itself names it."
    )
    title: str | None
    author: str | None
    published_at: datetime | None
    language: str | None
    wire: str | None = Field(
        description="The wire agency, or the outlet it is taken from, that it credits: the origin of what nobody is quoted for."
    )
    notes: list[str] = Field(
        description="What to know of how it was read, in sentences, such as that its language is not English."
    )
    characters: int = Field(description="Length of the text in code points.")
    text_sha256: str = Field(description="SHA-256 of the text in UTF-8, in hex.")
    revision_of: UUID | None = Field(
        description="The article that stood at the same address before, with another text."
    )
    linking_pending: bool = Field(
        description="Whether its claims and passages still wait to be compared with all that is stored."
    )
    created_at: datetime
    version: Version


class ArticleRead(Out):
    """An article as it was read, which is not stored."""

    title: str | None
    author: str | None
    published_at: datetime | None
    language: str | None
    source: SourceRef = Field(description="Who published it, as far as that is known.")
    url: str | None
    canonical_url: str | None = Field(
        description="The form of the address that all addresses of the page share, without tracking, or as the page itself names it."
    )
    notes: tuple[str, ...] = Field(
        description="What to know of how it was read, in sentences, such as that its language is not English."
    )
    text: str = Field(
        description="Unicode NFC. Offsets count its code points, start inclusive, end exclusive."
    )


class ArticlePublic(ArticleBrief):
    """An article with its text, to which all offsets refer."""

    text: str = Field(
        description="Unicode NFC. Offsets count its code points, start inclusive, end exclusive."
    )
