"""By which names an article calls whoever publishes it: "the Ledger" in the Example Ledger."""

import re

from spacy.tokens import Doc

from claims.extract.names.kinds import BY_HEAD
from claims.extract.nouns import words
from db.vocabulary import SourceKind

# A publisher's name is whole without these.
PLAIN = words("news media online press today daily magazine agency wire service")
_ASIDE = re.compile(r"\s*\([^)]*\)")


def parts_of(publisher: str) -> list[str]:
    """Return the words of a publisher's name, without "The" and what stands in brackets."""
    parts = _ASIDE.sub("", publisher).split()
    return parts[1:] if len(parts) > 1 and parts[0].lower() == "the" else parts


def own_names(doc: Doc) -> frozenset[str]:
    """Return the names that mean the publisher in its own article.

    The last word of a paper's name means it where it is a paper's word, or has "the" before it:
    "told the Blaze". Without its last word the name means it where that is plain: "Example" for
    "Example Press".

    Args:
        doc: the parsed article.
    """
    parts = parts_of(doc._.claims_document.publisher) if doc._.claims_document else []
    if not parts:
        return frozenset()
    *rest, last = parts
    names = {" ".join(parts)}
    if rest and last.lower() in PLAIN:
        names.add(" ".join(rest))
    elif rest and (BY_HEAD.get(last.lower()) is SourceKind.OUTLET or _has_article(doc, last)):
        names.add(last)
    return frozenset(names)


def _has_article(doc: Doc, name: str) -> bool:
    return any(
        token.text == name and token.i > 0 and doc[token.i - 1].lower_ == "the" for token in doc
    )
