"""How two claims are put into words for the model that reads pairs."""

import re
from datetime import timedelta

from claims.link.match import Statement
from claims.link.words import fold
from db.vocabulary import Stance

# A sentence that is not much longer than the claim holds little beside it: it is read whole.
_LONGER = 1.6
_CUE = 60
_SAID = {
    Stance.DENIES: "denied that",
    Stance.CANNOT_CONFIRM: "could not confirm that",
    Stance.DECLINES_COMMENT: "declined to comment on",
    Stance.RETRACTS: "took back:",
}
_UNITS = ((365, "year"), (30, "month"), (7, "week"), (1, "day"))


def worded(statement: Statement) -> str:
    """Return a claim with who says it, as a sentence that can be read alone."""
    text, said = " ".join(statement.text.split()), _SAID.get(statement.stance)
    sentence = " ".join(statement.sentence.split())
    if len(sentence) <= _LONGER * len(text) + _CUE:
        text, said = sentence, None
    speaker = statement.speaker
    if said is not None:
        text = f"{speaker} {said} {text}" if speaker else f"It was {said} {text}"
    elif speaker and not _stands_in(speaker, text):
        text = f"{speaker}: {text}"
    meant = [name for name in statement.proposition.entities if not _stands_in(name, text)]
    return f"{text} ({', '.join(meant)})" if meant else text


def _stands_in(name: str, text: str) -> bool:
    """Say whether the last word of a name is a word of a text."""
    return re.search(rf"\b{re.escape(fold(name).split(' ')[-1])}\b", fold(text)) is not None


def worded_pair(later: Statement, earlier: Statement) -> tuple[str, str]:
    """Return both claims in words, the time between them before the later one."""
    return f"{gap(later, earlier)}{worded(later)}", worded(earlier)


def gap(later: Statement, earlier: Statement) -> str:
    """Return the time between two claims in round words: "3 weeks later: "; "" within a day."""
    days = (later.ordered_at - earlier.ordered_at) // timedelta(days=1)
    for length, unit in _UNITS:
        if days >= length:
            number = days // length
            return f"{number} {unit}{'s' * (number > 1)} later: "
    return ""
