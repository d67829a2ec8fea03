"""What was known on a day: the desk as it stood, made of a copy."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlmodel import select

from claims.desk import Desk, import_desk, verify_file
from claims.errors import InputError
from claims.keeping.past import past_moment
from claims.review import ledger
from claims.standing import statuses, storylines
from db.engine import writing
from db.models import Claim
from db.vocabulary import Judgement, ObjectType, Reliability, Stance, Status, Verdict

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
MINISTER = "Minister Ana Example"


class Clock:
    """What stands for ``datetime`` in the ledger: its day of January 2026 is set by the test."""

    day = 1

    def now(self, zone: Any) -> datetime:
        """Return noon of the day."""
        return datetime(2026, 1, self.day, 12, tzinfo=zone)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that the test sets, by which the log is written."""
    made = Clock()
    monkeypatch.setattr(ledger, "datetime", made)
    return made


@pytest.fixture
def desk(story_desk: str, clock: Clock) -> Iterator[Desk]:
    """Articles of the 5th (reported shut), the 6th (denied) and the 7th (police: closed)."""
    with Desk.open(story_desk) as made:
        with writing(made.engine) as session:
            storylines.refresh(session, session.exec(select(Claim.id)).all())
        yield made


def ids(desk: Desk) -> set[str]:
    """The ids of all claims of a desk."""
    return {claim.claim_id for claim in desk.claims(everything=True)}


def test_verdict_that_was_undone_later_stands_again(desk: Desk, clock: Clock) -> None:
    """Between a verdict and its undoing the claim has it, before and after it has none."""
    clock.day = 10
    event = desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
    clock.day = 12
    desk.undo(event.event_seq, by="ana")

    stood = []
    for day in ("2026-01-09", "2026-01-10", "2026-01-11", "2026-01-12"):
        with desk.as_of(day) as past:
            stood.append((past.claim("c-shut").verdict, len(past.log()), past.verify().ok))
    assert stood == [
        (None, 0, True),
        (Verdict.REFUTED, 1, True),
        (Verdict.REFUTED, 1, True),
        (None, 2, True),
    ]


def test_article_that_came_later_is_not_there(desk: Desk) -> None:
    """Of an article published later, neither text, claims, bytes nor its own sources are left."""
    with desk.as_of("2026-01-06") as past:
        assert [one.article_id for one in past.articles()] == ["a2", "a1"]
        assert ids(past) == {"c-shut", "c-cables", "c-denial"}
        assert "Police" not in {source.name for source in past.sources()}
        assert past.counts()["sources"] == 5
        assert past.evidence_problems() == []


def test_link_to_a_later_claim_is_gone_and_the_status_with_it(desk: Desk) -> None:
    """A claim that was denied on the 6th is disputed from then on, and unverified before."""
    assert desk.claim("c-shut").status is Status.DISPUTED
    with desk.as_of("2026-01-05") as past:
        assert past.links(possible=True) == []
        assert past.claim("c-shut").status is Status.UNVERIFIED
        assert past.storylines() == []
    with desk.as_of("2026-01-06") as past:
        assert [link.link_id for link in past.links()] == ["l-denied"]
        assert past.claim("c-shut").status is Status.DISPUTED


def test_date_counts_as_it_was_at_the_moment(desk: Desk, clock: Clock) -> None:
    """A date corrected on the 10th places the article from then on; before, the date as read."""
    clock.day = 10
    desk.redate("a3", "2026-01-02", by="ana", reason="the printed edition")

    with desk.as_of("2026-01-09") as past:
        assert past.article("a3").published_at == datetime(2026, 1, 7, 9, tzinfo=UTC)
        assert past.verify().ok
    with desk.as_of("2026-01-06") as past:
        assert "c-police" not in ids(past)
    with desk.as_of("2026-01-10") as past:
        assert past.article("a3").published_at == datetime(2026, 1, 2, tzinfo=UTC)


def test_article_that_was_decided_about_is_known(desk: Desk, clock: Clock) -> None:
    """What people decided about before its date is kept, for the log speaks of it."""
    clock.day = 6
    desk.decide("c-police", Verdict.CONFIRMED, by="ana", reason="photo")

    with desk.as_of("2026-01-06") as past:
        assert past.claim("c-police").verdict is Verdict.CONFIRMED
        assert past.verify().ok


def test_merge_of_sources_comes_apart(desk: Desk, clock: Clock) -> None:
    """Before the day of a merge its sources are two, whichever way they were merged since."""
    clock.day = 10
    first = desk.merge_sources("Police", MINISTER, by="ana", reason="one person")
    clock.day = 11
    desk.undo(first.event_seq, by="ana")
    desk.merge_sources(MINISTER, "Police", by="ana", reason="the other way")

    with desk.as_of("2026-01-09") as past:
        assert past.claim("c-denial").speaker == MINISTER
        assert past.claim("c-police").speaker == "Police"
        assert past.verify().ok
    with desk.as_of("2026-01-10") as past:
        assert past.claim("c-police").speaker == MINISTER
        assert past.verify().ok


def test_every_sort_of_decision_is_taken_back(desk: Desk, clock: Clock) -> None:
    """After one decision of each sort, the desk as of the day before looks as it did then."""

    def shape(one: Desk) -> list[Any]:
        claims = [
            (c.claim_id, c.status, c.verdict, c.chain, c.text, c.stance, c.storyline)
            for c in one.claims(everything=True)
        ]
        links = [(link.link_id, link.judgement) for link in one.links(possible=True)]
        sources = [(s.name, s.reliability, s.protected) for s in one.sources()]
        return [claims, links, sources, one.note_on("c-shut").text, one.log()]

    before = shape(desk)
    clock.day = 10
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
    desk.judge("l-denied", Judgement.REJECTED, by="ana", reason="another bridge")
    desk.note("c-shut", "asked the ministry", by="ana")
    desk.rate(MINISTER, Reliability.B, by="ana", reason="corrects errors")
    desk.protect(MINISTER, by="ana", reason="was threatened")
    desk.edit("c-police", by="ana", reason="read anew", speaker=MINISTER, stance=Stance.DENIES)
    added = desk.add("a3", (0, 4), speaker="Police", by="ana", reason="missed")
    desk.merge("c-cables", "c-shut", by="ana")
    desk.name_storyline("c-shut", "The bridge", by="ana")
    desk.merge_sources("Police", MINISTER, by="ana", reason="one person")
    desk.redate("a3", "2026-01-02", by="ana", reason="the printed edition")
    desk.withdraw("a2", by="ana", reason="forged")

    assert {event.object_type for event in desk.log()} == {*ObjectType}
    with desk.as_of("2026-01-09") as past:
        assert shape(past) == before
        assert added.object_id not in ids(past)
        assert past.verify().ok
        assert past.storylines() != []
    with desk.as_of("2026-01-10") as past:
        assert shape(past) == shape(desk)
        assert past.verify().ok


def test_head_of_the_past_is_one_that_the_log_passed_through(desk: Desk, clock: Clock) -> None:
    """The head of the desk as it stood is checked by today's log."""
    for clock.day in (10, 12):
        desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
    with desk.as_of("2026-01-11") as past:
        head = past.verify().head
    assert head.startswith("1:")
    assert desk.verify(head=head).ok


def test_desk_itself_is_untouched(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    """Looking back changes no row of the desk, and leaves no copy."""
    clock.day = 10
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")

    def digest(name: str) -> str:
        return hashlib.sha256(desk.export_whole(tmp_path / name).path.read_bytes()).hexdigest()

    before = digest("before.zip")
    with desk.as_of("2026-01-05") as past:
        place = Path(str(past.engine.url.database))
        assert place.exists()
    assert digest("after.zip") == before
    assert not place.parent.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda past: past.decide("c-shut", Verdict.REFUTED, by="ana", reason="r"),
        lambda past: past.undo(1, by="ana"),
        lambda past: past.redate("a1", "2026-01-01", by="ana", reason="r"),
    ],
)
def test_nothing_is_decided_in_the_past(desk: Desk, act: Callable[[Desk], object]) -> None:
    """Any decision on a desk as it stood is refused with a word, and looking goes on."""
    with desk.as_of("2026-01-06") as past:
        with pytest.raises(InputError, match="only be looked at"):
            act(past)

        assert past.claim("c-shut").verdict is None


@pytest.mark.parametrize("day", ["2026-01-05", "2026-01-06", "2026-01-10", "2026-01-11"])
def test_what_is_assessed_anew_is_all_that_must_be(
    desk: Desk, clock: Clock, tmp_path: Path, day: str
) -> None:
    """Every claim stands as if all of that day's desk had been assessed anew, not a part of it."""
    why: dict[str, Any] = {"by": "ana", "reason": "r"}
    clock.day = 10
    desk.decide("c-shut", Verdict.REFUTED, **why)
    desk.judge(desk.links()[0], Judgement.REJECTED, by="ana")
    clock.day = 11
    desk.withdraw("a2", **why)
    clock.day = 12
    desk.merge("c-cables", "c-shut", by="ana")
    with desk.as_of(day) as past:
        stood = past.claims(everything=True)
        with closing(sqlite3.connect(str(past.engine.url.database))) as made:
            made.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    with Desk.open(f"sqlite:///{tmp_path / 'copy.db'}") as whole:
        with writing(whole.engine) as session:
            every = session.exec(select(Claim.id)).all()
            statuses.refresh(session, every)
            storylines.refresh(session, every)

        assert whole.claims(everything=True) == stood


def test_before_everything_the_desk_is_empty(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    """On a day before the first article there are no articles, claims, sources or decisions."""
    clock.day = 10
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
    with desk.as_of("1999-12-31") as past:
        assert not any(past.counts().values())
        assert past.verify().head == "0:"
        assert past.export("claims", to=tmp_path / "claims.csv").rows == 0


def test_guard_that_was_taken_away_is_missed_in_the_past_too(desk: Desk, clock: Clock) -> None:
    """A copy of a desk without one of its guards lacks it as well."""
    clock.day = 10
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER review_event_no_update")
    with desk.as_of("2026-01-09") as past:
        assert past.missing_guards() == ["review_event_no_update"]


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-06-02", datetime(2026, 6, 2, 23, 59, 59, 999999, UTC)),
        ("2026-06-03", NOW),
        ("2026-06-02T10:00", datetime(2026, 6, 2, 10, tzinfo=UTC)),
        ("2026-06-02T10:00:00+09:00", datetime(2026, 6, 2, 1, tzinfo=UTC)),
    ],
)
def test_moment_is_read(words: str, moment: datetime) -> None:
    """A day is its end, today is now, and a time counts as UTC unless it says."""
    assert past_moment(words, now=NOW) == moment


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("", "no date"),
        ("3 June", "no date"),
        ("2026-02-30", "no date"),
        ("0001-01-01T00:00+14:00", "no date"),
        ("2026-06-04", "in the future"),
        ("2026-06-03T12:00:01Z", "in the future"),
    ],
)
def test_what_is_no_past_moment_is_refused(words: str, problem: str) -> None:
    """What is no date, and what has not been yet, is an error that names it."""
    with pytest.raises(InputError, match=problem):
        past_moment(words, now=NOW)


@pytest.mark.parametrize("what", ["claims", "links", "log"])
def test_export_says_its_moment(desk: Desk, tmp_path: Path, what: str) -> None:
    """The head beside every export of the past tells the moment, and none of today does."""
    path = tmp_path / "out.csv"
    head = tmp_path / "out.csv.head.json"
    with desk.as_of("2026-01-06") as past:
        past.export(what, to=path)
    assert json.loads(head.read_text())["as_of"] == "2026-01-06T23:59:59Z"
    if what == "log":
        assert verify_file(path).ok

    desk.export(what, to=path)
    assert not head.exists() or "as_of" not in json.loads(head.read_text())


def test_case_says_its_moment(desk: Desk, tmp_path: Path) -> None:
    """Page, head and manifest of a case of the past tell the moment, and the file verifies."""
    with desk.as_of("2026-01-06") as past:
        past.export_case(tmp_path / "case.zip")
    desk.export_case(tmp_path / "today.zip")

    with ZipFile(tmp_path / "case.zip") as case, ZipFile(tmp_path / "today.zip") as today:
        for name in ("index.html", "log.csv.head.json", "manifest.json"):
            assert b"2026-01-06T23:59:59Z" in case.read(name)
        assert b"As of" not in today.read("index.html")
        assert b"as_of" not in today.read("manifest.json")
    assert verify_file(tmp_path / "case.zip").ok


def test_whole_desk_of_the_past_can_be_imported(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    """An exported desk of the past becomes a desk whose log holds."""
    clock.day = 10
    desk.decide("c-shut", Verdict.REFUTED, by="ana", reason="seen open")
    with desk.as_of("2026-01-06") as past:
        past.export_whole(tmp_path / "desk.zip")
        known = ids(past)
    url = f"sqlite:///{tmp_path / 'then.db'}"
    assert import_desk(tmp_path / "desk.zip", url).ok
    with Desk.open(url) as then:
        assert ids(then) == known
