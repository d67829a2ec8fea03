"""All that the page of a claim shows, read at once: as it stands, or as it stood."""

from dataclasses import dataclass

from claims.desk import Desk
from claims.ui.frame import desk
from db.views.articles import ArticleView
from db.views.claims import ClaimView, LinkView, NoteView, ReadingView
from db.views.log import EventView
from db.views.origins import OriginView


@dataclass(frozen=True, slots=True)
class Dossier:
    """A claim and what bears on it.

    Attributes:
        claim, article: the claim, and the article with its text.
        links, possible: its links that count, and those too weak to.
        origins: what its number of origins stands for.
        history: what people decided about it and what it hangs on.
        stands: number of the last decision on it that can be taken back; 0 where none can.
        note, first: what they noted, and how it was read before they read it otherwise.
    """

    claim: ClaimView
    article: ArticleView
    links: list[LinkView]
    possible: list[LinkView]
    origins: tuple[OriginView, ...]
    history: list[EventView]
    stands: int
    note: NoteView
    first: ReadingView | None


def dossier(claim_id: str, of: Desk | None = None) -> Dossier:
    """Return all about a claim; raises NotFoundError where there is none of that id.

    Args:
        claim_id: the claim.
        of: the desk to read; default: today's.
    """
    of = of or desk()
    claim = of.claim(claim_id)
    links = of.links(claim)
    stands = of.undoable(claim)
    counting = {link.link_id for link in links}
    return Dossier(
        claim=claim,
        article=of.article(claim.article_id),
        links=links,
        possible=[one for one in of.links(claim, possible=True) if one.link_id not in counting],
        origins=of.origins(claim),
        history=of.history(claim),
        stands=stands.event_seq if stands else 0,
        note=of.note_on(claim),
        first=of.first_reading(claim),
    )
