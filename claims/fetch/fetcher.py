"""Fetches what lies at an address of the web, politely and without trusting it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from time import monotonic, sleep
from urllib.parse import urlsplit

import httpcore

from claims.errors import FetchError
from claims.fetch.address import Address, joined, parse, place
from claims.fetch.answer import NOT_MODIFIED, Answer, Marks
from claims.fetch.robots import MOST_BYTES as MOST_ROBOTS
from claims.fetch.robots import NAME, Robots
from claims.fetch.unpacking import CODINGS, capped, unpacked
from claims.fetch.wire import Deadline, Gate, Resolve

MOST_BYTES = 20 * 1024**2
MOST_REDIRECTS = 5
Headers = dict[bytes | str, bytes | str]
OK, REDIRECTS = 200, frozenset({301, 302, 303, 307, 308})
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5"
STATUSES = {
    401: "wants a login; log in with a browser and save the page",
    402: "is for subscribers; log in with a browser and save the page",
    403: "refuses to answer; open it in a browser and save the page",
    404: "is not there; check the address, or look for it in a web archive",
    410: "was taken away; look for it in a web archive",
    429: "asks to be left alone for a while; try again later",
    451: "may not be shown, for legal reasons; look for it in a web archive",
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How a fetcher behaves.

    Attributes:
        allowed: places, as ``host:port``, that may be fetched from though they are not public.
        ports: those that may be fetched from otherwise.
        seconds: how long one fetch may take in all.
        pause: seconds between two requests to one host; a site's own wish may lengthen it.
        most_bytes: the largest body, as sent and as unpacked.
        contact: where who runs this can be reached, told to the servers; "" for nowhere.
        proxy: through which all goes; "" for none. The environment's is not used.
        resolve: returns the IP addresses of a host; None for the system's way.
    """

    allowed: Collection[str] = ()
    ports: Collection[int] = (80, 443)
    seconds: float = 30.0
    pause: float = 1.0
    most_bytes: int = MOST_BYTES
    contact: str = ""
    proxy: str = ""
    resolve: Resolve | None = None


@dataclass(slots=True)
class Received:
    """One answer of one server."""

    status: int
    headers: Message
    body: bytes


@dataclass(slots=True)
class Fetcher:
    """Fetches, and remembers what sites ask of robots and when each host was asked last."""

    manners: Manners = field(default_factory=Manners)
    _robots: Robots = field(init=False)
    _asked: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._robots = Robots(self._robots_txt)

    def fetch(self, url: str, marks: Marks | None = None) -> Answer:
        """Fetch an address.

        Args:
            url: the address.
            marks: what an earlier answer said of its version.

        Returns:
            What came; without a body where nothing changed since.

        Raises:
            FetchError: it may not be fetched, or nothing usable came; the message says why.
        """
        deadline = Deadline(self.manners.seconds)
        address = self._parse(url)
        for _ in range(MOST_REDIRECTS + 1):
            self._robots.check(address)
            deadline.grant(self._wait(address))
            got = self._request(address, deadline, self.manners.most_bytes, marks)
            location = got.headers.get("Location", "")
            if got.status not in REDIRECTS or not location:
                return answer(url, address, got)
            address = self._parse(joined(address, location))
        raise FetchError(f"{url} leads on more than {MOST_REDIRECTS} times; give the last address")

    def _parse(self, url: str) -> Address:
        return parse(url, allowed=self.manners.allowed, ports=self.manners.ports)

    def _wait(self, address: Address) -> float:
        """Wait until the host may be asked again, and return how long that took."""
        began = monotonic()
        pause = max(self.manners.pause, self._robots.delay(address))
        sleep(max(0.0, self._asked.get(address.host, -pause) + pause - began))
        self._asked[address.host] = monotonic()
        return self._asked[address.host] - began

    def _robots_txt(self, address: Address) -> tuple[int, str]:
        deadline = Deadline(self.manners.seconds)
        for _ in range(MOST_REDIRECTS + 1):
            got = self._request(address, deadline, MOST_ROBOTS, None)
            location = got.headers.get("Location", "")
            if got.status not in REDIRECTS or not location:
                return got.status, got.body.decode("utf-8", "replace")
            address = self._parse(joined(address, location))
        return 404, ""  # RFC 9309, 2.3.1.2: as if there were none

    def _request(
        self, address: Address, deadline: Deadline, most: int, marks: Marks | None
    ) -> Received:
        gate = Gate(deadline, self.manners.allowed, self.manners.resolve)
        try:
            with self._pool(address, gate) as pool:
                return received(pool, address, self._headers(marks), most)
        except httpcore.TimeoutException as error:
            deadline.left()
            raise FetchError(f"{address.site} does not answer; try again later") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
            why = str(error)[:120] or type(error).__name__
            raise FetchError(f"{address.site} cannot be reached ({why}); try later") from error

    def _pool(self, address: Address, gate: Gate) -> httpcore.ConnectionPool:
        """Return what makes the connections: each anew, so that each goes through the gate."""
        if not self.manners.proxy:
            return httpcore.ConnectionPool(max_keepalive_connections=0, network_backend=gate)
        # The proxy connects, by the name; that the name leads nowhere inside is seen here before.
        gate.admitted(address.host, address.port)
        proxy = urlsplit(self.manners.proxy)
        where = place(proxy.hostname or "", proxy.port or 80)
        gate = Gate(gate.deadline, (where,), self.manners.resolve)
        return httpcore.HTTPProxy(
            self.manners.proxy, max_keepalive_connections=0, network_backend=gate
        )

    def _headers(self, marks: Marks | None) -> Headers:
        contact = f"; {self.manners.contact}" if self.manners.contact else ""
        agent = f"{NAME}/{version('claimdesk')} (news verification{contact})"
        headers: Headers = {"User-Agent": agent, "Accept": ACCEPT, "Accept-Encoding": CODINGS}
        if marks and marks.etag:
            headers["If-None-Match"] = marks.etag
        if marks and marks.last_modified:
            headers["If-Modified-Since"] = marks.last_modified
        return headers


def received(
    pool: httpcore.ConnectionPool, address: Address, headers: Headers, most: int
) -> Received:
    """Ask a server, and take its answer up to a limit."""
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), 15.0)
    with pool.stream("GET", str(address), headers=headers, extensions={"timeout": timeout}) as got:
        told = Message()
        for name, value in got.headers:
            told[name.decode("latin-1")] = value.decode("latin-1")
        if got.status != OK:
            return Received(got.status, told, b"")
        length = told.get("Content-Length", "")
        if length.isdecimal() and int(length) > most:
            raise FetchError(f"{address} is larger than {most / 1024**2:g} MB; it was not fetched")
        body = capped(unpacked(got.iter_stream(), told.get("Content-Encoding", "")), most)
        return Received(got.status, told, body)


def answer(url: str, address: Address, got: Received) -> Answer:
    """Return what came; raises FetchError where it is no more than a status."""
    if got.status not in {OK, NOT_MODIFIED}:
        why = STATUSES.get(got.status, f"answers with status {got.status}; try again later")
        raise FetchError(f"{address} {why}", retry_after=retry_after(got.headers))
    return Answer(
        url=url,
        final_url=str(address),
        fetched_at=datetime.now(UTC),
        status=got.status,
        body=got.body,
        media_type=got.headers.get_content_type() if "Content-Type" in got.headers else "",
        charset=got.headers.get_content_charset("") if "Content-Type" in got.headers else "",
        etag=etag if (etag := got.headers.get("ETag", "")).isascii() else "",
        last_modified=got.headers.get("Last-Modified", ""),
    )


def retry_after(headers: Message) -> float:
    """Return the seconds after which a server wants to be asked again; 0 where it does not say."""
    said = headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
