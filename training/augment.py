"""Vary trees the way newspapers vary: quotation marks, dashes, headlines, capitals and unknown names."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from training import names
from training.treebank import Sentence, Token

if TYPE_CHECKING:
    from random import Random

CALENDAR = frozenset(
    (
        "January February March April May June July August September October November "
        "December Jan. Feb. Aug. Sept. Oct. Nov. Dec. Monday Tuesday Wednesday Thursday "
        "Friday Saturday Sunday Mr. Mrs. Ms. Dr. President Minister General"
    ).split()
)
HEADLINE_LENGTH = 16
NAME_LENGTH = 3
QUOTE_STYLES = {
    "straight": ('"', '"'),
    "curly": ("“", "”"),
    "single": ("‘", "’"),
    "low": ("„", "“"),
    "angle": ("«", "»"),
}
DASHES = ("-", "--", "–", "—")
CLOSED_WORDS = frozenset(
    (
        "a an the and or but of in on at by for from to with as is are was were be not that "
        "than over after into"
    ).split()
)
CLOSED_CLASS = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "PART", "PRON", "AUX"})


def clone(sentences: list[Sentence]) -> list[Sentence]:
    """Independent copies, so that every variant starts from the treebank's own trees."""
    return copy.deepcopy(sentences)


def restyle_marks(rng: Random, sentences: list[Sentence]) -> None:
    """One document uses one style of quotation marks, apostrophes and dashes."""
    style = rng.choices(list(QUOTE_STYLES), weights=[40, 45, 11, 2, 2])[0]
    opening, closing = QUOTE_STYLES[style]
    apostrophe = "'" if style == "straight" else "’"
    dash = rng.choice(DASHES)
    for token in (t for s in sentences for t in s.tokens):
        if token.xpos == "``" and len(token.form) <= 2:
            token.form = token.lemma = opening
        elif token.xpos == "''" and len(token.form) <= 2:
            token.form = token.lemma = closing
        elif token.form in DASHES and token.xpos in {":", ","}:
            token.form = token.lemma = dash
        elif "'" in token.form or "’" in token.form:
            token.form = token.form.replace("'", apostrophe).replace("’", apostrophe)


def drop_final_stop(sentence: Sentence) -> None:
    """Headlines end without a full stop."""
    last = sentence.tokens[-1]
    if last.form == "." and last.head and len(sentence.tokens) > 1:
        sentence.tokens.pop()


def title_case(sentence: Sentence) -> None:
    """Capitals On All Content Words, as in many headlines; tags stay what they are."""
    for token in sentence.tokens:
        if (
            token.upos not in CLOSED_CLASS
            and token.form[:1].islower()
            and token.form[0] not in "n'’"
        ):
            token.form = token.form[0].upper() + token.form[1:]


def recase(sentence: Sentence, *, upper: bool) -> None:
    """Shouting or careless typing; the lemma is withdrawn where no edit of the form would give it."""
    for token in sentence.tokens:
        form = token.form.upper() if upper else token.form.lower()
        if form != token.form and len(form) == len(token.form):
            token.form, token.lemma = form, "" if upper or token.upos == "PROPN" else token.lemma


def vary_case(rng: Random, sentences: list[Sentence]) -> None:
    """A few headlines in title case or capitals, and a few sentences all in small letters."""
    for index, sentence in enumerate(sentences):
        lot = rng.random()
        short = len(sentence.tokens) <= HEADLINE_LENGTH
        if short and (lot < 0.1 or (index == 0 and lot < 0.4)):
            title_case(sentence)
            drop_final_stop(sentence)
        elif lot > 0.98:
            recase(sentence, upper=True)
        elif lot > 0.965:
            recase(sentence, upper=False)


def renameable(token: Token) -> bool:
    """A capitalised proper noun that is no day, month or title."""
    form = token.form
    return (
        token.upos == "PROPN"
        and token.xpos == "NNP"
        and len(form) >= NAME_LENGTH
        and form.isalpha()
        and form.istitle()
        and form not in CALENDAR
    )


def rename(
    rng: Random, sentence: Sentence, token: Token, pool: dict[str, str], share: float
) -> None:
    """Put an unknown name in a proper noun's place, the same one throughout the document."""
    if token.form not in pool:
        unchanged = rng.random() > share
        pool[token.form] = token.form if unchanged else rng.choice(new_words(rng))
    new = pool[token.form]
    first, *rest = new.split("-")
    if new == token.form or len(rest) > 1:
        return
    token.form = token.lemma = first
    if rest:
        insert_hyphenated(sentence, token, rest[0])


def new_words(rng: Random) -> list[str]:
    """The single words of a made-up person's or town's name."""
    words = [*names.person(rng).full.split(), names.place(rng).split()[-1]]
    return [word for word in words if word[0].isupper() and word.replace("-", "").isalpha()] or [
        "Adeyemi"
    ]


def insert_hyphenated(sentence: Sentence, token: Token, rest: str) -> None:
    """Add "-chol" to "Hyok" in the way that GUM writes "Kim Jong-un": three tokens, joined by `flat`."""
    where = next(i for i, other in enumerate(sentence.tokens) if other is token)
    tail = Token(rest, rest, "PROPN", "NNP", "Number=Sing", "flat", token, token.space, token.misc)
    hyphen = Token("-", "-", "PUNCT", "HYPH", "", "punct", tail, space=False)
    token.space = False
    sentence.tokens[where + 1 : where + 1] = [hyphen, tail]


def vary_names(rng: Random, sentences: list[Sentence], share: float) -> None:
    """Replace part of the proper nouns, so that names are known by place and form, not by heart."""
    pool: dict[str, str] = {}
    for sentence in sentences:
        for token in [t for t in sentence.tokens if renameable(t)]:
            rename(rng, sentence, token, pool, share)


def vary(rng: Random, sentences: list[Sentence]) -> list[Sentence]:
    """One augmented copy of a stretch of text."""
    copied = clone(sentences)
    if rng.random() < 0.5:
        vary_names(rng, copied, share=0.5)
    vary_case(rng, copied)
    restyle_marks(rng, copied)
    return copied


def choose_breaks(rng: Random, sentences: list[Sentence]) -> list[str]:
    """Paragraph marks where the source has them, written in the ways files write them."""
    between = rng.choices(["\n\n", "\n", " "], weights=[75, 17, 8])[0]
    breaks = []
    for index, sentence in enumerate(sentences):
        starts = sentence.starts_paragraph or rng.random() < 0.04
        last = sentences[index - 1].tokens[-1].form if index else ""
        headline = index > 0 and last[-1:].isalnum()
        breaks.append(
            "" if index == 0 or not (starts or headline) else between if between != " " else ""
        )
        if headline and not breaks[-1]:
            breaks[-1] = "\n\n"
    return breaks
