"""Articles are read again by a newer extractor: ids stay, and so does what people touched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims import Desk, Judgement, Relation, Verdict
from claims.extract.quote import Document, Mention, Quote
from claims.link.match import Match, Statement
from claims.link.noop import NoOp
from claims.proposition import Proposition
from claims.registry import extractors, linkers
from claims.settings import Settings
from db.vocabulary import Mode

BY: dict[str, Any] = {"by": "ana", "reason": "read the article"}
ARTICLE = "---\ntitle: T{n}\npublisher: Paper {n}\npublished: 2026-01-0{n}\n---\n\n{body}\n"
BODY = "The old bridge was shut. Rain fell on Sunday. A ferry sank."
OLD = ("old bridge was shut", "Rain fell", "A ferry sank")


class Finder:
    """Finds the words that the test names, each said by Ana Example."""

    name = "claims.TestFinder.v1"
    components = {"claims.TestFinder.v1": "1"}  # noqa: RUF012 - the form of all parts
    words: tuple[str, ...] = OLD
    mode = Mode.INDIRECT

    def __init__(self, settings: Settings) -> None:
        pass

    def extract(self, documents: list[Document]) -> list[list[Quote]]:
        """Return the quotes of each document."""
        return [[self.quote(one.text, words) for words in self.words] for one in documents]

    def quote(self, text: str, words: str) -> Quote:
        """Return these words as a claim."""
        start = text.index(words)
        core = Proposition(terms=tuple(words.lower().split()))
        span = (start, start + len(words))
        return Quote(
            *span, (span,), Mention("Ana Example"), mode=self.mode, proposition=core, shown=True
        )


class Same(NoOp):
    """Links claims that share their last word."""

    name = "claims.TestSame.v1"
    threshold = 0.5

    def keys(self, statement: Statement) -> dict[str, float]:
        """Return the last word."""
        return {statement.proposition.terms[-1]: 1.0}

    def rank(self, own: bytes, others: Any) -> list[float]:
        """Rank by what is shared."""
        return [one.shared for one in others]

    def at_most(self, shared: float) -> float:
        """Return what is shared."""
        return shared

    def judge(self, later: Statement, earlier: Statement, *, vectors: Any) -> Match | None:
        """Return a sure match."""
        return Match(Relation.CONFIRMS, 0.9, "words")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Two articles, each with three claims, linked in pairs."""
    extractors.register("claims.TestFinder.v1", func=Finder)
    linkers.register("claims.TestSame.v1", func=Same)
    monkeypatch.setattr(Finder, "words", OLD)
    for n in (1, 2):
        (tmp_path / f"{n}.md").write_text(ARTICLE.format(n=n, body=f"{BODY} {n}"))
    settings = Settings(extractor="claims.TestFinder.v1", linker="claims.TestSame.v1")
    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}", settings=settings) as desk:
        assert not any(step.failed for step in desk.run(tmp_path))
        yield desk


def again(desk: Desk, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Read all articles again by an extractor that finds these words."""
    monkeypatch.setattr(Finder, "words", words)
    assert not any(step.failed for step in desk.run(again=True))


def found(desk: Desk, title: str = "T1") -> dict[str, str]:
    """The words of an article's claims, by id."""
    every = desk.claims(everything=True)
    return {one.claim_id: one.text for one in every if one.article_title == title}


def id_of(desk: Desk, words: str, title: str = "T1") -> str:
    """The id of the claim that has these words."""
    return next(one for one, text in found(desk, title).items() if text == words)


def test_same_extractor_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read again by what read it before, a desk stays as it was, version for version."""
    before = desk.claims(everything=True), desk.links(possible=True)
    again(desk, monkeypatch, *OLD)

    assert (desk.claims(everything=True), desk.links(possible=True)) == before


def test_moved_claim_keeps_its_id_and_a_lost_one_goes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What overlaps by half is the same claim with new words and links; the rest goes or comes."""
    old = id_of(desk, "old bridge was shut")
    again(desk, monkeypatch, "The old bridge was shut", "Rain fell", "Sunday")

    assert set(found(desk).values()) == {"The old bridge was shut", "Rain fell", "Sunday"}
    assert found(desk)[old] == "The old bridge was shut"
    assert {(one.later.text, one.earlier.text) for one in desk.links()} == {
        (words, words) for words in ("The old bridge was shut", "Rain fell", "Sunday")
    }
    assert desk.verify().ok


def test_what_people_touched_stays_as_they_saw_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim with a verdict keeps its words; one that is found no more is marked, until it is."""
    moved, lost = id_of(desk, "old bridge was shut"), id_of(desk, "A ferry sank")
    for one in (moved, lost):
        desk.decide(one, Verdict.CONFIRMED, **BY)
    again(desk, monkeypatch, "The old bridge was shut")
    without = {one.claim_id: (one.text, one.superseded) for one in desk.claims(everything=True)}
    again(desk, monkeypatch, *OLD)

    assert without[moved] == ("old bridge was shut", False)
    assert without[lost] == ("A ferry sank", True)
    assert "Rain fell" not in {words for words, _ in without.values()}
    assert not desk.claim(lost).superseded
    assert desk.claim(lost).verdict is Verdict.CONFIRMED
    assert desk.verify().ok


def test_judged_link_keeps_both_its_claims(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The claims of a link that the log speaks of stay, and the link with them."""
    (link,) = [one for one in desk.links() if one.later.text == "Rain fell"]
    event = desk.judge(link, Judgement.REJECTED, by="ana")
    desk.undo(event.event_seq, by="ana")
    again(desk, monkeypatch, "A ferry sank")

    assert {one.superseded for one in desk.claims() if one.text == "Rain fell"} == {True}
    assert desk.link(link.link_id).earlier.text == "Rain fell"
    assert desk.verify().ok


def test_edited_claim_is_known_by_its_first_reading(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim whose span a person set is not found a second time where the machine found it."""
    claim = desk.claim(id_of(desk, "Rain fell"))
    desk.edit(claim, span=(claim.start, claim.end + len(" on Sunday")), **BY)
    again(desk, monkeypatch, *OLD)

    assert sorted(found(desk).values()) == ["A ferry sank", "Rain fell on Sunday", OLD[0]]


def test_another_mode_is_another_claim(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words, reported before and quoted now, are another claim."""
    before = {*found(desk)}
    monkeypatch.setattr(Finder, "mode", Mode.DIRECT)
    again(desk, monkeypatch, *OLD)

    assert not before & {*found(desk)}


def test_span_that_a_claim_moved_away_from_can_be_found_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the old span is found beside the one that its claim moved to, both have ids."""
    again(desk, monkeypatch, "Rain fell on")
    moved = id_of(desk, "Rain fell on")
    again(desk, monkeypatch, "Rain fell on", "Rain fell")

    assert found(desk)[moved] == "Rain fell on"
    assert len(found(desk)) == 2


def test_killed_run_is_gone_on_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles that were not read again before a run ended are read again by the next."""
    monkeypatch.setattr(Finder, "words", ("A ferry sank",))
    steps = desk.run(again=True)
    next(steps)
    steps.close()
    for _ in desk.run():
        pass

    assert [*found(desk).values(), *found(desk, "T2").values()] == ["A ferry sank"] * 2
