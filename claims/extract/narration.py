"""What the article states in its own voice."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from claims.extract.attribution.frame import Frame
from claims.extract.attribution.spans import tidy
from claims.extract.cues import lexicon
from claims.extract.nouns import words
from claims.extract.text.parse import SUBJECTS, Piece, children, has_clause, is_finite
from claims.extract.text.quotations import Quotations

SHORTEST = 3
# What is told with these is said, not done.
OF_WORDS = words(
    "account accounts allegation allegations answer claim claims comment comments findings remark "
    "remarks reply report reports statement statements suggestion version"
)
CLAUSES = frozenset({"acl:relcl", "advcl", "acl", "parataxis", "conj", "ccomp", "appos"})


def find_narration(
    doc: Doc, frames: Sequence[Frame], quotations: Quotations
) -> Iterator[list[Piece]]:
    """Yield the pieces of every sentence that the publisher itself states.

    Args:
        doc: the parsed article.
        frames: the attributions, whose contents and cues are not the publisher's words.
        quotations: what others are quoted with.
    """
    cues = {i for frame in frames for i in range(*frame.cue)}
    said = cues | {i for frame in frames for piece in frame.content for i in range(*piece)}
    sources = {i for frame in frames if frame.source for i in range(*frame.source)}
    for sent in doc.sents:
        pieces = _own_part(sent, said, cues, sources - _acting(sent))
        if not pieces or not _states(doc, sent, pieces) or _mostly_quoted(doc, pieces, quotations):
            continue
        kept = tidy(doc, quotations, pieces)
        if kept and sum(end - start for start, end in kept) > SHORTEST:
            yield kept


def _acting(sent: Span) -> set[int]:
    """Return who does what the sentence tells, speaker or not: "[She] resigned, saying that".

    Nobody, where it tells of words alone: "ridiculed the findings", "an account was given".
    """
    subjects = children(sent.root, *SUBJECTS)
    if any(one.lower_ in OF_WORDS for one in [*subjects, *children(sent.root, "obj", "dobj")]):
        return set()
    return {i for one in subjects for i in range(one.left_edge.i, one.right_edge.i + 1)}


def _own_part(sent: Span, said: set[int], cues: set[int], sources: set[int]) -> list[Piece]:
    """Return the sentence without the dependent clause that holds an attribution."""
    inside = [i for i in range(sent.start, sent.end) if i in said or i in sources]
    if not inside:
        return [(sent.start, sent.end)]
    if sent.root.i in said or not any(i in cues for i in inside):
        return []
    tops = {
        _clause_top(sent.doc[i], sent.root)
        or (_branch(sent.doc[i], sent.root) if i in sources and i not in said else None)
        for i in inside
    }
    if None in tops or any(top and _completes(top, sent.root) for top in tops):
        return []
    removed = {i for top in tops if top for i in range(top.left_edge.i, top.right_edge.i + 1)}
    return _runs(sent, removed | set(inside))


def _completes(clause: Token, root: Token) -> bool:
    """Say whether nothing is stated without a clause: "The coroner ruled [that]"."""
    if clause.head != root:
        return False
    told = clause.dep_ in {"ccomp", "parataxis"} and lexicon().verb(root) is not None
    return told or root.lower_ in lexicon().citing


def _branch(token: Token, root: Token) -> Token | None:
    """Return what hangs on the root and holds who says it: "resigned [after a report] found"."""
    return next(
        (one for one in root.rights if one.left_edge.i <= token.i <= one.right_edge.i), None
    )


def _clause_top(token: Token, root: Token) -> Token | None:
    """Return the outermost clause below the root that a token stands in."""
    top = None
    for _ in range(60):
        if token.dep_ in CLAUSES:
            top = token
        if token.head in {token, root}:
            break
        token = token.head
    return top


def _runs(sent: Span, removed: set[int]) -> list[Piece]:
    pieces: list[Piece] = []
    for i in range(sent.start, sent.end):
        if i in removed:
            continue
        if pieces and pieces[-1][1] == i:
            pieces[-1] = (pieces[-1][0], i + 1)
        else:
            pieces.append((i, i + 1))
    return [piece for piece in pieces if any(t.is_alpha for t in sent.doc[piece[0] : piece[1]])]


def _states(doc: Doc, sent: Span, pieces: Sequence[Piece]) -> bool:
    if sent.text.rstrip(" \"'”\u2019)").endswith("?"):
        return False
    whole = sum(end - start for start, end in pieces) == len(sent)
    if whole:
        return has_clause(doc, sent.start, sent.end) or _ended(sent)
    return any(_main_clause(doc, piece) for piece in pieces)


def _ended(sent: Span) -> bool:
    """Say whether a sentence is written as one, though the parse sees no verb in it."""
    return sent.text.rstrip(" \"'”\u2019)").endswith(".")


def _main_clause(doc: Doc, piece: Piece) -> bool:
    """Say whether the sentence's own verb stands in a piece, not only a dependent one."""
    return any(
        token.dep_ in SUBJECTS and token.head.dep_ == "ROOT" and is_finite(token.head)
        for token in doc[piece[0] : piece[1]]
    )


def _mostly_quoted(doc: Doc, pieces: Sequence[Piece], quotations: Quotations) -> bool:
    start, end = doc[pieces[0][0]].idx, doc[pieces[-1][1] - 1].idx
    return quotations.quoted(start, end) * 2 > end - start
