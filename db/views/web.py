"""Frozen views of the web: what stood at an address, what became of claims, what is watched."""

from dataclasses import dataclass
from datetime import datetime

from db.vocabulary import Anchored, Verdict


@dataclass(frozen=True, slots=True)
class VersionView:
    """One text that stood at an address.

    Attributes:
        article_id: its article.
        number: 1 for the first that the desk saw.
        title, file: of the article.
        seen: from when until when the desk saw it there; twice where it came back.
        current: whether it stood there when the address was last seen.
        n_shown: its claims on show.
    """

    article_id: str
    number: int
    title: str
    file: str
    seen: tuple[tuple[datetime, datetime], ...]
    current: bool
    n_shown: int


@dataclass(frozen=True, slots=True)
class AlarmView:
    """What became of the sentence that a claim rests on.

    Attributes:
        claim_id, text: the claim, which stays as it is.
        verdict: what a person decided on it, None for nothing.
        article_id, article_title: where it stands.
        now_in: the article that holds the text of today.
        anchored: changed, gone or restored; kept and moved raise no alarm.
        was: the sentence.
        now: what stands in its place, "" where it is gone.
        start, end: where that stands in ``now_in``; -1 where it is gone.
        since: when the desk first saw it so, UTC.
        open: whether it waits for a person: the sentence is changed or gone, and nobody has decided
            on the claim since.
    """

    claim_id: str
    text: str
    verdict: Verdict | None
    article_id: str
    article_title: str
    now_in: str
    anchored: Anchored
    was: str
    now: str
    start: int
    end: int
    since: datetime
    open: bool

    @property
    def reason(self) -> str:
        """Why the claim is to be looked at again, in words; or that it need not be any more."""
        day = f"{self.since.day} {self.since:%B %Y}"
        match self.anchored:
            case Anchored.CHANGED:
                return f"the sentence changed on {day}: it was “{self.was}”, now it is “{self.now}”"
            case Anchored.GONE:
                return f"the sentence is gone since {day}: “{self.was}”"
            case Anchored.RESTORED:
                return f"the sentence stands again since {day}, after it was changed or taken out"
            case _:
                return ""


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed that is watched.

    Attributes:
        url: its address.
        every: seconds between two polls.
        pages: whether the pages of its entries are fetched, too.
        polled_at: when it was asked last, None for never yet.
        next_at: when it will be asked next.
        failures: how often it failed in a row.
        note: what came of it last.
        stopped: whether it is watched no more.
    """

    url: str
    every: int
    pages: bool
    polled_at: datetime | None
    next_at: datetime
    failures: int
    note: str
    stopped: bool

    @property
    def rhythm(self) -> str:
        """How often it is asked, in words: "every 15 minutes", "every day"."""
        units = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
        name, size = next((name, size) for name, size in units if self.every % size == 0)
        count = self.every // size
        return f"every {name}" if count == 1 else f"every {count} {name}s"


@dataclass(frozen=True, slots=True)
class FetchView:
    """One address that was asked for: when, what the server said (0: nothing), what came of it."""

    url: str
    fetched_at: datetime
    status: int
    note: str
    failed: bool
