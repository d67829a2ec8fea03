"""Trims what is said to the proposition, and splits it into independent ones."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from claims.extract.text.parse import (
    FINITE,
    MARKS,
    NOMINAL,
    SUBJECTS,
    Piece,
    children,
    is_finite,
    past_dateline,
    reads_as_clause,
)
from claims.extract.text.quotations import Quotations

LEADING = frozenset(
    {"that", "whether", "and", "but", "yet", "or", "nor", "because", "however", "so"}
)
COORDINATORS = frozenset({"and", "but", "yet", "or", "nor"})
OPENING = frozenset({"that", "whether"})
SHORTEST = 2
RELATIVES = frozenset({"WDT", "WP", "WP$"})


def _encloses(doc: Doc, quotations: Quotations, position: int, piece: Piece) -> bool:
    """Say whether the quotation that this mark belongs to spans the whole piece or more."""
    offset = doc[position].idx
    quotation = quotations.at(offset)
    if quotation is None:
        return True
    first, last = doc[piece[0]], doc[piece[1] - 1]
    opening = offset == quotation.start
    if opening:
        return quotation.inner_end >= last.idx + (0 if last.text in MARKS else 1)
    return quotation.inner_start <= first.idx + 1


def _edge(doc: Doc, quotations: Quotations, position: int, piece: Piece) -> bool:
    """Say whether a token at the edge of a piece is no part of the proposition."""
    token = doc[position]
    if token.is_space:
        return True
    if token.text in MARKS:
        return _encloses(doc, quotations, position, piece)
    return token.is_punct and token.text not in {"%", "…"} and not token.is_bracket


def trim(doc: Doc, quotations: Quotations, piece: Piece, *, first: bool = True) -> Piece:
    """Take white space, punctuation, enclosing marks and conjunctions off the edges.

    Args:
        doc: the article.
        quotations: what it quotes.
        piece: the span to trim.
        first: whether a proposition begins here, so that "that" or "but" is no part of it.
    """
    start, end = piece
    while start < end and (
        _edge(doc, quotations, start, (start, end))
        or (first and doc[start].lower_ in LEADING and _drops(doc[start]))
    ):
        start += 1
    if first and start < end - 2 and doc[start].lower_ == "this" and doc[start + 1].text == ":":
        start += 2  # "wrote this: he had come"
    while start < end and (
        _edge(doc, quotations, end - 1, (start, end)) or doc[end - 1].lower_ in COORDINATORS
    ):
        end -= 1
    return start, end


def _drops(token: Token) -> bool:
    """Say whether a leading word only joins the proposition to its cue: not "that man"."""
    if token.lower_ == "that":
        return token.dep_ in {"mark", "dep"} or token.pos_ == "SCONJ" or token.tag_ in {"WDT", "IN"}
    return token.lower_ not in {"so", "because"}


def _starts_proposition(token: Token) -> bool:
    """Say whether a conjunct stands by itself: own subject, own "that", or an infinitive."""
    if token.dep_ not in {"conj", "parataxis"}:
        return False
    marks = {child.lower_ for child in children(token, "mark")}
    subjects = [child for child in token.children if child.dep_ in SUBJECTS or child.dep_ == "expl"]
    if (subjects and is_finite(token)) or marks & {"that", "whether", "if"}:
        return True
    return (
        "to" in marks and token.dep_ == "conj" and "to" in {one.lower_ for one in token.head.lefts}
    )


def _coordinates(doc: Doc, pieces: Sequence[Piece]) -> list[int]:
    """Return where "and that ..." or ", but she ..." opens a proposition, parse or no parse."""
    cuts = []
    for number, (start, end) in enumerate(pieces):
        if number and doc[start - 1].text == ";" and reads_as_clause(doc, start, end):
            cuts.append(start)
        for position in range(start if number else start + 2, end - 2):
            if doc[position].text == ";" and reads_as_clause(doc, position + 1, end):
                cuts.append(position)
            if doc[position].lower_ not in COORDINATORS:
                continue
            following = doc[position + 1]
            joined = following.lower_ in {"that", "whether"} and following.pos_ != "DET"
            paused = position == start or doc[position - 1].text in {",", ";"}
            subject = _subject_follows(doc, position + (2 if joined else 1), end)
            if (subject and (joined or paused)) or _opens(doc, position, end):
                cuts.append(position)
    return cuts


def _opens(doc: Doc, position: int, end: int) -> bool:
    """Say whether "and that ..." or "and 42 were ..." opens here, whatever the parse sees."""
    first, second = doc[position + 1], doc[min(position + 2, end - 1)]
    that = first.lower_ == "that" and first.tag_ == "IN"
    return that or (first.pos_ == "NUM" and second.tag_ in FINITE)


def _subject_follows(doc: Doc, position: int, end: int) -> bool:
    """Say whether a subject with its own finite verb opens right here."""
    for token in doc[position : min(position + 12, end)]:
        if token.dep_ in SUBJECTS and token.head.i > token.i and is_finite(token.head):
            return True
        if token.tag_ == "EX":
            return True
        if token.pos_ in {"VERB", "AUX", "SCONJ"} or token.text in {",", ";"}:
            return False
    return False


def _belongs(token: Token, roots: set[int]) -> bool:
    """Say whether a conjunct hangs on the proposition itself, not on a clause inside it."""
    head = token.head
    for _ in range(8):
        if head.i in roots:
            return True
        if head.dep_ not in {"conj", "parataxis"} or head.head == head:
            return False
        head = head.head
    return False


def split(doc: Doc, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Split content into independent propositions: each coordinate clause with its own subject.

    Args:
        doc: the article.
        pieces: the content of one cue, in order.

    Returns:
        The pieces of each proposition, in order.
    """
    inside = {i for start, end in pieces for i in range(start, end)}
    roots = {i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i}
    cuts = [
        doc[i].left_edge.i
        for i in inside
        if doc[i].dep_ in {"conj", "parataxis"}
        and _belongs(doc[i], roots)
        and _starts_proposition(doc[i])
    ]
    starts = {i for i in inside if doc[i].is_sent_start}
    borders = sorted({*cuts, *starts, *_coordinates(doc, pieces)})
    groups: list[list[Piece]] = [[]]
    for start, end in pieces:
        position = start
        for border in borders:
            if position < border < end or (border == position and groups[-1]):
                if border > position:
                    groups[-1].append((position, border))
                groups.append([])
                position = border
        groups[-1].append((position, end))
    return _whole(doc, [group for group in groups if group])


def _whole(doc: Doc, groups: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Put together again what is no proposition alone: "two guards | and not one died"."""
    kept: list[list[Piece]] = []
    for group in groups:
        start, end = group[0]
        apart = not kept or doc[start].is_sent_start
        if apart or (_stands_alone(doc, kept[-1]) and _stands_alone(doc, group)):
            kept.append(group)
        elif kept[-1][-1][1] == start:
            kept[-1][-1:] = [(kept[-1][-1][0], end), *group[1:]]
        else:
            kept[-1] += group
    return kept


def _stands_alone(doc: Doc, pieces: Sequence[Piece]) -> bool:
    """Say whether a part of what is said is more than "I eat", "two guards", "cables show"."""
    tokens = [token for start, end in pieces for token in doc[start:end] if token.is_alpha]
    if len([one for one in tokens if one.lower_ not in LEADING]) <= SHORTEST:
        return False
    if tokens[1].lower_ == "of" and tokens[2].tag_ in RELATIVES:
        return False  # "neither of whom died"
    first = next((at for at, token in enumerate(tokens) if token.pos_ in NOMINAL), 0)
    opened = any(token.tag_ == "TO" or token.lower_ in OPENING for token in tokens[:2])
    return opened or any(token.pos_ in {"VERB", "AUX"} for token in tokens[first:])


def tidy(doc: Doc, quotations: Quotations, pieces: Sequence[Piece]) -> list[Piece]:
    """Trim every piece, drop what is empty, and join what touches."""
    kept: list[Piece] = []
    for begin, stop in pieces:
        piece = past_dateline(doc, (begin, stop))
        start, end = trim(doc, quotations, piece, first=not kept)
        if start < end:
            kept.append((start, end))
    return kept


def offsets(doc: Doc, piece: Piece) -> tuple[int, int]:
    """Return a span in characters."""
    start, end = piece
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text)
