"""Starting the dashboard: Streamlit on loopback, with our settings, as a process that we end."""

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping
from typing import Any

from claims.cli.output import console
from claims.errors import ConfigurationError, InputError
from claims.settings import packaged

HOST = "127.0.0.1"
FIRST_PORT = 8501
PATIENCE = 60.0
LEAVE = 10.0


def serve_dashboard(url: str, port: int | None) -> None:
    """Serve the dashboard on a desk until it is interrupted.

    Args:
        url: the desk.
        port: where; 0 takes any free one, None takes 8501 or the next free one.

    Raises:
        InputError: that port is taken.
        ConfigurationError: the dashboard did not come up.
    """
    port = _free_port(port)
    options = [f"--server.port={port}", f"--server.address={HOST}"]
    command = [sys.executable, "-m", "streamlit", "run", str(packaged("streamlit_app.py"))]
    command += [*_flags(), *options]
    # A terminated command must take its server along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with subprocess.Popen(command, env=os.environ | {"CLAIMS_DB": url}) as server:  # noqa: S603
        try:
            _await(server, port)
            address = f"http://{HOST}:{port}"
            console.print(f"The dashboard is at {address} (Ctrl+C ends it).")
            _show(address)
            server.wait()
        finally:
            _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    # It waits for downloads under way, which on a large desk take minutes.
    server.terminate()
    try:
        server.wait(timeout=LEAVE)
    except subprocess.TimeoutExpired:
        server.kill()


def _flags() -> Iterator[str]:
    config = tomllib.loads(packaged(".streamlit/config.toml").read_text(encoding="utf-8"))
    yield from (f"--{name}={value}" for name, value in _flatten(config))


def _flatten(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value).lower() if isinstance(value, bool) else str(value)


def _free_port(port: int | None) -> int:
    wanted = range(FIRST_PORT, FIRST_PORT + 100) if port is None else (port,)
    for one in wanted:
        with socket.socket() as probe:
            try:
                probe.bind((HOST, one))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise InputError(f"port {port or FIRST_PORT} is taken; choose another with --port")


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise ConfigurationError(f"the dashboard did not come up on port {port}; see the lines above")


def _show(address: str) -> None:
    # Without a screen, webbrowser would put a text browser into the terminal.
    on_screen = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY")
    if on_screen and sys.stdout.isatty():
        webbrowser.open(address)
