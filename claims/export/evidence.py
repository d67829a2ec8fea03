"""The raw bytes of articles in a folder, each under its hash, with a manifest."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine

from claims.errors import InputError, NotFoundError
from claims.exchange import MANIFEST
from claims.export.files import Exported
from claims.export.forms import array_lines, write
from claims.export.protection import Protection
from claims.export.records import Record, capture_record
from claims.export.selection import protection
from claims.export.target import replacing, replacing_bytes
from claims.progress import Tick, ticking, unseen
from db import queries
from db.engine import reading
from db.views.custody import CaptureView

EVIDENCE_FORMAT = "claimdesk.evidence.v1"


def write_evidence(
    engine: Engine,
    folder: Path,
    article_ids: Sequence[str] = (),
    *,
    protect: Sequence[str] = (),
    guarded: Iterable[int] = (),
    stood_at: str = "",
    tick: Tick = unseen,
) -> Exported:
    """Write the raw bytes of articles as they were taken in, byte for byte.

    The manifest comes last, so that a folder without one is known to be unfinished.

    Args:
        engine: the desk.
        folder: a new or empty one.
        article_ids: only these articles; none for all.
        protect: names of sources, beside those that the desk protects; what names them is left
            out, and the manifest says how much was.
        guarded: numbers of such sources, as ``Selection`` has them.
        stood_at: the moment that the desk is a copy of, which the manifest tells; "" for today's.
        tick: is told how many articles of all were gone through.

    Raises:
        InputError: the folder holds something, or cannot be written.
        NotFoundError: no such article or source.
    """
    _prepare(folder)
    with reading(engine) as session:
        hidden = protection(session, protect, guarded)
        for one in article_ids:
            if queries.article(session, one) is None:
                raise NotFoundError(f"there is no article {one!r}; the claims export names them")
        left_out: list[str] = []
        total = len(article_ids) or queries.count_articles(session)
        captures = ticking(queries.captures(session, article_ids or None), tick, total)
        records = _written(captures, folder, hidden, left_out)
        head = queries.head(session)
        with replacing(folder / MANIFEST, "utf-8") as file:
            file.write(f'{{"format": "{EVIDENCE_FORMAT}", "head": "{head}", "captures": ')
            rows = write(file, array_lines, (), records)
            then = f', "as_of": {json.dumps(stood_at)}' if stood_at else ""
            file.write(f', "left_out": {json.dumps(len(left_out))}{then}}}\n')
    return Exported(folder, rows, head, len(left_out), hidden.n_sources)


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise InputError(f"{folder} is not empty; name a new folder for the evidence")
    except OSError as error:
        raise InputError(
            f"{folder} cannot be used: {error.strerror or error}; name a new folder"
        ) from error


def _written(
    captures: Iterable[CaptureView], folder: Path, hidden: Protection, left_out: list[str]
) -> Iterator[Record]:
    for capture in captures:
        if hidden.withholds(capture):
            left_out.append(capture.sha256)
            continue
        with replacing_bytes(folder / capture.sha256) as file:
            file.write(capture.raw)
        yield capture_record(capture)
