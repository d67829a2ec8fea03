"""Pairs of claims that stand in no desk: read from text, related, and put into rows."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from claims.errors import InputError
from claims.extract.pipeline import load_pipeline, parse, trained
from claims.extract.quote import Document, Quote
from claims.extract.sketch import Background, sketch
from claims.link.match import Comparison, Linker, Statement
from claims.registry import create, linkers
from claims.settings import Settings
from db.vocabulary import Mode, Stance

SIDES = ("earlier", "later")
# What of a text an attributed content must take up to stand for all of it.
_MOST = 0.5
_UNDATED = {"earlier": date(2000, 1, 1), "later": date(2000, 1, 2)}


def compare(rows: Iterable[Mapping[str, Any]], settings: Settings) -> Iterator[Comparison]:
    """Yield for each pair how its later claim relates to its earlier one, in order.

    Args:
        rows: each holds ``earlier`` and ``later``, and may hold a speaker and a date for each.
        settings: name the linker.

    Raises:
        InputError: a row lacks a text, or its date is none; names the row.
    """
    linker: Linker = create(linkers, settings.linker, settings)
    for number, row in enumerate(rows, 1):
        try:
            later, earlier = read_statement(row, "later"), read_statement(row, "earlier")
        except InputError as error:
            raise InputError(f"pair {number}: {error}") from error
        yield linker.compare(later, earlier)


def read_statement(row: Mapping[str, Any], side: str) -> Statement:
    """Read one side of a pair as a claim of an article of its own.

    Args:
        row: holds the text under ``side``, and may hold ``…_speaker`` and ``…_date``.
        side: ``earlier`` or ``later``.

    Raises:
        InputError: the text is missing or empty, or the date is no ISO 8601 date.
    """
    text = row.get(side)
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"no text under {side!r}; give earlier and later as words")
    text, speaker = " ".join(text.split()), str(row.get(f"{side}_speaker") or "")
    day = _day(row.get(f"{side}_date"), side)
    moment = datetime.combine(day, time(12), UTC)
    nlp = load_pipeline()
    doc = parse(nlp, Document(text, publisher=speaker, published=moment))
    (doc,) = nlp.pipe([doc], disable=trained(nlp))
    quote = _main(doc._.claims_quotes, text)
    whole = sketch(Background(doc, {}, published=moment), [(0, len(text))])
    return Statement(
        claim_id=side,
        article_id=side,
        position=quote.start if quote else 0,
        ordered_at=moment,
        text=text[quote.start : quote.end] if quote else text,
        sentence=text,
        title="",
        speaker=speaker or (quote.speaker.name if quote else ""),
        via=(),
        publisher="",
        anonymous=False,
        mode=quote.mode if quote else Mode.INDIRECT,
        stance=quote.stance if quote else Stance.ASSERTS,
        proposition=quote.proposition if quote else whole,
    )


def _day(value: Any, side: str) -> date:
    if not value:
        return _UNDATED[side]
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise InputError(f"{side}_date {value!r} is no date; write it as 2019-06-03") from error


def _main(quotes: list[Quote], text: str) -> Quote | None:
    """Return the one attributed content that a text consists of, beside its attribution."""
    told = [one for one in quotes if one.mode is not Mode.NARRATION]
    long = [one for one in told if one.end - one.start >= _MOST * len(text)]
    return long[0] if len(long) == len(told) == 1 else None


def read_pairs(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file of pairs, one JSON object a line.

    Raises:
        InputError: the file cannot be read, or a line is no JSON object; names the line.
    """
    try:
        lines: Iterable[str] = path.read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}; save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}, line {number}: {error}; correct the line") from error
        if not isinstance(row, dict):
            raise InputError(
                f'{path}, line {number}: no object; write {{"earlier": …, "later": …}}'
            )
        yield row
