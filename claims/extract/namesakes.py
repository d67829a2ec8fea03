"""Two people of one family name, of whom an article goes on to give that name alone."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claims.extract.gender import agrees
from claims.extract.names import Named
from claims.extract.people import HONORIFICS, family_name, without_title
from db.vocabulary import SourceKind

# Of more who share a name no article goes on to tell one by it alone.
MOST = 8


def told_apart(doc: Doc, named: Sequence[Named]) -> list[Named]:
    """Give a family name that several bear to the one who is meant, where that is plain.

    "Mr Example" is the man among them, and "Example" whom the paragraph has named in full.

    Args:
        doc: the parsed article.
        named: its names, in order.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    for one in named:
        if one.kind is SourceKind.PERSON and " " in one.name:
            bearers[family_name(one.name)].add(one.name)
    shared = {family: names for family, names in bearers.items() if 1 < len(names) <= MOST}
    return list(_apart(doc, named, shared)) if shared else [*named]


def _apart(doc: Doc, named: Sequence[Named], shared: dict[str, set[str]]) -> Iterator[Named]:
    starts = [start for start, _ in doc._.claims_paragraphs or []]
    last: dict[str, tuple[int, str]] = {}
    for one in named:
        family = family_name(one.name)
        names = shared.get(family, set())
        paragraph = bisect_right(starts, doc[one.start].idx)
        if without_title(doc[one.start : one.end].text) != family:
            owns = one.end < len(doc) and doc[one.end].tag_ == "POS"
            if one.name in names and not owns:  # "X, who is Y's brother," goes on with X.
                last[family] = (paragraph, one.name)
            yield one
            continue
        place, recent = last.get(family, (-1, ""))
        own = _by_title(doc, one, names) or (recent if place == paragraph else "")
        yield replace(one, name=own) if names and own else one


def _by_title(doc: Doc, one: Named, names: set[str]) -> str:
    """Return the only one of these people who can be "Mr" or "Mrs"."""
    opening = {token.lower_.rstrip(".") for token in doc[max(one.start - 1, 0) : one.start + 1]}
    title = opening & HONORIFICS
    if not title:
        return ""
    pronoun = "he" if "mr" in title else "she"
    fitting = [name for name in names if agrees(pronoun, name) is not False]
    return fitting[0] if len(fitting) == 1 else ""
