"""Reading and writing API keys."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from app.columns import utc_now
from app.errors import Conflict, FactcheckError
from app.keys.models import ApiKey, KeyPublic
from app.keys.rules import ActiveKey, Scope, check_name, make_key

_SHOWN = (
    col(ApiKey.name),
    col(ApiKey.public_id),
    col(ApiKey.scope),
    col(ApiKey.created_at),
    col(ApiKey.last_used_at),
    col(ApiKey.revoked_at),
)


def add_key(session: Session, name: str, scope: Scope) -> str:
    """Store a new key, and give it as it is sent: this is the only time that it is known.

    Raises:
        Invalid: a key cannot have that name.
        Conflict: a key has or had that name.
    """
    check_name(name)
    if session.get(ApiKey, name) is not None:
        raise Conflict(
            f"There is a key named {name} already; names are never given twice, also after revoking."
        )
    key = make_key()
    session.add(ApiKey(name=name, public_id=key.public_id, digest=key.digest, scope=scope))
    return key.text


def revoke_key(session: Session, name: str) -> None:
    """Let a key open nothing any more; it stays in the list.

    Raises:
        FactcheckError: no key has that name.
        Conflict: it was revoked already.
    """
    key = session.get(ApiKey, name)
    if key is None:
        raise FactcheckError(f"No key is named {name}; `factcheck keys list` shows all.")
    if key.revoked_at is not None:
        raise Conflict(f"The key {name} was revoked already.")
    key.revoked_at = utc_now()


def all_keys(session: Session) -> list[KeyPublic]:
    """All keys that there ever were, oldest first."""
    rows = session.execute(select(*_SHOWN).order_by(col(ApiKey.created_at), col(ApiKey.name)))
    return [KeyPublic(**row._asdict()) for row in rows]


def active_keys(session: Session) -> dict[str, ActiveKey]:
    """The keys that were not revoked, by their public ids."""
    rows = session.execute(
        select(
            col(ApiKey.public_id), col(ApiKey.name), col(ApiKey.scope), col(ApiKey.digest)
        ).where(col(ApiKey.revoked_at).is_(None))
    )
    return {row.public_id: ActiveKey(row.name, row.scope, row.digest) for row in rows}


def were_made(session: Session) -> bool:
    """Whether there ever was a key, revoked ones included."""
    return session.scalar(select(exists(select(ApiKey)))) or False


def record_uses(session: Session, uses: Mapping[str, datetime]) -> None:
    """Record when keys were used last, by their names; what another process recorded later stays."""
    for name, used_at in sorted(uses.items()):
        before = or_(col(ApiKey.last_used_at).is_(None), col(ApiKey.last_used_at) < used_at)
        session.execute(
            update(ApiKey).where(col(ApiKey.name) == name, before).values(last_used_at=used_at)
        )
