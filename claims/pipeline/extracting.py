"""Stage extract: articles become claims."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Engine, or_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from claims.errors import ClaimdeskError, ConfigurationError
from claims.extract.languages import ENGLISH, UNREAD, language_of, refusal
from claims.extract.quote import Document, Extractor, Quote
from claims.extract.register import Register
from claims.pipeline.readers import Readers
from claims.pipeline.sources import source_id
from claims.pipeline.step import Recorded, Step
from claims.settings import Settings
from db.engine import reading, writing
from db.models import Article, Claim, Relay, Source
from db.vocabulary import Stage

# Characters kept before and after a claim, as W3C Web Annotation's TextQuoteSelector has them.
AROUND = 40

# Articles that go through the pipeline together; a kill loses the work on these at most.
TOGETHER = 8


@dataclass(frozen=True, slots=True)
class _Waiting:
    article_id: str
    file: str
    document: Document
    language: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Maker:
    extractor: str
    register: Register
    run: Recorded


def extract(engine: Engine, settings: Settings) -> Iterator[Step]:
    """Extract the claims of every article that has not been through this stage.

    An article on which the extractor breaks is named, left as it is, and tried again next time. One
    in a language that nobody here reads is named once and kept, and waits for a pipeline that
    does: that is no failure.
    """
    ids = _unread(engine, settings)
    if not ids:
        return
    register = Register.load(settings.sources)
    done = count(1)
    with Readers(engine, settings) as readers:
        for start in range(0, len(ids), TOGETHER):
            waiting = _load(engine, ids[start : start + TOGETHER])
            for one, note, failed in _read(engine, waiting, readers, register):
                left = () if readers.read(one.language) else (note,)
                yield Step(
                    Stage.EXTRACT,
                    next(done),
                    len(ids),
                    note,
                    one.file,
                    failed=failed,
                    warnings=(*left, *one.warnings),
                )


def _unread(engine: Engine, settings: Settings) -> list[str]:
    waits_for = col(Article.unread_language)
    undone = select(col(Article.id)).where(
        col(Article.extract_run_id).is_(None),
        or_(waits_for == "", waits_for.in_(settings.pipelines)),
    )
    with reading(engine) as session:
        rows = session.execute(undone.order_by(col(Article.ordered_at), col(Article.id)))
        return list(rows.scalars())


def _read(
    engine: Engine, waiting: Sequence[_Waiting], readers: Readers, register: Register
) -> Iterator[tuple[_Waiting, str, bool]]:
    """Yield each article with what to say of it, and whether it failed."""
    by_language: defaultdict[str, list[_Waiting]] = defaultdict(list)
    for one in waiting:
        by_language[one.language].append(one)
    for code, some in by_language.items():
        if not readers.read(code):
            yield from ((one, _set_aside(engine, one), False) for one in some)
            continue
        try:
            reader = readers.reader(code)
        except ConfigurationError as error:
            if code == ENGLISH:
                raise
            yield from ((one, f"{UNREAD}{error}", True) for one in some)
            continue
        maker = _Maker(reader.extractor.name, register, reader.run)
        for one, quotes in _extract(reader.extractor, some):
            if isinstance(quotes, Exception):
                note, failed = f"{UNREAD}{quotes}", True
            else:
                note, failed = _store(engine, one, quotes, maker)
            reader.run.counts["failed"] += failed
            yield one, note, failed


def _set_aside(engine: Engine, waiting: _Waiting) -> str:
    """Keep an article for when its language is read, and return what to say of it."""
    note = refusal(waiting.language)
    with writing(engine) as session:
        article = session.get_one(Article, waiting.article_id)
        if article.extract_run_id is None:
            article.unread_language = waiting.language
            article.notes = _notes(article, *waiting.warnings, note)
    return note


def _notes(article: Article, *more: str) -> list[str]:
    lasting = [note for note in article.notes if not note.startswith(UNREAD)]
    return list(dict.fromkeys([*lasting, *more]))


def _load(engine: Engine, ids: Sequence[str]) -> list[_Waiting]:
    with reading(engine) as session:
        rows = session.execute(
            select(Article, col(Source.name))
            .join(Source, col(Article.publisher_id) == col(Source.id))
            .where(col(Article.id).in_(ids))
            .order_by(col(Article.ordered_at), col(Article.id))
        )
        return [
            _Waiting(
                article.id,
                article.file,
                Document(article.text, article.title, name, article.published_at),
                *language_of(article.text, article.language),
            )
            for article, name in rows
        ]


def _extract(
    extractor: Extractor, waiting: Sequence[_Waiting]
) -> Iterator[tuple[_Waiting, list[Quote] | Exception]]:
    try:
        found = list(extractor.extract(one.document for one in waiting))
    except ClaimdeskError:
        raise
    except Exception as error:  # noqa: BLE001 - one article must not stop the others
        if len(waiting) == 1:
            yield waiting[0], error
            return
        for one in waiting:
            yield from _extract(extractor, [one])
        return
    yield from zip(waiting, found, strict=True)


def _store(
    engine: Engine, waiting: _Waiting, quotes: Sequence[Quote], maker: _Maker
) -> tuple[str, bool]:
    """Write the claims of an article; return what to say of it, and whether it failed."""
    claims = _one_an_id(waiting.article_id, quotes)
    try:
        with writing(engine) as session:
            if not _record(session, waiting, claims, maker):
                return "extracted by another process meanwhile", False
    except IntegrityError as error:
        return f"not stored: {error.orig}", True
    maker.run.counts["claims"] += len(claims)
    shown = sum(quote.shown for quote in claims.values())
    return f"{shown} claims, {len(claims) - shown} folded away", False


def _one_an_id(article_id: str, quotes: Sequence[Quote]) -> dict[str, Quote]:
    # Of two with one envelope and mode the surer one stays: an id cannot stand for both.
    claims: dict[str, Quote] = {}
    for quote in quotes:
        identity = claim_id(article_id, quote)
        if identity not in claims or quote.score > claims[identity].score:
            claims[identity] = quote
    return claims


def _record(
    session: Session, waiting: _Waiting, claims: Mapping[str, Quote], maker: _Maker
) -> bool:
    article = session.get_one(Article, waiting.article_id)
    if article.extract_run_id is not None:
        return False
    article.extract_run_id = maker.run.run_id
    article.unread_language, article.notes = "", _notes(article, *waiting.warnings)
    register = maker.register
    made = {"extractor": maker.extractor, "run_id": maker.run.run_id}
    for identity, quote in claims.items():
        speaker = source_id(session, quote.speaker, register)
        values = _values(article, quote) | made
        session.add(Claim(id=identity, speaker_id=speaker, **values))
        for position, relay in enumerate(quote.via):
            through = source_id(session, relay, register)
            session.add(
                Relay(
                    claim_id=identity, position=position, source_id=through, surface=relay.surface
                )
            )
    return True


def claim_id(article_id: str, quote: Quote) -> str:
    """Return the id of a claim: a short digest of its article, envelope and mode."""
    identity = f"{article_id}\n{quote.start}\n{quote.end}\n{quote.mode}"
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def _values(article: Article, quote: Quote) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "start": quote.start,
        "end": quote.end,
        "fragments": [list(piece) for piece in quote.fragments],
        "text": article.text[quote.start : quote.end],
        "prefix": article.text[max(0, quote.start - AROUND) : quote.start],
        "suffix": article.text[quote.end : quote.end + AROUND],
        "cue": quote.cue,
        "cue_start": quote.cue_start,
        "cue_end": quote.cue_end,
        "speaker_surface": quote.speaker.surface,
        "speaker_start": quote.speaker.start,
        "speaker_end": quote.speaker.end,
        "mode": quote.mode,
        "stance": quote.stance,
        "worth": quote.worth,
        "worthy": quote.shown,
        "shown": quote.shown,
        "score": quote.score,
        "proposition": quote.proposition.to_json(),
    }
