"""Exports: the columns that others rely on, true texts, and no formula for a spreadsheet."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, text

from claims.errors import InputError
from claims.exchange import STARTERS, disarmed, restored
from claims.export import files, scope
from claims.export.files import write_export
from claims.export.forms import csv_lines, write
from claims.review.decisions import decide
from claims.standing.statuses import refresh
from db.engine import writing
from db.vocabulary import Verdict

# The documented columns, written out: a change of the code must not change these as well.
CLAIM_COLUMNS = (
    "claim_id, article_id, article_title, article_file, article_url, publisher, published_at, "
    "text, start, end, fragments, prefix, suffix, cue, speaker, speaker_surface, speaker_kind, "
    "speaker_aliases, via, anonymous, mode, stance, worth, shown, status, verdict, n_origins, "
    "credibility, score, extractor, circular, unnamed_origin, storyline"
)
LINK_COLUMNS = (
    "link_id, relation, score, judgement, reason, earlier_claim_id, earlier_article_title, "
    "earlier_article_file, earlier_text, later_claim_id, later_article_title, "
    "later_article_file, later_text, linker"
)
LOG_COLUMNS = (
    "event_seq, event_time_utc, reviewer, action, object_type, object_id, before, after, "
    "claim_id, claim_text, speaker, via, publisher, article_title, article_url, published_at, "
    "content_sha256, char_start, char_end, status_before, status_after, verdict_before, "
    "verdict_after, reason, evidence, n_supporting, n_opposing, n_origins, source_reliability, "
    "info_credibility, extractor, machine_score, prev_hash, row_hash"
)


@pytest.fixture
def desk(small_desk: Any) -> Any:
    """The small desk, assessed, with one decision."""
    with writing(small_desk.engine) as session:
        refresh(session, [small_desk.closed, small_desk.open, small_desk.aside], run_id=1)
    decide(
        small_desk.engine,
        small_desk.closed,
        Verdict.REFUTED,
        by="김검토",
        reason='=HYPERLINK("https://example.com")',
    )
    return small_desk


def rows_of(path: Path, *, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def records_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.mark.parametrize(
    ("what", "columns"), [("claims", CLAIM_COLUMNS), ("links", LINK_COLUMNS), ("log", LOG_COLUMNS)]
)
def test_columns_are_those_that_others_rely_on(
    desk: Any, tmp_path: Path, what: str, columns: str
) -> None:
    """CSV and JSON Lines have exactly the documented columns in the documented order."""
    write_export(desk.engine, what, format="csv", to=tmp_path / "x.csv")
    write_export(desk.engine, what, format="jsonl", to=tmp_path / "x.jsonl")

    assert (tmp_path / "x.csv").read_text().splitlines()[0] == columns.replace(" ", "")
    assert ", ".join(records_of(tmp_path / "x.jsonl")[0]) == columns


def test_claims_jsonl_keeps_lists_and_nulls(desk: Any, tmp_path: Path) -> None:
    """In JSON Lines lists are lists, what is missing is null, and numbers are numbers."""
    path = tmp_path / "claims.jsonl"
    write_export(desk.engine, "claims", format="jsonl", to=path, everything=True)

    aside, opened, closed = records_of(path)
    assert aside["via"] == ["Example Wire", "예시일보"]
    assert (aside["published_at"], aside["verdict"], aside["anonymous"]) == (None, None, True)
    assert (opened["text"], opened["speaker"]) == ("=다리는 열려 있다", "김예시")
    assert closed["published_at"] == "2026-01-01T09:00:00Z"
    assert closed["fragments"] == [[10, 20], [30, 40]]
    assert closed["speaker_aliases"] == ["Ana Example"]
    assert (closed["status"], closed["verdict"]) == ("disputed", "refuted")
    assert (closed["start"], closed["worth"], closed["shown"]) == (10, 0.75, True)


def test_claims_csv_joins_lists(desk: Any, tmp_path: Path) -> None:
    """In CSV lists are joined by " > ", fragments as "start-end", and what is missing is empty."""
    path = tmp_path / "claims.csv"
    write_export(desk.engine, "claims", format="csv", to=path, everything=True)

    aside, opened, closed = rows_of(path)
    assert aside["via"] == "Example Wire > 예시일보"
    assert aside["speaker"] == "anonymous source (Example Wire)"
    assert (aside["published_at"], aside["verdict"], aside["anonymous"]) == ("", "", "true")
    assert opened["text"] == "'=다리는 열려 있다"
    assert closed["fragments"] == "10-20 > 30-40"
    assert (closed["worth"], closed["shown"]) == ("0.75", "true")


def test_links_name_both_ends(desk: Any, tmp_path: Path) -> None:
    """A link's row has its own columns and those of the earlier and the later claim."""
    write_export(desk.engine, "links", format="jsonl", to=tmp_path / "links.jsonl")

    (link,) = records_of(tmp_path / "links.jsonl")
    assert (link["link_id"], link["relation"], link["score"]) == (
        "l-disagreement",
        "contradicts",
        0.91,
    )
    assert (link["earlier_claim_id"], link["earlier_article_file"]) == ("c-closed", "1.md")
    assert (link["later_claim_id"], link["later_article_file"]) == ("c-open", "2.md")


@pytest.mark.parametrize(
    ("what", "everything", "ids"),
    [
        ("claims", False, ["c-open", "c-closed"]),
        ("claims", True, ["c-aside", "c-open", "c-closed"]),
        ("links", False, ["l-disagreement"]),
        ("links", True, ["l-disagreement", "l-hint"]),
    ],
)
def test_folded_away_rows_come_on_request(
    desk: Any, tmp_path: Path, what: str, everything: bool, ids: list[str]
) -> None:
    """Background claims and possible links are exported only where everything is asked for."""
    path = tmp_path / "x.jsonl"
    done = write_export(desk.engine, what, format="jsonl", to=path, everything=everything)

    assert [next(iter(row.values())) for row in records_of(path)] == ids
    assert done.rows == len(ids)


@pytest.mark.parametrize("what", ["claims", "links"])
def test_pages_join_without_a_gap(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Reading page by page gives each row once, in the same order as all at once."""
    whole, paged = tmp_path / "whole.csv", tmp_path / "paged.csv"
    write_export(desk.engine, what, format="csv", to=whole, everything=True)
    monkeypatch.setattr(scope, "PAGE", 1)
    write_export(desk.engine, what, format="csv", to=paged, everything=True)

    assert paged.read_bytes() == whole.read_bytes()


def test_csv_has_crlf_and_a_mark_only_on_request(desk: Any, tmp_path: Path) -> None:
    """CSV is UTF-8 with CRLF; it begins with a byte-order mark only where one is asked for."""
    plain, marked = tmp_path / "plain.csv", tmp_path / "marked.csv"
    write_export(desk.engine, "claims", format="csv", to=plain)
    write_export(desk.engine, "claims", format="csv", to=marked, bom=True)

    assert plain.read_bytes().startswith(b"claim_id,")
    assert b"\r\n" in plain.read_bytes()
    assert marked.read_bytes() == b"\xef\xbb\xbf" + plain.read_bytes()
    assert rows_of(marked, encoding="utf-8-sig") == rows_of(plain)


def test_log_has_its_head_beside_it(desk: Any, tmp_path: Path) -> None:
    """Beside a log lies its count and last hash, which the result names as well."""
    done = write_export(desk.engine, "log", format="csv", to=tmp_path / "log.csv")

    (row,) = rows_of(tmp_path / "log.csv")
    head = json.loads((tmp_path / "log.csv.head.json").read_text())
    assert head == {"count": 1, "hash": row["row_hash"], "format": "claimdesk.log.v1"}
    assert (done.rows, done.head) == (1, f"1:{row['row_hash']}")


def test_log_cells_are_disarmed_and_lead_back(desk: Any, tmp_path: Path) -> None:
    """A reason that is a formula gets an apostrophe in CSV and none in JSON Lines."""
    write_export(desk.engine, "log", format="csv", to=tmp_path / "log.csv")
    write_export(desk.engine, "log", format="jsonl", to=tmp_path / "log.jsonl")

    (row,) = rows_of(tmp_path / "log.csv")
    (record,) = records_of(tmp_path / "log.jsonl")
    assert row["reason"] == "'" + record["reason"] == '\'=HYPERLINK("https://example.com")'
    assert (row["reviewer"], record["reviewer"]) == ("김검토", "김검토")


@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u200b", "\ufeff", "\u3000 ", "\v", "\0"])
@pytest.mark.parametrize("starter", sorted(STARTERS))
def test_formulas_are_disarmed(before: str, starter: str) -> None:
    """Every starter of a formula, also behind what spreadsheets skip, gets one apostrophe."""
    formula = f"{before}{starter}cmd|' /C calc'!A0"

    assert disarmed(formula) == f"'{formula}"


@pytest.mark.parametrize("harmless", ["", "a=b", "김정은", "5", "(-1)", "“=x”", " "])
def test_harmless_text_is_left_alone(harmless: str) -> None:
    """A text that no spreadsheet takes for a formula is written as it is."""
    assert disarmed(harmless) == harmless


AWKWARD = [*STARTERS, "'", " ", "\u200b", "\ufeff"]


@given(st.text(alphabet=st.one_of(st.sampled_from(AWKWARD), st.characters())))
def test_cells_lead_back_to_their_text(true: str) -> None:
    """Whatever a text begins with, its cell leads back to exactly that text."""
    assert restored(disarmed(true)) == true


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=40))
def test_csv_reads_back_whatever_the_cells_hold(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """Quotes, commas, line ends and controls in a cell come back through a CSV reader."""
    columns = [str(n) for n in range(len(texts))]
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write(file, csv_lines, columns, [dict(zip(columns, texts, strict=True))])
    with path.open(encoding="utf-8", newline="") as file:
        _, cells = csv.reader(file, strict=True)

    assert [restored(cell) for cell in cells] == texts


def test_stream_is_the_file_in_pieces(
    desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Piece by piece comes, to the byte, what the file of that form holds."""
    monkeypatch.setattr(files, "PIECE", 1)
    path = tmp_path / "whole"
    for what, forms in files.FORMS.items():
        for form in forms:
            bom = form == "csv"
            write_export(desk.engine, what, format=form, to=path, bom=bom)
            pieces = list(files.stream_export(desk.engine, what, format=form, bom=bom))

            assert b"".join(pieces) == path.read_bytes(), (what, form)
            assert len(pieces) > 1


def test_numbers_are_left_alone(small_desk: Any, tmp_path: Path) -> None:
    """A negative number stays a number in CSV, without an apostrophe."""
    with writing(small_desk.engine) as session:
        session.execute(text("UPDATE claim SET score=-0.5, start=-1 WHERE id='c-open'"))
    write_export(small_desk.engine, "claims", format="csv", to=tmp_path / "x.csv")

    row = rows_of(tmp_path / "x.csv")[0]
    assert (row["score"], row["start"]) == ("-0.5", "-1")


@pytest.mark.parametrize(
    ("what", "form", "bom", "named"),
    [
        ("article", "csv", False, "claims or links or log"),
        ("claims", "xlsx", False, "csv or jsonl"),
        ("claims", "jsonl", True, "byte-order mark"),
    ],
)
def test_unknown_choices_name_the_valid_ones(
    desk: Any, tmp_path: Path, what: str, form: str, *, bom: bool, named: str
) -> None:
    """Another part, format or mark is an input error that says what there is."""
    with pytest.raises(InputError, match=named):
        write_export(desk.engine, what, format=form, to=tmp_path / "x", bom=bom)

    assert list(tmp_path.glob("x*")) == []


@pytest.mark.parametrize("to", ["no/such/folder/x.csv", ".", "x" * 300, "file/x.csv"])
def test_path_that_cannot_be_written_is_an_input_error(desk: Any, tmp_path: Path, to: str) -> None:
    """A missing folder, a folder, or a name that is too long is named, with a remedy."""
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InputError, match=r"choose another|give the name"):
        write_export(desk.engine, "claims", format="csv", to=tmp_path / to)


def test_device_is_not_replaced_by_a_file(desk: Any) -> None:
    """Exporting to a device is refused, and the device stays one."""
    with pytest.raises(InputError, match="is not a file"):
        write_export(desk.engine, "claims", format="csv", to=Path("/dev/null"))

    assert Path("/dev/null").is_char_device()


def test_export_through_a_link_leaves_the_link(desk: Any, tmp_path: Path) -> None:
    """Where the name is a symbolic link, the file behind it is replaced."""
    (tmp_path / "behind.csv").write_text("old")
    (tmp_path / "name.csv").symlink_to(tmp_path / "behind.csv")
    write_export(desk.engine, "claims", format="csv", to=tmp_path / "name.csv")

    assert (tmp_path / "name.csv").is_symlink()
    assert (tmp_path / "behind.csv").read_text().startswith("claim_id")


def test_broken_export_leaves_the_old_file(desk: Any, tmp_path: Path) -> None:
    """An export that fails half-way leaves what was there before, and no pieces."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "claims.csv").write_text("old")
    with writing(desk.engine) as session:
        session.execute(text("UPDATE claim SET status='nonsense' WHERE id='c-closed'"))
    with pytest.raises(LookupError):
        write_export(desk.engine, "claims", format="csv", to=folder / "claims.csv")

    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [("claims.csv", "old")]


def test_reader_of_the_old_file_is_not_disturbed(desk: Any, tmp_path: Path) -> None:
    """Whoever has the old file open reads it to its end: the new one takes its place whole."""
    path = tmp_path / "claims.csv"
    path.write_text("old")
    with path.open() as reader:
        write_export(desk.engine, "claims", format="csv", to=path)
        read = reader.read()

    assert read == "old"
    assert path.read_text().startswith("claim_id")


def test_export_shows_one_moment(desk: Any, tmp_path: Path) -> None:
    """A decision made while the log is being written is not in it, nor in its head."""
    decided: list[int] = []

    def decide_meanwhile(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT") and not decided:
            decided.append(1)
            decide(desk.engine, desk.open, Verdict.CONFIRMED, by="reviewer-2", reason="photo")

    event.listen(desk.engine, "after_cursor_execute", decide_meanwhile)
    done = write_export(desk.engine, "log", format="csv", to=tmp_path / "log.csv")

    assert decided
    assert (done.rows, done.head[:2]) == (1, "1:")
