"""Long work in a process of its own: real processes, which are cancelled and killed at work."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from claims import ConfigurationError, ConflictError, Desk, NotFoundError, NotPermittedError
from claims.access.identity import Identity
from claims.jobs import Correction, Job, Jobs, JobState, Order
from claims.jobs.folder import KEPT
from claims.jobs.job import Place, write_json
from claims.jobs.lock import take
from claims.jobs.outcome import left_out
from claims.jobs.process import AT_ONCE, work
from db.vocabulary import Role

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def _light_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts that load in no time: what is tested is what becomes of the process."""
    monkeypatch.setenv("CLAIMS_EXTRACTOR", "claims.NoOp.v1")
    monkeypatch.setenv("CLAIMS_LINKER", "claims.NoOp.v1")
    monkeypatch.setenv("CLAIMS_WORKERS", "1")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of an empty desk."""
    address = f"sqlite:///{tmp_path / 'desk.db'}"
    Desk.open(address).close()
    return address


def settled(jobs: Jobs, job_id: str, until: Callable[[Job], bool] | None = None) -> Job:
    """Wait until a job is no longer at work, or until something else holds of it."""
    until = until or (lambda job: not job.at_work)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if until(job := jobs.job(job_id)):
            return job
        time.sleep(0.02)
    pytest.fail(f"still {job.state}: {job.step}")


def articles(number: int) -> dict[str, bytes]:
    """Make short articles, none like another."""
    return {
        f"{n:03d}.txt": f"Part {n}\n\nThe ferry sailed {n} times.".encode() for n in range(number)
    }


@contextmanager
def all_turns_taken(jobs: Jobs) -> Iterator[None]:
    """Stand for as many other jobs as may be at work at once."""
    jobs.folder.mkdir(exist_ok=True)
    locks = [take(jobs.folder / f"turn-{n}") for n in range(AT_ONCE)]
    yield
    for lock in locks:
        assert lock is not None
        lock.close()


def test_each_file_is_accounted_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by a setting, then resumed, a job names each file left out and the reason."""
    jobs = Jobs(url)
    monkeypatch.setenv("CLAIMS_LINKER", "nobody.v1")
    files = {
        "one.txt": b"Ferry halted\n\nThe ferry was halted.",
        "=two.txt": b"Ferry halted\n\nThe ferry was halted.",
        "empty.txt": b"",
        "words.xyz": b"x",
        "table.csv": b"Head,Body\nFerry,The ferry was halted.\n",
    }
    job_id = jobs.start(files, title="5 files", by="ana")
    refused = settled(jobs, job_id)
    monkeypatch.setenv("CLAIMS_LINKER", "claims.NoOp.v1")
    jobs.resume(job_id)
    job = settled(jobs, job_id)
    found = {one.name: one for one in jobs.outcomes(job_id)}

    assert refused.state is JobState.REFUSED
    assert "nobody.v1" in refused.why
    assert (job.state, job.order.by, job.order.names) == (JobState.DONE, "ana", tuple(files))
    assert job.tally == {"articles": 1, "left_out": 4, "claims": 0, "links": 0}
    assert {name for name, one in found.items() if one.read} == {"one.txt"}
    assert found["=two.txt"].note == "already here: the same bytes as one.txt"
    assert found["one.txt"].article_id == found["=two.txt"].article_id
    assert "is empty" in found["empty.txt"].note
    assert "not one of" in found["words.xyz"].note
    report = left_out([*found.values()]).decode("utf-8-sig").splitlines()
    left = [line.split(",")[0] for line in report]
    assert left == ["file", "words.xyz", "'=two.txt", "empty.txt", "table.csv"]
    assert "is a table whose columns are Body, Head" in found["table.csv"].note
    with pytest.raises(ConflictError, match="done already"):
        jobs.resume(job_id)


def test_preview_adds_nothing_until_it_is_added(url: str) -> None:
    """A preview writes nothing to the desk; read otherwise and added, it goes in as corrected."""
    jobs = Jobs(url)
    files = {
        "one.txt": b"Ferry halted\n\nThe ferry was halted on 2 May 2020.",
        "dump.txt": b"Mill shut\n\nThe mill was shut.\n###\nDam broke\n\nThe dam broke.",
        "table.csv": b"Head,Body\nBridge,The bridge was shut.\n",
        "other.csv": b"Kop;Tekst\nLock;The lock was shut.\n",
    }
    job_id = jobs.start(files, title="4 files", by="ana", preview=True)
    first = settled(jobs, job_id)
    seen = {one.file: one for one in jobs.previews(job_id)}
    tables = {
        "table.csv": {"title": "Head", "text": "Body"},
        "other.csv": {"title": "Kop", "text": "Tekst"},
    }
    jobs.preview_again(job_id, tables=tables, separator="###")
    settled(jobs, job_id)
    again = {one.file: one for one in jobs.previews(job_id)}
    with Desk.open(url) as desk:
        before = desk.count_articles()
    corrections = {
        "one.txt": Correction("Ferry stopped", "The Example Times", "2020-05-03", "en"),
        "dump.txt#2": Correction(left_out=True),
    }
    jobs.add(job_id, by="ben", corrections=corrections)
    job = settled(jobs, job_id)
    left = [one for one in jobs.outcomes(job_id) if not one.read]
    with Desk.open(url) as desk:
        (ferry,) = desk.articles(search="Ferry stopped")
        ferry = desk.article(ferry.article_id)
        titles = {one.title for one in desk.articles()}

    assert (first.state, before) == (JobState.PREVIEWED, 0)
    assert (seen["one.txt"].title, seen["one.txt"].language, seen["one.txt"].claims) == (
        "Ferry halted",
        "en",
        (),
    )
    assert seen["table.csv"].columns == ("Head", "Body")
    assert again.keys() == {"one.txt", "dump.txt#1", "dump.txt#2", "table.csv#2", "other.csv#2"}
    assert job.order.offered == {"table.csv": ["Head", "Body"], "other.csv": ["Kop", "Tekst"]}
    assert (job.state, job.order.by, job.tally["articles"]) == (JobState.DONE, "ben", 4)
    assert titles == {"Ferry stopped", "Mill shut", "Bridge", "Lock"}
    assert [(one.name, one.note) for one in left] == [
        ("dump.txt#2", "skipped: left out by hand when the others were added")
    ]
    assert (ferry.publisher, ferry.published_origin) == ("The Example Times", "set by hand")
    assert ferry.text.startswith("Ferry stopped\n\nThe ferry was halted")
    assert "title (read as “Ferry halted”), publisher (read as unknown)" in ferry.notes[0]
    with pytest.raises(ConflictError, match="done already"):
        jobs.add(job_id, by="ana", corrections={})


def test_killed_and_cancelled_job_reads_every_file_once(url: str) -> None:
    """Killed, resumed, cancelled and resumed again, a job is told as such and loses nothing."""
    jobs = Jobs(url)
    job_id = jobs.start(articles(150), title="150 files", by="ana")
    settled(jobs, job_id, lambda job: job.step.get("done", 0) > 20)
    os.kill(int((jobs.folder / job_id / "pid").read_text()), signal.SIGKILL)
    died = settled(jobs, job_id)
    jobs.resume(job_id)
    settled(jobs, job_id, lambda job: job.state is JobState.RUNNING and job.step["done"] > 0)
    # Another session knows only the folder.
    Jobs(url).cancel(job_id, by="ben")
    cancelled = settled(jobs, job_id)
    with Desk.open(url) as desk:
        kept = desk.count_articles()
    jobs.resume(job_id)
    done = settled(jobs, job_id)

    assert died.state is JobState.DIED
    assert (cancelled.state, cancelled.why) == (JobState.CANCELLED, "ben")
    assert 20 < kept <= 150
    assert (done.state, done.tally["articles"], done.tally["left_out"]) == (JobState.DONE, 150, 0)
    with Desk.open(url) as desk:
        assert desk.count_articles() == 150


def test_third_job_waits_for_its_turn(url: str) -> None:
    """While as many are at work as may be, one waits; it can be cancelled before it began."""
    jobs = Jobs(url)
    with all_turns_taken(jobs):
        job_id = jobs.start(articles(1), title="1 file", by="ana")
        settled(jobs, job_id, lambda _: (jobs.folder / job_id / "pid").exists())
        waiting = jobs.job(job_id)
        with pytest.raises(ConflictError, match="cancel it first"):
            jobs.forget(job_id)
        jobs.cancel(job_id, by="ana")
        cancelled = settled(jobs, job_id)
    jobs.forget(job_id)

    assert (waiting.state, waiting.step) == (JobState.WAITING, {})
    assert cancelled.state is JobState.CANCELLED
    assert jobs.all() == []
    with pytest.raises(NotFoundError):
        jobs.job(job_id)


def test_what_waits_to_be_looked_through_is_not_forgotten(url: str) -> None:
    """Of jobs that ended the last twenty are kept; a preview stays until it is added."""
    jobs = Jobs(url)
    for n in range(KEPT + 2):
        place = Place(jobs.folder / f"{n:02d}")
        place.folder.mkdir(parents=True)
        place.write_order(Order("1 file", "ana", ("a.txt",)))
        write_json(place.end, {"tally": {}} if n else {"preview": True})
    jobs._prune()

    assert [job.job_id for job in jobs.all()] == [*(f"{n:02d}" for n in range(21, 2, -1)), "00"]


def test_second_process_leaves_what_the_first_has_done(url: str) -> None:
    """Where two ask at once to go on with a job, the one that comes too late changes nothing."""
    jobs = Jobs(url)
    place = Place(jobs.folder / "20260101T000000000000-0000")
    place.folder.mkdir(parents=True)
    place.write_order(Order("1 file", "ana", ("gone.txt",)))
    write_json(place.end, {"tally": {"articles": 1}})
    work(place, url)

    assert jobs.job(place.folder.name).state is JobState.DONE
    assert jobs.job(place.folder.name).tally == {"articles": 1}


def test_desk_in_memory_is_refused() -> None:
    """A desk that no other process can reach takes no jobs, and the remedy is named."""
    with pytest.raises(ConfigurationError, match="CLAIMS_DB"):
        Jobs("sqlite://")


def test_lock_ends_with_its_process(tmp_path: Path) -> None:
    """A lock is another's until it is closed; asking leaves it to be taken."""
    first = take(tmp_path / "lock")
    second = take(tmp_path / "lock")
    assert first is not None
    first.close()
    third = take(tmp_path / "lock")
    assert third is not None

    with closing(third):
        assert second is None


def test_role_is_asked_for_where_jobs_are_changed(url: str) -> None:
    """A viewer sees jobs, and can neither start nor cancel, resume, add nor forget one."""
    jobs = Jobs(url, Identity("Vera", role=Role.VIEWER))
    acts: list[Callable[[], object]] = [
        lambda: jobs.start({}, title="nothing", by="Vera"),
        lambda: jobs.cancel("any", by="Vera"),
        lambda: jobs.resume("any"),
        lambda: jobs.add("any", by="Vera", corrections={}),
        lambda: jobs.preview_again("any", tables={}, separator=""),
        lambda: jobs.forget("any"),
    ]
    for act in acts:
        with pytest.raises(NotPermittedError, match="takes the role reviewer"):
            act()

    assert jobs.all() == []
