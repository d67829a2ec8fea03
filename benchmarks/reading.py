"""How fast files are read, beside the libraries by themselves: what the sandbox costs.

    python -m benchmarks.reading [--pages 300] [--out benchmarks/results/reading.json]

The files are made (``documents.py``): web pages with the menus, teasers and scripts around them
that newspapers serve, and bare ones of 3 kB, where the way into the sandbox weighs most. Beside one
another are the library alone, doing the same work (text, title, author, date); our reader in this
process; and our reader in sandboxes, as `claims ingest` has it. All take turns, a few files each,
so that a load on the machine meets all of them. The processor is that of this process and the
sandboxes together. Starting a sandbox is told by itself (``first_two_files_seconds``): a process
that was started reads up to a thousand files.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import feedparser
from lxml import html
from pypdf import PdfReader
from trafilatura.utils import load_html

from benchmarks.documents import furnished_page, page, rss, story, story_pdf
from benchmarks.machine import circumstances
from claims.ingest.formats import of_name
from claims.ingest.given import Given
from claims.ingest.page import Page
from claims.ingest.read import read_files
from claims.ingest.readers.web import extracted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PARAGRAPHS = 12
ENTRIES = 20
ROUNDS = 5
SLICE = 50


def main() -> None:
    """Read the arguments, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=300, help="web pages to read; PDFs: a third")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    results = circumstances(f"python -m benchmarks.reading --pages {arguments.pages}")
    with tempfile.TemporaryDirectory() as folder:
        for name, plain, files in made(Path(folder), arguments.pages):
            results[name] = measure(files, plain)
            print(name, json.dumps(results[name]), flush=True)
    if arguments.out:
        arguments.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def made(folder: Path, pages: int) -> Iterable[tuple[str, Callable[[bytes], int], list[Path]]]:
    """Yield what is measured: its name, the library by itself, and the files."""
    stories = [story(n, paragraphs=PARAGRAPHS) for n in range(pages)]
    feeds = [stories[start : start + ENTRIES] for start in range(0, pages, ENTRIES)]
    kinds = {
        "web_pages": (trafilatura, ".html", [furnished_page(one) for one in stories]),
        "bare_pages": (trafilatura, ".html", [page(one) for one in stories]),
        "pdf_files": (pypdf, ".pdf", [story_pdf(one) for one in stories[: pages // 3]]),
        "feed_items": (parsed_feed, ".rss", [rss(some) for some in feeds]),
    }
    for name, (plain, suffix, raws) in kinds.items():
        files = [folder / f"{name}-{n}{suffix}" for n in range(len(raws))]
        for path, raw in zip(files, raws, strict=True):
            path.write_bytes(raw)
        yield name, plain, files


def trafilatura(raw: bytes) -> int:
    """Extract a page with trafilatura alone, as our reader asks for it; return the articles."""
    tree = load_html(raw.decode())
    found = extracted(tree, "")
    return bool(found and found.text)


def pypdf(raw: bytes) -> int:
    """Take text, title, author and date out of a PDF with pypdf alone; return the articles."""
    reader = PdfReader(BytesIO(raw))
    facts = reader.metadata
    found = facts and (facts.title, facts.author, facts.creation_date)
    return bool(found and "".join(one.extract_text() for one in reader.pages))


def parsed_feed(raw: bytes) -> int:
    """Parse a feed with feedparser as it comes; return the articles.

    The words of the entries are taken out of their markup by lxml, as feedparser does not.
    """
    feed = feedparser.parse(BytesIO(raw))
    return sum(bool(html.fromstring(one.content[0].value).text_content()) for one in feed.entries)


def measure(files: list[Path], plain: Callable[[bytes], int]) -> dict[str, Any]:
    """Return what the library takes by itself, and we with it, and how much more that is."""
    ways: dict[str, Callable[[list[Path]], int]] = {
        "library_alone": lambda some: sum(plain(path.read_bytes()) for path in some),
        "reader_without_sandbox": read_here,
        "one_sandbox": partial(read, processes=1),
        "two_sandboxes": partial(read, processes=2),
    }
    began = time.perf_counter()
    read(files[:2], 2)
    first = time.perf_counter() - began
    rounds = [timed(ways, files) for _ in range(ROUNDS)]
    least = {way: min(one[way] for one in rounds) for way in ways}
    assert len({one.articles for one in least.values()}) == 1
    ours = [one["one_sandbox"] for one in rounds]
    return {
        "files": len(files),
        "articles": least["library_alone"].articles,
        "first_two_files_seconds": round(first, 2),
        **{way: one.figures() for way, one in least.items()},
        "cost_of_the_sandbox": more(ours, [one["reader_without_sandbox"] for one in rounds]),
        "cost_over_the_library": more(ours, [one["library_alone"] for one in rounds]),
    }


@dataclass(frozen=True, slots=True, order=True)
class Timed:
    """What work took, by processor and by clock; its articles."""

    processor: float = 0.0
    wall: float = 0.0
    articles: int = 0

    def figures(self) -> dict[str, float]:
        """Return articles a second, by the processor and by the clock."""
        return {
            "per_processor_second": round(self.articles / self.processor, 1),
            "per_second": round(self.articles / self.wall, 1),
        }


def timed(ways: dict[str, Callable[[list[Path]], int]], files: list[Path]) -> dict[str, Timed]:
    """Return what each way took, a slice of the files at a time, so that all met the same load."""
    taken = dict.fromkeys(ways, Timed())
    for start in range(0, len(files), SLICE):
        for way, work in ways.items():
            began, worked = time.perf_counter(), processor_seconds(os.getpid())
            articles = work(files[start : start + SLICE])
            sofar = taken[way]
            taken[way] = Timed(
                sofar.processor + processor_seconds(os.getpid()) - worked,
                sofar.wall + time.perf_counter() - began,
                sofar.articles + articles,
            )
    return taken


def more(ours: list[Timed], theirs: list[Timed]) -> dict[str, float]:
    """Return by which share one way takes more than another; the middle one of the rounds."""
    pairs = list(zip(ours, theirs, strict=True))
    return {
        "processor": round(median(one.processor / other.processor for one, other in pairs) - 1, 3),
        "wall": round(median(one.wall / other.wall for one, other in pairs) - 1, 3),
    }


def processor_seconds(pid: int) -> float:
    """Return the seconds of the processor that a process and its children have used."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    own = sum(int(one.read_text(encoding="ascii").split()[0]) for one in threads) / 1e9
    # Of those that have ended, for a sandbox is replaced after many files.
    ended = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[13:15]
    own += sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return own + sum(processor_seconds(int(child)) for child in children)


def read_here(files: list[Path]) -> int:
    """Read files with our readers in this process; return the articles."""
    now, articles = datetime.now(UTC), 0
    for path in files:
        form = of_name(path.name)
        assert form is not None
        given = Given(path.name, BytesIO(path.read_bytes()), now)
        articles += sum(isinstance(one, Page) for one in form.reader()(given))
    return articles


def read(files: list[Path], processes: int) -> int:
    """Read files as `claims ingest` does before it writes; return the articles."""
    named = [(path, path.name) for path in files]
    return sum(
        isinstance(one, Page)
        for _, readings in read_files(named, processes=processes)
        for one in readings
    )


if __name__ == "__main__":
    main()
