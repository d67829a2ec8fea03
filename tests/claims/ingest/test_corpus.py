"""A folder with every format and with files that hurt, read at one go: each has its outcome."""

import re
import resource
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest

from benchmarks.corpus import ENCODED, friendly
from benchmarks.hostile import endured, refused
from claims import Desk
from claims.desk import Step
from claims.keeping.checking import evidence_problems
from db.views.articles import ArticleView

WHEN = datetime(2019, 2, 21, 23, 30, tzinfo=UTC)
GIBIBYTE = 1024**2  # as the system counts, in KiB


@dataclass(frozen=True)
class Read:
    """What came of the folder: the steps of each file, the articles by file, and their texts."""

    steps: dict[str, list[Step]]
    articles: dict[str, ArticleView]
    titles: dict[str, tuple[str, ...]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Every friendly and every hostile file, through one reading."""
    folder = tmp_path_factory.mktemp("corpus")
    titles = {}
    for name, raw, expected in friendly():
        (folder / name).write_bytes(raw)
        titles[name] = expected
    for name, (make, _) in chain(refused().items(), endured().items()):
        (folder / name).write_bytes(make())
    steps = defaultdict(list)
    with Desk.open(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.db'}") as desk:
        for step in desk.ingest(folder):
            steps[re.split("#", step.item)[0]].append(step)
        articles = {one.file: desk.article(one.article_id) for one in desk.articles()}
        # The desk holds together: bytes and texts have the hashes under which they are kept.
        assert evidence_problems(desk.engine) == []
    return Read(dict(steps), articles, titles)


def test_at_least_so_many(read: Read) -> None:
    """The corpus has 60 friendly files over all formats and 40 hostile ones."""
    assert len(read.titles) >= 60
    assert len(refused()) >= 40


def test_every_friendly_file_is_read(read: Read) -> None:
    """Each file of each format gives the articles that were put into it, and no other."""
    found = defaultdict(list)
    for file, article in read.articles.items():
        found[file.partition("#")[0]].append(article.title)

    assert {name: sorted(found[name]) for name in read.titles} == {
        name: sorted(titles) for name, titles in read.titles.items()
    }
    assert not [s for name in read.titles for s in read.steps[name] if s.failed]


@pytest.mark.parametrize("name", refused())
def test_a_hostile_file_is_refused_with_a_reason(read: Read, name: str) -> None:
    """A file that holds no article gives none, and is named with the reason."""
    (_, reason) = refused()[name]
    steps = read.steps[name]

    assert name not in {file.partition("#")[0] for file in read.articles}
    assert all(step.failed or step.note.startswith("skipped") for step in steps)
    assert re.search(reason, " ".join(step.note for step in steps))


@pytest.mark.parametrize("name", endured())
def test_an_odd_file_is_read_all_the_same(read: Read, name: str) -> None:
    """A file that is odd gives its article, and what is odd about it is noted."""
    (_, reason) = endured()[name]
    found = [one for file, one in read.articles.items() if file.partition("#")[0] == name]
    said = [
        *(step.note for step in read.steps[name]),
        *(note for one in found for note in one.notes),
    ]

    assert found
    assert re.search(reason, " ".join(said))
    assert "steal()" not in "".join(one.text for one in found)


def test_nothing_is_stored_that_cannot_be(read: Read) -> None:
    """No text holds a NUL, a lone surrogate or a carriage return."""
    for one in read.articles.values():
        assert not set(one.text + one.title + one.publisher) & {"\0", "\r"}
        one.text.encode()


def test_memory(read: Read) -> None:
    """No process that read came near a gibibyte."""
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < GIBIBYTE


def test_nothing_is_written_beside(read: Read) -> None:
    """What an archive holds under a path that leads out of it is written nowhere."""
    assert not Path("/tmp/claimdesk-was-here.xml").exists()


@pytest.mark.parametrize(("encoding", "words"), ENCODED, ids=[name for name, _ in ENCODED])
def test_every_encoding_comes_back(read: Read, encoding: str, words: str) -> None:
    """A text in any of the encodings is read letter by letter; a guess is called a guess."""
    article = read.articles[f"text-{encoding}.txt"]
    n = article.title.rpartition(" ")[2]

    assert article.text == words.format(n, n)
    assert ("guess" in " ".join(article.notes)) == article.encoding.endswith("(guessed)")


def test_times_are_right_in_every_zone(read: Read) -> None:
    """A time of publication is that moment in UTC, whatever zone and format it came in."""
    dated = ("page-0.html", "saved-0.mhtml", "feed-0.rss#1", "feed.atom#1", "story-0.pdf",
             "story-0.docx", "mail-0.eml", "box-0.mbox#1", "crawl-0.warc#1", "crawl-0.wacz#1",
             "crawl-0.arc#1", "folder.zip#a/page.html",
             "table-utf-16.csv#2", "lines.jsonl#1", "list.json#2", "zone-+0900.md")  # fmt: skip
    when = {file: read.articles[file].published_at for file in dated}

    assert when == dict.fromkeys(dated, WHEN)
    assert f"{read.articles['zone-Z.md'].published_at:%H:%M}" == "08:30"
    assert f"{read.articles['zone--0500.md'].published_at:%H:%M}" == "13:30"
    assert {read.articles[file].published_origin for file in dated} == {"metadata", "front matter"}
