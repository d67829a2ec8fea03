"""Two people of one family name, of whom an article goes on to give that name alone."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claims.extract.names.gender import agrees
from claims.extract.names.named import Named
from claims.extract.names.people import HONORIFICS, family_name, without_title
from db.vocabulary import SourceKind

# Of more who share a name no article goes on to tell one by it alone.
MOST = 8


def told_apart(doc: Doc, named: Sequence[Named], sexes: Mapping[str, str]) -> list[Named]:
    """Give a family name that several bear to the one who is meant, where that is plain.

    "Mr Example" is the man among them, and "Example" whom the paragraph has named in full.

    Args:
        doc: the parsed article.
        named: its names, in order.
        sexes: "woman" or "man" for those of whom the article tells.
    """
    bearers: dict[str, set[str]] = defaultdict(set)
    for one in named:
        if one.kind is SourceKind.PERSON and " " in one.name:
            bearers[family_name(one.name)].add(one.name)
    shared = {family: names for family, names in bearers.items() if 1 < len(names) <= MOST}
    return list(_apart(doc, named, shared, sexes)) if shared else [*named]


def _apart(
    doc: Doc, named: Sequence[Named], shared: Mapping[str, set[str]], sexes: Mapping[str, str]
) -> Iterator[Named]:
    starts = [start for start, _ in doc._.claims_paragraphs or []]
    last: dict[str, tuple[int, str]] = {}
    for one in named:
        family = family_name(one.name)
        names = shared.get(family, set())
        paragraph = bisect_right(starts, doc[one.start].idx)
        if without_title(doc[one.start : one.end].text) != family:
            surface = doc[one.start : one.end].text
            owns = one.end < len(doc) and doc[one.end].tag_ == "POS"
            if one.name in names and family in surface and not owns:
                last[family] = (paragraph, one.name)
            yield one
            continue
        place, recent = last.get(family, (-1, ""))
        own = _by_title(doc, one, names, sexes) or (recent if place == paragraph else "")
        yield replace(one, name=own) if names and own else one


def _by_title(doc: Doc, one: Named, names: set[str], sexes: Mapping[str, str]) -> str:
    """Return the only one of these people who can be "Mr" or "Mrs"."""
    opening = {token.lower_.rstrip(".") for token in doc[max(one.start - 1, 0) : one.start + 1]}
    title = opening & HONORIFICS
    if not title:
        return ""
    pronoun = "he" if "mr" in title else "she"
    told = {name: agrees(pronoun, name, words_of(sexes, name)) for name in names}
    sure = [name for name, verdict in told.items() if verdict]
    fitting = sure or [name for name, verdict in told.items() if verdict is None]
    return fitting[0] if len(fitting) == 1 else ""


def words_of(sexes: Mapping[str, str], name: str) -> frozenset[str]:
    """Return what an article tells of a person's sex as words that may stand beside the name."""
    return frozenset({sexes[name]}) if name in sexes else frozenset()
