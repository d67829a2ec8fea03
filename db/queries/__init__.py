"""Named reads: rows in, frozen views out. No query writes."""

from db.queries.articles import article, articles, source, sources
from db.queries.candidates import (
    comparable,
    count_keyed,
    has_later,
    key_counts,
    placed,
    sharing,
    vectors,
)
from db.queries.claims import claim, claims, claims_by_id, count_claims, note, queue
from db.queries.links import link, linked_with, links
from db.queries.log import counts, event_view, events, last_event, stream_events
from db.queries.readings import first_reading
from db.queries.rows import batches
from db.queries.storylines import names_of, story_places, storylines

__all__ = [
    "article",
    "articles",
    "batches",
    "claim",
    "claims",
    "claims_by_id",
    "comparable",
    "count_claims",
    "count_keyed",
    "counts",
    "event_view",
    "events",
    "first_reading",
    "has_later",
    "key_counts",
    "last_event",
    "link",
    "linked_with",
    "links",
    "names_of",
    "note",
    "placed",
    "queue",
    "sharing",
    "source",
    "sources",
    "story_places",
    "storylines",
    "stream_events",
    "vectors",
]
