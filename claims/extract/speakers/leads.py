"""Whom a lead means that names nobody yet: "a leading newspaper said", and the name follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from claims.extract.attribution.frame import Frame
from claims.extract.names.gender import is_given_name
from claims.extract.names.kinds import telling_kind
from claims.extract.names.kinship import relation
from claims.extract.names.named import Named
from claims.extract.names.roles import KINDS, Roles
from claims.extract.nouns import BODY_NOUNS, COMPANY_NOUNS, HUMAN, OUTLET_NOUNS, words
from claims.extract.quote import Mention
from claims.extract.speakers.documents import ALL, Documents
from db.vocabulary import SourceKind

Spoken = tuple[Frame, Mention, tuple[Mention, ...]]

INDEFINITE = frozenset({"a", "an", "one"})
BODIES = OUTLET_NOUNS | COMPANY_NOUNS | BODY_NOUNS
BOOKS = words("book memoir biography")
# The name follows in one of the next sentences, or the lead meant somebody else.
SENTENCES = 2
# "Court hears": what it hears, somebody else says.
HEAR = "hear"
INTRODUCED = 5
LOOSE = frozenset({SourceKind.GROUP, SourceKind.UNKNOWN})
# Words that headlines and texts use for one and the same thing.
ALIKE = (OUTLET_NOUNS, ALL | {"memo", "documents", "files"}, BOOKS, words("firm company"))


@dataclass(frozen=True, slots=True)
class Leads:
    """Gives the unnamed sources of headline and lead the names that follow.

    Attributes:
        doc: the parsed article.
        roles: what it calls those whom it names.
        documents: its letters and reports.
    """

    doc: Doc
    roles: Roles
    documents: Documents

    def settle(self, spoken: Sequence[Spoken]) -> list[Spoken]:
        """Give outlets, companies and letter-writers without a name that of who follows.

        Args:
            spoken: the attributions of the body in order, with speaker and relays.
        """
        settled = list(spoken)
        for at, (frame, mention, via) in enumerate(spoken):
            later = self._meant(spoken, at) if not _is_named(mention) else None
            if later is not None:
                settled[at] = frame, _renamed(mention, later), via
        return settled

    def headline(self, spoken: Sequence[Spoken], body: Sequence[Spoken]) -> list[Spoken]:
        """Give a headline's "court rules" and "newspaper says" who bears that noun below.

        Args:
            spoken: the attributions of the headline.
            body: those of the body, settled.
        """
        below: dict[str, Mention] = {}
        for frame, mention, _ in body:
            if mention.name and not mention.anonymous and not frame.own_voice:
                below.setdefault(self._noun(frame), mention)
        return [self._headed(one, below) for one in spoken]

    def _headed(self, one: Spoken, below: Mapping[str, Mention]) -> Spoken:
        frame, mention, _ = one
        if below and any(token.lemma_.lower() == HEAR for token in self.doc[slice(*frame.cue)]):
            return frame, _renamed(mention, next(iter(below.values()))), ()
        noun = self._noun(frame)
        if not noun or _is_named(mention):
            return one
        alike = next((group for group in ALIKE if noun in group), frozenset({noun}))
        found = next((who for other, who in below.items() if other in alike), None)
        found = found or self._bearer(noun) or _brought_in(noun, below)
        return (frame, _renamed(mention, found), ()) if found is not None else one

    def _bearer(self, noun: str) -> Mention | None:
        """Return the only person whom the article calls so: "prosecutor says" in a headline."""
        people = {
            one.name: one
            for one in self.roles.bearers(noun)
            if one.kind is SourceKind.PERSON and noun in HUMAN
        }
        only = next(iter(people.values())) if len(people) == 1 else None
        return Mention(only.name, kind=only.kind) if only is not None else None

    def _noun(self, frame: Frame) -> str:
        """Return the common noun that heads a source; "" where there is none."""
        if frame.source is None:
            return ""
        nouns = [token.lower_ for token in self.doc[slice(*frame.source)] if token.pos_ == "NOUN"]
        known = [noun for noun in nouns if any(noun in group for group in ALIKE)]
        root = self.doc[slice(*frame.source)].root
        relative = relation(self.doc, frame.source, root)
        if relative is not None:
            return relative.lower_
        plain = root.lower_ if root.pos_ == "NOUN" else (nouns or [""])[-1]
        return known[0] if known and plain not in HUMAN else plain

    def _meant(self, spoken: Sequence[Spoken], at: int) -> Mention | None:
        frame, _, via = spoken[at]
        if frame.source is None:
            return None
        person = self._unnamed_person(frame)
        introduced = self._introduced(frame, person) if person else None
        if introduced is not None:
            return introduced
        noun = self._unnamed_body(frame)
        if noun:
            known = self._introduced(frame, noun)
            return known or (None if via else self._next_named(frame, spoken[at + 1 :], noun))
        if self._is_person(frame) and self.documents.basis(frame) is not None:
            return self._writer(frame, spoken[at + 1 :])
        return None

    def _unnamed_body(self, frame: Frame) -> str:
        """Return the noun of "a leading newspaper", also in "a report by a private company"."""
        if frame.source is None or self.doc[frame.source[0]].lower_ not in INDEFINITE:
            return ""
        nouns = [one.lower_ for one in self.doc[slice(*frame.source)] if one.lower_ in BODIES]
        return nouns[-1] if nouns else ""

    def _unnamed_person(self, frame: Frame) -> str:
        """Return the noun of "a prosecutor"."""
        if frame.source is None or self.doc[frame.source[0]].lower_ not in INDEFINITE:
            return ""
        root = self.doc[slice(*frame.source)].root
        return root.lower_ if root.lower_ in HUMAN else ""

    def _introduced(self, frame: Frame, noun: str) -> Mention | None:
        """Return X of "the charity, X," in one of the next sentences."""
        start, end = frame.cue[1], self._after(frame, INTRODUCED)
        for named in self.roles.bearers(noun):
            if start <= named.start < end and self._apposed(named, noun):
                return Mention(named.name, kind=named.kind)
        return None

    def _apposed(self, named: Named, noun: str) -> bool:
        """Say whether a name stands right behind "the charity"."""
        before = [token.lower_ for token in self.doc[max(named.start - 3, 0) : named.start]]
        return before[-2:] == ["the", noun] or before == ["the", noun, ","]

    def _is_person(self, frame: Frame) -> bool:
        """Say whether a lead speaks of somebody without a name: "the sister of a dissident"."""
        return frame.source is not None and any(
            token.lower_ in HUMAN for token in self.doc[slice(*frame.source)]
        )

    def _writer(self, frame: Frame, later: Sequence[Spoken]) -> Mention | None:
        """Return who speaks next by the same letter."""
        last = self._after(frame, SENTENCES)
        for other, mention, _ in later:
            if other.cue[0] >= last:
                return None
            if mention.kind is SourceKind.PERSON and self.documents.basis(other) is not None:
                return mention
        return None

    def _after(self, frame: Frame, sentences: int) -> int:
        """Return where so many further sentences end; white space between paragraphs is none."""
        last = self.doc[frame.cue[0]].sent.end
        while sentences and last < len(self.doc):
            sent = self.doc[last].sent
            sentences -= any(token.is_alpha for token in sent)
            last = sent.end
        return last

    def _next_named(self, frame: Frame, later: Sequence[Spoken], noun: str) -> Mention | None:
        last = self._after(frame, SENTENCES)
        kinds = KINDS.get(noun, frozenset())
        for other, mention, _ in later:
            if other.cue[0] >= last:
                return None
            if _is_named(mention) and not other.own_voice:
                written = mention.name.split()[0] in mention.surface  # No "his" names anybody.
                fits = mention.kind in kinds or _tells_nothing(mention)
                return mention if written and fits else None
        return None


def _renamed(mention: Mention, found: Mention) -> Mention:
    return replace(found, surface=mention.surface, start=mention.start, end=mention.end)


def _is_named(mention: Mention) -> bool:
    """Say whether a speaker has a name, not only words that describe it."""
    own = mention.name.split()
    described = own[:1] and own[0].lower() in {"the", "a", "an", "his", "her", "its", "their"}
    words_in = own[1:] if described else own
    return not mention.anonymous and any(word[:1].isupper() for word in words_in)


def _tells_nothing(mention: Mention) -> bool:
    """Say whether a name may be any body's: no union, no ministry, no known given name."""
    if mention.kind is SourceKind.PERSON:
        return not is_given_name(mention.name.split()[0])
    return mention.kind in LOOSE and telling_kind(mention.name) is None


def _brought_in(noun: str, below: Mapping[str, Mention]) -> Mention | None:
    """Return whom the lead brings in as "a former accountant", for "whistleblower says" above."""
    first = next(iter(below.values()), None)
    if first is None or noun not in HUMAN or first.kind is not SourceKind.PERSON:
        return None
    return first if first.surface.split(maxsplit=1)[0].lower() in INDEFINITE else None
