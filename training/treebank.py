"""Read Universal Dependencies trees, keep them editable, and turn them into spaCy documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.vocab import Vocab

SPLIT_HEADING = re.compile(r"^## (\w+)\s*$", re.MULTILINE)
DOCUMENT_NAME = re.compile(r"\* (GUM_\w+)")


@dataclass(eq=False)
class Token:
    """One syntactic word; the head is an object, so tokens can be inserted without renumbering."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    dep: str
    head: Token | None = None
    space: bool = True
    misc: str = ""


@dataclass
class Sentence:
    """A tree in reading order; `starts_paragraph` comes from the treebank's own marks."""

    tokens: list[Token] = field(default_factory=list)
    starts_paragraph: bool = False

    @property
    def text(self) -> str:
        """The sentence as it was written, without the space after it."""
        return "".join(t.form + " " * t.space for t in self.tokens).rstrip()


@dataclass
class TreeDocument:
    """The sentences of one source document, in order."""

    name: str
    sentences: list[Sentence] = field(default_factory=list)


def read_documents(path: Path) -> Iterator[TreeDocument]:
    """Yield the documents of a CoNLL-U file; sentences whose words do not spell the text are left out."""
    document = TreeDocument(path.stem)
    paragraph = True
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        for line in lines:
            if line.startswith("# newdoc id"):
                if document.sentences:
                    yield document
                document, paragraph = TreeDocument(line.split("=")[1].strip()), True
            paragraph = paragraph or line.startswith("# newpar")
        sentence = parse_sentence([line.split("\t") for line in lines if line and line[0] != "#"])
        if sentence and sentence.text == stated_text(lines):
            sentence.starts_paragraph, paragraph = paragraph, False
            document.sentences.append(sentence)
    if document.sentences:
        yield document


def stated_text(lines: list[str]) -> str:
    """The `# text` comment, which says what the tokens must spell together."""
    return next((line[9:].rstrip() for line in lines if line.startswith("# text = ")), "")


def parse_sentence(rows: list[list[str]]) -> Sentence | None:
    """Build the tree; inside a multiword token ("didn't") no space is written between the words."""
    tokens: dict[str, Token] = {}
    heads: dict[str, str] = {}
    glued: dict[str, bool] = {}
    for row in rows:
        space = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            glued |= {str(i): space if i == last else False for i in range(first, last + 1)}
        elif "." not in row[0]:
            feats = "" if row[5] == "_" else row[5]
            lemma = "" if row[2] == "_" and row[1] != "_" else row[2]
            space = glued.get(row[0], space)
            tokens[row[0]] = Token(
                row[1], lemma, row[3], row[4], feats, row[7], None, space, row[9]
            )
            heads[row[0]] = row[6]
    for index, token in tokens.items():
        token.head = tokens.get(heads[index])
    return Sentence(list(tokens.values())) if tokens else None


def gum_split(splits: Path) -> dict[str, str]:
    """Which part each GUM document belongs to, by the corpus's own list."""
    parts = SPLIT_HEADING.split(splits.read_text(encoding="utf-8"))
    named = zip(parts[1::2], parts[2::2], strict=True)
    return {name: part for part, body in named for name in DOCUMENT_NAME.findall(body)}


def read_treebanks(root: Path, part: str) -> Iterator[TreeDocument]:
    """Yield all documents of one part ("train", "dev", "test") of EWT and GUM."""
    yield from read_documents(root / f"ewt-{part}.conllu")
    split = gum_split(root / "gum" / "splits.md")
    for path in sorted((root / "gum").glob("GUM_*.conllu")):
        if split.get(path.stem) == part:
            yield from read_documents(path)


def break_after(token: Token, text: str) -> Token:
    """A line break is a token for spaCy; like spaCy's own data we hang it on the word before it."""
    token.space = False
    return Token(text, text, "SPACE", "_SP", "", "dep", token, space=False)


def to_doc(vocab: Vocab, sentences: list[Sentence], breaks: list[str]) -> Doc:
    """Join sentences into a document; `breaks[i]` stands before sentence i ("" means a space)."""
    tokens: list[Token] = []
    starts: list[int] = []
    for sentence, separator in zip(sentences, breaks, strict=True):
        if tokens and separator:
            tokens.append(break_after(tokens[-1], separator))
        elif tokens:
            tokens[-1].space = True
        starts.append(len(tokens))
        tokens.extend(sentence.tokens)
    where = {id(token): i for i, token in enumerate(tokens)}
    first = set(starts)
    return Doc(
        vocab,
        words=[t.form for t in tokens],
        spaces=[t.space for t in tokens],
        tags=[t.xpos for t in tokens],
        pos=[t.upos for t in tokens],
        morphs=[t.feats for t in tokens],
        lemmas=[t.lemma for t in tokens],
        heads=[where[id(t.head)] if t.head else i for i, t in enumerate(tokens)],
        deps=["ROOT" if t.head is None else t.dep for t in tokens],
        sent_starts=[i in first for i in range(len(tokens))],
    )
