"""Which text stands at which address: a new one is a new version, and an old one may come back."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from claims.ingest.likeness import canonical, likeness
from claims.ingest.page import Page
from db.models import Article, Sighting, Trace

# Of two parts of one file that give one address, so much must be alike: some feeds give all their
# entries the address of the front page.
ALIKE = 0.2


def sight(
    session: Session, page: Page, identity: str, *, new: bool, live: bool, way: str, now: datetime
) -> None:
    """Keep that a text stands at its address; where another one stood, it is a new version.

    Args:
        session: one that may write.
        page: as it came in.
        identity: id of its article.
        new: whether the article was added just now.
        live: whether it was fetched: an old file that is read again says nothing of today.
        way: "feed" where a feed gave the text, else "".
        now: when it was seen.
    """
    address = canonical(page.url)
    if not names_document(address):
        return
    article = session.get_one(Article, identity)
    first = _first(session, address, but=identity) if new else None
    if first and _one_file(first, article) and likeness(first.text, article.text) < ALIKE:
        return
    if first:
        article.first_id = first.first_id or first.id
    latest = _latest(session, address, way)
    if latest is None and first and not way:
        # It came in before texts were followed.
        latest = _seen(session, address, way, first.id, first.added_at)
    if latest and latest.article_id == identity:
        latest.last_at = max(latest.last_at, now)
    elif new or live:
        _seen(session, address, way, identity, now)


def names_document(address: str) -> bool:
    """Tell an address of one document from that of a whole site, whose front page is always new."""
    return "/" in address or "?" in address


def _first(session: Session, address: str, *, but: str) -> Article | None:
    rows = (
        select(Article)
        .join(Trace, col(Trace.article_id) == col(Article.id))
        .where(col(Trace.address) == address, col(Article.id) != but)
        .order_by(col(Article.added_at), col(Article.id))
    )
    return session.scalars(rows.limit(1)).first()


def _one_file(one: Article, other: Article) -> bool:
    names = {one.file.partition("#")[0], other.file.partition("#")[0]}
    return len(names) == 1 and "#" in one.file


def _latest(session: Session, address: str, way: str) -> Sighting | None:
    rows = select(Sighting).where(col(Sighting.address) == address, col(Sighting.way) == way)
    return session.scalars(rows.order_by(col(Sighting.id).desc()).limit(1)).first()


def _seen(session: Session, address: str, way: str, article_id: str, at: datetime) -> Sighting:
    sighting = Sighting(address=address, way=way, article_id=article_id, first_at=at, last_at=at)
    session.add(sighting)
    session.flush()
    return sighting


def still_there(session: Session, url: str, now: datetime) -> None:
    """Keep that the server of a page says that nothing changed there."""
    latest = _latest(session, canonical(url), "")
    if latest:
        latest.last_at = now
