"""The process that reads documents, run as ``python -m claims.ingest.worker CPU_SECONDS``.

For each question, a line of JSON and where it says so the bytes of a document, it writes the
pages, a line of JSON and their bytes each, then an empty object; it ends with its input. What it
answers is data and no objects: who takes this process over through a document gets no further.
"""

import json
import os
import sys
from dataclasses import fields
from datetime import datetime
from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from claims.ingest.formats import FORMATS
from claims.ingest.given import Given, Hints, Options, moment, told
from claims.ingest.page import Left, Page

MEMORY_BYTES = 1024**3
TOGETHER_SECONDS = 0.05


def serve(cpu_seconds: int) -> None:
    """Answer each question until the input ends.

    Args:
        cpu_seconds: of the processor that each page may take.
    """
    # What a library prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    questions = sys.stdin.buffer
    while line := questions.readline():
        question = json.loads(line)
        with opened(question, questions) as file:
            answer(question, file, answers, cpu_seconds)


def opened(question: dict[str, Any], questions: BinaryIO) -> BinaryIO:
    """Return the document: what follows the question, or the file that it names."""
    if question["path"] is None:
        return BytesIO(questions.read(question["size"]))
    return Path(question["path"]).open("rb")


def answer(question: dict[str, Any], file: BinaryIO, answers: BinaryIO, cpu_seconds: int) -> None:
    """Write the pages of a document as they are found."""
    url, charset, media_type, fetched_at = question["hints"]
    given = Given(
        name=question["name"],
        file=file,
        now=datetime.fromisoformat(question["now"]),
        hints=Hints(url, charset, media_type, moment(fetched_at)),
        options=Options(**question["options"]),
    )
    allow(cpu_seconds)
    reader = next(one for one in FORMATS if one.name == question["format"]).reader()
    since = monotonic()
    for reading in told(given, reader(given)):
        raw = reading.raw if isinstance(reading, Page) else b""
        write(answers, {**described(reading), "size": len(raw)}, raw)
        allow(cpu_seconds)
        # Whoever waits is woken once for what comes together.
        if monotonic() - since > TOGETHER_SECONDS:
            answers.flush()
            since = monotonic()
    write(answers, {})
    answers.flush()


def described(reading: Page | Left | None) -> dict[str, Any]:
    """Return a reading as JSON has it, without its bytes."""
    if reading is None:
        return {"kind": "at work"}
    kind = "page" if isinstance(reading, Page) else "left"
    names = (one.name for one in fields(reading) if one.name != "raw")
    return {"kind": kind, "fields": {name: getattr(reading, name) for name in names}}


def write(answers: BinaryIO, value: dict[str, Any], raw: bytes = b"") -> None:
    """Write a line of JSON and the bytes that belong to it."""
    answers.write(json.dumps(value, default=str).encode() + b"\n" + raw)


def allow(seconds: int) -> None:
    """Let this process compute for so many seconds more, where the system knows how."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - it does not exist on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(used.ru_utime + used.ru_stime) + 1 + seconds
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def confine() -> None:
    """Bound the memory of this process, where the system knows how, and let it leave no file."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - it does not exist on Windows

        for limit, wanted in (
            (resource.RLIMIT_AS, MEMORY_BYTES),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):
            _, hard = resource.getrlimit(limit)
            allowed = hard != resource.RLIM_INFINITY and hard < wanted
            resource.setrlimit(limit, (hard if allowed else wanted, hard))


if __name__ == "__main__":
    confine()
    serve(int(sys.argv[1]))
