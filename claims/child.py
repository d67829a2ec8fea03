"""Processes of our own beside this one: its interpreter and its libraries, one of our modules."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

# For what computes: more threads than cores only wait for one another.
ONE_THREAD: Mapping[str, str] = {"OMP_NUM_THREADS": "1"}
# No file in the folder that somebody stands in shall be taken for a library.
SAFELY = "-P"


def start(
    module: str,
    *arguments: str,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.PIPE,
    stderr: int | IO[Any] = subprocess.DEVNULL,
    env: Mapping[str, str] = ONE_THREAD,
) -> "subprocess.Popen[bytes]":
    """Start ``python -m module``.

    Plain children with pipes, not ``multiprocessing``: that would run the caller's own script a
    second time wherever it has no ``__main__`` guard.

    Args:
        module: ours.
        arguments: what it is given.
        stdin: as ``Popen`` has it,
        stdout: and
        stderr: likewise.
        env: what is set beside what is set here.
    """
    root = str(Path(__file__).parents[1])
    path = os.pathsep.join([root, *(place or str(Path.cwd()) for place in sys.path)])
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, SAFELY, "-m", module, *arguments],
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env={**os.environ, "PYTHONPATH": path, **env},
    )
