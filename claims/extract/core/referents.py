"""Whom pronouns and short descriptions inside a claim stand for.

Salience after Lappin and Leass (1994), "An algorithm for pronominal anaphora resolution":
subjects before objects before the rest, near sentences before far ones. What stays doubtful stays
unresolved, because a wrong name makes wrong links.
"""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from claims.extract.core.clauses import label, lemma, subject_tokens
from claims.extract.nouns import words

_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_MALE = words(
    "mr man husband son father brother half-brother uncle king prince chairman spokesman "
    "businessman actor sheikh boy widower pope sir"
)
_FEMALE = words(
    "ms mrs woman wife daughter mother sister half-sister aunt queen princess chairwoman "
    "spokeswoman businesswoman actress girl widow"
)
_ROLE = {
    "nsubj": 3.0,
    "obj": 2.0,
    "root": 2.0,
    "ccomp": 2.0,
    "iobj": 1.5,
    "obl": 1.2,
    "conj": 1.0,
    "parataxis": 1.0,
}
_OTHER_ROLE = 0.5
_SENTENCE = 1.6
# Who was last spoken of as "she" is mostly still meant.
_AGAIN = 0.6
_TOPIC = 2.0
_MODIFIER = 0.6
_OWNER = -0.5
_PERSON_REACH = 160
# How far back a name is remembered; it bounds the work for one claim.
REACH = 400
_LEAST = -1.2
_LONGEST_CHAIN = 12
_KINDS = (
    frozenset(["pact", "agreement", "deal", "treaty", "accord", "convention"]),
    frozenset(["agency", "service"]),
    frozenset(["ministry", "department"]),
    frozenset(["group", "organization", "organisation", "movement"]),
    frozenset(["company", "firm", "corporation"]),
    frozenset(["bureau"]),
    frozenset(["court", "tribunal"]),
    frozenset(["party"]),
    frozenset(["union"]),
    frozenset(["council"]),
    frozenset(["committee", "commission", "panel"]),
    frozenset(["bank"]),
    frozenset(["university"]),
    frozenset(["army", "force", "forces"]),
    frozenset(["authority", "office"]),
)


class Antecedents:
    """The persons that the pronouns of one document point to, each sought once.

    Args:
        title_end: offset where the headline ends; it names people out of order.
    """

    def __init__(self, title_end: int = 0) -> None:
        self.title_end = title_end
        self._found: dict[int, Token | None] = {}

    def of(self, token: Token) -> Token | None:
        """Return the name or pronoun that a pronoun, or an unnamed person, points back to."""
        if token.i not in self._found:
            self._found[token.i] = _antecedent(token, self.title_end)
        return self._found[token.i]


def may_refer(token: Token) -> bool:
    """Say whether a word can stand for a name at all."""
    word = token.lower_
    if word in _HE or word in _SHE or word in {"it", "they"}:
        return True
    return token.pos_ == "NOUN" and _is_definite(token)


def referent(token: Token, named: Mapping[int, str], antecedents: Antecedents) -> str:
    """Return the name that a pronoun or a definite description stands for, "" where in doubt.

    Args:
        token: the pronoun, or the head of the description.
        named: names by token position; must hold those before the token within reach.
        antecedents: those of its document.
    """
    if token.idx < antecedents.title_end:
        return ""
    word = token.lower_
    if word in _HE or word in _SHE:
        return _person(token, named, antecedents)
    if word in {"it", "they"}:
        return _speaker_itself(token, named)
    if token.pos_ == "NOUN" and _is_definite(token):
        return _described(token, named)
    return ""


def _is_definite(token: Token) -> bool:
    modified = any(label(child) in {"amod", "nmod", "compound", "acl"} for child in token.children)
    return not modified and any(
        label(child) == "det" and child.lower_ in {"the", "this", "that"}
        for child in token.children
    )


def _person(token: Token, named: Mapping[int, str], antecedents: Antecedents) -> str:
    """Follow the pronouns back to one that is named."""
    best = antecedents.of(token)
    for _ in range(_LONGEST_CHAIN):
        if best is None or best.i in named:
            break
        best = antecedents.of(best)
    return named.get(best.i, "") if best is not None else ""


def _antecedent(token: Token, title_end: int) -> Token | None:
    best: Token | None = None
    best_score = _LEAST
    for candidate, distance in _before(token, _PERSON_REACH):
        if candidate.idx < title_end or not _is_person(candidate):
            continue
        if _opposite(candidate, token.lower_) or _bound(candidate, token):
            continue
        score = _salience(candidate, same_sentence=not distance) - _SENTENCE * distance
        if score > best_score:
            best, best_score = candidate, score
    return best


def _before(token: Token, reach: int) -> Iterator[tuple[Token, int]]:
    """Yield the tokens before one, nearest first, with their distance in sentences."""
    doc, distance = token.doc, int(bool(token.is_sent_start))
    for at in range(token.i - 1, max(-1, token.i - reach), -1):
        yield doc[at], distance
        if doc[at].is_sent_start and not doc[at].is_space:
            distance += 1


def _is_person(token: Token) -> bool:
    if token.ent_type_ == "PERSON" or token.lower_ in _HE or token.lower_ in _SHE:
        return True
    # A subject in capitals that no recogniser saw is mostly somebody.
    return token.pos_ == "PROPN" and not token.ent_type_ and label(_top(token)) == "nsubj"


def _opposite(candidate: Token, pronoun: str) -> bool:
    if candidate.lower_ in (_SHE if pronoun in _HE else _HE):
        return True
    return bool(_descriptions(candidate) & (_FEMALE if pronoun in _HE else _MALE))


def _descriptions(token: Token) -> set[str]:
    """Return the nouns that a name is called by: titles before it, appositions, predicates."""
    head = _top(token)
    nouns = {
        lemma(child) for child in head.children if label(child) in {"appos", "compound", "nmod"}
    }
    if label(head) == "appos":
        nouns.add(lemma(head.head))
    if label(head) == "nsubj" and head.head.pos_ == "NOUN":
        nouns.add(lemma(head.head))
    return nouns


def _top(token: Token) -> Token:
    while label(token) in {"flat", "compound"} and token.head.ent_type_ and token.head is not token:
        token = token.head
    return token


def _bound(candidate: Token, pronoun: Token) -> bool:
    """Say whether both are arguments of one verb, and so two people."""
    same = _top(candidate).head == pronoun.head
    return same and label(pronoun) in {"nsubj", "obj", "obl"} and pronoun.head.pos_ == "VERB"


def _salience(token: Token, *, same_sentence: bool) -> float:
    head = _top(token)
    if label(head) == "appos":
        head = head.head
    base = _ROLE.get(label(head), _OTHER_ROLE) + (_AGAIN if token.pos_ == "PRON" else 0.0)
    if head.dep_ == "nmod:poss":
        base = _OWNER
    elif label(head) == "nmod":
        # "The standing of Kim has dropped": the sentence is about Kim.
        base = _TOPIC if label(head.head) == "nsubj" else _MODIFIER
    return base + same_sentence


def _speaker_itself(token: Token, named: Mapping[int, str]) -> str:
    """Resolve "it" in "the group declared that it carried out the raid"."""
    clause = token.head
    if label(token) != "nsubj" or label(clause) not in {"ccomp", "xcomp"}:
        return ""
    above = [subject for subject in subject_tokens(clause.head) if subject.i < token.i]
    if not above or above[0].i not in named:
        return ""
    person = above[0].ent_type_ == "PERSON"
    return "" if person and token.lower_ == "it" else named[above[0].i]


def _described(token: Token, named: Mapping[int, str]) -> str:
    """Resolve "the pact" to the name that was called so, or has such a word in it."""
    noun = lemma(token)
    kinds = next((kind for kind in _KINDS if noun in kind), frozenset([noun]))
    for candidate, _ in _before(token, REACH):
        if candidate.i not in named:
            continue
        inside = {word.lower() for word in named[candidate.i].split()}
        if inside & kinds or _descriptions(candidate) & kinds:
            return named[candidate.i]
    return ""
