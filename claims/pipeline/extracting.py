"""Stage extract: articles become claims."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import tee
from typing import Any

from sqlalchemy import Engine, delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from claims.excerpt import excerpt
from claims.extract.quote import Document, Quote
from claims.extract.readers import Question, Readers, Reading
from claims.extract.register import Register
from claims.extract.text.languages import UNREAD, language_of, refusal
from claims.pipeline import again
from claims.pipeline.runs import Runs
from claims.pipeline.sources import source_id
from claims.pipeline.step import Recorded, Step
from claims.pipeline.workers import Workers
from claims.registry import extractors
from claims.settings import Settings
from claims.standing.waiting import forget, wait
from db.engine import reading, writing
from db.models import Article, Claim, Relay, Source
from db.vocabulary import Stage

# Articles that are taken from the tables at once.
TOGETHER = 8

# Characters, some fifteen articles: fewer are read sooner than one more process has loaded the
# models.
MANY = 60_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    article_id: str
    file: str
    question: Question
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Maker:
    extractor: str
    register: Register
    run: Recorded


def extract(engine: Engine, settings: Settings) -> Iterator[Step]:
    """Extract the claims of every article that has not been through this stage.

    An article on which the extractor breaks, dies or takes too long is named, left as it is, and
    tried again next time. One in a language that nobody here reads is named once and kept, and
    waits for a pipeline that does: that is no failure.
    """
    ids, characters = _undone(engine, settings)
    if not ids:
        return
    register = Register.load(settings.sources)
    with _readers(settings, characters) as readers, Runs(engine) as runs:
        waiting, asked = tee(_load_all(engine, ids))
        readings = readers.read(one.question for one in asked)
        for done, (one, found) in enumerate(zip(waiting, readings, strict=True), start=1):
            note, failed = _settle(engine, one, found, runs, register)
            warnings = (note, *one.warnings) if found.unread else one.warnings
            warnings += runs.news(found.components)
            yield Step(
                Stage.EXTRACT,
                done,
                len(ids),
                note,
                one.file,
                failed=failed,
                warnings=warnings,
                article_id=one.article_id,
                left_out=found.unread,
            )


@contextmanager
def _readers(settings: Settings, characters: int) -> Iterator[Readers | Workers]:
    """Read in processes of their own, unless forbidden or only this one knows the extractor."""
    findable = entry_points(group="claims_extractors", name=settings.extractor)
    if settings.workers > 1 and (findable or settings.extractor not in extractors):
        number = min(settings.workers, 1 + characters // MANY)
        with Workers(settings, number) as workers:
            yield workers
    else:
        yield Readers(settings)


def _undone(engine: Engine, settings: Settings) -> tuple[list[str], int]:
    """Return the ids of the articles to read, and how long they are together."""
    waits_for = col(Article.unread_language)
    undone = select(col(Article.id), func.length(Article.text)).where(
        col(Article.extract_run_id).is_(None),
        or_(waits_for == "", waits_for.in_(settings.pipelines)),
    )
    with reading(engine) as session:
        rows = session.execute(undone.order_by(col(Article.ordered_at), col(Article.id))).all()
    return [identity for identity, _ in rows], sum(length for _, length in rows)


def _load_all(engine: Engine, ids: Sequence[str]) -> Iterator[_Waiting]:
    for start in range(0, len(ids), TOGETHER):
        yield from _load(engine, ids[start : start + TOGETHER])


def _settle(
    engine: Engine, waiting: _Waiting, found: Reading, runs: Runs, register: Register
) -> tuple[str, bool]:
    """Keep what came of an article; return what to say of it, and whether it failed."""
    if found.unread:
        return _set_aside(engine, waiting), False
    if not found.extractor:
        return f"{UNREAD}{found.failure}", True
    run = runs.of(found.components)
    if found.failure:
        note, failed = f"{UNREAD}{found.failure}", True
    else:
        maker = _Maker(found.extractor, register, run)
        note, failed = _store(engine, waiting, found.quotes, maker)
    run.counts["failed"] += failed
    return note, failed


def _set_aside(engine: Engine, waiting: _Waiting) -> str:
    """Keep an article for when its language is read, and return what to say of it."""
    note = refusal(waiting.question.language)
    with writing(engine) as session:
        article = session.get_one(Article, waiting.article_id)
        if article.extract_run_id is None:
            article.unread_language = waiting.question.language
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
        return [_waiting(article, name) for article, name in rows]


def _waiting(article: Article, publisher: str) -> _Waiting:
    document = Document(article.text, article.title, publisher, article.published_at)
    language, warnings = language_of(article.text, article.language)
    return _Waiting(article.id, article.file, Question(language, document), warnings)


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
    said = f"{shown} {'claim' if shown == 1 else 'claims'}"
    folded = len(claims) - shown
    return said + (f", {folded} folded away" if folded else ""), False


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
    found = again.sort(session, waiting.article_id, claims)
    changed = {
        claim.id
        for identity, claim in found.renewed.items()
        if _renew(session, claim, article, claims[identity], maker)
    }
    for identity in found.new:
        _add(session, _free(session, article.id, identity), article, claims[identity], maker)
    session.flush()
    # Of an article that has just come in nothing was linked yet, and nothing waits.
    if article.link_run_id is not None and (changed or found.new):
        wait(session, article.id, changed)
    return True


def _add(session: Session, identity: str, article: Article, quote: Quote, maker: _Maker) -> None:
    speaker = source_id(session, quote.speaker, maker.register)
    made = {"extractor": maker.extractor, "run_id": maker.run.run_id}
    waits_since = article.added_at.date() if quote.shown else None
    values = _values(article, quote) | made
    values |= {"shown": quote.shown, "waits_since": waits_since}
    session.add(Claim(id=identity, article_id=article.id, speaker_id=speaker, **values))
    _relay(session, identity, quote, maker)


def _renew(session: Session, claim: Claim, article: Article, quote: Quote, maker: _Maker) -> bool:
    """Let a claim take over what was found now; return whether that is anything new."""
    speaker = source_id(session, quote.speaker, maker.register)
    values = _values(article, quote) | {"speaker_id": speaker}
    values["proposition"] = json.loads(json.dumps(values["proposition"]))  # as it is stored
    relays = [(source_id(session, one, maker.register), one.surface) for one in quote.via]
    rows = select(Relay).where(col(Relay.claim_id) == claim.id).order_by(col(Relay.position))
    stood = [(one.source_id, one.surface) for one in session.execute(rows).scalars()]
    if stood == relays and all(getattr(claim, name) == value for name, value in values.items()):
        return False
    made = {"extractor": maker.extractor, "run_id": maker.run.run_id}
    # Who has it before them must look at it again.
    for name, value in (values | made | {"version": claim.version + 1}).items():
        setattr(claim, name, value)
    session.execute(delete(Relay).where(col(Relay.claim_id) == claim.id))
    _relay(session, claim.id, quote, maker)
    forget(session, claim.id)
    return True


def _relay(session: Session, identity: str, quote: Quote, maker: _Maker) -> None:
    for position, relay in enumerate(quote.via):
        through = source_id(session, relay, maker.register)
        session.add(
            Relay(claim_id=identity, position=position, source_id=through, surface=relay.surface)
        )


def _free(session: Session, article_id: str, identity: str) -> str:
    # A claim that moved to another span keeps the id of its first one.
    while (claim := session.get(Claim, identity)) and claim.article_id == article_id:
        identity = hashlib.sha256(identity.encode()).hexdigest()[:16]
    return identity


def claim_id(article_id: str, quote: Quote) -> str:
    """Return the id of a claim: a short digest of its article, envelope and mode."""
    identity = f"{article_id}\n{quote.start}\n{quote.end}\n{quote.mode}"
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def _values(article: Article, quote: Quote) -> dict[str, Any]:
    return {
        "start": quote.start,
        "end": quote.end,
        "fragments": [list(piece) for piece in quote.fragments],
        **excerpt(article.text, quote.start, quote.end),
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
        "score": quote.score,
        "proposition": quote.proposition.to_json(),
    }
