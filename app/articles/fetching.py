"""Fetching the page of an article as it stands in public, and nothing that does not."""

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from ssl import SSLError
from threading import BoundedSemaphore
from urllib.parse import urljoin

import httpcore2

from app import __version__
from app.articles.addresses import WebAddress
from app.articles.connections import (
    ConnectionLimits,
    Deadline,
    Network,
    PinnedBackend,
    TooManyBytes,
)
from app.articles.pages import Fetched as Fetched
from app.articles.pages import NotAPage, page_at, redirection
from app.articles.reachable import AllowedHosts, is_public, is_web_port
from app.errors import Invalid, Unavailable, Unfetchable
from app.fields import MAX_URL_BYTES
from app.metrics import Stage, timed

USER_AGENT = f"factcheck-service/{__version__} (fetches single pages on request)"
_POINTER = "#/url"
TURN_WITHIN_S = 2
MOST_AT_ONCE = 8  # pages; the server has threads left for those who ask for nothing slow
_HEADERS_BYTES = 256 * 1024  # on top of the page; the HTTP library takes 100 KiB and one read more


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What fetching one page may take, redirects and all; `max_bytes` counts after decompression."""

    timeout_s: float = 20
    connect_timeout_s: float = 5
    max_bytes: int = 5_000_000
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class _Destination:
    """An address that may be asked, and the IP addresses that were checked for it."""

    address: WebAddress
    ips: tuple[str, ...]

    def __str__(self) -> str:
        return _shown(self.address)


class Fetcher:
    """Fetches pages for many threads at once.

    It sends no cookies and no credentials, knows no proxies, and connects only to the IP addresses that
    it has checked. Only hosts in `allowed_hosts` may be at private addresses or at ports other than 80
    and 443: names or addresses, exactly, an IPv6 address in brackets, with `:port` for only that port.
    """

    def __init__(
        self,
        limits: FetchLimits,
        allowed_hosts: Collection[str] = (),
        network: Network | None = None,
    ) -> None:
        self._limits = limits
        self._allowed = AllowedHosts(allowed_hosts)
        self._network = network or Network()
        self._free = BoundedSemaphore(MOST_AT_ONCE)
        # The system's look-up knows no time limit, so that it is waited for from outside.
        self._lookups = ThreadPoolExecutor(
            max_workers=4 * MOST_AT_ONCE, thread_name_prefix="look-up"
        )

    def close(self) -> None:
        """Begin nothing new; what is running ends within its limits."""
        self._lookups.shutdown(wait=False, cancel_futures=True)

    @timed(Stage.FETCHING)
    def fetch(self, url: str) -> Fetched:
        """The page at a web address; redirects are followed, but not from https to http.

        Raises:
            Invalid: the address, or one that it redirects to, may not be asked.
            Unfetchable: a server did not give the page.
            Unavailable: `MOST_AT_ONCE` others are being fetched.
        """
        if not self._free.acquire(timeout=TURN_WITHIN_S):
            raise Unavailable("Too many pages are being fetched at this moment; try again.")
        try:
            return self._fetched(url, Deadline.after(self._limits.timeout_s))
        finally:
            self._free.release()

    def _fetched(self, url: str, deadline: Deadline) -> Fetched:
        destination = self._permitted(url, deadline)
        for _ in range(self._limits.max_redirects + 1):
            answer = self._ask(destination, deadline)
            if isinstance(answer, Fetched):
                return answer
            destination = self._redirected(destination, answer, deadline)
        raise Unfetchable(
            str(destination), f"it took more than {self._limits.max_redirects} redirects"
        )

    def _permitted(self, url: str, deadline: Deadline) -> _Destination:
        address = _parsed(url)
        is_allowed = self._allowed.covers(address)
        if not is_allowed and not is_web_port(address.port):
            raise Invalid(_POINTER, f"{_shown(address)} is at {_port_advice(address)}")
        ips = self._look_up(address, deadline)
        if not is_allowed and not all(is_public(ip) for ip in ips):
            raise Invalid(
                _POINTER,
                f"{_shown(address)} is not at a public address and is not fetched. Send the text itself"
                f" in `text`, or have {address.host} added to FACTCHECK_FETCH_ALLOWED_HOSTS.",
            )
        return _Destination(address, ips)

    def _look_up(self, address: WebAddress, deadline: Deadline) -> tuple[str, ...]:
        host = address.host.strip("[]")
        with self._faults(_shown(address)):
            found = self._lookups.submit(self._network.resolve, host, address.port)
            try:
                ips = tuple(found.result(timeout=deadline.left()))
            except TimeoutError:
                found.cancel()
                raise
            except (OSError, UnicodeError):
                ips = ()
        if not ips:
            raise Unfetchable(_shown(address), "its host has no address; check how it is written")
        return ips

    def _redirected(
        self, destination: _Destination, location: str, deadline: Deadline
    ) -> _Destination:
        try:
            onward = self._permitted(_joined(destination, location), deadline)
        except Invalid as refusal:
            raise Invalid(
                _POINTER, f"{destination} redirects to another address. {refusal}"
            ) from None
        if destination.address.scheme == "https" and onward.address.scheme == "http":
            raise Invalid(
                _POINTER,
                f"{destination} redirects to {onward}, where anybody on the way could change the text."
                " Send that address in `url` if you trust it.",
            )
        return onward

    def _ask(self, destination: _Destination, deadline: Deadline) -> Fetched | str:
        """The page, or the location that a server redirects to."""
        with (
            self._faults(str(destination)),
            closing(self._connection(destination, deadline)) as connection,
        ):
            response = connection.handle_request(_request(destination.address))
            return redirection(response) or page_at(
                str(destination.address), response, self._limits.max_bytes
            )

    def _connection(
        self, destination: _Destination, deadline: Deadline
    ) -> httpcore2.HTTPConnection:
        limits = ConnectionLimits(
            connect_timeout_s=self._limits.connect_timeout_s,
            deadline=deadline,
            max_bytes=self._limits.max_bytes + _HEADERS_BYTES,
        )
        return httpcore2.HTTPConnection(
            _url(destination.address).origin,
            ssl_context=self._network.trusted,
            network_backend=PinnedBackend(destination.ips, self._network.connect, limits),
        )

    @contextmanager
    def _faults(self, url: str) -> Iterator[None]:
        """What goes wrong on the way to a page, as an error of the domain."""
        try:
            yield
        except httpcore2.ConnectTimeout:
            raise Unfetchable(url, "its server could not be connected to in time") from None
        except (httpcore2.TimeoutException, TimeoutError):
            reason = f"it took longer than {self._limits.timeout_s:g} seconds"
            raise Unfetchable(url, reason) from None
        except TooManyBytes:
            reason = f"it is larger than {self._limits.max_bytes} bytes"
            raise Unfetchable(url, reason) from None
        except NotAPage as fault:
            raise Unfetchable(url, str(fault)) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as fault:
            raise Unfetchable(url, _reason(fault)) from None


def _parsed(url: str) -> WebAddress:
    try:
        address = WebAddress.parse(url)
    except ValueError:
        raise Invalid(
            _POINTER,
            "Write a whole web address with http or https, without user name and password.",
        ) from None
    if len(str(address)) > MAX_URL_BYTES:
        raise Invalid(_POINTER, f"Write a web address of at most {MAX_URL_BYTES} bytes in ASCII.")
    return address


def _joined(destination: _Destination, location: str) -> str:
    try:
        return urljoin(str(destination.address), location)
    except ValueError:
        return location  # no address either; whoever parses it says so


def _shown(address: WebAddress) -> str:
    """An address for a message: the query is left out, for it may hold secrets."""
    return f"{address.scheme}://{address.netloc}{address.path}"


def _port_advice(address: WebAddress) -> str:
    return (
        f"port {address.port}, and pages are fetched only from ports 80 and 443. Send the text itself in"
        f" `text`, or have {address.netloc} added to FACTCHECK_FETCH_ALLOWED_HOSTS."
    )


def _url(address: WebAddress) -> httpcore2.URL:
    return httpcore2.URL(
        scheme=address.scheme,
        host=address.host.strip("[]"),
        port=address.port,
        target=address.target,
    )


def _request(address: WebAddress) -> httpcore2.Request:
    headers = [
        ("Host", address.netloc),
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html, application/xhtml+xml, text/plain;q=0.8"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ]
    return httpcore2.Request("GET", _url(address), headers=headers)


def _reason(fault: Exception) -> str:
    if isinstance(fault.__cause__, SSLError):
        why = getattr(fault.__cause__, "verify_message", "") or fault.__cause__.reason
        return f"there is no secure connection to its server ({why})"
    if isinstance(fault, httpcore2.ConnectError):
        return "its server takes no connection"
    return "its server broke off or does not speak HTTP"
