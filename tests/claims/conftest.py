"""A small desk, put into its tables by hand: no reading, no models."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from db.engine import migrate, open_engine, writing
from db.models import Alias, Article, Capture, Claim, ClaimLink, Relay, Run, Source
from db.vocabulary import Mode, Relation, SourceKind, Stance

CLOSED = "the bridge was closed"
OPEN = "=다리는 열려 있다"


@dataclass(frozen=True, slots=True)
class SmallDesk:
    """Three articles with one claim each.

    ``open`` contradicts ``closed`` by ``disagreement``, a strong link; ``aside``, folded away,
    confirms ``closed`` by ``hint``, a possible one.
    """

    engine: Engine
    closed: str = "c-closed"
    open: str = "c-open"
    aside: str = "c-aside"
    disagreement: str = "l-disagreement"
    hint: str = "l-hint"


@pytest.fixture(scope="session")
def small_desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a desk with three claims and two links, made once."""
    path = tmp_path_factory.mktemp("small") / "desk.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with writing(engine) as session:
        _add_sources(session)
        _add_articles(session)
        _add_claims(session)
        _add_links(session)
    engine.dispose()
    return path


@pytest.fixture
def small_desk(small_desk_file: Path, tmp_path: Path) -> Iterator[SmallDesk]:
    """A copy of the small desk for one test."""
    path = tmp_path / "desk.db"
    path.write_bytes(small_desk_file.read_bytes())
    engine = open_engine(f"sqlite:///{path}")
    yield SmallDesk(engine)
    engine.dispose()


def _add_sources(session: Session) -> None:
    session.add(Run(id=1, stage="read", started_at=datetime(2026, 1, 5, tzinfo=UTC)))
    named = {
        1: ("The Example Times", SourceKind.OUTLET),
        2: ("예시일보", SourceKind.OUTLET),
        3: ("Minister Ana Example", SourceKind.OFFICIAL),
        4: ("김예시", SourceKind.PERSON),
        5: ("Example Wire", SourceKind.AGENCY),
        6: ("anonymous source (Example Wire)", SourceKind.ANONYMOUS),
    }
    session.add_all(
        Source(id=i, name=name, kind=kind, checked="2026-01") for i, (name, kind) in named.items()
    )
    session.flush()
    session.add(Alias(name="Ana Example", source_id=3))


def _add_articles(session: Session) -> None:
    for n, publisher in ((1, 1), (2, 2), (3, 1)):
        session.add(Capture(sha256=f"{n:064x}", raw=b"raw"))
        session.flush()
        session.add(
            Article(
                id=f"a{n}",
                content_sha256=f"{n:064x}",
                text_sha256=f"{n:064x}",
                file=f"{n}.md",
                url=f"https://example.com/{n}",
                title=f"Bridge, part {n}",
                text="text",
                publisher_id=publisher,
                published_at=datetime(2026, 1, n, 9, tzinfo=UTC) if n < 3 else None,
                ordered_at=datetime(2026, 1, n, 9, tzinfo=UTC),
                added_at=datetime(2026, 1, 5, tzinfo=UTC),
                run_id=1,
            )
        )
    session.flush()


def _add_claims(session: Session) -> None:
    def add(claim_id: str, article_id: str, speaker: int, text: str, *, worthy: bool) -> None:
        session.add(
            Claim(
                id=claim_id,
                article_id=article_id,
                start=10,
                end=40,
                fragments=[[10, 20], [30, 40]],
                text=text,
                speaker_id=speaker,
                mode=Mode.INDIRECT,
                stance=Stance.ASSERTS,
                worth=0.75,
                worthy=worthy,
                shown=worthy,
                score=0.8125,
                proposition={},
                extractor="claims.Test.v1",
                run_id=1,
            )
        )

    add("c-closed", "a1", 3, CLOSED, worthy=True)
    add("c-open", "a2", 4, OPEN, worthy=True)
    add("c-aside", "a3", 6, "the bridge is shut", worthy=False)
    session.flush()
    session.add(Relay(claim_id="c-aside", position=0, source_id=5))
    session.add(Relay(claim_id="c-aside", position=1, source_id=2))
    session.flush()


def _add_links(session: Session) -> None:
    def add(link_id: str, later: str, relation: Relation, score: float, *, strong: bool) -> None:
        session.add(
            ClaimLink(
                id=link_id,
                later_id=later,
                earlier_id="c-closed",
                relation=relation,
                score=score,
                strong=strong,
                reason="the same bridge",
                linker="claims.TestLinker.v1",
                run_id=1,
            )
        )

    add("l-disagreement", "c-open", Relation.CONTRADICTS, 0.91, strong=True)
    add("l-hint", "c-aside", Relation.CONFIRMS, 0.31, strong=False)
