"""A process of its own for parsing web pages: what hangs or dies there takes nothing with it."""

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from claims.errors import UnreadableError

LIMIT_SECONDS = 30.0
TOO_SLOW = "the page takes longer than {limit:g} seconds to read; save its text as a .txt file"
DIED = "reading the page failed (it may need too much memory); save its text as a .txt file"


class Sandbox:
    """One worker process, started when first needed, reused, and replaced where it had to die.

    It is a plain child with pipes, not ``multiprocessing``: that would run the caller's own
    script a second time wherever it has no ``__main__`` guard.
    """

    def __init__(self, module: str) -> None:
        self.module = module
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0

    def ask(self, text: str, *, limit: float = LIMIT_SECONDS) -> dict[str, Any]:
        """Send a text to the worker and return what it answers.

        Args:
            text: the decoded page.
            limit: seconds after which the worker is killed.

        Raises:
            UnreadableError: the worker ran too long, died, or reports an error.
        """
        with self.lock:
            process = self.running()
            late = threading.Event()
            alarm = threading.Timer(limit, self.expire, (process, late))
            alarm.daemon = True
            alarm.start()
            try:
                answer = exchange(process, text)
            finally:
                alarm.cancel()
                alarm.join()
            if late.is_set() or answer is None:
                self.stop()
            if answer is None:
                raise UnreadableError(TOO_SLOW.format(limit=limit) if late.is_set() else DIED)
            return answer

    def running(self) -> subprocess.Popen[bytes]:
        """Return the worker, started anew where it died or belongs to a process we forked from."""
        if self.process is not None and self.owner == os.getpid() and self.process.poll() is None:
            return self.process
        self.stop()
        root = str(Path(__file__).parents[2])
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", self.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([root, *filter(None, sys.path)])},
        )
        self.owner = os.getpid()
        return self.process

    def stop(self) -> None:
        """End the worker, if it is ours."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                close(pipe)

    @staticmethod
    def expire(process: subprocess.Popen[bytes], late: threading.Event) -> None:
        """Kill the worker; whoever waits for it then reads the end of its pipe."""
        late.set()
        process.kill()


def close(pipe: Any) -> None:
    """Close a pipe whose other end may be gone with unread bytes in between."""
    try:
        pipe.close()
    except OSError:
        return


def exchange(process: subprocess.Popen[bytes], text: str) -> dict[str, Any] | None:
    """Write a question and read the answer; None where the worker died over it."""
    assert process.stdin is not None
    assert process.stdout is not None
    question = text.encode()
    try:
        process.stdin.write(b"%d\n" % len(question))
        process.stdin.write(question)
        process.stdin.flush()
        answer = json.loads(process.stdout.readline() or b"null")
    except (OSError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


pages = Sandbox("claims.ingest.worker")
atexit.register(pages.stop)
