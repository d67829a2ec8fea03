"""Pages as they arrive: a new article, or one that is here already by another way in."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from claims.extract.quote import Mention
from claims.extract.register import Register
from claims.ingest.likeness import SKETCH, canonical, likeness, sketch, words_sha256
from claims.ingest.page import Page
from claims.pipeline.sightings import sight
from claims.pipeline.sources import source_id
from db.engine import reading, writing
from db.models import Article, Capture, Shingle, Source, Trace
from db.vocabulary import SourceKind

UNKNOWN_PUBLISHER = "unknown publisher"
# Of two texts' sketches, so many hashes must agree before the texts are compared.
FEWEST_SHARED = SKETCH // 3
ALIKE = 0.6
MOST_WAYS = 20
TRACED_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Known:
    """An article that is here already, and what it has in common with the page."""

    article_id: str
    file: str
    what: str


class Arrival(NamedTuple):
    """What came of a page: ``note`` says it; ``new`` unless the article was here already."""

    note: str
    article_id: str
    new: bool


def record(
    session: Session,
    page: Page,
    register: Register,
    run_id: int,
    *,
    fetched_at: datetime | None = None,
    way: str = "",
) -> Arrival:
    """Add a page as an article, unless it is here; then keep its way in as a note there.

    Args:
        session: a transaction that writes.
        page: as read.
        register: knows the publishers.
        run_id: of the run that reads.
        fetched_at: when it was fetched from its address; None for a file.
        way: "feed" where a feed gave the text.

    Returns:
        What came of it, noted as "read" or "already here: the same text as …".
    """
    now = datetime.now(UTC)
    live, seen = fetched_at is not None, fetched_at or now
    if here := known(session, page):
        _note_way(session, here, page)
        sight(session, page, here.article_id, new=False, live=live, way=way, now=seen)
        note = f"already here: the same {here.what} as {here.file}"
        return Arrival(note, here.article_id, new=False)
    identity = _add(session, page, register, run_id, now)
    sight(session, page, identity, new=True, live=live, way=way, now=seen)
    return Arrival("read", identity, new=True)


def _add(session: Session, page: Page, register: Register, run_id: int, now: datetime) -> str:
    identity = article_id(page)
    likes = [note] if (note := _resembles(session, page)) else []
    publisher = Mention(page.publisher or UNKNOWN_PUBLISHER, kind=SourceKind.OUTLET)
    session.add(Capture(sha256=sha256(page.raw), raw=page.raw))
    session.add(
        Article(
            id=identity,
            content_sha256=sha256(page.raw),
            text_sha256=sha256(page.text.encode()),
            file=page.file,
            url=page.url,
            title=page.title,
            text=page.text,
            author=page.author,
            publisher_id=source_id(session, publisher, register),
            published_at=page.published,
            published_origin=page.published_origin,
            ordered_at=page.published or page.not_before or now,
            language=page.language,
            encoding=page.encoding,
            notes=[*page.notes, *likes],
            added_at=now,
            run_id=run_id,
        )
    )
    session.flush()
    _trace(session, identity, page.text, page.url)
    session.flush()
    return identity


def article_id(page: Page) -> str:
    """Return the id of a page: a short digest of its text and of who publishes it.

    The publisher belongs to it because a syndicated text is one article for each paper that
    prints it: the papers are different links in the chain.
    """
    return sha256(f"{sha256(page.text.encode())}\n{page.publisher}".encode())[:16]


def sha256(data: bytes) -> str:
    """Return a SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def trace_all(engine: Engine) -> None:
    """Trace the articles that came in before articles were traced."""
    traced = select(col(Trace.article_id))
    untraced = select(Article).where(col(Article.id).not_in(traced)).limit(TRACED_AT_ONCE)
    while True:
        with reading(engine) as session:
            waiting = [(one.id, one.text, one.url) for one in session.scalars(untraced)]
        if not waiting:
            return
        with writing(engine) as session:
            for identity, text, url in waiting:
                # Another process may have traced it meanwhile.
                if session.get(Trace, identity) is None:
                    _trace(session, identity, text, url)


def _trace(session: Session, identity: str, text: str, url: str) -> None:
    trace = Trace(article_id=identity, words_sha256=words_sha256(text), address=canonical(url))
    session.add(trace)
    session.add_all(Shingle(hash=one, article_id=identity) for one in sketch(text))


def known(session: Session, page: Page) -> Known | None:
    """Return the article that a page is, by its bytes, its text, or its words and who says them."""
    here = select(col(Article.id), col(Article.file))
    same_bytes = here.where(col(Article.content_sha256) == sha256(page.raw))
    same_text = here.where(col(Article.id) == article_id(page))
    for rows, what in ((same_bytes, "bytes"), (same_text, "text")):
        for identity, file in session.execute(rows):
            return Known(identity, file, what)
    same_words = (
        here.add_columns(col(Source.name), col(Trace.address))
        .join(Trace, col(Trace.article_id) == col(Article.id))
        .join(Source, col(Source.id) == col(Article.publisher_id))
        .where(col(Trace.words_sha256) == words_sha256(page.text))
        .order_by(col(Article.added_at), col(Article.id))
    )
    for identity, file, publisher, address in session.execute(same_words):
        of_one_address = bool(address) and address == canonical(page.url)
        if of_one_address or _of_one_house(publisher, page.publisher):
            return Known(identity, file, "words")
    return None


def _of_one_house(publisher: str, other: str) -> bool:
    """Tell whether two publishers may be one: by name, or because one of them is not known.

    Of two that are known, each is a link of its own in the chain, though both print one text.
    """
    names = {publisher.casefold(), (other or UNKNOWN_PUBLISHER).casefold()}
    return len(names) == 1 or UNKNOWN_PUBLISHER in names


def _note_way(session: Session, known: Known, page: Page) -> None:
    """Keep on an article that it also came in another way, and what was known of it there."""
    article = session.get_one(Article, known.article_id)
    facts = [page.url, f"dated {page.published:%Y-%m-%d}" if page.published else ""]
    more = ", ".join(filter(None, facts))
    note = f"also came in as {page.file}" + (f" ({more})" if more else "")
    if page.file != article.file and note not in article.notes and len(article.notes) < MOST_WAYS:
        article.notes = [*article.notes, note]


def _resembles(session: Session, page: Page) -> str:
    """Say which article a page is nearly the same as; "" for none."""
    for identity in (*_at_address(session, page.url), *_near(session, page.text)):
        other = session.get_one(Article, identity)
        share = likeness(page.text, other.text)
        if canonical(page.url) and canonical(page.url) == canonical(other.url):
            return f"another text of this address is here as {other.file}: {share:.0%} alike"
        if share >= ALIKE:
            return f"nearly the same text is here as {other.file}: {share:.0%} alike"
    return ""


def _at_address(session: Session, url: str) -> Iterable[str]:
    """Return the latest article of this address, if any."""
    rows = (
        select(col(Article.id))
        .join(Trace, col(Trace.article_id) == col(Article.id))
        .where(col(Trace.address) == canonical(url), col(Trace.address) != "")
        .order_by(col(Article.added_at).desc(), col(Article.id))
    )
    return session.scalars(rows.limit(1)).all()


def _near(session: Session, text: str) -> Iterable[str]:
    """Return the article whose sketch shares most with that of a text, if it shares enough."""
    shared = func.count()
    rows = (
        select(col(Shingle.article_id))
        .where(col(Shingle.hash).in_(sketch(text)))
        .group_by(col(Shingle.article_id))
        .having(shared >= FEWEST_SHARED)
        .order_by(shared.desc(), col(Shingle.article_id))
    )
    return session.scalars(rows.limit(1)).all()
