"""Adding articles from the page: what was typed or uploaded becomes files, and then claims."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from claims import Desk
from claims.desk.previewing import MOST_DOCUMENTS
from claims.jobs import Job, Jobs, JobState, Order, Preview
from claims.ui.adding import pasted, safe_names
from claims.ui.jobs import result, share, stage
from claims.ui.mapping import alike
from claims.ui.previewing import has_more, told
from db.views.web import FeedView


def test_pasted_front_matter_holds_what_was_typed() -> None:
    """A headline with YAML or a fence in it stays one value of the front matter."""
    matter = {"title": 'a: "b"\n---\nurl: x', "publisher": "예시일보"}
    ((name, raw),) = pasted(matter, "Body.").items()

    _, head, body = raw.decode().split("---\n", 2)
    assert yaml.safe_load(head) == matter
    assert body.strip() == "Body."
    assert name.endswith(".md")


def test_paste_without_facts_is_plain_text() -> None:
    """Where nothing but the text is known, no front matter is made up."""
    assert list(pasted({}, "Just words.").values()) == [b"Just words."]


def test_uploaded_names_stay_in_their_folder() -> None:
    """No uploaded name leaves the folder, hides, is too long, or takes the place of another."""
    names = ["../../etc/passwd.txt", "..\\x.md", ".hidden.txt", "same.txt", "Same.txt", "/"]
    names += ["🗞" * 300 + ".txt", "🗞" * 300 + ".md", "a." + "x" * 300]
    safe = [name for name, _ in safe_names((name, b"") for name in names)]

    assert len({name.casefold() for name in safe}) == len(names)
    assert not any("/" in name or "\\" in name or name.startswith(".") for name in safe)
    assert max(len(name.encode()) for name in safe) < 200
    assert safe[:2] == ["passwd.txt", "x.md"]


def job(state: JobState, **more: Any) -> Job:
    """Make a job as its folder would tell of it."""
    values = {"step": {}, "tally": {}} | more
    order = Order(title="2 files", by="ana")
    return Job("j1", order, datetime(2026, 1, 5, tzinfo=UTC), state, **values)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            job(JobState.DONE, tally={"articles": 1, "claims": 14, "links": 3, "left_out": 2}),
            "1 article, 14 claims, 3 links added. 2 files left out.",
        ),
        (
            job(JobState.DONE, tally={"articles": 0, "claims": 0, "links": 0, "left_out": 1}),
            "Nothing was added. 1 file left out.",
        ),
        (job(JobState.CANCELLED, why="<b>"), "Cancelled by &lt;b&gt;. What was finished is kept"),
        (job(JobState.REFUSED, why="no <b>"), "Not done: no &lt;b&gt;"),
        (job(JobState.DIED, why="MemoryError"), "Its last words: MemoryError"),
    ],
)
def test_result_says_what_came_of_a_job(one: Job, said: str) -> None:
    """The result names what came, or why nothing did, escaped."""
    assert said in result(one)


def test_progress_is_told_by_stage() -> None:
    """Each stage is a quarter of the way, and the item under way is named."""
    step = {"stage": "extract", "done": 3, "total": 6, "item": "ferry.md", "note": ""}
    running = job(JobState.RUNNING, step=step)

    assert share(running) == 0.375
    assert stage(running) == "Extract 3 of 6: ferry.md"
    assert stage(job(JobState.RUNNING)) == "Loading the models"
    assert stage(job(JobState.WAITING)) == "Waiting for its turn"


def test_tables_of_the_same_columns_are_asked_about_once() -> None:
    """Exports of one program are explained together, another table by itself."""
    tables = {"a.csv": ("Head", "Body"), "b.csv": ("x",), "c.csv": ["Head", "Body"]}

    assert alike(tables) == [(["a.csv", "c.csv"], ("Head", "Body")), (["b.csv"], ("x",))]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (900, "every 15 minutes"),
        (3_600, "every hour"),
        (21_600, "every 6 hours"),
        (86_400, "every day"),
        (5_400, "every 90 minutes"),
        (90, "every 90 seconds"),
    ],
)
def test_how_often_a_feed_is_asked_is_said_in_words(seconds: int, said: str) -> None:
    """An interval is told in the largest unit that it is whole in."""
    view = FeedView(
        "https://x.example",
        seconds,
        pages=False,
        polled_at=None,
        next_at=datetime(2026, 1, 5, tzinfo=UTC),
        failures=0,
        note="",
        stopped=False,
    )

    assert view.rhythm == said


def test_what_was_not_looked_at_is_told() -> None:
    """Of more documents than are looked at before, the page says that the rest go in, too."""
    few = [Preview(f"{n}.txt") for n in range(3)]

    assert not has_more(few)
    assert has_more([Preview(f"{n}.txt") for n in range(MOST_DOCUMENTS)])
    assert "not looked at; they go in" in told(500, 0, rest=True)
    assert told(3, 1, rest=False).startswith("3 documents understood. 1 document would be")


def test_empty_paste_is_answered(open_page: Any, story_desk: str, shown: Any) -> None:
    """An empty paste adds nothing and says what is missing."""
    app = open_page(story_desk, "articles")
    app.button(key="add-paste").click().run()

    assert "Paste the text of the article first" in shown(app)


def test_pasted_article_becomes_a_job(
    open_page: Any,
    story_desk: str,
    shown: Any,
    monkeypatch: pytest.MonkeyPatch,
    ended: Callable[[Jobs], Job],
) -> None:
    """A pasted article is read by a process of its own, the form is emptied, the result is told."""
    monkeypatch.setenv("CLAIMS_EXTRACTOR", "claims.NoOp.v1")
    monkeypatch.setenv("CLAIMS_LINKER", "claims.NoOp.v1")
    app = open_page(story_desk, "articles")
    app.text_input(key="paste-title").set_value("Ferry halted")
    app.text_input(key="paste-publisher").set_value("The Example Times")
    app.text_area(key="paste-text").set_value("The ferry to Sample Island had been halted.")
    app.button(key="add-paste").click().run()
    at_once = shown(app)
    found = ended(Jobs(story_desk))
    app.run()

    assert not app.exception
    assert "Reading <b>Ferry halted</b>" in at_once
    assert app.text_area(key="paste-text").value == ""
    assert (found.state, found.order.by) == (JobState.DONE, "ana")
    assert "1 article, 0 claims, 0 links added." in shown(app)
    with Desk.open(story_desk) as desk:
        (added,) = desk.articles(search="Ferry halted")
        assert added.publisher == "The Example Times"


@pytest.fixture
def ended() -> Callable[[Jobs], Job]:
    """Wait for the latest job of a desk."""

    def wait(jobs: Jobs) -> Job:
        until = time.monotonic() + 60
        while (latest := jobs.all()[0]).at_work and time.monotonic() < until:
            time.sleep(0.05)
        return latest

    return wait
