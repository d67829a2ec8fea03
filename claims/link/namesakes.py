"""Two people of one name: the footballer and the minister."""

import re
from functools import lru_cache

from claims.link.compare import Pair
from claims.link.match import Statement
from claims.link.names import is_person, is_place
from claims.link.words import fold, row

# Walks of life that hardly anybody combines.
_WALKS = {
    word: walk
    for walk, words in {
        "sport": "footballer striker goalkeeper midfielder defender winger cyclist athlete runner "
        "sprinter swimmer boxer golfer skier gymnast rower jockey cricketer wrestler",
        "stage": "singer actor actress rapper pianist violinist guitarist drummer dancer comedian "
        "painter sculptor novelist poet",
        "office": "minister president senator mayor governor ambassador envoy general colonel "
        "judge prosecutor chancellor premier commander admiral lawmaker mp spokesman spokeswoman",
        "craft": "baker butcher plumber farmer fisherman carpenter electrician hairdresser",
    }.items()
    for word in row(words)
}


# The same pair is asked about for each relation.
@lru_cache(maxsize=32)
def are_namesakes(pair: Pair) -> bool:
    """Say whether what both name is a person of two walks of life, and nothing else ties them."""
    shared = [key for key in pair.shared_names if not is_place(key)]
    if len(shared) != 1 or not is_person(shared[0]):
        return False
    later, earlier = (
        _walks(one.statement, shared[0].split()[-1]) for one in (pair.later, pair.earlier)
    )
    return bool(later and earlier) and not later & earlier


@lru_cache(maxsize=4096)
def _walks(statement: Statement, surname: str) -> frozenset[str]:
    """Return the walks of life that a claim, its sentence or its headline gives somebody."""
    told = fold(f"{statement.sentence} | {statement.title}")
    name = rf"(?:[\w'-]+ )?{re.escape(surname)}\b"
    before = re.findall(rf"\b([a-z]+) {name}", told) + re.findall(rf"\b([a-z]+) (?={name})", told)
    behind = re.findall(rf"{name}, (?:the |a |an )?(?:[\w'-]+ ){{0,2}}?([a-z]+)[,.|]", told)
    return frozenset(_WALKS[word] for word in (*before, *behind) if word in _WALKS)
