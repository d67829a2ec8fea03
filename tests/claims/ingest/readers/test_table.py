"""Tables: which column holds what, and rows that are articles or only addresses."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claims.errors import InputError
from claims.ingest.columns import read_columns
from claims.ingest.given import Options
from claims.ingest.page import Left, Page
from claims.ingest.read import read_raw

NOW = datetime(2026, 1, 15, tzinfo=UTC)
BODY = "The clerk of Exampleton said that the bridge was shut."
MEDIA_CLOUD = "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
GDELT = "url,url_mobile,title,seendate,socialimage,domain,language,sourcecountry\n"


def read(raw: str | bytes, name: str = "a.csv", **columns: str) -> list[Page | Left]:
    """Read a table with declared columns."""
    raw = raw.encode() if isinstance(raw, str) else raw
    return list(read_raw(raw, name=name, options=Options(columns=columns), now=NOW))


def test_declared_columns() -> None:
    """A row is the article that the declared columns say; its bytes are its own lines."""
    raw = f'Kop;Tekst;Dag\n"Bridge; shut";"<p>{BODY}</p>\n<p>It is.</p>";22 February 2019\n'
    (page,) = read(raw, title="Kop", text="Tekst", published="Dag")

    assert isinstance(page, Page)
    assert page.text == f"Bridge; shut\n\n{BODY}\n\nIt is."
    assert page.published == datetime(2019, 2, 22, tzinfo=UTC)
    assert page.file == "a.csv#2"
    assert page.raw.decode() == raw.partition("\n")[2]


def test_a_column_that_is_not_there() -> None:
    """A column that the table lacks is named, with those that it has."""
    (left,) = read("a,b\n1,2\n", text="c")

    assert isinstance(left, Left)
    assert left.reason == "has no column 'c'; its columns are a, b"
    assert left.failed


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("mc.csv", f"{MEDIA_CLOUD}1,,en,Gazette,gazette.example,2019-02-22,Bridge,https://g.example/1\n"),
        ("gdelt.csv", f"{GDELT}https://g.example/1,,Bridge,20190222T101500Z,,g.example,English,Fable\n"),
        (
            "gdelt.json",
            json.dumps({"articles": [{"url": "https://g.example/1", "title": "Bridge",
                                      "seendate": "20190222T101500Z", "domain": "g.example"}]}),
        ),
    ],
)  # fmt: skip
def test_exports_that_are_known(name: str, raw: str) -> None:
    """Media Cloud and GDELT are known by their columns, and told to give addresses only."""
    (left,) = read(raw, name)

    assert isinstance(left, Left)
    assert (left.url, left.title) == ("https://g.example/1", "Bridge")
    assert "address only" in left.reason


def test_rows_that_are_no_articles() -> None:
    """A line that is no object, and one without text or address, are told by their number."""
    lines = [json.dumps({"title": "T", "text": BODY}), "{broken", '{"title": "U"}', "", "[1]"]
    found = read("\n".join(lines), "a.jsonl")

    assert [(one.file, isinstance(one, Page)) for one in found] == [
        ("a.jsonl#1", True), ("a.jsonl#2", False), ("a.jsonl#3", False), ("a.jsonl#5", False),
    ]  # fmt: skip


def test_a_guessed_encoding() -> None:
    """A table whose encoding is a guess says so on each of its articles."""
    raw = "title,text\nБолее,Мэр Примерска сказал что мост закрыт и никто не знает.\n"  # noqa: RUF001
    (page,) = read(raw.encode("cp1251"))

    assert isinstance(page, Page)
    assert page.title == "Более"
    assert any("guess" in note for note in page.notes)


def test_mappings(tmp_path: Path) -> None:
    """A mapping is written out, or stands in a YAML or JSON file; a wrong one says why."""
    wanted = {"title": "Headline", "text": "Body text"}
    (tmp_path / "m.yaml").write_text("title: Headline\ntext: Body text\n", encoding="utf-8")
    (tmp_path / "m.json").write_text(json.dumps(wanted), encoding="utf-8")

    assert read_columns("title=Headline, text=Body text") == wanted
    assert read_columns(str(tmp_path / "m.yaml")) == wanted
    assert read_columns(str(tmp_path / "m.json")) == wanted
    for words, reason in {
        "headline=Title": "'headline' is no field",
        "title=Title": "text or url",
        str(tmp_path / "gone.yaml"): "cannot be read",
    }.items():
        with pytest.raises(InputError, match=reason):
            read_columns(words)
