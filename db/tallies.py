"""Tallies of the index of claims: what each source said, and how large each storyline is.

No list of sources or storylines counts a million claims: the index counts as claims come and go.
"""

from collections.abc import Sequence

from sqlalchemy import Column, Integer, MetaData, String, Table

_own = MetaData()
by_source = Table(
    "claimindex_source",
    _own,
    *(Column(name, Integer) for name in ("source", "n_claims", "n_confirmed", "n_refuted")),
)
by_story = Table(
    "claimindex_story",
    _own,
    Column("story", String),
    Column("n_claims", Integer),
    Column("n_disputed", Integer),
)

# A migration makes these in an index that is older than they are.
TABLES = (
    """CREATE TABLE IF NOT EXISTS claimindex_source (source INTEGER PRIMARY KEY,
        n_claims INTEGER NOT NULL, n_confirmed INTEGER NOT NULL, n_refuted INTEGER NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS claimindex_story (story TEXT PRIMARY KEY,
        n_claims INTEGER NOT NULL, n_disputed INTEGER NOT NULL) WITHOUT ROWID""",
    """CREATE INDEX IF NOT EXISTS claimindex_story_size
        ON claimindex_story (n_claims DESC, n_disputed DESC, story)""",
    """CREATE INDEX IF NOT EXISTS claimindex_story_disputed
        ON claimindex_story (n_disputed DESC, n_claims DESC, story)""",
)

# What a claim counts for, said of its entry in the index.
_SAID = (
    "{0}.shown",
    "{0}.shown AND {0}.verdict = 'confirmed'",
    "{0}.shown AND {0}.verdict = 'refuted'",
)
_STORY = ("1", "{0}.status = 'disputed'")
_IN_STORY = "{0}.storyline <> ''"


def _said_of(entry: str, parts: Sequence[str], each: str) -> str:
    return ", ".join(f"{each}({part.format(entry)})" for part in parts)


# What must stand in them, by table.
COUNTS = {
    "claimindex_source": f"""speaker, {_said_of("claimindex_entry", _SAID, "sum")}
        FROM claimindex_entry GROUP BY speaker""",
    "claimindex_story": f"""storyline, {_said_of("claimindex_entry", _STORY, "sum")}
        FROM claimindex_entry WHERE {_IN_STORY.format("claimindex_entry")} GROUP BY storyline""",
}


def counting(entry: str, sign: str) -> str:
    """Return SQL for a trigger that counts a claim.

    Args:
        entry: its entry: ``NEW`` as it comes, ``OLD`` as it goes.
        sign: ``+`` to count it in, ``-`` to count it out.
    """
    return f"""INSERT INTO claimindex_source
            VALUES ({entry}.speaker, {_said_of(entry, _SAID, sign)})
        ON CONFLICT DO UPDATE SET n_claims = n_claims + excluded.n_claims,
            n_confirmed = n_confirmed + excluded.n_confirmed,
            n_refuted = n_refuted + excluded.n_refuted;
        INSERT INTO claimindex_story SELECT {entry}.storyline, {_said_of(entry, _STORY, sign)}
            WHERE {_IN_STORY.format(entry)}
        ON CONFLICT DO UPDATE SET n_claims = n_claims + excluded.n_claims,
            n_disputed = n_disputed + excluded.n_disputed;
        DELETE FROM claimindex_story WHERE story = {entry}.storyline AND n_claims = 0;"""
