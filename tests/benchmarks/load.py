"""Requests over several connections at once, and what they cost the server that answers them."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS = 32
_CPU_CLOCK_OF_PROCESS = 2  # Linux: CPUCLOCK_SCHED of clock_getcpuclockid(3), all threads together
_HEAD_ENDS = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Load:
    """What a number of requests took: seconds by the clock, and seconds of CPU of the server."""

    requests: int
    took_s: float
    cpu_s: float

    @property
    def cpu_ms(self) -> float:
        """CPU of the server for each request, in milliseconds."""
        return 1000 * self.cpu_s / self.requests

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.took_s


def get(path: str) -> bytes:
    """A request to read."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def post(path: str, body: bytes) -> bytes:
    """A request that sends JSON."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def load(address: str, pid: int, requests: Sequence[bytes], connections: int = CONNECTIONS) -> Load:
    """Send all requests, each connection the next one as soon as it has its answer."""
    started, used = time.perf_counter(), cpu_seconds(pid)
    asyncio.run(_send_all(address, iter(requests), connections))
    return Load(len(requests), time.perf_counter() - started, cpu_seconds(pid) - used)


def answers(address: str, requests: Sequence[bytes]) -> list[bytes]:
    """The bodies of the answers, in order."""
    return asyncio.run(_send_all(address, iter(requests), 1))


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process has used so far, kernel and user."""
    return time.clock_gettime((~pid << 3) | _CPU_CLOCK_OF_PROCESS)


async def _send_all(address: str, requests: Iterator[bytes], connections: int) -> list[bytes]:
    parts = await asyncio.gather(*(_send(address, requests) for _ in range(connections)))
    return [body for part in parts for body in part]


async def _send(address: str, requests: Iterator[bytes]) -> list[bytes]:
    """Send what is left of the requests, which the other connections take from too."""
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    bodies = []
    for request in requests:
        writer.write(request)
        head = await reader.readuntil(_HEAD_ENDS)
        body = await reader.readexactly(_length(head))
        if not head.startswith(b"HTTP/1.1 20"):
            raise RuntimeError(f"{head.decode()}{body.decode()}")
        bodies.append(body)
    writer.close()
    await writer.wait_closed()
    return bodies


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"\r\ncontent-length:")
    return int(rest.split(b"\r\n", 1)[0])
