"""The dashboard as the command line starts and ends it."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from claims.cli.server import has_login
from claims.errors import ConfigurationError


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether a dashboard answers there."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
    except OSError:
        return False
    return True


def wait_until(port: int, *, up: bool) -> bool:
    """Wait up to a minute for the dashboard to come up or go down."""
    for _ in range(300):
        if answers(port) is up:
            return True
        time.sleep(0.2)
    return False


def serve(tmp_path: Path, port: int, *options: str) -> subprocess.Popen[str]:
    """Start ``claims serve`` on a desk of its own."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    command = [sys.executable, "-m", "claims.cli", "serve", "--port", str(port), "--db", url]
    command += options
    # What lies in the folder that it is called in is no library.
    (tmp_path / "streamlit.py").write_text("raise SystemExit", encoding="utf-8")
    return subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_ended_command_takes_its_server_along(tmp_path: Path) -> None:
    """After SIGTERM to `claims serve` nobody answers at its port any more."""
    port = free_port()
    with serve(tmp_path, port) as process:
        try:
            came_up = wait_until(port, up=True)
        finally:
            process.terminate()
        went_down = wait_until(port, up=False)

    assert came_up
    assert went_down


def test_taken_port_is_named(tmp_path: Path) -> None:
    """A port that somebody else has is named, with the remedy, and nothing is started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = serve(tmp_path, port)
        _, complaint = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"port {port} of 127.0.0.1 cannot be had: address already in use" in complaint
    assert "--port" in complaint


def test_secrets_that_cannot_be_read_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip in the file that sets up the log-in is told with its place."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text("[auth\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"secrets\.toml cannot be read: .* line 1"):
        has_login()


def test_strangers_are_not_served(tmp_path: Path) -> None:
    """On an address that others reach nothing starts while nothing proves who they are."""
    process = serve(tmp_path, 0, "--address", "0.0.0.0")
    _, complaint = process.communicate(timeout=60)

    assert process.returncode == 1
    assert "0.0.0.0" in complaint
    assert "docs/people.md" in complaint
