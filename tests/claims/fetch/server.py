"""A web server of this machine that answers as a test tells it to, and notes who came."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from claims.fetch.fetcher import Manners


@dataclass
class Reply:
    """What is answered at a path; a list of pieces is sent one by one."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: Callable[[], Iterator[bytes]] | None = None


@dataclass
class Server:
    """The replies by path, the connections that were made, and the requests that came."""

    port: int = 0
    replies: dict[str, Reply] = field(default_factory=dict)
    connections: int = 0
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def place(self) -> str:
        """As an allowance names it."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        """Return the address of a path."""
        return f"http://{self.place}{path}"

    def page(self, path: str, text: str, **headers: str) -> str:
        """Answer with a web page at a path; return its address."""
        head = {"Content-Type": "text/html; charset=utf-8"}
        self.replies[path] = Reply(text.encode(), headers=head | headers)
        return self.url(path)

    def manners(self, **more: object) -> Manners:
        """Return manners that allow this server, without pauses."""
        values = {"allowed": (self.place,), "pause": 0.0, "seconds": 10.0} | more
        return Manners(**values)  # type: ignore[arg-type]


@contextmanager
def serving() -> Iterator[Server]:
    """Start a server on a free port of the loopback."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.requests.append((self.path, dict(self.headers)))
            reply = server.replies.get(self.path, Reply(status=404))
            asked = self.headers.get("If-None-Match")
            same = asked is not None and asked == reply.headers.get("ETag")
            self.send_response(304 if same else reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not (same or reply.pieces):
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            try:
                if reply.pieces:
                    for piece in reply.pieces():
                        self.wfile.write(piece)
                elif not same:
                    self.wfile.write(reply.body)
            except OSError:
                pass  # whoever asked has had enough

        def log_message(self, *_: object) -> None:
            pass

    class Counting(ThreadingHTTPServer):
        daemon_threads = True

        def get_request(self):  # noqa: ANN202 - as the base class has it
            server.connections += 1
            return super().get_request()

    with Counting(("127.0.0.1", 0), Handler) as made:
        server.port = made.server_port
        thread = threading.Thread(target=made.serve_forever, args=(0.02,))
        thread.start()
        yield server
        made.shutdown()
        thread.join()
