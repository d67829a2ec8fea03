"""Candidates: which of the claims that share a key are worth a closer look."""

from collections.abc import Mapping

MOST = 20


def rank(shared: Mapping[str, frozenset[str]], weights: Mapping[str, float]) -> list[str]:
    """Order candidates by the rarity of what they share, best first, and keep the best 20.

    Args:
        shared: for each candidate's claim id, the keys that it shares with the claim.
        weights: rarity of each key; a key without one counts as of middling rarity.

    Returns:
        Claim ids; equal ones in the order of their ids.
    """
    scores = {one: sum(weights.get(key, 1.0) for key in keys) for one, keys in shared.items()}
    return sorted(scores, key=lambda one: (-scores[one], one))[:MOST]
