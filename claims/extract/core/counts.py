"""The numbers of a claim, and what they count."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extract.core.clauses import label, lemma
from claims.extract.core.measures import JOINTS, SUFFIXES, number_value

_CURRENCIES = frozenset("$€£¥₩")


def counts(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Return each number as digits, with the lemma of what it counts ("" where nothing is).

    Args:
        tokens: the tokens of a claim, in order.
    """
    return [
        (number_value(token.text for token in number), _counted(number))
        for run in _runs(tokens)
        for number in _numbers(run)
    ]


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield number words in a row, with what joins them."""
    run: list[Token] = []
    for token in tokens:
        if run and token.i != run[-1].i + 1:
            yield _trimmed(run)
            run = []
        if number_value([token.text]) or (run and _goes_on(run[-1], token)):
            run.append(token)
        elif run:
            yield _trimmed(run)
            run = []
    if run:
        yield _trimmed(run)


def _goes_on(before: Token, token: Token) -> bool:
    return (token.lower_ in JOINTS and before.lower_ not in JOINTS) or _is_suffix(before, token)


def _trimmed(run: list[Token]) -> list[Token]:
    return run[:-1] if run[-1].lower_ in JOINTS else run


def _is_suffix(before: Token, token: Token) -> bool:
    """Say whether the "m" that spaCy cuts off "3m" stands for a million, not for metres."""
    if token.lower_ not in SUFFIXES or before.whitespace_ or not before.text[-1:].isdigit():
        return False
    money = before.i > 0 and before.nbor(-1).text in _CURRENCIES
    return money or _plural_behind(token)


def _plural_behind(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().tag_ == "NNS"


def _numbers(run: list[Token]) -> Iterator[list[Token]]:
    """Yield a run as it is where it is one number, else its parts: "two hundred and 300" is two."""
    if number_value(token.text for token in run) and not _between(run):
        yield run
        return
    joint = next((word for word in ("and", "-") if any(t.lower_ == word for t in run)), "")
    for part in _split(run, joint) if joint else _longest(run):
        yield from _numbers(part)


def _between(run: Sequence[Token]) -> bool:
    """Say whether "between" makes the "and" in a run a limit."""
    first = run[0]
    limits = first.i > 0 and first.doc[first.i - 1].lower_ == "between"
    return limits and any(token.lower_ == "and" for token in run)


def _split(run: Sequence[Token], joint: str) -> Iterator[list[Token]]:
    part: list[Token] = []
    for token in run:
        if token.lower_ != joint:
            part.append(token)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _longest(run: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the longest numbers that words without joints can be cut into."""
    part: list[Token] = []
    for token in run:
        if part and not number_value(one.text for one in (*part, token)):
            yield part
            part = []
        part.append(token)
    if part:
        yield part


def _counted(number: Sequence[Token]) -> str:
    first = number[0]
    before = first.doc[first.i - 1].text if first.i else ""
    if before in _CURRENCIES:
        return before
    last = number[-1]
    # No parser knows "3m customers".
    if last.lower_ in SUFFIXES and _plural_behind(last):
        return lemma(last.nbor())
    inside = {token.i for token in number}
    # In "two hundred and fifty members" the noun hangs on "hundred".
    for token in reversed(number):
        if label(token) == "nummod" and token.head.i not in inside:
            return lemma(token.head) if token.head.pos_ in {"NOUN", "PROPN", "SYM"} else ""
    return ""
