"""The dashboard, served in a process of its own on this machine, and what it takes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
# What a server must never have to say about our pages.
FAULTS = ("Uncaught app execution", "fragment rerun was triggered", "Traceback")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that takes connections on a port of this machine."""

    process: subprocess.Popen[bytes]
    port: int

    def address(self, path: str = "") -> str:
        """Return the address of a page."""
        return f"http://127.0.0.1:{self.port}/{path}"

    def cpu_ms(self) -> float:
        """Return how much of the processor it has taken so far, in milliseconds."""
        values = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2]
        user, system = values.split()[11:13]
        return 1000 * (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def memory_mib(self) -> dict[str, int]:
        """Return its resident memory, now and at most."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text("ascii").splitlines()
        values = dict(line.split(":", 1) for line in lines)
        names = {"now": "VmRSS", "peak": "VmHWM"}
        return {name: int(values[key].split()[0]) >> 10 for name, key in names.items()}


@contextmanager
def serving(desk: Path, log: Path) -> Iterator[Server]:
    """Serve a desk, and stop afterwards.

    Args:
        desk: its file.
        log: where the server writes.

    Raises:
        SystemExit: it did not come up, or some page of it broke.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    # As `claims serve` sets it.
    environment = {
        "MALLOC_ARENA_MAX": "2",
        "CLAIMS_DB": f"sqlite:///{desk.absolute()}",
        "CLAIMS_REVIEWER": "ana",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, f"--server.port={port}"],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=output,
            stderr=output,
        )
    try:
        _await(process, port)
        yield Server(process, port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
    said = log.read_text(encoding="utf-8", errors="replace")
    if any(fault in said for fault in FAULTS):
        raise SystemExit(f"a page broke:\n{said[-3000:]}")


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=PATIENCE):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not come up")
