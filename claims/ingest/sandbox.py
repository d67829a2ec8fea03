"""Processes of their own for reading documents: what hangs or dies there takes nothing with it."""

import atexit
import json
import math
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Any

from claims.child import start
from claims.errors import UnreadableError
from claims.ingest.page import Left, Page

LIMIT_SECONDS = 30.0
# A process is replaced after so many documents, for caches of libraries only grow.
MOST_READ = 1_000
MOST_KEPT = 4
# Of the processor; one that only waits is ended by the clock.
CPU_SECONDS = 20
TOO_SLOW = "takes longer than {limit:g} seconds to read; save its text as a .txt file"
TOO_MUCH = "takes more than {limit} seconds of work to read; save its text as a .txt file"
DIED = "reading it failed (it may need too much memory); save its text as a .txt file"
SPENT = -getattr(signal, "SIGXCPU", 0)


class Sandbox:
    """One process that reads, started when first needed, and replaced where it had to die.

    Args:
        module: what runs in it.
        cpu_seconds: of the processor that each page may take.
    """

    def __init__(
        self, module: str = "claims.ingest.worker", *, cpu_seconds: int = CPU_SECONDS
    ) -> None:
        self.module = module
        self.cpu_seconds = cpu_seconds
        self.process: subprocess.Popen[bytes] | None = None
        self.watch: Watch | None = None
        self.owner = 0
        self.read = 0

    def ask(self, question: dict[str, Any], raw: bytes = b"") -> None:
        """Send a question and the bytes that belong to it; :meth:`answers` gives what comes of it.

        A process that dies meanwhile is found out there.
        """
        process = self.running()
        self.read += 1
        assert process.stdin is not None
        with suppress(OSError):
            process.stdin.write(json.dumps({**question, "size": len(raw)}).encode() + b"\n")
            process.stdin.write(raw)
            process.stdin.flush()

    def answers(self, *, limit: float = LIMIT_SECONDS) -> Iterator[Page | Left]:
        """Yield what comes of the question, as it comes.

        Args:
            limit: seconds that the process may take for each.

        Raises:
            UnreadableError: the process ran too long, or died.
        """
        assert self.process is not None
        whole = False
        try:
            while answer := self.received(self.process, limit):
                if "fields" in answer:
                    yield reading_of(answer)
            whole = True
        finally:
            # Also where nobody wants the rest: it must not be taken for the next answer.
            if not whole or self.read >= MOST_READ:
                self.stop()

    def received(self, process: subprocess.Popen[bytes], limit: float) -> dict[str, Any]:
        """Read one answer, {} at the end of all; raises UnreadableError where none comes."""
        assert self.watch is not None
        self.watch.allow(limit)
        answer = read_answer(process)
        self.watch.allow(math.inf)
        if answer is None:
            if process.wait() == SPENT:
                raise UnreadableError(TOO_MUCH.format(limit=self.cpu_seconds))
            raise UnreadableError(TOO_SLOW.format(limit=limit) if self.watch.late else DIED)
        return answer

    def running(self) -> subprocess.Popen[bytes]:
        """Return the process, started anew where it died or belongs to one we forked from."""
        if self.process is not None and self.owner == os.getpid() and self.process.poll() is None:
            return self.process
        self.stop()
        self.process = start(self.module, str(self.cpu_seconds), stdin=subprocess.PIPE)
        self.watch = Watch(self.process)
        self.owner, self.read = os.getpid(), 0
        return self.process

    def stop(self) -> None:
        """End the process, if it is ours."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        process.kill()
        process.wait()
        if self.watch is not None:
            self.watch.allow(0)  # it sees that the process is gone, and ends
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):  # its other end may be gone with unread bytes in between
                    pipe.close()


class Watch:
    """Kills a process that lets its caller wait too long for an answer.

    One thread a process: it sleeps no longer than the usual limit, so that it is awake before any
    deadline that was set meanwhile. A thread for each answer would cost more than the answer.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.late = False
        self._until = math.inf
        self._woken = threading.Condition()
        threading.Thread(target=self._watch, daemon=True).start()

    def allow(self, seconds: float) -> None:
        """Let the process take so many seconds from now; infinitely many while nobody waits."""
        self._until = monotonic() + seconds
        if seconds < LIMIT_SECONDS:
            with self._woken:
                self._woken.notify()

    def _watch(self) -> None:
        with self._woken:
            while self.process.returncode is None:
                left = self._until - monotonic()
                if left <= 0:
                    self.late = True
                    self.process.kill()  # whoever waits for it then reads the end of its pipe
                    return
                self._woken.wait(min(left, LIMIT_SECONDS))


def read_answer(process: subprocess.Popen[bytes]) -> dict[str, Any] | None:
    """Read a line and the bytes that it announces; None where the process is gone."""
    assert process.stdout is not None
    try:
        answer = json.loads(process.stdout.readline() or b"null")
        if not isinstance(answer, dict):
            return None
        raw = process.stdout.read(answer.get("size", 0))
    except (OSError, ValueError):
        return None
    return {**answer, "raw": raw} if answer else {}


def reading_of(answer: dict[str, Any]) -> Page | Left:
    """Return the page, or the word on what was left out, that an answer describes."""
    fields = answer["fields"]
    if answer["kind"] == "left":
        return Left(**{**fields, "columns": tuple(fields["columns"])})
    for name in ("published", "not_before"):
        fields[name] = fields[name] and datetime.fromisoformat(fields[name])
    return Page(**{**fields, "raw": answer["raw"], "notes": tuple(fields["notes"])})


_kept: list[Sandbox] = []
_keeping = threading.Lock()


def lend() -> Sandbox:
    """Return a sandbox that nobody else asks meanwhile."""
    with _keeping:
        return _kept.pop() if _kept else Sandbox()


def give_back(lent: Sandbox) -> None:
    """Take back a sandbox that was lent, so that its process serves the next document, too."""
    with _keeping:
        kept = len(_kept) < MOST_KEPT
        if kept:
            _kept.append(lent)
    if not kept:
        lent.stop()


@atexit.register
def stop_all() -> None:
    """End the processes that wait for work."""
    for one in _kept:
        one.stop()
    _kept.clear()
