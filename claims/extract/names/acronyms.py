"""What an article's acronyms stand for: "National Intelligence Service (NIS)"."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from claims.extract.names.kinds import guess_kind, telling_kind
from claims.extract.names.named import clean
from claims.extract.register import Entry
from claims.extract.text.parse import Piece
from db.vocabulary import SourceKind

SMALL = frozenset({"of", "for", "the", "and", "in", "on", "de", "la", "du", "des", "to"})

_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9&]{1,9})\)")
_INITIALS = re.compile(
    r",? (?:(?:also |better |commonly |locally |widely )*(?:known|called|abbreviated|referred to)"
    r"(?: locally)?(?: by (?:its|the|their)(?: \w+)? (?:initials|acronym))?(?: simply)?(?: as)?|or)"
    r",? (?:the )?([A-Z][A-Z0-9&]{1,9})\b"
)


def definitions(
    doc: Doc, spans: Sequence[tuple[Piece, Entry | None, str]]
) -> Iterator[tuple[str, str, SourceKind]]:
    """Yield each acronym with the name that it stands for, and of what kind that is.

    Args:
        doc: the parsed article.
        spans: its names, with what the register knows of them and the labels of the others.
    """
    ends = {piece[1]: (piece, entry) for piece, entry, _ in spans}
    labels = {piece: label for piece, _, label in spans}
    for match in _ACRONYM.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None:
            continue
        position = span.start
        known = ends.get(position)
        if known and known[1]:
            yield match.group(1), known[1].name, known[1].kind
            continue
        name = _long_form(doc, position, match.group(1))
        if not name and known:
            name = _named_before(doc, known[0], labels.get(known[0], ""), match.group(1))
        if name:
            yield match.group(1), name, guess_kind(name)
    for piece, entry, label in spans:
        last = doc[piece[1] - 1]
        called = _INITIALS.match(doc.text, last.idx + len(last))
        if called and label in {"", "ORG"} and not doc[piece[0]].text.isupper():
            name = entry.name if entry else clean(doc[slice(*piece)].text)
            yield called.group(1), name, entry.kind if entry else guess_kind(name)


def _named_before(doc: Doc, piece: Piece, label: str, acronym: str) -> str:
    """Return the name before a bracket; of bodies also with foreign letters."""
    name = doc[slice(*piece)].text
    foreign = label == "ORG" and len(name.split()) > 1 and telling_kind(name) is not None
    return name if foreign or _abbreviates(acronym, name) else ""


def _long_form(doc: Doc, position: int, acronym: str) -> str:
    """Return the words before a bracket whose initials the acronym consists of."""
    letters = list(acronym.replace("&", ""))
    start = position
    while start > 0 and letters and position - start < 2 * len(acronym) + 4:
        start -= 1
        word = doc[start].text
        if word[:1].upper() == letters[-1]:
            letters.pop()
        elif word.lower() not in SMALL and word not in {"'s", "\u2019s", "-"}:
            return ""
    return doc[start:position].text if not letters else ""


def _abbreviates(acronym: str, name: str) -> bool:
    """Say whether the letters of an acronym stand in a name in order, from its first on."""
    letters = iter(name.upper())
    return name[:1].upper() == acronym[0] and all(letter in letters for letter in acronym)
