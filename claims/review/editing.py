"""What people decide about claims themselves: how one reads, and which there are."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from claims.errors import InputError, LedgerError
from claims.extract.register import Register
from claims.review.acts import acting, found, said, word
from claims.review.change import change, differing
from claims.review.objects import MATTERS
from claims.review.readings import canonical
from db.engine import writing
from db.models import Alias, Article, Claim, Source
from db.views.log import EventView
from db.vocabulary import Action, ObjectType, SourceKind, Stance

UNNAMED = "anonymous source"


def edit(
    engine: Engine,
    claim_id: str,
    register: Register,
    *,
    by: str,
    reason: str,
    speaker: str | None = None,
    via: Sequence[str] | None = None,
    stance: Stance | None = None,
    span: tuple[int, int] | None = None,
    version: int | None = None,
) -> EventView:
    """Read a claim otherwise than the machine did; what is left out stays as it is.

    Args:
        engine: the desk.
        claim_id: the claim.
        register: knows sources that the desk does not yet.
        by: who decides.
        reason: why.
        speaker: who says it.
        via: the relays, from the speaker outwards, without the publisher.
        stance: what the speaker does with it.
        span: start and end in the text of the article.
        version: the claim's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the claim was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, nothing is set, or what cannot be.
        LedgerError: the claim was changed past the log.
        NotFoundError: no such claim.
    """
    act = acting(Action.EDIT, by, reason, needed=True)
    with writing(engine) as session:
        claim = found(session.get(Claim, claim_id), "claim", claim_id)
        asked = _asked(session, register, speaker, via, stance)
        if span is not None:
            asked |= _span(session.get_one(Article, claim.article_id), *span)
        if not asked:
            raise InputError("nothing to change; give a speaker, relays, a stance or a span")
        words = canonical(_set_before(session, claim_id) | asked)
        return differing(change(session, ObjectType.READING, claim_id, words, act, version=version))


def _set_before(session: Session, claim_id: str) -> dict[str, Any]:
    """Return what people set of a claim so far.

    Raises:
        LedgerError: it reads otherwise than any decision made it.
    """
    words = MATTERS[ObjectType.READING].today(session, claim_id)
    try:
        found: dict[str, Any] = json.loads(words or "{}")
    except ValueError as error:
        raise LedgerError(
            f"claim {claim_id} was changed past the log ({words:.200}); see `claims verify`"
        ) from error
    return found


def as_first_read(
    engine: Engine, claim_id: str, *, by: str, reason: str, version: int | None = None
) -> EventView:
    """Take away all that people set of a claim, so that it reads as it did at first.

    Args:
        engine: the desk.
        claim_id: the claim.
        by: who decides.
        reason: why.
        version: the claim's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the claim was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or nobody had set anything.
        NotFoundError: no such claim.
    """
    act = acting(Action.EDIT, by, reason, needed=True)
    with writing(engine) as session:
        return differing(change(session, ObjectType.READING, claim_id, "", act, version=version))


def add(
    engine: Engine,
    article_id: str,
    span: tuple[int, int],
    register: Register,
    *,
    speaker: str,
    by: str,
    reason: str,
    via: Sequence[str] = (),
    stance: Stance = Stance.ASSERTS,
) -> EventView:
    """Add a claim that the machine did not find.

    Args:
        engine: the desk.
        article_id: the article that it stands in.
        span: start and end in the text of the article.
        register: knows sources that the desk does not yet.
        speaker: who says it.
        by: who adds it.
        reason: why.
        via: the relays, from the speaker outwards, without the publisher.
        stance: what the speaker does with it.

    Raises:
        InputError: no name of who decides, no reason, a span that holds nothing, or a claim that
            has these words already.
        NotFoundError: no such article.
    """
    act = acting(Action.ADD, by, reason, needed=True)
    with writing(engine) as session:
        article = found(session.get(Article, article_id), "article", article_id)
        words = _asked(session, register, speaker, via, stance) | _span(article, *span)
        _refuse_double(session, article, *span)
        return change(
            session,
            ObjectType.ADDED,
            added_id(article_id, *span),
            canonical(words | {"article": article_id}),
            act,
        )


def added_id(article_id: str, start: int, end: int) -> str:
    """Return the id of a claim that a person adds; no machine's claim can have it."""
    identity = f"{article_id}\n{start}\n{end}\nby hand"
    return hashlib.sha256(identity.encode()).hexdigest()[:16]


def _asked(
    session: Session,
    register: Register,
    speaker: str | None,
    via: Sequence[str] | None,
    stance: Stance | None,
) -> dict[str, Any]:
    asked: Mapping[str, Any] = {
        "speaker": None if speaker is None else _named(session, register, speaker),
        "via": None if via is None else [_named(session, register, one) for one in via],
        "stance": None if stance is None else word(Stance, stance).value,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _span(article: Article, start: int, end: int) -> dict[str, int]:
    if not 0 <= start < end <= len(article.text) or not article.text[start:end].strip():
        raise InputError(
            f"{start} to {end} holds no words of article {article.id}, "
            f"whose text runs from 0 to {len(article.text)}"
        )
    return {"start": start, "end": end}


def _refuse_double(session: Session, article: Article, start: int, end: int) -> None:
    same = (col(Claim.article_id) == article.id, col(Claim.start) == start, col(Claim.end) == end)
    standing = col(Claim.added).is_distinct_from("")
    known = session.exec(select(Claim.id).where(*same, standing)).first()
    if known is not None:
        raise InputError(f"claim {known} has these words already; `claims edit` changes it")


def _named(session: Session, register: Register, name: str) -> str:
    """Return the name of the source that a person means, which is recorded where it is new."""
    name = said("name of a source", name)
    if session.exec(select(Source.id).where(col(Source.name) == name)).first() is not None:
        return name
    alias = select(Source.name).join(Alias).where(col(Alias.name) == name)
    if known := session.exec(alias).first():
        return known
    entry = register.find(name)
    if entry is not None and entry.name != name:
        return _named(session, register, entry.name)
    unnamed = SourceKind.ANONYMOUS if name.startswith(UNNAMED) else SourceKind.UNKNOWN
    source = (
        Source(name=name, kind=entry.kind, family=entry.family, country=entry.country)
        if entry
        else Source(name=name, kind=unnamed)
    )
    session.add(source)
    session.flush()
    return name
