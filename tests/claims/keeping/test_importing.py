"""An exported desk, taken in again, is the desk that it was."""

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlmodel import select

from claims.desk import Desk, import_desk
from claims.errors import InputError, LedgerError
from claims.export.casefile import write_case
from claims.pipeline.arrivals import trace_all
from claims.review import stories
from claims.review.logfile import verify_file
from db.engine import open_engine, reading, writing
from db.models import Anchor, Claim, ClaimKey, ClaimVector, Feed, Fetch, Record, Sighting
from db.vocabulary import Anchored, Reliability, Verdict

EXPORTS = [
    ("claims", "csv"),
    ("claims", "jsonl"),
    ("claims", "claimreview"),
    ("claims", "annotations"),
    ("links", "csv"),
    ("links", "jsonl"),
    ("log", "csv"),
    ("log", "jsonl"),
]


@pytest.fixture
def full_desk(kept_desk: str) -> str:
    """The desk with something in every table; its address."""
    engine = open_engine(kept_desk)
    with writing(engine) as session:
        for claim_id in ("c-shut", "c-denial"):
            session.add(ClaimKey(key="'bridge'", claim_id=claim_id))
            session.add(ClaimVector(claim_id=claim_id, vectors=bytes(range(256)), linker="test 1"))
            claim = session.exec(select(Claim).where(Claim.id == claim_id)).one()
            claim.reach = math.inf if claim_id == "c-shut" else 0.1 + 0.2
            claim.storyline = "c-shut"
        session.add_all(of_the_web())
    trace_all(engine)
    stories.merge(engine, "c-police", "c-shut", by="ana")
    stories.name(engine, "c-shut", "Die Brücke, 다리", by="ana")
    engine.dispose()
    with Desk.open(kept_desk) as desk:
        set_by_people(desk)
    return kept_desk


def of_the_web() -> list[Record]:
    """Return a row of each table of what comes from the web."""
    at = datetime(2026, 1, 8, tzinfo=UTC)
    day = {"since": "2026-01-08T00:00:00.000000Z", "raised_at": "2026-01-08T00:00:00.000000Z"}
    was = "The old bridge was shut."
    return [
        Sighting(id=1, address="example.com/1", article_id="a1", first_at=at, last_at=at),
        Anchor(
            claim_id="c-shut",
            sighting_id=1,
            anchored=Anchored.GONE,
            start=-1,
            end=-1,
            was=was,
            now="",
            **day,
        ),
        Feed(url="https://example.com/feed", every=900, added_at=at, next_at=at),
        Fetch(url="https://example.com/1", fetched_at=at, status=200, run_id=1),
    ]


def set_by_people(desk: Desk) -> None:
    """Make one decision of each sort that is not about a verdict, a link or a storyline."""
    act: dict[str, Any] = {"by": "ana", "reason": "read the article again"}
    desk.note("c-shut", "asked the ministry, \u202eno answer yet; 답 없음", by="ana")
    desk.edit("c-cables", speaker="A Cable Maker", via=["김예시"], span=(50, 67), **act)
    desk.add("a3", (24, 36), speaker="Police", **act)
    taken_back = desk.add("a3", (20, 36), speaker="Police", via=["Example Wire"], **act)
    desk.undo(taken_back.event_seq, by="ana")
    desk.merge_sources("Fabricated Post", "The Example Times", **act)
    desk.rate("The Example Times", Reliability.C, **act)
    desk.redate("a2", "2026-01-06T12:00:00+09:00", **act)
    desk.withdraw("a3", **act)


@pytest.fixture
def exported(full_desk: str, tmp_path: Path) -> Path:
    """The desk as one zip file."""
    with Desk.open(full_desk) as desk:
        desk.export_whole(tmp_path / "desk.zip")
    return tmp_path / "desk.zip"


def test_every_table_has_rows(full_desk: str) -> None:
    """The desk that is sent round has something in each table, so that none is forgotten."""
    with reading(open_engine(full_desk)) as session:
        counts = {
            table.name: len(session.execute(table.select()).all())
            for table in Record.metadata.sorted_tables
        }

    assert {name for name, n in counts.items() if not n} == {"alias"}


@pytest.mark.parametrize(("what", "form"), EXPORTS)
def test_exports_are_the_same_byte_for_byte(
    full_desk: str, exported: Path, tmp_path: Path, what: str, form: str
) -> None:
    """Whatever is exported of the new desk has the bytes that it had of the old one."""
    import_desk(exported, f"sqlite:///{tmp_path / 'new.db'}")
    for url, name in ((full_desk, "old"), (f"sqlite:///{tmp_path / 'new.db'}", "new")):
        with Desk.open(url) as desk:
            desk.export(what, format=form, to=tmp_path / name, everything=True)

    assert (tmp_path / "new").read_bytes() == (tmp_path / "old").read_bytes()
    assert (tmp_path / "new").stat().st_size > 20


def test_whole_desk_comes_round(full_desk: str, exported: Path, tmp_path: Path) -> None:
    """Exported once more, the new desk gives the same file; its log holds, and takes decisions."""
    new = f"sqlite:///{tmp_path / 'new.db'}"
    done = import_desk(exported, new)
    with Desk.open(full_desk) as old, Desk.open(new) as desk:
        desk.export_whole(tmp_path / "again.zip")
        assert (tmp_path / "again.zip").read_bytes() == exported.read_bytes()
        assert done.head == desk.verify().head == old.verify().head
        assert desk.evidence_problems() == desk.missing_guards() == []
        desk.decide("c-police", Verdict.CONFIRMED, by="reviewer-1", reason="photo")
        assert desk.verify().ok


def test_exported_desk_verifies_by_itself(full_desk: str, exported: Path) -> None:
    """`claims verify` reads the log in the file, to the head of the desk."""
    with Desk.open(full_desk) as desk:
        assert verify_file(exported) == desk.verify()


def test_desk_is_never_replaced(full_desk: str, exported: Path) -> None:
    """Where a desk lies already, the import is refused."""
    with pytest.raises(InputError, match="no desk is ever replaced"):
        import_desk(exported, full_desk)


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The zip with other members, and a manifest that has their hashes."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(members)
    for name, content in members.items():
        manifest["members"][name] = {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
    manifest["schema"] = members.pop("schema", manifest["schema"].encode()).decode()
    manifest["members"] = {name: manifest["members"][name] for name in members}
    tables = manifest["tables"]
    manifest["tables"] = [t for t in tables if t == "capture" or f"tables/{t}.jsonl" in members]
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return path


def edit(name: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], object]:
    """A change of some bytes of a table."""

    def change(members: dict[str, bytes]) -> None:
        assert old in members[f"tables/{name}.jsonl"]
        members[f"tables/{name}.jsonl"] = members[f"tables/{name}.jsonl"].replace(old, new)

    return change


@pytest.mark.parametrize(
    ("change", "kind", "problem"),
    [
        (edit("reviewevent", b"seen open", b"seen shut"), LedgerError, "row 1"),
        (edit("claim", b'"refuted"', b'"confirmed"'), LedgerError, "has the verdict"),
        (edit("relay", b'"source_id": ', b'"source_id": 99'), LedgerError, "no whole desk"),
        (
            edit("alias", b"", b'{"name\\") SELECT 1 --": "x"}\n'),
            InputError,
            "there is no column",
        ),
        (lambda members: members.update(schema=b"9999"), InputError, "'9999' is unknown here"),
        (edit("alias", b"", b"[1]\n"), InputError, "no desk exports"),
        (edit("alias", b"", b'{"name": {"base64": "x"}}\n'), InputError, "no desk exports"),
        (edit("claim", b'"start": 20,', b'"start": %d,' % 10**30), InputError, "no desk exports"),
        (edit("claim", b'"start": 20,', b'"start": [20],'), LedgerError, "no whole desk"),
    ],
)
def test_changed_desk_makes_none(
    exported: Path,
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], object],
    kind: type[Exception],
    problem: str,
) -> None:
    """Though its manifest was made to fit: a changed log, verdict, row or name is caught."""
    with pytest.raises(kind, match=problem):
        import_desk(rewritten(exported, change), f"sqlite:///{tmp_path / 'out' / 'new.db'}")

    assert list(tmp_path.glob("out/*")) == []


def test_changed_file_is_refused_before_it_is_read(exported: Path, tmp_path: Path) -> None:
    """A member that does not have its hash makes no desk."""
    content = bytearray(exported.read_bytes())
    content[200] ^= 1
    exported.write_bytes(content)
    with pytest.raises(LedgerError, match="does not hold"):
        import_desk(exported, f"sqlite:///{tmp_path / 'new.db'}")

    assert not (tmp_path / "new.db").exists()


def test_manifest_of_another_shape_is_told(tmp_path: Path) -> None:
    """A zip whose manifest has our names, and other things under them, makes no desk."""
    odd = {"format": "claimdesk.desk.v1", "members": {"log": "x"}, "log": "log", "head": "0:"}
    with ZipFile(tmp_path / "odd.zip", "w") as archive:
        archive.writestr("manifest.json", json.dumps(odd))
        archive.writestr("log", "x")

    assert "has no manifest of ours" in verify_file(tmp_path / "odd.zip").problems[0]
    with pytest.raises(LedgerError, match="does not hold"):
        import_desk(tmp_path / "odd.zip", f"sqlite:///{tmp_path / 'new.db'}")


def test_case_file_is_no_desk(full_desk: str, tmp_path: Path) -> None:
    """A case file, which holds a part of a desk, is refused by name."""
    write_case(open_engine(full_desk), tmp_path / "case.zip")
    with pytest.raises(InputError, match="is a case file"):
        import_desk(tmp_path / "case.zip", f"sqlite:///{tmp_path / 'new.db'}")


def of_version_3(members: dict[str, bytes]) -> None:
    """Take out what later versions brought."""
    tables = ("claimvector", "storyplace", "storyname", "note", "claimreading", "articledate")
    of_the_web = ("sighting", "anchor", "feed", "fetch")
    for name in (*tables, "trace", "shingle", *of_the_web):
        del members[f"tables/{name}.jsonl"]
    later = {
        "claim": {"reach", "storyline", "added", "superseded"}
        | {"spread", "opposed", "waits_since", "challenged_by"},
        "claimlink": {"since"},
        "article": {"withdrawn", "version", "first_id"},
        "source": {"reliability", "merged_into", "kept_id", "version", "protected", "checked"},
    }
    for name, columns in later.items():
        rows = [json.loads(line) for line in members[f"tables/{name}.jsonl"].splitlines()]
        kept = [{k: v for k, v in row.items() if k not in columns} for row in rows]
        text = "".join(json.dumps(row) + "\n" for row in kept)
        members[f"tables/{name}.jsonl"] = text.encode()
    members["schema"] = b"0003"


def test_desk_of_an_earlier_version_is_brought_up_to_date(kept_desk: str, tmp_path: Path) -> None:
    """Rows of an earlier schema go into tables of that time, which are then migrated."""
    with Desk.open(kept_desk) as desk:
        desk.export_whole(tmp_path / "desk.zip")
        head = desk.verify().head
    new = f"sqlite:///{tmp_path / 'new.db'}"
    import_desk(rewritten(tmp_path / "desk.zip", of_version_3), new)

    with Desk.open(new) as desk:
        assert desk.verify().head == head
        assert [claim.storyline for claim in desk.claims()] == [None] * 4
