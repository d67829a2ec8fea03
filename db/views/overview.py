"""What changed on a desk, and who is cited: frozen views that sum up many rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What came in, was found and was decided since a moment.

    Counts end at a limit, so that a desk of any size answers at once; a number that has reached it
    stands for "as many or more".

    Attributes:
        articles, claims: articles that came in, and the claims on show in them.
        links, disputes: links that were found or found anew, and those among them that contradict.
        decisions: how many each person made, most first.
        limit: where counting ends.
    """

    articles: int
    claims: int
    links: int
    disputes: int
    decisions: Mapping[str, int]
    limit: int


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """An article that came in.

    Attributes:
        article_id: its id.
        title: its headline, or the name of its file.
        publisher: who published it, as it is read.
        added_at: when it came in, UTC.
        n_shown: how many claims on show it has.
    """

    article_id: str
    title: str
    publisher: str
    added_at: datetime
    n_shown: int


@dataclass(frozen=True, slots=True)
class CitedView:
    """A source and how many claims of some days it speaks or relays.

    Attributes:
        name: the source, as it is read.
        claims: how many claims.
        articles: in how many articles.
    """

    name: str
    claims: int
    articles: int


@dataclass(frozen=True, slots=True)
class CitedWeek:
    """The sources most cited in the seven days that end with the newest dated article.

    Attributes:
        first, last: those days; None where no article has a date.
        cited: the sources, most claims first.
    """

    first: datetime | None
    last: datetime | None
    cited: tuple[CitedView, ...]
