"""Web addresses: their parts, and the one form in which the addresses of one page are the same."""

import re
import string
from dataclasses import dataclass, replace
from typing import Self

from pydantic import AnyHttpUrl, TypeAdapter

from app.fields import MAX_URL_BYTES

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")  # RFC 3986, section 2.3
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")

# Parameters that only analytics read. What names a page somewhere stays, even where it mostly tracks
# elsewhere: `ref`, `source`, `cid`, `campaign`.
_TRACKING = re.compile(
    r"""
      (utm|mtm|hsa)_.* | __?hs.* | wt\..* | wt_z?mc
    | pk_(campaign|cid|content|keyword|kwd|medium|source)
    | at_(bbc_team|campaign(_type)?|custom\d|format|link_(id|origin|type)|medium|ptr_name)
    | ns_(campaign|fee|linkname|mchannel|source) | mc_[ce]id | oly_(anon|enc)_id | vero_(conv|id)
    | (fb|g|d|y|ys|tt|tw)clid | msclkid | gclsrc | srsltid | [gw]braid | gad_(campaignid|source) | _g[al]
    | fb_(action_ids|action_types|ref|source) | igsh(id)? | mibextid | li_fat_id | epik | rdt_cid
    | ref_(src|url) | __twitter_impression | __source | _branch_(match_id|referrer) | _openstat
    | guccounter | guce_referrer(_sig)? | soc_(src|trk) | amp_(gsa|js_v) | usqp | wprov | mkt_tok
    | cmp | cmpid | icid | intcid | intcmp | ncid | ocid | s_cid | s_kwcid | smid | smtyp | sr_share
    | taid | ftag | ftcamp | xtor | tblci | dicbo | vgo_ee | wickedid | rb_clickid
    """,
    re.VERBOSE | re.IGNORECASE,
)
_http_url = TypeAdapter(AnyHttpUrl)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """The parts of an address that are sent to a server, in ASCII; a fragment never is.

    `host` is in lower case, IDNA-encoded, an IPv6 address in brackets, without the dot that may end a name.
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str

    @classmethod
    def parse(cls, url: str) -> Self:
        """The parts of a web address, read as browsers read it (WHATWG): `http://0x7f.1` is `127.0.0.1`.

        Raises:
            ValueError: it is no address with http or https, or it has a user name or a password.
        """
        parsed = _http_url.validate_python(url)
        if parsed.username or parsed.password:
            raise ValueError("a web address with a user name or a password")
        return cls(
            scheme=parsed.scheme,
            host=_without_final_dot(parsed.host or ""),
            port=parsed.port or 0,
            path=parsed.path or "/",
            query=parsed.query or "",
        )

    @property
    def netloc(self) -> str:
        """The host, with the port where it is not the scheme's own."""
        is_default = self.port == _DEFAULT_PORTS[self.scheme]
        return self.host if is_default else f"{self.host}:{self.port}"

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"


def canonical_url(url: str) -> str:
    """The form that the addresses of one page share: without fragment, tracking and ways of spelling.

    The case of the path, a final slash and the order of parameters stay: servers may tell pages apart
    by them, and taking two pages for one loses a page, while taking one for two only stores it twice.
    Of an address that would become longer than an address may be, nothing is changed.

    Args:
        url: an address that the field type `Url` accepts; so is the result.
    """
    address = WebAddress.parse(url)
    parameters = _normalised(address.query).split("&")
    query = "&".join(each for each in parameters if each and not _is_tracking(each))
    canonical = str(replace(address, path=_normalised(address.path), query=query))
    return canonical if len(canonical) <= MAX_URL_BYTES else url


def _without_final_dot(host: str) -> str:
    name = host.removesuffix(".")
    return host if not name or name.endswith(".") else name


def _normalised(encoded: str) -> str:
    return _ESCAPE.sub(_escape, encoded)


def _escape(found: re.Match[str]) -> str:
    """An escape in the form of RFC 3986, section 6.2.2; a lone `%` is escaped, or it might come to begin one."""
    if found[1] is None:
        return "%25"
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _is_tracking(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter.partition("=")[0]) is not None
