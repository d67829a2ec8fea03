"""Judged links as pairs to train on, and the judge refitted to them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from claims.errors import ConfigurationError, InputError
from claims.export.selection import protection
from claims.export.target import part_of
from claims.link.compare import Pair
from claims.link.learnt import Judge, load_weights
from claims.link.match import Linker, Statement
from claims.link.reading import read
from claims.link.refit import FOLDS, Figures, Judged, agree, agree_unseen, refit
from claims.pipeline.known import statement
from claims.registry import create, linkers
from claims.settings import Settings
from db import queries
from db.engine import reading
from db.views.claims import LinkView
from db.vocabulary import Judgement

FEWEST = 20


@dataclass(frozen=True, slots=True)
class Refitted:
    """What refitting came to.

    Attributes:
        before: agreement of the weights that ship with what people judged.
        after: that of refitted weights with judgements that they had not seen.
        path: where the new weights lie.
    """

    before: Figures
    after: Figures
    path: Path


def judged_links(session: Session) -> list[LinkView]:
    """Return the links that people accepted or rejected, in the order of their ids."""
    links = queries.links(session, possible=True)
    judged = (one for one in links if one.judgement is not Judgement.UNREVIEWED)
    return sorted(judged, key=lambda one: one.link_id)


def training_pairs(engine: Engine) -> list[dict[str, Any]]:
    """Return judged links as rows of a file of pairs: see ``claims compare``.

    No row names a protected source.
    Of an accepted link ``relation`` is what was suggested; of a rejected one it is None, and
    ``rejected`` says what does not hold.
    """
    with reading(engine) as session:
        hidden = protection(session)
        return [_pair(hidden.link(link)) for link in judged_links(session)]


def _pair(link: LinkView) -> dict[str, Any]:
    accepted = link.judgement is Judgement.ACCEPTED
    sides = {
        f"{side}{name}": value
        for side, claim in (("earlier", link.earlier), ("later", link.later))
        for name, value in (
            ("", claim.text),
            ("_speaker", claim.speaker),
            ("_date", claim.ordered_at.date().isoformat()),
            ("_stance", claim.stance.value),
        )
    }
    relation = link.relation.value
    return {
        **sides,
        "relation": relation if accepted else None,
        "rejected": None if accepted else relation,
        "link_id": link.link_id,
    }


def refit_judge(engine: Engine, settings: Settings, to: Path) -> Refitted:
    """Fit the judge to what people judged, and write the new weights; nothing uses them yet.

    Args:
        engine: the desk.
        settings: name the linker and the weights in use.
        to: where the new weights go.

    Raises:
        ConfigurationError: the linker learns nothing.
        InputError: too few links were judged, or all in one way; or the file cannot be written, is
            in use, or is a desk.
    """
    linker: Linker = create(linkers, settings.linker, settings)
    if settings.judge is not None and to.absolute() == settings.judge.absolute():
        raise InputError(f"{to} is in use; name another file with --to")
    if not isinstance(linker, Judge):
        raise ConfigurationError(f"{linker.name} learns nothing; set CLAIMS_LINKER=claims.Judge.v1")
    with reading(engine) as session:
        links = judged_links(session)
        wanted = {end.claim_id for link in links for end in (link.earlier, link.later)}
        views = queries.comparable(session, wanted)
    claims = {view.claim.claim_id: statement(view) for view in views}
    judged = [_judged(linker, link, claims) for link in links]
    accepted = sum(one.accepted for one in judged)
    if min(accepted, len(judged) - accepted) < FOLDS or len(judged) < FEWEST:
        raise InputError(
            f"{accepted} links were accepted and {len(judged) - accepted} rejected; judge {FEWEST} "
            f"or more, {FOLDS} of each kind at least, before the judge can learn from them"
        )
    # From what ships, not from an earlier refit: that has heard of these links already.
    shipped = load_weights()
    version = f"{shipped.version} refitted {datetime.now(UTC):%Y-%m-%d}, {len(judged)} links"
    with part_of(to) as part:
        refit(shipped, judged, version).save(part)
    return Refitted(agree(shipped, judged), agree_unseen(shipped, judged), to)


def _judged(judge: Judge, link: LinkView, claims: dict[str, Statement]) -> Judged:
    later, earlier = claims[link.later.claim_id], claims[link.earlier.claim_id]
    measures = judge.measure(Pair(read(later), read(earlier)))
    return Judged(measures, link.relation, link.judgement is Judgement.ACCEPTED)
