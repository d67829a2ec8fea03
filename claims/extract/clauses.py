"""Clauses of a Universal Dependencies parse as predicates: who did what to whom.

Labels after Nivre et al. (2020), "Universal Dependencies v2". A passive is turned round, a
controlled or relative clause takes its missing argument from the clause above it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from spacy.tokens import Token

from claims.proposition import Predicate

Resolve = Callable[[Token], str]

_NEGATIVES = frozenset("not n't never no neither nor hardly nobody none nothing without".split())
_HEDGES = frozenset(
    "probably possibly perhaps maybe likely allegedly reportedly apparently seemingly supposedly "
    "presumably purportedly".split()
)
_MODALS = frozenset("may might could would should".split())
_CONDITIONS = frozenset("if whether unless".split())
# What follows these need not have happened.
_UNREAL = frozenset(
    "seem appear plan want consider hope threaten intend try expect negotiate bargain offer seek "
    "wish aim ask order tell urge demand call pledge promise vow agree prepare attempt likely "
    "able ready willing about suspect believe think allege".split()
)
# What follows these did not happen.
_UNDONE = frozenset("fail refuse decline forget omit avoid".split())
_CLAUSES = frozenset("ccomp xcomp advcl acl csubj parataxis root".split())
_TITLES = frozenset(
    "president minister general judge mr mrs ms dr spokesman spokeswoman chancellor".split()
)


def label(token: Token) -> str:
    """Return the dependency label without its subtype: "nsubj" for "nsubj:pass"."""
    return token.dep_.split(":")[0].lower()


def lemma(token: Token) -> str:
    """Return the lemma in lower case; the word itself where the model gave none."""
    return (token.lemma_ or token.text).lower()


def predicates(tokens: Sequence[Token], resolve: Resolve) -> list[Predicate]:
    """Read the clauses off the parse of one claim.

    Args:
        tokens: the tokens of the claim, in order.
        resolve: gives the name, or the head lemmas, of what a token heads.

    Returns:
        One predicate a clause, the main clause first, then in the order of the text.
    """
    inside = {token.i for token in tokens}
    roots = [t for t in tokens if t.head.i == t.i or t.head.i not in inside]
    root = next((t for t in roots if t.pos_ in {"VERB", "AUX", "ADJ"} or _has(t, "cop")), None)
    root = root or next(
        (t for t in roots if t.pos_ not in {"PUNCT", "SCONJ", "CCONJ", "ADP"}), None
    )
    heads = [t for t in tokens if t is root or t == root or _is_clause(t)]
    ordered = sorted(heads, key=lambda t: (t != root, t.i))
    clauses = [_predicate(head, resolve, inside) for head in ordered]
    return [one for one in (*clauses, *_nominal(tokens, resolve)) if one.lemma]


def _has(token: Token, *labels: str) -> bool:
    return any(label(child) in labels for child in token.children)


def _is_clause(token: Token) -> bool:
    if label(token) in {"aux", "cop", "amod", "compound", "fixed", "flat", "mark", "case"}:
        return False
    if token.pos_ == "VERB":
        return label(token) in _CLAUSES or label(token) in {"conj", "dep", "appos"}
    return _has(token, "cop") or (
        label(token) in {"ccomp", "advcl", "csubj"} and _has(token, "nsubj")
    )


def _children(head: Token, *labels: str) -> list[Token]:
    return [child for child in head.children if label(child) in labels]


def _case(token: Token) -> str:
    return " ".join(lemma(child) for child in token.children if label(child) == "case")


def _is_passive(head: Token) -> bool:
    if any(
        child.dep_.lower() in {"nsubj:pass", "aux:pass", "nsubjpass"} for child in head.children
    ):
        return True
    participle = "Past" in head.morph.get("Tense") and "Part" in head.morph.get("VerbForm")
    return participle and label(head) in {"acl", "xcomp"} and not _children(head, "obj", "nsubj")


def _agents(head: Token) -> list[Token]:
    return [
        child
        for child in _children(head, "obl")
        if child.dep_.lower() == "obl:agent" or _case(child) == "by"
    ]


def _argument(tokens: Sequence[Token], resolve: Resolve) -> str:
    return resolve(tokens[0]) if tokens else ""


def _subject_tokens(head: Token, depth: int = 0) -> list[Token]:
    """Return the subject of a clause, taken from the clause above it where it is left out."""
    own = _children(head, "nsubj", "csubj")
    if own and own[0].tag_ in {"WDT", "WP"} and label(head) == "acl":
        return [head.head]
    if own or depth > 6 or head.head == head:  # noqa: PLR2004 - deeper chains are parse errors
        return own
    if label(head) == "acl":
        return [head.head]
    if label(head) == "xcomp" and (objects := _children(head.head, "obj", "iobj")):
        return objects[:1]
    if label(head) in {"xcomp", "conj", "advcl"} and head.head.pos_ in {
        "VERB",
        "ADJ",
        "AUX",
        "NOUN",
    }:
        return _subject_tokens(head.head, depth + 1)
    return []


def _predicate(head: Token, resolve: Resolve, inside: Collection[int]) -> Predicate:
    subject, patient = _subject_tokens(head), _children(head, "obj")
    passive = _is_passive(head)
    if passive:
        subject, patient = _agents(head), subject or patient
    words = [
        lemma(head),
        *(lemma(child) for child in head.children if child.dep_ == "compound:prt"),
    ]
    own, acts_on = _argument(subject, resolve), _argument(patient, resolve)
    name = resolve(head)
    if _has(head, "cop") and head.pos_ == "PROPN" and subject:
        words, own = [own], name
    return Predicate(
        lemma=" ".join(words),
        subject=own,
        object=acts_on,
        negated=_is_negated(head, inside),
        modal=_is_modal(head),
        others=tuple(_others(head, resolve, passive=passive)),
    )


def _others(head: Token, resolve: Resolve, *, passive: bool) -> Iterator[str]:
    agents = _agents(head) if passive else []
    for child in _children(head, "obl", "iobj", "nmod"):
        if child not in agents and child.pos_ not in {"ADV", "NUM"}:
            yield f"{_case(child)} {resolve(child)}".strip()


def _is_negated(head: Token, inside: Collection[int]) -> bool:
    direct = any(
        lemma(child) in _NEGATIVES
        and label(child) in {"advmod", "det", "cc", "mark", "dep", "obj", "nsubj"}
        for child in head.children
    )
    by_argument = any(
        any(
            lemma(part) in _NEGATIVES and label(part) in {"det", "advmod"}
            for part in argument.children
        )
        or lemma(argument) in _NEGATIVES
        for argument in _children(head, "nsubj", "obj")
    )
    return (direct or by_argument) != (label(head) == "xcomp" and _undone_above(head, inside))


def _undone_above(head: Token, inside: Collection[int]) -> bool:
    above = head.head
    return above.i in inside and (lemma(above) in _UNDONE) != _is_negated(above, inside)


def _is_modal(head: Token) -> bool:
    marked = any(
        (label(child) == "aux" and lemma(child) in _MODALS)
        or (label(child) == "advmod" and lemma(child) in _HEDGES)
        or (label(child) == "mark" and lemma(child) in _CONDITIONS)
        for child in head.children
    )
    above = label(head) in {"xcomp", "advcl"} and any(
        child.lower_ == "to" for child in head.children
    )
    return marked or (above and (lemma(head.head) in _UNREAL or label(head) == "advcl"))


def _nominal(tokens: Sequence[Token], resolve: Resolve) -> Iterator[Predicate]:
    """Yield what nouns say of a named party: "the release of Ana Example", "her defection"."""
    for token in tokens:
        if token.pos_ != "NOUN" or lemma(token) in _TITLES:
            continue
        affected = [c for c in _children(token, "nmod") if _case(c) in {"of", "on", "against"}]
        doers = [c for c in token.children if c.dep_ == "nmod:poss" or _case(c) == "by"]
        named = [c for c in (*affected, *doers) if resolve(c) != lemma(c)]
        if named:
            patient = affected or doers
            yield Predicate(
                lemma=lemma(token),
                subject=_argument(doers if affected else [], resolve),
                object=_argument(patient, resolve),
                negated=any(lemma(c) in _NEGATIVES for c in token.children),
            )
