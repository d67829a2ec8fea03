"""Which claims are compared."""

from claims.pipeline import linking


def test_keys_that_too_many_carry_are_not_looked_up() -> None:
    """Among rare keys a common one is left out; where all are common the rarest one stays."""
    many = linking.MOST_CARRIERS + 1

    assert linking._telling({"e:bridge": 3, "e:country": many}) == ["e:bridge"]
    assert linking._telling({"e:town": many, "e:country": many + 1}) == ["e:town"]
    assert linking._telling({}) == []


def test_keys_that_together_are_too_many_are_looked_up_rarest_first() -> None:
    """What one claim looks up stays under the bound, however many keys it has."""
    half = linking.MOST_CARRIERS // 2
    carried = {"e:bridge": half, "e:country": half + 2, "e:town": half - 2}

    assert linking._telling(carried) == ["e:town", "e:bridge"]
