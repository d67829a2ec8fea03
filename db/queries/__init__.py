"""Named reads: rows in, frozen views out. No query writes."""

from db.queries.articles import article, articles, captures, source, sources
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
from db.queries.custody import (
    bearing_on,
    linked_to,
    links_of,
    placed_words,
    protected,
    taken_back,
)
from db.queries.facets import facets
from db.queries.links import link, link_counts, linked_with, links
from db.queries.listing import changes, found_ids
from db.queries.log import (
    counts,
    event_view,
    events,
    head,
    last_decision,
    last_event,
    stream_events,
)
from db.queries.readings import first_reading
from db.queries.rows import batches
from db.queries.storylines import names_of, story_places, storylines

__all__ = [
    "article",
    "articles",
    "batches",
    "bearing_on",
    "captures",
    "changes",
    "claim",
    "claims",
    "claims_by_id",
    "comparable",
    "count_claims",
    "count_keyed",
    "counts",
    "event_view",
    "events",
    "facets",
    "first_reading",
    "found_ids",
    "has_later",
    "head",
    "key_counts",
    "last_decision",
    "last_event",
    "link",
    "link_counts",
    "linked_to",
    "linked_with",
    "links",
    "links_of",
    "names_of",
    "note",
    "placed",
    "placed_words",
    "protected",
    "queue",
    "sharing",
    "source",
    "sources",
    "story_places",
    "storylines",
    "stream_events",
    "taken_back",
    "vectors",
]
