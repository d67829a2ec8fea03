"""Who an article names, and under which names."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from claims.extract.frame import Piece
from claims.extract.nouns import words
from claims.extract.register import Entry, Register
from db.vocabulary import SourceKind

TITLES = words(
    "mr mrs ms dr sir lord lady dame president minister general judge justice senator sen rep "
    "gov governor chancellor king queen prince princess pope professor prof mp captain "
    "colonel admiral sergeant lieutenant ambassador secretary deputy director spokesman "
    "spokeswoman chairman congressman congresswoman mayor vice former prime chief"
)
KINDS: tuple[tuple[SourceKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE))
    for kind, alternatives in (
        (SourceKind.COURT, "court|tribunal"),
        (SourceKind.MINISTRY, "ministry|department of|state department"),
        (SourceKind.GOVERNMENT, "government|administration|parliament|senate|congress|cabinet"),
        (
            SourceKind.OUTLET,
            (
                "times|post|journal|herald|tribune|ilbo|shimbun|gazette|chronicle|news|magazine|"
                "radio|tv|daily|guardian|telegraph|independent|observer|globe|mail|weekly|"
                "broadcasting"
            ),
        ),
        (SourceKind.AGENCY, "agency|service|bureau|press|police"),
        (
            SourceKind.COMPANY,
            (
                "inc|corp|corporation|ltd|plc|gmbh|co|company|holdings|bank|airlines|airways|motors|"
                "construction|industries|technologies|systems|software|pharma|pharmaceuticals|"
                "energy|electronics|labs"
            ),
        ),
        (
            SourceKind.GROUP,
            "party|union|association|front|army|league|movement|committee|institute|university",
        ),
    )
)
SMALL = frozenset({"of", "for", "the", "and", "in", "on", "de", "la", "du", "des", "to"})
BOOKS = frozenset({"book", "memoir", "biography", "novel"})
REACH = 300

_ACRONYM = re.compile(r"\(([A-Z][A-Z&]{1,9})\)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text: token span, canonical name, kind, and ISO country where known."""

    start: int
    end: int
    name: str
    kind: SourceKind


def guess_kind(name: str) -> SourceKind:
    """Guess from its words what sort of organisation a name stands for."""
    for kind, pattern in KINDS:
        if pattern.search(name):
            return kind
    return SourceKind.GROUP


class RegisterMatcher:
    """Finds the register's names in articles."""

    def __init__(self, nlp: Language, register: Register) -> None:
        self.register = register
        self.matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
        names = {name for name, _ in register.names() if name[:1].isupper() or " " in name}
        self.matcher.add("SOURCE", [nlp.make_doc(name) for name in sorted(names)])

    def find(self, doc: Doc) -> Iterator[tuple[int, int, Entry]]:
        """Yield token span and source of every name that stands in the article."""
        for _, start, end in self.matcher(doc):
            entry = self.register.find(doc[start:end].text)
            if entry is not None and any(token.text[:1].isupper() for token in doc[start:end]):
                yield start, end, entry


class Mentions:
    """All names of one article in order, with the article's own aliases."""

    def __init__(self, doc: Doc, matcher: RegisterMatcher) -> None:
        self.doc = doc
        self.register = matcher.register
        self.acronyms: dict[str, tuple[str, SourceKind]] = {}
        self.aliases: dict[str, set[str]] = defaultdict(set)
        known = self._registered(matcher)
        spans = self._merge(known, list(doc.ents))
        self._define_acronyms(spans)
        self.named = self._resolve(spans)
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
            by = len(before) > 0 and before[-1].lower_ == "by"
            after = [token.lower_ for token in self.doc[named.end : named.end + 4]]
            if (by and any(token.lower_ in BOOKS for token in before)) or (
                (after[:1] == ["'s"] or after[:1] == ["\u2019s"]) and BOOKS & set(after)
            ):
                return named
        return None

    # ---- finding ------------------------------------------------------------------------------

    def _registered(self, matcher: RegisterMatcher) -> dict[Piece, Entry]:
        longest: dict[Piece, Entry] = {}
        taken: set[int] = set()
        for start, end, entry in sorted(matcher.find(self.doc), key=lambda one: one[0] - one[1]):
            if not taken & set(range(start, end)):
                taken |= set(range(start, end))
                longest[start, end] = entry
        return longest

    def _merge(
        self, known: dict[Piece, Entry], ents: list[Span]
    ) -> list[tuple[Piece, Entry | None, str]]:
        """Prefer the register's reading; an entity that only adds words to it gives them to it."""
        holders: dict[int, Piece] = {i: piece for piece in known for i in range(*piece)}
        merged: dict[Piece, tuple[Entry | None, str]] = {
            piece: (entry, "") for piece, entry in known.items()
        }
        for ent in ents:
            pieces = {holders[i] for i in range(ent.start, ent.end) if i in holders}
            if not pieces:
                merged[ent.start, ent.end] = (None, ent.label_)
            elif len(pieces) == 1:
                self._widen(ent, pieces.pop(), known, merged)
        return [(piece, entry, label) for piece, (entry, label) in sorted(merged.items())]

    def _widen(
        self,
        ent: Span,
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
        elif ent.label_ == "PERSON" or piece[1] - piece[0] == 1:
            del merged[piece]
            merged[ent.start, ent.end] = (None, ent.label_)

    def _define_acronyms(self, spans: list[tuple[Piece, Entry | None, str]]) -> None:
        """Read "National Intelligence Service (NIS)"."""
        ends = {piece[1]: (piece, entry) for piece, entry, _ in spans}
        for match in _ACRONYM.finditer(self.doc.text):
            span = self.doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is None:
                continue
            position = span.start
            known = ends.get(position)
            if known and known[1]:
                self._define(match.group(1), known[1].name, known[1].kind)
                continue
            name = self._long_form(position, match.group(1))
            if name:
                self._define(match.group(1), name, guess_kind(name))

    def _define(self, acronym: str, name: str, kind: SourceKind) -> None:
        self.acronyms[acronym] = (name, kind)
        self.aliases[name].add(acronym)

    def _long_form(self, position: int, acronym: str) -> str:
        """Return the words before a bracket whose initials the acronym consists of."""
        letters = list(acronym.replace("&", ""))
        start = position
        while start > 0 and letters and position - start < 2 * len(acronym) + 4:
            start -= 1
            word = self.doc[start].text
            if word[:1].upper() == letters[-1]:
                letters.pop()
            elif word.lower() not in SMALL and word not in {"'s", "\u2019s", "-"}:
                return ""
        return self.doc[start:position].text if not letters else ""

    # ---- naming -------------------------------------------------------------------------------

    def _resolve(self, spans: list[tuple[Piece, Entry | None, str]]) -> list[Named]:
        people = self._people(spans)
        named = []
        for piece, entry, label in spans:
            surface = clean(self.doc[piece[0] : piece[1]].text)
            if not surface:
                continue
            name, kind = self._name(surface, entry, label, people)
            if surface != name:
                self.aliases[name].add(surface)
            named.append(Named(*piece, name, kind))
        return sorted(self._with_short_names(named), key=lambda one: one.start)

    def _name(
        self, surface: str, entry: Entry | None, label: str, people: dict[str, str]
    ) -> tuple[str, SourceKind]:
        if entry is not None:
            return entry.name, entry.kind
        if surface in self.acronyms:
            return self.acronyms[surface]
        if label == "PERSON" and not is_body(surface):
            bare = without_title(surface)
            return people.get(bare, bare), SourceKind.PERSON
        place = self.register.country(surface)
        if label in {"LOC", "MISC", "GPE", "NORP"} or place is not None:
            return (place.name if place else surface), SourceKind.UNKNOWN
        return surface.removeprefix("the ").removeprefix("The "), guess_kind(surface)

    def _people(self, spans: list[tuple[Piece, Entry | None, str]]) -> dict[str, str]:
        """Map short names to the one full name, of those before them, that they can stand for."""
        bare = [
            without_title(clean(self.doc[start:end].text))
            for (start, end), entry, label in spans
            if entry is None and label == "PERSON"
        ]
        everybody = list(dict.fromkeys(name for name in bare if " " in name))
        full: list[str] = []
        people: dict[str, str] = {}
        for name in bare:
            if " " in name:
                full += [] if name in full else [name]
                people[name] = self._longer(name, everybody)
            elif name not in people:
                found = self._unique(name, full)
                people[name] = found if found != name else self._unique(name, everybody)
        return people

    def _unique(self, part: str, full: list[str]) -> str:
        surnames = [name for name in full if name.split()[-1] == part]
        eastern = [name for name in full if name.split()[0] == part and is_eastern(name)]
        given = [name for name in full if part in name.split()]
        for candidates in (surnames, eastern, given):
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                return part
        return part

    def _longer(self, name: str, full: list[str]) -> str:
        parts = set(name.split())
        longer = [
            other
            for other in full
            if parts < set(other.split()) and other.split()[-1] == name.rsplit(maxsplit=1)[-1]
        ]
        return longer[0] if len(longer) == 1 else name

    def _with_short_names(self, named: list[Named]) -> Iterator[Named]:
        """Add acronyms, and surnames that the entity recogniser passed over."""
        yield from named
        taken = {i for one in named for i in range(one.start, one.end)}
        surnames = self._surnames(named)
        for token in self.doc:
            if token.i in taken or not token.text[:1].isupper():
                continue
            if token.text in self.acronyms:
                yield Named(token.i, token.i + 1, *self.acronyms[token.text])
            elif token.text in surnames and token.pos_ == "PROPN":
                yield Named(token.i, token.i + 1, surnames[token.text], SourceKind.PERSON)

    def _surnames(self, named: list[Named]) -> dict[str, str]:
        people = {one.name for one in named if one.kind is SourceKind.PERSON and " " in one.name}
        bearers: dict[str, set[str]] = defaultdict(set)
        for name in people:
            bearers[name.split()[0 if is_eastern(name) else -1]].add(name)
        return {part: min(names) for part, names in bearers.items() if len(names) == 1}


def is_body(name: str) -> bool:
    """Say whether the last word of a name tells that it is no person's."""
    bodies = {SourceKind.COMPANY, SourceKind.COURT, SourceKind.MINISTRY, SourceKind.AGENCY}
    return " " in name and guess_kind(name.rsplit(" ", 1)[-1]) in bodies


def is_eastern(name: str) -> bool:
    """Say whether the family name stands first, as a hyphenated given name shows."""
    return "-" in name.rsplit(maxsplit=1)[-1]


def clean(surface: str) -> str:
    """Take possessive, brackets and quotation marks off a name."""
    surface = re.sub(r"\s+", " ", surface).strip(' ,.;:"“”()[]')
    return re.sub(r"['\u2019]s?$", "", surface)


def without_title(name: str) -> str:
    """Take "President", "Dr." and the like off a person's name."""
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").lower() in TITLES:
        words.pop(0)
    return " ".join(words)
