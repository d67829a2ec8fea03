"""One job as its folder tells of it."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from claims.ingest.given import Correction
from claims.jobs.lock import held

# A process that has not said a word for so long after it was started never will.
STARTING = 60.0
# The last line of the steps lies within so many bytes of their end.
TAIL = 16_384


class JobState(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    PREVIEWED = "previewed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Web:
    """What a job fetches.

    Attributes:
        addresses: of pages, documents and feeds.
        pages: whether the pages of the entries of feeds are fetched, too.
        poll: whether the watched feeds are asked whose time has come.
    """

    addresses: tuple[str, ...] = ()
    pages: bool = False
    poll: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What a job is to do.

    Attributes:
        title: what it is called, for people: "12 files".
        by: who asked for it.
        names: of the files that were given, in order; none: finish what is unfinished.
        preview: only tell what would come of them, and keep them.
        tables: which column of a table holds which field, by the name of the table.
        offered: the columns of each table of which somebody had to say what they hold.
        separator: the line that stands between two articles in one text file.
        corrections: what is set by hand of a document, by the name that it goes by.
        web: what is to be fetched.
    """

    title: str
    by: str
    names: tuple[str, ...] = ()
    preview: bool = False
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    offered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    separator: str = ""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    web: Web = Web()

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """Read what :meth:`to_json` gave, in this version or an earlier one."""
        named = {one.name for one in fields(cls)}
        record = {name: value for name, value in record.items() if name in named}
        corrections = {
            name: Correction(**one) for name, one in record.get("corrections", {}).items()
        }
        web = record.get("web", {})
        lists = {
            "names": tuple(record["names"]),
            "corrections": corrections,
            "web": Web(**web | {"addresses": tuple(web.get("addresses", ()))}),
        }
        return cls(**record | lists)


@dataclass(frozen=True, slots=True)
class Job:
    """A job, and how it stands.

    Attributes:
        job_id: its id, which begins with the time that it was started at.
        order: what it is to do.
        started_at: when somebody asked for it.
        state: how it stands.
        step: the last piece of work that was finished, as ``claims.pipeline.Step``; {} for none.
        tally: how many ``articles``, ``claims`` and ``links`` came of it, and how many files were
            ``left_out``; {} before its end.
        why: who cancelled it, why it was refused, or its last words; "" where there is nothing.
    """

    job_id: str
    order: Order
    started_at: datetime
    state: JobState
    step: dict[str, Any]
    tally: dict[str, int]
    why: str = ""

    @property
    def at_work(self) -> bool:
        """Whether it goes on by itself."""
        return self.state in {JobState.WAITING, JobState.RUNNING}


class Place:
    """The folder of one job, and what each of its files means."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.order = folder / "order.json"
        self.input = folder / "input"
        self.fetched = folder / "fetched"
        self.steps = folder / "steps.jsonl"
        self.previews = folder / "previews.jsonl"
        self.lock = folder / "lock"
        self.pid = folder / "pid"
        self.cancelled = folder / "cancelled.json"
        self.end = folder / "end.json"
        self.words = folder / "stderr.txt"

    def job(self, *, gone: bool = False) -> Job:
        """Return the job as it stands.

        Args:
            gone: its process is known to have ended.
        """
        order = json.loads(self.order.read_text("utf-8"))
        started_at = datetime.fromisoformat(order.pop("started_at"))
        end = read_json(self.end)
        state = self._state(end, gone=gone)
        return Job(
            job_id=self.folder.name,
            order=Order.from_json(order),
            started_at=started_at,
            state=state,
            step=last_line(self.steps),
            tally=end.get("tally", {}),
            why=self._why(state, end),
        )

    def write_order(self, order: Order, at: datetime | None = None) -> None:
        """Write down what is to be done, and when somebody asked for it: now, or ``at``."""
        record = order.to_json() | {"started_at": (at or datetime.now(UTC)).isoformat()}
        write_json(self.order, record)

    def _state(self, end: dict[str, Any], *, gone: bool) -> JobState:
        if end:
            if end.get("error"):
                return JobState.REFUSED
            return JobState.PREVIEWED if end.get("preview") else JobState.DONE
        if self.cancelled.exists():
            return JobState.CANCELLED
        if held(self.lock):
            return JobState.RUNNING if self.steps.exists() else JobState.WAITING
        # It writes its end before it lets go, so one that ended in between has one by now.
        if self.end.exists():
            return self._state(read_json(self.end), gone=gone)
        young = time.time() - self.order.stat().st_mtime < STARTING
        starting = young and not gone and not self.pid.exists()
        return JobState.WAITING if starting else JobState.DIED

    def _why(self, state: JobState, end: dict[str, Any]) -> str:
        match state:
            case JobState.REFUSED:
                return str(end.get("error", ""))
            case JobState.CANCELLED:
                return str(read_json(self.cancelled).get("by", ""))
            case JobState.DIED:
                words = self.words.read_text("utf-8", "replace") if self.words.exists() else ""
                return words.strip().rpartition("\n")[2]
        return ""


def read_json(path: Path) -> dict[str, Any]:
    """Return the object that a file holds; {} where there is none, or none yet."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_json(path: Path, record: dict[str, Any]) -> None:
    """Write an object into a file, whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    part.replace(path)


def last_line(path: Path) -> dict[str, Any]:
    """Return the last whole line of a file of JSON objects; {} where there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - TAIL))
            lines = file.read().split(b"\n")
        # What follows the last line end is being written, or nothing.
        found = json.loads(lines[-2]) if len(lines) > 1 else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
