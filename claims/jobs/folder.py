"""All jobs of a desk: starting, listing, cancelling, resuming and forgetting them."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from threading import Thread

from claims.access.identity import LOCAL, Identity, needs
from claims.child import start
from claims.errors import ConfigurationError, ConflictError, NotFoundError
from claims.ingest.given import Correction
from claims.ingest.preview import Preview
from claims.jobs.job import Job, JobState, Order, Place, Web, write_json
from claims.jobs.lock import held
from claims.jobs.outcome import Outcome, outcomes
from claims.jobs.previewed import previews
from db.engine import database_file
from db.vocabulary import Role

MODULE = "claims.jobs.process"
KEPT = 20

# The processes that this one started last, by the folder of their job.
_children: dict[Path, "subprocess.Popen[bytes]"] = {}


class Jobs:
    """The jobs of one desk.

    Args:
        url: the desk, which must be a file.
        identity: who acts; whatever changes a job is checked against their role, and raises
            NotPermittedError.

    Raises:
        ConfigurationError: it is in memory, where no other process can reach it.
    """

    def __init__(self, url: str, identity: Identity = LOCAL) -> None:
        file = database_file(url)
        if file is None:
            raise ConfigurationError(
                f"{url} is in memory, where no other process can work; name a file with CLAIMS_DB"
            )
        self.url = url
        self.identity = identity
        self.folder = file.with_name(f"{file.name}.jobs").absolute()

    @needs(Role.REVIEWER)
    def start(
        self,
        files: Mapping[str, bytes],
        *,
        title: str,
        by: str,
        preview: bool = False,
        web: Web = Web(),  # noqa: B008 - frozen
    ) -> str:
        """Start reading files into the desk, or finishing what is unfinished; return the job's id.

        Args:
            files: the bytes by name, which must be one of a file in a folder; none to finish only.
            title: what the job is called.
            by: who asks for it.
            preview: only tell what would come of it, and keep the files for :meth:`add`.
            web: what is to be fetched.

        Raises:
            ConfigurationError: its folder cannot be written.
        """
        self._prune()
        place = self._new_place()
        try:
            place.folder.mkdir(parents=True, mode=0o700)
            for name, raw in files.items():
                place.input.mkdir(exist_ok=True)
                (place.input / name).write_bytes(raw)
            place.write_order(Order(title, by, tuple(files), preview, web=web))
            self._spawn(place)
        except OSError as error:
            shutil.rmtree(place.folder, ignore_errors=True)
            raise ConfigurationError(
                f"nothing was started: {place.folder} cannot be written: {error.strerror}; make "
                "room there, or put the desk elsewhere"
            ) from error
        return place.folder.name

    def all(self) -> list[Job]:
        """Return all jobs that are remembered, the latest first."""
        found = []
        for place in self._places():
            # Whoever starts a job elsewhere forgets the oldest meanwhile.
            with suppress(FileNotFoundError):
                found.append(self._job(place))
        return found

    def job(self, job_id: str) -> Job:
        """Return one job; raises NotFoundError."""
        return self._job(self._place(job_id))

    def outcomes(self, job_id: str) -> list[Outcome]:
        """Return what became of each file of a job so far; raises NotFoundError."""
        return outcomes(self._place(job_id).steps)

    @needs(Role.REVIEWER)
    def cancel(self, job_id: str, *, by: str) -> None:
        """End a job; what it finished stays, and it can be resumed. One that ended is left alone.

        Args:
            job_id: the job.
            by: who ends it.

        Raises:
            NotFoundError: no such job.
        """
        place = self._place(job_id)
        if not self._job(place).at_work:
            return
        write_json(place.cancelled, {"by": by})
        # A process that has not written its number yet looks for the file that was just written.
        if held(place.lock) and place.pid.exists():
            with suppress(ProcessLookupError, ValueError):
                os.kill(int(place.pid.read_text("ascii")), signal.SIGTERM)

    @needs(Role.REVIEWER)
    def resume(self, job_id: str) -> None:
        """Go on with a job that was cancelled, was refused or died.

        Raises:
            ConflictError: it is at work already, or done.
            NotFoundError: no such job.
        """
        place = self._place(job_id)
        job = self._job(place)
        if job.at_work or job.state is JobState.DONE:
            raise ConflictError(f"“{job.order.title}” is {job.state} already")
        self._begin(place, job.order)

    @needs(Role.REVIEWER)
    def add(self, job_id: str, *, by: str, corrections: Mapping[str, Correction]) -> None:
        """Read into the desk what a job has shown only, as it was shown but for what is corrected.

        Args:
            job_id: the job.
            by: who asks for it.
            corrections: what is set by hand of a document, by the name that it goes by.

        Raises:
            ConflictError: it is no preview, or not at its end.
            NotFoundError: no such job.
        """
        place, order = self._previewed(job_id)
        self._begin(place, replace(order, by=by, preview=False, corrections=dict(corrections)))

    @needs(Role.REVIEWER)
    def preview_again(
        self, job_id: str, *, tables: Mapping[str, Mapping[str, str]], separator: str
    ) -> None:
        """Read the files of a preview otherwise; raises as :meth:`add` does.

        Args:
            job_id: the job.
            tables: which column of a table holds which field, by the name of the table.
            separator: the line that stands between two articles in one text file.
        """
        place, order = self._previewed(job_id)
        # A table that is read tells its columns no more, and may have to be explained once again.
        asked = {one.file: one.columns for one in previews(place.previews) if one.columns}
        offered = {**order.offered, **asked}
        self._begin(place, replace(order, tables=tables, offered=offered, separator=separator))

    def previews(self, job_id: str) -> list[Preview]:
        """Return what was understood of each document so far; raises NotFoundError."""
        return previews(self._place(job_id).previews)

    @needs(Role.REVIEWER)
    def forget(self, job_id: str) -> None:
        """Remove what is known of a job that is not at work, its files too.

        Raises:
            ConflictError: it is at work.
            NotFoundError: no such job.
        """
        place = self._place(job_id)
        if self._job(place).at_work:
            raise ConflictError("it is at work; cancel it first")
        shutil.rmtree(place.folder, ignore_errors=True)

    def _previewed(self, job_id: str) -> tuple[Place, Order]:
        place = self._place(job_id)
        job = self._job(place)
        if job.state is not JobState.PREVIEWED:
            raise ConflictError(f"“{job.order.title}” is {job.state} already")
        return place, job.order

    def _begin(self, place: Place, order: Order) -> None:
        """Start what ended once more."""
        _children.pop(place.folder, None)
        for file in (place.end, place.pid, place.cancelled):
            file.unlink(missing_ok=True)
        place.write_order(order, at=place.job().started_at)
        self._spawn(place)

    def _new_place(self) -> Place:
        return Place(self.folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{token_hex(2)}")

    def _places(self) -> list[Place]:
        found = sorted(self.folder.glob("*/order.json"), reverse=True)
        return [Place(one.parent) for one in found]

    def _place(self, job_id: str) -> Place:
        for place in self._places():
            if place.folder.name == job_id:
                return place
        raise NotFoundError(f"no job {job_id!r}; it may have been forgotten")

    def _job(self, place: Place) -> Job:
        child = _children.get(place.folder)
        gone = child is not None and child.returncode is not None
        return place.job(gone=gone)

    def _prune(self) -> None:
        # What waits to be looked through stays until somebody adds or drops it.
        lasting = {JobState.WAITING, JobState.RUNNING, JobState.PREVIEWED}
        ended = [job.job_id for job in self.all() if job.state not in lasting]
        for job_id in ended[KEPT - 1 :]:
            shutil.rmtree(self.folder / job_id, ignore_errors=True)

    def _spawn(self, place: Place) -> None:
        with place.words.open("wb") as words:
            child = start(
                MODULE,
                str(place.folder),
                self.url,
                stdout=subprocess.DEVNULL,
                stderr=words,
                env={},
            )
        _children[place.folder] = child
        # One that nobody waits for stays as a zombie.
        Thread(target=child.wait, daemon=True).start()
