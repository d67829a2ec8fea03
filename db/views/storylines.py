"""Storylines and what ties their claims."""

from dataclasses import dataclass
from datetime import datetime

from db.vocabulary import Relation


@dataclass(frozen=True, slots=True)
class StorylineView:
    """Claims that links or people join.

    Attributes:
        storyline: its id: that of its earliest claim.
        name: what a person called it, or the headline that its earliest claim stands under.
        claims, articles, disputed: how many claims, of how many articles, and disputed claims.
        first, last: the times of its earliest and latest article, UTC.
    """

    storyline: str
    name: str
    claims: int
    first: datetime
    last: datetime
    articles: int
    disputed: int


@dataclass(frozen=True, slots=True)
class TieView:
    """A link that holds between two claims of one storyline, without the claims themselves."""

    later_id: str
    earlier_id: str
    relation: Relation
