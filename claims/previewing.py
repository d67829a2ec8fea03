"""What would come of files, before anything is added: as understood, and the first claims."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from claims.extract.languages import language_name, language_of, refusal
from claims.extract.quote import Document, Quote
from claims.extract.readers import Question, Readers
from claims.ingest.folder import find
from claims.ingest.given import Options
from claims.ingest.page import Left, Page
from claims.ingest.read import read_files
from claims.pipeline.arrivals import known
from claims.preview import FirstClaim, Preview
from claims.settings import Settings
from db.engine import reading

MOST_DOCUMENTS = 500
# Of so many documents the beginning is read for claims, and so many of them are told.
MOST_READ, LONGEST_READ, FIRST_CLAIMS = 20, 4_000, 3
OPENING = 400


class Previewing:
    """The part of :class:`claims.desk.Desk` that tells what would come of files; nothing writes."""

    engine: Engine
    settings: Settings

    def preview(
        self, *paths: str | Path, columns: Mapping[str, str] | None = None, separator: str = ""
    ) -> Iterator[Preview]:
        """Read files as ``run`` would, and yield what was understood of each document.

        Then, once the models are loaded, those of the first documents follow again with their
        first claims.

        Args:
            paths: files and folders.
            columns: as of ``run``.
            separator: as of ``run``.

        Raises:
            InputError: a path does not exist.
            ConfigurationError: the extractor is not there.
        """
        found = find([Path(one) for one in paths])
        yield from (Preview(name, reason) for name, reason in found.skipped)
        options = Options(columns or {}, separator)
        read = (one for _, some in read_files(found.files, options=options) for one in some)
        waiting: list[tuple[Preview, Page]] = []
        for one in islice(read, MOST_DOCUMENTS):
            if isinstance(one, Left):
                yield Preview(one.file, one.reason, one.columns, url=one.url, title=one.title)
                continue
            understood = self._understood(one)
            yield understood
            if len(waiting) < MOST_READ and not understood.here_as:
                waiting.append((understood, one))
        if waiting:
            readers = Readers(self.settings)
            yield from (_with_claims(readers, understood, page) for understood, page in waiting)

    def _understood(self, page: Page) -> Preview:
        with reading(self.engine) as session:
            here = known(session, page)
        code, notes = language_of(page.text, page.language)
        body = page.text.removeprefix(page.title).strip()
        also = (f"already here: the same {here.what} as {here.file}",) if here else ()
        return Preview(
            file=page.file,
            title=page.title,
            publisher=page.publisher,
            author=page.author,
            url=page.url,
            published=page.published.isoformat() if page.published else "",
            published_origin=page.published_origin,
            language=code,
            language_name=language_name(code),
            encoding=page.encoding,
            notes=(*also, *page.notes, *notes),
            opening=body[:OPENING],
            length=len(page.text),
            here_as=here.article_id if here else "",
        )


def _with_claims(readers: Readers, understood: Preview, page: Page) -> Preview:
    text = page.text
    if len(text) > LONGEST_READ:
        # Half a sentence would be read as another.
        text = text[: max(text.rfind("\n", 0, LONGEST_READ), LONGEST_READ // 2)]
    document = Document(text, page.title, page.publisher, page.published)
    answer = readers.answer(Question(understood.language, document))
    why = refusal(understood.language) if answer.unread else answer.failure
    notes = (*understood.notes, why) if why else understood.notes
    shown = [_first(text, one) for one in answer.quotes if one.shown]
    return replace(understood, notes=notes, claims=tuple(shown[:FIRST_CLAIMS]))


def _first(text: str, quote: Quote) -> FirstClaim:
    return FirstClaim(quote.speaker.name, quote.stance, text[quote.start : quote.end])
