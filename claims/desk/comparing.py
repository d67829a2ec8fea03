"""Pairs of claims that stand in no desk: read from text, related, and put into rows."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from claims.errors import InputError
from claims.extract.quote import Document, Quote
from claims.extract.text.languages import ENGLISH, detect, language_name
from claims.link.match import Comparison, Linker, Statement
from claims.registry import create, linkers
from claims.settings import Settings
from db.vocabulary import Mode, Stance

SIDES = ("earlier", "later")
# What of a text an attributed content must take up to stand for all of it.
_MOST = 0.3
# Two claims are a short text: of 2,500 English pairs none reached this as another language, the
# highest had 0.85; pairs in German, Spanish, French and Korean had 0.9999.
_FOREIGN = 0.99
# Where neither side has a date, nothing follows from the day but that it is the same.
_SOME_DAY = date(2000, 1, 1)


def compare(rows: Iterable[Mapping[str, Any]], settings: Settings) -> Iterator[Comparison]:
    """Yield for each pair how its later claim relates to its earlier one, in order.

    A pair in another language than English has no relation, and the reason says why.

    Args:
        rows: each holds ``earlier`` and ``later``, and may hold a speaker, a date and a stance for
            each.
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
        foreign = _foreign(f"{later.sentence}\n{earlier.sentence}")
        yield Comparison(None, {}, foreign) if foreign else linker.compare(later, earlier)


def _foreign(text: str) -> str:
    """Return why a text is not compared, "" where it may be English."""
    found = detect(text)
    if found.confidence < _FOREIGN or found.code in {"", ENGLISH}:
        return ""
    return f"not compared: written in {language_name(found.code)}; Claimdesk reads English"


def read_statement(row: Mapping[str, Any], side: str) -> Statement:
    """Read one side of a pair as a claim of an article of its own.

    Args:
        row: holds the text under ``side``, and may hold ``…_speaker``, ``…_date`` and ``…_stance``.
            Without a date a side is taken to be of the other's day.
        side: ``earlier`` or ``later``.

    Raises:
        InputError: a text is missing or empty, a date is no ISO 8601 date, or a stance is none.
    """
    # Every verb loads this module, and nearly none needs spaCy, which takes a second.
    from claims.extract.core.sketch import Background, sketch  # noqa: PLC0415
    from claims.extract.pipeline import load_pipeline, parse, trained  # noqa: PLC0415

    text, speaker = _words(row, side), _words(row, f"{side}_speaker", needed=False)
    other = SIDES[side == SIDES[0]]
    day = _day(row, side) or _day(row, other) or _SOME_DAY
    moment = datetime.combine(day, time(12), UTC)
    nlp = load_pipeline()
    doc = parse(nlp, Document(text, publisher=speaker, published=moment))
    (doc,) = nlp.pipe([doc], disable=trained(nlp))
    quote = _main(doc._.claims_quotes, text)
    whole = sketch(Background(doc, {}, published=moment), [(0, len(text))])
    told = quote.stance if quote else Stance.ASSERTS
    return Statement(
        claim_id=side,
        article_id=side,
        position=SIDES.index(side),
        ordered_at=moment,
        text=text[quote.start : quote.end] if quote else text,
        sentence=text,
        title="",
        speaker=speaker or (quote.speaker.name if quote else ""),
        via=(),
        publisher="",
        anonymous=False,
        mode=quote.mode if quote else Mode.INDIRECT,
        stance=_stance(row, side) or told,
        proposition=quote.proposition if quote else whole,
    )


def _words(row: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    value = row.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or (needed and not value.strip()):
        raise InputError(f"{name} is {value!r:.40}, no text; give it in words")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InputError(f"{name} holds half a character ({value!a:.40}); write it as UTF-8")
    return " ".join(value.split())


def _day(row: Mapping[str, Any], side: str) -> date | None:
    value = row.get(f"{side}_date")
    if not value:
        return None
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise InputError(f"{side}_date {value!r} is no date; write it as 2019-06-03") from error


def _stance(row: Mapping[str, Any], side: str) -> Stance | None:
    value = row.get(f"{side}_stance")
    if not value:
        return None
    if value not in list(Stance):
        raise InputError(f"{side}_stance {value!r} is none; choose {', '.join(Stance)}")
    return Stance(value)


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
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}, line {number}: {error}; correct the line") from error
        if not isinstance(row, dict):
            raise InputError(
                f'{path}, line {number}: no object; write {{"earlier": …, "later": …}}'
            )
        yield row
