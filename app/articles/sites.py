"""Whose a web address is: sites by their registered domain, offline, and the names that sites may bear."""

import re
import unicodedata
from functools import lru_cache

from tld import get_fld

from app.fields import DOMAIN_PATTERN, host_of

SHORTEST_NAME = 3  # letters and digits that a name and a domain share; fewer are chance


def same_site(url: str, other: str) -> bool:
    """Whether two web addresses have one host or one registered domain (`m.paper.com`, `www.paper.com`).

    Where everybody may have a subdomain (`github.io`), each of them is a site.
    """
    if host_of(url) == host_of(other):
        return True
    domain = _registered(url)
    return domain is not None and domain == _registered(other)


def bears_name(url: str, name: str) -> bool:
    """Whether a site may call itself so: its name begins with the letters of its domain.

    `harbourcourier.example` is the Harbour Courier and `bbc.co.uk` is BBC News, but a page elsewhere that
    says so is neither.
    """
    label, said = _letters(_own_label(url)), _letters(name)
    return any(_begin_alike(own, said) for own in (label, label.removeprefix("the")))


@lru_cache(maxsize=4096)
def spelt_by(domain: str) -> str | None:
    """The letters of the name that a domain spells, without "the"; None for what is no domain."""
    if not re.fullmatch(DOMAIN_PATTERN, domain):
        return None
    return letters_of(_own_label(f"https://{domain}"))


@lru_cache(maxsize=4096)
def letters_of(name: str) -> str:
    """The letters and digits of a name as a domain may spell them, without "the"."""
    return _letters(name).removeprefix("the")


def _begin_alike(own: str, said: str) -> bool:
    if min(len(said), len(own)) < SHORTEST_NAME:
        return False
    return said.startswith(own)


def _own_label(url: str) -> str:
    """What a site chose of its host: the first part of the registered domain, else the last but one."""
    if (registered := _registered(url)) is not None:
        return registered.partition(".")[0]
    return host_of(url).split(".")[-2:][0]


def _registered(url: str) -> str | None:
    return get_fld(url, fail_silently=True, search_private=True)


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]", "", plain.removeprefix("the "))
