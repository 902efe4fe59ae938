"""What an API key looks like, how it is recognised, and what it may do (pure)."""

import hmac
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.errors import Invalid

ID_BYTES = 6
SECRET_BYTES = 20  # 160 bits
NAME_PATTERN = r"[a-z0-9][a-z0-9._-]{0,63}"
_KEY = re.compile(rf"fc_([0-9a-f]{{{2 * ID_BYTES}}})_[0-9a-f]{{{2 * SECRET_BYTES}}}", re.ASCII)


class Scope(StrEnum):
    """What a key may do; each scope covers those before it."""

    READ = "read"
    WRITE = "write"
    REVIEW = "review"
    ADMIN = "admin"

    def covers(self, needed: "Scope") -> bool:
        """Whether this is the scope that is needed, or one above it."""
        return _LADDER[self] >= _LADDER[needed]


_LADDER = {scope: rung for rung, scope in enumerate(Scope)}


@dataclass(frozen=True, slots=True)
class FreshKey:
    """A key that was just made: shown once as `text`, stored without its secret."""

    text: str
    public_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class ActiveKey:
    """A key that was not revoked."""

    name: str
    scope: Scope
    digest: str

    def is_written(self, text: str) -> bool:
        """Whether `text` is this key; how long that takes tells nothing of where the two differ."""
        return hmac.compare_digest(digest_of(text), self.digest)


def make_key() -> FreshKey:
    """A new key, `fc_<public id>_<secret>`; nobody can guess its secret."""
    public_id = secrets.token_hex(ID_BYTES)
    text = f"fc_{public_id}_{secrets.token_hex(SECRET_BYTES)}"
    return FreshKey(text, public_id, digest_of(text))


def digest_of(key: str) -> str:
    """What is stored of a key: its SHA-256 in hexadecimal digits.

    Passwords need a slow, salted hash because people choose guessable ones. A key's secret is 160 random bits:
    trying them all is out of reach however fast the hash is, no table of hashes can hold them, and no two keys
    share one. So the fast hash gives nothing away, and checking a key costs a microsecond with each request.
    """
    return sha256(key.encode()).hexdigest()


def public_id_of(text: str) -> str | None:
    """The part of a key by which it is looked up; None for what is no key."""
    found = _KEY.fullmatch(text)
    return found and found[1]


def check_name(name: str) -> None:
    """Make sure that a key may have this name.

    Raises:
        Invalid: it may not.
    """
    if re.fullmatch(NAME_PATTERN, name) is None:
        raise Invalid(
            "name",
            f"{name!r} is no name for a key: write 1 to 64 of a-z, 0-9, `.`, `_` and `-`, such as news-desk.",
        )
