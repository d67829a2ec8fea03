"""Connections that are made only where they may be, and that end when time is up."""

import socket
import ssl
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any

import httpcore

from claims.errors import FetchError
from claims.fetch.address import is_public, literal, place

Resolve = Callable[[str, int], Sequence[str]]
LATE = "the answer took longer than {seconds:g} seconds; try again later"


class Deadline:
    """How long a whole fetch may take, looking up names and every redirect included.

    What we wait of our own accord, so as not to ask too often, is no time of the server's.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = monotonic() + seconds

    def grant(self, seconds: float) -> None:
        """Allow so much longer."""
        self._ends += seconds

    def left(self, most: float | None = None) -> float:
        """Return the seconds that are left, at most so many; raises FetchError where none are."""
        left = self._ends - monotonic()
        if left <= 0:
            raise FetchError(LATE.format(seconds=self.seconds))
        return left if most is None else min(left, most)


class Gate(httpcore.NetworkBackend):
    """Looks a host up once, and connects to the very IP address that it has looked at.

    A name that is looked up twice, once to check and once to connect, may lead elsewhere the second
    time ("DNS rebinding"); here nothing is left to a second look.

    Args:
        deadline: of the fetch.
        allowed: places, as ``host:port``, that may be connected to though they are not public.
        resolve: returns the IP addresses of a host.
    """

    def __init__(
        self, deadline: Deadline, allowed: Collection[str] = (), resolve: Resolve | None = None
    ) -> None:
        self.deadline = deadline
        self.allowed = allowed
        self.resolve = resolve or look_up
        self.inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect, unless the host has an address that is not public; raises FetchError."""
        *more, last = self.admitted(host, port)
        for ip in more:
            # A host may have addresses of a kind that cannot be reached from here.
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._connected(ip, port, timeout, local_address, socket_options)
        return self._connected(last, port, timeout, local_address, socket_options)

    def _connected(self, ip: str, port: int, timeout: float | None, *more: Any) -> "Timed":
        left = self.deadline.left(timeout)
        return Timed(self.inner.connect_tcp(ip, port, left, *more), self.deadline)

    def admitted(self, host: str, port: int) -> Sequence[str]:
        """Return the IP addresses to connect to; raises FetchError where there is none."""
        ips = [host] if literal(host) else in_time(self.resolve, host, port, self.deadline)
        if not ips:
            raise FetchError(f"there is no host {host}; check its spelling, and the connection")
        # One that is not public among others is how a name is made to lead inside.
        inside = next((ip for ip in ips if not is_public(ip)), None)
        if inside and place(host, port) not in self.allowed:
            raise FetchError(
                f"{host} leads to {inside}, which is not public; nothing was sent there "
                f"(CLAIMS_ALLOW_HOSTS={place(host, port)} allows it)"
            )
        return ips


class Timed(httpcore.NetworkStream):
    """A connection on which no wait outlasts the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        return self.stream.read(max_bytes, self.deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self.stream.write(buffer, self.deadline.left(timeout))

    def close(self) -> None:
        """Close."""
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Go on encrypted; the certificate must be of the host by its name."""
        inner = self.stream.start_tls(ssl_context, server_hostname, self.deadline.left(timeout))
        return Timed(inner, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self.stream.get_extra_info(info)


def look_up(host: str, port: int) -> Sequence[str]:
    """Return the IP addresses of a host, none where there is no such host."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(one[4][0]) for one in found]


def in_time(resolve: Resolve, host: str, port: int, deadline: Deadline) -> Sequence[str]:
    """Look a host up while there is time; the system's own call knows no limit."""
    found: list[str] = []
    thread = threading.Thread(target=lambda: found.extend(resolve(host, port)), daemon=True)
    thread.start()
    thread.join(deadline.left())
    deadline.left()
    return found
