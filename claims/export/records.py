"""Views as records: the columns that others rely on, in their order, with their true values."""

from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any

from claims.exchange import moment
from db.views.claims import ClaimView, LinkView
from db.views.custody import CaptureView
from db.views.log import EventView
from db.views.origins import OriginView

Record = Mapping[str, Any]

CLAIM_COLUMNS = (
    "claim_id",
    "article_id",
    "article_title",
    "article_file",
    "article_url",
    "publisher",
    "published_at",
    "text",
    "start",
    "end",
    "fragments",
    "prefix",
    "suffix",
    "cue",
    "speaker",
    "speaker_surface",
    "speaker_kind",
    "speaker_aliases",
    "via",
    "anonymous",
    "mode",
    "stance",
    "worth",
    "shown",
    "status",
    "verdict",
    "n_origins",
    "credibility",
    "score",
    "extractor",
    "circular",
    "unnamed_origin",
    "storyline",
)

LINK_COLUMNS = (
    "link_id",
    "relation",
    "score",
    "judgement",
    "reason",
    "earlier_claim_id",
    "earlier_article_title",
    "earlier_article_file",
    "earlier_text",
    "later_claim_id",
    "later_article_title",
    "later_article_file",
    "later_text",
    "linker",
)

CAPTURE_COLUMNS = (
    "sha256",
    "bytes",
    "article_id",
    "title",
    "publisher",
    "author",
    "url",
    "file",
    "published_at",
    "added_at",
    "encoding",
    "text_sha256",
    "tools",
    "withdrawn",
)

LOG_COLUMNS = tuple(field.name for field in fields(EventView))
_VALUES = attrgetter(*LOG_COLUMNS)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claims": CLAIM_COLUMNS,
    "links": LINK_COLUMNS,
    "log": LOG_COLUMNS,
}


def claim_record(claim: ClaimView) -> Record:
    """Return the columns of the claims export; lists are lists, what is missing is None."""
    values = {name: getattr(claim, name) for name in CLAIM_COLUMNS}
    values["published_at"] = moment(claim.published_at)
    values["fragments"] = [list(fragment) for fragment in claim.fragments]
    values["speaker_aliases"] = list(claim.speaker_aliases)
    values["via"] = list(claim.via)
    values["circular"] = list(claim.circular)
    return values


def link_record(link: LinkView) -> Record:
    """Return the columns of the links export."""
    ends = {"earlier": link.earlier, "later": link.later}
    values: dict[str, Any] = {
        f"{end}_{name}": getattr(claim, name)
        for end, claim in ends.items()
        for name in ("claim_id", "article_title", "article_file", "text")
    }
    own = ("link_id", "relation", "score", "judgement", "reason", "linker")
    values |= {name: getattr(link, name) for name in own}
    return {name: values[name] for name in LINK_COLUMNS}


def origin_record(origin: OriginView) -> Record:
    """Return an origin of a claim with the articles that are counted with it, and why."""
    return {
        "name": origin.name,
        "unnamed": origin.unnamed,
        "articles": [
            {
                "article_id": one.claim.article_id,
                "publisher": one.claim.publisher,
                "claim_id": one.claim.claim_id,
                "why": one.tie.value,
            }
            for one in origin.witnesses
        ],
    }


def event_record(event: EventView) -> Record:
    """Return the columns of the verification log."""
    return dict(zip(LOG_COLUMNS, _VALUES(event), strict=True))


def capture_record(capture: CaptureView) -> Record:
    """Return what is known of an article's raw bytes: whence, when and by what they came in."""
    article = capture.article
    values = {name: getattr(article, name, None) for name in CAPTURE_COLUMNS}
    return values | {
        "sha256": capture.sha256,
        "bytes": len(capture.raw),
        "published_at": moment(article.published_at),
        "added_at": moment(article.added_at),
        "tools": [f"{name} {version}" for name, version in capture.tools.items()],
    }
