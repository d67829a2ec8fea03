"""What is fetched, what never is, and how politely."""

# ruff: noqa: RUF001 - such digits are what some would slip through

import gzip
import zlib
from collections.abc import Callable, Iterator
from threading import Event
from time import monotonic

import pytest

from claims.errors import FetchError
from claims.fetch.answer import Marks
from claims.fetch.fetcher import Fetcher, Manners
from tests.claims.fetch.server import Reply, Server, serving

# Each leads to a listener on the loopback, or would on a network that unpacks it.
FORBIDDEN = (
    """
http://127.0.0.1:{p}/ http://127.1.2.3:{p}/ http://localhost:{p}/ http://LOCALHOST.:{p}/
http://127.1:{p}/ http://2130706433:{p}/ http://0x7f000001:{p}/ http://0177.0.0.1:{p}/
http://0x7f.0.0.1:{p}/ http://127.0.1:{p}/ http://0:{p}/ http://0.0.0.0:{p}/
http://①②⑦.⓪.⓪.①:{p}/ http://１２７.0.0.1:{p}/ http://127。0。0。1:{p}/ http://ⓛocalhost:{p}/
http://[::1]:{p}/ http://[::]:{p}/ http://[::ffff:127.0.0.1]:{p}/ http://[::ffff:7f00:1]:{p}/
http://[::127.0.0.1]:{p}/ http://[64:ff9b::7f00:1]:{p}/ http://[64:ff9b:1::7f00:1]:{p}/
http://[2002:7f00:1::]:{p}/ http://[2001:0:7f00:1::]:{p}/ http://[fe80::1]:{p}/
http://[fe80::1%25lo]:{p}/ http://[fc00::1]:{p}/ http://[fd12:3456::1]:{p}/ http://[ff02::1]:{p}/
http://10.0.0.1:{p}/ http://172.16.0.1:{p}/ http://192.168.1.1:{p}/ http://169.254.169.254:{p}/
http://100.64.0.1:{p}/ http://224.0.0.1:{p}/ http://239.1.1.1:{p}/ http://240.0.0.1:{p}/
http://255.255.255.255:{p}/ http://192.88.99.1:{p}/ http://192.0.2.1:{p}/ http://198.18.0.1:{p}/
http://example.com@127.0.0.1:{p}/ http://example.com:80@127.0.0.1:{p}/ http://127.0.0.1:{p}@example.com/
http://example.com\\@127.0.0.1:{p}/ http://127.0.0.1\\.example.com:{p}/ http://exa\tmple.com:{p}/
http:127.0.0.1:{p}/ //127.0.0.1:{p}/ ftp://127.0.0.1:{p}/ file:///etc/hostname gopher://127.0.0.1:{p}/
http://127.0.0.1:{p}%2f.example.com/ http://[::1 http://127.0.0.1:99999/ http://:{p}/
""".replace("\n", " ")
    .strip()
    .split(" ")
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One server for the tests of this file, each of which has paths of its own."""
    with serving() as made:
        yield made


def test_nothing_reaches_what_is_not_public(server: Server) -> None:
    """No spelling of an address inside, with the port open, brings one connection there."""
    fetcher = Fetcher(Manners(ports=(80, 443, server.port), pause=0.0, seconds=2.0))
    before = server.connections
    for url in FORBIDDEN:
        with pytest.raises(FetchError):
            fetcher.fetch(url.format(p=server.port))
    assert len(FORBIDDEN) > 50
    assert server.connections == before


@pytest.mark.parametrize(
    "ips",
    [
        ["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::1"], ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"], ["::ffff:127.0.0.1"], ["fe80::1%lo"], ["10.1.2.3"],
    ],
    ids=str,
)  # fmt: skip
def test_names_that_lead_inside(server: Server, ips: list[str]) -> None:
    """A name with any address that is not public is not connected to."""
    before = server.connections
    manners = Manners(ports=(server.port,), pause=0.0, resolve=lambda _host, _port: ips)
    with pytest.raises(FetchError, match=r"inside\.example leads to .* not public"):
        Fetcher(manners).fetch(f"http://inside.example:{server.port}/")
    assert server.connections == before


def test_a_name_is_looked_up_once_a_connection(server: Server) -> None:
    """A name that would be public first and lead inside at a second look gets no second look."""
    server.page("/seen", "<p>seen</p>")
    looks: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        looks.append(host)
        return ["192.0.0.9" if len(looks) % 2 else "127.0.0.1"]

    manners = Manners(ports=(server.port,), pause=0.0, seconds=0.5, resolve=rebinding)
    before = server.connections
    with pytest.raises(FetchError):
        Fetcher(manners).fetch(f"http://rebinding.example:{server.port}/seen")
    assert len(looks) == 1
    assert server.connections == before


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "file:///etc/hostname",
     "http://169.254.169.254/latest/meta-data", "//10.0.0.1/", "http://2130706433/"],
)  # fmt: skip
def test_redirects_inside(server: Server, location: str) -> None:
    """A public page that leads on to an address inside is followed no further."""
    server.replies["/away"] = Reply(status=302, headers={"Location": location})
    with pytest.raises(FetchError):
        Fetcher(server.manners()).fetch(server.url("/away"))


def test_redirects(server: Server) -> None:
    """Five redirects are followed, and the last address is told; a sixth is not."""
    for n in range(6):
        server.replies[f"/hop{n}"] = Reply(status=302, headers={"Location": f"hop{n + 1}"})
    server.page("/hop6", "<p>here</p>")
    fetcher = Fetcher(server.manners())

    assert fetcher.fetch(server.url("/hop1")).final_url == server.url("/hop6")
    with pytest.raises(FetchError, match="leads on more than 5 times"):
        fetcher.fetch(server.url("/hop0"))


def test_an_allowed_host(server: Server) -> None:
    """What is allowed by name is fetched, with what the server says of it, and nobody is fooled."""
    url = server.page("/a?q=ü", "<p>Bäume</p>", ETag='"1"', **{"Last-Modified": "Mon, 01 Jun 2026"})
    server.replies["/a?q=%C3%BC"] = server.replies["/a?q=ü"]
    fetcher = Fetcher(server.manners(contact="desk@example.org"))
    got = fetcher.fetch(url)
    again = fetcher.fetch(url, Marks(got.etag, got.last_modified))

    assert (got.status, got.media_type, got.charset) == (200, "text/html", "utf-8")
    assert got.body.decode() == "<p>Bäume</p>"
    assert (got.etag, got.last_modified) == ('"1"', "Mon, 01 Jun 2026")
    assert again.unchanged
    agent = server.requests[-1][1]["User-Agent"]
    assert agent.startswith("Claimdesk/")
    assert "desk@example.org" in agent


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("gzip", lambda raw: gzip.compress(raw[:9]) + gzip.compress(raw[9:])),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw)[2:-4]),
    ],
)
def test_packed_answers(server: Server, coding: str, pack: Callable[[bytes], bytes]) -> None:
    """Answers packed in either way that was offered are unpacked, all members of a gzip."""
    server.replies["/packed"] = Reply(
        pack(b"words " * 50_000), headers={"Content-Encoding": coding}
    )
    assert Fetcher(server.manners()).fetch(server.url("/packed")).body == b"words " * 50_000


@pytest.mark.parametrize(
    ("path", "why"),
    [("/large", "larger than 1 MB"), ("/endless", "larger than 1 MB"),
     ("/bomb", "larger than 1 MB"), ("/twice", "packed as"),
     ("/torn", "unpacked"), ("/cut", "broke off|cannot be reached"),
     ("/gone", "taken away"), ("/none", "not there")],
)  # fmt: skip
def test_answers_that_are_not_kept(server: Server, path: str, why: str) -> None:
    """What is too large, sent or unpacked, broken or not there is refused with the reason."""
    packed = {"Content-Encoding": "gzip"}

    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65_536

    bomb = gzip.compress(bytes(64 * 1024**2), 1)
    server.replies |= {
        "/large": Reply(bytes(1024**2 + 1)),
        "/endless": Reply(pieces=endless),
        "/bomb": Reply(bomb, headers=packed),
        "/twice": Reply(bomb, headers={"Content-Encoding": "gzip, gzip"}),
        "/torn": Reply(b"\x1f\x8b broken", headers=packed),
        "/cut": Reply(bomb[:2000], headers=packed),
        "/gone": Reply(status=410),
    }
    with pytest.raises(FetchError, match=why):
        Fetcher(server.manners(most_bytes=1024**2)).fetch(server.url(path))


def test_a_server_that_drips(server: Server) -> None:
    """A server that sends a byte now and then is left when time is up."""
    stop = Event()

    def drip() -> Iterator[bytes]:
        while not stop.wait(0.05):
            yield b"x"

    server.replies["/drip"] = Reply(pieces=drip)
    began = monotonic()
    try:
        with pytest.raises(FetchError, match=r"longer than 0\.5 seconds"):
            Fetcher(server.manners(seconds=0.5)).fetch(server.url("/drip"))
    finally:
        stop.set()
    assert monotonic() - began < 5


def test_robots() -> None:
    """What a site wants robots to leave alone is not asked for; its rules are asked for once."""
    with serving() as site:
        site.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\n")
        site.page("/open", "<p>open</p>")
        fetcher = Fetcher(site.manners())
        fetcher.fetch(site.url("/open"))
        with pytest.raises(FetchError, match="asks robots to leave /private/a alone"):
            fetcher.fetch(site.url("/private/a"))
        assert [path for path, _ in site.requests] == ["/robots.txt", "/open"]

        site.replies["/robots.txt"] = Reply(status=503)
        with pytest.raises(FetchError, match="what it allows is unknown"):
            Fetcher(site.manners()).fetch(site.url("/open"))


def test_own_wait_is_not_taken_off_the_time_of_a_server() -> None:
    """Of a site that is asked more seldom than a fetch may take, each page can be fetched."""
    with serving() as site:
        site.page("/slowly", "<p>slowly</p>")
        fetcher = Fetcher(site.manners(pause=0.6, seconds=0.5))
        for _ in range(2):
            assert fetcher.fetch(site.url("/slowly")).status == 200


def test_what_a_server_says_of_later(server: Server) -> None:
    """How long a server wants to be left alone is passed on."""
    server.replies["/busy"] = Reply(status=429, headers={"Retry-After": "120"})
    with pytest.raises(FetchError, match="left alone") as caught:
        Fetcher(server.manners()).fetch(server.url("/busy"))
    assert caught.value.retry_after == 120


def test_a_proxy_that_is_set(server: Server) -> None:
    """A proxy that is set is asked for public hosts by name, and never for what lies inside."""
    server.replies["http://public.example/a"] = Reply(b"<p>by proxy</p>")
    ips = ["93.184.216.34"]
    proxy = f"http://{server.place}"
    manners = Manners(pause=0.0, proxy=proxy, resolve=lambda _host, _port: ips)
    assert Fetcher(manners).fetch("http://public.example/a").body == b"<p>by proxy</p>"

    ips[:] = ["10.0.0.1"]
    before = server.connections
    with pytest.raises(FetchError, match="not public"):
        Fetcher(manners).fetch("http://public.example/a")
    assert server.connections == before


def test_no_proxy_by_accident(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that the environment names is passed by."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.page("/direct", "<p>direct</p>")
    assert Fetcher(server.manners()).fetch(server.url("/direct")).status == 200
