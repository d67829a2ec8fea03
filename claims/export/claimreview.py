"""Claims that people decided, as ClaimReview: https://schema.org/ClaimReview, in JSON-LD.

Only what a named person decided is a review; the machine's status never becomes one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session

from claims.exchange import moment
from claims.export.records import Record
from claims.export.scope import Scope
from db import queries
from db.views.claims import ClaimView
from db.views.log import EventView
from db.vocabulary import SourceKind, Stance, Verdict

CONTEXT = "https://schema.org"
PEOPLE = frozenset({SourceKind.PERSON, SourceKind.OFFICIAL, SourceKind.ANONYMOUS})

# A claim's words are the proposition; without what its speaker does with them, somebody who
# denied a thing would be reviewed for having claimed it.
STANCES: Mapping[Stance, str] = {
    Stance.DENIES: "Denied: ",
    Stance.CANNOT_CONFIRM: "Could not confirm: ",
    Stance.DECLINES_COMMENT: "Declined to comment: ",
    Stance.RETRACTS: "Retracted: ",
}

WORST, BEST = 1, 5
VALUES: Mapping[Verdict, int] = {Verdict.REFUTED: WORST, Verdict.CONFIRMED: BEST}
EXPLANATION = (
    f"{BEST} = confirmed, {WORST} = refuted, nothing between. Undetermined has no value: "
    "it is no middle between true and false."
)


def reviews(session: Session, scope: Scope) -> Iterator[Record]:
    """Yield a ClaimReview for each claim of the scope that has a verdict today."""
    for claim in scope.decided(session):
        event = queries.last_decision(session, claim.claim_id)
        if claim.verdict is not None and event is not None:
            yield claim_review(
                claim, claim.verdict, event, reason=scope.protection.text(event.reason)
            )


def claim_review(claim: ClaimView, verdict: Verdict, event: EventView, *, reason: str) -> Record:
    """Return the review of a decided claim.

    Args:
        claim: the claim.
        verdict: what a person decided.
        event: the decision that its verdict comes from.
        reason: why, in the words that may be given away.
    """
    return {
        "@context": CONTEXT,
        "@type": "ClaimReview",
        "identifier": f"{claim.claim_id}:{event.event_seq}",
        "claimReviewed": STANCES.get(claim.stance, "") + claim.text,
        "datePublished": event.event_time_utc,
        "author": {"@type": "Person", "name": event.reviewer},
        "reviewBody": reason,
        "reviewRating": _rating(verdict),
        "itemReviewed": _claim(claim),
    }


def _rating(verdict: Verdict) -> Record:
    rating: dict[str, Any] = {
        "@type": "Rating",
        "bestRating": BEST,
        "worstRating": WORST,
        "alternateName": verdict.capitalize(),
        "ratingExplanation": EXPLANATION,
    }
    if verdict in VALUES:
        rating["ratingValue"] = VALUES[verdict]
    return rating


def _claim(claim: ClaimView) -> Record:
    kind = "Person" if claim.speaker_kind in PEOPLE else "Organization"
    return {
        "@type": "Claim",
        "identifier": claim.claim_id,
        "text": claim.text,
        "author": {"@type": kind, "name": claim.speaker},
        "appearance": [_appearance(claim)],
    } | _dated(claim)


def _appearance(claim: ClaimView) -> Record:
    # An address that is none, as of an article that attacks its readers, must not become a link.
    web = claim.article_url.startswith(("https://", "http://"))
    return {
        "@type": "NewsArticle",
        "headline": claim.article_title,
        "publisher": {"@type": "Organization", "name": claim.publisher},
        **({"url": claim.article_url} if web else {}),
        **_dated(claim),
    }


def _dated(claim: ClaimView) -> dict[str, str]:
    published = moment(claim.published_at)
    return {"datePublished": published} if published else {}
