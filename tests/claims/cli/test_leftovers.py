"""What `claims ingest` says of files that it could not read, on the screen and in a report."""

import csv
from pathlib import Path

from typer.testing import CliRunner

from benchmarks.documents import markdown, rss, story
from claims.cli.app import app

GDELT = b"url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry\n"
RUNNER = CliRunner()


def ingest(folder: Path, *options: str) -> tuple[int, str]:
    """Read a folder into a desk of its own; return the exit code and all that was said."""
    url = f"sqlite:///{folder.parent / 'desk.db'}"
    done = RUNNER.invoke(
        app, ["ingest", str(folder), "--db", url, *options], env={"COLUMNS": "200"}
    )
    return done.exit_code, done.output + str(done.exception or "")


def test_each_is_named_with_its_reason(tmp_path: Path) -> None:
    """The end of a run names each file that was left out and why; a report has them all."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.md").write_bytes(markdown(story(1)))
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "photo.png").write_bytes(b"x")
    rows = b"".join(
        b"https://g.example/%d,,=Bridge,20190222T101500Z,,g.example,,\n" % n for n in range(9)
    )
    (folder / "gdelt.csv").write_bytes(GDELT + rows)
    summary = "<item><title>S</title><link>https://s.example/1</link></item>"
    (folder / "feed.rss").write_bytes(rss([story(2)], extra=summary))
    report = tmp_path / "left.csv"
    code, said = ingest(folder, "--report", str(report))

    assert code == 3
    assert "empty.pdf: is empty" in said
    assert "9 of gdelt.csv: gives an address only" in said
    assert "10 of what was left out can be fetched by address" in said
    with report.open(encoding="utf-8", newline="") as file:
        found = {row["file"]: row for row in csv.DictReader(file)}
    assert len(found) == 12
    assert found["photo.png"]["outcome"] == "passed over"
    assert found["feed.rss#2"]["address"] == "https://s.example/1"
    assert found["feed.rss#2"]["outcome"] == "passed over"
    assert found["gdelt.csv#2"]["outcome"] == "failed"


def test_declared_columns_and_separator(tmp_path: Path) -> None:
    """Columns and a separator on the command line are those by which files are read."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text("Kop,Tekst\nBridge,The clerk said so.\n", encoding="utf-8")
    (folder / "b.txt").write_text("One\n\nIt is so.\n***\nTwo\n\nIt is not so.\n", encoding="utf-8")
    refused, said = ingest(folder, "--columns", "heading=Kop")
    code, _ = ingest(folder, "--columns", "title=Kop,text=Tekst", "--separator", "***")

    assert refused == 1
    assert "'heading' is no field" in said
    assert code == 0


def test_a_table_that_nobody_explained(tmp_path: Path) -> None:
    """A table among other files is passed over; one that is named by itself has failed."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.md").write_bytes(markdown(story(1)))
    (folder / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    beside, said = ingest(folder)
    named, _ = ingest(folder / "t.csv")

    assert (beside, named) == (0, 1)
    assert "--columns title=COLUMN" in said


def test_summaries_and_other_languages_are_no_failures(tmp_path: Path) -> None:
    """Told at reading, what a feed only sums up and what nobody here reads leaves the code at 0."""
    folder = tmp_path / "in"
    folder.mkdir()
    dutch = "De burgemeester zei gisteren dat de brug dicht blijft. Niemand weet hoe lang nog. " * 3
    (folder / "dutch.txt").write_text(dutch, encoding="utf-8")
    summary = "<item><title>S</title><link>https://s.example/1</link></item>"
    (folder / "feed.rss").write_bytes(rss([], extra=summary))
    code, said = ingest(folder)

    assert code == 0
    assert "dutch.txt: not extracted: written in Dutch" in said
    assert "CLAIMS_PIPELINES=nl=nl_core_news_sm" in said
    assert "feed.rss#1: skipped: the feed gives a summary only" in said
    assert "1 of what was left out can be fetched by address" in said
