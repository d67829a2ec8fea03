"""Starting the dashboard: Streamlit with our settings, as a process that we end."""

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
from pathlib import Path
from typing import Any

from claims.access.proof import is_loopback
from claims.child import SAFELY
from claims.cli.output import console
from claims.errors import ConfigurationError, InputError
from claims.settings import Settings, packaged

HOST = "127.0.0.1"
FIRST_PORT = 8501
PATIENCE = 60.0
LEAVE = 10.0


def serve_dashboard(url: str, port: int | None, address: str = HOST) -> None:
    """Serve the dashboard on a desk until it is interrupted.

    Args:
        url: the desk.
        port: where; 0 takes any free one, None takes 8501 or the next free one.
        address: what to listen on.

    Raises:
        InputError: that port is taken or not ours, or the address is none of this machine.
        ConfigurationError: others could reach it and nothing would prove who they are, or it did
            not come up.
    """
    _refuse_strangers(address)
    port = _free_port(address, port)
    options = [f"--server.port={port}", f"--server.address={address}"]
    command = [sys.executable, SAFELY, "-m", "streamlit", "run"]
    command += [str(packaged("streamlit_app.py")), *_flags(), *options]
    # A terminated command must take its server along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    # Nobody's word is taken for where a request comes from: see docs/people.md. Each visit has
    # threads of its own, and with a heap for each the server would keep a tenth more memory.
    env = {"MALLOC_ARENA_MAX": "2"} | os.environ | {"CLAIMS_DB": url, "FORWARDED_ALLOW_IPS": ""}
    with subprocess.Popen(command, env=env) as server:  # noqa: S603
        try:
            here = f"http://{_reached_at(address)}:{port}"
            _await(server, here)
            console.print(f"The dashboard is at {here} (Ctrl+C ends it).")
            _show(here)
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


def _refuse_strangers(address: str) -> None:
    if not (is_loopback(address) or Settings().trusted_header or has_login()):
        raise ConfigurationError(
            f"on {address} others could reach the dashboard, and nothing would prove who they are; "
            "set up a log-in or a trusted proxy (docs/people.md), or leave --address out"
        )


def has_login() -> bool:
    """Tell whether Streamlit's secrets, where it looks for them, set up an OpenID provider.

    Raises:
        ConfigurationError: they cannot be read.
    """
    for folder in (Path.home(), Path.cwd()):
        file = folder / ".streamlit" / "secrets.toml"
        try:
            if file.exists() and "auth" in tomllib.loads(file.read_text(encoding="utf-8")):
                return True
        except (OSError, ValueError) as error:
            raise ConfigurationError(f"{file} cannot be read: {error}; correct it") from error
    return False


def _reached_at(address: str) -> str:
    """Return by what this machine reaches a server that listens on an address."""
    return HOST if address in {"0.0.0.0", "::"} else f"[{address}]" if ":" in address else address  # noqa: S104


def _flags() -> Iterator[str]:
    config = tomllib.loads(packaged(".streamlit/config.toml").read_text(encoding="utf-8"))
    yield from (f"--{name}={value}" for name, value in _flatten(config))


def _flatten(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value).lower() if isinstance(value, bool) else str(value)


def _free_port(address: str, port: int | None) -> int:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    wanted = range(FIRST_PORT, FIRST_PORT + 100) if port is None else (port,)
    why = ""
    for one in wanted:
        with socket.socket(family) as probe:
            try:
                probe.bind((address, one))
            except socket.gaierror as error:
                raise InputError(f"{address!r} is no address of this machine: {error}") from error
            except OSError as error:
                why = str(error.strerror)
                continue
            return int(probe.getsockname()[1])
    raise InputError(
        f"port {wanted[0]} of {address} cannot be had: {why.lower()}; choose another with --port"
    )


def _await(server: subprocess.Popen[bytes], here: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(f"{here}/_stcore/health", timeout=1).close()  # noqa: S310
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise ConfigurationError(f"the dashboard did not come up at {here}; see the lines above")


def _show(address: str) -> None:
    # Without a screen, webbrowser would put a text browser into the terminal.
    on_screen = sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY")
    if on_screen and sys.stdout.isatty():
        webbrowser.open(address)
