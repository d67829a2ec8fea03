"""Named reads: rows in, frozen views out. No query writes."""

from db.queries.articles import article, articles, captures, sources
from db.queries.candidates import (
    comparable,
    count_keyed,
    has_later,
    key_counts,
    placed,
    sharing,
    vectors,
)
from db.queries.claims import claim, claims, claims_by_id, count_claims, queue
from db.queries.custody import linked_to, links_of, placed_words, protected
from db.queries.links import link, links
from db.queries.log import (
    counts,
    event_view,
    events,
    head,
    last_decision,
    last_event,
    stream_events,
)
from db.queries.rows import batches
from db.queries.storylines import names_of, story_places, storylines

__all__ = [
    "article",
    "articles",
    "batches",
    "captures",
    "claim",
    "claims",
    "claims_by_id",
    "comparable",
    "count_claims",
    "count_keyed",
    "counts",
    "event_view",
    "events",
    "has_later",
    "head",
    "key_counts",
    "last_decision",
    "last_event",
    "link",
    "linked_to",
    "links",
    "links_of",
    "names_of",
    "placed",
    "placed_words",
    "protected",
    "queue",
    "sharing",
    "sources",
    "story_places",
    "storylines",
    "stream_events",
    "vectors",
]
