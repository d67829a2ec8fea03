"""What is done and not said, though the verb is one that may say something."""

from spacy.tokens import Doc, Token

from claims.extract.attribution.frame import Frame
from claims.extract.nouns import words
from claims.extract.text.parse import FINITE
from db.vocabulary import Stance

CLAIMING = words("claim claims claimed claiming")
LOST = words("life lives victim victims casualty casualties scalp scalps")
WHAT = words("what whatever")


def acts(doc: Doc, frame: Frame) -> bool:
    """Say whether nothing is put forward: "claims 12 lives", "told them what she had told us".

    Args:
        doc: the parsed article.
        frame: an attribution.
    """
    if frame.stance is not Stance.ASSERTS or frame.pattern == "refusal":
        return False
    tokens = [token for start, end in frame.content for token in doc[start:end] if token.is_alpha]
    return bool(tokens) and (_takes_lives(doc, frame, tokens) or _retells(tokens))


def _takes_lives(doc: Doc, frame: Frame, tokens: list[Token]) -> bool:
    claimed = any(token.lower_ in CLAIMING for token in doc[slice(*frame.cue)])
    lost = any(token.lower_ in LOST for token in tokens)
    return claimed and lost and not any(token.tag_ in FINITE for token in tokens)


def _retells(tokens: list[Token]) -> bool:
    """Recognise "what she told everybody": one verb, and its object is what it opens with."""
    finite = [token for token in tokens if token.tag_ in FINITE]
    asked = tokens[0].dep_ in {"obj", "dobj"} and len(finite) == 1
    return tokens[0].lower_ in WHAT and asked
