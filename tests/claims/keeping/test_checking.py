"""Bytes, texts, hashes and places of claims agree, or it is said where they do not."""

import pytest
from sqlalchemy import text

from claims.keeping.checking import evidence_problems
from db.engine import open_engine, writing


def test_sound_desk_has_no_problem(story_desk: str) -> None:
    """A desk whose bytes, texts and claims nobody touched is proved."""
    assert evidence_problems(open_engine(story_desk)) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            "UPDATE capture SET raw=x'00' FROM article WHERE id='a1' AND sha256=content_sha256",
            "the bytes of article a1",
        ),
        ("UPDATE article SET text=text || '!' WHERE id='a2'", "the text of article a2"),
        ("UPDATE claim SET start=start-1 WHERE id='c-shut'", "claim c-shut does not stand"),
    ],
)
def test_each_change_is_named(story_desk: str, change: str, problem: str) -> None:
    """Bytes, text or place of a claim changed by hand: each is told by its id."""
    engine = open_engine(story_desk)
    with writing(engine) as session:
        session.execute(text(change))

    (found,) = evidence_problems(engine)
    assert problem in found
