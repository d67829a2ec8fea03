"""Frozen views of what is kept and handed over: raw bytes, and who must not be named."""

from dataclasses import dataclass

from db.views.articles import ArticleView
from db.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class CaptureView:
    """The raw bytes of an article, and where and how they came in.

    Attributes:
        article: the article that was read from them, with its text.
        sha256: the hash under which they are kept.
        raw: the bytes.
        tools: the programs that read them, with their versions.
    """

    article: ArticleView
    sha256: str
    raw: bytes
    tools: dict[str, str]


@dataclass(frozen=True, slots=True)
class ProtectedView:
    """A source and all that may name it.

    Attributes:
        source_id: its number on the desk; that of the one kept, where several are merged.
        kinds: what sort of source it, and each one merged into it, is.
        names: its name and aliases, and those of all that are merged into it.
        surfaces: by the hash of the bytes of each article that it speaks, relays or publishes: the
            words that stand for it there.
    """

    source_id: int
    kinds: frozenset[SourceKind]
    names: tuple[str, ...]
    surfaces: dict[str, frozenset[str]]
