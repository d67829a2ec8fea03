"""Whether what a date belongs to was still to come when it was written of."""

from spacy.tokens import Span, Token

from claims.extract.core.clauses import label, lemma
from claims.extract.core.measures import WEEKDAYS
from claims.extract.nouns import words

# "wo" is what is left of "won't".
_WILL = words("will wo 'll \u2019ll shall sha")
_OPEN = words("would may might must should")
_OVER = words("was were had 'd")
# What happens on the day itself lies ahead: "is due on Friday", "talks planned for Friday".
_AWAITED = words("expect due schedule slate plan")
# What these lead to lies ahead, though they do not.
_LEADS = words(
    "plan expect schedule due set intend want hope aim vow promise pledge agree prepare about "
    "poise likely slate bind decide threaten"
)
_SHARED = frozenset({"xcomp", "advcl", "conj"})
_DEEPEST = 8


def lies_ahead(when: Span) -> bool:
    """Say whether a date is one of something planned or foretold: "will vote on Friday".

    Args:
        when: the words of the date.
    """
    # "the attack of 9 May" has its own time, whatever is said of it; "the vote on Friday" mostly
    # that of its clause.
    loose = when[0].lower_ in {*WEEKDAYS}
    verb: Token = when[-1]
    for _ in range(_DEEPEST):
        if _governs(verb):
            return _comes(verb)
        own = when.start <= verb.i < when.end
        if verb.head.i == verb.i or not (own or loose) or label(verb) in {"acl", "appos"}:
            return False
        if verb.dep_ == "nmod:poss" or any(child.lower_ == "of" for child in verb.children):
            return False
        verb = verb.head
    return False


def _governs(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} or lemma(token) == "due" or bool(_helpers(token))


def _helpers(verb: Token) -> set[str]:
    """Return the auxiliaries and the "to" of a verb, in lower case."""
    return {child.lower_ for child in verb.children if label(child) in {"aux", "cop", "mark"}}


def _comes(verb: Token, depth: int = 0) -> bool:
    """Say whether what a verb tells was still to come."""
    helpers = _helpers(verb)
    if helpers & _OVER or depth > _DEEPEST:
        return False
    if helpers & _WILL:
        return True
    if helpers & _OPEN:
        return "have" not in helpers
    past = verb.tag_ == "VBD"
    if lemma(verb) in _AWAITED and not past:
        return True
    if label(verb) in _SHARED and not past:
        return ("to" in helpers and _leads(verb.head)) or _comes(verb.head, depth + 1)
    return "to" in helpers and "have" not in helpers


def _leads(verb: Token) -> bool:
    going = lemma(verb) in _LEADS or verb.lower_ == "going"
    return going and not _helpers(verb) & _OVER
