"""Whom a lead means that names nobody yet: "a leading newspaper said", and the name follows."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claims.extract.frame import Frame
from claims.extract.gender import is_given_name
from claims.extract.kinds import telling_kind
from claims.extract.nouns import COMPANY_NOUNS, OUTLET_NOUNS, words
from claims.extract.quote import Mention
from claims.extract.roles import KINDS
from db.vocabulary import SourceKind

Spoken = tuple[Frame, Mention, tuple[Mention, ...]]

INDEFINITE = frozenset({"a", "an", "one"})
BODIES = OUTLET_NOUNS | COMPANY_NOUNS | words("charity organisation organization union institute")
# The name follows in one of the next sentences, or the lead meant somebody else.
SENTENCES = 2
LOOSE = frozenset({SourceKind.GROUP, SourceKind.UNKNOWN})


def settle_leads(doc: Doc, spoken: Sequence[Spoken]) -> list[Spoken]:
    """Give outlets and companies without a name that of who speaks next, where it fits.

    Args:
        doc: the parsed article.
        spoken: the attributions of its body in order, with speaker and relays.
    """
    settled = list(spoken)
    for at, (frame, mention, via) in enumerate(spoken):
        noun = _unnamed_body(doc, frame) if mention.anonymous and not via else ""
        later = _next_named(doc, frame, spoken[at + 1 :], noun) if noun else None
        if later is not None:
            own = replace(later, surface=mention.surface, start=mention.start, end=mention.end)
            settled[at] = frame, own, via
    return settled


def _unnamed_body(doc: Doc, frame: Frame) -> str:
    """Return the noun of "a leading newspaper", also in "a report by a private company"."""
    if frame.source is None or doc[frame.source[0]].lower_ not in INDEFINITE:
        return ""
    nouns = [token.lower_ for token in doc[slice(*frame.source)] if token.lower_ in BODIES]
    return nouns[-1] if nouns else ""


def _next_named(doc: Doc, frame: Frame, later: Sequence[Spoken], noun: str) -> Mention | None:
    last = doc[frame.cue[0]].sent.end
    for _ in range(SENTENCES):
        last = doc[last].sent.end if last < len(doc) else last
    kinds = KINDS.get(noun, frozenset())
    for other, mention, _ in later:
        if other.cue[0] >= last:
            return None
        if mention.name and not mention.anonymous and not other.own_voice:
            return mention if mention.kind in kinds or _tells_nothing(mention) else None
    return None


def _tells_nothing(mention: Mention) -> bool:
    """Say whether a name may be any body's: no union, no ministry, no known given name."""
    if mention.kind is SourceKind.PERSON:
        return not is_given_name(mention.name.split()[0])
    return mention.kind in LOOSE and telling_kind(mention.name) is None
