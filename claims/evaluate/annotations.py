"""A folder annotated by hand: the claims and links that should be found."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from claims.errors import InputError
from claims.ingest.formats import ARTICLE_SUFFIXES
from claims.ingest.read import read_page
from db.vocabulary import Mode, Relation, Stance

LINKS = "links.jsonl"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExpectedClaim:
    """A claim as annotated; ``stem`` is its article's file name without the suffix."""

    stem: str
    text: str
    start: int
    end: int
    fragments: tuple[tuple[int, int], ...]
    cue: str
    speaker: str
    via: tuple[str, ...]
    anonymous: bool
    mode: Mode
    stance: Stance
    core: bool


@dataclass(frozen=True, slots=True)
class ExpectedLink:
    """A pair of claims as annotated; ``forbidden`` pairs must not be linked at all.

    ``added`` ones were found in a second reading only, which looked for whatever holds: to link
    them is right, and how many links are found is counted without them and with them.
    ``earlier`` and ``later`` are the places in :attr:`Annotations.claims` of the claims that have
    the text of that end: one as a rule, several where claims share their words.
    """

    earlier: tuple[int, ...]
    later: tuple[int, ...]
    earlier_stem: str
    earlier_text: str
    later_stem: str
    later_text: str
    relation: Relation
    forbidden: bool
    added: bool = False


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a folder expects.

    Attributes:
        texts: for each annotated article its stored text, "" where its file is not there.
        claims: all expected claims, by article and in the order of the file.
        links: expected and forbidden links.
    """

    texts: Mapping[str, str]
    claims: Sequence[ExpectedClaim]
    links: Sequence[ExpectedLink]


def read_annotations(folder: Path) -> Annotations:
    """Read ``expected/NAME.jsonl`` for each article, and ``expected/links.jsonl``.

    Args:
        folder: holds ``expected/``, and its articles in ``articles/`` or beside.

    Raises:
        InputError: there is no ``expected/``, or a line of it is malformed, or does not agree
            with the article; names file and line.
    """
    expected = folder / "expected"
    files = sorted(path for path in expected.glob("*.jsonl") if path.name != LINKS)
    if not files:
        raise InputError(f"{folder} holds no expected/*.jsonl; give a folder with annotations")
    texts = {path.stem: article_text(folder, path.stem) for path in files}
    claims = [
        claim
        for path in files
        for claim in read_lines(path, partial(read_claim, stem=path.stem, text=texts[path.stem]))
    ]
    places: dict[tuple[str, str], list[int]] = {}
    for place, claim in enumerate(claims):
        places.setdefault((claim.stem, folded(claim.text)), []).append(place)
    links = list(read_lines(expected / LINKS, partial(read_link, places=places)))
    return Annotations(texts, claims, links)


def article_text(folder: Path, stem: str) -> str:
    """Return the stored text of an annotated article; "" where its file is not there."""
    for place in (folder / "articles", folder):
        for suffix in ARTICLE_SUFFIXES:
            path = place / f"{stem}{suffix}"
            if path.exists():
                return read_page(path, name=str(path)).text
    return ""


def read_lines(path: Path, read: Callable[[Mapping[str, Any]], T]) -> Iterator[T]:
    """Read each line of a JSONL file that is not blank; nothing where there is no file.

    Raises:
        InputError: the file cannot be read, or a line is malformed.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n") if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}; save it as UTF-8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield read(json.loads(line))
        except KeyError as error:
            raise InputError(f"{path}, line {number}: no field {error}; add it") from error
        except (ValueError, TypeError, AttributeError) as error:
            raise InputError(f"{path}, line {number}: {error}; correct the line") from error


def read_claim(line: Mapping[str, Any], *, stem: str, text: str) -> ExpectedClaim:
    """Read one expected claim of this text; raises ValueError, TypeError or KeyError."""
    start, end = int(line["start"]), int(line["end"])
    stands = text[start:end]
    if not 0 <= start < end or (text and stands != line["text"]):
        raise ValueError(f"the article reads {stands[:60]!r} at {start}:{end}, not the text given")
    via = line.get("via") or []
    if isinstance(via, str):
        raise TypeError(f"via {via!r} is not a list of names")
    return ExpectedClaim(
        stem=stem,
        text=str(line["text"]),
        start=start,
        end=end,
        fragments=tuple((int(a), int(b)) for a, b in line.get("fragments") or [[start, end]]),
        cue=line.get("cue") or "",
        speaker=str(line["speaker"]),
        via=tuple(str(relay) for relay in via),
        anonymous=bool(line.get("anonymous")),
        mode=Mode(line["mode"]),
        stance=Stance(line["stance"]),
        core=bool(line.get("core")),
    )


def read_link(
    line: Mapping[str, Any], *, places: Mapping[tuple[str, str], Sequence[int]]
) -> ExpectedLink:
    """Read one expected link; raises ValueError, TypeError or KeyError."""
    ends: dict[str, tuple[str, str, tuple[int, ...]]] = {}
    for end in ("earlier", "later"):
        file, text = str(line[f"{end}_file"]), str(line[f"{end}_text"])
        stem = Path(file).stem
        claims = places.get((stem, folded(text)))
        if not claims:
            raise ValueError(f"{end}_text {text[:60]!r} is no expected claim of {file!r}")
        ends[end] = (stem, text, tuple(claims))
    earlier_stem, earlier_text, earlier = ends["earlier"]
    later_stem, later_text, later = ends["later"]
    return ExpectedLink(
        earlier=earlier,
        later=later,
        earlier_stem=earlier_stem,
        earlier_text=earlier_text,
        later_stem=later_stem,
        later_text=later_text,
        relation=Relation(line["relation"]),
        forbidden=bool(line.get("forbidden")),
        added=bool(line.get("added")),
    )


def folded(text: str) -> str:
    """Fold case and white space, so that a text can be found again."""
    return " ".join(text.casefold().split())
