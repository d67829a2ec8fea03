"""Wives, sons and the like: whose they are, what their family name is, and what sex it tells."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extract.cues import lexicon
from claims.extract.names.gender import FEMALE_WORDS, MALE_WORDS, agrees
from claims.extract.names.named import Named
from claims.extract.names.people import family_name
from claims.extract.nouns import HUMAN, words
from claims.extract.text.parse import Piece
from db.vocabulary import SourceKind

KIN = words(
    "wife husband widow widower son daughter father mother brother sister half-brother half-sister "
    "grandson granddaughter grandfather grandmother"
)
# Whose wife it is, is a man.
SPOUSES = {"wife": "man", "widow": "man", "husband": "woman", "widower": "woman"}
OWNERS = frozenset({"his", "her"})
LONGEST = 6
# So many tokens back stands the one whose wife it is.
BACK = 40
# So many names around a noun are looked at for the one that it belongs to.
MANY = 6
# A sex is told where the pronouns agree so many times as often as they disagree.
OFTENER = 2


def owner_of(doc: Doc, noun: Token, named: Sequence[Named]) -> Named | None:
    """Return whose wife, son or the like a noun means: "X's wife", "the wife of X".

    Args:
        doc: the parsed article.
        noun: the word for the relation.
        named: the names around it, in order.
    """
    behind = doc[noun.i + 1].lower_ if noun.i + 1 < len(doc) else ""
    if behind == "of":
        after = [one for one in named if noun.i < one.start <= noun.i + LONGEST]
        return next((one for one in after if one.kind is SourceKind.PERSON), None)
    for at in range(noun.i - 1, max(noun.i - LONGEST, -1), -1):
        if doc[at].tag_ == "POS":
            ends = (one for one in named if one.end == at and one.kind is SourceKind.PERSON)
            return next(ends, None)
        if doc[at].lower_ in OWNERS:
            return _before(doc[at], named)
        if doc[at].pos_ not in {"ADJ", "NUM", "NOUN", "ADV"}:
            return None
    return None


def relation(doc: Doc, piece: Piece, head: Token) -> Token | None:
    """Return the word for a relative that a phrase means: "wife" of "the wife of missing X".

    Args:
        doc: the parsed article.
        piece: the phrase.
        head: its head, by a parse that may err.
    """
    if head.lower_ in KIN:
        return head
    first = doc[piece[0] : min(piece[1] - 1, piece[0] + LONGEST)]
    nouns = (token for token in first if token.lower_ in KIN)
    return next((one for one in nouns if doc[one.i + 1].lower_ == "of"), None)


def _before(pronoun: Token, named: Sequence[Named]) -> Named | None:
    """Return the last person named before "his", in its sentence or not far from it."""
    start = min(pronoun.sent.start, pronoun.i - BACK)
    meant = "he" if pronoun.lower_ == "his" else "she"
    people = [
        one
        for one in named
        if start <= one.start < pronoun.i
        and one.kind is SourceKind.PERSON
        and " " in one.name
        and agrees(meant, one.name) is not False
    ]
    return people[-1] if people else None


def with_family_names(doc: Doc, named: Sequence[Named]) -> list[Named]:
    """Give "his son Timur" the family name of his father, wherever the article calls him so.

    Args:
        doc: the parsed article.
        named: its names, in order.
    """
    full: dict[str, str] = {}
    for at, one in enumerate(named):
        noun = _kin_before(doc, one)
        if one.kind is not SourceKind.PERSON or " " in one.name or noun is None:
            continue
        owner = owner_of(doc, noun, named[max(at - MANY, 0) : at])
        if owner is not None and " " in owner.name:
            full.setdefault(one.name, f"{one.name} {family_name(owner.name)}")
    return [
        replace(one, name=full[one.name])
        if one.kind is SourceKind.PERSON and one.name in full
        else one
        for one in named
    ]


def _kin_before(doc: Doc, one: Named) -> Token | None:
    """Return "son" of "his son X" and "his son, X"."""
    at = one.start - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    return doc[at] if at >= 0 and doc[at].lower_ in KIN else None


def families(named: Sequence[Named]) -> dict[str, list[Named]]:
    """Return the people of each family name, each once.

    Args:
        named: the names of an article, in order.
    """
    people = {one.name: one for one in named if one.kind is SourceKind.PERSON and " " in one.name}
    found: dict[str, list[Named]] = defaultdict(list)
    for one in people.values():
        found[family_name(one.name)].append(one)
    return found


def sexes(doc: Doc, named: Sequence[Named]) -> dict[str, str]:
    """Return for people whether the article calls them "she" or "he": "woman" or "man".

    Counted is whose husband and wife they are, and the pronoun of a clause beside the only person
    whom a sentence has named: "X broke down as she spoke", not "X said that she".

    Args:
        doc: the parsed article.
        named: its names, in order.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, sex in [*_married(doc, named), *_pronounced(doc, named)]:
        votes[name][sex] += 1
    told = {name: count.most_common() for name, count in votes.items()}
    return {
        name: ranked[0][0]
        for name, ranked in told.items()
        if len(ranked) == 1 or ranked[0][1] > OFTENER * ranked[1][1]
    }


def _married(doc: Doc, named: Sequence[Named]) -> Iterator[tuple[str, str]]:
    starts = [one.start for one in named]
    for token in doc:
        if token.lower_ in SPOUSES and not any(one.lower_ in OWNERS for one in token.lefts):
            at = bisect_left(starts, token.i)
            owner = owner_of(doc, token, named[max(at - MANY, 0) : at + MANY])
            if owner is not None:
                yield owner.name, SPOUSES[token.lower_]


def _pronounced(doc: Doc, named: Sequence[Named]) -> Iterator[tuple[str, str]]:
    people = [one for one in named if one.kind is SourceKind.PERSON]
    at = 0
    for token in doc:
        if token.lower_ not in {"he", "she"} or _reported(token):
            continue
        while at < len(people) and people[at].end <= token.sent.start:
            at += 1
        here = [one for one in people[at : at + LONGEST] if one.start < token.i]
        if len({one.name for one in here}) == 1 and not _others(doc, here[0], token):
            yield here[0].name, "man" if token.lower_ == "he" else "woman"


def _others(doc: Doc, one: Named, pronoun: Token) -> bool:
    """Say whether the pronoun may mean somebody else, whom the sentence does not name."""
    other = FEMALE_WORDS if pronoun.lower_ == "he" else MALE_WORDS
    nouns = (token for token in doc[pronoun.sent.start : pronoun.i] if token.pos_ == "NOUN")
    return any(
        token.lower_ in HUMAN - other and not one.start <= token.i < one.end for token in nouns
    )


def _reported(pronoun: Token) -> bool:
    """Say whether a pronoun stands in what somebody says: who is meant may be another."""
    quotations = pronoun.doc._.claims_quotations
    if quotations is not None and quotations.at(pronoun.idx) is not None:
        return True
    if lexicon().verb(pronoun.head) is not None:
        return True  # "X had rung, she said": X is in what she says.
    clauses = {token.dep_ for token in [pronoun, *pronoun.ancestors]}
    return bool(clauses & {"ccomp", "xcomp", "parataxis"})
