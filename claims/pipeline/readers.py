"""The extractors at work, one a language, each with the record of its run."""

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from claims.extract.languages import ENGLISH
from claims.extract.quote import Extractor
from claims.pipeline.step import Recorded, recorded
from claims.registry import create, extractors
from claims.settings import Settings
from db.vocabulary import Stage

# Reads whatever language the setting ``pipelines`` names a spaCy pipeline for.
OTHERS = "claims.OtherLanguages.v1"


@dataclass(frozen=True, slots=True)
class Reader:
    """An extractor, and the run that every row it makes names."""

    extractor: Extractor
    run: Recorded


class Readers:
    """Readers by language, made when the first article asks for one; closed as a context.

    The extractor that is set reads English, and what else its attribute ``languages`` names; a
    spaCy pipeline reads each language of the setting ``pipelines``.
    """

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self.engine = engine
        self.settings = settings
        self._own: Extractor = create(extractors, settings.extractor, settings)
        self._own_languages = frozenset(getattr(self._own, "languages", (ENGLISH,)))
        self._at_work: dict[str, Reader] = {}
        self._runs = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._runs.__exit__(kind, error, trace)

    def read(self, code: str) -> bool:
        """Say whether anybody here reads a language."""
        return code in self._own_languages or code in self.settings.pipelines

    def reader(self, code: str) -> Reader:
        """Return who reads a language; raises ConfigurationError where its pipeline is missing."""
        name = "" if code in self._own_languages else code
        if name not in self._at_work:
            extractor = self._own if not name else self._other(code)
            run = recorded(self.engine, Stage.EXTRACT, extractor.components)
            self._at_work[name] = Reader(extractor, self._runs.enter_context(run))
        return self._at_work[name]

    def _other(self, code: str) -> Extractor:
        made: Extractor = create(extractors, OTHERS, self.settings).reading(code)
        return made
