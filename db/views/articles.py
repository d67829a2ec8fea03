"""Articles, as queries return them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as lists show it; ``text`` is "" in lists and whole where one is asked for.

    ``unread_language`` is the language that nobody here reads; "" where the article was read.
    ``unfinished`` articles wait for the next run to be read or linked. ``version`` is what a
    decision must be made against.
    """

    article_id: str
    title: str
    publisher: str
    author: str
    file: str
    url: str
    published_at: datetime | None
    published_origin: str
    ordered_at: datetime
    language: str
    encoding: str
    content_sha256: str
    text_sha256: str
    added_at: datetime
    notes: tuple[str, ...]
    n_claims: int
    n_shown: int
    text: str = ""
    unread_language: str = ""
    withdrawn: bool = False
    version: int = 1
    unfinished: bool = False
