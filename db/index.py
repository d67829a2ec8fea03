"""The index of claims, by which they are searched, filtered and counted however many there are.

All of it is particular to SQLite and its FTS5. Each claim has an entry whose number, its place,
grows with time: the newest matches come first without sorting, and words and filters together are
one query of the full-text index, as quick for what is rare as for what is common. Everything in it
is derived. Triggers keep it in step with the tables, whoever writes them; it can be made anew.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    func,
    select,
    text,
)
from sqlmodel import Session

from db import tallies

# What the names of all that belongs to the index begin with.
OWN = "claimindex"

# So many places has a second; the claims of one second are numbered in it as they come.
SECOND = 1 << 24

# Facets that have few words each: claims are counted by all of them at once.
COUNTED = ("month", "shown", "status", "verdict", "stance", "kind", "flagged")
# Facets of which there are as many as there are people, papers and stories.
NAMED = ("speaker", "publisher", "storyline")
_FULL_TEXT = ("words", "status", "verdict", "stance", "kind", *NAMED, "article", "marks")

# Places are of 64 bits.
FIRST, LAST = -(1 << 63), (1 << 63) - 1


def _column(name: str) -> Column[Any]:
    return Column(name, Integer if name in {"shown", "flagged", "speaker", "publisher"} else String)


_own = MetaData()
full_text = Table(
    "claimindex", _own, Column("rowid", Integer, primary_key=True), Column("claimindex", String)
)
entries = Table(
    "claimindex_entry",
    _own,
    Column("place", Integer, primary_key=True),
    Column("claim_id", String),
    *(_column(name) for name in (*COUNTED, *NAMED)),
)
tally = Table("claimindex_tally", _own, *map(_column, COUNTED), Column("n", Integer))
version = Table("claimindex_version", _own, Column("version", Integer))

_counted, _named = ", ".join(COUNTED), ", ".join(NAMED)
TABLES = (
    # The sizes of columns serve ranking by relevance, which is slow at a million; ours is by time.
    f"""CREATE VIRTUAL TABLE claimindex USING fts5({", ".join(_FULL_TEXT)},
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3', columnsize = 0)""",
    f"""CREATE TABLE claimindex_entry (
        place INTEGER PRIMARY KEY, claim_id TEXT NOT NULL UNIQUE, {_counted}, {_named})""",
    f"""CREATE TABLE claimindex_tally ({_counted}, n INTEGER NOT NULL, PRIMARY KEY ({_counted}))
        WITHOUT ROWID""",
    "CREATE TABLE claimindex_version (version INTEGER NOT NULL)",
    "INSERT INTO claimindex_version VALUES (0)",
    *tallies.TABLES,
)


def _names(kept: str) -> str:
    """Return SQL for the names that a source is read under, of all that are merged into it.

    The index of ``kept_id`` is named: most are NULL, which misleads the statistics.
    """
    merged = f"source AS merged INDEXED BY ix_source_kept_id WHERE merged.kept_id = {kept}"
    return f"""(SELECT group_concat(name, char(10)) FROM (
        SELECT name FROM source WHERE id = {kept}
        UNION ALL SELECT name FROM alias WHERE source_id = {kept}
        UNION ALL SELECT merged.name FROM {merged}
        UNION ALL SELECT alias.name FROM {merged.replace("WHERE", "CROSS JOIN alias WHERE")}
            AND alias.source_id = merged.id))"""


_FLAGGED = "(json_array_length(claim.circular) > 0 OR claim.unnamed_origin <> '')"

VIEWS = {
    "claimindex_read": f"""
        CREATE VIEW claimindex_read AS SELECT
            claim.id AS claim_id,
            CAST(strftime('%s', article.ordered_at) AS INTEGER) * {SECOND} AS second,
            COALESCE(strftime('%Y-%m', article.published_at), '') AS month,
            claim.shown AS shown,
            claim.status AS status,
            COALESCE(claim.verdict, 'undecided') AS verdict,
            claim.stance AS stance,
            speaker.kind AS kind,
            {_FLAGGED} AS flagged,
            speaker.id AS speaker,
            COALESCE(printed.kept_id, printed.id) AS publisher,
            COALESCE(claim.storyline, '') AS storyline,
            article.id AS article,
            iif(claim.shown, 'shown ', '') || iif(article.published_at IS NULL, '', 'dated ')
                || iif({_FLAGGED}, 'flagged ', '') || 'listed' AS marks,
            claim.text || char(10) || article.title || char(10) || claim.speaker_surface
                || char(10) || {_names("speaker.id")}
                || char(10) || COALESCE((SELECT
                    group_concat({_names("COALESCE(relaying.kept_id, relaying.id)")}, char(10))
                    FROM relay JOIN source AS relaying ON relaying.id = relay.source_id
                    WHERE relay.claim_id = claim.id), '')
                || char(10) || COALESCE((SELECT group_concat(value, char(10))
                    FROM json_each(claim.proposition, '$.entities')), '') AS words
        FROM claim
        JOIN article ON article.id = claim.article_id
        JOIN source AS named ON named.id = claim.speaker_id
        JOIN source AS speaker ON speaker.id = COALESCE(named.kept_id, named.id)
        JOIN source AS printed ON printed.id = article.publisher_id
        WHERE claim.added IS NOT ''""",
    # What is written into it is entered anew: SQLite has no other procedures.
    "claimindex_anew": "CREATE VIEW claimindex_anew AS SELECT '' AS claim_id",
}

_SHOWN_OF_CLAIM = (
    "article_id",
    "text",
    "speaker_id",
    "speaker_surface",
    "stance",
    "shown",
    "status",
    "verdict",
    "storyline",
    "circular",
    "unnamed_origin",
    "added",
    "proposition",
)
_SHOWN_OF_ARTICLE = ("title", "publisher_id", "published_at", "ordered_at")
_SHOWN_OF_SOURCE = ("name", "kind", "kept_id")


def _set(table: str, columns: Sequence[str]) -> str:
    old, new = (", ".join(f"{row}.{name}" for name in columns) for row in ("OLD", "NEW"))
    return f"AFTER UPDATE OF {', '.join(columns)} ON {table} WHEN ({old}) IS NOT ({new})"


def _anew(claims: str) -> str:
    return f"INSERT INTO claimindex_anew {claims};"


_VERSION = "UPDATE claimindex_version SET version = version + 1;"


def _reworded(claims: str) -> str:
    """Write only the words of claims anew, by rising place: a source may have many thousands."""
    return f"""UPDATE claimindex SET words = (SELECT claimindex_read.words
            FROM claimindex_entry JOIN claimindex_read USING (claim_id)
            WHERE claimindex_entry.place = claimindex.rowid)
        WHERE rowid IN (SELECT place FROM claimindex_entry WHERE claim_id IN ({claims}));
        {_VERSION}"""


def _spoken_by(*sources: str) -> str:
    """Select the claims that a source, or one that is read as the same, says or relays."""
    kept = f"SELECT COALESCE(kept_id, id) FROM source WHERE id IN ({', '.join(sources)})"
    group = f"""SELECT id FROM source WHERE id IN ({kept}) UNION ALL
        SELECT merged.id FROM source AS merged INDEXED BY ix_source_kept_id
        WHERE merged.kept_id IN ({kept})"""
    return f"""SELECT id FROM claim WHERE speaker_id IN ({group})
        UNION SELECT claim_id FROM relay WHERE source_id IN ({group})"""


def _every(*triggers: tuple[str, str, str]) -> dict[str, str]:
    return {
        f"claimindex_{name}": f"CREATE TRIGGER claimindex_{name} {when} BEGIN {what} END"
        for name, when, what in triggers
    }


# The tallies as they must be, by table.
_COUNTS = {
    "claimindex_tally": f"{_counted}, count(*) FROM claimindex_entry GROUP BY {_counted}",
    **tallies.COUNTS,
}

_OLD = " AND ".join(f"{name} = OLD.{name}" for name in COUNTED)
_NEW = ", ".join(f"NEW.{name}" for name in COUNTED)
_PUBLISHED = "SELECT claim.id FROM article CROSS JOIN claim ON claim.article_id = article.id"

TRIGGERS = _every(
    (
        "enters",
        "AFTER INSERT ON claimindex_entry",
        f"""INSERT INTO claimindex_tally VALUES ({_NEW}, 1) ON CONFLICT DO UPDATE SET n = n + 1;
        {tallies.counting("NEW", "+")}
        {_VERSION}""",
    ),
    (
        "leaves",
        "AFTER DELETE ON claimindex_entry",
        f"""DELETE FROM claimindex WHERE rowid = OLD.place;
        UPDATE claimindex_tally SET n = n - 1 WHERE {_OLD};
        {tallies.counting("OLD", "-")}
        {_VERSION}""",
    ),
    (
        "turns",
        "INSTEAD OF INSERT ON claimindex_anew",
        f"""DELETE FROM claimindex_entry WHERE claim_id = NEW.claim_id;
        INSERT INTO claimindex_entry SELECT COALESCE((SELECT max(place) + 1 FROM claimindex_entry
                WHERE place BETWEEN second AND second + {SECOND - 1}), second),
            claim_id, {_counted}, {_named} FROM claimindex_read WHERE claim_id = NEW.claim_id;
        INSERT INTO claimindex (rowid, {", ".join(_FULL_TEXT)})
            SELECT (SELECT place FROM claimindex_entry WHERE claim_id = NEW.claim_id),
            {", ".join(_FULL_TEXT)} FROM claimindex_read WHERE claim_id = NEW.claim_id;""",
    ),
    ("claim_new", "AFTER INSERT ON claim", _anew("VALUES (NEW.id)")),
    ("claim_set", _set("claim", _SHOWN_OF_CLAIM), _anew("VALUES (NEW.id)")),
    (
        "claim_gone",
        "AFTER DELETE ON claim",
        "DELETE FROM claimindex_entry WHERE claim_id = OLD.id;",
    ),
    ("relay_new", "AFTER INSERT ON relay", _anew("VALUES (NEW.claim_id)")),
    ("relay_set", "AFTER UPDATE ON relay", _anew("VALUES (OLD.claim_id), (NEW.claim_id)")),
    ("relay_gone", "AFTER DELETE ON relay", _anew("VALUES (OLD.claim_id)")),
    (
        "article_set",
        _set("article", _SHOWN_OF_ARTICLE),
        _anew("SELECT id FROM claim WHERE article_id = NEW.id"),
    ),
    (
        "source_set",
        _set("source", _SHOWN_OF_SOURCE),
        _anew(_spoken_by("NEW.id", "OLD.kept_id")),
    ),
    (
        "publisher_set",
        _set("source", ["kept_id"]),
        _anew(f"{_PUBLISHED} WHERE article.publisher_id = NEW.id"),
    ),
    ("alias_new", "AFTER INSERT ON alias", _reworded(_spoken_by("NEW.source_id"))),
    ("alias_set", "AFTER UPDATE ON alias", _reworded(_spoken_by("OLD.source_id", "NEW.source_id"))),
    ("alias_gone", "AFTER DELETE ON alias", _reworded(_spoken_by("OLD.source_id"))),
)


def release_index(connection: Connection) -> None:
    """Take the triggers and views away, which a migration that remakes a table would trip over."""
    for kind, names in (("TRIGGER", TRIGGERS), ("VIEW", VIEWS)):
        for name in names:
            connection.execute(text(f"DROP {kind} IF EXISTS {name}"))


def renew_index(connection: Connection) -> None:
    """Make views and triggers, and enter every claim anew; a desk without an index gets none."""
    if not connection.dialect.has_table(connection, OWN):
        return
    release_index(connection)
    for made in VIEWS.values():
        connection.exec_driver_sql(made)
    for table in ("claimindex", "claimindex_entry", *_COUNTS):
        connection.exec_driver_sql(f"DELETE FROM {table}")
    connection.exec_driver_sql(
        f"""INSERT INTO claimindex_entry SELECT second - 1 + row_number() OVER
        (PARTITION BY second ORDER BY claim_id), claim_id, {_counted}, {_named}
        FROM claimindex_read"""
    )
    connection.exec_driver_sql(
        f"""INSERT INTO claimindex (rowid, {", ".join(_FULL_TEXT)})
        SELECT place, {", ".join(f"claimindex_read.{name}" for name in _FULL_TEXT)}
        FROM claimindex_entry CROSS JOIN claimindex_read USING (claim_id) ORDER BY place"""
    )
    for table, counts in _COUNTS.items():
        connection.exec_driver_sql(f"INSERT INTO {table} SELECT {counts}")
    connection.exec_driver_sql(_VERSION)
    for made in TRIGGERS.values():
        connection.exec_driver_sql(made)


def index_problems(session: Session) -> list[str]:
    """Return where the index is not what the tables say, each a sentence; nothing where it is."""
    rows = session.execute(text(f"SELECT name, sql FROM sqlite_master WHERE name GLOB '{OWN}*'"))
    found = {name: (sql or "").split() for name, sql in rows}
    return [
        f"{name} of the index is missing or altered"
        for name, made in (VIEWS | TRIGGERS).items()
        if found.get(name) != made.split()
    ] or [*_differences(session)]


def _differences(session: Session) -> Iterator[str]:
    words, columns = ", ".join(_FULL_TEXT), f"{_counted}, {_named}"
    indexed = ", ".join(f"claimindex.{name}" for name in _FULL_TEXT)
    # As the claims are read, and as the index has them.
    pairs = {
        "entries": (
            f"second, claim_id, {columns} FROM claimindex_read",
            f"(place >> 24) * {SECOND}, claim_id, {columns} FROM claimindex_entry",
        ),
        "texts": (
            f"claim_id, {words} FROM claimindex_read",
            f"claim_id, {indexed} FROM claimindex, claimindex_entry WHERE place = claimindex.rowid",
        ),
        "counts": (
            _COUNTS["claimindex_tally"],
            f"{_counted}, n FROM claimindex_tally WHERE n <> 0",
        ),
        "counts of sources": (
            f"{_COUNTS['claimindex_source']} HAVING sum(shown)",
            "* FROM claimindex_source WHERE n_claims <> 0",
        ),
        "counts of storylines": (_COUNTS["claimindex_story"], "* FROM claimindex_story"),
    }
    for what, sides in pairs.items():
        for one, other in (sides, reversed(sides)):
            rows = text(f"SELECT count(*) FROM (SELECT {one} EXCEPT SELECT {other})")
            if differing := session.execute(rows).scalar_one():
                yield f"{differing} {what} of the index differ from the claims"
                break


def places(query: str, low: int, high: int, *, oldest: bool = False) -> Select[int]:
    """Select the places between two of the claims that a query finds.

    Args:
        query: in the syntax of FTS5.
        low: the first place that counts.
        high: the last one.
        oldest: the first ones first; default: the last ones.
    """
    place = full_text.c.rowid
    found = full_text.c.claimindex.op("MATCH")(query)
    rows = select(place).where(found, place.between(low, high))
    return rows.order_by(place if oldest else place.desc())


def listed(numbers: Sequence[int]) -> Select[int]:
    """Select numbers that are at hand, however many."""
    return select(func.json_each(json.dumps(numbers)).table_valued("value").c.value)
