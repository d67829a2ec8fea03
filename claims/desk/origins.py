"""The origins of a claim with their articles: what its number of origins stands for, and why."""

from collections.abc import Sequence

from sqlmodel import Session

from claims.assess.origins import Houses, origin
from claims.assess.status import Standing, supports
from claims.assess.witnesses import Gathered, gather
from claims.standing import statuses
from db import queries
from db.models import ClaimLink
from db.views.claims import ClaimView
from db.views.origins import OriginView, WitnessView
from db.vocabulary import MEDIA, Tie

_OPEN = frozenset({Tie.UNPROVEN, Tie.OWNER_UNKNOWN})


def origins(session: Session, claim_id: str) -> tuple[OriginView, ...]:
    """Return the origins that a claim's ``n_origins`` counts, its own first; () for no such claim.

    Args:
        session: to read with.
        claim_id: the claim.
    """
    links = statuses.links_touching(session, [claim_id]).get(claim_id, ())
    views = queries.claims_by_id(session, [claim_id, *(_far(one, claim_id) for one in links)])
    if claim_id not in views:
        return ()
    links = statuses.weighing(session, claim_id, links, views)
    houses = statuses.houses_of(session, views.values())
    weighed = [(statuses.evidence_of(link, claim_id, views), link) for link in links]
    supporting = [(one, views[_far(link, claim_id)]) for one, link in weighed if supports(one)]
    supporting.sort(key=lambda pair: (pair[1].ordered_at, pair[1].article_id, pair[1].start))
    claim = views[claim_id]
    standing = Standing(statuses.chain_of(claim), claim.stance, houses)
    groups = gather(standing, [one for one, _ in supporting])
    others = [view for _, view in supporting]
    found = [[(others[place], why) for place, why in group.links] for group in groups]
    found[0].insert(0, (claim, Tie.ROOT))
    return tuple(
        _origin_view(group, members, houses) for group, members in zip(groups, found, strict=True)
    )


def _far(link: ClaimLink, claim_id: str) -> str:
    return link.later_id if link.earlier_id == claim_id else link.earlier_id


def _origin_view(
    group: Gathered, members: Sequence[tuple[ClaimView, Tie]], houses: Houses
) -> OriginView:
    head = members[0][0]
    chain = statuses.chain_of(head)
    unnamed = chain.anonymous and not chain.narrated
    akin = any(why is Tie.SAME_FAMILY for _, why in members)
    return OriginView(
        name=chain.carrier if unnamed else group.origin.root if akin else group.speaker,
        unnamed=unnamed,
        medium=unnamed or chain.narrated or head.speaker_kind in MEDIA,
        witnesses=tuple(_witness(*member, head, group, houses) for member in members),
    )


def _witness(
    view: ClaimView, why: Tie, head: ClaimView, group: Gathered, houses: Houses
) -> WitnessView:
    around = bool(view.prefix or view.suffix)
    same = (view.prefix, view.text, view.suffix) == (head.prefix, head.text, head.suffix)
    copied = why is not Tie.ROOT and around and same
    publisher = origin(statuses.chain_of(view), houses).publisher
    return WitnessView(view, Tie.SAME_TEXT if copied else why, publisher == group.origin.house)


def in_words(found: Sequence[OriginView]) -> str:
    """Return the count as a sentence: ``4 articles, 2 origins: Wire (3 relays), Police (1)``."""
    articles = {one.claim.article_id for each in found for one in each.witnesses}
    named = ", ".join(f"{name(each)} ({_numbers(each)})" for each in found)
    return f"{_count(len(articles), 'article')}, {_count(len(found), 'origin')}: {named}"


def name(one: OriginView) -> str:
    """Return what an origin is called."""
    return f"an unnamed source of {one.name}" if one.unnamed else one.name


def _numbers(one: OriginView) -> str:
    home = {each.claim.article_id for each in one.witnesses if each.at_home}
    tied = {each.claim.article_id for each in one.witnesses if each.tie not in _OPEN} - home
    rest = {each.claim.article_id for each in one.witnesses} - home - tied
    if not one.medium:
        home, tied = set(), home | tied
    parts = []
    if home:
        itself = "itself" if len(home) == 1 else f"itself in {len(home):,}"
        parts.append(f"{len(home):,}" if one.unnamed else itself)
    if tied:
        parts.append(_count(len(tied), "relay") if one.medium else f"{len(tied):,}")
    return ", ".join(parts + ([f"{len(rest):,} unproven"] if rest else []))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"
