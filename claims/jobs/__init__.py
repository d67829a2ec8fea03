"""Long work in a process of its own: started from a page, seen from all, cancelled, resumed.

A job is a folder beside its desk, ``desk.db.jobs/ID/``. Whoever looks reads its files; no memory is
shared, so a job outlives the tab and the dashboard that it was started from.
"""

from claims.ingest.columns import FIELDS
from claims.ingest.given import Correction
from claims.ingest.preview import Preview
from claims.jobs.folder import Jobs
from claims.jobs.job import Job, JobState, Order, Web
from claims.jobs.outcome import Outcome

__all__ = ["FIELDS", "Correction", "Job", "JobState", "Jobs", "Order", "Outcome", "Preview", "Web"]
