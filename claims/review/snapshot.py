"""What a decision was made on: the claim and its article as they stood, kept in the log row."""

from datetime import UTC

from claims.assess.status import Assessment
from db.models import ReviewEvent
from db.views import ClaimView
from db.vocabulary import Reliability


def describe(event: ReviewEvent, before: ClaimView, after: ClaimView, assessed: Assessment) -> None:
    """Fill in the columns of a log row that describe the claim and its article.

    Args:
        event: the row.
        before: the claim as it stood before the decision.
        after: the claim as it stands now.
        assessed: what its links say now.
    """
    _describe_article(event, before)
    event.claim_id, event.claim_text = before.claim_id, before.text
    event.speaker, event.via = before.speaker, " > ".join(before.via)
    event.char_start, event.char_end = before.start, before.end
    event.status_before, event.status_after = before.status.value, after.status.value
    event.verdict_before = str(before.verdict or "")
    event.verdict_after = str(after.verdict or "")
    event.n_supporting, event.n_opposing = assessed.n_supporting, assessed.n_opposing
    event.n_origins = assessed.n_origins
    # F is a missing value: nobody has set a letter for the source.
    event.source_reliability = Reliability.F.value
    event.info_credibility = assessed.credibility.value
    event.extractor, event.machine_score = before.extractor, f"{before.score:.3f}"


def _describe_article(event: ReviewEvent, claim: ClaimView) -> None:
    event.publisher = claim.publisher
    event.article_title, event.article_url = claim.article_title, claim.article_url
    published = claim.published_at
    event.published_at = (
        published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if published else ""
    )
    event.content_sha256 = claim.content_sha256
