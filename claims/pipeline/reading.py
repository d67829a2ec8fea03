"""Stage read: files become articles."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from claims.errors import InputError, UnreadableError
from claims.extract.quote import Mention
from claims.extract.register import Register
from claims.ingest.folder import find
from claims.ingest.page import Page
from claims.ingest.read import read_page
from claims.pipeline.sources import source_id
from claims.pipeline.step import Step, recorded
from claims.settings import Settings
from db.engine import writing
from db.models import Article, Capture
from db.vocabulary import SourceKind, Stage

UNKNOWN_PUBLISHER = "unknown publisher"


def read(engine: Engine, settings: Settings, paths: Sequence[Path]) -> Iterator[Step]:
    """Read files and folders into articles; the same bytes, or the same text, add nothing.

    Args:
        engine: the desk.
        settings: whose register of sources knows the publishers.
        paths: files, or folders that are searched through.

    Yields:
        A step for each file, the unreadable ones marked as failed.

    Raises:
        InputError: a path does not exist, or no file that can be an article lies there.
    """
    found = find(paths)
    if not found.files:
        places = ", ".join(map(str, paths))
        raise InputError(f"no .txt, .md or .html file in {places}; name a folder that holds some")
    register = Register.load(settings.sources)
    total = len(found.files) + len(found.skipped)
    with recorded(engine, Stage.READ, {"claimdesk": version("claimdesk")}) as run:
        for done, (name, reason) in enumerate(found.skipped, start=1):
            run.counts["skipped"] += 1
            yield Step(Stage.READ, done, total, f"skipped: {reason}", name, left_out=True)
        for done, (path, name) in enumerate(found.files, start=len(found.skipped) + 1):
            try:
                page = read_page(path, name=name)
            except UnreadableError as error:
                run.counts["unreadable"] += 1
                reason = str(error).removeprefix(f"{name}: ")
                yield Step(Stage.READ, done, total, reason, name, failed=True)
                continue
            with writing(engine) as session:
                known, twin = _twin(session, page)
                if not known:
                    _record(session, page, register, run.run_id)
            note = twin or "read"
            run.counts[note] += 1
            yield Step(
                Stage.READ,
                done,
                total,
                note,
                name,
                warnings=page.notes,
                article_id=known or article_id(page),
                left_out=bool(known),
            )


def article_id(page: Page) -> str:
    """Return the id of a page: a short digest of its text and of who publishes it.

    The publisher belongs to it because a syndicated text is one article for each paper that
    prints it: the papers are different links in the chain.
    """
    return _digest(f"{_sha256(page.text.encode())}\n{page.publisher}")


def _twin(session: Session, page: Page) -> tuple[str, str]:
    """Return the article that a page is already here as, and what to say of it; "" twice if not."""
    here = select(col(Article.id), col(Article.file))
    same_bytes = here.where(col(Article.content_sha256) == _sha256(page.raw))
    same_text = here.where(col(Article.id) == article_id(page))
    for known, what in ((same_bytes, "bytes"), (same_text, "text")):
        if (found := session.execute(known).one_or_none()) is not None:
            return found[0], f"already here: the same {what} as {found[1]}"
    return "", ""


def _record(session: Session, page: Page, register: Register, run_id: int) -> None:
    sha256 = _sha256(page.raw)
    now = datetime.now(UTC)
    publisher = Mention(page.publisher or UNKNOWN_PUBLISHER, kind=SourceKind.OUTLET)
    session.add(Capture(sha256=sha256, raw=page.raw))
    session.add(
        Article(
            id=article_id(page),
            content_sha256=sha256,
            text_sha256=_sha256(page.text.encode()),
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
            notes=list(page.notes),
            added_at=now,
            run_id=run_id,
        )
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest(text: str) -> str:
    return _sha256(text.encode())[:16]
