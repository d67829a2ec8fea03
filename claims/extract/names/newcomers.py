"""Who comes into an article without a name, and is "he" or "they" afterwards."""

from spacy.tokens import Token

from claims.extract.names.gender import FEMALE_WORDS, MALE_WORDS, SHE
from claims.extract.names.mentions import Mentions
from claims.extract.nouns import HUMAN, UNNAMED, words
from claims.extract.text.parse import SUBJECTS
from db.vocabulary import SourceKind

INDEFINITE = frozenset({"a", "an", "one"})
MEETING = words("speak talk meet interview ask call visit hear know question")


def comes_in(token: Token, mentions: Mentions) -> bool:
    """Say whether a noun brings in somebody without a name, as who acts or is spoken to.

    Args:
        token: the noun.
        mentions: whom the article names.
    """
    if not {token.lower_, token.lemma_.lower()} & (HUMAN | UNNAMED):
        return False
    met = token.dep_ in {"obj", "obl"} and token.head.lemma_.lower() in MEETING
    new = any(one.lower_ in INDEFINITE or one.dep_ == "nummod" for one in token.lefts)
    named = mentions.within(token.left_edge.i, token.right_edge.i + 1)
    people = any(one.kind is SourceKind.PERSON for one in named)
    return (met or token.dep_ in SUBJECTS) and new and not people


def may_mean(pronoun: str, token: Token) -> bool:
    """Say whether number and sex allow a pronoun to mean a noun.

    Args:
        pronoun: "he", "she" or "they".
        token: the noun.
    """
    if pronoun == "they":
        return token.tag_ == "NNS"
    other = MALE_WORDS if pronoun in SHE else FEMALE_WORDS
    return token.tag_ == "NN" and token.lower_ not in other
