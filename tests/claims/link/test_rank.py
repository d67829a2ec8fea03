"""Which candidates are looked at."""

from claims.link.rank import MOST, rank


def test_rank_prefers_rare_keys() -> None:
    """One rare key outweighs two common ones."""
    shared = {"a": frozenset({"t:day", "t:say"}), "b": frozenset({"e:ana example"})}

    assert rank(shared, {"t:day": 0.1, "t:say": 0.2, "e:ana example": 4.0}) == ["b", "a"]


def test_rank_keeps_the_best() -> None:
    """More candidates than the bound are cut, in an order that does not hang on chance."""
    shared = {f"claim-{n:03}": frozenset({"e:ana example"}) for n in reversed(range(100))}

    assert rank(shared, {}) == [f"claim-{n:03}" for n in range(MOST)]
