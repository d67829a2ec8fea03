"""The linker that ships: measures of a pair, a reading by the encoder, a judge that weighs them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

from claims.link.compare import Pair
from claims.link.encoder import (
    MODEL,
    RELATIONS,
    Chances,
    Encoder,
    cosines,
    load_encoder,
    pack,
    unpack,
)
from claims.link.features import Near, outline, with_relations
from claims.link.forest import Forest
from claims.link.keys import keys
from claims.link.likeness import same_measure, same_or_new_root
from claims.link.linker import Rules
from claims.link.match import Comparison, Linker, Match, Shared, Statement
from claims.link.names import is_place
from claims.link.reading import read
from claims.link.reasons import suggest
from claims.link.relaying import relays
from claims.link.rules import matches, relate, settled
from claims.link.vetoes import permitted
from claims.link.weights import Weights, choose
from claims.link.wording import worded_pair
from claims.registry import ABSENT
from claims.settings import Settings, packaged
from db.vocabulary import Relation

WEIGHTS = "judge.json"
# Pairs of texts that stay read, some 20 MB: one sentence stands in many papers, and what comes in
# late has its neighbours linked anew.
_READ = 20_000
# How the parts of nearness count; chosen for how many true pairs are among the nearest.
_BARE, _CONTEXT, _CROSSED, _SHARED = 0.35, 0.35, 0.3, 0.06
# So near vectors count at most, without shared keys and for what these weigh: of claims that share
# hardly a key one in a thousand lies nearer. So those that share most need be looked up alone.
_ALONE, _FOR_SHARED = 0.5, 0.03
# Below this nothing is kept; a rule's link that the judge doubts is possible only.
_FLOOR, _DOUBTED = 0.33, 0.49
# From this chance on the judge bears a rule out that is not sure by itself.
_LIKELY, _HALF_FOUND = 0.6, 0.3
# By so much another relation is likelier where a rule has misread how claims bear on each other.
_RATHER = 0.55
_NO_CHANCE = 0.1
# From here on one number or date in both claims bears out what the judge reads as the same.
_MEASURED = 0.72
# A second origin makes a claim corroborated: of words alone no judge finds one below this chance.
_BORNE_OUT = 0.9
# Without a shared name one related pair in two hundred lies so far apart, and half of the pairs
# drawn at random do: such pairs the judge never met.
_APART, _HARDLY = 0.08, 0.1
# So near must claims of two articles lie, with what stands around them; nearer, where each names
# what the other does not.
_NEAR, _NEARER = 0.42, 0.5
_SUPPORT = frozenset({Relation.CONFIRMS, Relation.REPEATS})
_IN_WORDS = {
    Relation.CONFIRMS: "reads as bearing it out in other words",
    Relation.CONTRADICTS: "reads as its opposite",
    Relation.REPEATS: "reads as the same statement",
    Relation.UPDATES: "reads as later news of the matter",
    Relation.RETRACTS: "reads as taking it back",
    Relation.CANNOT_CONFIRM: "reads as leaving it open",
}


class Judge:
    """Links by a trained judge.

    Attributes:
        components: what it is made of, for the run.
        threshold: links from this score on count; those below are only possible.
        weights: what the judge has learnt.

    Args:
        encoder: reads texts and pairs.
        weights: what the judge has learnt.
        forest: trees over the measures; without them their measure is 0.
    """

    name = "claims.Judge.v1"
    threshold = Rules.threshold

    def __init__(self, encoder: Encoder, weights: Weights, forest: Forest | None = None) -> None:
        self._encoder, self.weights, self._forest = encoder, weights, forest
        self._relate = lru_cache(_READ)(encoder.relate)
        self.components: Mapping[str, str] = {
            **Rules.components,
            "encoder": encoder.version,
            "judge": weights.version,
        }

    def keys(self, statement: Statement) -> Mapping[str, float]:
        """Return the keys of a claim: names, concepts and families in and around it."""
        return keys(statement)

    def vectors(self, statement: Statement) -> bytes:
        """Return the vectors of the claim alone and of the claim in its context, 768 bytes."""
        texts = (statement.text, f"{statement.title}. {statement.sentence}")
        return b"".join(pack(self._encoder.vector(text)) for text in texts)

    def rank(self, own: bytes, others: Sequence[Shared]) -> Sequence[float]:
        """Rank claims by the nearness of their vectors and the rarity of the keys they share."""
        if not others:
            return []
        table = cosines(own, b"".join(one.vectors for one in others)).reshape(len(others), 2, 2)
        crossed = np.maximum(table[:, 0, 1], table[:, 1, 0])
        near = _BARE * table[:, 0, 0] + _CONTEXT * table[:, 1, 1] + _CROSSED * crossed
        shared = np.array([one.shared for one in others])
        near = np.minimum(near, _ALONE + _FOR_SHARED * shared)
        return list(map(float, near + _SHARED * shared))

    def at_most(self, shared: float) -> float:
        """Return how near a claim of the same vectors would be."""
        return _ALONE + (_FOR_SHARED + _SHARED) * shared

    def judge(
        self, later: Statement, earlier: Statement, *, vectors: tuple[bytes, bytes]
    ) -> Match | None:
        """Say how ``later`` relates to ``earlier``; None where it does not, or hardly.

        What a rule finds counts where the judge does not doubt it; the firmer it is, the less it
        needs the judge. What the judge finds by itself counts where it is nearly sure, where a rule
        half finds the same, or where both give one number or date, and is possible where it is
        likely.
        """
        pair = Pair(read(later), read(earlier))
        ruled = relate(pair)
        measures = outline(pair, Near.of(*map(unpack, vectors)))
        if ruled is None and self.weights.gate.chances(measures)[1] < self.weights.least:
            return None
        chances = permitted(pair, self.weights.chances(self.read(pair, measures)))
        likely = dict(zip(RELATIONS, map(float, chances), strict=True))
        judged = self._judged(pair, likely, ruled)
        weighed = self._weighed(ruled, likely) if ruled is not None else None
        found = [one for one in (weighed, judged) if one is not None and one.score >= _FLOOR]
        if _are_strangers(pair, measures):
            found = [replace(one, score=min(one.score, _DOUBTED)) for one in found]
        return max(found, key=lambda one: one.score, default=None)

    def _weighed(self, ruled: Match, likely: Mapping[Relation | str, float]) -> Match | None:
        """Return what a rule finds, as far as the judge gives its relation a chance.

        Of those that the judge gives hardly any, one in twenty is right in the training stories.
        """
        told = [one for one in Relation if _alike(one, ruled.relation)]
        if ruled.relation in _SUPPORT:
            # No rule finds the same said where words are taken back: the judge saw one speaker.
            told.append(Relation.RETRACTS)
        others = [likely[one] for one in Relation if one not in told]
        chance = sum(likely[one] for one in told)
        if chance < _NO_CHANCE and ruled.firm < 1:
            return None
        doubted = chance < self.weights.doubt * (1 - ruled.firm)
        misread = ruled.firm < 1 and max(others) - chance > _RATHER
        if doubted or misread:
            return replace(ruled, score=min(ruled.score, _DOUBTED))
        return ruled

    def _judged(
        self, pair: Pair, chances: Mapping[Relation | str, float], ruled: Match | None
    ) -> Match | None:
        relation, chance = _decide(pair, chances)
        found = ruled if ruled is not None and _alike(ruled.relation, relation) else None
        if found is not None and found.score >= _HALF_FOUND and chance >= _LIKELY:
            return replace(found, score=max(found.score, self.threshold))
        if chance < self.weights.possible:
            return None
        # On one scale with the rules: what is sure enough to be shown has the threshold.
        measured = relation in _SUPPORT and same_measure(pair)
        enough = _MEASURED if measured else self.weights.threshold
        score = min(1.0, self.threshold * chance / enough)
        if relation is Relation.CONFIRMS and chance < _BORNE_OUT and not measured:
            score = min(score, _DOUBTED)
        if relation is Relation.CANNOT_CONFIRM and _is_bare(pair.later.statement):
            # "Would not speak of the drives" leaves open none of what is told of them.
            score = min(score, _DOUBTED)
        return explain(pair, relation, max(score, _FLOOR))

    def compare(self, later: Statement, earlier: Statement) -> Comparison:
        """Return the likeliest relation of two claims that stand in no desk."""
        pair = Pair(read(later), read(earlier))
        measures = self.measure(pair)
        chances = self.weights.pair.chances(measures)
        if _lie_apart(measures):
            chances = chances * _HARDLY
            chances[-1] += 1 - _HARDLY
        if relays(pair):
            chances = _told_again(chances)
        chances = permitted(pair, chances)
        if (plain := settled(pair)) is not None:
            chances = _sure(plain, chances)
        scores = {str(name): round(float(x), 4) for name, x in zip(RELATIONS, chances, strict=True)}
        chosen = choose(chances, self.weights.contradiction)
        if not isinstance(chosen, Relation):
            return Comparison(None, scores, "reads as another matter")
        return Comparison(chosen, scores, explain(pair, chosen, scores[chosen]).reason)

    def read(self, pair: Pair, measures: Mapping[str, float]) -> dict[str, float]:
        """Return the measures of a pair with what the encoder and the trees make of it."""
        words = worded_pair(pair.later.statement, pair.earlier.statement)
        found = with_relations(measures, self._relate(*words))
        return self._forest.measure(found) if self._forest else found

    def measure(self, pair: Pair) -> dict[str, float]:
        """Return all measures of a pair."""
        later, earlier = pair.later.statement, pair.earlier.statement
        near = Near.of(unpack(self.vectors(later)), unpack(self.vectors(earlier)))
        return self.read(pair, outline(pair, near))


def _lie_apart(measures: Mapping[str, float]) -> bool:
    """Say whether two claims share no name and speak of wholly different things."""
    named = measures.get("names") or measures.get("crossed names")
    return not named and max(measures["bare"], measures["crossed"]) < _APART


def _is_bare(statement: Statement) -> bool:
    """Say whether a claim is a matter alone, of which nothing is said: "the drives"."""
    clauses = statement.proposition.predicates
    return not any(one.subject or one.object or one.others for one in clauses)


def _are_strangers(pair: Pair, measures: Mapping[str, float]) -> bool:
    """Say whether nothing ties two articles to one matter: an officer fired here, and one there.

    Of links between articles without a common name, countries aside, one in ten of the right ones
    in a training story lies farther apart, and 19 in 20 of those between different stories.
    """
    named = any(not is_place(key) for key in pair.shared_names | pair.nearby_names)
    near = _NEARER if pair.crossed else _NEAR
    return not (named or pair.same_article) and measures["context"] < near


def _told_again(chances: Chances) -> Chances:
    """Return chances where what would confirm only tells again what the other said."""
    confirms, repeats = map(RELATIONS.index, (Relation.CONFIRMS, Relation.REPEATS))
    moved = chances.copy()
    moved[repeats], moved[confirms] = chances[repeats] + chances[confirms], 0.0
    return moved


def _sure(match: Match, chances: Chances) -> Chances:
    """Return chances where what needs no judge has its own score, or what the judge gives it."""
    at = RELATIONS.index(match.relation)
    own = max(match.score, float(chances[at]))
    others = chances.sum() - chances[at]
    left = chances * ((1 - own) / others if others else 0.0)
    left[at] = own
    return left


def _decide(pair: Pair, chances: Mapping[Relation | str, float]) -> tuple[Relation, float]:
    """Return the likeliest relation and its chance.

    To confirm and to repeat are one reading of the words; which of them it is hangs on where both
    claims come from, and unproven independence counts as dependence.
    """
    summed = {relation: chances[relation] for relation in Relation if relation not in _SUPPORT}
    summed[same_or_new_root(pair)] = sum(chances[relation] for relation in _SUPPORT)
    return max(summed.items(), key=lambda one: one[1])


def explain(pair: Pair, relation: Relation, score: float) -> Match:
    """Return the match with its reason: the rule that finds the same, or else how it reads."""
    told = [match for match in matches(pair) if _alike(match.relation, relation)]
    if told:
        best = max(told, key=lambda match: match.score)
        reason = best.reason
        if relation is Relation.REPEATS is not best.relation:
            reason = reason.replace(", another root", "", 1)
        return Match(relation, round(score, 3), reason)
    return suggest(relation, score, pair, _IN_WORDS[relation])


def _alike(one: Relation, other: Relation) -> bool:
    return one is other or {one, other} <= _SUPPORT


class RulesAlone(Rules):
    """What stands in for the judge where its files are absent."""

    components: Mapping[str, str] = MappingProxyType(
        {**Rules.components, "encoder": f"{ABSENT}: judged by rules alone"}
    )


def make(settings: Settings) -> Linker:
    """Make the linker ``claims.Judge.v1``, or the rules alone where its files are absent."""
    encoder = load_encoder()
    if encoder is None:
        return RulesAlone(settings)
    return Judge(encoder, load_weights(settings.judge), load_forest())


@lru_cache(maxsize=1)
def load_forest() -> Forest:
    """Return the trees that ship.

    Raises:
        ConfigurationError: a file is missing or does not load.
    """
    return Forest(packaged(MODEL))


@lru_cache(maxsize=4)
def load_weights(path: Path | None = None) -> Weights:
    """Return the weights of the judge: one's own, or those that ship.

    Raises:
        ConfigurationError: the file is missing or malformed.
    """
    return Weights.load(path or packaged(MODEL) / WEIGHTS)
