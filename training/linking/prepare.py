"""Pairs as the judge meets them: in words for the encoder, and measured.

    python -m training.linking.prepare MODEL BUILD --train FILE_OR_FOLDER... [--dev FILE_OR_FOLDER...] [--test FILE_OR_FOLDER...]

A file holds pairs, a folder holds stories (a folder each, with articles and `links.jsonl`) or is one in the form of the seed corpus. MODEL is a folder with the encoder (any version: only its vectors are used, which never change). BUILD gets `rows.jsonl`, a line a pair:
`part`, `group` (pairs of one group are never parted between folds), `earlier` and `later` in words, `relation`, `measures`, `listed` (whether it comes
from a story, where most pairs are unrelated).
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import col

from claims.desk import Desk
from claims.desk.comparing import read_pairs, read_statement
from claims.link.candidates import Carrier, choose
from claims.link.compare import Pair
from claims.link.encoder import UNRELATED, Encoder, unpack
from claims.link.features import Near, outline
from claims.link.learnt import Judge
from claims.link.reading import read
from claims.link.weights import Layer, Weights
from claims.link.wording import worded_pair
from claims.pipeline.known import statement
from claims.settings import Settings
from db import queries
from db.engine import reading
from db.models import Claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.link.match import Statement

# A claim, and where it lies.
Located = tuple["Statement", bytes]
HALF = 0.5
# What a second annotator would not decide is left out.
UNCLEAR = "unclear"
WORD = re.compile(r"\w+")


def unlearnt(model: Path) -> Judge:
    """Return a judge that can measure, and has learnt nothing yet."""
    none = Layer.untaught(())
    return Judge(Encoder(model), Weights("0", none, 0.0, none, none, none, 1.0, 1.0, 1.0, 0.0))


def row(ends: tuple[Located, Located], **facts: Any) -> dict[str, Any]:
    """Return a pair, the later one first, in words and measured."""
    (later, own), (earlier, other) = ends
    words = worded_pair(later, earlier)
    measures = outline(Pair(read(later), read(earlier)), Near.of(unpack(own), unpack(other)))
    return {**facts, "later": words[0], "earlier": words[1], "measures": measures}


def of_pairs(judge: Judge, path: Path, part: str) -> Iterator[dict[str, Any]]:
    """Yield the pairs of a file; those with one earlier claim are a group."""
    for one in read_pairs(path):
        if (
            one["relation"] is None
        ):  # a link that somebody rejected: what holds instead is not known
            continue
        later, earlier = (read_statement(one, side) for side in ("later", "earlier"))
        ends = (later, judge.vectors(later)), (earlier, judge.vectors(earlier))
        group = f"{path.stem} {one['earlier']}"
        yield row(ends, part=part, group=group, relation=one["relation"], listed=False)


def of_stories(judge: Judge, folder: Path, part: str) -> Iterator[dict[str, Any]]:
    """Yield the pairs that the linker would look at in each story, and those that are annotated."""
    for story in stories_in(folder):
        claims, files = read_story(story)
        links = [one for one in annotations(story) if not one.get("forbidden")]
        wanted = annotated(links, claims, files)
        lost = len(links) - len(wanted)
        located = [(claim, judge.vectors(claim)) for claim in claims]
        met = set(candidates(judge, located))
        print(
            f"{story.name}: {len(claims)} claims, {len(wanted)} links ({lost} lost), "
            f"{len(met & wanted.keys())} among {len(met)} candidates",
            flush=True,
        )
        for later, earlier in sorted(met | wanted.keys()):
            relation = wanted.get((later, earlier), UNRELATED)
            if relation == UNCLEAR:
                continue
            facts = {"part": part, "group": story.name, "relation": relation, "listed": True}
            facts["candidate"] = (later, earlier) in met
            yield row((located[later], located[earlier]), **facts)


def annotations(story: Path) -> list[dict[str, Any]]:
    """Return the pairs that a first hand listed, and what a second one said of likely others."""
    reread = story / "reread.jsonl"
    return [*read_pairs(links_of(story)), *(read_pairs(reread) if reread.exists() else ())]


def links_of(story: Path) -> Path:
    """Return the file of a story's links: beside its articles, or as in the seed corpus."""
    inside = story / "expected" / "links.jsonl"
    return inside if inside.exists() else story / "links.jsonl"


def stories_in(folder: Path) -> list[Path]:
    """Return the stories of a folder, or the folder where it is one."""
    if links_of(folder).exists():
        return [folder]
    return sorted(path for path in folder.iterdir() if path.is_dir() and links_of(path).exists())


def read_story(story: Path) -> tuple[list[Statement], list[str]]:
    """Return the claims that extraction finds in a story, in their order, and each one's file."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(linker="claims.NoOp.v1", workers=1)
        with Desk.open(f"sqlite:///{folder}/desk.db", settings=settings) as desk:
            for _ in desk.run(
                *sorted(story.glob("**/articles/*.md")) or sorted(story.glob("*.md"))
            ):
                pass
            with reading(desk.engine) as session:
                ids = session.execute(select(col(Claim.id))).scalars()
                views = queries.comparable(session, ids)
    pairs = [(statement(view), Path(view.claim.article_file).name) for view in views]
    pairs.sort(key=lambda pair: pair[0].order)
    return [claim for claim, _ in pairs], [file for _, file in pairs]


def annotated(
    links: Sequence[dict[str, Any]], claims: Sequence[Statement], files: Sequence[str]
) -> dict[tuple[int, int], str]:
    """Return relations by the places of both claims, later first, where both were found."""
    found: dict[tuple[int, int], str] = {}
    for one in links:
        ends = [
            best(one[f"{side}_text"], one[f"{side}_file"], claims, files)
            for side in ("later", "earlier")
        ]
        if None not in ends and ends[0] != ends[1]:
            found[max(ends), min(ends)] = one["relation"]
    return found


def best(text: str, file: str, claims: Sequence[Statement], files: Sequence[str]) -> int | None:
    """Return the claim of a file that shares half of its words, or more, with a text."""
    wanted = set(WORD.findall(text.lower()))
    shares = []
    for place, (claim, where) in enumerate(zip(claims, files, strict=True)):
        words = set(WORD.findall(claim.text.lower()))
        if where == Path(file).name and words:
            shares.append((len(wanted & words) / len(wanted | words), -place))
    share, place = max(shares, default=(0.0, 0))
    return -place if share >= HALF else None


class Placed:
    """Where a claim of a story stands."""

    def __init__(self, claim: Statement) -> None:
        self.claim_id, self.article_id = claim.claim_id, claim.article_id
        self.start, self.end = claim.position, claim.position + len(claim.text)
        self.order, self.reach, self.document = claim.order, None, claim.document


def candidates(judge: Judge, located: Sequence[Located]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that the linker would judge in a desk with this story alone."""
    claims, vectors = zip(*located, strict=True)
    keys = [judge.keys(claim) for claim in claims]
    place = {claim.claim_id: at for at, claim in enumerate(claims)}

    def places(ids: Sequence[str]) -> dict[str, Placed]:
        return {claim_id: Placed(claims[place[claim_id]]) for claim_id in ids}

    for at, claim in enumerate(claims):
        carriers = [
            Carrier(claims[other].claim_id, sum(keys[at][key] for key in shared), vectors[other])
            for other in range(at)
            if (shared := keys[at].keys() & keys[other].keys())
        ]
        chosen = choose(judge, claim, vectors[at], [carriers] if carriers else [], places)
        for claim_id in chosen.earlier:
            yield at, place[claim_id]


def main() -> None:
    """Read the arguments and write the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("build", type=Path)
    for part in ("train", "dev", "test"):
        parser.add_argument(f"--{part}", type=Path, nargs="+", default=[])
    arguments = parser.parse_args()
    judge = unlearnt(arguments.model)
    with (arguments.build / "rows.jsonl").open("w", encoding="utf-8") as target:
        for part in ("train", "dev", "test"):
            for path in getattr(arguments, part):
                read_all = of_stories if path.is_dir() else of_pairs
                for one in read_all(judge, path, part):
                    target.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
