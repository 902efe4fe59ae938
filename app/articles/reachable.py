"""Which hosts a server on the inside of a network may be made to ask: only those that all the world can."""

import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from app.articles.addresses import WebAddress

_WEB_PORTS = frozenset({80, 443})
_GLOBAL_UNICAST = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
# What the standard library of some Python versions takes for globally reachable (IANA's registries of
# special-purpose addresses), and one address that a cloud keeps for itself.
_NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # IETF protocol assignments
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.175.48.0/24",  # AS112
        "192.88.99.0/24",  # relays of 6to4
        "168.63.129.16/32",  # Azure's platform, as seen from its machines
        "2001::/23",  # IETF protocol assignments, with Teredo
        "2001:4:112::/48",  # AS112
        "2620:4f:8000::/48",  # AS112
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)


class AllowedHosts:
    """Hosts that may be at private addresses and other ports, because whoever runs the service says so.

    Each is a name or an address, exactly, an IPv6 address in brackets; with a port, only that port.
    """

    def __init__(self, hosts: Collection[str] = ()) -> None:
        self._hosts = frozenset(_host_and_port(host) for host in hosts)

    def covers(self, address: WebAddress) -> bool:
        """Whether this host is allowed at this port."""
        return not self._hosts.isdisjoint({(address.host, None), (address.host, address.port)})


def is_web_port(port: int) -> bool:
    """Whether a port is one of those on which the public web is served."""
    return port in _WEB_PORTS


def is_public(address: str) -> bool:
    """Whether an IP address is globally reachable unicast; one that wraps an IPv4 address is what it wraps.

    Tunnels (6to4, Teredo) and the deprecated IPv4-compatible addresses are never public: no site is there.
    """
    try:
        parsed = _unwrapped(ip_address(address))
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and (parsed.scope_id or parsed not in _GLOBAL_UNICAST):
        return False
    is_special = parsed.is_multicast or any(parsed in network for network in _NOT_PUBLIC)
    return parsed.is_global and not is_special


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address inside an IPv4-mapped one or one of NAT64, which is where the packets go."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address


def _host_and_port(entry: str) -> tuple[str, int | None]:
    address = WebAddress.parse(f"http://{entry}/")
    if address.target != "/":
        raise ValueError(f"{entry} is no host")
    return address.host, address.port if re.search(r":\d+$", entry) else None
