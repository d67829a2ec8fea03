"""What a claim counts, and whether it is another of the things that were counted before."""

import re

from claims.link.axes import axes
from claims.link.lexicon import lexicon
from claims.link.match import Statement
from claims.link.words import fold, row, stem

_PERSONS = frozenset(
    map(
        stem,
        row(
            "people person passenger worker employee child patient resident soldier man woman "
            "protester miner student pupil customer voter civilian body officer member staff "
            "demonstrator survivor victim"
        ),
    )
)
_NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
_AGE = re.compile(
    r"[a-z], (\d{1,3}),|\baged? (?:of )?(\d{1,3})\b|\b(\d{1,3})[- ]years?[- ]old\b", re.IGNORECASE
)
_ANEW = re.compile(
    r"\b(?:new|second|third|another|further|fresh|improved|higher|lower|earlier|previous|separate|"
    r"later|different|other) (?:\w+ )?(?P<thing>[a-z]+)\b"
)


def concept(term: str) -> str:
    """Return what stands for a term, by both knowledge files."""
    return axes().concept(lexicon().concept(term))


def tally(statement: Statement) -> tuple[tuple[float, str], ...]:
    """Return what a claim counts: each number, somebody's age left out, with its kind or ""."""
    core, without = statement.proposition, _ages(statement.text)
    found, seen = [], set(without)
    for one in core.quantities:
        number, _, thing = one.partition(" ")
        if _NUMBER.match(number) and thing and number not in without:
            found.append((float(number), "person" if stem(thing) in _PERSONS else concept(thing)))
            seen.add(number)
    rest = (n for n in core.numbers if n not in seen and _NUMBER.match(n))
    return (*found, *((float(n), "") for n in rest))


def _ages(text: str) -> frozenset[str]:
    """Return the numbers of a text that are somebody's age: "Ana Example, 58,"."""
    return frozenset(filter(None, (g for match in _AGE.finditer(text) for g in match.groups())))


def of_another(text: str) -> frozenset[str]:
    """Return concepts of the things of which a text tells of another one: "a new offer"."""
    return frozenset(concept(match["thing"]) for match in _ANEW.finditer(fold(text)))
