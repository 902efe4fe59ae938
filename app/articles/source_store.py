"""Reading and writing sources."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from app.articles.sites import bears_name, letters_of, spelt_by
from app.articles.source_models import (
    UNSET_RELIABILITY,
    Source,
    SourceBrief,
    SourceKind,
    SourcePublic,
    SourceRef,
)
from app.db import lock_name, table_of
from app.errors import Conflict, present
from app.fields import DOMAIN_PATTERN, UNKNOWN_SOURCE, host_of
from app.paging import Page, PageRequest

_SOURCE = table_of(Source).c
SOURCE_FIELDS: tuple[Any, ...] = tuple(
    _SOURCE[field].label(f"source_{field}") for field in SourceBrief.model_fields
)
_WIRE_NAMES = select(_SOURCE.name).where(_SOURCE.kind == SourceKind.WIRE_AGENCY)
_BY_KEY = select(Source).where(col(Source.key) == bindparam("key"))
_TO_KEEP = select(_SOURCE.id).where(_SOURCE.id == bindparam("id")).with_for_update(read=True)


def take_source(values: dict[str, Any]) -> SourceBrief:
    """Take the `SOURCE_FIELDS` out of the values of a row, as the source that they are."""
    fields = SourceBrief.model_fields
    return SourceBrief(**{field: values.pop(f"source_{field}") for field in fields})


def source_ref(named: str | SourceRef | None, url: str | None) -> SourceRef:
    """The source that somebody named, else the host of `url`, else the unknown source."""
    if isinstance(named, SourceRef):
        return named
    name = named or (host_of(url) if url else None)
    if name is None:
        return SourceRef(name=UNKNOWN_SOURCE, kind=SourceKind.UNKNOWN)
    return SourceRef(domain=name) if re.fullmatch(DOMAIN_PATTERN, name) else SourceRef(name=name)


def place_source(
    session: Session, ref: SourceRef, site: str | None = None, urls: Sequence[str] = ()
) -> Source:
    """The stored source that `ref` means; made if there is none.

    A source first known by name alone takes on its domain when both are named together, also by one of the `urls` of
    what it published where that host bears its name (`harbourcourier.example` is the Harbour Courier). `site` is what
    the pages of a domain call it: a new source without a name is called so, unless another one is already.

    Raises:
        Conflict: several stored sources have that name.
    """
    found = _find_source(session, ref)
    home = _home_of(ref, urls) if found is None or found.domain is None else None
    if home is not None:
        found = _find_at_home(session, ref, home)
        ref = ref.model_copy(update={"domain": home})
    if found is None:
        lock_name(session, "sources")
        found = _find_source(session, ref)
    if found is None:
        is_free = ref.name is None and site is not None and not _namesakes(session, site)
        named = ref.model_copy(update={"name": site}) if is_free else ref
        found = _insert_source(session, named, UNSET_RELIABILITY)
    return found


def take_name(session: Session, source: Source, ref: SourceRef) -> bool:
    """Call a source that was known by its domain alone by the name sent with it, and say whether that is new.

    The domain must spell the name in full, and no other source have it. Whoever calls this settles what rests on the source.
    """
    if ref.name in {None, source.name} or not _is_spelt_by_domain(source, str(ref.name)):
        return False
    lock_name(session, "sources")
    session.refresh(source, with_for_update=True)
    if source.name != source.domain or _namesakes(session, str(ref.name)):
        return False
    change_source(session, source, {"name": ref.name})
    return True


def _is_spelt_by_domain(source: Source, name: str) -> bool:
    return source.name == source.domain and spelt_by(str(source.domain)) == letters_of(name)


def _home_of(ref: SourceRef, urls: Sequence[str]) -> str | None:
    """The host of the first address that bears the name of a source; None where all are another's, or have no domain."""
    if ref.name is None or ref.domain is not None:
        return None
    hosts = (host_of(url) for url in urls if bears_name(url, ref.name))
    return next((host for host in hosts if re.fullmatch(DOMAIN_PATTERN, host)), None)


def _find_at_home(session: Session, ref: SourceRef, home: str) -> Source | None:
    """The source of that name, which takes on the domain unless another has it; else the one of the domain."""
    lock_name(session, "sources")
    at_home = session.scalar(_BY_KEY, {"key": home})
    named = select(Source).where(col(Source.key) == _key(ref.name, None)).with_for_update()
    found = session.scalar(named)
    if found is not None and at_home is None:
        change_source(session, found, {"domain": home})
    return found or at_home


def add_source(session: Session, ref: SourceRef, reliability: float) -> Source:
    """Store a new source.

    Raises:
        Conflict: it is stored already.
    """
    lock_name(session, "sources")
    _check_is_new(session, _key(ref.name, ref.domain), besides=None)
    if ref.domain is None and (namesake := _only_namesake(session, str(ref.name))) is not None:
        raise Conflict(f"This source is stored already, with the id {namesake.id}.")
    return _insert_source(session, ref, reliability)


def change_source(session: Session, source: Source, changes: dict[str, Any]) -> None:
    """Change a source that this transaction has locked.

    Raises:
        Conflict: another source has that domain, or that name and no domain.
    """
    for field, value in changes.items():
        setattr(source, field, value)
    source.key = _key(source.name, source.domain)
    source.folded_name = _folded(source.name)
    with session.no_autoflush:
        _check_is_new(session, source.key, besides=source.id)
    source.version += 1
    session.flush()


def source_of(session: Session, source_id: UUID) -> SourcePublic:
    """One source.

    Raises:
        NotFound: there is none with this id.
    """
    return source_public(present(session.get(Source, source_id), "source", source_id))


def source_public(source: Source) -> SourcePublic:
    """A source as the API shows it."""
    return SourcePublic(**{field: getattr(source, field) for field in SourcePublic.model_fields})


def sources_page(session: Session, page: PageRequest) -> Page[SourcePublic]:
    """Stored sources, oldest first."""
    wanted = select(Source).order_by(col(Source.id)).limit(page.limit + 1)
    if (after := page.after(UUID)) is not None:
        wanted = wanted.where(col(Source.id) > after[0])
    return page.page(session.scalars(wanted).all(), source_public, lambda source: (source.id,))


def wire_names(session: Session) -> frozenset[str]:
    """The names of the stored wire agencies."""
    return frozenset(session.scalars(_WIRE_NAMES))


def source_to_change(session: Session, source_id: UUID) -> Source:
    """A source that nobody else can change, and no other can become alike, until this transaction ends.

    Raises:
        NotFound: there is none with this id.
    """
    lock_name(session, "sources")
    wanted = select(Source).where(col(Source.id) == source_id).with_for_update()
    return present(session.scalar(wanted), "source", source_id)


def keep_source(session: Session, source_id: UUID) -> None:
    """Let nobody change a source until this transaction ends; others may keep it too.

    Raises:
        NotFound: there is none with this id.
    """
    present(session.scalar(_TO_KEEP, {"id": source_id}), "source", source_id)


def reliability_of(session: Session, ref: SourceRef) -> float:
    """How reliable the source is that `ref` means; of one that is not stored nobody has judged it."""
    named = select(col(Source.reliability)).where(col(Source.key) == _key(ref.name, ref.domain))
    found = session.scalar(named)
    return UNSET_RELIABILITY if found is None else found


def is_source(named: str) -> ColumnElement[bool]:
    """Whether it is the source with that id, domain or name."""
    try:
        return col(Source.id) == UUID(named)
    except ValueError:
        domain = named.lower().removeprefix("www.")
        return or_(col(Source.domain) == domain, col(Source.folded_name) == _folded(named))


def _find_source(session: Session, ref: SourceRef) -> Source | None:
    key = _key(ref.name, ref.domain)
    found = session.scalar(_BY_KEY, {"key": key})
    if found is not None or ref.name is None:
        return found
    if ref.domain is None:
        return _only_namesake(session, ref.name)
    lock_name(session, "sources")
    if (found := session.scalar(_BY_KEY, {"key": key})) is not None:
        return found
    nameless = select(Source).where(col(Source.key) == _key(ref.name, None)).with_for_update()
    if (found := session.scalar(nameless)) is not None:
        change_source(session, found, {"domain": ref.domain})
    return found


def _only_namesake(session: Session, name: str) -> Source | None:
    namesakes = _namesakes(session, name)
    if len(namesakes) > 1:
        domains = ", ".join(str(source.domain) for source in namesakes)
        raise Conflict(f"Several sources are called {name}; give the domain: one of {domains}.")
    return namesakes[0] if namesakes else None


def _namesakes(session: Session, name: str) -> Sequence[Source]:
    return session.scalars(select(Source).where(col(Source.folded_name) == _folded(name))).all()


def _insert_source(session: Session, ref: SourceRef, reliability: float) -> Source:
    name = ref.name or str(ref.domain)
    source = Source(
        key=_key(ref.name, ref.domain),
        name=name,
        folded_name=_folded(name),
        domain=ref.domain,
        kind=ref.kind,
        reliability=reliability,
    )
    session.add(source)
    session.flush()
    return source


def _check_is_new(session: Session, key: str, *, besides: UUID | None) -> None:
    stored = session.scalar(select(col(Source.id)).where(col(Source.key) == key))
    if stored not in {None, besides}:
        raise Conflict(f"This source is stored already, with the id {stored}.")


def _key(name: str | None, domain: str | None) -> str:
    return domain or f"name:{_folded(str(name))}"


def _folded(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")
