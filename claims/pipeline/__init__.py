"""The machine's writer: unfinished rows, through a pure stage, to rows; yields a step for each.

Every article, and in the last stage every batch of claims, is one short transaction; the pure
work is done before it begins. A run that is killed leaves whole articles behind, and the next
run takes what has no output yet.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine

from claims.extract.register import Register
from claims.ingest.given import Options
from claims.pipeline.again import reopen
from claims.pipeline.assessing import assess
from claims.pipeline.extracting import extract
from claims.pipeline.fetching import fetch
from claims.pipeline.following import follow_claims
from claims.pipeline.linking import link
from claims.pipeline.reading import read
from claims.pipeline.rereading import reread
from claims.pipeline.sources import look_up
from claims.pipeline.step import Step
from claims.pipeline.watching import poll, unwatch, watch
from claims.settings import Settings

__all__ = ["Step", "fetch", "poll", "read", "run", "unwatch", "watch"]


def run(
    engine: Engine,
    settings: Settings,
    paths: Sequence[Path],
    options: Options | None = None,
    *,
    again: bool = False,
) -> Iterator[Step]:
    """Read the paths, then do every stage for whatever is unfinished.

    Each stage ends before the next begins, so that what a claim is compared with does not depend
    on how far an earlier run came.

    Args:
        engine: the desk.
        settings: which extractor and linker work.
        paths: files and folders to read first; may be empty.
        again: whether to extract anew from all articles, as after a change of the extractor.
        options: what is declared of tables and of text files that hold many articles.

    Yields:
        A step for each article, or batch of claims, that is done or that failed.

    Raises:
        InputError: a path does not exist.
        ConfigurationError: the extractor, its model or the linker is not there.
    """
    if again:
        reopen(engine)
    if paths:
        yield from read(engine, settings, paths, options)
    yield from extract(engine, settings)
    yield from reread(engine, settings)
    yield from follow_claims(engine)
    yield from link(engine, settings)
    look_up(engine, Register.load(settings.sources))
    yield from assess(engine)
