"""What the people who run the service can set: `FACTCHECK_*` in the environment or in `.env`."""

import re
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from limits import parse
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.logs import LogFormat, LogLevel

POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
_HOST = re.compile(r"(\[(?P<ipv6>[0-9a-fA-F:.]+)\]|[\w.-]+)(:(?P<port>\d{1,5}))?")


def _is_host(written: str) -> bool:
    """Whether something is a name or an address, with or without a port that exists."""
    if (found := _HOST.fullmatch(written)) is None:
        return False
    try:
        IPv6Address(found["ipv6"] or "::")
    except ValueError:
        return False
    return 0 < int(found["port"] or 80) <= 65535


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _is_origin(written: str) -> bool:
    """Whether something is an origin as browsers send it."""
    scheme, _, host = written.partition("://")
    default_port = {"http": ":80", "https": ":443"}.get(scheme)
    is_plain = default_port is not None and not written.endswith(default_port)
    is_as_sent = written.isascii() and written == written.lower()
    return is_plain and is_as_sent and _is_host(host)


def _listed(written: str | Iterable[str]) -> tuple[str, ...]:
    """The parts of a list that commas separate."""
    parts = written.split(",") if isinstance(written, str) else written
    return tuple(part.strip() for part in parts if part.strip())


class Settings(BaseSettings):
    """Settings of one process, read once at its entry point and passed on."""

    model_config = SettingsConfigDict(
        env_prefix="FACTCHECK_", env_file=".env", extra="ignore", frozen=True
    )

    database_url: str = Field(
        default="sqlite:///factcheck.db",
        description="Where everything is stored: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`.",
    )

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is an SQLite file; else it is PostgreSQL."""
        return urlsplit(self.database_url).scheme not in POSTGRESQL

    @field_validator("database_url")
    @classmethod
    def _is_known(cls, url: str) -> str:
        parts = urlsplit(url)
        is_file = url.startswith("sqlite:///") and url not in {"sqlite:///", "sqlite:///:memory:"}
        if not is_file and not (parts.scheme in POSTGRESQL and parts.hostname and parts.path):
            raise ValueError("write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME")
        _ = parts.port  # says what is wrong with it
        return url

    database_pool_size: int = Field(
        default=10,
        ge=1,
        le=200,
        description="Connections that each worker process holds to the database at most.",
    )
    sqlite_synchronous: Literal["FULL", "NORMAL"] = Field(
        default="FULL",
        description="`NORMAL` writes faster and may lose the last commits when the power fails; it never corrupts.",
    )
    encoder_dir: Path | None = Field(
        default=None,
        description="Folder of another sentence encoder than the one that comes with the service.",
    )
    check_worthiness_dir: Path | None = Field(
        default=None,
        description="Folder of other weights for check-worthiness, such as a newsroom trained on its own labels.",
    )
    stance_dir: Path | None = Field(
        default=None,
        description="Folder of another stance classifier: any ONNX network that classifies pairs of texts, with `model.onnx`, `tokenizer.json` and `config.json`.",
    )
    linking_pairs: int = Field(
        default=400,
        ge=0,
        le=100_000,
        description="Pairs of a claim and a passage that one request may judge; the rest is judged afterwards, beside the requests.",
    )
    host: str = Field(
        default="127.0.0.1", description="Address to listen on; only this machine by default."
    )
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on.")
    workers: int = Field(default=1, ge=1, le=64, description="Worker processes of the server.")
    open_without_keys: bool = Field(
        default=False,
        description="Serve other machines although there is no API key: whoever reaches the port may then read, write and delete everything.",
    )

    @property
    def is_open(self) -> bool:
        """Whether everybody may do everything while there is no key."""
        return self.open_without_keys or _is_loopback(self.host)

    rate_limit: str | None = Field(
        default=None,
        description="Requests that each key, or each address without a key, may send to each worker process, such as `600/minute`; the next are answered 429. None: no limit.",
    )

    @field_validator("rate_limit")
    @classmethod
    def _is_a_rate(cls, written: str | None) -> str | None:
        if not written:
            return None
        try:
            is_one = parse(written).amount > 0
        except ValueError:
            is_one = False
        if not is_one:
            raise ValueError("write a number and a time, such as 600/minute")
        return written

    forwarded_allow_ips: str | None = Field(
        default=None,
        description="Addresses or networks of the reverse proxies whose `X-Forwarded-For` says where a request comes from, separated by commas; of others it is ignored.",
    )

    @field_validator("forwarded_allow_ips")
    @classmethod
    def _are_addresses(cls, written: str | None) -> str | None:
        try:
            for each in written.split(",") if written else ():
                ip_network(each.strip())
        except ValueError:
            raise ValueError("write addresses or networks, such as 127.0.0.1,10.0.0.0/8") from None
        return written or None

    shutdown_timeout_s: int = Field(
        default=30,
        ge=1,
        le=3600,
        description="Seconds that requests which run when the server is told to end have to finish; then they are cut off.",
    )
    log_format: LogFormat = Field(
        default="console",
        description="How the log is written to standard error: `console` for people, `json` for machines, one object a line.",
    )
    log_level: LogLevel = Field(
        default="info",
        description="What is logged at least: `debug`, `info` (which has a line for each request), `warning`, `error`.",
    )
    max_body_bytes: int = Field(
        default=8_388_608,
        ge=1024,
        description="Largest request body in bytes, checked before it is parsed; more is answered 413.",
    )
    body_timeout_s: float = Field(
        default=60,
        gt=0,
        le=3600,
        description="Seconds that a request body may take to arrive; then it is answered 408.",
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Origins whose pages may use the API from a browser, separated by commas: `https://desk.example,http://127.0.0.1:3000`; `*` for any. Cookies are never taken.",
    )

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _are_origins(cls, origins: str | Iterable[str]) -> tuple[str, ...]:
        listed = _listed(origins)
        if listed != ("*",) and not all(map(_is_origin, listed)):
            raise ValueError(
                "write origins as browsers send them, in lower case and without a path, such as"
                " https://desk.example,http://127.0.0.1:3000; or * alone"
            )
        return listed

    fetch_allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Hosts that articles may be fetched from although they are at private addresses or other ports than 80 and 443, separated by commas: `intranet.example,10.0.0.5:8080,[::1]:8080`.",
    )

    @field_validator("fetch_allowed_hosts", mode="before")
    @classmethod
    def _are_hosts(cls, hosts: str | Iterable[str]) -> tuple[str, ...]:
        listed = _listed(hosts)
        if not all(map(_is_host, listed)):
            raise ValueError("write names or addresses, such as intranet.example,[::1]:8080")
        return listed

    fetch_timeout_s: float = Field(
        default=20,
        gt=0,
        le=300,
        description="Seconds that fetching an article may take in all.",
    )
    fetch_max_bytes: int = Field(
        default=5_000_000,
        ge=1024,
        description="Largest page in bytes that is fetched as an article, counted after decompression.",
    )
