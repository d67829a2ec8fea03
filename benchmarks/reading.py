"""How fast files are read, beside the libraries by themselves: what the sandbox costs.

    python -m benchmarks.reading [--pages 300] [--out benchmarks/results/reading.json]

The files are made (``documents.py``), and each reader has had some before. What the sandbox costs
is told in seconds of the processor, of this process and the sandboxes together: on a machine that
does other things as well, the clock on the wall measures those.
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
from typing import TYPE_CHECKING, Any

import feedparser
from pypdf import PdfReader
from trafilatura.utils import load_html

from benchmarks.documents import page, rss, story, story_pdf
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
        "web_pages": (trafilatura, ".html", [page(one) for one in stories]),
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
    """Extract a PDF with pypdf alone; return the articles."""
    return bool("".join(one.extract_text() for one in PdfReader(BytesIO(raw)).pages))


def parsed_feed(raw: bytes) -> int:
    """Parse a feed with feedparser alone; return the articles."""
    return len(feedparser.parse(BytesIO(raw)).entries)


def measure(files: list[Path], plain: Callable[[bytes], int]) -> dict[str, Any]:
    """Return how many articles a second the library gives by itself, and we with it."""
    read(files[:2], 2)
    alone = timed(lambda: sum(plain(path.read_bytes()) for path in files))
    bare = timed(partial(read_here, files))
    ours = {processes: timed(partial(read, files, processes)) for processes in (1, 2)}
    for one in (bare, *ours.values()):
        assert one.articles == alone.articles
    return {
        "files": len(files),
        "articles": alone.articles,
        "library_alone": alone.figures(),
        "reader_without_sandbox": bare.figures(),
        "one_sandbox": ours[1].figures(),
        "two_sandboxes": ours[2].figures(),
        "cost_of_the_sandbox": round(ours[1].processor / bare.processor - 1, 3),
        "cost_over_the_library": round(ours[1].processor / alone.processor - 1, 3),
    }


@dataclass(frozen=True, slots=True)
class Timed:
    """What work took, by processor and by clock, the least of several times; its articles."""

    processor: float
    wall: float
    articles: int

    def figures(self) -> dict[str, float]:
        """Return articles a second, by the processor and by the clock."""
        return {
            "per_processor_second": round(self.articles / self.processor, 1),
            "per_second": round(self.articles / self.wall, 1),
        }


def timed(work: Callable[[], int]) -> Timed:
    """Do work several times, and return the least that it took."""
    processor, wall, articles = [], [], 0
    for _ in range(ROUNDS):
        began, worked = time.perf_counter(), processor_seconds(os.getpid())
        articles = work()
        wall.append(time.perf_counter() - began)
        processor.append(processor_seconds(os.getpid()) - worked)
    # A sandbox that was replaced in between took its seconds along.
    return Timed(min(one for one in processor if one > 0), min(wall), articles)


def processor_seconds(pid: int) -> float:
    """Return the seconds of the processor that a process and its children have used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    own = sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
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
