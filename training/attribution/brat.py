"""Attributions as brat standoff files hold them: sources, cues and contents, joined by events."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Piece = tuple[int, int]

ROLES = ("Source", "Cue", "Content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: pieces of text as offsets, several where a span is interrupted."""

    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its attributions in the order of their contents."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def read_articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of `folder/text`, each with the first annotation file by name.

    A text without a file in `folder/attributions` is left out.
    """
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if files:
            text = path.read_bytes().decode("utf-8")
            yield Article(path.stem, text, tuple(read_attributions(files[0])))


def read_attributions(path: Path) -> list[Attribution]:
    """Read one standoff file; events without a content are left out."""
    spans: dict[str, tuple[Piece, ...]] = {}
    events: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1:
            spans[fields[0]] = _pieces(fields[1].split(" ", 1)[1])
        elif line.startswith("E") and len(fields) > 1:
            events.append(fields[1])
    found = [one for event in events if (one := _attribution(event, spans)) is not None]
    return sorted(found, key=lambda one: one.content[0])


def _pieces(offsets: str) -> tuple[Piece, ...]:
    pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
    return tuple(sorted((start, end) for start, end in pieces))


def _attribution(event: str, spans: dict[str, tuple[Piece, ...]]) -> Attribution | None:
    """Join the spans of an event; "Content2" is a further piece of its content."""
    parts: dict[str, list[Piece]] = {role: [] for role in ROLES}
    for argument in event.split():
        label, _, target = argument.partition(":")
        role = label.rstrip("0123456789")
        if role in parts and target in spans:
            parts[role] += spans[target]
    source, cue, content = (tuple(sorted(set(parts[role]))) for role in ROLES)
    return Attribution(source, cue, content) if content else None
