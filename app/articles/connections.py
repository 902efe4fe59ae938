"""Connections to addresses that were checked, which end after a time and a number of bytes."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import httpcore2

Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], httpcore2.NetworkStream]


class TooManyBytes(Exception):
    """More bytes came than are taken."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which everything must be over."""

    at: float  # on the monotonic clock, in seconds

    @classmethod
    def after(cls, seconds: float) -> Self:
        """The moment so many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds until then, more than 0.

        Raises:
            TimeoutError: it has passed.
        """
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host in the order in which to try them.

    Raises:
        OSError: the name cannot be looked up, or has no address.
        UnicodeError: it cannot be a name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Network:
    """How the world is reached: looking up a name, connecting to an IP address, trusting a certificate."""

    resolve: Resolve = resolve
    connect: Connect = httpcore2.SyncBackend().connect_tcp
    trusted: ssl.SSLContext = field(default_factory=httpcore2.default_ssl_context)


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """What one connection may take: seconds to connect to each address, time in all, bytes in all."""

    connect_timeout_s: float
    deadline: Deadline
    max_bytes: int

    def seconds_to_connect(self) -> float:
        """Seconds that connecting may take now."""
        return min(self.connect_timeout_s, self.deadline.left())


class PinnedBackend(httpcore2.NetworkBackend):
    """Connects to the given addresses, whatever the name: a second look-up could give others than were checked."""

    def __init__(
        self, addresses: Sequence[str], connect: Connect, limits: ConnectionLimits
    ) -> None:
        self._addresses = addresses
        self._connect = connect
        self._limits = limits

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the addresses are those of the host
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the limits say it
        local_address: str | None = None,  # noqa: ARG002 - any
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - none
    ) -> httpcore2.NetworkStream:
        """A connection to the first address that takes one."""
        fault: Exception = httpcore2.ConnectError("no address")
        for address in self._addresses:
            try:
                stream = self._connect(address, port, self._limits.seconds_to_connect())
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as refusal:
                fault = refusal
            else:
                return _LimitedStream(stream, self._limits)
        raise fault


class _LimitedStream(httpcore2.NetworkStream):
    """A connection whose every step ends at the deadline, also where a server sends a byte a second."""

    def __init__(self, stream: httpcore2.NetworkStream, limits: ConnectionLimits) -> None:
        self._stream = stream
        self._limits = limits
        self._bytes_left = limits.max_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        received = self._stream.read(max_bytes, self._limits.deadline.left())
        self._bytes_left -= len(received)
        if self._bytes_left < 0:
            raise TooManyBytes
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._limits.deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.NetworkStream:
        try:
            seconds = self._limits.seconds_to_connect()
            stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        except BaseException:
            self.close()
            raise
        return _LimitedStream(stream, self._limits)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the base class has it
        return self._stream.get_extra_info(info)
