"""How links of annotated stories come out, as a desk shows them.

    python -m training.linking.shown STORIES... [--json]

Extracts the claims of each story, links them as `claims run` does, and counts: links shown by default, how many of them are annotated so, how many annotated ones are
found. The stories are told in two halves, drawn by their names: of the first the links may be read to mend rules, of the second only these figures. All stories of a half in one
desk tell what is linked between matters that have nothing to do with each other.

The network has been taught with the stories in `train-*`: for them the figures flatter it, and only those of stories that it has not seen say what to expect.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.link.encoder import load_encoder
from claims.link.learnt import Judge, load_weights
from db.vocabulary import Relation
from training.linking.prepare import (
    UNCLEAR,
    annotated,
    annotations,
    candidates,
    read_story,
    stories_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claims.link.match import Match, Statement

HALVES = "AB"
# To confirm and to repeat are told apart by the chains, not by the words.
ALIKE = {Relation.CONFIRMS.value: Relation.REPEATS.value}
# Of these it makes no difference which claim comes later.
MUTUAL = frozenset([Relation.REPEATS, Relation.CONTRADICTS, Relation.CANNOT_CONFIRM])
Links = dict[tuple[int, int], str]


def half(story: Path) -> str:
    """Return the half that a story belongs to."""
    return HALVES[int(sha256(f"half {story.name}".encode()).hexdigest(), 16) % len(HALVES)]


def links(judge: Judge, claims: Sequence[Statement]) -> Iterator[tuple[int, int, Match]]:
    """Yield the links that a desk of these claims shows by default, later claim first."""
    vectors = [judge.vectors(claim) for claim in claims]
    for later, earlier in sorted(set(candidates(judge, claims))):
        both = vectors[later], vectors[earlier]
        match = judge.judge(claims[later], claims[earlier], vectors=both)
        if match is not None and match.score >= judge.threshold:
            yield later, earlier, match


def same(claims: Sequence[Statement], wanted: Mapping[tuple[int, int], str]) -> list[int]:
    """Return for each claim the one that stands for all that repeat it within its article."""
    root = list(range(len(claims)))
    for (later, earlier), relation in sorted(wanted.items()):
        if relation == Relation.REPEATS and claims[later].article_id == claims[earlier].article_id:
            ends = {root[later], root[earlier]}
            root = [min(ends) if one in ends else one for one in root]
    return root


def verdict(
    found: Match, later: int, earlier: int, wanted: Mapping[tuple[int, int], set[str]]
) -> str:
    """Say whether a link is "right", "wrong", or left "unclear" by the annotation."""
    relation = ALIKE.get(found.relation.value, found.relation.value)
    listed = set(wanted.get((later, earlier), ()))
    if relation in MUTUAL:
        listed |= wanted.get((earlier, later), set())
    if relation in listed or (later == earlier and relation == Relation.REPEATS):
        return "right"
    return UNCLEAR if listed == {UNCLEAR} else "wrong"


def score(judge: Judge, story: Path) -> tuple[Counter[str], list[Statement]]:
    """Return the counts of one story, and its claims."""
    claims, files = read_story(story)
    listed = [one for one in annotations(story) if not one.get("forbidden")]
    wanted = annotated(listed, claims, files)
    root = same(claims, wanted)
    by_root: dict[tuple[int, int], set[str]] = {}
    for (later, earlier), relation in wanted.items():
        by_root.setdefault((root[later], root[earlier]), set()).add(ALIKE.get(relation, relation))
    counts = Counter(annotated=sum(one["relation"] != UNCLEAR for one in listed))
    for later, earlier, match in links(judge, claims):
        counts[verdict(match, root[later], root[earlier], by_root)] += 1
        relation = wanted.get((later, earlier), "")
        counts["found"] += ALIKE.get(relation, relation) == ALIKE.get(
            match.relation, match.relation
        )
    counts["shown"] = counts["right"] + counts["wrong"]
    return counts, claims


def main() -> None:
    """Read the arguments and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    encoder = load_encoder()
    if encoder is None:
        raise SystemExit("the files of the judge are absent; put them into claims/models/relations")
    judge = Judge(encoder, load_weights())
    told: dict[str, Any] = {}
    for name, some in grouped(arguments.folders).items():
        counts: Counter[str] = Counter()
        desk: list[tuple[Statement, Path]] = []
        for story in some:
            found, claims = score(judge, story)
            counts += found
            desk += [(claim, story) for claim in claims]
        desk.sort(key=lambda one: one[0].order)
        between = [
            match
            for later, earlier, match in links(judge, [claim for claim, _ in desk])
            if desk[later][1].name != desk[earlier][1].name
        ]
        told[name] = {"stories": len(some), **counts, "between stories": len(between)}
    print(json.dumps(told) if arguments.json else "\n".join(f"{k}: {v}" for k, v in told.items()))


def grouped(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """Return the stories of some folders by half."""
    found = [story for folder in folders for story in stories_in(folder)]
    return {name: some for name in HALVES if (some := [s for s in found if half(s) == name])}


if __name__ == "__main__":
    main()
