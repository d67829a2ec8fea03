"""The fullest form in which an article calls a body without a proper name: "the tax office"."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.names.kinds import head_noun
from claims.extract.names.mentions import Mentions
from claims.extract.names.named import Named, clean
from claims.extract.nouns import COMMON_BODIES, STATE, words
from claims.extract.text.parse import Piece
from db.vocabulary import SourceKind

SMALL = words("of for in the and 's \u2019s ' \u2019 -")
# Before these a noun brings in some body, and none that the reader knows.
SOME = words("a an another one any no each every some")
OWNED = words("his her its their our my your")
# "A hospital in Exampleton" is one that can be asked.
HOUSES = words("hospital clinic laboratory university school college museum airport observatory")
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "PART", "VERB", "NUM"})
LONGEST = 7


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which the article calls a body.

    Attributes:
        position: where the noun stands.
        noun: "commission".
        told: the words that tell which one, in lower case.
        end: where it ends.
        name: the whole, with its country as an adjective: "Norlandic electoral commission".
        place: the country's adjective; "" where none is told.
    """

    position: int
    noun: str
    told: frozenset[str]
    end: int
    name: str
    place: str = ""


@dataclass(slots=True)
class Forms:
    """The bodies of one article that common nouns stand for.

    Attributes:
        doc: the parsed article.
        mentions: whom it names.
        full: each form that says more than the noun.
    """

    doc: Doc
    mentions: Mentions
    full: list[Form] = field(init=False)

    def __post_init__(self) -> None:
        self.full = [form for form in self._find() if form.told and not self._introduces(form)]

    def name(self, piece: Piece, position: int) -> str:
        """Return the fullest form of the body that a phrase stands for; "" where it is none.

        Args:
            piece: the phrase: "the commission".
            position: where its noun stands.
        """
        own = self._form(position)
        if own is None or own.end < piece[1]:
            return ""
        alike = [one for one in self.full if one.noun == own.noun and own.told <= one.told]
        earlier = [one for one in alike if one.position < position]
        if own.noun in STATE and not earlier:
            return own.name  # Whose ministry it is, no other's that comes later tells.
        if not own.told and not earlier and len({one.told for one in alike}) > 1:
            return own.name
        nearest = earlier[-1] if earlier and not own.told else own
        fuller = [one for one in earlier or alike if nearest.told <= one.told]
        return max(fuller, key=lambda one: len(one.told), default=own).name

    def proper(self, position: int) -> Named | None:
        """Return the name that says what a noun and its words say: "the health ministry".

        Args:
            position: where the noun stands.
        """
        own = self._form(position)
        told = own.told - {own.place.lower()} if own is not None else frozenset()
        if own is None or not told:
            return None
        for named in self.mentions.named:
            if own.noun == head_noun(named.name) and own.noun.capitalize() in named.name:
                place = self.mentions.register.country(named.name.split(maxsplit=1)[0])
                same = not own.place or place is None or place.adjective == own.place
                if same and _is_body(named) and told <= set(named.name.lower().split()):
                    return named
        return None

    def fullest(self, name: str) -> str:
        """Return the longest form that holds all words of a name: "Norlandic health ministry".

        Args:
            name: "Norlandic ministry".
        """
        told = frozenset(name.lower().split())
        fuller = [one for one in self.full if told <= one.told | {one.noun}]
        return max(fuller, key=lambda one: len(one.told)).name if fuller else name

    def _introduces(self, form: Form) -> bool:
        """Say whether a name follows, by which the body goes: "the dockers' union, X,"."""
        at = form.end + (form.end < len(self.doc) and self.doc[form.end].text == ",")
        return at < len(self.doc) and self.mentions.at(at) is not None

    def _find(self) -> Iterator[Form]:
        for token in self.doc:
            form = self._form(token.i)
            if form is not None:
                yield form

    def _form(self, position: int) -> Form | None:
        """Return what the article calls a body at a position; None where it is no such body."""
        token = self.doc[position]
        named = self.mentions.at(position)
        if token.lower_ not in COMMON_BODIES or (named is not None and _is_body(named)):
            return None
        start = self._start(token)
        before = self.doc[start - 1].lower_ if start else ""
        end = self._end(position + 1)
        seated = before in {"a", "an"} and token.lower_ in HOUSES
        seated = seated and self.doc[position + 1 : end][:1].text == "in"
        if (before in SOME | OWNED and not seated) or self.doc[start].tag_ == "POS":
            return None
        if start and self._is_person(self.doc[start - 1]):
            return None  # "The Ana Example hospital" has a name of its own.
        place, own = self._placed(start, position + 1)
        tail = self.doc[position + 1 : end].text
        name = " ".join(part for part in (place, own, tail) if part)
        parts = frozenset(name.lower().replace("-", " ").replace("\u2019s", "").split())
        told = {part.removesuffix("'s").rstrip("'\u2019") for part in parts} - SMALL
        return Form(position, token.lower_, frozenset(told - {token.lower_}), end, name, place)

    def _start(self, noun: Token) -> int:
        """Return where the words begin that tell which body it is."""
        least = max(noun.i - LONGEST, noun.sent.start)
        start = noun.i
        while start > least and self._inside(self.doc[start - 1], noun):
            start -= 1
        return start

    def _inside(self, token: Token, noun: Token) -> bool:
        hyphen = token.text == "-" and not token.whitespace_
        person = self._is_person(token)
        verb = token.pos_ == "VERB" and token.head.i > token.i and token.head.i <= noun.i
        plain = token.pos_ in INSIDE and (token.pos_ != "VERB" or verb)
        return hyphen or (plain and not person and token.lower_ not in OWNED | SOME)

    def _is_person(self, token: Token) -> bool:
        owner = self.mentions.at(token.i)
        return owner is not None and owner.kind is SourceKind.PERSON and not self._country(token)

    def _country(self, token: Token) -> bool:
        return self.mentions.register.country(token.text) is not None

    def _placed(self, start: int, end: int) -> tuple[str, str]:
        """Return the country's adjective, and the rest: "Norlandic", "tax office"."""
        for at in range(min(start + 3, end - 1), start, -1):
            country = self.mentions.register.country(clean(self.doc[start:at].text))
            if country is not None:
                rest = at + (self.doc[at].tag_ == "POS")
                return country.adjective, self._lowered(rest, end)
        return "", self._lowered(start, end)

    def _lowered(self, start: int, end: int) -> str:
        """Return words without the capital that only opens a sentence."""
        text = self.doc[start:end].text
        opens = start < end and self.doc[start].pos_ != "PROPN" and self.doc[start].is_title
        return text[:1].lower() + text[1:] if opens else text

    def _end(self, start: int) -> int:
        """Return where "of magistrates", "for data protection" or "in Exampleton" ends."""
        if start + 1 >= len(self.doc) or self.doc[start].lower_ not in {"of", "for", "in"}:
            return start
        place = self.mentions.at(start + 1)
        if place is not None:
            surface = self.doc[place.start : place.end].text
            country = self.mentions.register.country(surface)
            whole = country is not None and country.name == surface
            located = place.kind is SourceKind.UNKNOWN and not whole
            return place.end if located and self.doc[start].lower_ == "in" else start
        end = start + 1
        while end < len(self.doc) and self.doc[end].pos_ in {"NOUN", "ADJ"}:
            end += 1
        plural = self.doc[end - 1].tag_ == "NNS" or self.doc[start].lower_ == "of"
        return end if plural and end > start + 1 and self.doc[start].lower_ != "in" else start


def _is_body(named: Named) -> bool:
    return named.kind not in {SourceKind.PERSON, SourceKind.UNKNOWN}
