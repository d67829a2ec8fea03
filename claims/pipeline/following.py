"""Between extract and link: claims are looked for in the text that is there now.

A claim whose sentence changed or went is never changed itself: its :class:`Anchor` says what became
of it, and from that the alarm follows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, and_, delete, func, or_, select
from sqlmodel import Session, col

from claims.pipeline.step import Step, recorded
from claims.standing.statuses import refresh
from claims.versions.anchoring import Span
from claims.versions.following import Seen, follow, stands_at
from db.engine import reading, writing
from db.models import Anchor, Article, Claim, Sighting
from db.queries.rows import batches
from db.vocabulary import Anchored, Mode, Stage

# A speaker or cue farther from the words of a claim stands in another sentence that it may share.
NEAR = 300


@dataclass(frozen=True, slots=True)
class Held:
    """A claim, by what it is looked for with."""

    claim_id: str
    span: Span
    mode: Mode


@dataclass(frozen=True, slots=True)
class Series:
    """What stood at one address, in order.

    Attributes:
        sightings: id of the article, and since when it stood there.
        last: id of the latest sighting.
        texts: by article.
        files: by article.
        claims: by article.
    """

    sightings: Sequence[tuple[str, str]]
    last: int
    texts: Mapping[str, str]
    files: Mapping[str, str]
    claims: Mapping[str, Sequence[Held]]


def follow_claims(engine: Engine) -> Iterator[Step]:
    """Look for the claims of every address whose text changed since they were looked for."""
    with reading(engine) as session:
        waiting = _waiting(session)
    if not waiting:
        return
    with recorded(engine, Stage.EXTRACT, {"claims.versions": "1"}) as run:
        for done, (address, way) in enumerate(waiting, start=1):
            with reading(engine) as session:
                series = _series(session, address, way)
            anchors = _anchors(series)
            with writing(engine) as session:
                _store(session, anchors)
            ends = Counter(one.anchored for one in anchors if one.continues is None)
            run.counts.update(ends)
            yield Step(Stage.EXTRACT, done, len(waiting), _note(ends), _file(series))


def _waiting(session: Session) -> list[tuple[str, str]]:
    """Return addresses, and ways, of which a claim was not looked for in the latest text."""
    last = (
        select(Sighting.address, Sighting.way, func.max(col(Sighting.id)).label("last"))  # type: ignore[call-overload]
        .group_by(col(Sighting.address), col(Sighting.way))
        .having(func.count(func.distinct(col(Sighting.article_id))) > 1)
        .subquery()
    )
    of_one = and_(col(Sighting.address) == last.c.address, col(Sighting.way) == last.c.way)
    # Since a person or a newer extractor set its words, a claim rests on another sentence.
    moved = func.instr(col(Anchor.was), col(Claim.text)) == 0
    rows = (
        select(last.c.address, last.c.way)
        .join(Sighting, of_one)
        .join(Claim, col(Claim.article_id) == col(Sighting.article_id))
        .outerjoin(Anchor, col(Anchor.claim_id) == col(Claim.id))
        .where(or_(col(Anchor.claim_id).is_(None), col(Anchor.sighting_id) < last.c.last, moved))
        .distinct()
        .order_by(last.c.address, last.c.way)
    )
    return [(address, way) for address, way in session.execute(rows)]


def _series(session: Session, address: str, way: str) -> Series:
    rows = select(Sighting).where(col(Sighting.address) == address, col(Sighting.way) == way)
    seen = session.scalars(rows.order_by(col(Sighting.id))).all()
    ids = {one.article_id for one in seen}
    texts, files = {}, {}
    for article in session.scalars(select(Article).where(col(Article.id).in_(ids))):
        texts[article.id], files[article.id] = article.text, article.file
    claims: defaultdict[str, list[Held]] = defaultdict(list)
    kept = select(Claim).where(col(Claim.article_id).in_(ids)).order_by(col(Claim.id))
    for claim in session.scalars(kept):
        claims[claim.article_id].append(Held(claim.id, _span(claim), claim.mode))
    sightings = [(one.article_id, told(one.first_at)) for one in seen]
    last = seen[-1].id
    assert last is not None
    return Series(sightings, last, texts, files, claims)


def _span(claim: Claim) -> Span:
    """Return where a claim stands, and the words near it that make it one: cue and speaker."""
    pieces = [(claim.start, claim.end)]
    for start, end in (
        (claim.cue_start, claim.cue_end),
        (claim.speaker_start, claim.speaker_end),
    ):
        if start >= 0 and end > claim.start - NEAR and start < claim.end + NEAR:
            pieces.append((start, end))
    return Span(claim.start, claim.end, min(pieces)[0], max(end for _, end in pieces))


def _anchors(series: Series) -> list[Anchor]:
    found: list[Anchor] = []
    earlier: list[tuple[str, Held]] = []
    for article_id in dict.fromkeys(one for one, _ in series.sightings):
        place = [one for one, _ in series.sightings].index(article_id)
        own, *later = [Seen(series.texts[one], at) for one, at in series.sightings[place:]]
        roots = []
        for claim in series.claims.get(article_id, ()):
            continues = _root(series, earlier, article_id, claim)
            followed = follow(own, claim.span, later)
            where = followed.anchor
            found.append(
                Anchor(
                    claim_id=claim.claim_id,
                    sighting_id=series.last,
                    anchored=where.anchored,
                    start=where.start,
                    end=where.end,
                    was=where.was,
                    now=where.now,
                    since=followed.since,
                    raised_at=told(datetime.now(UTC)),
                    continues=continues,
                )
            )
            roots += [] if continues else [(article_id, claim)]
        earlier += roots
    return found


def _root(
    series: Series, earlier: Sequence[tuple[str, Held]], article_id: str, claim: Held
) -> str | None:
    """Return the claim of an earlier version that a claim is, None where it is new."""
    text = series.texts[article_id]
    for other_id, other in earlier:
        at = (claim.span.start, claim.span.end)
        if other.mode == claim.mode and stands_at(series.texts[other_id], other.span, text, *at):
            return other.claim_id
    return None


def _store(session: Session, anchors: Sequence[Anchor]) -> None:
    """Write anchors in the place of earlier ones; who was told once is not told again."""
    for some in batches(anchors):
        ids = [one.claim_id for one in some]
        earlier = session.scalars(select(Anchor).where(col(Anchor.claim_id).in_(ids)))
        told_at = {(one.claim_id, one.anchored, one.now): one.raised_at for one in earlier}
        session.execute(delete(Anchor).where(col(Anchor.claim_id).in_(ids)))
        # Meanwhile an extractor may have taken a claim away.
        here = set(session.scalars(select(col(Claim.id)).where(col(Claim.id).in_(ids))))
        for one in some:
            one.raised_at = told_at.get((one.claim_id, one.anchored, one.now), one.raised_at)
        session.add_all(one for one in some if one.claim_id in here)
        session.flush()
        refresh(session, here)


def told(moment: datetime) -> str:
    """Return a time in the form of the log's."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _note(ends: Mapping[Anchored, int]) -> str:
    words = [f"{ends[one]} {one}" for one in Anchored if ends.get(one)]
    return f"claims followed into the text that is there now: {', '.join(words) or 'none'}"


def _file(series: Series) -> str:
    return series.files[series.sightings[-1][0]]
