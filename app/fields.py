"""Field types that the shapes of the API share: clean text, moments in UTC, web addresses."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic.config import JsonDict

MAX_TEXT_CHARS = 1_000_000
MAX_HTML_CHARS = 5_000_000
MAX_QUOTE_CHARS = 5_000
MAX_LINE_CHARS = 500
MAX_WORDS_CHARS = 200
MAX_URL_BYTES = 2_000  # fits an index entry of PostgreSQL
MAX_MARKS = (
    30  # Unicode's stream-safe text format (UAX #15): normalising longer runs takes quadratic time
)
_LABEL = r"[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
DOMAIN_PATTERN = rf"^({_LABEL}\.)+[a-zA-Z][a-zA-Z0-9-]{{0,61}}[a-zA-Z0-9]$"
UNKNOWN_SOURCE = "unknown"  # what the source of something is called where nobody says it

_NOT_BLANK = r"^[^\u0000]*[^\s\u0000\u001c-\u001f\u0085][^\u0000]*$"
_RFC_3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LANGUAGE = r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$"
# The parser mends addresses that lack a host, as browsers do: `https:///x` becomes `https://x`.
_WITH_A_HOST = re.compile(r"https?://[^/\\?#]", re.IGNORECASE)
_WHAT_TO_DO = {
    "extra_forbidden": "This field is not known here; remove it or correct its name.",
    "finite_number": "Write a number, neither NaN nor infinite.",
    "missing": "This field is required.",
    "string_unicode": "Remove the lone surrogates: the text must be valid Unicode.",
    "model_attributes_type": "Send a JSON object.",
    "union_tag_not_found": "Send a JSON object.",
    "uuid_parsing": "Write an id as this service gives it: a UUID.",
}
_http_url = TypeAdapter(AnyHttpUrl)


class In(BaseModel):
    """What somebody sends: an unknown field is an error, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Patch(In):
    """What to change: a field that is left out stays as it is, null clears it where null is allowed."""

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, with their values."""
        return {name: getattr(self, name) for name in sorted(self.model_fields_set)}


def left_out() -> Any:  # noqa: ANN401 - stands for any type, and is never read
    """The value of a patch's field that was not sent; a factory, so that OpenAPI shows no default."""
    return None


def given(**json_types: str) -> JsonDict:
    """JSON Schema for "these fields have these types", for shapes that need some of several fields.

    All of them must be there but those that are `null`.
    """
    return {
        "required": [field for field, json_type in json_types.items() if json_type != "null"],
        "properties": {field: {"type": json_type} for field, json_type in json_types.items()},
    }


class Out(BaseModel):
    """What the service answers."""

    model_config = ConfigDict(frozen=True)


def _clean(value: str) -> str:
    if "\x00" in value:
        raise ValueError("remove the NUL character: it cannot be stored")
    if not value.isascii() and _longest_run_of_marks(value) > MAX_MARKS:
        raise ValueError(f"remove combining marks: more than {MAX_MARKS} stand in a row")
    value = unicodedata.normalize("NFC", value)
    if not value.strip():
        raise ValueError("write at least one character that is not white space")
    return value


def _longest_run_of_marks(value: str) -> int:
    longest = run = 0
    for character in value:
        run = run + 1 if unicodedata.combining(character) else 0
        longest = max(longest, run)
    return longest


def _moment(value: object) -> object:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        raise ValueError(f"write the moment, with its zone: for the day alone, {value}T00:00:00Z")
    if not isinstance(value, str) or not _RFC_3339.fullmatch(value):
        raise ValueError(
            "write an RFC 3339 time with its zone, such as 2026-01-31T09:00:00Z (in a query, + is %2B)"
        )
    return value.upper()


def _whole(value: object) -> object:
    """To JSON, 3.0 is as whole a number as 3."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("write a time between the years 1 and 9999 in UTC") from None


def _web_address(value: str) -> str:
    try:
        parsed = _http_url.validate_python(_WITH_A_HOST.match(value) and value)
    except ValidationError:
        raise ValueError("write a whole web address, such as https://paper.example/story") from None
    if parsed.username or parsed.password:
        raise ValueError("leave name and password out of the web address")
    if re.search(r"[\s\x00-\x1f\x7f]", value):
        raise ValueError("write the web address without white space, percent-encoded")
    if len(value.encode()) > MAX_URL_BYTES:
        raise ValueError(f"write a web address of at most {MAX_URL_BYTES} bytes in UTF-8")
    if not 0 < len(host_of(value)) <= MAX_WORDS_CHARS:  # it may have to name the source
        raise ValueError(f"write a web address with a host of 1 to {MAX_WORDS_CHARS} characters")
    return value


def complaint(found: Mapping[str, Any]) -> str:
    """What one of pydantic's validation errors says, as a sentence that tells what to do."""
    message = str(found["msg"]).removeprefix("Value error, ")
    sentence = message[:1].upper() + message[1:]
    return _WHAT_TO_DO.get(found["type"], sentence.rstrip(".") + ".")


def matching(pattern: str, advice: str) -> AfterValidator:
    """A text must match `pattern`, else `advice` says what to write; put the pattern into the schema too."""

    def check(value: str) -> str:
        if re.fullmatch(pattern, value) is None:
            raise ValueError(advice)
        return value

    return AfterValidator(check)


def host_of(url: str) -> str:
    """The host of a valid web address, in lower case and ASCII, without a leading `www.`."""
    return (_http_url.validate_python(url).host or "").removeprefix("www.")


def _at_most(characters: int) -> AfterValidator:
    """NFC makes a few letters longer."""

    def check(value: str) -> str:
        if len(value) > characters:
            raise ValueError(f"write at most {characters} characters, counted after NFC")
        return value

    return AfterValidator(check)


_Stripped = AfterValidator(str.strip)  # after the length is checked, as JSON Schema counts it
_Clean = AfterValidator(_clean)
_NotBlank = Field(json_schema_extra={"pattern": _NOT_BLANK})

ArticleText = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_TEXT_CHARS),
    _Clean,
    _at_most(MAX_TEXT_CHARS),
    _NotBlank,
]
Html = Annotated[str, StringConstraints(min_length=1, max_length=MAX_HTML_CHARS)]
Quote = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_QUOTE_CHARS),
    _Clean,
    _at_most(MAX_QUOTE_CHARS),
    _NotBlank,
]
Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_LINE_CHARS),
    _Stripped,
    _Clean,
    _NotBlank,
]
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_WORDS_CHARS),
    _Stripped,
    _Clean,
    _NotBlank,
]
Words = Annotated[
    str, StringConstraints(min_length=1, max_length=MAX_WORDS_CHARS), _Clean, _NotBlank
]
Language = Annotated[
    str,
    StringConstraints(max_length=35),
    matching(_LANGUAGE, "write a BCP 47 tag, such as en or pt-BR"),
    Field(json_schema_extra={"pattern": _LANGUAGE}),
]
Url = Annotated[
    str,
    StringConstraints(max_length=MAX_URL_BYTES),
    AfterValidator(_web_address),
    Field(json_schema_extra={"format": "uri", "pattern": r"^https?://[^/?#]"}),
]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_utc)]
# Limits stand before the validator, or the schema does not show them.
Count = Annotated[int, Strict(), Field(ge=1, le=50), BeforeValidator(_whole)]
Start = Annotated[int, Strict(), Field(ge=0, lt=MAX_TEXT_CHARS), BeforeValidator(_whole)]
End = Annotated[int, Strict(), Field(ge=1, le=MAX_TEXT_CHARS), BeforeValidator(_whole)]
Version = Annotated[
    int,
    Field(
        description="Counts the changes of this row; `If-Match` compares it, and the ETag of the row begins with it."
    ),
]


def rfc_3339(moment: datetime | None) -> str | None:
    """A moment in UTC as the API writes it, such as 2026-01-31T09:00:00Z."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
