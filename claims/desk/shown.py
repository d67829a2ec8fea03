"""What was shown to whoever decides: which object that is, and in which version."""

from db.views.articles import ArticleView
from db.views.claims import ClaimView, LinkView
from db.views.sources import SourceView

Shown = ArticleView | ClaimView | LinkView | SourceView


def id_of(one: Shown | str) -> str:
    """Return the id of an object, shown or named."""
    match one:
        case str():
            return one
        case ClaimView():
            return one.claim_id
        case LinkView():
            return one.link_id
        case ArticleView():
            return one.article_id
        case SourceView():
            return one.name


def version_of(one: Shown | str, version: int | None) -> int | None:
    """Return the version that was shown; None: as it is now."""
    return one.version if version is None and not isinstance(one, str) else version
