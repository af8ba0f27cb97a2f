"""Which addresses are asked: https, a plain name, an open port, and a machine of the public internet.

What could go wrong for ever: whoever writes an address makes this machine ask one that only it can reach (a
database, the cloud's keys at 169.254.169.254), by a number written oddly, or by a name that leads there. So a
name is resolved once, what is not public is dropped, and the connection goes to the very address that was
looked at.
"""

import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias
from urllib.parse import urlsplit

Ip: TypeAlias = IPv4Address | IPv6Address
Door: TypeAlias = tuple[Ip, int]
"""An address and a port of it."""
Resolve: TypeAlias = Callable[[str, int], Sequence[str]]

LONGEST: Final = 2000  # characters of an address

# IANA's registry of special-purpose IPv4 addresses (RFC 6890), multicast (RFC 5771), the relays of 6to4 (RFC
# 7526). Not checked at source: put together from these RFCs.
_NOT_PUBLIC: Final = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24"
        " 192.0.2.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15"
        " 198.51.100.0/24 203.0.113.0/24"
        " 224.0.0.0/4 240.0.0.0/4"
    ).split()
)
# Global unicast (RFC 4291). All that carries an IPv4 address within lies outside (mapped, compatible, NAT64),
# or among the exceptions (Teredo in 2001::/23, 6to4 in 2002::/16), as do the examples of manuals.
_PUBLIC: Final = IPv6Network("2000::/3")
_BUT: Final = tuple(IPv6Network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAME: Final = re.compile(
    r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")  # what `inet_aton` may read as an address


class NotAsked(Exception):
    """An address that is not asked, or does not answer as it must; the message says why, and never what it
    holds. `arrived` says that the request may have reached somebody all the same.
    """

    def __init__(self, why: str, arrived: bool = False) -> None:
        super().__init__(why)
        self.arrived = arrived


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the name that TLS is verified against, the port, path and query."""

    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Name and port as `Host:` has them (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == 443 else f"{host}:{self.port}"


def target_of(address: str, ports: Collection[int]) -> Target:
    """An address read strictly (RFC 3986). Raises NotAsked."""
    if (
        not address.isascii()
        or not address.isprintable()
        or len(address) > LONGEST
        or set(address) & set(' \\"<>')
    ):
        raise NotAsked("it is no plain address: write it in ASCII, without spaces, `xn--…` for other letters")
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").lower()
    except ValueError:
        raise NotAsked("it is no address") from None
    if parts.scheme != "https":
        raise NotAsked("only https is asked")
    if "@" in parts.netloc:
        raise NotAsked("an address that bears a user name or a password is not asked")
    if parts.netloc.endswith(":"):
        raise NotAsked("it is no address")
    port = 443 if port is None else port
    if port not in ports:
        raise NotAsked(f"port {port} is not asked")
    path = parts.path or "/"
    return Target(
        _host(host, bracketed="[" in parts.netloc), port, f"{path}?{parts.query}" if parts.query else path
    )


def _host(host: str, bracketed: bool) -> str:
    """A name, or an address in its one plain spelling. Raises NotAsked."""
    if bracketed:
        try:
            return str(IPv6Address(host)) if "%" not in host else _refuse_host()
        except ValueError:
            return _refuse_host()
    if not _NAME.fullmatch(host):
        return _refuse_host()
    if _NUMBER.fullmatch(host):  # 2130706433, 0177.0.0.1, 0x7f.1, 127.1: nobody writes these by accident
        try:
            return str(IPv4Address(host))
        except ValueError:
            return _refuse_host()
    return host


def _refuse_host() -> str:
    raise NotAsked("its host is neither a name nor an address in its usual spelling")


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the machine's resolver gives them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(each[4][0]) for each in found]


def public_of(
    target: Target, ports: Collection[int], local: Collection[Door], resolve: Resolve
) -> tuple[Ip, ...]:
    """The public addresses of a target, and those that are allowed in `local`. Raises NotAsked."""
    try:
        names = resolve(target.host, target.port)
    except (OSError, UnicodeError):
        raise NotAsked("its name has no address") from None
    found = []
    for each in dict.fromkeys(names):
        try:
            one = ip_address(each.partition("%")[0])
        except ValueError:
            continue
        if (one, target.port) in local or (target.port in ports and is_public(one)):
            found.append(one)
    if not found:
        raise NotAsked("it leads to a machine that is not on the public internet")
    return tuple(found)


def is_public(address: Ip) -> bool:
    """Whether an address is that of one machine on the public internet, spelt as itself."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC)
    return address in _PUBLIC and not any(address in network for network in _BUT)


def door_of(written: str) -> Door:
    """`127.0.0.1:8443` or `[::1]:8443`. Raises ValueError."""
    host, _, port = written.rpartition(":")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("a door is an address and a port, such as 10.0.0.7:8443")
    return ip_address(host.removeprefix("[").removesuffix("]")), int(port)
