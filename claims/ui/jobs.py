"""What is being read in the background, and what came of it; every session sees it."""

from collections.abc import Sequence

import streamlit as st

from claims import ClaimdeskError, NotFoundError
from claims.jobs import Job, Jobs, JobState, Outcome, Preview
from claims.settings import current_settings
from claims.ui import words
from claims.ui.files import draw_table, offer_left_out
from claims.ui.frame import desk, page, page_link, reviewer
from claims.ui.markup import escaped, label, shortened
from claims.ui.previewing import card, draw_preview
from claims.ui.starting import attempt, follow, jobs
from db.vocabulary import Stage

POLL = "1s"
RECENT = 5
LINKED = 5
NAME = 80
SIGNS = {
    JobState.DONE: "✓",
    JobState.PREVIEWED: "◔",
    JobState.CANCELLED: "◼",
    JobState.REFUSED: "✗",
    JobState.DIED: "✗",
}


def draw_jobs() -> None:
    """Draw every job at work, and those that this session started, until they are dismissed."""
    if told := st.session_state.pop("job-told", ""):
        st.html(f'<div class="notice is-conflict" role="alert">{escaped(told)}</div>')
    try:
        found = jobs().all()
    except ClaimdeskError as error:
        st.html(f'<div class="notice" role="alert">{escaped(str(error))}</div>')
        return
    at_work = {job.job_id for job in found if job.at_work}
    # Only while something goes on does the page ask again.
    st.fragment(_draw, run_every=POLL if at_work else None)(at_work)


def _draw(at_work: set[str]) -> None:
    found = jobs().all()
    if at_work != {job.job_id for job in found if job.at_work}:
        # Something ended, which list and reader show; or began, and is to be asked about.
        st.rerun()
    mine = st.session_state.get("jobs", [])
    others = []
    for job in found:
        if job.at_work:
            _draw_at_work(job)
        elif job.job_id in mine:
            _draw_ended(job, mine=True)
        else:
            others.append(job)
    # What waits for somebody to look at it is not to be pushed out of the list.
    others.sort(key=lambda job: job.state is not JobState.PREVIEWED)
    if others and not st.query_params.get("id"):
        with st.expander(f"Added lately ({len(others[:RECENT])})", icon=":material/history:"):
            for job in others[:RECENT]:
                _draw_ended(job, mine=False)


# ---- at work ----------------------------------------------------------------------------------


def _draw_at_work(job: Job) -> None:
    with st.container(key=f"job-{job.job_id}", border=True, gap="small"):
        doing = "Looking at" if job.order.preview else "Reading"
        st.html(
            f'<div class="job" role="status">{doing} <b>{escaped(job.order.title)}</b>'
            f"<small>{_asked(job)}; it goes on when this page is closed</small></div>"
        )
        st.progress(share(job), label(stage(job)))
        st.button(
            "Cancel",
            key=f"cancel-{job.job_id}",
            icon=":material/stop_circle:",
            help="What is finished stays on the desk, and the rest can be read later.",
            on_click=_cancel,
            args=(job.job_id,),
        )
        if job.order.preview:
            _draw_first(job)
        else:
            _draw_outcomes(
                job, _outcomes(current_settings().db, job.job_id, str(job.step)), opened=False
            )


def _draw_first(job: Job) -> None:
    """Draw the first document that was understood, while the models load that find claims."""
    found = [one for one in _previews(job) if not one.reason]
    if found:
        st.html(f"{card(found[0])}<small>{words.count(len(found), 'document')} so far</small>")


def _previews(job: Job) -> list[Preview]:
    try:
        return jobs().previews(job.job_id)
    except ClaimdeskError:
        return []  # forgotten by another session meanwhile


def share(job: Job) -> float:
    """Return how much of a job is done, each stage a quarter, from 0 to 1."""
    if not job.step:
        return 0.0
    before = list(Stage).index(Stage(job.step["stage"]))
    done: float = job.step["done"] / max(job.step["total"], 1)
    return min((before + done) / len(Stage), 1.0)


def stage(job: Job) -> str:
    """Return what a job is at, in words."""
    if job.state is JobState.WAITING:
        return "Waiting for its turn"
    if not job.step:
        return "Understanding the files" if job.order.preview else "Loading the models"
    one = job.step
    return f"{one['stage'].capitalize()} {one['done']:,} of {one['total']:,}: " + shortened(
        one["item"] or one["note"], NAME
    )


def _asked(job: Job) -> str:
    by = f" for {escaped(job.order.by)}" if job.order.by else ""
    return f"{by}, started {job.started_at:%H:%M} UTC"


def _cancel(job_id: str) -> None:
    attempt(lambda: jobs().cancel(job_id, by=reviewer()))


# ---- ended ------------------------------------------------------------------------------------


def _draw_ended(job: Job, *, mine: bool) -> None:
    if mine and job.state is JobState.PREVIEWED:
        with st.container(key=f"job-{job.job_id}", border=True, gap="small"):
            draw_preview(job, _previews(job))
        return
    outcomes = _outcomes(current_settings().db, job.job_id, str(job.step))
    kinds = {JobState.DONE: "is-confirmed", JobState.PREVIEWED: ""}
    kind = kinds.get(job.state, "is-conflict")
    with st.container(key=f"job-{job.job_id}", border=True, gap="small"):
        st.html(
            f'<div class="notice job {kind}" role="status">{SIGNS[job.state]} {result(job)}<br>'
            f"<small>{escaped(job.order.title)}{_asked(job)}</small></div>"
        )
        for one in [one for one in outcomes if one.read][:LINKED]:
            headline = _headline(current_settings().db, one)
            page_link("articles", f"{headline}: {one.note}", id=one.article_id)
        _draw_outcomes(job, outcomes, opened=mine)
        _draw_ways_on(job, mine=mine)


def result(job: Job) -> str:
    """Return what came of a job that is no longer at work, as escaped HTML."""
    match job.state:
        case JobState.DONE:
            return _brought(job.tally)
        case JobState.CANCELLED:
            by = f" by {escaped(job.why)}" if job.why else ""
            return f"Cancelled{by}. What was finished is kept; the rest can still be read."
        case JobState.PREVIEWED:
            return "Waits to be looked through; nothing is added yet."
        case JobState.REFUSED:
            return f"Not done: {escaped(job.why)}"
        case _:
            why = f" Its last words: {escaped(job.why)}" if job.why else ""
            return (
                "The process that read this died; it was killed, or needs more memory than there "
                f"is. What was finished is kept; the rest can still be read.{why}"
            )


def _brought(tally: dict[str, int]) -> str:
    number, out = tally["articles"], tally["left_out"]
    left = f" {words.count(out, 'file')} left out." if out else ""
    if not number:
        return f"Nothing was added.{left}" if out else "Nothing was left to be read."
    return (
        f"{words.count(number, 'article')}, {words.count(tally['claims'], 'claim')}, "
        f"{words.count(tally['links'], 'link')} added.{left}"
    )


@st.cache_data(show_spinner=False, max_entries=16)
def _outcomes(url: str, job_id: str, step: str) -> list[Outcome]:  # noqa: ARG001 - what has changed
    # The pages that follow a job ask every second, and a large one has many steps to read.
    try:
        return Jobs(url).outcomes(job_id)
    except ClaimdeskError:
        return []  # forgotten by another session meanwhile


@st.cache_data(show_spinner=False, max_entries=200)
def _headline(url: str, one: Outcome) -> str:  # noqa: ARG001 - an article is of its desk
    try:
        return desk().article(one.article_id).title or one.name
    except NotFoundError:
        return one.name


def _draw_outcomes(job: Job, outcomes: Sequence[Outcome], *, opened: bool) -> None:
    if not outcomes or not st.toggle(
        f"What became of each file ({len(outcomes):,})",
        # Closed while it is at work, it would stay so at its end.
        key=f"each-{job.job_id}-{job.at_work}",
        value=opened and any(not one.read for one in outcomes),
    ):
        return
    chosen = draw_table(
        {
            "File": [one.name for one in outcomes],
            "Read": ["✓ read" if one.read else "✗ left out" for one in outcomes],
            "What came of it": [one.note for one in outcomes],
            "To know": ["; ".join({*one.warnings} - {one.note}) for one in outcomes],
        },
        key=f"outcomes-{job.job_id}",
        alt="What became of each file",
    )
    if chosen is not None and (article_id := outcomes[chosen].article_id):
        st.switch_page(page("articles"), query_params={"id": article_id})
    st.html("<small>Choose a row to open its article, or the one it is here already as.</small>")
    if any(not one.read for one in outcomes):
        offer_left_out(outcomes, "What was left out, and why, as CSV", job)


def _draw_ways_on(job: Job, *, mine: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        if job.state is JobState.PREVIEWED:
            st.button(
                "Look through",
                key=f"follow-{job.job_id}",
                icon=":material/preview:",
                on_click=follow,
                args=(job.job_id,),
            )
        elif job.state is not JobState.DONE:
            st.button(
                "Go on with the rest",
                key=f"resume-{job.job_id}",
                icon=":material/resume:",
                on_click=_resume,
                args=(job.job_id,),
            )
        if mine:
            st.button("Dismiss", key=f"dismiss-{job.job_id}", on_click=_dismiss, args=(job.job_id,))
        else:
            st.button("Forget", key=f"forget-{job.job_id}", on_click=_forget, args=(job.job_id,))


def _resume(job_id: str) -> None:
    if attempt(lambda: jobs().resume(job_id)):
        follow(job_id)


def _dismiss(job_id: str) -> None:
    st.session_state["jobs"].remove(job_id)


def _forget(job_id: str) -> None:
    attempt(lambda: jobs().forget(job_id))
