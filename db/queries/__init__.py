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
from db.queries.decisions import count_decisions, decisions, reviewers
from db.queries.links import link, linked_with, links
from db.queries.log import (
    counts,
    event_view,
    events,
    head,
    last_decision,
    last_event,
    stream_events,
)
from db.queries.overview import (
    arrivals,
    changes,
    cited_week,
    contested,
    disputes,
    standings,
    waiting,
)
from db.queries.readings import first_reading
from db.queries.rows import batches
from db.queries.storylines import (
    count_storylines,
    names_of,
    story_events,
    story_places,
    storyline,
    storylines,
    ties,
)

__all__ = [
    "arrivals",
    "article",
    "articles",
    "batches",
    "bearing_on",
    "captures",
    "changes",
    "cited_week",
    "claim",
    "claims",
    "claims_by_id",
    "comparable",
    "contested",
    "count_claims",
    "count_decisions",
    "count_keyed",
    "count_storylines",
    "counts",
    "decisions",
    "disputes",
    "event_view",
    "events",
    "first_reading",
    "has_later",
    "head",
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
    "reviewers",
    "sharing",
    "source",
    "sources",
    "standings",
    "story_events",
    "story_places",
    "storyline",
    "storylines",
    "stream_events",
    "taken_back",
    "ties",
    "vectors",
    "waiting",
]
