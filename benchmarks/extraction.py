"""How fast articles are read, in how much memory, and that the time grows with the text.

    python -m benchmarks.extraction FOLDER [--many 1000] [--out benchmarks/results/NAME.json]

FOLDER holds news articles as ``*.txt``. Measured are: how long it takes from nothing to the first
quote; reading and extracting in one process, with textacy on the same texts where it is installed;
the whole pipeline on one core and on two; ``claims ingest`` and ``claims run`` of many articles of
700 words, made of those in the folder; and texts that hurt, at one, two and four times their size.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.machine import Took, circumstances, watch
from claims.errors import UnreadableError
from claims.extract.attribution.tagger import load_tagger
from claims.extract.pipeline import LearntAttribution, load_pipeline, parse
from claims.extract.quote import Document
from claims.ingest.read import read_page
from claims.settings import packaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORDS = 700
SAID = 'Mayor Ana Example said that the bridge was closed. "It is not safe," she said. '
HURTFUL = {
    "news": SAID,
    "news in one-line paragraphs": SAID + "\n\n",
    "he said;": "he said; ",
    "one-word lines": "word\n",
    "one unbroken run": "x",
    "quotation marks": '" ',
    "brackets": "(",
    "emoji": "😀 ",
}
COLD = (
    "from claims.extract.pipeline import LearntAttribution as L; from claims.extract.quote import"
    f" Document as D; print(len(next(iter(L().extract([D({SAID!r})])))))"
)


def main() -> None:
    """Read the arguments, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=100, help="articles of the folder to read")
    parser.add_argument("--many", type=int, default=1000, help="articles of 700 words to make")
    parser.add_argument("--made-of", type=Path, help="folder of which those are made; the same")
    parser.add_argument("--characters", type=int, default=50_000, help="of text that hurts")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--part", choices=PARTS, help="print this measurement alone, as JSON")
    arguments = parser.parse_args()
    if arguments.part:
        print(json.dumps(PARTS[arguments.part](arguments.folder, arguments.most)))
        return
    of = f" --made-of {arguments.made_of.name}" if arguments.made_of else ""
    asked = f"{arguments.folder.name} --most {arguments.most} --many {arguments.many}{of}"
    results = circumstances(f"python -m benchmarks.extraction {asked}")
    for name, figures in measure(arguments):
        print(name, json.dumps(figures), flush=True)
        results[name] = figures
        if arguments.out:  # after each, so that a run that is stopped leaves what it measured
            arguments.out.parent.mkdir(parents=True, exist_ok=True)
            arguments.out.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def measure(arguments: argparse.Namespace) -> Iterator[tuple[str, Any]]:
    """Yield the name and the figures of each measurement."""
    folder, most = arguments.folder, arguments.most
    yield "cold_start", took(watch(["-c", COLD]))
    tagger = load_tagger()
    yield "tagger", tagger.version if tagger else None
    seed = packaged("seed_corpus") / "articles"
    for name, part, of in (
        ("reading_folder", "ours", folder),
        ("reading_seed_corpus", "ours", seed),
        ("textacy_folder", "textacy", folder),
    ):
        yield name, alone(part, of, most)
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "articles"
        make(arguments.made_of or folder, made, arguments.many)
        some = Path(place) / "some"
        some.mkdir()
        for file in sorted(made.iterdir())[: min(most, arguments.many)]:
            (some / file.name).symlink_to(file)
        for cores in (1, 2):
            yield f"pipeline_on_{cores}", pipeline(some, cores)
        yield f"claims_ingest_and_run_of_{arguments.many}", commands(made)
    yield "growth", growth(arguments.characters)


def took(one: Took) -> dict[str, Any]:
    """Return what a command took, as figures."""
    return {"seconds": one.seconds, "peak_mib": one.peak_mib}


def rates(articles: int, words: int, seconds: float) -> dict[str, Any]:
    """Return how much was read in a second."""
    return {
        "articles": articles,
        "words": words,
        "seconds": round(seconds, 2),
        "articles_per_second": round(articles / seconds, 2),
        "words_per_second": round(words / seconds),
        "articles_of_700_words_per_second": round(words / WORDS / seconds, 2),
    }


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """Return what work gives, and how many seconds it takes."""
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def articles(folder: Path, most: int) -> list[Path]:
    """Return the first articles of a folder."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in {".md", ".txt"})[:most]
    if not found:
        raise SystemExit(f"no .txt or .md file lies in {folder}; name a folder that holds some")
    return found


def alone(part: str, folder: Path, most: int) -> Any:
    """Measure a part in a process of its own, on one core."""
    command = ["-m", "benchmarks.extraction", str(folder), "--most", str(most), "--part", part]
    one = watch(command, cores=1)
    figures = json.loads(one.output.splitlines()[-1])
    return figures if isinstance(figures, str) else {**figures, "peak_mib": one.peak_mib}


def ours(folder: Path, most: int) -> dict[str, Any]:
    """Read and extract in this process, the models being loaded already."""
    files = articles(folder, most)
    extractor = LearntAttribution()
    list(extractor.extract([Document(SAID)]))

    def work() -> int:
        words = 0
        for file in files:
            try:
                page = read_page(file, name=file.name)
            except UnreadableError:
                continue
            list(extractor.extract([Document(page.text, page.title, page.publisher)]))
            words += len(page.text.split())
        return words

    words, seconds = timed(work)
    return rates(len(files), words, seconds)


def textacy(folder: Path, most: int) -> dict[str, Any] | str:
    """Parse as we do, and let textacy find its direct quotations, paragraph by paragraph."""
    try:
        from textacy.extract import direct_quotations  # noqa: PLC0415 - only this peer needs it
    except ImportError:
        return "left out: pip install textacy, in an environment for benchmarks, adds it"
    files = articles(folder, most)
    nlp = load_pipeline()
    parse(nlp, Document(SAID))
    failed: list[str] = []

    def work() -> int:
        words = 0
        for file in files:
            doc = parse(nlp, Document(file.read_text(encoding="utf-8")))
            for start, end in doc._.claims_paragraphs:
                span = doc.char_span(start, end, alignment_mode="expand")
                try:
                    list(direct_quotations(span.as_doc()) if span is not None else ())
                except (ValueError, IndexError, KeyError) as error:
                    failed.append(repr(error))
            words += len(doc.text.split())
        return words

    words, seconds = timed(work)
    return {**rates(len(files), words, seconds), "paragraphs_that_raised": len(failed)}


PARTS: dict[str, Callable[[Path, int], Any]] = {"ours": ours, "textacy": textacy}


def make(folder: Path, to: Path, number: int) -> None:
    """Write articles of 700 words: those of a folder one after the other, cut at that length."""
    to.mkdir()
    texts = (file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.txt")))
    lines = itertools.cycle([line for text in texts for line in text.splitlines() if line.strip()])
    for n in range(number):
        taken: list[str] = []
        left = WORDS
        while left > 0:
            words = next(lines).split()[:left]
            taken.append(" ".join(words))
            left -= len(words)
        body = "\n\n".join(taken)
        day = f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
        head = f"---\ntitle: Article {n}\npublisher: Paper {n % 20}\npublished: {day}\n---\n\n"
        (to / f"{n:06}.md").write_text(head + body + "\n", encoding="utf-8")


def pipeline(folder: Path, cores: int) -> dict[str, Any]:
    """Run every stage over a folder, on so many cores and with as many workers."""
    with tempfile.TemporaryDirectory() as place:
        desk = Path(place) / "desk.db"
        one = watch(
            ["-m", "claims.cli", "run", str(folder), "--db", f"sqlite:///{desk}"],
            cores=cores,
            env={"CLAIMS_WORKERS": str(cores)},
        )
        number = len(list(folder.iterdir()))
        return {**rates(number, number * WORDS, one.seconds), **took(one), **stages(desk)}


def commands(folder: Path) -> dict[str, Any]:
    """Run ``claims ingest`` and then ``claims run``, as a person would, on all cores."""
    with tempfile.TemporaryDirectory() as place:
        desk = Path(place) / "desk.db"
        address = ["--db", f"sqlite:///{desk}"]
        ingest = watch(["-m", "claims.cli", "ingest", str(folder), *address])
        run = watch(["-m", "claims.cli", "run", *address])
        number = len(list(folder.iterdir()))
        return {
            **rates(number, number * WORDS, ingest.seconds + run.seconds),
            "ingest": took(ingest),
            "run": took(run),
            **stages(desk),
        }


def stages(desk: Path) -> dict[str, Any]:
    """Return how long each stage took, and what it made, by the desk's own record."""
    query = (
        "SELECT stage, sum((julianday(finished_at) - julianday(started_at)) * 86400) FROM run "
        "GROUP BY stage"
    )
    with sqlite3.connect(desk) as rows:
        seconds = {stage: round(took or 0.0, 2) for stage, took in rows.execute(query)}
        (claims,) = rows.execute("SELECT count(*) FROM claim").fetchone()
        (links,) = rows.execute("SELECT count(*) FROM claimlink").fetchone()
    rows.close()
    return {"seconds_by_stage": seconds, "claims": claims, "links": links}


def growth(characters: int) -> dict[str, list[float]]:
    """Return, for each text that hurts, the seconds at its size, twice and four times that."""
    extractor = LearntAttribution()

    def seconds(unit: str, times: int) -> float:
        document = Document(unit * (characters * times // len(unit)))
        return round(timed(lambda: len(list(extractor.extract([document]))))[1], 2)

    return {name: [seconds(unit, n) for n in (1, 2, 4)] for name, unit in HURTFUL.items()}


if __name__ == "__main__":
    main()
