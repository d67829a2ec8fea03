"""Desks written straight into their tables, for the tests of pages and browser."""

import fcntl
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlmodel import select

from claims import Desk
from claims.settings import packaged
from claims.standing.statuses import refresh
from db.engine import migrate, open_engine, writing
from db.models import Article, Capture, Claim, ClaimLink, Relay, Run, Source
from db.vocabulary import Mode, Relation, SourceKind, Stance

# How long an example takes says how busy the machine is; nothing that is tested depends on it.
settings.register_profile("claims", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("claims")

HOSTILE = (
    "<script>fetch('http://evil.example/s')</script>"
    "<img src=http://evil.example/i onerror=alert(1)>"
    "<style>body{display:none}</style>"
    "<iframe src=http://evil.example/f></iframe>"
    "![x](http://evil.example/m) [click](http://evil.example/l) \u202egnp.exe\u202c "
    "$$\\frac{a}{b}$$ :material/home: http://evil.example/t"
)


class DeskWriter:
    """Writes articles whose claims are found in their text by the words themselves."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)
        migrate(self.engine)
        with writing(self.engine) as session:
            session.add(Run(id=1, stage="read", started_at=datetime(2026, 1, 1, tzinfo=UTC)))

    def source(self, name: str, kind: SourceKind = SourceKind.OUTLET) -> int:
        """Return the id of a source, made where it is new."""
        with writing(self.engine) as session:
            found = session.exec(select(Source).where(Source.name == name)).one_or_none()
            if found is None:
                found = Source(name=name, kind=kind, checked="2026-01")
                session.add(found)
                session.flush()
            assert found.id is not None
            return found.id

    def article(
        self, article_id: str, title: str, body: str, *, publisher: str, day: int, **more: Any
    ) -> None:
        """Add an article of January 2026."""
        publisher_id = self.source(publisher)
        text = f"{title}\n\n{body}"
        digest = sha256(text.encode()).hexdigest()
        moment = datetime(2026, 1, day, 9, tzinfo=UTC)
        with writing(self.engine) as session:
            session.add(Capture(sha256=digest, raw=text.encode()))
            session.flush()
            values = {
                "id": article_id,
                "content_sha256": digest,
                "text_sha256": digest,
                "title": title,
                "text": text,
                "file": f"{article_id}.md",
                "publisher_id": publisher_id,
                "published_at": moment,
                "published_origin": "front matter",
                "ordered_at": moment,
                "added_at": moment,
                "encoding": "utf-8",
                "run_id": 1,
                "extract_run_id": 1,
                "link_run_id": 1,
            }
            session.add(Article(**(values | more)))

    def claim(
        self,
        claim_id: str,
        article_id: str,
        words: str,
        *,
        speaker: str,
        surface: str = "",
        cue: str = "said",
        kind: SourceKind = SourceKind.OFFICIAL,
        via: Sequence[str] = (),
        stance: Stance = Stance.ASSERTS,
        shown: bool = True,
    ) -> None:
        """Add a claim; ``words``, ``surface`` and ``cue`` must stand in the article's text."""
        speaker_id = self.source(speaker, kind)
        relays = [self.source(name) for name in via]
        surface = surface or speaker
        with writing(self.engine) as session:
            text = session.get_one(Article, article_id).text
            start = text.index(words)
            session.add(
                Claim(
                    id=claim_id,
                    article_id=article_id,
                    start=start,
                    end=start + len(words),
                    fragments=[[start, start + len(words)]],
                    text=words,
                    cue=cue,
                    cue_start=text.index(cue),
                    cue_end=text.index(cue) + len(cue),
                    speaker_id=speaker_id,
                    speaker_surface=surface,
                    speaker_start=text.index(surface),
                    speaker_end=text.index(surface) + len(surface),
                    mode=Mode.INDIRECT,
                    stance=stance,
                    worth=0.7,
                    worthy=shown,
                    shown=shown,
                    score=0.8,
                    proposition={},
                    extractor="claims.Test.v1",
                    run_id=1,
                )
            )
            session.flush()
            for position, source_id in enumerate(relays):
                session.add(Relay(claim_id=claim_id, position=position, source_id=source_id))

    def link(
        self,
        link_id: str,
        later: str,
        earlier: str,
        relation: Relation,
        *,
        strong: bool = True,
        reason: str = "the same bridge, the opposite state",
    ) -> None:
        """Add a link from a later claim to an earlier one."""
        with writing(self.engine) as session:
            session.add(
                ClaimLink(
                    id=link_id,
                    later_id=later,
                    earlier_id=earlier,
                    relation=relation,
                    score=0.91 if strong else 0.31,
                    strong=strong,
                    reason=reason,
                    linker="claims.TestLinker.v1",
                    run_id=1,
                    since=session.get_one(Run, 1).started_at,
                )
            )

    def finish(self) -> str:
        """Assess every claim, close, and return the address of the desk."""
        with writing(self.engine) as session:
            refresh(session, list(session.exec(select(Claim.id))), run_id=1)
        self.engine.dispose()
        return self.url


@pytest.fixture(scope="session")
def desk_writer() -> type[DeskWriter]:
    """What writes desks, for fixtures that several tests share."""
    return DeskWriter


@pytest.fixture
def write_desk(tmp_path: Path) -> Callable[[], DeskWriter]:
    """Start an empty desk of the test's own."""
    return lambda: DeskWriter(f"sqlite:///{tmp_path / 'pages.db'}")


@pytest.fixture(scope="module")
def write_shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], DeskWriter]:
    """Start an empty desk that the tests of one file share."""
    return lambda: DeskWriter(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'pages.db'}")


@pytest.fixture
def story_desk(story_file: Path, tmp_path: Path) -> str:
    """Four articles about a bridge: reported shut, repeated, denied; and one of another matter."""
    return f"sqlite:///{shutil.copy(story_file, tmp_path / 'pages.db')}"


@pytest.fixture(scope="session")
def seed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a desk with the seed corpus, made once for all processes of the tests.

    Whichever comes first makes it, and another one waits: to read and link it takes all cores.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    made, making = folder / "seed.db", folder / "seed-in-the-making.db"
    with (folder / "seed.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with Desk.open(f"sqlite:///{making}") as desk:
                steps = list(desk.run(packaged("seed_corpus")))
            assert not [step for step in steps if step.failed]
            making.rename(made)
    return made


@pytest.fixture(scope="session")
def story_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the story's desk, made once."""
    file = tmp_path_factory.mktemp("story") / "desk.db"
    desk = DeskWriter(f"sqlite:///{file}")
    desk.article(
        "a1",
        "Bridge shut, paper says",
        "The Example Wire said on Monday that the old bridge was shut.\n\n"
        "A source told the Example Wire that two cables had snapped.",
        publisher="The Example Times",
        day=5,
    )
    desk.claim(
        "c-shut", "a1", "the old bridge was shut", speaker="Example Wire", kind=SourceKind.AGENCY
    )
    desk.claim(
        "c-cables",
        "a1",
        "two cables had snapped",
        speaker="anonymous source (Example Wire)",
        surface="A source",
        cue="told",
        kind=SourceKind.ANONYMOUS,
        via=["Example Wire"],
    )
    desk.article(
        "a2",
        "Minister: bridge is open",
        "Minister Ana Example denied that the old bridge was shut. “It is open,” she added.",
        publisher="Fabricated Post",
        day=6,
        notes=["a date in the future was set aside"],
    )
    desk.claim(
        "c-denial",
        "a2",
        "the old bridge was shut",
        speaker="Minister Ana Example",
        cue="denied",
        stance=Stance.DENIES,
    )
    desk.article(
        "a3",
        "More on the bridge",
        "Police said the old bridge had been closed to all traffic. Rain fell.",
        publisher="Fabricated Post",
        day=7,
    )
    desk.claim("c-police", "a3", "the old bridge had been closed to all traffic", speaker="Police")
    desk.claim("c-rain", "a3", "Rain fell", speaker="Fabricated Post", surface="Rain", shown=False)
    desk.link("l-denied", "c-denial", "c-shut", Relation.CONTRADICTS)
    desk.link("l-police", "c-police", "c-shut", Relation.CONFIRMS, reason="bridge, shut = closed")
    desk.link("l-weak", "c-police", "c-cables", Relation.UPDATES, strong=False)
    desk.finish()
    return file


@pytest.fixture
def circular_desk(write_desk: Callable[[], DeskWriter]) -> str:
    """Two papers, each of which names the other as its source."""
    desk = write_desk()
    words = "the old bridge was shut"
    for n, (publisher, source) in enumerate(
        [("The Example Times", "Fabricated Post"), ("Fabricated Post", "The Example Times")]
    ):
        body = f"{source} said on Monday that {words}."
        desk.article(f"a{n}", f"Bridge, part {n}", body, publisher=publisher, day=5 + n)
        claim = "c-second" if n else "c-first"
        desk.claim(claim, f"a{n}", words, speaker=source, kind=SourceKind.OUTLET)
    desk.link("l-round", "c-second", "c-first", Relation.REPEATS, reason="the same words")
    return desk.finish()


def write_attack(desk: DeskWriter) -> str:
    """Write an article that attacks the reviewer's browser from every field."""
    desk.article(
        "h1",
        f"Title {HOSTILE}",
        f"Mayor {HOSTILE} said that the well {HOSTILE} was dry.",
        publisher=f"Paper {HOSTILE}",
        day=5,
        author=HOSTILE,
        notes=[HOSTILE],
        url="javascript:alert(1)",
    )
    words, mayor = f"the well {HOSTILE} was dry", f"Mayor {HOSTILE}"
    desk.claim("c-well", "h1", words, speaker=mayor, via=[f"Relay {HOSTILE}"])
    desk.article(
        "h2",
        f"Again {HOSTILE}",
        f"Mayor {HOSTILE} said that the well {HOSTILE} was full.",
        publisher=f"Paper {HOSTILE}",
        day=6,
    )
    desk.claim("c-full", "h2", f"the well {HOSTILE} was full", speaker=mayor)
    desk.link("l-well", "c-full", "c-well", Relation.CONTRADICTS, reason=HOSTILE)
    return desk.finish()


@pytest.fixture(scope="session")
def attack() -> Callable[[DeskWriter], str]:
    """What writes hostile articles into a desk, and closes it."""
    return write_attack


@pytest.fixture
def hostile_desk(write_desk: Callable[[], DeskWriter]) -> str:
    """An article that attacks the reviewer's browser from every field."""
    return write_attack(write_desk())
