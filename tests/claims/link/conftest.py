"""Statements built by hand: linking needs no parser and no model."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from claims.link.match import Statement
from claims.proposition import Predicate, Proposition
from db.vocabulary import Mode, Stance

Maker = Callable[..., Statement]
FIRST_DAY = datetime(2021, 6, 1, tzinfo=UTC)


def make_statement(
    text: str,
    *predicates: Predicate,
    names: tuple[str, ...] = (),
    near: tuple[str, ...] = (),
    terms: str = "",
    day: int = 0,
    article: str = "",
    position: int = 0,
    speaker: str = "The Example Times",
    via: tuple[str, ...] = (),
    publisher: str = "The Gazette",
    anonymous: bool = False,
    mode: Mode = Mode.INDIRECT,
    stance: Stance = Stance.ASSERTS,
    dates: tuple[str, ...] = (),
    quantities: tuple[str, ...] = (),
) -> Statement:
    """Return a statement; ``terms`` is a string of lemmas."""
    article = article or f"article-{day}"
    return Statement(
        claim_id=f"{article}:{position}:{text}",
        article_id=article,
        position=position,
        ordered_at=FIRST_DAY + timedelta(days=day),
        text=text,
        sentence=text,
        title="",
        speaker=speaker,
        via=via,
        publisher=publisher,
        anonymous=anonymous,
        mode=mode,
        stance=stance,
        proposition=Proposition(
            entities=names,
            context_entities=near,
            terms=tuple(terms.split()),
            predicates=predicates,
            dates=dates,
            quantities=quantities,
        ),
    )


@pytest.fixture
def statement() -> Maker:
    """The maker of statements."""
    return make_statement
