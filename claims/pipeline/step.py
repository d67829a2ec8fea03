"""Progress, and the record of a stage's execution."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine

from db.engine import writing
from db.models import Run
from db.vocabulary import Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work that is finished.

    Attributes:
        stage: read, extract, link or assess.
        done: how many pieces of this stage are finished, this one included.
        total: how many there are.
        note: what came of it, for people: "14 claims", "already here", "empty file".
        item: what it was about: a file's name or an article's title.
        failed: nothing could be made of it; it is named, and the rest goes on.
        warnings: what a person should know though it went in: a date that was set aside.
        url: where what failed, or was passed over, can be fetched; "" where nobody knows.
        article_id: the article that it was about, where there is one.
        left_out: nothing new came of it, though that is no failure: it is here already, it is no
            article, or nobody here reads its language.
    """

    stage: Stage
    done: int
    total: int
    note: str = ""
    item: str = ""
    failed: bool = False
    warnings: tuple[str, ...] = ()
    url: str = ""
    article_id: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """The run under way: its id, which every row it makes names, and what it counts."""

    run_id: int
    counts: Counter[str]


@contextmanager
def recorded(engine: Engine, stage: Stage, components: Mapping[str, str]) -> Iterator[Recorded]:
    """Keep a :class:`Run` row around a stage: written at its start, closed with counts at its end.

    Args:
        engine: the desk.
        stage: which stage works.
        components: names and versions of the parts that do the work.
    """
    with writing(engine) as session:
        run = Run(stage=stage, started_at=datetime.now(UTC), components=dict(components))
        session.add(run)
        session.flush()
        run_id = run.id
    assert run_id is not None
    under_way = Recorded(run_id, Counter())
    yield under_way
    with writing(engine) as session:
        finished = session.get_one(Run, run_id)
        finished.finished_at = datetime.now(UTC)
        finished.counts = dict(under_way.counts)
