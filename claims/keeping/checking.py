"""Proof that a desk's bytes, texts and hashes agree."""

import hashlib
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Engine
from sqlmodel import Session

from db import queries
from db.engine import reading
from db.views.custody import CaptureView

SHOWN = 20


def evidence_problems(engine: Engine) -> list[str]:
    """Return what does not agree, each a sentence: at most :data:`SHOWN`; nothing where all does.

    Bytes must have the hash under which they are kept, texts theirs, and each claim must stand in
    its article's text where it says.
    """
    with reading(engine) as session:
        return list(islice(_problems(session), SHOWN))


def _problems(session: Session) -> Iterator[str]:
    for capture in queries.captures(session):
        yield from _of_article(capture)
        article = capture.article
        for what, start, end, words in queries.placed_words(session, article.article_id):
            if article.text[start:end] != words:
                yield f"{what} does not stand in article {article.article_id} at {start}"


def _of_article(capture: CaptureView) -> Iterator[str]:
    article = capture.article
    if hashlib.sha256(capture.raw).hexdigest() != capture.sha256:
        yield f"the bytes of article {article.article_id} do not have the hash {capture.sha256}"
    if hashlib.sha256(article.text.encode()).hexdigest() != article.text_sha256:
        yield f"the text of article {article.article_id} does not have its hash"
