"""The spaCy pipeline that reads articles, and the extractors that run it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import spacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from claims.errors import ConfigurationError
from claims.extract.attribution.articles import find_frames
from claims.extract.attribution.tagger import load_tagger, tag
from claims.extract.compose import compose
from claims.extract.halves import widen
from claims.extract.names.matcher import RegisterMatcher
from claims.extract.names.mentions import Mentions
from claims.extract.quote import Document, Quote
from claims.extract.register import load_register
from claims.extract.text.quotations import Quotations, find_quotations
from claims.extract.text.segments import batches, find_datelines, legible, paragraphs, segment
from claims.registry import ABSENT
from claims.settings import Settings, packaged

MODEL = "models/en_news"
CUES = ("claims_quotations", "claims_mentions", "claims_attribution", "claims_quotes")
LEARNT = ("claims_tagger", *CUES)
EXTENSIONS = (
    "claims_document",
    "claims_paragraphs",
    "claims_datelines",
    "claims_quotations",
    "claims_triples",
    "claims_mentions",
    "claims_frames",
    "claims_quotes",
)

for _name in EXTENSIONS:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


@Language.component("claims_tagger")
def claims_tagger(doc: Doc) -> Doc:
    """Find sources, cues and contents by the trained tagger."""
    tagger = load_tagger()
    doc._.claims_triples = tag(tagger, doc) if tagger else None
    return doc


@Language.component("claims_quotations")
def claims_quotations(doc: Doc) -> Doc:
    """Find what stands in quotation marks."""
    whole = doc._.claims_paragraphs or [(0, len(doc.text))]
    doc._.claims_quotations = Quotations(find_quotations(doc.text, whole))
    return doc


@Language.factory("claims_mentions", default_config={"sources": None})
def make_mentions(nlp: Language, name: str, sources: str | None) -> Any:  # noqa: ARG001
    """Find who is named, by the entities, the register and the article's own aliases."""
    matcher = RegisterMatcher(nlp, load_register(Path(sources) if sources else None))

    def claims_mentions(doc: Doc) -> Doc:
        doc._.claims_mentions = Mentions(doc, matcher)
        return doc

    return claims_mentions


@Language.component("claims_attribution")
def claims_attribution(doc: Doc) -> Doc:
    """Find who says what, in the words of the article."""
    doc._.claims_frames = find_frames(doc, doc._.claims_quotations, doc._.claims_triples)
    return doc


@Language.component("claims_quotes")
def claims_quotes(doc: Doc) -> Doc:
    """Resolve the speakers, add what the publisher states itself, and sketch every proposition."""
    article = doc._.claims_document or Document(doc.text)
    doc._.claims_quotes = compose(
        doc, article, doc._.claims_frames, doc._.claims_mentions, doc._.claims_quotations
    )
    return doc


@lru_cache(maxsize=4)
def load_pipeline(sources: Path | None = None, ours: tuple[str, ...] = LEARNT) -> Language:
    """Return the trained model with our components behind it.

    Args:
        sources: a register of one's own beside ours.
        ours: names of our components, in order.

    Raises:
        ConfigurationError: the model is missing or does not load.
    """
    path = packaged(MODEL)
    try:
        # numpy's products of matrices take half the time of those that come with spaCy.
        with use_ops("numpy", use_blis=False):
            nlp = spacy.load(path)
            widen(nlp)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"the language model {path} cannot be loaded ({error}); reinstall claimdesk, or train "
            f"the model again as the folder training/ describes"
        ) from error
    for name in ours:
        config = {"sources": str(sources) if sources else None} if name == "claims_mentions" else {}
        nlp.add_pipe(name, config=config)
    return nlp


@lru_cache(maxsize=1)
def threads() -> ThreadpoolController:
    """Return what sets how many threads numpy takes."""
    return ThreadpoolController()


class CueAttribution:
    """Reads attributions by cue words, parse and quotation marks; registered by that name."""

    name = "claims.CueAttribution.v1"
    ours: tuple[str, ...] = CUES

    def __init__(self, settings: Settings | None = None) -> None:
        self.sources = settings.sources if settings else None

    @property
    def components(self) -> Mapping[str, str]:
        """Names and versions of the parts, for the record of a run."""
        meta = load_pipeline(self.sources, self.ours).meta
        model = f"{meta['lang']}_{meta['name']}"
        return {
            "extractor": self.name,
            "model": f"{model} {meta['version']}",
            "spacy": spacy_version,
        }

    def extract(self, documents: Iterable[Document]) -> Iterator[list[Quote]]:
        """Yield, for each document in order, its quotes in the order of the text."""
        nlp = load_pipeline(self.sources, self.ours)
        docs = (parse(nlp, document) for document in documents)
        for doc in nlp.pipe(docs, disable=trained(nlp)):
            yield doc._.claims_quotes


class LearntAttribution(CueAttribution):
    """Reads attributions by the trained tagger and by rules together; our default.

    Without the tagger's files the rules read alone, and the record of the run says so.
    """

    name = "claims.LearntAttribution.v1"
    ours = LEARNT

    @property
    def components(self) -> Mapping[str, str]:
        """Names and versions of the parts, for the record of a run."""
        tagger = load_tagger()
        version = tagger.version if tagger else f"{ABSENT}: read by rules alone"
        return {**super().components, "tagger": version}


def trained(nlp: Language) -> list[str]:
    """Return the names of the components that are not ours."""
    return [name for name in nlp.pipe_names if name not in LEARNT]


def parse(nlp: Language, document: Document) -> Doc:
    """Run the trained model over a document piece by piece, and return it whole.

    Args:
        nlp: the pipeline.
        document: what to read; every offset of the result counts in its text.
    """
    title_end = len(document.title) if document.text.startswith(document.title) else 0
    text = legible(document.text)
    whole = list(paragraphs(document.text, title_end=title_end))
    datelines = dict(find_datelines(document.text, whole[bool(title_end) :]))
    bodies = [
        (start, start + len(text[start:end].rstrip()), end)
        for start, end in _apart(segment(document.text, title_end=title_end), datelines)
    ]
    pieces = [text[start:last] for start, last, _ in bodies]
    # One thread: processes share the cores, and more threads than cores wait for one another.
    with threads().limit(limits=1, user_api="blas"):
        parsed = [doc for some in batches(pieces) for doc in nlp.pipe(some, disable=LEARNT)]
    parts = [
        part
        for piece, (_, last, end) in zip(parsed, bodies, strict=True)
        for part in (piece, _blank(nlp, text[last:end]))
        if len(part)
    ]
    doc = Doc.from_docs(parts, ensure_whitespace=False, exclude=["tensor"]) if parts else None  # type: ignore[call-arg]
    doc = doc if doc is not None else nlp.make_doc("")
    doc._.claims_document = document
    # A quotation may run over the places at which a long paragraph is cut for the parser.
    doc._.claims_paragraphs = whole
    spans = [doc.char_span(*one, alignment_mode="expand") for one in datelines.items()]
    doc._.claims_datelines = {
        i: span.end for span in spans if span for i in range(span.start, span.end)
    }
    return doc


def _apart(
    pieces: Iterable[tuple[int, int]], datelines: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the pieces for the parser, which takes "KYIV - " for the subject, or for the verb."""
    for start, end in pieces:
        behind = datelines.get(start, start)
        if behind > start:
            yield start, behind
        yield behind, end


def _blank(nlp: Language, space: str) -> Doc:
    """Return the white space between two paragraphs, which the model need not see."""
    words = [space] if space else []
    return Doc(nlp.vocab, words=words, spaces=[False] * len(words), deps=["dep"] * len(words))


class NoOp:
    """Finds nothing; for tests of what stands around extraction."""

    name = "claims.NoOp.v1"
    components: Mapping[str, str] = MappingProxyType({"extractor": name})

    def __init__(self, settings: Settings | None = None) -> None:
        """Take what other extractors take, and heed none of it."""

    def extract(self, documents: Iterable[Document]) -> Iterator[list[Quote]]:
        """Yield an empty list for each document."""
        for _ in documents:
            yield []
