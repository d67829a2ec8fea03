"""Which column of a table holds what: as somebody says, or as a known export has it."""

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import yaml

from claims.errors import InputError, OtherKindError, UnreadableError

FIELDS = ("title", "text", "url", "published", "publisher", "author", "language")
# What an export calls its columns; with these it gives addresses, and no text.
MEDIA_CLOUD = {
    "title": "title", "url": "url", "published": "publish_date", "publisher": "media_name",
    "language": "language",
}  # fmt: skip
GDELT = {"title": "title", "url": "url", "publisher": "domain", "language": "language"}
GDELT_CSV = {"title": "Title", "url": "URL", "publisher": "Domain"}
KNOWN: tuple[tuple[frozenset[str], Mapping[str, str]], ...] = (
    (frozenset({"url", "title", "publish_date", "media_name"}), MEDIA_CLOUD),
    # The day on which GDELT saw a page is no date of publication.
    (frozenset({"url", "title", "seendate", "domain"}), GDELT),
    (frozenset({"URL", "MobileURL", "Date", "Title"}), GDELT_CSV),
)
LONGEST_LIST = 20
MOST_COLUMNS = 200


def read_columns(words: str) -> dict[str, str]:
    """Read which column holds what: ``title=Headline,text=Body``, or a YAML or JSON file.

    Args:
        words: as given with ``--columns``; "" for nothing.

    Raises:
        InputError: it names no such fields, or a file that cannot be read.
    """
    if not words:
        return {}
    pairs = in_line(words) if "=" in words else in_file(Path(words))
    for name in pairs:
        if name not in FIELDS:
            raise InputError(f"{name!r} is no field; the fields are {', '.join(FIELDS)}")
    if not {"text", "url"} & pairs.keys():
        raise InputError("no column is named for text or url; say text=COLUMN at least")
    return pairs


def in_line(words: str) -> dict[str, str]:
    """Read ``field=column`` pairs."""
    parted = (one.partition("=") for one in words.split(","))
    return {field.strip().lower(): column.strip() for field, _, column in parted}


def in_file(path: Path) -> dict[str, str]:
    """Read a mapping from a file; YAML reads JSON as well."""
    try:
        found = yaml.safe_load(path.read_text("utf-8-sig"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())[:120]
        raise InputError(f"--columns: {path} cannot be read: {reason}") from error
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise InputError(f"--columns: {path} holds no lines like 'title: Headline'")
    return {str(field).strip().lower(): column for field, column in found.items()}


def columns_of(names: Collection[str], declared: Mapping[str, str]) -> dict[str, str]:
    """Return which column holds which field in a table.

    Args:
        names: the table's columns.
        declared: what somebody said; {} for nothing.

    Raises:
        OtherKindError: nothing is said, and the table is no export that is known.
        UnreadableError: a column that was named is not there.
    """
    known = {*names}
    if declared:
        missing = [column for column in declared.values() if column not in known]
        if missing:
            raise UnreadableError(
                f"has no column {missing[0]!r}; its columns are {listed(known)}",
                [*names][:MOST_COLUMNS],
            )
        return dict(declared)
    for sign, mapping in KNOWN:
        if sign <= known:
            return {field: column for field, column in mapping.items() if column in known}
    if "text" in known and known & {"title", "url"}:
        return {field: field for field in FIELDS if field in known}
    raise OtherKindError(
        f"is a table whose columns are {listed(known)}; give it by itself and say which hold what: "
        "--columns title=COLUMN,text=COLUMN",
        [*names][:MOST_COLUMNS],
    )


def listed(names: Iterable[str]) -> str:
    """Return column names as a list of bearable length."""
    some = sorted(name[:40] for name in names)
    more = f" and {len(some) - LONGEST_LIST} more" if len(some) > LONGEST_LIST else ""
    return (", ".join(some[:LONGEST_LIST]) or "unnamed") + more


def words_in(value: object) -> str:
    """Return a value of a table as text: what is no text or number is none."""
    if isinstance(value, str):
        return value
    return (
        json.dumps(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
    )
