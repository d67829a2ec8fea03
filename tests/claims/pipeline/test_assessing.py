"""Where claims come from, read out of real articles."""

from pathlib import Path

import pytest

from claims import Desk, Judgement
from claims.settings import Settings
from claims.ui import words

ARTICLE = "---\ntitle: {title}\npublisher: {publisher}\npublished: 2026-03-0{day}\n---\n\n{body}\n"
CLOSED = "engineers had closed the Norwick bridge after two cables snapped"
SOLD = "the mayor had sold the Selby pier to a Dutch company for two million euros"


def written(folder: Path, *articles: tuple[str, str]) -> Path:
    """A folder with an article a day, each of a publisher."""
    folder.mkdir()
    for day, (publisher, body) in enumerate(articles, 1):
        text = ARTICLE.format(title=f"Part {day}", publisher=publisher, day=day, body=body)
        (folder / f"{day}.md").write_text(text)
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty desk."""
    return Desk.open(f"sqlite:///{tmp_path / 'desk.db'}")


def test_papers_that_cite_each_other_are_circular(desk: Desk, tmp_path: Path) -> None:
    """Two papers that name each other as the source are flagged, until the link is rejected."""
    folder = written(
        tmp_path / "in",
        ("The Norwick Courier", f"The Harbour Gazette reported on Monday that {CLOSED}."),
        ("The Harbour Gazette", f"The Norwick Courier reported on Monday that {CLOSED}."),
    )
    with desk:
        list(desk.run(folder))
        said = {words.warnings(claim)[0] for claim in desk.claims(flagged=True)}
        (link,) = desk.links()
        desk.judge(link, Judgement.REJECTED, by="ana", reason="another bridge")
        left = desk.count_claims(flagged=True)

    gazette, courier = "Harbour Gazette", "Norwick Courier"
    assert said == {
        f"Circular: {gazette} cites {courier}, and {courier} cites {gazette}",
        f"Circular: {courier} cites {gazette}, and {gazette} cites {courier}",
    }
    assert left == 0


def test_three_papers_rest_on_one_unnamed_source(desk: Desk, tmp_path: Path) -> None:
    """Whoever relays a paper's unnamed source, or the paper itself, rests on that source alone."""
    folder = written(
        tmp_path / "in",
        ("The Selby Post", f"A source told The Selby Post that {SOLD}."),
        ("The Norwick Courier", f"{SOLD.capitalize()}, a source told The Selby Post."),
        ("The Harbour Gazette", f"The Selby Post reported that {SOLD}."),
    )
    with desk:
        list(desk.run(folder))
        claims = desk.claims()

    assert len(claims) == 3
    assert {claim.n_origins for claim in claims} == {1}
    assert {claim.unnamed_origin for claim in claims} == {"Selby Post"}
    assert words.warnings(claims[0]) == ["Every path ends at one unnamed source (Selby Post)"]


def test_unnamed_sources_of_two_papers_are_two(desk: Desk, tmp_path: Path) -> None:
    """Where two papers each have an unnamed source, no claim rests on one alone."""
    folder = written(
        tmp_path / "in",
        ("The Selby Post", f"A source told The Selby Post that {SOLD}."),
        ("The Norwick Courier", f"A source told The Norwick Courier that {SOLD}."),
    )
    with desk:
        list(desk.run(folder))
        n_links, flagged = len(desk.links()), desk.count_claims(flagged=True)

    assert (n_links, flagged) == (1, 0)


def test_an_owner_told_later_counts_from_the_next_run(desk: Desk, tmp_path: Path) -> None:
    """A paper of unknown owner bears nobody out until a register of one's own knows whose it is."""
    folder = written(
        tmp_path / "in",
        ("The Selby Post", f"Yesterday {SOLD}."),
        ("The Norwick Courier", f"{SOLD.capitalize()}, said the lawyer Ana Example."),
    )
    own = tmp_path / "own.yaml"
    own.write_text("sources: [{name: The Selby Post, kind: outlet, family: Selby House}]")
    with desk:
        list(desk.run(folder))
        before = {claim.n_origins for claim in desk.claims()}
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    with Desk.open(url, settings=Settings(sources=own)) as informed:
        list(informed.run())
        after = {claim.n_origins for claim in informed.claims()}

    assert (before, after) == ({1}, {2})
