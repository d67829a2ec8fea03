"""What the judge has learnt: kept, read again, and refitted to what people judged."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from claims.errors import ConfigurationError
from claims.link.encoder import RELATIONS
from claims.link.refit import Judged, agree, agree_unseen, refit
from claims.link.weights import Layer, Weights, choose
from db.vocabulary import Relation

NAMES = ("alike", "negated")


def weights() -> Weights:
    """Weights that know nothing."""
    gate, tie = Layer.untaught(NAMES, 2), Layer.untaught(NAMES, 2)
    kind, pair = Layer.untaught(NAMES, len(Relation)), Layer.untaught(NAMES)
    return Weights("1", gate, 0.1, tie, kind, pair, 0.4, threshold=0.4, possible=0.2, doubt=0.1)


def judgements(number: int) -> list[Judged]:
    """Links of which people accepted those that are alike."""
    rng = Random(7)
    return [
        Judged({"alike": alike, "negated": rng.random()}, Relation.REPEATS, alike > 0.5)
        for alike in (rng.random() for _ in range(number))
    ]


def test_weights_survive_their_file(tmp_path: Path) -> None:
    """What was written is read back the same."""
    path = tmp_path / "judge.json"
    weights().save(path)

    assert Weights.load(path).to_json() == weights().to_json()


@pytest.mark.parametrize("text", ["", "{}", '{"version": 1}', "[]"])
def test_malformed_file_is_named(tmp_path: Path, text: str) -> None:
    """A broken file of weights is told with its path and what to do."""
    path = tmp_path / "judge.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"judge\.json.*claims refit"):
        Weights.load(path)


def test_contradiction_must_be_likely_to_be_said() -> None:
    """Where "contradicts" is likeliest but not likely enough, the next relation is said."""
    chances = np.zeros(len(RELATIONS))
    chances[RELATIONS.index(Relation.CONTRADICTS)] = 0.45
    chances[RELATIONS.index(Relation.UPDATES)] = 0.4

    assert choose(chances, 0.4) is Relation.CONTRADICTS
    assert choose(chances, 0.5) is Relation.UPDATES


def test_judge_learns_what_people_accept() -> None:
    """Refitted weights agree better with judgements, those that they had not seen among them."""
    judged = judgements(80)
    before = agree(weights(), judged)

    after = agree_unseen(weights(), judged)

    assert after.links == before.links == 80
    assert after.loss < before.loss
    assert after.agreed > before.agreed


def test_few_judgements_move_the_judge_little() -> None:
    """What ships holds against a single judgement."""
    one, many = (refit(weights(), judgements(n), "2").tie.weights for n in (1, 80))

    assert np.abs(one).max() < np.abs(many).max()
