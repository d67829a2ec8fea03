"""The number of origins spelled out: which articles are counted with which origin, and why."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from claims import Desk
from claims.desk import in_words
from db.engine import writing
from db.vocabulary import Relation, SourceKind, Tie

WORDS = "the old bridge was shut"


@pytest.fixture
def told_desk(write_desk: Callable[[], Any]) -> str:
    """One claim of the Example Wire, with six that stand by it, and a police report."""
    desk = write_desk()
    others = [
        # publisher, speaker, kind, relays, relation
        ("Fabricated Post", "Example Wire", SourceKind.AGENCY, [], Relation.REPEATS),
        ("Sample Daily", "Example Wire", SourceKind.AGENCY, [], Relation.CONFIRMS),
        ("Sample Daily", "Minister Ana Example", SourceKind.OFFICIAL, ["Example Wire"], "confirms"),
        ("Sample Weekly", "anonymous source", SourceKind.ANONYMOUS, [], Relation.REPEATS),
        ("Sample Weekly", "Exampleton Police", SourceKind.OFFICIAL, [], Relation.CONFIRMS),
        ("Sample Hourly", "Exampleton Police", SourceKind.OFFICIAL, [], Relation.CONFIRMS),
    ]
    first = ("Example Wire", "Example Wire", SourceKind.AGENCY, [], None)
    for n, (publisher, speaker, kind, via, relation) in enumerate([first, *others]):
        who = f"{speaker}, citing {via[0]}" if via else speaker
        desk.article(
            f"a{n}", f"Bridge {n}", f"Part {n}. {who} said {WORDS}.", publisher=publisher, day=5 + n
        )
        desk.claim(f"c{n}", f"a{n}", WORDS, speaker=speaker, kind=kind, via=via)
        if relation:
            desk.link(f"l{n}", f"c{n}", "c0", Relation(relation))
    return str(desk.finish())


def test_every_article_stands_with_one_origin_and_a_reason(told_desk: str) -> None:
    """Relays, who is carried and who shows no source of its own are no origins."""
    with Desk.open(told_desk) as desk:
        claim, found = desk.claim("c0"), desk.origins("c0")

    assert claim.n_origins == len(found) == 2
    assert [(one.claim.claim_id, one.tie) for one in found[0].witnesses] == [
        ("c0", Tie.ROOT),
        ("c1", Tie.SAME_SOURCE),
        ("c2", Tie.SAME_SOURCE),
        ("c3", Tie.CARRIES),
        ("c4", Tie.UNPROVEN),
    ]
    assert [(one.claim.claim_id, one.tie) for one in found[1].witnesses] == [
        ("c5", Tie.ROOT),
        ("c6", Tie.SAME_SOURCE),
    ]
    assert in_words(found) == (
        "7 articles, 2 origins: Example Wire (itself, 3 relays, 1 unproven), Exampleton Police (2)"
    )


def test_one_house_and_one_text_are_said_to_be(told_desk: str) -> None:
    """A house speaks under the name of its family, and a text that was printed twice is named."""
    with Desk.open(told_desk) as desk:
        with writing(desk.engine) as session:
            for statement in (
                "UPDATE source SET family='Group' WHERE name != 'Minister Ana Example'",
                "UPDATE claim SET prefix='p', suffix='s' WHERE id IN ('c0', 'c1')",
            ):
                session.execute(text(statement))
        (only,) = desk.origins("c0")

    ties = {one.claim.claim_id: one.tie for one in only.witnesses}
    assert only.name == "Group"
    assert (ties["c1"], ties["c5"]) == (Tie.SAME_TEXT, Tie.SAME_FAMILY)


def test_unnamed_source_goes_by_who_answers_for_it(story_desk: str) -> None:
    """A source without a name is called that of its outlet; an unknown claim has no origins."""
    with Desk.open(story_desk) as desk:
        found, none = desk.origins("c-cables"), desk.origins("nope")

    assert in_words(found) == "1 article, 1 origin: an unnamed source of Example Wire (1 relay)"
    assert none == ()
