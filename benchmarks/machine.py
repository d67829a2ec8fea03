"""On what, when and of which version something was measured, and what it took."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEBIBYTE = 1024 * 1024
EVERY_SECONDS = 0.1


def circumstances(command: str) -> dict[str, Any]:
    """Return date, commit, command and machine, for the head of a result."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": git("rev-parse", "--short", "HEAD"),
        "changed": bool(git("status", "--porcelain", "claims", "db")),
        "command": command,
        "machine": {
            "processor": processor(),
            "cores": len(os.sched_getaffinity(0)),
            "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEBIBYTE,
            "system": platform.platform(),
            "python": platform.python_version(),
            # What else the machine was doing: a busy one measures nothing.
            "load_before": os.getloadavg()[0],
            # How quick it was: a virtual machine is not always as quick, and no load tells of it.
            "loop_ms": loop_ms(),
        },
    }


def loop_ms() -> float:
    """Return how many milliseconds of the processor ten million steps of a loop take."""
    began, steps = time.process_time(), iter(range(10_000_000))
    for _ in steps:
        pass
    return round(1000 * (time.process_time() - began), 1)


def git(*command: str) -> str:
    """Return what git answers, "" where there is none."""
    run = subprocess.run(["git", *command], capture_output=True, text=True, check=False)
    return run.stdout.strip()


def processor() -> str:
    """Return the processor's name."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took.

    Attributes:
        seconds: on the wall.
        peak_mib: most memory that it and its children held at a time (resident sets added up, so
            that what they share counts for each).
        output: what it printed.
    """

    seconds: float
    peak_mib: int
    output: str


def watch(
    arguments: Sequence[str], *, cores: int | None = None, env: Mapping[str, str] | None = None
) -> Took:
    """Run ``python`` with arguments, and return what it took.

    Args:
        arguments: of the interpreter, for example ``-m claims.cli run``.
        cores: on how many it may run; default: on all.
        env: what is set beside what is set here.

    Raises:
        SystemExit: it failed.
    """
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **(env or {})},
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),  # noqa: PLW1509 - no threads yet
    )
    peaks: list[int] = [0]
    watcher = threading.Thread(target=_sample, args=(process, peaks))
    watcher.start()
    output, _ = process.communicate()
    watcher.join()
    if process.returncode not in {0, 3}:
        raise SystemExit(f"python {' '.join(arguments)} failed:\n{output[-2000:]}")
    return Took(round(time.perf_counter() - began, 2), max(peaks), output)


def _sample(process: subprocess.Popen[str], peaks: list[int]) -> None:
    while process.poll() is None:
        peaks[0] = max(peaks[0], _resident(process.pid) // MEBIBYTE)
        time.sleep(EVERY_SECONDS)


def _resident(pid: int) -> int:
    """Return the resident bytes of a process and its descendants."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [
            child
            for task in tasks
            for child in (task / "children").read_text(encoding="ascii").split()
        ]
    except (OSError, IndexError):  # it ended meanwhile
        return 0
    own = pages * os.sysconf("SC_PAGE_SIZE")
    return own + sum(_resident(int(child)) for child in children)
