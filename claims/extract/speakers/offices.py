"""Of which state a person holds an office: "Norland's foreign minister, Ana Example"."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named
from claims.extract.nouns import words
from claims.extract.register import Country, Register
from claims.extract.speakers.home import AREAS, Home
from db.vocabulary import SourceKind

# Who holds one of these speaks for the government; a president may be that of anything else.
OFFICES = words("minister premier chancellor president vice-president ambassador")
# Whoever was something speaks for nobody any more; a candidate does not yet.
_NO_LONGER = words("former ex ex- late then candidate shadow would-be")
# So many words beside a name may tell the office.
_REACH = 9
_ENDS = re.compile(r"[.;:!?()\u201c\u201d\"]")


def states(doc: Doc, mentions: Mentions, home: Home) -> dict[str, str]:
    """Return for people in office which government they speak for: "Norlandic government".

    Args:
        doc: the parsed article.
        mentions: whom it names.
        home: the country that it is about, whose minister "the minister" is.
    """
    found: dict[str, str] = {}
    for person in mentions.named:
        if person.kind is not SourceKind.PERSON or person.name in found:
            continue
        for phrase in _beside(doc, person):
            country = _country(phrase, mentions.register, home)
            if country is not None:
                found[person.name] = f"{country.adjective} government"
                break
    return found


def _beside(doc: Doc, person: Named) -> Iterator[list[str]]:
    """Yield the words before a name, and those of what stands behind it between commas."""
    before = _ENDS.split(doc[max(person.start - _REACH, 0) : person.start].text)[-1]
    own = doc[person.start : person.end].text
    yield [*before.rstrip(" ,").split(",")[-1].split(), *own.split()]
    behind = doc[person.end : person.end + _REACH].text
    if behind.startswith(","):
        yield _ENDS.split(behind[1:].split(",")[0])[0].split()


def _country(phrase: list[str], register: Register, home: Home) -> Country | None:
    """Return whose office a phrase names; None where it names none, or one that is over."""
    plain = [word.lower().strip(",") for word in phrase]
    at = next((i for i, word in enumerate(plain) if word in OFFICES), None)
    if at is None or _NO_LONGER & {*plain}:
        return None
    first = at - 1 if at and plain[at - 1] in AREAS | {"prime", "vice"} else at
    for length in range(min(3, first), 0, -1):
        if place := register.country(" ".join(phrase[first - length : first])):
            return place
    if plain[at + 1 : at + 2] == ["of"]:
        for length in (3, 2, 1):
            if place := register.country(" ".join(phrase[at + 2 : at + 2 + length])):
                return place
        return None
    bare = first == 0 or plain[first - 1] in {"the", "a", "its"}
    return home.country if plain[at] == "minister" and bare else None
