"""What is read off a parse: clauses, subjects, phrases, and the pieces of text that they take."""

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from spacy.tokens import Doc, Token

from claims.extract.nouns import words

Piece = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})
# What a verb has before it that is neither subject nor object.
BEFORE_VERB = frozenset({"aux", "aux:pass", "advmod", "expl", "expl:pass"})
# Behind these stands who hears it, never who speaks.
TELLING = frozenset({"told", "tell", "tells", "telling", "informed"})
FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"})
MARKS = frozenset("\"“”\u2018\u2019«»„'")
CLAUSAL = ("acl", "appos", "parataxis", "advcl", "punct", "nsubj", "ccomp")
TIMES = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december today yesterday week month year "
    "morning night"
)
NOUN_PARTS = ("flat", "compound", "nmod", "fixed", "goeswith", "conj", "det", "amod", "nummod")
PAUSES = frozenset({",", "—", "\u2013", "-", "--", ";", ":", "(", ")"})


def children(token: Token, *labels: str) -> list[Token]:
    """Return the dependents of a token that carry one of the labels."""
    return [child for child in token.children if child.dep_ in labels]


def subject_of(verb: Token) -> Token | None:
    """Return the grammatical subject of a verb, or the one of its first conjunct."""
    for _ in range(4):
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        if own:
            return _beyond_preposition(min(own, key=lambda token: abs(token.i - verb.i)))
        if verb.dep_ not in {"conj", "xcomp"} or verb.head == verb:
            return None
        verb = verb.head
    return None


def _beyond_preposition(subject: Token) -> Token:
    # No subject stands behind a preposition. In "after talks with President Novak, Hofmann said"
    # the parser may hang Hofmann on Novak; what follows the comma is the subject then.
    before = subject.doc[subject.left_edge.i : subject.i]
    if any(token.dep_ == "case" and token.pos_ == "ADP" for token in before):
        for child in subject.rights:
            if child.doc[child.left_edge.i - 1].text == "," and child.pos_ in NOMINAL:
                return child
    return subject


def hearer(verb: Token) -> Token | None:
    """Return who stands right behind "told", whatever the parse makes of it."""
    for child in verb.rights:
        if child.left_edge.i == verb.i + 1 and child.pos_ in {"NOUN", "PROPN"}:
            owned = any(token.tag_ == "POS" for token in child.subtree)
            return None if owned else child
    return None


def is_finite(token: Token) -> bool:
    """Say whether a clause has a verb that is marked for tense."""
    group = [token, *children(token, "aux", "aux:pass", "cop")]
    return any("Fin" in one.morph.get("VerbForm", []) or one.tag_ in FINITE for one in group)


def has_clause(doc: Doc, start: int, end: int) -> bool:
    """Say whether a finite verb with a subject stands between two positions."""
    return any(
        token.dep_ in SUBJECTS and start <= token.head.i < end and is_finite(token.head)
        for token in doc[start:end]
    )


def reads_as_clause(doc: Doc, start: int, end: int) -> bool:
    """Say whether a finite verb follows a noun, by tags, which err less than parses."""
    nominal = False
    for token in doc[start:end]:
        if nominal and token.tag_ in FINITE:
            return True
        nominal = nominal or token.pos_ in NOMINAL or token.tag_ == "EX"
    return False


def noun_phrase(head: Token) -> Piece:
    """Return the span of a noun phrase without relative clauses and appositions."""
    end = head.i + 1
    for child in head.rights:
        joined = child.dep_ == "conj"
        apart = head.doc[child.left_edge.i - 1].text in {",", ";"}
        if not child.dep_.startswith(NOUN_PARTS) or (apart and not joined):
            continue
        if joined and child.pos_ not in NOMINAL:
            break
        if child.dep_.startswith("nmod") and child.lower_ in TIMES:
            continue
        end = max(end, core_end(child))
    start = head.left_edge.i
    for position in range(start, head.i):
        if head.doc[position].text in {",", ";", ":"}:
            start = position + 1
    while start < head.i and _leads_in(head.doc[start]):
        start += 1
    return start, end


def _leads_in(token: Token) -> bool:
    return token.is_punct or token.is_space or token.dep_ in {"case", "cc", "mark", "fixed"}


def core_end(token: Token, depth: int = 12) -> int:
    """Return where a dependent ends, leaving out clauses that hang on it."""
    end = token.i + 1
    for child in token.rights:
        if not depth or child.dep_.startswith(CLAUSAL):
            break
        end = max(end, core_end(child, depth - 1))
    return end


def outermost(doc: Doc, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens of a stretch whose head lies outside it."""
    for token in doc[start:end]:
        if (token.head.i < start or token.head.i >= end or token.head == token) and not (
            token.is_punct or token.is_space
        ):
            yield token


def past_dateline(doc: Doc, piece: Piece) -> Piece:
    """Return a piece without the "LONDON (Reuters) - " that it begins in; empty where in all."""
    start, end = piece
    datelines = doc._.claims_datelines or {}
    return min(datelines.get(start, start), end), end


def parted(doc: Doc, earlier: int, later: int) -> bool:
    """Say whether a paragraph begins between two tokens; to the parser its line ends are blanks."""
    paragraphs = doc._.claims_paragraphs or []
    at = bisect_right(paragraphs, doc[earlier].idx, key=itemgetter(0))
    return at < len(paragraphs) and paragraphs[at][0] <= doc[later].idx


def next_solid(doc: Doc, position: int, end: int) -> int:
    """Return the first position from here on that is not white space, at most ``end``."""
    while position < end and doc[position].is_space:
        position += 1
    return position


def last_solid(doc: Doc, position: int, start: int) -> int:
    """Return the last position before this one that is not white space, or ``start - 1``."""
    position -= 1
    while position >= start and doc[position].is_space:
        position -= 1
    return position
