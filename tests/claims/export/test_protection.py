"""A protected source is named in no export, in no spelling; what remains can still be checked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, text

from claims import Desk
from claims.errors import ConflictError, InputError, NotFoundError
from claims.exchange import UNREAD
from claims.export.casefile import write_case
from claims.export.files import write_export
from claims.export.protection import Protection
from claims.export.selection import Selection
from claims.review.decisions import decide
from claims.review.logfile import verify_file
from claims.settings import Settings
from db.engine import open_engine, writing
from db.models import Alias
from db.vocabulary import SourceKind, Verdict

NURSE = "Thessa Vale"
PSEUDONYM = "protected source 2"
SECRETS = ("thessa", "vale", "밀라", "ward sister")


@pytest.fixture
def secret(write_desk: Callable[[], Any], tmp_path: Path) -> Engine:
    """A nurse speaks under her name, her surname, an alias, a pronoun and a description."""
    desk = write_desk()
    desk.article(
        "n1",
        "Beds were empty, says Thessa Vale",
        "Thessa Vale said that forty beds were empty. The ward sister said that Vale had counted "
        "them. She said that the night shift was short. 밀라예시는 told the Example Times so.",
        publisher="The Example Times",
        day=5,
        url="https://example.org/thessa-vale-beds",
        file="thessa_vale.md",
    )
    kind = SourceKind.PERSON
    desk.claim("c-beds", "n1", "forty beds were empty", speaker=NURSE, kind=kind)
    desk.claim(
        "c-count",
        "n1",
        "Vale had counted them",
        speaker=NURSE,
        surface="The ward sister",
        kind=kind,
    )
    desk.claim(
        "c-shift", "n1", "the night shift was short", speaker=NURSE, surface="She", kind=kind
    )
    desk.article(
        "n2",
        "Clinic answers",
        "The clinic denied that Thessa Vale was its nurse. A spokesman said that all was well.",
        publisher="Fabricated Post",
        day=6,
    )
    desk.claim("c-well", "n2", "all was well", speaker="The clinic", cue="said")
    desk.claim(
        "c-nurse", "n2", "Thessa Vale was its nurse", speaker="The clinic", cue="denied", shown=True
    )
    engine = open_engine(desk.finish())
    with writing(engine) as session:
        session.add(Alias(name="밀라예시", source_id=2))
    decide(engine, "c-beds", Verdict.CONFIRMED, by="reviewer-1", reason="counted twice")
    decide(engine, "c-well", Verdict.UNDETERMINED, by="reviewer-1", reason="Vale told me otherwise")
    decide(engine, "c-well", Verdict.REFUTED, by="reviewer-2", reason="records seen")
    return engine


def named(content: str) -> list[str]:
    """Which of the secrets stand in a text."""
    return [one for one in SECRETS if one in content.lower()]


FORMATS = [
    ("claims", "csv"),
    ("claims", "jsonl"),
    ("claims", "claimreview"),
    ("claims", "annotations"),
    ("links", "csv"),
    ("log", "csv"),
    ("log", "jsonl"),
]


@pytest.mark.parametrize(("what", "form"), FORMATS)
def test_no_export_names_a_protected_source(
    secret: Engine, tmp_path: Path, what: str, form: str
) -> None:
    """Name, surname, alias, description and address are gone from every column of every export."""
    path = tmp_path / "out"
    selection = Selection(protect=[NURSE])
    write_export(secret, what, format=form, to=path, everything=True, selection=selection)

    assert named(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("what", "form"), [("claims", "csv"), ("log", "csv")])
def test_without_protection_the_names_are_there(
    secret: Engine, tmp_path: Path, what: str, form: str
) -> None:
    """The same exports without the flag do name her: the tests above look for what is there."""
    write_export(secret, what, format=form, to=tmp_path / "out", everything=True)

    assert "vale" in named((tmp_path / "out").read_text(encoding="utf-8"))


def test_pseudonym_is_the_same_everywhere(
    secret: Engine, tmp_path: Path, read_csv: Callable[[Path], list[dict[str, str]]]
) -> None:
    """Speaker, alias, and what stood for her in the text have one pseudonym; others keep theirs."""
    selection = Selection(protect=["밀라예시"])
    write_export(secret, "claims", format="csv", to=tmp_path / "c.csv", selection=selection)
    rows = {row["claim_id"]: row for row in read_csv(tmp_path / "c.csv")}

    assert {rows[one]["speaker"] for one in ("c-beds", "c-count", "c-shift")} == {PSEUDONYM}
    assert {rows[one]["speaker_surface"] for one in ("c-beds", "c-shift")} == {PSEUDONYM}
    assert rows["c-count"]["text"] == f"{PSEUDONYM} had counted them"
    assert rows["c-nurse"]["text"] == f"{PSEUDONYM} was its nurse"
    assert rows["c-beds"]["article_title"] == f"Beds were empty, says {PSEUDONYM}"
    assert rows["c-well"]["speaker"] == "The clinic"


def test_log_keeps_hashes_and_verifies_with_rows_unread(
    secret: Engine, tmp_path: Path, read_csv: Callable[[Path], list[dict[str, str]]]
) -> None:
    """Decisions that would give her away are unread, her name in a reason too; the chain holds."""
    path = tmp_path / "log.csv"
    done = write_export(secret, "log", format="csv", to=path, selection=Selection(protect=[NURSE]))
    rows = read_csv(path)
    head = json.loads((tmp_path / "log.csv.head.json").read_text())
    found = verify_file(path, done.head)

    assert [row["action"] for row in rows] == [UNREAD, UNREAD, "decide"]
    assert {name for name, cell in rows[0].items() if cell} == {"event_seq", "action", "row_hash"}
    assert (found.problems, found.n_rows, found.n_unread) == ((), 3, 2)
    assert head["excerpt"] == {"unread": 2}


def test_case_file_names_no_protected_source(secret: Engine, tmp_path: Path) -> None:
    """No member of the zip names her; captures that do are left out and counted; it verifies."""
    path = tmp_path / "case.zip"
    write_case(secret, path, Selection(protect=[NURSE]), everything=True)
    with ZipFile(path) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}

    assert [name for name, content in members.items() if named(name + content)] == []
    assert json.loads(members["manifest.json"])["left_out"] == 2
    assert "Sources are protected" in members["index.html"]
    assert verify_file(path).n_unread == 2
    assert verify_file(path).ok


def test_captures_with_the_name_spelt_in_entities_are_left_out(
    secret: Engine, tmp_path: Path
) -> None:
    """A name that stands only in the raw page, in entities, keeps that page out."""
    with writing(secret) as session:
        session.execute(text("UPDATE article SET text='x', title='x' WHERE id='n2'"))
        session.execute(
            text(
                "UPDATE capture SET raw=:raw FROM article "
                "WHERE article.id='n2' AND capture.sha256=article.content_sha256"
            ),
            {"raw": b"<p>&#84;hessa&nbsp;Vale</p>"},
        )
    write_case(secret, tmp_path / "case.zip", Selection(protect=[NURSE]))
    with ZipFile(tmp_path / "case.zip") as archive:
        assert [name for name in archive.namelist() if name.startswith("captures/")] == []


def test_misspelt_source_protects_nobody_and_is_named(secret: Engine, tmp_path: Path) -> None:
    """A name that the desk does not know is an error, and nothing is written."""
    with pytest.raises(NotFoundError, match="'Thessa Vail'"):
        write_export(
            secret,
            "claims",
            format="csv",
            to=tmp_path / "c.csv",
            selection=Selection(protect=["Thessa Vail"]),
        )

    assert list(tmp_path.glob("c.csv*")) == []


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [
        ("THESSA VALE", "X"),
        ("https://example.org/2026/thessa-vale.html", "https://example.org/2026/X.html"),
        ("thessa_vale, Thessa\nVale, Thessa%20Vale", "X, X, X"),
        ("Vale's and Thessa", "X's and X"),
        ("Valerian thessalian", "Valerian thessalian"),
        ("밀라예시는 말했다", "X는 말했다"),
        ("Jose\u0301 Vale", "X"),
        ("", ""),
    ],
)
def test_spellings_of_a_name(shown: str, hidden: str) -> None:
    """Case, line ends, addresses, particles, split accents are seen through; other words stay."""
    names = ("Thessa Vale", "Thessa", "Vale", "밀라예시", "José Vale")

    assert Protection(dict.fromkeys(names, "X")).text(shown) == hidden


@pytest.mark.parametrize(
    ("shown", "hidden"),
    [("essa Vale said", "X said"), ("so said Thessa Va", "so said X"), ("go", "go")],
)
def test_name_cut_off_at_an_edge_is_hidden(shown: str, hidden: str) -> None:
    """What surrounds a claim may begin or end within a name; the rest of it is hidden as well."""
    assert Protection({"Thessa Vale": "X"}).text(shown, cut=True) == hidden


def test_protection_of_nobody_changes_nothing() -> None:
    """Without a name, every text stays as it is."""
    assert Protection().text("Thessa Vale") == "Thessa Vale"


@pytest.mark.parametrize(
    ("selection", "read"),
    [
        (Selection(claims=["c-beds"]), [1]),
        (Selection(since="2000-01-01"), [1, 2, 3]),
        (Selection(before="2000-01-01"), []),
        (Selection(decisions={"reviewer": "nobody"}), []),
        (Selection(decisions={"search": "", "verdict": "refuted"}), [3]),
        (Selection(claims=["c-well"], since="2000-01-01T00:00:00+09:00"), [2, 3]),
    ],
)
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_filtered_log_is_an_excerpt_that_verifies(
    secret: Engine, tmp_path: Path, selection: Selection, read: list[int], form: str
) -> None:
    """By claim or by day, the other rows are unread, and the chain holds to the same head."""
    path = tmp_path / "log"
    done = write_export(secret, "log", format=form, to=path, selection=selection)
    found = verify_file(path, done.head)

    assert found.problems == ()
    assert (found.n_rows, found.n_unread) == (3, 3 - len(read))


def test_excerpt_cannot_pass_for_another(
    secret: Engine, tmp_path: Path, read_csv: Callable[[Path], list[dict[str, str]]]
) -> None:
    """An unread row that tells something fails, and so do more unread rows than the head says."""
    path = tmp_path / "log.csv"
    write_export(secret, "log", format="csv", to=path, selection=Selection(claims=["c-well"]))
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(f",{UNREAD},,", f",{UNREAD},claim,", 1), encoding="utf-8")
    told = verify_file(path)
    blank = whole.splitlines(keepends=True)
    first, third = blank[1].split(","), blank[3].split(",")
    blank[3] = ",".join(["3", *first[1:-2], *third[-2:]])
    path.write_text("".join(blank), encoding="utf-8", newline="")

    assert "is unread, and yet tells its 'object_type'" in told.problems[0]
    assert "2 rows are unread, but" in verify_file(path).problems[0]


def test_day_that_is_none_is_named(secret: Engine, tmp_path: Path) -> None:
    """A day that cannot be read is an input error with its value."""
    with pytest.raises(InputError, match="'last week'"):
        write_export(
            secret,
            "log",
            format="csv",
            to=tmp_path / "l.csv",
            selection=Selection(since="last week"),
        )


# ---- sources that the desk protects for good ----------------------------------------------------


WHY = {"by": "ana", "reason": "she fears for her post"}


@pytest.fixture
def guarded(secret: Engine) -> Desk:
    """The desk of the nurse, on which people decided to protect her."""
    desk = Desk(secret, Settings())
    desk.protect(NURSE, **WHY)
    return desk


def test_every_export_hides_whom_the_desk_protects(guarded: Desk, tmp_path: Path) -> None:
    """Nobody needs to ask: files, streams, evidence and case keep her out, and the log holds."""
    for what, form in FORMATS:
        done = guarded.export(what, format=form, to=tmp_path / form, everything=True)
        streamed = b"".join(guarded.stream(what, format=form, everything=True)).decode()

        assert (done.protected, named((tmp_path / form).read_text("utf-8"))) == (1, [])
        assert named(streamed) == []
    assert guarded.evidence(tmp_path / "evidence").withheld == 2
    case = guarded.export_case(tmp_path / "case.zip", everything=True)
    with ZipFile(case.path) as archive:
        assert all(named(archive.read(one).decode()) == [] for one in archive.namelist())
    assert verify_file(case.path).ok
    assert guarded.verify().ok


def test_protection_of_today_holds_for_the_past(guarded: Desk, tmp_path: Path) -> None:
    """An export as of a day before she was protected does not name her either."""
    with guarded.as_of("2026-01-06") as past:
        past.export("claims", format="csv", to=tmp_path / "then.csv", everything=True)

        assert past.verify().ok
    assert named((tmp_path / "then.csv").read_text("utf-8")) == []
    assert PSEUDONYM in (tmp_path / "then.csv").read_text("utf-8")


def test_protection_follows_mergers_and_outlives_them(secret: Engine, tmp_path: Path) -> None:
    """It is hers under every name that she is read as, and hers alone once they come apart."""
    desk = Desk(secret, Settings())
    one = desk.merge_sources(NURSE, "The clinic", **WHY)
    other = desk.merge_sources("The clinic", "Fabricated Post", **WHY)
    [asked] = desk.protect(NURSE, **WHY)
    with pytest.raises(InputError, match="already"):
        desk.protect(NURSE, **WHY)

    def guarded() -> list[str]:
        path = tmp_path / "claims.jsonl"
        desk.export("claims", format="jsonl", to=path, everything=True)
        assert named(path.read_text("utf-8")) == []
        assert desk.verify().ok
        return [source.name for source in desk.sources(protected=True)]

    assert (asked.object_id, guarded()) == (NURSE, ["Fabricated Post"])
    desk.undo(other.event_seq, by="ana")
    assert guarded() == ["The clinic"]
    desk.undo(one.event_seq, by="ana")
    assert guarded() == [NURSE]
    fallen = desk.unprotect(NURSE, **WHY)
    assert desk.count_sources(protected=True) == 0
    with pytest.raises(InputError, match="not protected"):
        desk.unprotect(NURSE, **WHY)
    desk.undo(fallen[0].event_seq, by="ana")
    assert guarded() == [NURSE]


def test_who_was_protected_as_one_stays_so_apart(secret: Engine) -> None:
    """A row of the log each: what is merged into a protected source outlives the merger as well."""
    desk = Desk(secret, Settings())
    merger = desk.merge_sources(NURSE, "The clinic", **WHY)
    shown = desk.source("The clinic")
    events = desk.protect(shown, **WHY)
    desk.undo(merger.event_seq, by="ana")

    assert [one.object_id for one in events] == ["The clinic", NURSE]
    assert {one.name for one in desk.sources(protected=True)} == {"The clinic", NURSE}
    desk.merge_sources("The clinic", NURSE, **WHY)
    assert len(desk.unprotect(NURSE, **WHY)) == 2
    with pytest.raises(ConflictError, match="changed after you saw it"):
        desk.protect(shown, **WHY)
    assert desk.count_sources(protected=True) == 0
    assert desk.verify().ok
