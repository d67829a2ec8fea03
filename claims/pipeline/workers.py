"""Extraction in processes of their own, so that it uses more than one core.

``concurrent.futures.ProcessPoolExecutor`` would be less code, and does not do: its processes run
the caller's own script a second time wherever that has no ``__main__`` guard, Streamlit's among
them; one that dies breaks the pool and with it every article under way; and none can be ended for
working too long. loky cures the first, and shares the others.
"""

import atexit
import os
import pickle
import subprocess
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from queue import SimpleQueue
from threading import Lock
from time import monotonic
from types import TracebackType
from typing import Any, Self

from claims.child import start
from claims.errors import ClaimdeskError, ConfigurationError
from claims.extract.readers import Question, Reading
from claims.extract.worker import receive, send
from claims.settings import Settings

MODULE = "claims.extract.worker"
# Questions under way for each worker: enough that none waits while an answer is stored.
AHEAD = 4
# A worker is replaced after so many, because a spaCy vocabulary only grows.
MOST_READ = 2_000
DIED = "the process that read it died; it may need more memory than there is"
TOO_SLOW = (
    "reading it took longer than {limit:g} seconds; cut it into shorter articles, or raise "
    "CLAIMS_ARTICLE_SECONDS"
)
UNSTARTED = (
    "no process that reads articles can be started; CLAIMS_WORKERS=1 reads in this one, and "
    "`claims doctor` says what is missing"
)
# What it looks like from here when the other end dies.
GONE = (OSError, EOFError, pickle.UnpicklingError)


class Worker:
    """One process that extracts, started when first needed and replaced where it died.

    Args:
        settings: handed to it.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._closed = False
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()
        self._read = 0

    def answer(self, question: Question) -> Reading:
        """Return what came of a question; dying over it, or taking too long, is a failure.

        Raises:
            ClaimdeskError: something is missing that no article can be read without, or no
                process can be started.
        """
        process = self._running() or self._started()
        began = monotonic()
        try:
            found = _ask(process, question)
        except GONE:
            self.release()
            limit = self.settings.article_seconds
            late = monotonic() - began >= limit
            return Reading(failure=TOO_SLOW.format(limit=limit) if late else DIED)
        self._read += 1
        if self._read >= MOST_READ:
            self.release()
        if isinstance(found, ClaimdeskError):
            raise found
        assert isinstance(found, Reading)
        return found

    def serves(self, settings: Settings) -> bool:
        """Say whether it was made with these settings, and by this process, not before a fork."""
        return self.settings == settings and self._owner == os.getpid()

    def close(self) -> None:
        """End the process for good; who waits for its answer is told that it died."""
        with self._lock:
            self._closed = True
            if self._process is not None:
                self._process.kill()

    def _running(self) -> "subprocess.Popen[bytes] | None":
        """Return the process, unless there is none or it ended while it had nothing to do."""
        process = self._process
        if process is None or process.poll() is None:
            return process
        self.release()
        return None

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._closed:
                raise ConfigurationError(UNSTARTED)
            self._process = process = start(MODULE, stdin=subprocess.PIPE)
            self._read = 0
        try:
            trouble = _ask(process, self.settings)
        except GONE as error:
            self.release()
            raise ConfigurationError(UNSTARTED) from error
        if trouble is not None:
            self.release()
            raise trouble
        return process

    def release(self) -> None:
        """End the process and release its pipes; only where nobody waits for its answer."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            _end(process)


class Workers:
    """Several workers that answer in the order of the questions; closed as a context.

    One stays, with its models loaded, for the next time in this process.

    Args:
        settings: handed to them.
        number: how many work.
    """

    def __init__(self, settings: Settings, number: int) -> None:
        others = (Worker(settings) for _ in range(number - 1))
        self._workers = [_take(settings), *others]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(number, thread_name_prefix="extract")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Only where all questions are answered is one sure to be idle.
        ending = self._workers[1:] if kind is None else self._workers
        for worker in ending:
            worker.close()
        self._threads.shutdown(cancel_futures=True)
        for worker in ending:
            worker.release()
        if kind is None:
            _keep(self._workers[0])

    def read(self, questions: Iterable[Question]) -> Iterator[Reading]:
        """Yield what came of each question, in order.

        Raises:
            ClaimdeskError: something is missing that no English article can be read without.
        """
        coming = iter(questions)
        ahead = len(self._workers) * AHEAD
        under_way = deque(self._submit(one) for one in islice(coming, ahead))
        while under_way:
            found = under_way.popleft().result()
            under_way.extend(map(self._submit, islice(coming, 1)))
            yield found

    def _submit(self, question: Question) -> "Future[Reading]":
        return self._threads.submit(self._answer, question)

    def _answer(self, question: Question) -> Reading:
        worker = self._idle.get()
        try:
            return worker.answer(question)
        finally:
            self._idle.put(worker)


_kept: list[Worker] = []
_keeping = Lock()


def _take(settings: Settings) -> Worker:
    """Return the worker that was kept, or one that is yet to start."""
    with _keeping:
        kept = _kept.pop() if _kept else None
    if kept is None or kept.serves(settings):
        return kept or Worker(settings)
    kept.release()
    return Worker(settings)


def _keep(worker: Worker) -> None:
    with _keeping:
        _kept.append(worker)
        replaced = _kept[:-1]
        del _kept[:-1]
    for one in replaced:
        one.release()


@atexit.register
def _end_kept() -> None:
    for one in _kept:
        one.release()
    _kept.clear()


def _ask(process: "subprocess.Popen[bytes]", question: Question | Settings) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    send(process.stdin, question)
    return receive(process.stdout)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        # A pipe may still hold what its reader never took.
        with suppress(OSError):
            assert pipe is not None
            pipe.close()
