"""Bytes that hold one article, read as files and answers are."""

from datetime import datetime

from claims.ingest.page import Page
from claims.ingest.read import only, read_raw


def to_page(raw: bytes, *, name: str, now: datetime) -> Page:
    """Read bytes; raises UnreadableError where they give no page."""
    return only(read_raw(raw, name=name, now=now))
