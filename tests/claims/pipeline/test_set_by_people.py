"""What people set of claims and articles is linked anew by the next run, and never overruled."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from claims import Desk, Judgement, Relation, Stance
from claims.extract.quote import Document, Mention, Quote
from claims.link.match import Match, Statement
from claims.link.noop import NoOp
from claims.proposition import Proposition
from claims.registry import extractors, linkers
from claims.settings import Settings
from db.engine import reading, writing
from db.models import Claim

BY: dict[str, Any] = {"by": "ana", "reason": "read the article"}
ARTICLE = "---\ntitle: T{n}\npublisher: Paper {n}\npublished: 2026-01-0{n}\n---\n\n{body}\n"
SHUT, RAIN = "The bridge was shut.", "Rain fell on Sunday."


class FirstWords:
    """Finds one claim an article: its first sentence."""

    name = "claims.TestFirstWords.v1"
    components = {"claims.TestFirstWords.v1": "1"}  # noqa: RUF012 - the form of all parts

    def __init__(self, settings: Settings) -> None:
        pass

    def extract(self, documents: list[Document]) -> list[list[Quote]]:
        """Return a quote for each document."""
        return [[self.quote(one)] for one in documents]

    def quote(self, document: Document) -> Quote:
        """Return the first sentence behind the title, said by Ana Example."""
        start = len(document.title) + 2
        end = document.text.index(".", start)
        words = document.text[start:end].lower().split()
        core = Proposition(terms=tuple(words))
        return Quote(start, end, ((start, end),), Mention("Ana Example"), proposition=core)


class Words(NoOp):
    """Links claims that share a word: a denial contradicts, anything else confirms."""

    name = "claims.TestWords.v1"
    threshold = 0.5

    def keys(self, statement: Statement) -> Mapping[str, float]:
        """Return the words."""
        return dict.fromkeys(statement.proposition.terms, 1.0)

    def vectors(self, statement: Statement) -> bytes:
        """Return the words once more."""
        return " ".join(statement.proposition.terms).encode()

    def rank(self, own: bytes, others: Sequence[Any]) -> Sequence[float]:
        """Rank by shared words."""
        return [one.shared for one in others]

    def at_most(self, shared: float) -> float:
        """Return what is shared."""
        return shared

    def judge(
        self, later: Statement, earlier: Statement, *, vectors: tuple[bytes, bytes]
    ) -> Match | None:
        """Return a sure match."""
        denied = Stance.DENIES in (later.stance, earlier.stance)
        return Match(Relation.CONTRADICTS if denied else Relation.CONFIRMS, 0.9, "words")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Three articles of three days, each with a claim that the bridge was shut, linked."""
    extractors.register("claims.TestFirstWords.v1", func=FirstWords)
    linkers.register("claims.TestWords.v1", func=Words)
    for n in (1, 2, 3):
        (tmp_path / f"{n}.md").write_text(ARTICLE.format(n=n, body=f"{SHUT} {RAIN}"))
    settings = Settings(extractor="claims.TestFirstWords.v1", linker="claims.TestWords.v1")
    with Desk.open(f"sqlite:///{tmp_path / 'desk.db'}", settings=settings) as desk:
        run(desk, tmp_path)
        yield desk


def run(desk: Desk, *paths: Path) -> None:
    """Do all that is unfinished."""
    for _ in desk.run(*paths):
        pass


def of(desk: Desk, n: int) -> Any:
    """The claim of the article of that day."""
    (found,) = [one for one in desk.claims(everything=True) if one.article_title == f"T{n}"]
    return found


def links(desk: Desk) -> set[tuple[str, str, str]]:
    """All links, by the titles of their articles: later, earlier, relation."""
    return {
        (one.later.article_title, one.earlier.article_title, one.relation.value)
        for one in desk.links(possible=True)
    }


WHOLE = {("T2", "T1", "confirms"), ("T3", "T1", "confirms"), ("T3", "T2", "confirms")}


def test_redated_article_is_linked_anew(desk: Desk) -> None:
    """What was earlier becomes later, on the next run; taken back, all is as it was."""
    article = of(desk, 1).article_id
    event = desk.redate(article, "2026-01-09", **BY)
    waiting = links(desk)
    run(desk)
    moved = links(desk)
    desk.undo(event.event_seq, by="ana")
    run(desk)

    assert waiting == WHOLE
    assert moved == {("T1", "T2", "confirms"), ("T1", "T3", "confirms"), ("T3", "T2", "confirms")}
    assert links(desk) == WHOLE
    assert desk.verify().ok


def test_judged_links_of_a_redated_article_stay_and_are_not_doubled(desk: Desk) -> None:
    """What a person judged stays as it was judged, and no link the other way counts beside it."""
    (link,) = [one for one in desk.links(of(desk, 1)) if one.later.article_title == "T2"]
    desk.judge(link, Judgement.ACCEPTED, by="ana")
    desk.redate(of(desk, 1).article_id, "2026-01-09", **BY)
    run(desk)

    assert links(desk) == {
        ("T2", "T1", "confirms"),
        ("T1", "T3", "confirms"),
        ("T3", "T2", "confirms"),
    }
    assert desk.link(link.link_id).judgement is Judgement.ACCEPTED


def test_edited_claim_is_linked_by_what_the_person_set(desk: Desk) -> None:
    """A denial contradicts from the next run on; taken back, it confirms again."""
    event = desk.edit(of(desk, 2), stance=Stance.DENIES, **BY)
    run(desk)
    edited = links(desk)
    desk.undo(event.event_seq, by="ana")
    run(desk)

    assert edited == {
        ("T2", "T1", "contradicts"),
        ("T3", "T1", "confirms"),
        ("T3", "T2", "contradicts"),
    }
    assert links(desk) == WHOLE


def test_words_that_a_person_set_are_what_is_compared(desk: Desk) -> None:
    """A claim moved to other words loses its links to the old ones, and has them back if undone."""
    claim = of(desk, 2)
    whole = desk.article(claim.article_id).text
    span = (whole.index("Rain"), whole.index(" on Sunday"))
    event = desk.edit(claim, span=span, **BY)
    run(desk)
    moved, core = links(desk), core_of(desk, claim.claim_id)
    desk.undo(event.event_seq, by="ana")
    run(desk)

    assert moved == {("T3", "T1", "confirms")}
    assert "rain" in core["terms"]
    assert "bridge" not in core["terms"]
    assert links(desk) == WHOLE


def core_of(desk: Desk, claim_id: str) -> dict[str, Any]:
    """What is compared of a claim."""
    with reading(desk.engine) as session:
        return session.get_one(Claim, claim_id).proposition


def test_added_claim_is_linked_and_hidden_when_taken_back(desk: Desk) -> None:
    """It corroborates what it confirms, until whoever added it takes that back."""
    article = of(desk, 3).article_id
    whole = desk.article(article).text
    span = (whole.index("bridge was"), whole.index(" shut"))
    row = desk.add(article, span, speaker="Ben Example", **BY)
    run(desk)
    linked, origins = len(desk.links(row.object_id)), desk.claim(of(desk, 1).claim_id).n_origins
    desk.undo(row.event_seq, by="ana")

    assert linked >= 2
    assert origins == 2
    assert of(desk, 1).n_origins == 1
    assert links(desk) == WHOLE


def test_no_run_changes_what_a_person_set(desk: Desk) -> None:
    """Linking, relinking and another extraction leave an edited claim and a date as they are."""
    desk.edit(of(desk, 2), speaker="Ben Example", stance=Stance.DENIES, **BY)
    desk.redate(of(desk, 3).article_id, "2026-01-04", **BY)
    before = of(desk, 2).speaker, of(desk, 2).stance, of(desk, 3).ordered_at
    with writing(desk.engine) as session:
        session.execute(text("UPDATE article SET extract_run_id=NULL, link_run_id=NULL"))
    run(desk)
    for name in ("claims.NoOp.v1", "claims.TestWords.v1"):
        desk.settings = desk.settings.model_copy(update={"linker": name})
        run(desk)

    assert (of(desk, 2).speaker, of(desk, 2).stance, of(desk, 3).ordered_at) == before
    assert desk.verify().ok


def test_claims_of_a_withdrawn_article_are_kept_linked(desk: Desk) -> None:
    """A run beside a withdrawal loses no link: taken back, all count as before."""
    event = desk.withdraw(of(desk, 2).article_id, **BY)
    run(desk)
    without = links_counted(desk)
    desk.undo(event.event_seq, by="ana")

    assert without == {("T3", "T1", "confirms")}
    assert links_counted(desk) == WHOLE


def links_counted(desk: Desk) -> set[tuple[str, str, str]]:
    """The links that count, by the titles of their articles."""
    return {
        (one.later.article_title, one.earlier.article_title, one.relation.value)
        for one in desk.links()
    }


def test_what_a_person_decides_while_a_run_links_is_looked_at_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A claim edited between reading and writing is not linked by the words that it had."""
    edited: list[str] = []

    def meanwhile(self: Words, later: Statement, earlier: Statement, **more: Any) -> Match | None:
        if not edited:
            edited.append(later.claim_id)
            desk.edit(of(desk, 2).claim_id, stance=Stance.DENIES, **BY)
        denied = Stance.DENIES in (later.stance, earlier.stance)
        return Match(Relation.CONTRADICTS if denied else Relation.CONFIRMS, 0.9, "words")

    monkeypatch.setattr(Words, "judge", meanwhile)
    desk.redate(of(desk, 2).article_id, "2026-01-02T01:00:00Z", **BY)
    run(desk)
    run(desk)

    assert ("T3", "T2", "contradicts") in links(desk)
    assert ("T2", "T1", "contradicts") in links(desk)
