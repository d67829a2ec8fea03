"""How much a claim deserves checking, read off the claim alone."""

from collections.abc import Sequence
from datetime import datetime

from spacy.tokens import Doc, Token

from claims.extract.core.measures import MONTHS
from claims.extract.nouns import words
from claims.extract.text.parse import SUBJECTS, Piece, is_finite

SHOWN = 0.5
NARRATED = 0.36
ATTRIBUTED = 0.60
HEDGES = words(
    "perhaps maybe probably possibly likely seem seems seemed appear appears might may could "
    "would should"
)
OPINION = words(
    "good bad great terrible important best worst better worse beautiful interesting obvious "
    "clear hard difficult easy fair unfair right"
)
# With these the narrator tells that there was talk; what was said stands elsewhere.
TALKING = words(
    "say speak cite quote deny dismiss disagree comment remark joke laugh brand call hit "
    "reply communicate report pass thank refer"
)
ASKED = words("ask remember recall")
TALK = words("account comment comments remark remarks answer words version story theory")
BORNE = words("have tell give cause pass draw")
PERSONAL = words("he she they it i we")
TOLD = frozenset({"ccomp", "parataxis"})
NEGATIONS = words("not n't n\u2019t never no nobody none neither nothing")
COUNTRY = "US"  # no "us"
SELF = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
LONG_AGO = 2
SHORT = 5
YEAR = 4
# No news looks further back for a year, and the year after next is a number.
EARLIEST, COMING = 1900, 1
BEFORE_YEAR = words(
    "in since by of from until till after before during between early late mid circa spring summer "
    "autumn fall winter ( ["
) | {*MONTHS}
# "2014-2016", "from 2014 to 2016"
BETWEEN_YEARS = words("to and - \u2013 / or")


def weigh(
    doc: Doc, content: Sequence[Piece], *, attributed: bool, published: datetime | None
) -> float:
    """Return 0 to 1, how much a proposition deserves checking.

    The features are those that Hassan et al. (2017), "Toward automated fact-checking", found to
    tell check-worthy sentences: names, numbers, tense, and the absence of opinion.

    Args:
        doc: the parsed article.
        content: the pieces of the proposition.
        attributed: whether somebody other than the publisher says it.
        published: what counts as long ago.
    """
    tokens = [token for start, end in content for token in doc[start:end] if not token.is_punct]
    value = ATTRIBUTED if attributed else NARRATED
    value += _specific(tokens)
    value += _eventful(tokens)
    value -= _vague(tokens, attributed=attributed)
    value -= _background(tokens, published)
    value -= 0.0 if attributed else _talk(tokens)
    return round(min(1.0, max(0.0, value)), 3)


def _specific(tokens: Sequence[Token]) -> float:
    names = {token.ent_type_ for token in tokens if token.ent_type_}
    people = 0.12 if names & {"PERSON", "ORG"} else 0.0
    places = 0.05 if names & {"LOC", "MISC"} else 0.0
    numbers = 0.1 if any(token.like_num or token.pos_ == "NUM" for token in tokens) else 0.0
    return people + places + numbers


def _eventful(tokens: Sequence[Token]) -> float:
    finite = [token for token in tokens if token.pos_ in {"VERB", "AUX"} and is_finite(token)]
    past = any(token.tag_ in {"VBD", "VBN"} for token in tokens if token.pos_ == "VERB")
    perfect = any(token.lower_ in {"has", "have"} and token.dep_ == "aux" for token in tokens)
    return (0.15 if past else 0.0) + (0.08 if perfect else 0.0) if finite else 0.0


def _vague(tokens: Sequence[Token], *, attributed: bool) -> float:
    used = {token.lower_ for token in tokens if token.text != COUNTRY}
    short = (0.05 if attributed else 0.15) if len(tokens) < SHORT else 0.0
    doubt = 0.05 if attributed else 0.1
    hedged = doubt if used & HEDGES else 0.0
    opinion = doubt if used & OPINION else 0.0
    personal = 0.25 if used & SELF and not attributed else 0.0
    asked = tokens and tokens[-1].sent.text.rstrip(" \n\"'\u201d\u2019)").endswith("?")
    question = 0.5 if asked else 0.0
    command = 0.3 if attributed and _commands(tokens) else 0.0
    return short + hedged + opinion + personal + question + command


def _talk(tokens: Sequence[Token]) -> float:
    """Weigh that a sentence tells of talk alone: "They spoke on condition of anonymity".

    Silence is worth a check: "has not spoken in public".
    """
    root = tokens[0].sent.root
    if any(token.lower_ in NEGATIONS for token in root.subtree):
        return 0.0
    return 0.3 if _talks(root) or _bears_talk(root) else 0.0


def _talks(root: Token) -> bool:
    """Say whether a verb tells that somebody spoke, or was asked, and not what was said."""
    if any(child.dep_ in TOLD for child in root.children):
        return False
    objects = [child for child in root.children if child.dep_ == "obj"]
    if root.lemma_.lower() in ASKED:
        passive = any(child.dep_ == "nsubj:pass" for child in root.children)
        return passive or any(one.lower_ in PERSONAL for one in objects)
    summoned = root.lemma_.lower() == "call" and not objects
    return root.lemma_.lower() in TALKING and not summoned


def _bears_talk(root: Token) -> bool:
    """Recognise "gave an account" and "her words were passed on"."""
    told = {child.lower_ for child in root.children if child.dep_ in {*SUBJECTS, "obj"}}
    return root.lemma_.lower() in BORNE and bool(told & TALK)


def _commands(tokens: Sequence[Token]) -> bool:
    """Say whether a sentence tells others what to do: "Look at the issues"."""
    first = next((token for token in tokens if token.is_alpha), None)
    return (
        first is not None
        and first.tag_ == "VB"
        and first.sent.root == first
        and not any(child.dep_ in SUBJECTS for child in first.children)
    )


def _background(tokens: Sequence[Token], published: datetime | None) -> float:
    if published is None:
        return 0.0
    years = _years(tokens, published.year + COMING)
    return 0.15 if years and max(years) <= published.year - LONG_AGO else 0.0


def _years(tokens: Sequence[Token], latest: int) -> list[int]:
    """Return the numbers that are years: "in 2016" and "the 2016 election", not "1950 people"."""
    years: dict[int, int] = {}
    for token in tokens:
        if len(token.text) != YEAR or not token.text.isdecimal() or _counts(token):
            continue
        value = int(token.text)
        ranged = _word(token, -1) in BETWEEN_YEARS and token.i - 2 in years
        if EARLIEST <= value <= latest and (ranged or _dates(token)):
            years[token.i] = value
    return list(years.values())


def _counts(number: Token) -> bool:
    """Say whether a number has a plural behind it, of which it is the count."""
    head = number.head
    return number.dep_ == "nummod" and head.i > number.i and head.tag_ in {"NNS", "NNPS"}


def _dates(number: Token) -> bool:
    """Say whether a number stands where a year does."""
    before = _word(number, -1)
    if before in BEFORE_YEAR or (before == "," and _in_month(number)):
        return True
    # A single thing is not counted: "its 2016 report".
    return number.head.i > number.i and number.head.tag_ in {"NN", "NNP"}


def _in_month(number: Token) -> bool:
    """Say whether "June 9," or "9 June," stands before a number."""
    return bool({_word(number, -2), _word(number, -3)} & {*MONTHS})


def _word(token: Token, by: int) -> str:
    at = token.i + by
    return token.doc[at].lower_ if 0 <= at < len(token.doc) else ""
