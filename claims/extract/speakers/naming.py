"""Names what one phrase stands for: a country's government, its bodies, several together."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named, clean
from claims.extract.names.roles import KINDS
from claims.extract.nouns import PAPERS, STATE
from claims.extract.quote import Mention
from claims.extract.register import Country
from claims.extract.speakers.forms import Forms
from claims.extract.speakers.home import STATELY, Home, seat_of
from claims.extract.text.parse import Piece, past_dateline
from db.vocabulary import SourceKind


@dataclass(slots=True)
class Voice:
    """A source as resolved, with the relays that it came with, and what the words were.

    Attributes:
        mention: who it is.
        via: who passes its words on.
        head: the noun that stood for it.
        plural: whether "they" may stand for it.
        position: the word that attributes.
        told: whether it spoke to its relays, who then go on passing it on.
    """

    mention: Mention
    via: tuple[Mention, ...] = ()
    head: str = ""
    plural: bool = False
    position: int = 0
    told: bool = False

    @property
    def person(self) -> bool:
        """Whether "he" or "she" may stand for it."""
        return self.mention.kind is SourceKind.PERSON


@dataclass(slots=True)
class Naming:
    """Names what stands in one phrase, without looking back further in the article.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        resolved: the name that each phrase was found to stand for, by offsets.
        home: the country that the article is about.
        forms: what the article calls bodies that have no proper name.
    """

    doc: Doc
    mentions: Mentions
    resolved: dict[Piece, str] = field(default_factory=dict)
    home: Home = field(init=False)
    forms: Forms = field(init=False)

    def __post_init__(self) -> None:
        self.home = Home(self.doc, self.mentions)
        self.forms = Forms(self.doc, self.mentions)

    def head(self, piece: Piece) -> Token:
        """Return the head of a phrase; "South Korean" never heads "South Korean newspaper"."""
        root, last = self.doc[piece[0] : piece[1]].root, self.doc[piece[1] - 1]
        place = self.mentions.at(root.i)
        apart = any(token.text == "," for token in self.doc[root.i : last.i])
        unknown = place is not None and place.kind is SourceKind.UNKNOWN
        if unknown and last.pos_ == "NOUN" and not apart:
            return last
        return root

    def surface(self, piece: Piece) -> str:
        """Return the words of a phrase, without possessive and marks."""
        return clean(self.doc[piece[0] : piece[1]].text)

    def offsets(self, piece: Piece) -> tuple[int, int]:
        """Return where a phrase stands in the text."""
        last = self.doc[piece[1] - 1]
        return self.doc[piece[0]].idx, last.idx + len(last)

    def mention(self, piece: Piece, name: str, kind: SourceKind) -> Mention:
        """Return a phrase as the mention of a source, and keep what it stands for."""
        start, end = self.offsets(piece)
        if name:
            self.resolved[start, end] = name
        return Mention(
            name,
            self.doc[piece[0] : piece[1]].text,
            kind,
            start,
            end,
            self.mentions.aliases_of(name),
        )

    def again(self, piece: Piece, mention: Mention) -> Mention:
        """Return a phrase as another mention of a source: its words and place are the phrase's."""
        if mention.anonymous:
            start, end = self.offsets(piece)
            surface = self.doc[piece[0] : piece[1]].text
            return replace(mention, surface=surface, start=start, end=end)
        return self.mention(piece, mention.name, mention.kind)

    def named(self, named: Named, piece: Piece) -> Voice:
        """Return a name as a voice; a country speaks as its government."""
        if named.kind is SourceKind.UNKNOWN:
            country = self.country(named.name)
            name = f"{country.adjective} government" if country else named.name
            kind = SourceKind.GOVERNMENT if country else SourceKind.UNKNOWN
            return Voice(self.mention(piece, name, kind), head=name.lower())
        return Voice(self.mention(piece, named.name, named.kind), head=named.name.lower())

    def country(self, name: str) -> Country | None:
        """Return the country that a name, or a people's, stands for: "the Norlanders"."""
        register = self.mentions.register
        return register.country(name) or register.country(name.removesuffix("s"))

    def listed_before(self, piece: Piece, head: Token) -> list[str]:
        """Return A and B of "A, B and the C", where the parse kept only the last."""
        own = self.mentions.at(head.i)
        position = (own.start if own is not None else piece[0]) - 1
        names: list[str] = []
        joined = False
        while own is not None and own.kind is not SourceKind.UNKNOWN and position >= 0:
            token = self.doc[position]
            before = self.mentions.at(position)
            if before is not None and joined and before.kind is not SourceKind.UNKNOWN:
                names.insert(0, before.name)
                position = before.start
            elif token.lower_ == "and":
                joined = True
            elif token.lower_ not in {",", "the", "(", ")"} or (
                not joined and token.lower_ != "the"
            ):
                break
            position -= 1
        return list(dict.fromkeys(names))

    def conjuncts(self, piece: Piece, head: Token, others: Sequence[Token]) -> list[Piece]:
        """Cut "A and B" into its parts."""
        borders = [piece[0], *(self._conjunct_start(child, head) for child in others), piece[1]]
        pieces = []
        for start, end in pairwise(borders):
            first, last = start, end
            while first < last - 1 and (self.doc[first].is_punct or self.doc[first].dep_ == "cc"):
                first += 1
            while last > first + 1 and (
                self.doc[last - 1].is_punct or self.doc[last - 1].dep_ == "cc"
            ):
                last -= 1
            if first < last:
                pieces.append((first, last))
        return pieces

    def _conjunct_start(self, child: Token, head: Token) -> int:
        return max(child.left_edge.i, head.i + 1)

    def together(self, names: Sequence[str], piece: Piece, kind: SourceKind) -> Voice:
        """Return several sources as one voice: "A, B and C"."""
        unique = list(dict.fromkeys(name.removeprefix("the ") for name in names))
        joined = unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
        return Voice(self.mention(piece, joined, kind), head="they", plural=True)

    def past_dateline(self, piece: Piece) -> Piece:
        """Return "Norland's army" of "OSLO - Norland's army"."""
        start, end = past_dateline(self.doc, piece)
        return (start, end) if start < end else piece

    def last_part(self, piece: Piece, cue: int) -> Piece:
        """Return "the Norland Ministry" of "an agency of Norland, the Norland Ministry said".

        What stands before the comma then belongs to another clause, or describes the name.
        """
        named = self.mentions.at(piece[1] - 1)
        if piece[1] != cue or named is None or named.end != piece[1]:
            return piece
        start = named.start - (self.doc[named.start - 1].lower_ == "the")
        plain = self.head((piece[0], start)).pos_ == "NOUN" if start > piece[0] + 1 else False
        body = named.kind not in {SourceKind.PERSON, SourceKind.UNKNOWN}
        alone = body and plain and self.doc[start - 1].text == "," and start < named.start
        return (start, piece[1]) if alone else piece

    def body(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the South Korean government", "Spanish police", "Italy's foreign ministry"."""
        register = self.mentions.register
        whole, piece = piece, self._without_seat(piece, head)
        place = next(
            (
                found
                for one in self.mentions.within(*piece)
                if (found := register.country(one.name))
            ),
            None,
        ) or self._place_word(piece)
        adjective = place.adjective if place else self._place_name(piece, head)
        if not adjective:
            return None
        own = [
            token.text.lower() if token.text.islower() else token.text
            for token in self.doc[piece[0] : head.i + 1]
            if token.i == head.i
            or (
                token.dep_ in {"compound", "amod"}
                and token.head.i == head.i
                and not register.country(token.text)
                and not self.mentions.at(token.i)
            )
        ]
        if head.lower_ == "side":
            own = ["government"]  # "The Norland side said" is its government, as "Norland said".
        # A country has several consulates, and one embassy anywhere.
        seat = seat_of(self.doc, whole, head) if self._is_consulate(head) else ""
        name = self.forms.fullest(f"{adjective} {' '.join(own)}") + seat
        kind = SourceKind.MINISTRY if head.lower_ == "ministry" else SourceKind.GOVERNMENT
        entry = register.find(name)
        return Voice(
            self.mention(whole, entry.name if entry else name, entry.kind if entry else kind),
            head=head.lower_,
        )

    def is_state(self, noun: Token) -> bool:
        """Say whether a noun stands for a body of a state: "ministry", "consulate general"."""
        return noun.lower_ in STATE | {"side"} or self._is_consulate(noun)

    def _without_seat(self, piece: Piece, head: Token) -> Piece:
        """Return "the embassy" of "the embassy in Exampleton", which is not that town's."""
        abroad = head.lower_ == "embassy" or self._is_consulate(head)
        return (piece[0], head.i + 1) if abroad and seat_of(self.doc, piece, head) else piece

    def _is_consulate(self, noun: Token) -> bool:
        general = {noun.lower_, self.doc[max(noun.i - 1, 0)].lower_} >= {"consulate", "general"}
        return noun.lower_ == "consulate" or general

    def at_home(self, piece: Piece, head: Token) -> Voice | None:
        """Resolve "the presidency", "the foreign ministry" to those of the article's country."""
        name = self.home.body(piece, head)
        kind = SourceKind.MINISTRY if head.lower_ == "ministry" else SourceKind.GOVERNMENT
        return Voice(self.mention(piece, name, kind), head=head.lower_) if name else None

    def _place_name(self, piece: Piece, head: Token) -> str:
        """Return the place of "the government of X", where X is no country that we know."""
        if head.lower_ not in STATELY:
            return ""
        places = [one for one in self.mentions.within(*piece) if one.kind is SourceKind.UNKNOWN]
        return places[-1].name if places else ""

    def _place_word(self, piece: Piece) -> Country | None:
        words = [token.text for token in self.doc[piece[0] : piece[1]]]
        for size in (2, 1):
            for at in range(len(words) - size + 1):
                found = self.mentions.register.country(" ".join(words[at : at + size]))
                if found and words[at][:1].isupper():
                    return found
        return None

    def _without_aside(self, piece: Piece) -> Piece:
        """Return "the union and the town" of "the union and the town, both of them creditors"."""
        comma = next((i for i in range(*piece) if self.doc[i].text == ","), piece[1])
        rest = {token.lower_ for token in self.doc[comma : piece[1]]}
        return piece if comma == piece[0] or "and" in rest else (piece[0], comma)

    def as_it_stands(self, piece: Piece, head: Token) -> Voice:
        """Return a phrase that nothing resolves, visibly unresolved."""
        name = self.surface(self._without_aside(piece))
        first, _, rest = name.partition(" ")
        if rest and (
            (first.lower() == "the" and (head.pos_ == "PROPN" or rest[:1].isupper()))
            or (first.lower() in {"a", "an"} and head.lower_ in KINDS)
        ):
            name = rest
        name = _tail(name)
        kind = SourceKind.DOCUMENT if head.lower_ in PAPERS else SourceKind.UNKNOWN
        return Voice(self.mention(piece, name, kind), head=head.lower_)


def _tail(name: str) -> str:
    """Return "Northwind TV" of "the broadcaster Northwind TV"."""
    parts = name.split()
    nouns = parts[parts[0].lower() == "the" :]
    described = len(nouns) > 1 and nouns[0] in KINDS and all(one[:1].isupper() for one in nouns[1:])
    return " ".join(nouns[1:]) if described else name
