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
from db.queries.claims import claim, claims, claims_by_id, count_claims, note
from db.queries.custody import (
    bearing_on,
    linked_to,
    links_of,
    placed_words,
    protected,
    taken_back,
)
from db.queries.links import holding, link, linked_with, links
from db.queries.log import (
    counts,
    decided_since,
    event_view,
    events,
    head,
    in_force,
    last_decision,
    last_event,
    stream_events,
    unrivalled,
)
from db.queries.names import source_names
from db.queries.queue import queue, waiting
from db.queries.readings import first_reading
from db.queries.rows import batches
from db.queries.storylines import names_of, story_places, storylines

__all__ = [
    "article",
    "articles",
    "batches",
    "bearing_on",
    "captures",
    "claim",
    "claims",
    "claims_by_id",
    "comparable",
    "count_claims",
    "count_keyed",
    "counts",
    "decided_since",
    "event_view",
    "events",
    "first_reading",
    "has_later",
    "head",
    "holding",
    "in_force",
    "key_counts",
    "last_decision",
    "last_event",
    "link",
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
    "source_names",
    "sources",
    "story_places",
    "storylines",
    "stream_events",
    "taken_back",
    "unrivalled",
    "vectors",
    "waiting",
]
