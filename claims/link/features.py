"""What is measured on a pair of claims; the judge weighs it.

Everything follows from the pair alone, so that a pair is judged alike in any company and order.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from claims.link.compare import Pair
from claims.link.encoder import RELATIONS, Chances, Vector
from claims.link.names import is_place, name_key
from claims.link.rules import matches
from claims.link.words import plain
from db.vocabulary import Mode, Relation, Stance

_LONG = timedelta(hours=36)
# Fewer words stand in a headline by chance.
_WORDS = 3
_STANCES = (
    Stance.DENIES,
    Stance.CANNOT_CONFIRM,
    Stance.DECLINES_COMMENT,
    Stance.RETRACTS,
    Stance.PREDICTS,
)


@dataclass(frozen=True, slots=True)
class Near:
    """How near the vectors of two claims lie, as cosines.

    Attributes:
        bare: of the claims alone.
        context: of the claims with their titles and sentences.
        crossed: the greater of one claim alone and the other with its context.
    """

    bare: float
    context: float
    crossed: float

    @classmethod
    def of(cls, later: Vector, earlier: Vector) -> "Near":
        """Compare two claims' vectors, each of shape (2, 384): alone, then with its context."""
        table = later @ earlier.T
        return cls(float(table[0, 0]), float(table[1, 1]), float(max(table[0, 1], table[1, 0])))


def outline(pair: Pair, near: Near) -> dict[str, float]:
    """Return what is cheap to measure: all but what the encoder says of the pair."""
    found = {"bare": near.bare, "context": near.context, "crossed": near.crossed}
    found.update(_by_rules(pair))
    found.update(_shared(pair))
    found.update(_gists(pair))
    found.update(_roles(pair))
    found.update(_times(pair))
    return found


def with_relations(found: Mapping[str, float], chances: Chances) -> dict[str, float]:
    """Return the measures with what the encoder says: the logarithm of each relation's chance."""
    return {
        **found,
        **{f"reads {name}": float(x) for name, x in zip(RELATIONS, chances, strict=True)},
    }


def _by_rules(pair: Pair) -> Iterator[tuple[str, float]]:
    """Yield for each relation how sure the surest rule for it is."""
    best = dict.fromkeys(Relation, 0.0)
    for match in matches(pair):
        best[match.relation] = max(best[match.relation], match.score)
    yield from ((f"rules {relation}", score) for relation, score in best.items())


def _shared(pair: Pair) -> Iterator[tuple[str, float]]:
    names = [key for key in pair.shared_names if not is_place(key)]
    near = [key for key in pair.nearby_names if not is_place(key)]
    yield "names", min(3, len(names))
    yield "places", min(2, len(pair.shared_names) - len(names))
    yield "names nearby", min(3, len(near))
    yield "words", min(6, len(pair.shared_concepts))
    yield "kindred words", min(4, len(pair.kindred_concepts))
    yield "words nearby", min(8, len(pair.nearby_concepts))
    yield "similarity", pair.similarity
    yield "matter", pair.matter
    yield "crossed names", float(pair.crossed)
    yield "no setting", float(not pair.same_setting)
    yield "numbers alike", min(2, pair.shared_measures)
    yield "numbers differ", min(2, len(pair.other_numbers))
    yield "agreements", max((m.holder for m in pair.agreements), default=0.0)
    yield "oppositions", max((m.holder for m in pair.oppositions), default=0.0)
    yield "tensions", max((m.holder for m in pair.tensions), default=0.0)
    yield "sets apart", float(pair.later.sets_apart != pair.earlier.sets_apart)
    yield (
        "lengths",
        math.log((1 + len(pair.later.statement.text)) / (1 + len(pair.earlier.statement.text))),
    )


def _gists(pair: Pair) -> Iterator[tuple[str, float]]:
    kin = pair.kin
    yield "coverage", kin.coverage
    yield "telling", min(3.0, kin.telling)
    yield "axes agree", min(2, len(kin.agreeing))
    yield "axes opposed", min(2, len(kin.opposed))
    yield "main axes agree", float(bool(set(kin.main) & set(kin.agreeing)))
    yield "main axes opposed", float(bool(set(kin.main) & set(kin.opposed)))
    yield "heads", float(bool(kin.heads))
    yield "strangers", min(2, kin.strangers)
    yield "dates differ", float(kin.other_dates)
    yield "negation differs", float(kin.later.negative != kin.earlier.negative)
    yield "near and negated", kin.coverage * (kin.later.negative != kin.earlier.negative)


def _roles(pair: Pair) -> Iterator[tuple[str, float]]:
    later, earlier = pair.later.statement, pair.earlier.statement
    for stance in _STANCES:
        yield f"later {stance}", float(later.stance is stance)
        yield f"earlier {stance}", float(earlier.stance is stance)
    speakers = (name_key(later.speaker), name_key(earlier.speaker))
    yield "one speaker", float(bool(speakers[0]) and speakers[0] == speakers[1])
    yield "shared chain", float(bool(pair.later.chain & pair.earlier.chain))
    yield "one publisher", float(bool(later.publisher) and later.publisher == earlier.publisher)
    yield "cites", float(_cites(pair))
    yield "narrated later", float(later.mode is Mode.NARRATION)
    yield "narrated earlier", float(earlier.mode is Mode.NARRATION)
    yield "anonymous later", float(later.anonymous)
    yield "anonymous earlier", float(earlier.anonymous)
    yield "same article", float(pair.same_article)
    yield "adjacent", _adjacent(pair)
    yield "title later", float(_is_title(later.text, later.title))
    yield "title earlier", float(_is_title(earlier.text, earlier.title))


def _cites(pair: Pair) -> bool:
    """Say whether the later statement names who says or publishes the earlier one."""
    told = plain(pair.later.statement.sentence)
    cited = [pair.earlier.statement.publisher, pair.earlier.statement.speaker]
    names = [re.escape(plain(name).removeprefix("the ")) for name in cited if name]
    found = any(name and re.search(rf"\b{name}\b", told) for name in names)
    return found and not pair.same_article


def _adjacent(pair: Pair) -> float:
    later, earlier = pair.later.statement, pair.earlier.statement
    if not pair.same_article:
        return 0.0
    between = max(0, later.position - earlier.position - len(earlier.text))
    return math.exp(-between / 200)


def _is_title(text: str, title: str) -> bool:
    return bool(title) and len(text.split()) >= _WORDS and text.strip() in title


def _times(pair: Pair) -> Iterator[tuple[str, float]]:
    apart = pair.later.statement.ordered_at - pair.earlier.statement.ordered_at
    days = apart / timedelta(days=1)
    yield "days", math.log1p(max(0.0, days))
    yield "another day", float(apart > _LONG)
    yield (
        "new state",
        float(apart > _LONG) * min(2, len(pair.kin.opposed) + len(pair.other_numbers)),
    )


def row(found: Mapping[str, float], names: tuple[str, ...]) -> np.ndarray:
    """Return measures in a fixed order, 0 for one that was not taken."""
    return np.array([found.get(name, 0.0) for name in names])
