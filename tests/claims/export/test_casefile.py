"""A case file holds what a claim rests on, shows it, and can be checked by itself."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, text

from claims.errors import NotFoundError
from claims.export.casefile import write_case
from claims.export.selection import Selection
from claims.review.decisions import decide
from claims.review.ledger import verify_desk
from claims.review.logfile import verify_file
from db.engine import open_engine, writing
from db.models import Anchor, Sighting
from db.vocabulary import Anchored, Verdict

TABLES = [
    "claims.csv",
    "claimreview.json",
    "annotations.json",
    "links.csv",
    "log.csv",
    "log.csv.head.json",
]


@pytest.fixture
def case(decided: Engine, tmp_path: Path) -> Path:
    """The case of one claim."""
    write_case(decided, tmp_path / "case.zip", Selection(claims=["c-shut"]))
    return tmp_path / "case.zip"


def read(path: Path, name: str) -> str:
    """The text of a member."""
    with ZipFile(path) as archive:
        return archive.read(name).decode()


class Elements(HTMLParser):
    """Collects the tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.words += data


def test_case_holds_the_claim_and_what_links_join_it_with(case: Path) -> None:
    """Tables, captures, page and manifest are there; claims that no link joins with it are not."""
    with ZipFile(case) as archive:
        names = archive.namelist()

    captures = [name for name in names if name.startswith("captures/")]
    assert names == [*TABLES, *captures, "captures.csv", "index.html", "manifest.json"]
    assert len(captures) == 3
    claims = read(case, "claims.csv")
    assert all(one in claims for one in ("c-shut", "c-denial", "c-police"))
    assert "c-cables" not in claims


def test_manifest_has_the_hash_of_every_member(case: Path, decided: Engine) -> None:
    """Each member has the hash that the manifest names, and the manifest names the log's head."""
    manifest = json.loads(read(case, "manifest.json"))
    with ZipFile(case) as archive:
        hashes = {name: sha256(archive.read(name)).hexdigest() for name in archive.namelist()[:-1]}

    assert {name: one["sha256"] for name, one in manifest["members"].items()} == hashes
    assert manifest["format"] == "claimdesk.case.v1"
    assert manifest["head"] == verify_desk(decided).head


def test_same_state_gives_the_same_bytes(decided: Engine, case: Path, tmp_path: Path) -> None:
    """Written again, the file is the same; after a decision it is not."""
    again, later = tmp_path / "again.zip", tmp_path / "later.zip"
    write_case(decided, again, Selection(claims=["c-shut"]))
    decide(decided, "c-police", Verdict.CONFIRMED, by="reviewer-1", reason="photo")
    write_case(decided, later, Selection(claims=["c-shut"]))

    assert again.read_bytes() == case.read_bytes()
    assert later.read_bytes() != case.read_bytes()


def test_page_tells_of_silent_changes_and_claims_found_no_more(
    decided: Engine, tmp_path: Path
) -> None:
    """A sentence that was taken out needs re-review, unless somebody has decided since."""
    day = {"since": "2026-01-08T00:00:00.000000Z", "was": "Said <b>Ana Example</b>.", "now": ""}
    gone = {"sighting_id": 1, "anchored": Anchored.GONE, "start": -1, "end": -1} | day
    at = datetime(2026, 1, 8, tzinfo=UTC)
    with writing(decided) as session:
        session.add(Sighting(id=1, address="x", article_id="a1", first_at=at, last_at=at))
        session.add(Anchor(claim_id="c-shut", raised_at="9999", **gone))
        session.add(Anchor(claim_id="c-cables", raised_at="2026", **gone))
        session.execute(text("UPDATE claim SET superseded=1 WHERE id='c-police'"))
    told: list[tuple[int, int | None]] = []
    write_case(decided, tmp_path / "case.zip", tick=lambda *one: told.append(one))
    page = read(tmp_path / "case.zip", "index.html")

    assert page.count("Needs re-review") == 1
    assert page.count("<dt>Since then</dt>") == 1
    assert "the sentence is gone since 8 January 2026: “Said &lt;b&gt;Ana Example" in page
    assert page.count("finds this claim no more") == 1
    assert told == [(0, 4)]


def test_case_verifies_and_says_what_is_unread(case: Path, decided: Engine) -> None:
    """The file holds by itself; the decision on another claim is there with its hashes alone."""
    found = verify_file(case)

    assert found.problems == ()
    assert (found.n_rows, found.n_unread) == (3, 1)
    assert found.head == verify_desk(decided).head
    assert verify_file(case, found.head).ok


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The zip with other members."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with ZipFile(path.with_name("other.zip"), "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path.with_name("other.zip")


def edit(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], object]:
    """A change of some bytes of a member."""

    def change(members: dict[str, bytes]) -> None:
        assert old in members[name]
        members[name] = members[name].replace(old, new)

    return change


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (edit("claims.csv", b"shut", b"open"), "claims.csv does not have the hash"),
        (edit("log.csv", b"seen open", b"seen shut"), "log.csv does not have the hash"),
        (edit("index.html", b"Case file", b"Case"), "index.html does not have the hash"),
        (lambda members: members.pop("links.csv"), "links.csv"),
        (lambda members: members.update({"extra.txt": b"x"}), "extra.txt"),
        (lambda members: members.pop("manifest.json"), "manifest.json"),
        (lambda members: members.update({"manifest.json": b"[]"}), "no manifest of ours"),
        (lambda members: members.update({"manifest.json": b"{"}), "no manifest of ours"),
        (edit("manifest.json", b'"head": "3:', b'"head": "2:'), "the manifest says 2:"),
    ],
)
def test_changed_case_does_not_hold(
    case: Path, change: Callable[[dict[str, bytes]], object], problem: str
) -> None:
    """A member changed, lost or added, and a manifest that is none: each is named."""
    found = verify_file(rewritten(case, change))

    assert not found.ok
    assert problem in found.problems[0]


def test_cut_off_case_is_damaged(case: Path) -> None:
    """A file that lost its end is told as damaged, without a traceback."""
    case.write_bytes(case.read_bytes()[:-100])

    assert "is damaged" in verify_file(case).problems[0]


def test_rewritten_case_fails_against_a_head_kept_elsewhere(decided: Engine, case: Path) -> None:
    """A whole case of another log holds by itself, and not against the head of this one."""
    head = verify_desk(decided).head
    assert "rewritten" in verify_file(case, f"3:{'0' * 64}").problems[0]
    assert verify_file(case, head).ok


def test_page_shows_chain_standing_links_and_decisions(case: Path) -> None:
    """The page has the claim's words, chain, verdict, reasons of links, and who decided why."""
    words = Elements(read(case, "index.html")).words

    for shown in (
        "Example Wire → The Example Times",
        "refuted, decided by a person",
        "the same bridge, the opposite state",
        "김검토",
        "seen open by Ana Example",
        "other people's works",
    ):
        assert shown in words


def test_page_runs_nothing_and_asks_for_nothing(hostile_desk: str, tmp_path: Path) -> None:
    """Whatever an article says, the page has no script, frame, image or outward address."""
    engine = open_engine(hostile_desk)
    decide(engine, "c-well", Verdict.REFUTED, by="<b>x</b>", reason="<script>alert(1)</script>")
    write_case(engine, tmp_path / "case.zip")
    found = Elements(read(tmp_path / "case.zip", "index.html"))

    assert not found.tags & {"script", "iframe", "img", "link", "object", "form", "b"}
    assert all(value.startswith("#") for name, value in found.attributes if name == "href")
    assert not {name for name, _ in found.attributes} & {"src", "onerror", "onclick", "style"}
    assert "<script>alert(1)</script>" in found.words
    assert "<U+202E>" in found.words


def test_case_of_a_storyline_bears_its_name(decided: Engine, tmp_path: Path) -> None:
    """The page of a storyline has its name as its title, and its claims."""
    with writing(decided) as session:
        session.execute(
            text("UPDATE claim SET storyline='c-shut' WHERE id IN ('c-shut','c-cables')")
        )
    write_case(decided, tmp_path / "case.zip", Selection(storyline="c-shut"))

    assert "<title>Case file: Bridge shut, paper says</title>" in read(
        tmp_path / "case.zip", "index.html"
    )
    assert "c-cables" in read(tmp_path / "case.zip", "claims.csv")


@pytest.mark.parametrize("selection", [Selection(claims=["c-9"]), Selection(storyline="c-9")])
def test_what_is_not_there_is_named(decided: Engine, tmp_path: Path, selection: Selection) -> None:
    """An unknown claim or storyline is an error that names it, and no file is made."""
    with pytest.raises(NotFoundError, match="'c-9'"):
        write_case(decided, tmp_path / "case.zip", selection)

    assert not (tmp_path / "case.zip").exists()
