"""Words in one spelling and on one stem, so that claims can meet under them."""

import re
import unicodedata
from functools import lru_cache


def row(text: str) -> tuple[str, ...]:
    """Return the words of a list that is written in one string."""
    return tuple(text.split())


_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")
_QUOTES = re.compile(r"[\"“”„«»*_]")
_BRITISH = (
    (re.compile(r"(lab|fav|col|hon|neighb|harb|behavi|rum|hum|vap|arm|end|val)our"), r"\1or"),
    (re.compile(r"(\w{3,})is(e|ed|es|ing|ation)$"), r"\1iz\2"),
    (re.compile(r"(def|off|lic)ence"), r"\1ense"),
    (re.compile(r"(cent|theat|met|lit)re$"), r"\1er"),
    (re.compile(r"programme"), "program"),
    (re.compile(r"(travel|cancel|model|label)l(ed|ing|er)"), r"\1\2"),
)
# Words in -ise that are not the British spelling of -ize.
_NOT_BRITISH = frozenset(
    row(
        "rise raise promise exercise surprise advise enterprise otherwise precise compromise "
        "praise noise cruise disguise franchise premise revise supervise televise expertise demise "
        "devise arise improvise paradise likewise despise wise comprise merchandise"
    )
)
_SUFFIXES = row(
    "izations ization ational ations ators ation ating ative ator ates ated ate at itions ition "
    "ments ment ions ion ings ing ists ist ers er ors or ives ive ances ance ences ence ities ity "
    "ness izes ized ize ed es al ly s e y"
)
_SHORTEST_STEM = 4
# After these a stem of four letters is mostly another word: "signal", "center", "hospitable".
_WEAK = frozenset(["al", "er", "or", "ist", "ity", "ly", "y"])


# What stands around a claim is asked for each of its names.
@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return a text in lower case without accents, with plain quotes and single spaces."""
    bare = text.replace("’", "'").replace("‘", "'")  # noqa: RUF001
    if not bare.isascii():
        plain = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text folded and without quotation marks, for turns of phrase to be found in."""
    return " ".join(_QUOTES.sub(" ", fold(text)).split())


@lru_cache(maxsize=50_000)
def spelling(word: str) -> str:
    """Return a word folded and in American spelling."""
    word = fold(word)
    if word in _NOT_BRITISH:
        return word
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what "negotiator" and "negotiate" share: one suffix off, and four letters left.

    A light stemmer in the spirit of Porter (1980), "An algorithm for suffix stripping"; it joins
    verb and noun of one root, which lemmas keep apart.
    """
    word = spelling(word)
    for suffix in _SUFFIXES:
        least = _SHORTEST_STEM + (suffix in _WEAK)
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            return word[: -len(suffix)]
    return word


def as_written(lemma: str, text: str) -> str:
    """Return the word of a text that a lemma stands for; a lemmatiser may coin "overloade"."""
    root = stem(lemma)
    found = (word for word in _WORD.findall(fold(text)) if stem(word) == root)
    return next(found, lemma)
