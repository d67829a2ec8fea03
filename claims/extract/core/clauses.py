"""Clauses of a Universal Dependencies parse as predicates: who did what to whom.

Labels after Nivre et al. (2020), "Universal Dependencies v2". A passive is turned round, a
controlled or relative clause takes its missing argument from the clause above it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

from spacy.tokens import Token

from claims.extract.nouns import words
from claims.proposition import Predicate

Resolve = Callable[[Token], str]

_NEGATIVES = words(
    "not n't never no neither nor hardly nobody none nothing without little rarely seldom barely"
)
_HEDGES = words(
    "probably possibly perhaps maybe likely allegedly reportedly apparently seemingly supposedly "
    "presumably purportedly nearly almost"
)
_MODALS = words("may might could should can")
_CONDITIONS = words("if whether unless")
# What follows these need not have happened.
_UNREAL = words(
    "seem appear plan want consider hope threaten intend try expect negotiate bargain offer seek "
    "wish aim ask order tell urge demand call pledge promise vow agree prepare attempt likely "
    "able ready willing about suspect believe think allege mean"
)
# So much is only feared or wanted: "demands that she be freed".
_WISHES = words(
    "fear hope wish demand pray urge propose recommend request suppose assume imagine pretend "
    "speculate worry afraid"
)
# What follows these did not happen.
_UNDONE = words("fail refuse decline forget omit avoid")
# Who says this of a clause says that it is not so, and who does not, that it is.
_DENIALS = words("deny refute dispute doubt contradict untrue false wrong incorrect implausible")
# Not to have it is to speak against the clause: "no indication that", "does not believe that".
_GROUNDS = words(
    "indication evidence sign proof suggestion hint basis reason information trace knowledge "
    "believe think suppose true correct case accurate likely"
)
_THAT_CLAUSES = words("ccomp acl csubj")
_CLAUSES = words("ccomp xcomp advcl acl csubj parataxis root")
_NO_CLAUSES = words("aux cop amod compound fixed flat mark case")
_PARTICLES = words("back out down up off away over")
_DEVERBAL = tuple(sorted(words("tion sion ment ing al ance ence ure age")))
_EVENTS = words(
    "death arrest release attack murder visit talk theft raid escape flight return role part "
    "victory defeat report denial claim vote ban loss sale win deal hack test launch murder rescue "
    "recovery rise fall cut collapse strike killing poisoning kidnapping use abuse study trial"
)
_DEEPEST = 6
_MOST_CONJUNCTS = 5


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
    clauses = [one for head in ordered for one in _clause(head, resolve, inside)]
    return [one for one in (*clauses, *_nominal(tokens, resolve)) if one.lemma]


def _has(token: Token, *labels: str) -> bool:
    return any(label(child) in labels for child in token.children)


def _is_clause(token: Token) -> bool:
    role = label(token)
    if role in _NO_CLAUSES:
        return False
    if token.pos_ == "VERB":
        return role in _CLAUSES or role in {"conj", "dep", "appos"}
    if token.pos_ in {"ADJ", "NOUN"} and role == "xcomp":
        return True
    return _has(token, "cop") or (role in {"ccomp", "advcl", "csubj"} and _has(token, "nsubj"))


def _children(head: Token, *labels: str) -> list[Token]:
    return [child for child in head.children if label(child) in labels]


def _case(token: Token) -> str:
    return " ".join(lemma(child) for child in token.children if label(child) == "case")


def _is_passive(head: Token) -> bool:
    if any(child.dep_.lower() in {"nsubj:pass", "aux:pass"} for child in head.children):
        return True
    participle = "Past" in head.morph.get("Tense", []) and "Part" in head.morph.get("VerbForm", [])
    if not participle or _children(head, "obj", "nsubj", "aux"):
        return False
    return label(head) in {"acl", "xcomp"} or bool(_agents(head))


def _agents(head: Token) -> list[Token]:
    return [
        child
        for child in _children(head, "obl")
        if child.dep_.lower() == "obl:agent" or _case(child) == "by"
    ]


def subject_tokens(head: Token, depth: int = 0) -> list[Token]:
    """Return the subject of a clause, taken from the clause above it where it is left out."""
    own = _children(head, "nsubj", "csubj")
    if own and own[0].tag_ in {"WDT", "WP"} and label(head) == "acl":
        return [head.head]
    if own or depth > _DEEPEST or head.head == head:
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
        return subject_tokens(head.head, depth + 1)
    return []


def _clause(head: Token, resolve: Resolve, inside: Collection[int]) -> Iterator[Predicate]:
    """Yield the predicate of a clause, once for each name where several share it."""
    subject, patient = subject_tokens(head), _children(head, "obj")
    passive = _is_passive(head)
    if passive:
        subject, patient = _agents(head), subject or patient
    verb = [lemma(head), *(lemma(child) for child in head.children if is_particle(child))]
    if head.pos_ == "PROPN" and _has(head, "cop"):
        yield from _being(head, subject, resolve, inside)
        return
    modal, negated = _is_modal(head), _is_negated(head, inside)
    others = tuple(_others(head, resolve, passive=passive))
    for doer in _parties(subject, resolve):
        for target in _parties(patient, resolve):
            yield Predicate(
                lemma=" ".join(verb),
                subject=doer,
                object=target,
                negated=negated,
                modal=modal,
                others=others,
            )


def _being(
    head: Token, subject: Sequence[Token], resolve: Resolve, inside: Collection[int]
) -> Iterator[Predicate]:
    """Yield what "the victim was Ana Example" and "she was in Lima" say."""
    for doer in _parties(subject, resolve):
        there = _case(head)
        yield Predicate(
            lemma="be" if there or not doer else doer,
            subject=doer if there or not doer else resolve(head),
            negated=_is_negated(head, inside),
            modal=_is_modal(head),
            others=(f"{there} {resolve(head)}",) if there else (),
        )


def is_particle(token: Token) -> bool:
    """Say whether a word belongs to the verb before it: "hand over", "give back"."""
    return token.dep_ == "compound:prt" or (
        label(token) == "advmod" and token.lower_ in _PARTICLES and token.head.pos_ == "VERB"
    )


def _parties(tokens: Sequence[Token], resolve: Resolve) -> list[str]:
    """Return what an argument names: itself, and the names that are joined to it by "and"."""
    if not tokens:
        return [""]
    # Two subjects are a parse that took "the singer Ana Example" apart: the name is the one.
    first = tokens[0]
    if len(tokens) > 1 and tokens[1].i == first.i + 1 and resolve(tokens[1]) != lemma(tokens[1]):
        first = tokens[1]
    joined = [child for child in first.children if label(child) == "conj"][:_MOST_CONJUNCTS]
    names = [resolve(child) for child in joined if resolve(child) != lemma(child)]
    return [resolve(first), *names]


def _others(head: Token, resolve: Resolve, *, passive: bool) -> Iterator[str]:
    agents = _agents(head) if passive else []
    for child in _children(head, "obl", "iobj", "nmod"):
        if child not in agents and child.pos_ not in {"ADV", "NUM"}:
            yield f"{_case(child)} {resolve(child)}".strip()
    for target in _children(head, "obj"):
        for child in _children(target, "nmod"):
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
    return (direct or by_argument) != _negated_above(head, inside)


def _negated_above(head: Token, inside: Collection[int]) -> bool:
    """Say whether what a clause depends on turns it round: "refused to", "no evidence that"."""
    above = head.head
    if above.i not in inside or above == head:
        return False
    if label(head) == "xcomp":
        return (lemma(above) in _UNDONE) != _is_negated(above, inside)
    if label(head) not in _THAT_CLAUSES or not _states_a_fact(head):
        return False
    # Some parses hang the clause on the verb: "had no indication that".
    said = {lemma(above), *(lemma(child) for child in _children(above, "nsubj", "obj"))}
    denied = lemma(above) in _DENIALS
    turned = _is_negated(above, inside)
    if label(above) == "obj":
        turned = turned or _is_negated(above.head, inside)
    return (denied or bool(said & _GROUNDS)) and denied != turned


def _states_a_fact(head: Token) -> bool:
    """Say whether a clause is one that may be denied: "that she was dead", "she was dead"."""
    marks = {child.lower_ for child in _children(head, "mark")}
    return marks <= {"that"} and bool(_children(head, "nsubj", "csubj"))


def _is_modal(head: Token) -> bool:
    marked = any(
        (label(child) == "aux" and lemma(child) in _MODALS)
        or _would_have(child)
        or (label(child) == "advmod" and lemma(child) in _HEDGES)
        or (label(child) == "mark" and lemma(child) in _CONDITIONS)
        for child in head.children
    )
    infinitive = any(child.lower_ == "to" and label(child) == "mark" for child in head.children)
    unreal = lemma(head.head) in _UNREAL or label(head) in {"advcl", "csubj"}
    wished = label(head) in {"ccomp", "xcomp"} and lemma(head.head) in _WISHES | {"want"}
    supposed = any(map(_is_condition, _children(head, "advcl")))
    return (
        marked
        or wished
        or supposed
        or (infinitive and label(head) in {"xcomp", "advcl", "csubj"} and unreal)
    )


def _is_condition(clause: Token) -> bool:
    return any(child.lower_ in {"if", "unless"} for child in _children(clause, "mark"))


def _would_have(aux: Token) -> bool:
    """Say whether an auxiliary tells of what did not come about: "would have been killed"."""
    return aux.lower_ == "would" and any(child.lower_ == "have" for child in aux.head.lefts)


def _nominal(tokens: Sequence[Token], resolve: Resolve) -> Iterator[Predicate]:
    """Yield what nouns say of a named party: "the release of Ana Example", "her defection"."""
    for token in tokens:
        if token.pos_ != "NOUN" or not _is_event(lemma(token)):
            continue
        affected = [c for c in _children(token, "nmod") if _case(c) in {"of", "on", "against"}]
        doers = [c for c in token.children if c.dep_ == "nmod:poss" or _case(c) == "by"]
        if any(resolve(c) != lemma(c) for c in (*affected, *doers)):
            yield Predicate(
                lemma=lemma(token),
                subject=resolve(doers[0]) if affected and doers else "",
                object=resolve((affected or doers)[0]),
                negated=any(lemma(c) in _NEGATIVES for c in token.children),
                modal=label(token) in {"obj", "obl"} and lemma(token.head) in _UNREAL | _WISHES,
            )


def _is_event(noun: str) -> bool:
    return noun in _EVENTS or noun.endswith(_DEVERBAL)
