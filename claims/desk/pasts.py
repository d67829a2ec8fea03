"""Desks of the past that are kept, so that of all who look at a day only the first one waits."""

from collections import OrderedDict, defaultdict
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from weakref import finalize

from sqlalchemy import Engine, Pool

from claims.keeping.past import PREFIX, make_past
from claims.progress import Tick, unseen
from db import queries
from db.engine import reading

# As large as the desk each, on the disk.
KEPT = 4

Asked = tuple[str, str]


class Pasts:
    """The desks of the past that were asked for last; a file goes when nobody holds its engine.

    What people decide after a moment does not change how the desk stood then, but what the machine
    reads and links does; so a past is made anew after each run.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self.kept = kept
        self._made: OrderedDict[Asked, tuple[str, Engine]] = OrderedDict()
        self._making: defaultdict[Asked, Lock] = defaultdict(Lock)
        self._files: list[finalize[[Path], Pool]] = []

    def of(self, engine: Engine, words: str, moment: datetime, tick: Tick = unseen) -> Engine:
        """Return a desk as it stood, made where it is not kept; whoever else asks for it waits.

        Args:
            engine: the desk.
            words: the day or moment, as it was asked for.
            moment: what these words mean.
            tick: as ``claims.keeping.past.make_past`` has it.

        Raises:
            InputError: there is no room for a copy.
            LedgerError: the log cannot be walked back.
        """
        asked = str(engine.url), words
        with self._making[asked]:
            with reading(engine) as session:
                mark = queries.last_run(session)
            made_after, past = self._made.get(asked, ("", None))
            if past is None or made_after != mark:
                past = self._make(engine, moment, tick)
            self._keep(asked, mark, past)
            return past

    def _keep(self, asked: Asked, mark: str, past: Engine) -> None:
        self._made[asked] = mark, past
        self._made.move_to_end(asked)
        while len(self._made) > self.kept:
            self._made.popitem(last=False)

    def forget(self) -> None:
        """Remove all files: of a server that a signal ends nothing else does."""
        for file in self._files:
            file()

    def _make(self, engine: Engine, moment: datetime, tick: Tick) -> Engine:
        folder = Path(mkdtemp(prefix=PREFIX))
        try:
            past = make_past(engine, moment, folder, tick)
        except BaseException:
            rmtree(folder)
            raise
        # The pool is what all hold who still look at it.
        file = finalize(past.pool, rmtree, folder, ignore_errors=True)
        self._files = [*(one for one in self._files if one.alive), file]
        return past


PASTS = Pasts()
