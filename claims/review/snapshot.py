"""What a decision was made on: the object and its article as they stood, kept in the log row."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from claims.assess.status import Assessment
from claims.exchange import moment
from db import queries
from db.models import Source
from db.views.claims import ClaimView
from db.vocabulary import Reliability

Columns = dict[str, Any]


def claim_shown(session: Session, claim_id: str) -> Columns:
    """Return the columns of a log row that describe a claim as it stands; none where it is not."""
    claim = queries.claim(session, claim_id)
    return _of_claim(claim) if claim else {}


def link_shown(session: Session, link_id: str) -> Columns:
    """Return the columns that describe a link: its later claim, and who suggested it."""
    link = queries.link(session, link_id)
    if link is None:
        return {}
    suggested = {"extractor": link.linker, "machine_score": f"{link.score:.3f}"}
    return _of_claim(link.later) | suggested


def source_shown(session: Session, name: str) -> Columns:
    """Return the columns that describe a source: it stands where the speaker of a claim would."""
    source = session.exec(select(Source).where(col(Source.name) == name)).one_or_none()
    return {"speaker": name, "source_reliability": _letter(source.reliability)} if source else {}


def article_shown(session: Session, article_id: str) -> Columns:
    """Return the columns that describe an article."""
    article = queries.article(session, article_id)
    if article is None:
        return {}
    return {
        "publisher": article.publisher,
        "article_title": article.title,
        "article_url": article.url,
        "published_at": _moment(article.published_at),
        "content_sha256": article.content_sha256,
    }


def outcome(claim: ClaimView, assessed: Assessment) -> Columns:
    """Return the columns that say how a claim stands after a decision.

    Args:
        claim: the claim.
        assessed: what its links say now.
    """
    return {
        "status_after": claim.status.value,
        "verdict_after": str(claim.verdict or ""),
        "n_supporting": assessed.n_supporting,
        "n_opposing": assessed.n_opposing,
        "n_origins": assessed.n_origins,
        "info_credibility": assessed.credibility.value,
    }


def _of_claim(claim: ClaimView) -> Columns:
    return {
        "claim_id": claim.claim_id,
        "claim_text": claim.text,
        "speaker": claim.speaker,
        "via": " > ".join(claim.via),
        "publisher": claim.publisher,
        "article_title": claim.article_title,
        "article_url": claim.article_url,
        "published_at": _moment(claim.published_at),
        "content_sha256": claim.content_sha256,
        "char_start": claim.start,
        "char_end": claim.end,
        "status_before": claim.status.value,
        "verdict_before": str(claim.verdict or ""),
        "source_reliability": _letter(claim.reliability),
        "extractor": claim.extractor,
        "machine_score": f"{claim.score:.3f}",
    }


def _letter(reliability: Reliability | None) -> str:
    # F is a missing value: nobody has set a letter for the source.
    return (reliability or Reliability.F).value


def _moment(time: datetime | None) -> str:
    return moment(time) or ""
