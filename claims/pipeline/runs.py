"""The records of extraction, one for each set of parts at work."""

from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from claims.pipeline.step import Recorded, recorded
from claims.registry import ABSENT
from db.vocabulary import Stage


class Runs:
    """Runs by the parts that do the work, begun when first asked for; closed as a context."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._under_way: dict[frozenset[tuple[str, str]], Recorded] = {}
        self._open = ExitStack()
        self._told: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def of(self, components: Mapping[str, str]) -> Recorded:
        """Return the run that every row made by these parts names."""
        parts = frozenset(components.items())
        if parts not in self._under_way:
            run = recorded(self.engine, Stage.EXTRACT, components)
            self._under_way[parts] = self._open.enter_context(run)
        return self._under_way[parts]

    def news(self, components: Mapping[str, str]) -> tuple[str, ...]:
        """Return what a person should know of these parts, and has not been told: what is missing.

        Args:
            components: names and versions of the parts.
        """
        missing = {
            f"the {part} is {version}"
            for part, version in components.items()
            if version.startswith(ABSENT)
        }
        news = sorted(missing - self._told)
        self._told |= missing
        return tuple(news)
