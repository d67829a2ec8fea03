"""A process that extracts, run as ``python -m claims.extract.worker``.

It reads the settings, answers None or what is wrong with them, then reads and answers
questions one by one, all as pickles; it ends with its input.
"""

import faulthandler
import os
import pickle
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any

from claims.errors import ClaimdeskError
from claims.extract.readers import Question, Readers, Reading
from claims.settings import Settings


def send(pipe: IO[bytes], message: Any) -> None:
    """Write a message."""
    pickle.dump(message, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """Read a message; raises EOFError or UnpicklingError where the other end is gone."""
    # Both ends are this program, joined by pipes that nobody else can open.
    return pickle.load(pipe)  # noqa: S301


def answer(readers: Readers, question: Question) -> Reading | ClaimdeskError:
    """Return what came of a question, or what ends the run."""
    try:
        return readers.answer(question)
    except ClaimdeskError as error:
        return error


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer each question; the process ends where one takes too long, or none can come."""
    settings: Settings = receive(questions)
    try:
        readers = Readers(settings)
    except ClaimdeskError as error:
        send(answers, error)
        return
    send(answers, None)
    waiting: SimpleQueue[Question] = SimpleQueue()
    Thread(target=_listen, args=(questions, waiting), daemon=True).start()
    while True:
        question = waiting.get()
        # It needs no interpreter, so it also ends what loops inside a library.
        faulthandler.dump_traceback_later(settings.article_seconds, exit=True)
        found = answer(readers, question)
        faulthandler.cancel_dump_traceback_later()
        send(answers, found)


def _listen(questions: IO[bytes], waiting: "SimpleQueue[Question]") -> None:
    try:
        while True:
            waiting.put(receive(questions))
    finally:
        # Whoever asked is gone, and nobody waits for the answer that is being worked on.
        os._exit(0)


def main() -> None:
    """Serve on standard input and output."""
    # Ctrl-C reaches every process of a terminal; this one ends when its input does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
