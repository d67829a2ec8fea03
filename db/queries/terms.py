"""What the index of claims is to be asked, so that it finds what fits some filters."""

from datetime import UTC, datetime, time
from unicodedata import category, normalize

from sqlalchemy import ColumnElement, FromClause
from sqlmodel import Session, col

from db import index
from db.filters import ClaimFilters
from db.models import Source
from db.queries.rows import called
from db.vocabulary import SourceKind

# Where the scripts begin in which a single character is a syllable or a word.
EAST_ASIAN = "\u3040"

DATES = frozenset({"from_day", "to_day"})

# Filters whose words are few, so that claims are counted by all of them at once.
OF_WORDS = frozenset(
    {"status", "verdict", "undecided", "stance", "kind", "anonymous", "flagged", "everything"}
)


def is_narrowed(filters: ClaimFilters) -> bool:
    """Tell whether only the index can say quickly what fits; all, and an article's, is read off."""
    plain = {"article_id", "everything"}
    return any(value and name not in plain for name, value in filters.items())


def is_of_words(filters: ClaimFilters) -> bool:
    """Tell whether what fits was counted beforehand."""
    return not any(value and name not in OF_WORDS for name, value in filters.items())


def query_of(session: Session, filters: ClaimFilters, *, folded_away: bool = False) -> str | None:
    """Return what the index is to be asked, but for the dates; None where nothing can fit.

    Args:
        session: to read with.
        filters: what is asked for.
        folded_away: whether claims that are folded away may be among what is found, though they
            are not asked for, because the caller leaves them out; to find what two common words
            have in common takes long. They are left out here where nothing else is asked for.
    """
    search = filters.get("search", "").split()
    terms = [f"words : {term}" for term in map(spelt, search) if term]
    if search and not terms:
        return None
    words = words_of(filters)
    asked: dict[str, str] = {
        name: str(words[name]) for name in ("status", "verdict", "stance", "kind") if name in words
    }
    asked |= {"storyline": filters.get("storyline", ""), "article": filters.get("article_id", "")}
    for name, source in (
        ("speaker", filters.get("speaker")),
        ("publisher", filters.get("publisher")),
    ):
        if source:
            asked[name] = _kept_id(session, source)
            if not asked[name]:
                return None
    terms += [f"{name} : {exactly(value)}" for name, value in asked.items() if value]
    marks = [f"marks : {mark}" for mark in _marks(filters)]
    if folded_away and len(terms + marks) > 1:
        marks.remove("marks : shown")
    return " AND ".join([*terms, *marks])


def words_of(filters: ClaimFilters) -> dict[str, str | int]:
    """Return what is asked for in words of few kinds, as the index has them."""
    found = {
        "status": filters.get("status"),
        "verdict": "undecided" if filters.get("undecided") else filters.get("verdict"),
        "stance": filters.get("stance"),
        "kind": SourceKind.ANONYMOUS if filters.get("anonymous") else filters.get("kind"),
        "flagged": int(bool(filters.get("flagged"))),
        "shown": int(not filters.get("everything")),
    }
    return {name: word for name, word in found.items() if word}


def has_words(rows: FromClause, filters: ClaimFilters) -> list[ColumnElement[bool]]:
    """Tell the rows of a table of the index that have the words asked for."""
    return [rows.c[name] == word for name, word in words_of(filters).items()]


def bounds_of(filters: ClaimFilters) -> tuple[int, int]:
    """Return the first and the last place of the days that are asked for."""
    first, last = filters.get("from_day"), filters.get("to_day")
    low = second(datetime.combine(first, time.min, UTC)) if first else index.FIRST
    high = second_end(datetime.combine(last, time.max, UTC)) if last else index.LAST
    return low, high


def second(moment: datetime) -> int:
    """Return the first place of the second in which a moment lies."""
    return int(moment.timestamp() // 1) * index.SECOND


def second_end(moment: datetime) -> int:
    """Return the last place of the second in which a moment lies."""
    return second(moment) + index.SECOND - 1


def _marks(filters: ClaimFilters) -> list[str]:
    marks = ["listed" if filters.get("everything") else "shown"]
    marks += ["flagged"] if filters.get("flagged") else []
    return marks + (["dated"] if any(filters.get(name) for name in DATES) else [])


def _kept_id(session: Session, name: str) -> str:
    """Return the number of the source that a name leads to, with all merged into it; "" of none."""
    kept = called(name).where(col(Source.kept_id).is_(None))
    return str(session.execute(kept).scalars().first() or "")


def spelt(word: str) -> str:
    """Return a word as a term of a query, "" where there is nothing in it to look for.

    The full-text index knows whole words, and any beginning of one; what is written together, as
    in ``Hyok-chol``, must stand together. A single letter finds only itself, for too many words
    begin with it; a syllable of Korean or a character of Chinese says more.
    """
    word = normalize("NFC", word)
    letters = [one for one in word if category(one)[0] in "LN"]
    if not letters:
        return ""
    beginning = len(letters) > 1 or letters[0] >= EAST_ASIAN
    return f"{exactly(word)}{' *' if beginning else ''}"


def exactly(word: str) -> str:
    """Return a word as a term of a query that finds it as it is."""
    plain = word.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return '"' + plain.replace('"', '""') + '"'
