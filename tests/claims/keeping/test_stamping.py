"""Time stamps of a head, by an authority on this machine: OpenSSL behind a server on loopback."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from claims.desk import Desk
from claims.errors import InputError, LedgerError
from claims.keeping.stamping import check_stamp, stamp, stamp_path

CONFIGURATION = """
[req]
distinguished_name = name
prompt = no
x509_extensions = root
[name]
CN = Example Authority
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = CA:false
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = here
[here]
serial = {place}/serial
signer_cert = {place}/leaf.pem
signer_key = {place}/leaf.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
"""


def openssl(place: Path, *arguments: str) -> None:
    """Run OpenSSL in a folder."""
    subprocess.run(["openssl", *arguments], cwd=place, check=True, capture_output=True)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an authority: its root certificate, and the key that it stamps with."""
    if shutil.which("openssl") is None:
        pytest.fail("openssl is not on the path; install it to stamp with", pytrace=False)
    place = tmp_path_factory.mktemp("authority")
    (place / "tsa.cnf").write_text(CONFIGURATION.format(place=place))
    (place / "serial").write_text("01\n")
    new = ("-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    for name in ("root", "other"):
        files = ("-keyout", f"{name}.key", "-out", f"{name}.pem")
        openssl(place, "req", "-x509", *new, *files, "-days", "2")
    openssl(place, "req", "-new", *new, "-keyout", "leaf.key", "-out", "leaf.csr", "-subj", "/CN=T")
    signed = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-days", "2")
    extensions = ("-extfile", "tsa.cnf", "-extensions", "leaf")
    openssl(place, "x509", "-req", "-in", "leaf.csr", *signed, *extensions, "-out", "leaf.pem")
    return place


@pytest.fixture
def address(authority: Path) -> Iterator[str]:
    """Where the authority answers."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Stamp what is asked; at /old, answer with what was stamped last."""
            question = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path != "/old":
                (authority / "question").write_bytes(question)
                reply = ("-reply", "-queryfile", "question", "-out", "answer")
                openssl(authority, "ts", *reply, "-config", "tsa.cnf", "-section", "here")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(
                b"nothing" if self.path == "/odd" else (authority / "answer").read_bytes()
            )

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def log(kept_desk: str, tmp_path: Path) -> Path:
    """An exported log with its head beside it."""
    with Desk.open(kept_desk) as desk:
        desk.export("log", to=tmp_path / "log.csv")
    return tmp_path / "log.csv"


def test_head_is_stamped_and_the_stamp_holds(log: Path, address: str, authority: Path) -> None:
    """The stamp is of this hour, checks by the authority's root, and OpenSSL reads it as well."""
    stamped = stamp(log, address)
    checked = check_stamp(log, authority / "root.pem")
    root = ("-CAfile", str(authority / "root.pem"))
    openssl(
        log.parent,
        "ts",
        "-verify",
        "-data",
        "log.csv.head.json",
        "-in",
        stamp_path(log).name,
        *root,
    )

    assert stamped == checked
    assert abs((datetime.now(UTC) - stamped).total_seconds()) < 3600


def test_stamp_of_another_head_does_not_hold(log: Path, address: str, authority: Path) -> None:
    """Once the head was changed, its stamp is refused."""
    stamp(log, address)
    head = log.with_name("log.csv.head.json")
    head.write_text(head.read_text().replace('"count": 2', '"count": 1'))
    with pytest.raises(LedgerError, match="does not stamp this head"):
        check_stamp(log, authority / "root.pem")


def test_stamp_of_an_unknown_authority_does_not_hold(
    log: Path, address: str, authority: Path
) -> None:
    """A stamp counts only by the root of an authority that is trusted."""
    stamp(log, address)
    with pytest.raises(LedgerError, match="does not stamp this head"):
        check_stamp(log, authority / "other.pem")


@pytest.mark.parametrize(
    ("end", "problem"), [("/odd", "gave no time stamp"), ("/old", "stamped something else")]
)
def test_answer_that_is_no_stamp_of_ours_is_not_kept(
    log: Path, address: str, tmp_path: Path, end: str, problem: str
) -> None:
    """Nonsense, and a stamp from before, are refused; nothing lies beside the head."""
    (tmp_path / "b.csv.head.json").write_text("another")
    stamp(tmp_path / "b.csv", address)
    with pytest.raises(InputError, match=problem):
        stamp(log, address + end)

    assert not stamp_path(log).exists()


@pytest.mark.parametrize("url", ["file:///etc/hosts", "http://127.0.0.1:1"])
def test_address_that_is_none_is_named(log: Path, url: str) -> None:
    """A file, or an address where nobody answers, is an input error."""
    with pytest.raises(InputError, match=url):
        stamp(log, url)


def test_log_without_a_head_cannot_be_stamped(tmp_path: Path) -> None:
    """Where no head lies beside the log, the error says where one comes from."""
    with pytest.raises(InputError, match="claims export log"):
        stamp(tmp_path / "log.csv", "http://127.0.0.1:1")
