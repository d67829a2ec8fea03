"""Texts cut into sentences, alike in every version of them: no model, whose mind may change."""

import re
from dataclasses import dataclass

# An end is followed by a space and a capital, a digit or a quotation mark; East Asian ones by
# anything. Where "Mr. Kim" is cut, it is cut in every version.
END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\W_a-z])|[。！？][」』”’]*|\n+")  # noqa: RUF001
ALIKE = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), "—": "–"})  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text.

    Attributes:
        start, end: where it stands there.
        text: its words.
        plain: its words with one form of spaces and quotation marks, by which it is compared.
    """

    start: int
    end: int
    text: str
    plain: str


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, in order; spaces between them belong to none."""
    ends = [found.end() for found in END.finditer(text)]
    found = []
    start = 0
    for end in (*ends, len(text)):
        piece = text[start:end]
        words = piece.strip()
        if words:
            begin = start + piece.index(words)
            found.append(Sentence(begin, begin + len(words), words, plain(words)))
        start = end
    return found


def plain(words: str) -> str:
    """Return words in one form of spaces and quotation marks."""
    return " ".join(words.translate(ALIKE).split())
