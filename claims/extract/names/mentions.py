"""Who an article names, and under which names."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from claims.extract.names.acronyms import definitions
from claims.extract.names.gender import is_given_name
from claims.extract.names.kinds import guess_kind, head_noun, is_body, telling_kind
from claims.extract.names.kinship import families, sexes, with_family_names
from claims.extract.names.labels import labelled
from claims.extract.names.masthead import own_names
from claims.extract.names.matcher import RegisterMatcher
from claims.extract.names.named import Named, clean, longer_names, with_full_names
from claims.extract.names.namesakes import told_apart
from claims.extract.names.people import full_names, surnames, without_title
from claims.extract.names.places import add_places
from claims.extract.names.spelling import Spellings
from claims.extract.register import Country, Entry
from claims.extract.text.parse import SUBJECTS, Piece
from db.vocabulary import SourceKind

BOOKS = frozenset({"book", "memoir", "biography", "novel"})
REACH = 300
NATIONAL = frozenset({SourceKind.MINISTRY, SourceKind.COURT, SourceKind.AGENCY})
SHOWN_KINDS = {"COMPANY": SourceKind.COMPANY, "OUTLET": SourceKind.OUTLET}


class Mentions:
    """All names of one article in order, with the article's own aliases."""

    def __init__(self, doc: Doc, matcher: RegisterMatcher) -> None:
        self.doc = doc
        self.register = add_places(doc, matcher.register)
        self.acronyms: dict[str, tuple[str, SourceKind]] = {}
        self.aliases: dict[str, set[str]] = defaultdict(set)
        self.sexes: dict[str, str] = {}
        known = self._registered(matcher)
        spans = self._merge(known, labelled(doc, self.register, list(known)))
        for acronym, name, kind in definitions(doc, spans):
            self.acronyms[acronym] = (name, kind)
            self.aliases[name].add(acronym)
        for name in own_names(doc):
            if self.register.find(name) is None:
                self.acronyms[name] = doc._.claims_document.publisher, SourceKind.OUTLET
        self.named = self._resolve(spans)
        self.families = families(self.named)
        self._starts = [one.start for one in self.named]

    def within(self, start: int, end: int) -> list[Named]:
        """Return the names that stand wholly between two positions."""
        index = bisect_left(self._starts, start)
        found = []
        while index < len(self.named) and self.named[index].start < end:
            if self.named[index].end <= end:
                found.append(self.named[index])
            index += 1
        return found

    def at(self, position: int) -> Named | None:
        """Return the name that a token is part of."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and self.named[index].end > position:
            return self.named[index]
        return None

    def before(self, position: int) -> Iterator[Named]:
        """Yield names backwards from a position, so far as a reader would remember them."""
        index = bisect_left(self._starts, position) - 1
        for step in range(index, max(index - REACH, -1), -1):
            yield self.named[step]

    def aliases_of(self, name: str) -> tuple[str, ...]:
        """Return the other names that the article gives a source."""
        return tuple(sorted(self.aliases.get(name, set()) - {name}))

    def author(self) -> Named | None:
        """Return who wrote the book that the article speaks of: "the book, by X", "X's book"."""
        for named in self.named:
            if named.kind is not SourceKind.PERSON:
                continue
            sent = self.doc[named.start].sent
            before = self.doc[sent.start : named.start]
            by = len(before) > 0 and (before[-1].lower_ == "by" or self._made_by(before))
            after = [token.lower_ for token in self.doc[named.end : named.end + 4]]
            if (by and any(token.lower_ in BOOKS for token in before)) or (
                (after[:1] == ["'s"] or after[:1] == ["\u2019s"]) and BOOKS & set(after)
            ):
                return named
        return None

    def _made_by(self, before: Span) -> bool:
        """Say whether "the work of the journalist" stands before a name."""
        words = [token.lower_ for token in before]
        at = next((i for i in range(len(words) - 1) if words[i : i + 2] == ["work", "of"]), None)
        rest = before[at + 2 :] if at is not None else ()
        return at is not None and all(one.pos_ in {"DET", "ADJ", "NOUN"} for one in rest)

    # ---- finding ------------------------------------------------------------------------------

    def _registered(self, matcher: RegisterMatcher) -> dict[Piece, Entry]:
        longest: dict[Piece, Entry] = {}
        taken: set[int] = set()
        for start, end, entry in sorted(matcher.find(self.doc), key=lambda one: one[0] - one[1]):
            if not taken & set(range(start, end)) and not self._of_ministry(start):
                taken |= set(range(start, end))
                longest[start, end] = entry
        return longest

    def _of_ministry(self, start: int) -> bool:
        """Say whether a name is but the rest of one: "Ministry of [Foreign Affairs]"."""
        led = start > 1 and self.doc[start - 1].lower_ in {"of", "for"}
        return led and self.doc[start - 2].text in {"Ministry", "Department", "Committee"}

    def _merge(
        self, known: dict[Piece, Entry], ents: Sequence[tuple[Piece, str]]
    ) -> list[tuple[Piece, Entry | None, str]]:
        """Prefer the register's reading; an entity that only adds words to it gives them to it."""
        holders: dict[int, Piece] = {i: piece for piece in known for i in range(*piece)}
        merged: dict[Piece, tuple[Entry | None, str]] = {
            piece: (entry, "") for piece, entry in known.items()
        }
        for (start, end), label in ents:
            pieces = {holders[i] for i in range(start, end) if i in holders}
            if not pieces:
                merged[start, end] = (None, label)
            elif len(pieces) == 1:
                self._widen(self.doc[start:end], label, pieces.pop(), known, merged)
        return [(piece, entry, label) for piece, (entry, label) in sorted(merged.items())]

    def _widen(
        self,
        ent: Span,
        label: str,
        piece: Piece,
        known: dict[Piece, Entry],
        merged: dict[Piece, tuple[Entry | None, str]],
    ) -> None:
        entry = known[piece]
        if piece not in merged or ent.end - ent.start <= piece[1] - piece[0]:
            return
        place = (
            self.register.country(self.doc[ent.start : piece[0]].text)
            if ent.start < piece[0]
            else None
        )
        if place is not None and ent.end == piece[1]:
            del merged[piece]
            merged[ent.start, ent.end] = (entry, "")
        elif label == "PERSON" or piece[1] - piece[0] == 1:
            del merged[piece]
            merged[ent.start, ent.end] = (None, label)

    # ---- naming -------------------------------------------------------------------------------

    def _resolve(self, spans: list[tuple[Piece, Entry | None, str]]) -> list[Named]:
        people = full_names(
            [
                without_title(clean(self.doc[start:end].text))
                for (start, end), entry, label in spans
                if entry is None and label == "PERSON"
            ]
        )
        family = surnames(name for name in people.values() if " " in name)
        named = []
        for piece, entry, label in spans:
            surface = clean(self.doc[piece[0] : piece[1]].text)
            if not surface:
                continue
            if surface in family and self._acts(piece):
                name, kind = family[surface], SourceKind.PERSON
            else:
                name, kind = self._name(surface, entry, label, people)
            if surface != name:
                self.aliases[name].add(surface)
            named.append(Named(*piece, name, kind))
        named = self._with_places(named)
        named = [
            *with_full_names([one for one in named if not self._located(one)], self.aliases),
            *(one for one in named if self._located(one)),
        ]
        ordered = sorted(self._with_short_names(named), key=lambda one: one.start)
        whole = with_family_names(self.doc, list(self._with_bare_nouns(ordered)))
        self.sexes = sexes(self.doc, whole)
        return told_apart(self.doc, whole, self.sexes)

    def _with_bare_nouns(self, named: Sequence[Named]) -> Iterator[Named]:
        """Give "the Ministry", in capitals, the last name that such a noun heads."""
        last: dict[str, Named] = {}
        for one in named:
            noun = one.name.lower()
            if " " not in one.name and telling_kind(one.name) is not None and noun in last:
                yield replace(one, name=last[noun].name, kind=last[noun].kind)
                continue
            if " " in one.name and one.kind not in {SourceKind.PERSON, SourceKind.UNKNOWN}:
                last[head_noun(one.name)] = one
            yield one

    def _located(self, one: Named) -> bool:
        """Say whether a name is a place's here: "in Hellevik" is no "Radio Hellevik"."""
        before = self.doc[one.start - 1].lower_ if one.start else ""
        return one.kind is SourceKind.UNKNOWN and before in {"in", "at", "near", "of"}

    def _with_places(self, named: Sequence[Named]) -> list[Named]:
        """Give "Norland's Ministry of Justice" its country, and the same name further below."""
        placed: dict[str, set[str]] = defaultdict(set)
        for one in named:
            country = self._country_before(one) if one.kind in NATIONAL else None
            if country is not None and not self.register.find(one.name):
                placed[one.name].add(f"{country.adjective} {one.name}")
        full = {name: min(of) for name, of in placed.items() if len(of) == 1}
        for name, longer in full.items():
            self.aliases[longer].add(name)
        return [replace(one, name=full.get(one.name, one.name)) for one in named]

    def _country_before(self, one: Named) -> Country | None:
        """Return the country of "Norland's Ministry" and "the Norland Ministry"."""
        end = one.start
        if end and self.doc[end - 1].tag_ == "POS":
            if one.kind is SourceKind.AGENCY:
                return None  # "Norland's Foreign Information Service" has a name of its own.
            end -= 1
        starts = (start for start in range(end - 1, max(end - 4, -1), -1))
        found = (self.register.country(self.doc[start:end].text) for start in starts)
        return next((country for country in found if country is not None), None)

    def _acts(self, piece: Piece) -> bool:
        """Say whether a name stands where no place does: "Paris said", not "in Paris"."""
        before = self.doc[piece[0] - 1] if piece[0] else None
        subject = any(token.dep_ in SUBJECTS for token in self.doc[piece[0] : piece[1]])
        return subject and (before is None or before.pos_ != "ADP")

    def _name(
        self, surface: str, entry: Entry | None, label: str, people: dict[str, str]
    ) -> tuple[str, SourceKind]:
        short = surface.removeprefix("the ").removeprefix("The ")
        if short in self.acronyms:
            return self.acronyms[short]
        if entry is not None:
            return entry.name, entry.kind
        bare = without_title(surface)
        # A given name makes a person of "Michelle Bank" and "Charlotte Church".
        if label == "PERSON" and (not is_body(surface) or is_given_name(bare.split()[0])):
            return people.get(bare, bare), SourceKind.PERSON
        place = self.register.country(surface)
        ending = None if place else people.get(surface) or people.get(surface.rpartition(" ")[2])
        if ending is not None and label != "ORG" and f" {ending}".endswith(f" {surface}"):
            return ending, SourceKind.PERSON
        outlet = " " in surface and telling_kind(surface) is SourceKind.OUTLET
        if place is not None or (label in {"LOC", "MISC", "GPE", "NORP"} and not outlet):
            return (place.name if place else surface), SourceKind.UNKNOWN
        return _body(surface, label)

    def _with_short_names(self, named: list[Named]) -> Iterator[Named]:
        """Add acronyms, and surnames that the entity recogniser passed over."""
        yield from named
        taken = {i for one in named for i in range(one.start, one.end)}
        full = [one.name for one in named if one.kind is SourceKind.PERSON and " " in one.name]
        family = surnames(full)
        spellings = Spellings(family)
        short = longer_names(named)
        for token in self.doc:
            if token.i in taken or not token.text[:1].isupper():
                continue
            if token.text in self.acronyms:
                yield Named(token.i, token.i + 1, *self.acronyms[token.text])
            elif person := self._short_name(piece := self._hyphened(token.i), family, spellings):
                yield Named(*piece, person, SourceKind.PERSON)
            elif token.text in short and token.pos_ == "PROPN" and not self._placed(token.i):
                one = short[token.text]
                self.aliases[one.name].add(token.text)
                yield Named(token.i, token.i + 1, one.name, one.kind)

    def _placed(self, position: int) -> bool:
        """Say whether a name tells where something is: "in Exampleton" is no "Exampleton TV"."""
        return position > 0 and self.doc[position - 1].lower_ in {"in", "at", "near"}

    def _short_name(self, piece: Piece, family: Mapping[str, str], spellings: Spellings) -> str:
        """Return whom a family name means, also with a slip of the pen where it is the subject."""
        token, surface = self.doc[piece[0]], self.doc[slice(*piece)].text
        subject = token.dep_ == "nsubj"
        if surface in family and (token.pos_ == "PROPN" or subject):
            return family[surface]
        plain = subject and token.pos_ == "PROPN" and surface == token.text
        near = spellings.near(surface) if plain else []
        return family[near[0]] if len(near) == 1 else ""

    def _hyphened(self, position: int) -> Piece:
        """Return a word with what hyphens tie to it: "Toor-Gill"."""
        end = position + 1
        while (
            end + 1 < len(self.doc)
            and self.doc[end].text == "-"
            and not (self.doc[end - 1].whitespace_ or self.doc[end].whitespace_)
        ):
            end += 2
        return position, end


def _body(surface: str, label: str) -> tuple[str, SourceKind]:
    name = surface.removeprefix("the ").removeprefix("The ")
    if label in SHOWN_KINDS and telling_kind(name) is None:
        return name, SHOWN_KINDS[label]
    return name, guess_kind(name)
