"""Reads articles in other languages than English, by a spaCy pipeline that its user installed.

What is language-neutral is done: quotations are found by their marks, and their speaker by entity
and parse. Indirect speech, denials and what the publisher itself states are left alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claims.errors import ConfigurationError
from claims.extract.quote import Document, Mention, Quote
from claims.extract.text.languages import language_name
from claims.extract.text.quotations import Quotation, find_quotations
from claims.extract.text.segments import legible, segment
from claims.settings import Settings
from db.vocabulary import Mode, SourceKind

# spaCy's pipelines keep the labels of the corpora that they were trained on.
PERSONS = frozenset({"PER", "PERSON", "PRS", "PS", "persName"})
BODIES = frozenset({"ORG", "ORGANIZATION", "OG", "orgName", "GPE_ORG"})
SUBJECTS = frozenset({"nsubj", "sb"})
BESIDE = frozenset({"flat", "flat:name", "flat:title", "appos", "app", "compound", "nk", "pnc"})
VERBS = frozenset({"VERB", "AUX"})
# Fewer words in quotation marks are a title, or a word held at arm's length.
FEWEST_WORDS = 4
RESOLVED, UNRESOLVED = 0.6, 0.3
# Right after a quotation these say that its sentence goes on.
GOES_ON = (",", "\uff0c", "、", "\u2013", "—", "-")
_CORNERS = str.maketrans("「」『』", "“”“”")
_INWARD = str.maketrans("»«", "“”")


@lru_cache(maxsize=4)
def load(pipeline: str, code: str) -> Language:
    """Return a spaCy pipeline.

    Args:
        pipeline: name of an installed package, or a folder.
        code: the language that it shall read.

    Raises:
        ConfigurationError: there is none, or it does not load.
    """
    if not pipeline:
        raise ConfigurationError(
            f"CLAIMS_PIPELINES names no pipeline for {code!r}; write {code}=PACKAGE_OR_FOLDER"
        )
    try:
        return spacy.load(pipeline)
    except (OSError, ValueError, ImportError) as error:
        raise ConfigurationError(
            f"the spaCy pipeline {pipeline!r} for {language_name(code)} cannot be loaded: {error} "
            f"Install it, for example with `python -m spacy download {pipeline}`, or take {code} "
            "out of CLAIMS_PIPELINES"
        ) from error


class OtherLanguages:
    """Makes the readers of other languages, from the setting ``pipelines``; registered by name."""

    name = "claims.OtherLanguages.v1"

    def __init__(self, settings: Settings | None = None) -> None:
        self.pipelines = settings.pipelines if settings else {}

    def reading(self, code: str) -> "QuotationReader":
        """Return the extractor for one language; raises ConfigurationError as :func:`load` does."""
        return QuotationReader(self.name, load(self.pipelines.get(code, ""), code))


@dataclass(frozen=True, slots=True)
class QuotationReader:
    """Finds what is quoted, and who is named as saying it."""

    name: str
    nlp: Language

    @property
    def components(self) -> Mapping[str, str]:
        """Names and versions of the parts, for the record of a run."""
        meta = self.nlp.meta
        model = f"{meta['lang']}_{meta['name']} {meta['version']}"
        return {"extractor": self.name, "model": model, "spacy": spacy_version}

    def extract(self, documents: Iterable[Document]) -> Iterator[list[Quote]]:
        """Yield, for each document in order, its quotes in the order of the text."""
        for document in documents:
            yield list(self._read(document))

    def _read(self, document: Document) -> Iterator[Quote]:
        text = legible(document.text)
        title_end = len(document.title) if text.startswith(legible(document.title)) else 0
        pieces = segment(document.text, title_end=title_end)
        docs = self.nlp.pipe(text[start:end] for start, end in pieces)
        for doc, (start, _) in zip(docs, pieces, strict=True):
            for quotation in find_quotations(_marked(doc.text), [(0, len(doc.text))]):
                if _words(doc, quotation) >= FEWEST_WORDS:
                    yield _quote(doc, quotation, start, document.publisher)


def _marked(text: str) -> str:
    """Return the text with the quotation marks of all languages as those that we pair."""
    text = text.translate(_CORNERS)
    if 0 <= text.find("»") < text.find("«"):
        text = text.translate(_INWARD)
    # Swedish and Finnish open as they close.
    return text if {"“", "„"} & {*text} else text.replace("”", '"')


def _words(doc: Doc, quotation: Quotation) -> int:
    inside = doc.char_span(quotation.inner_start, quotation.inner_end, alignment_mode="contract")
    return sum(token.is_alpha for token in inside or ())


def _quote(doc: Doc, quotation: Quotation, offset: int, publisher: str) -> Quote:
    inner = doc.text[quotation.inner_start : quotation.inner_end]
    start = offset + quotation.inner_start + len(inner) - len(inner.lstrip())
    end = offset + quotation.inner_start + len(inner.rstrip().rstrip("".join(GOES_ON)))
    speaker = _speaker(doc, quotation)
    if speaker is None:
        unresolved = Mention(f"unresolved speaker ({publisher})")
        return Quote(start, end, ((start, end),), unresolved, mode=Mode.DIRECT, score=UNRESOLVED)
    verb = _verb(speaker)
    assert verb is not None
    return Quote(
        start,
        end,
        ((start, end),),
        _mention(speaker, offset),
        cue=verb.text,
        cue_start=offset + verb.idx,
        cue_end=offset + verb.idx + len(verb),
        mode=Mode.DIRECT,
        score=RESOLVED,
    )


def _mention(speaker: Span, offset: int) -> Mention:
    kind = SourceKind.PERSON if speaker.label_ in PERSONS else SourceKind.GROUP
    start, end = offset + speaker.start_char, offset + speaker.end_char
    return Mention(" ".join(speaker.text.split()), speaker.text, kind, start, end)


def _speaker(doc: Doc, quotation: Quotation) -> Span | None:
    """Return who, named in the sentence of the quotation, does something in it; the nearest."""

    def distance(entity: Span) -> int:
        return max(entity.start_char - quotation.end, quotation.start - entity.end_char)

    first, last = _sentence(doc, quotation)
    around = (
        one
        for one in doc.ents
        if one.label_ in PERSONS | BODIES and first <= one.start_char and one.end_char <= last
    )
    acting = [
        one
        for one in around
        if distance(one) >= 0
        and (verb := _verb(one)) is not None
        and not quotation.start <= verb.idx < quotation.end
    ]
    return min(acting, key=distance, default=None)


def _sentence(doc: Doc, quotation: Quotation) -> tuple[int, int]:
    """Return where the sentence around a quotation starts and ends.

    Parsers often end a sentence where the quoted one ends, though who says it comes after.
    """
    if not doc.has_annotation("SENT_START"):
        return 0, len(doc.text)
    after = doc.text[quotation.end :].lstrip()
    end = quotation.end
    if after.startswith(GOES_ON) or after[:1].islower():
        end = next((at + 1 for at in range(end, len(doc.text)) if doc.text[at].isalpha()), end)
    touched = [one for one in doc.sents if one.end_char > quotation.start and one.start_char < end]
    return touched[0].start_char, touched[-1].end_char


def _verb(entity: Span) -> Token | None:
    """Return the verb whose subject an entity is, or stands beside: "Minister Bo Example"."""
    token = entity.root
    while token.dep_ in BESIDE and token.head.i != token.i:
        token = token.head
    return token.head if token.dep_ in SUBJECTS and token.head.pos_ in VERBS else None
