"""Dates of publication that people correct: the state of each is the date that a person set."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from claims.extract.redating import redated
from claims.review.matters import ARTICLE, SPOILT, Owner, unlike, unreadable
from claims.review.readings import PARSED
from claims.standing.waiting import forget, wait
from db.models import Article, ArticleDate, Claim, ClaimReading

BY_HAND = "a person"


@dataclass(frozen=True, slots=True)
class Dates:
    """The sort of object that says when an article was published; see ``Matter``."""

    owner: Owner = ARTICLE
    noun: str = "date"
    untouched: str = ""
    # A storyline is known by its earliest claim.
    ties: bool = True
    makes: bool = False

    def today(self, session: Session, object_id: str) -> str:
        """Return the date that a person set."""
        return _words(session, object_id)

    def stored(self, session: Session) -> Iterator[tuple[str, str]]:
        """Yield every article that was ever dated by a person, and that date."""
        for article_id in session.exec(select(ArticleDate.article_id)):
            yield article_id, _words(session, article_id)

    def restore(self, session: Session, object_id: str, words: str) -> AbstractSet[str]:
        """Date an article as the words say, or as the machine had read it."""
        article = session.get_one(Article, object_id)
        row = session.get(ArticleDate, object_id) or ArticleDate(
            article_id=object_id,
            published_at=article.published_at,
            published_origin=article.published_origin,
            ordered_at=article.ordered_at,
        )
        row.words = words
        was = article.published_at
        article.published_at, article.published_origin, article.ordered_at = _dated(row)
        session.add(row)
        session.flush()
        inside = session.exec(select(Claim).where(col(Claim.article_id) == object_id)).all()
        for claim in inside:
            _count_anew(session, claim, article, was)
        return wait(session, object_id, [claim.id for claim in inside])


def _count_anew(session: Session, claim: Claim, article: Article, was: datetime | None) -> None:
    """Count "yesterday" and the like in a claim, and in its first reading, from another day."""
    core = _counted_anew(claim.fragments, claim.proposition, article, was)
    if core != claim.proposition:
        claim.proposition = core
        forget(session, claim.id)
    if row := session.get(ClaimReading, claim.id):
        first = _counted_anew(row.original["fragments"], row.original[PARSED], article, was)
        row.original = row.original | {PARSED: first}


def _counted_anew(
    fragments: Sequence[Sequence[int]],
    core: Mapping[str, Any],
    article: Article,
    was: datetime | None,
) -> dict[str, Any]:
    texts = [article.text[start:end] for start, end in fragments]
    before = core.get("dates", [])
    dates = list(redated(texts, before, was, article.published_at))
    # A core that is empty waits to be read off, and then will be from that day.
    return {**core, "dates": dates} if core and dates != before else {**core}


def _dated(row: ArticleDate) -> tuple[datetime | None, str, datetime]:
    if not row.words:
        return row.published_at, row.published_origin, row.ordered_at
    when = datetime.fromisoformat(row.words)
    return when, BY_HAND, when


def _words(session: Session, article_id: str) -> str:
    """Return the words that were set, or the date that the article has where it is another."""
    try:
        row = session.get(ArticleDate, article_id)
        article = session.get_one(Article, article_id)
        if row is None:
            return ""
        stands = (article.published_at, article.published_origin, article.ordered_at)
        return row.words if stands == _dated(row) else unlike(str(stands[0]))
    except SPOILT as error:
        return unreadable(error)
