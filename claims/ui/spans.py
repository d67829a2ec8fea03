"""Words to spans: where in an article the words stand that a person chose, without offsets."""

import re
from collections.abc import Iterator

from claims import InputError
from claims.ui.markup import plain, shortened

# What a keyboard writes otherwise than a newspaper sets it.
_ALIKE = ("'‘’‚‛`´", '"“”„‟«»', "-‐‑–—−")  # noqa: RUF001 - these are what is meant


def find_words(text: str, words: str, near: tuple[int, int]) -> tuple[int, int]:
    """Return the start and end of words in a text, of several places the one at a span.

    Line breaks and the kind of quotation marks and dashes make no difference; nor does the case,
    where the words stand nowhere as they are written.

    Args:
        text: the text of the article.
        words: what was chosen.
        near: the span that the words take the place of; a place that overlaps it is meant.

    Raises:
        InputError: there are no words, they stand nowhere, or in several places alike.
    """
    if not words.strip():
        raise InputError("there are no words; copy them from the article")
    named = f"“{plain(shortened(' '.join(words.split()), 80))}”"
    places = _places(text, words)
    if not places:
        raise InputError(
            f"{named} does not stand in the article; copy the words exactly as they are there"
        )
    meant = [one for one in places if one[0] < near[1] and near[0] < one[1]] or places
    if len(meant) > 1:
        raise InputError(
            f"{named} stands {len(meant)} times {'in the claim' if meant != places else 'there'}; "
            "add the word before or after it"
        )
    return meant[0]


def _places(text: str, words: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join("".join(map(_any_of, word)) for word in words.split())
    exact = list(_spans(re.compile(pattern), text))
    return exact or list(_spans(re.compile(pattern, re.IGNORECASE), text))


def _any_of(character: str) -> str:
    alike = next((some for some in _ALIKE if character in some), "")
    return f"[{re.escape(alike)}]" if alike else re.escape(character)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while found := pattern.search(text, at):
        yield found.span()
        at = found.start() + 1
