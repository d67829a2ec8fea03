"""Addresses that may be fetched: of the web, and of machines that the whole world can reach."""

import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from claims.errors import FetchError

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000
# A space or a control never stands in an address; parsers disagree about what follows a backslash.
ODD = re.compile(r"[\s\x00-\x20\x7f\\]")
NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\Z")
# What C libraries read as an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1.
NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)\Z")
SENT_AS_IS = "/?%:@!$&'()*+,;=~-._[]"
IP = ipaddress.IPv4Address | ipaddress.IPv6Address
UNICAST = ipaddress.ip_network("2000::/3")
# Within the global ranges, networks whose addresses lead on to another machine: relays of 6to4;
# Teredo and its neighbours, 6to4.
LEADING_ON = tuple(map(ipaddress.ip_network, ("192.88.99.0/24", "2001::/23", "2002::/16")))


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, taken apart.

    Attributes:
        scheme: http or https.
        host: name in ASCII, or an IP address without brackets; lower case.
        port: as given, or that of the scheme.
        path: with the query, as it is sent.
    """

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """Host and port, as people allow them by name."""
        return place(self.host, self.port)

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt speaks for."""
        netloc = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{netloc}{port}"

    def __str__(self) -> str:
        return self.site + self.path


def place(host: str, port: int) -> str:
    """Return host and port as one word: ``127.0.0.1:8000``, ``[::1]:8000``."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def parse(
    url: str, *, allowed: Collection[str] = (), ports: Collection[int] = (80, 443)
) -> Address:
    """Take an address apart.

    Args:
        url: as given by a person, a page or a feed.
        allowed: places, as ``host:port``, that may be fetched from whatever their port is.
        ports: the ports that may be named otherwise.

    Raises:
        FetchError: it is not one that may be fetched; the message says why.
    """
    if len(url) > LONGEST or ODD.search(url):
        raise FetchError(f"{url[:80]!r} is no address: it is too long, or holds spaces; check it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{url!r} is no address ({error}); check its spelling") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchError(f"{url!r} is no address of the web; give one with http:// or https://")
    if "@" in parts.netloc:
        raise FetchError(f"{url!r} holds a user name, which hides the host; take it out")
    path = quote(parts.path or "/", safe=SENT_AS_IS)
    query = f"?{quote(parts.query, safe=SENT_AS_IS)}" if parts.query else ""
    host, port = ascii_host(parts.hostname, url), port or PORTS[parts.scheme]
    if port not in ports and place(host, port) not in allowed:
        raise FetchError(
            f"{url!r} names port {port}, and only 80 and 443 are fetched from "
            f"(CLAIMS_ALLOW_HOSTS={place(host, port)} allows it)"
        )
    return Address(parts.scheme, host, port, path + query)


def ascii_host(host: str, url: str) -> str:
    """Return a host as it is looked up; raises FetchError for odd spellings of IP addresses."""
    if ":" in host:
        if "%" not in host and literal(host):
            return host
        raise FetchError(f"{url!r} names no host that is known; check its spelling")
    try:
        name = host.encode("idna").decode().lower().removesuffix(".")
    except UnicodeError as error:
        raise FetchError(f"{url!r} names no host that there can be; check it") from error
    if NUMBER.match(name.rpartition(".")[2]) and not (host.isascii() and literal(name)):
        raise FetchError(f"{url!r} writes its host as a number; give its name")
    if not NAME.match(name):
        raise FetchError(f"{url!r} names no host that there can be; check its spelling")
    return name


def literal(host: str) -> IP | None:
    """Return the IP address that a host is written as, None where it is a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(ip: str) -> bool:
    """Tell whether the whole world reaches this IP address, and it leads nowhere else.

    ``is_global`` alone lets through multicast, and addresses that carry another one which a gateway
    unpacks: NAT64 (64:ff9b::/96), 6to4 (2002::/16).
    """
    found = literal(ip)
    if found is None or not found.is_global or found.is_multicast:
        return False
    if found.version == 6 and found not in UNICAST:  # noqa: PLR2004 - the protocol's number
        return False
    return not any(found.version == net.version and found in net for net in LEADING_ON)


def joined(base: Address, location: str) -> str:
    """Return where a redirect leads."""
    try:
        return urljoin(str(base), location)
    except ValueError as error:
        raise FetchError(f"{base} leads to {location[:80]!r}, which is no address") from error
