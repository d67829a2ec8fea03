"""Whatever people do, in any order, the desk stands as its log leads to."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from claims import Desk, Judgement, Stance, Verdict
from claims.errors import ConflictError, InputError, NotFoundError
from claims.review.ledger import fold
from claims.settings import Settings
from claims.standing.statuses import refresh
from claims.standing.storylines import refresh as refresh_storylines
from db.engine import open_engine, writing
from db.models import Article
from db.views.log import EventView
from db.vocabulary import ObjectType, Reliability

CLAIMS = ("c-closed", "c-open", "c-aside")
ARTICLES = ("a1", "a2", "a3")
NAMES = ("Minister Ana Example", "김예시", "Example Wire", "예시일보")
TEXT = "The old bridge was shut, said the mayor; it was open again by noon, said a wire."
WHY: dict[str, Any] = {"by": "reviewer-1", "reason": "seen"}

claims = st.sampled_from(CLAIMS)
articles = st.sampled_from(ARTICLES)
names = st.sampled_from(NAMES)
spans = st.sampled_from([(0, 23), (4, 23), (41, 68)])
free = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
acts: st.SearchStrategy[Callable[[Desk], object]] = st.one_of(
    st.builds(
        lambda one, to: lambda desk: desk.decide(one, to, **WHY),
        claims,
        st.sampled_from(Verdict),
    ),
    st.builds(
        lambda one, to: lambda desk: desk.judge(one, to, by="reviewer-2"),
        st.sampled_from(["l-disagreement", "l-hint"]),
        st.sampled_from(Judgement),
    ),
    st.builds(lambda one, other: lambda desk: desk.merge(one, other, by="a"), claims, claims),
    st.builds(lambda one: lambda desk: desk.split(one, by="a"), claims),
    st.builds(lambda one, to: lambda desk: desk.name_storyline(one, to, by="a"), claims, free),
    st.builds(lambda one, to: lambda desk: desk.note(one, to, by="a"), claims, free),
    st.builds(
        lambda one, to: lambda desk: desk.rate(one, to, **WHY),
        names,
        st.sampled_from(Reliability),
    ),
    st.builds(lambda one, to: lambda desk: desk.merge_sources(one, to, **WHY), names, names),
    st.builds(lambda one: lambda desk: desk.protect(one, **WHY), names),
    st.builds(lambda one: lambda desk: desk.unprotect(one, **WHY), names),
    st.builds(lambda one: lambda desk: desk.withdraw(one, **WHY), articles),
    st.builds(
        lambda one, day: lambda desk: desk.redate(one, day and f"2026-01-{day:02}", **WHY),
        articles,
        st.integers(1, 9) | st.just(""),
    ),
    st.builds(
        lambda one, what: lambda desk: desk.edit(one, **what, **WHY),
        claims,
        st.fixed_dictionaries(
            {},
            optional={
                "speaker": names | st.just("Somebody New"),
                "via": st.lists(names, max_size=2),
                "stance": st.sampled_from(Stance),
                "span": spans,
            },
        ),
    ),
    st.builds(lambda one: lambda desk: desk.as_first_read(one, **WHY), claims),
    st.builds(
        lambda one, span, who: lambda desk: desk.add(one, span, speaker=who, **WHY),
        articles,
        spans,
        names,
    ),
)


def seen(desk: Desk) -> dict[str, Any]:
    """All that people see of the desk but versions, and sources that nobody knew before."""
    shown = desk.claims(everything=True)
    return {
        "claims": [replace(one, version=0) for one in shown],
        "notes": [desk.note_on(one).text for one in shown],
        "first": [desk.first_reading(one) for one in shown],
        "links": [(one.link_id, one.judgement, one.strong) for one in desk.links(possible=True)],
        "counted": [one.link_id for one in desk.links()],
        "queue": [one.claim_id for one in desk.queue()],
        "storylines": desk.storylines(),
        "articles": [replace(one, version=0) for one in desk.articles()],
        "sources": [
            replace(one, version=0) for one in desk.sources() if one.name != "Somebody New"
        ],
    }


def stands(desk: Desk) -> dict[tuple[str, str], str]:
    """What people decided, read off what the desk shows and not off its log."""
    found: dict[tuple[str, str], str] = {}
    for claim_id in CLAIMS:
        claim = desk.claim(claim_id)
        found[ObjectType.CLAIM, claim_id] = str(claim.verdict or "")
        found[ObjectType.NOTE, claim_id] = desk.note_on(claim).text
    for link in desk.links(possible=True):
        found[ObjectType.LINK, link.link_id] = str(link.judgement)
    for one in desk.sources():
        found[ObjectType.RATING, one.name] = str(one.reliability or "")
    for article in desk.articles():
        found[ObjectType.WITHDRAWAL, article.article_id] = "withdrawn" if article.withdrawn else ""
        if article.published_origin == "a person" and article.published_at:
            found[ObjectType.DATE, article.article_id] = (
                f"{article.published_at:%Y-%m-%dT%H:%M:%SZ}"
            )
    return found


def assessed(file: Path, to: Path) -> Path:
    """Copy a desk, give its articles a text, and assess its claims as a run does."""
    shutil.copy(file, to)
    engine = open_engine(f"sqlite:///{to}")
    with writing(engine) as session:
        for one in ARTICLES:
            session.get_one(Article, one).text = TEXT
        refresh(session, CLAIMS, run_id=1)
        refresh_storylines(session, CLAIMS)
    engine.dispose()
    return to


def protected(desk: Desk) -> set[str]:
    """All names that must not be given away, read off the log alone."""
    today = fold(desk.log())
    into = {one: to for (kind, one), to in today.items() if kind == ObjectType.MERGER and to}

    def kept(name: str) -> str:
        return kept(into[name]) if name in into else name

    asked = {
        kept(one) for (kind, one), words in today.items() if kind == ObjectType.PROTECTION and words
    }
    hidden = {one for one in {*NAMES, *into} if kept(one) in asked}
    return hidden | ({"Ana Example"} if "Minister Ana Example" in hidden else set())


def handed_over(desk: Desk) -> str:
    """Claims, links and log, as they would leave the desk."""
    return "".join(
        piece.decode()
        for what in ("claims", "links", "log")
        for piece in desk.stream(what, format="jsonl", everything=True)
    )


class Desks(RuleBasedStateMachine):
    """A desk on which somebody decides, and takes back what can be."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(file, self.folder / "desk.db")
        self.desk = Desk(open_engine(f"sqlite:///{self.folder / 'desk.db'}"), Settings())
        self.first = seen(self.desk)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.desk.close()
        shutil.rmtree(self.folder)

    def last(self) -> EventView | None:
        """The last decision."""
        return next(iter(self.desk.log(limit=1)), None)

    def decide(self, act: Callable[[Desk], object]) -> None:
        """Decide something; what is refused writes nothing."""
        before = self.last()
        try:
            act(self.desk)
        except (ConflictError, InputError):
            assert self.last() == before

    @rule(event_seq=st.integers(0, 20))
    def undo(self, event_seq: int) -> None:
        """Undo any event that can be: its object stands as before it."""
        before = self.last()
        try:
            event = self.desk.undo(event_seq, by="reviewer-3")
        except (ConflictError, NotFoundError):
            assert self.last() == before
        else:
            undone = next(one for one in self.desk.log() if one.event_seq == event_seq)

            assert (event.before, event.after) == (undone.after, undone.before)

    @invariant()
    def stands_as_the_log_leads_to(self) -> None:
        """The check finds nothing, and what is shown is the fold of the log."""
        assert self.desk.verify().problems == ()
        today = fold(self.desk.log())
        untouched = {ObjectType.LINK: "unreviewed"}
        assert {
            one: words
            for one, words in stands(self.desk).items()
            if words != today.get(one, untouched.get(ObjectType(one[0]), ""))
        } == {}

    @invariant()
    def nobody_protected_is_handed_over(self) -> None:
        """No export names a source that people protect, nor what it is read as."""
        hidden = protected(self.desk)
        files = handed_over(self.desk) if hidden else ""

        assert [name for name in hidden if name in files] == []


class Anybody(Desks):
    """Anybody who decides anything, and thinks better of it at once, later or never."""

    @rule(act=acts)
    def decide_anything(self, act: Callable[[Desk], object]) -> None:
        """Decide something; what is refused writes nothing."""
        self.decide(act)

    @rule(act=acts)
    def decide_and_think_better_of_it(self, act: Callable[[Desk], object]) -> None:
        """Decide and undo: all that people see is as it was."""
        before, n_events = seen(self.desk), len(self.desk.log())
        self.decide(act)
        for event in reversed(self.desk.log()[n_events:]):
            self.desk.undo(event.event_seq, by="reviewer-3")

        assert seen(self.desk) == before

    @rule()
    def take_everything_back(self) -> None:
        """Undo what stands, the last decision first: all that people see is as at the start."""
        while event := self.desk.undoable():
            self.desk.undo(event.event_seq, by="reviewer-4")

        assert seen(self.desk) == self.first


class Guardians(Desks):
    """Who protects sources, merges them, and does neither any more, in any order."""

    @rule(name=names)
    def protect(self, name: str) -> None:
        """Whoever is protected is so under her own name, whatever she is merged into."""
        self.decide(lambda desk: desk.protect(name, **WHY))

        assert fold(self.desk.log())[ObjectType.PROTECTION, name] == "protected"

    @rule(name=names, into=names)
    def merge(self, name: str, into: str) -> None:
        """Two sources are one, protected or not."""
        self.decide(lambda desk: desk.merge_sources(name, into, **WHY))

    @rule(name=names)
    def unprotect(self, name: str) -> None:
        """It may be the last word on any name that a source is read under."""
        self.decide(lambda desk: desk.unprotect(name, **WHY))


@pytest.mark.parametrize(("people", "examples"), [(Anybody, 10), (Guardians, 8)])
def test_state_is_the_fold_of_the_log(
    small_desk_file: Path, tmp_path: Path, people: type[Desks], examples: int
) -> None:
    """After any decisions and undoings verify finds nothing, and what is undone is as it was."""
    file = assessed(small_desk_file, tmp_path / "desk.db")

    run_state_machine_as_test(
        lambda: people(file),
        settings=settings(
            max_examples=examples,
            stateful_step_count=15,
            deadline=None,
            # The steps that fail say enough; shrinking them takes minutes.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
        ),
    )
