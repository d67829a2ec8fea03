"""What people decide about articles: whether one stands, and when it was published."""

from sqlalchemy import Engine

from claims.review.acts import acting, found
from claims.review.change import change, differing
from db.engine import writing
from db.models import Article
from db.views import EventView
from db.vocabulary import Action, ObjectType

WITHDRAWN = "withdrawn"


def withdraw(
    engine: Engine, article_id: str, *, by: str, reason: str, version: int | None = None
) -> EventView:
    """Withdraw an article: it is kept, and its claims count for nothing.

    Args:
        engine: the desk.
        article_id: the article.
        by: who decides.
        reason: why.
        version: the article's version as it was shown; None: as it is now.

    Raises:
        ConflictError: the article was changed since it was shown; nothing is written.
        InputError: no name of who decides, no reason, or it is withdrawn already.
        NotFoundError: no such article.
    """
    act = acting(Action.WITHDRAW, by, reason, needed=True)
    with writing(engine) as session:
        found(session.get(Article, article_id), "article", article_id)
        return differing(
            change(session, ObjectType.WITHDRAWAL, article_id, WITHDRAWN, act, version=version)
        )
