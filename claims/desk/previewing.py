"""What would come of files, before anything is added: as understood, and the first claims."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from sqlalchemy import Engine

from claims.errors import FetchError
from claims.extract.quote import Document, Quote
from claims.extract.readers import Question, Readers, unread
from claims.extract.text.languages import language_name, language_of
from claims.fetch.answer import Fetching
from claims.fetch.fetcher import Fetcher
from claims.ingest.folder import find
from claims.ingest.given import Options
from claims.ingest.page import BINARY, Left, Page
from claims.ingest.preview import FirstClaim, Preview
from claims.ingest.read import read_files
from claims.pipeline.arrivals import known
from claims.pipeline.fetching import documents, manners
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
        self,
        *paths: str | Path,
        columns: Mapping[str, str] | None = None,
        separator: str = "",
        tables: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Iterator[Preview]:
        """Read files as ``run`` would, and yield what was understood of each document.

        Then, once the models are loaded, those of the first documents follow again with their
        first claims.

        Args:
            paths: files and folders.
            columns: as of ``run``.
            separator: as of ``run``.
            tables: as of ``run``.

        Raises:
            InputError: a path does not exist.
            ConfigurationError: the extractor is not there.
        """
        found = find([Path(one) for one in paths])
        yield from (Preview(name, reason) for name, reason in found.skipped)
        options = Options(columns or {}, separator, tables=tables or {})
        files = read_files(found.files, options=options)
        yield from self._previews(one for _, readings in files for one in readings)

    def preview_at(
        self, *urls: str, pages: bool = False, fetcher: Fetching | None = None
    ) -> Iterator[Preview]:
        """Fetch addresses, and yield what was understood there, as :meth:`preview` does of files.

        A document goes by its address here, where it has one.

        Args:
            urls: addresses of the web.
            pages: whether to fetch the pages of the entries of feeds, too.
            fetcher: answers for the addresses; None for the web.
        """
        fetcher = fetcher or Fetcher(manners(self.settings))
        yield from self._previews(_at(fetcher, urls, pages=pages))

    def _previews(self, readings: Iterable[Page | Left]) -> Iterator[Preview]:
        waiting: list[tuple[Preview, Page]] = []
        for one in islice(readings, MOST_DOCUMENTS):
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
        why = unread(page.text, page.language, self.settings)
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
            encoding="" if page.encoding == BINARY else page.encoding,
            notes=(*also, *page.notes, *notes, *filter(None, (why,))),
            opening=body[:OPENING],
            length=len(page.text),
            here_as=here.article_id if here else "",
        )


def _at(fetcher: Fetching, urls: Sequence[str], *, pages: bool) -> Iterator[Page | Left]:
    """Yield what lies at addresses, and what does not."""
    waiting, given, known_of = deque(dict.fromkeys(urls)), {*urls}, {*urls}
    while waiting:
        url = waiting.popleft()
        try:
            answer = fetcher.fetch(url)
        except FetchError as error:
            yield Left(url, str(error), url)
            continue
        readings, feed = documents(answer)
        followed = pages and feed and url in given
        for one in readings:
            if followed and one.url and one.url not in known_of:
                known_of.add(one.url)
                waiting.append(one.url)
            if isinstance(one, Page):
                yield replace(one, file=one.url or one.file)
            elif not (followed and one.url):
                yield one


def _with_claims(readers: Readers, understood: Preview, page: Page) -> Preview:
    text = page.text
    if len(text) > LONGEST_READ:
        # Half a sentence would be read as another.
        text = text[: max(text.rfind("\n", 0, LONGEST_READ), LONGEST_READ // 2)]
    document = Document(text, page.title, page.publisher, page.published)
    answer = readers.answer(Question(understood.language, document))
    notes = (*understood.notes, answer.failure) if answer.failure else understood.notes
    shown = [_first(text, one) for one in answer.quotes if one.shown]
    return replace(understood, notes=notes, claims=tuple(shown[:FIRST_CLAIMS]))


def _first(text: str, quote: Quote) -> FirstClaim:
    return FirstClaim(quote.speaker.name, quote.stance, text[quote.start : quote.end])
